"""The built file appears whole or not at all, whoever builds at once and whatever is killed.

The builders are real processes; only what they write is small, so that a test takes no half minute.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gazetteer import Gazetteer

_BUILDER = """
import sys, time
from pathlib import Path
import gazetteer.build
from gazetteer.draft import Draft

def fill(writer, progress):
    with Path(sys.argv[2]).open("a") as log:
        log.write("began\\n")
    writer.add_words(["reading"])
    writer.add(Draft("dateline:x", "Xanadu", "city", "CN", "", 42.4, 116.2, 3.0, 90.0))
    writer._file.flush()
    print("half way", flush=True)
    time.sleep(float(sys.argv[3]))
    writer.finish({}, {})

gazetteer.build._fill = fill
gazetteer.build.build(Path(sys.argv[1]))
"""


def _start(path: Path, wait_s: float) -> "subprocess.Popen[bytes]":
    log = path.with_name("log.txt")
    command = [sys.executable, "-c", _BUILDER, str(path), str(log), str(wait_s)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - our own program


def _parts(path: Path) -> list[str]:
    return sorted(other.name for other in path.parent.glob("*.part"))


def test_of_two_processes_at_once_one_builds_and_both_find_the_file(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer-x.dat"
    builders = [_start(path, 1.0), _start(path, 1.0)]
    for builder in builders:
        builder.communicate()
    assert [builder.returncode for builder in builders] == [0, 0]
    assert path.with_name("log.txt").read_text() == "began\n"
    assert Gazetteer.open(path).candidates("Xanadu")[0].place.id == "dateline:x"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on this system")
def test_a_build_killed_half_way_leaves_no_file_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer-x.dat"
    killed = _start(path, 60.0)
    assert killed.stdout is not None
    assert killed.stdout.readline() == b"half way\n"
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert not path.exists()
    assert len(_parts(path)) == 1
    _start(path, 0.0).communicate()
    assert Gazetteer.open(path).place_count == 1
    assert _parts(path) == []


def test_a_built_file_is_not_built_again(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer-x.dat"
    _start(path, 0.0).communicate()
    before = path.stat().st_mtime_ns
    _start(path, 0.0).communicate()
    assert path.stat().st_mtime_ns == before
    assert path.with_name("log.txt").read_text() == "began\n"
