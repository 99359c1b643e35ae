"""A stage and some minutes -> inputs that break it, found by coverage (atheris).

`python -m benchmarks fuzz TARGET --seconds 300 [--seed N]` needs the extra `fuzz`. A finding is
written to the folder of scratch files that is named at the end; kept ones lie in `findings/`, and
a test gives each of them to its target again.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.fuzz.targets import TARGETS

FINDINGS = Path(__file__).with_name("findings")
ONE_RUN = """
import sys, atheris
with atheris.instrument_imports(include=["pipeline", "gazetteer"]):
    from benchmarks.fuzz.targets import TARGETS
target = TARGETS[sys.argv.pop(1)]
target(b"Kyiv, 3 March 2022")
atheris.Setup(sys.argv, target)
atheris.Fuzz()
"""


def run(arguments: list[str]) -> int:
    """Fuzz one target; the status is that of the fuzzer, 0 when nothing was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks fuzz")
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scratch", type=Path, default=Path("fuzz-scratch"))
    options = parser.parse_args(arguments)
    corpus = options.scratch / options.target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(seeds()):
        (corpus / f"seed-{number}").write_bytes(text)
    command = [sys.executable, "-c", ONE_RUN, options.target, str(corpus)]
    command += [f"-max_total_time={options.seconds}", f"-seed={options.seed}", "-timeout=60"]
    command += ["-max_len=4096", "-rss_limit_mb=4096", f"-artifact_prefix={corpus}-"]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own program


def seeds() -> list[bytes]:
    """What the fuzzer begins with: a report, and the hostile payloads."""
    from benchmarks.hostile import REPORT, load_payloads

    texts = [REPORT, f"KYIV, 4 March 2022 (Wire) - {REPORT}.", "from=2022-03-01&type=shelling&q=a"]
    texts += [payload for payload in load_payloads().values() if len(payload) < 200]
    return [text.encode("utf-8", "surrogatepass") for text in texts]
