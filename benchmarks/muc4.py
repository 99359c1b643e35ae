"""MUC-4 texts → answer templates: `muc4 DATA.jsonl -o PRED.jsonl`.

The pipeline reads each text as any article; `_muc4_answers` weighs what its sentences and events
tell, and fills the templates that the keys probably hold. A line of DATA is `{"id", "text",
"text_tc"?, "date"?}`: the re-cased text is read where there is one. With `--train SCORER` the
weights are learnt anew from the lines that have `"templates"` (`_muc4_lessons`); SCORER is the
scorer's file, whose alignment says which template answers which key. With `--held-out SCORER` each
text is answered with weights that were learnt without its fifth of the texts. With `--score SCORER`
lines that have keys are scored.

An answer names its targets (`strings`), so the scorer finds the key that tells of the same people,
and not the one whose day and place are nearest; that costs dates and pays in targets.

The weights that come along are learnt from all public texts (DEV, TST1, TST2). F by weights from
DEV alone, on TST1 and TST2 (168 keys): type 67.7, date 52.6, location 54.4, number of targets 42.6,
effect 50.8 (without `strings` 68.7, 55.6, 55.4, 39.5, 45.1); on DEV, each fifth held out (1,033
keys): type 70.6, date 53.5, location 55.0, number 53.1, effect 56.1.
"""

import argparse
import importlib.util
import json
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks._muc4_answers import Text, answer, read_text
from benchmarks._muc4_lessons import Lessons
from benchmarks._muc4_tally import Tally
from benchmarks._muc4_task import DATA
from gazetteer import Gazetteer
from pipeline.flow import annotate
from pipeline.language import load_nlp, parse
from pipeline.places.outlook import find_adjectives
from pipeline.reading.days import read_day
from pipeline.records import Annotation, Article
from pipeline.settings import Settings

_WEIGHTS = DATA / "muc4_weights.json"

Row = dict[str, Any]


def run(args: list[str]) -> int:
    """Write a line of answers for each text, or learn from texts with keys."""
    options = argparse.ArgumentParser(prog="python -m benchmarks muc4")
    options.add_argument("data", type=Path, help="JSON lines of texts")
    options.add_argument("-o", "--output", type=Path, help="where to write the answers")
    options.add_argument("--train", type=Path, metavar="SCORER", help="learn the weights anew")
    options.add_argument("--held-out", type=Path, metavar="SCORER", help="learn without each fifth")
    options.add_argument("--score", type=Path, metavar="SCORER", help="tell how right it is")
    options.add_argument("--weights", type=Path, default=_WEIGHTS, help="where the weights lie")
    options.add_argument("--jobs", type=int, default=1, help="processes at work")
    chosen = options.parse_args(args)
    rows: list[Row] = [json.loads(line) for line in chosen.data.read_text("utf-8").splitlines()]
    if chosen.train:
        rows = [row for row in rows if "templates" in row]
        lessons = Lessons(list(_read(rows, chosen.jobs)), _scorer(chosen.train))
        text = json.dumps(lessons.of_all, indent=0, sort_keys=True, ensure_ascii=False)
        chosen.weights.write_text(text + "\n", "utf-8")
        return 0
    began = time.monotonic()
    answers = dict(_answered(rows, chosen))
    lines = [json.dumps({"id": r["id"], "templates": answers.get(str(r["id"]), [])}) for r in rows]
    if chosen.output is None:
        print(*lines, sep="\n")
    else:
        chosen.output.write_text("".join(line + "\n" for line in lines), "utf-8")
        seconds = time.monotonic() - began
        print(f"{len(rows)} texts, {len(rows) - len(answers)} not read, {seconds:.0f} s")
    if chosen.score:
        _tell_score(rows, answers, _scorer(chosen.score))
    return 0


def _tell_score(rows: list[Row], answers: dict[str, list[Row]], scorer: ModuleType) -> None:
    """Print each slot as the scorer counts it, then the targets' number and effect."""
    for slot, (recall, precision, f, keys) in scorer.score(rows, answers).items():
        print(f"{slot}: R {recall}% P {precision}% F {f}%, {keys} keys")
    tally = Tally()
    for row in rows:
        given = answers.get(str(row["id"]), [])
        tally.add(row["templates"], given, scorer.align(row["templates"], given)[0])
    print(*tally.lines(), sep="\n")


def _answered(rows: list[Row], chosen: argparse.Namespace) -> Iterator[tuple[str, list[Row]]]:
    """The ids of the texts, and the answers of each."""
    texts = _read(rows, chosen.jobs)
    if chosen.held_out:
        lessons = Lessons(list(texts), _scorer(chosen.held_out))
        for number, text in enumerate(lessons.texts):
            yield str(text.row["id"]), answer(text, lessons.unseen(number))
        return
    weights = json.loads(chosen.weights.read_text("utf-8"))
    for text in texts:
        yield str(text.row["id"]), answer(text, weights)


def _read(rows: list[Row], jobs: int) -> Iterator[Text]:
    """The texts as the pipeline reads them; one at which a stage fails is left out."""
    articles = [
        Article(
            str(row["id"]), str(row.get("text_tc") or row["text"]), date=read_day(row.get("date"))
        )
        for row in rows
    ]
    settings = Settings(jobs=jobs)
    outcomes = annotate(articles, settings=settings)
    parses = parse(load_nlp(settings.model), (article.text for article in articles))
    gazetteer = Gazetteer.open(settings.gazetteer)
    for row, outcome, own in zip(rows, outcomes, parses, strict=True):
        if isinstance(outcome, Annotation):
            peoples = find_adjectives(outcome.article.text, gazetteer)
            yield read_text(row, outcome, own, peoples)


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("muc4_scorer", path)
    if spec is None or spec.loader is None:
        message = f"{path}: no Python file"
        raise SystemExit(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
