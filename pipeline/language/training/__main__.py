"""`python -m pipeline.language.training train|evaluate --corpora DIR …` -> weights, figures."""

import argparse
import sys
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.language.loading import OWN, load_nlp
from pipeline.language.training.evaluation import evaluate
from pipeline.language.training.settings import read_settings
from pipeline.language.training.whole import train


def main(arguments: list[str]) -> int:
    """Train and evaluate, or evaluate only; the table goes to stdout."""
    told = _parser().parse_args(arguments)
    try:
        if told.do == "train":
            settings = read_settings(told.config)
            print(train(told.corpora, told.out, settings, toponyms=told.toponyms, older=told.older))
        else:
            print(evaluate(load_nlp(told.model), told.corpora, told.toponyms))
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
    training.add_argument(
        "--older", type=Path, help="a trained pipeline whose names are learnt on, the rest kept"
    )
    scoring = commands.add_parser("evaluate", parents=[common], help="evaluate a pipeline")
    scoring.add_argument("--model", default=OWN, help="name or path of a pipeline")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
