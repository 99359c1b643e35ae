"""`python -m pipeline.language.training train|evaluate|ablate …` -> weights, figures."""

import argparse
import sys
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.language.loading import OWN, load_nlp
from pipeline.language.training.ablations import try_without
from pipeline.language.training.evaluation import evaluate
from pipeline.language.training.settings import read_settings
from pipeline.language.training.whole import train


def main(arguments: list[str]) -> int:
    """Train and evaluate, or evaluate only; the table goes to stdout."""
    told = _parser().parse_args(arguments)
    try:
        if told.do == "train":
            settings = read_settings(told.config)
            print(train(told.corpora, told.out, settings, toponyms=told.toponyms))
        elif told.do == "ablate":
            settings = read_settings(told.config)
            for trial in try_without(told.corpora, settings, told.toponyms, told.steps):
                figures = (f"{name} {f1:.1f}" for name, f1 in trial.exact_f1.items())
                print(f"{trial.choice:34}{'  '.join(figures)}", flush=True)
        else:
            learnt = () if told.all else read_settings().learnt
            print(evaluate(load_nlp(told.model), told.corpora, told.toponyms, learnt))
    except (PipelineError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipeline.language.training")
    commands = parser.add_subparsers(dest="do", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--corpora", type=Path, required=True, help="folder of CORPORA.md")
    common.add_argument(
        "--toponyms", type=Path, nargs="*", default=[], help="corpora of places to evaluate on"
    )
    training = commands.add_parser("train", parents=[common], help="train, evaluate, write")
    training.add_argument("--out", type=Path, required=True, help="folder for the weights")
    training.add_argument("--config", type=Path, help="instead of the config.toml beside the code")
    trying = commands.add_parser("ablate", parents=[common], help="score short runs, each less one")
    trying.add_argument("--config", type=Path, help="instead of the config.toml beside the code")
    trying.add_argument("--steps", type=int, default=600, help="length of each run (600)")
    scoring = commands.add_parser("evaluate", parents=[common], help="evaluate a pipeline")
    scoring.add_argument("--model", default=OWN, help="name or path of a pipeline")
    scoring.add_argument(
        "--all", action="store_true", help="the corpora that ours learnt from as well"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
