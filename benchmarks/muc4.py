"""MUC-4 texts → answer templates: `muc4 DATA.jsonl -o PRED.jsonl`.

The pipeline reads each text as any article; `_muc4_templates` turns its events into the templates
that the task asks for, `_muc4_filter` leaves out those that its keys would not hold, `_muc4_slots`
chooses their dates and locations. A line of DATA is `{"id", "text", "text_tc"?, "date"?}`: the
re-cased text is read where there is one. With `--train SCORER` the weights are learnt anew from
the lines that have `"split": "dev"` and `"templates"`; SCORER is the scorer's file, whose alignment
says which template answers which key. With `--held-out SCORER` each fifth of all lines is answered
with weights learnt from the other four. With `--score SCORER` lines that have keys are scored.
"""

import argparse
import importlib.util
import json
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import _muc4_filter as muc4_filter
from benchmarks import _muc4_slots as muc4_slots
from benchmarks._muc4_learning import fit_choices
from benchmarks._muc4_targets import Tally, targets_of
from benchmarks._muc4_templates import DATA, Template, nations_of, to_templates
from pipeline.flow import annotate
from pipeline.reading.days import read_day
from pipeline.records import Annotation, Article
from pipeline.settings import Settings

_WEIGHTS = DATA / "muc4_weights.json"
_FOLDS = 5

Row = dict[str, Any]
Weights = Mapping[str, Mapping[str, float]]  # of articles, templates, places and dates
Known = tuple[Row, Annotation, list[Template]]
Example = tuple[list[dict[str, float]], list[float]]  # choices, and what each is worth


def run(args: list[str]) -> int:
    """Write a line of answers for each text, or learn from texts with keys."""
    options = argparse.ArgumentParser(prog="python -m benchmarks muc4")
    options.add_argument("data", type=Path, help="JSON lines of texts")
    options.add_argument("-o", "--output", type=Path, help="where to write the answers")
    options.add_argument("--train", type=Path, metavar="SCORER", help="learn the weights anew")
    options.add_argument("--held-out", type=Path, metavar="SCORER", help="learn without each fifth")
    options.add_argument("--score", type=Path, metavar="SCORER", help="tell how right it is")
    options.add_argument("--jobs", type=int, default=1, help="processes at work")
    chosen = options.parse_args(args)
    rows: list[Row] = [json.loads(line) for line in chosen.data.read_text("utf-8").splitlines()]
    if chosen.train:
        rows = [row for row in rows if row.get("split") == "dev"]
        weights = learn(_known(rows, chosen.jobs), _scorer(chosen.train))
        text = json.dumps(weights, indent=0, sort_keys=True, ensure_ascii=False)
        _WEIGHTS.write_text(text + "\n", "utf-8")
        return 0
    began = time.monotonic()
    known = _known(rows, chosen.jobs)
    if chosen.held_out:
        answers = answer_held_out(known, _scorer(chosen.held_out))
    else:
        answers = answer(known, json.loads(_WEIGHTS.read_text("utf-8")))
    lines = [json.dumps({"id": r["id"], "templates": answers.get(str(r["id"]), [])}) for r in rows]
    if chosen.output is None:
        print(*lines, sep="\n")
    else:
        chosen.output.write_text("".join(line + "\n" for line in lines), "utf-8")
        seconds = time.monotonic() - began
        print(f"{len(rows)} texts, {len(rows) - len(known)} not read, {seconds:.0f} s")
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


def _known(rows: list[Row], jobs: int) -> list[Known]:
    """Each text with its annotation and templates; one at which a stage fails is left out."""
    articles = (
        Article(
            str(row["id"]), str(row.get("text_tc") or row["text"]), date=read_day(row.get("date"))
        )
        for row in rows
    )
    outcomes = annotate(articles, settings=Settings(jobs=jobs))
    read = {a.article.id: a for a in outcomes if isinstance(a, Annotation)}
    both = ((row, read.get(str(row["id"]))) for row in rows)
    return [(row, a, to_templates(a)) for row, a in both if a is not None]


def answer(known: Iterable[Known], weights: Weights) -> dict[str, list[Row]]:
    """Rows of answers by id."""
    answers: dict[str, list[Row]] = {}
    for row, annotation, templates in known:
        kept = muc4_filter.keep(annotation, templates, weights["articles"], weights["templates"])
        nations = nations_of(annotation)
        answers[str(row["id"])] = []
        for template in kept:
            scene = muc4_slots.Scene(template, annotation, nations)
            place = muc4_slots.heaviest(muc4_slots.place_choices(scene), weights["places"])
            day = muc4_slots.heaviest(muc4_slots.date_choices(scene), weights["dates"])
            slots = {"location": place, "date": day, "targets": targets_of(template)}
            answers[str(row["id"])].append({**template.row(), **slots})
    return answers


def answer_held_out(known: list[Known], scorer: ModuleType) -> dict[str, list[Row]]:
    """The same, each text by weights that were learnt without it."""
    answers: dict[str, list[Row]] = {}
    for fold in range(_FOLDS):
        others = [entry for entry in known if _fold(entry[0]) != fold]
        held = [entry for entry in known if _fold(entry[0]) == fold]
        answers |= answer(held, learn(others, scorer))
    return answers


def _fold(row: Row) -> int:
    return zlib.crc32(str(row["id"]).encode()) % _FOLDS


def learn(known: list[Known], scorer: ModuleType) -> dict[str, dict[str, float]]:
    """All weights, from texts with keys."""
    articles = [muc4_filter.article_features(a.article.text) for _, a, _ in known]
    folds = [_fold(row) for row, _, _ in known]
    has_key = [any(not key["optional"] for key in row["templates"]) for row, _, _ in known]
    by_fold = [
        muc4_filter.train_articles(
            [article for article, other in zip(articles, folds, strict=True) if other != fold],
            [wanted for wanted, other in zip(has_key, folds, strict=True) if other != fold],
        )
        for fold in range(_FOLDS)
    ]
    features: list[muc4_filter.Features] = []
    is_key: list[bool] = []
    places: list[Example] = []
    dates: list[Example] = []
    for (row, annotation, templates), article in zip(known, articles, strict=True):
        likely = muc4_filter.article_score(article, by_fold[_fold(row)])
        aligned, _, answering = scorer.align(row["templates"], [t.row() for t in templates])
        features += muc4_filter.all_features(annotation, templates, likely)
        is_key += [number in answering for number in range(len(templates))]
        for number, other in aligned:
            key = row["templates"][number]
            scene = muc4_slots.Scene(templates[other], annotation, nations_of(annotation))
            places += _worth(muc4_slots.place_choices(scene), key["location"], scorer.loc_score)
            dates += _worth(muc4_slots.date_choices(scene), key["date"], scorer.date_score)
    return {
        "articles": muc4_filter.train_articles(articles, has_key),
        "templates": muc4_filter.train_templates(features, is_key),
        "places": fit_choices(*zip(*places, strict=True), prior=2.0, rare=8),
        "dates": fit_choices(*zip(*dates, strict=True), prior=2.0, rare=8),
    }


def _worth(
    choices: list[muc4_slots.Choice[Any]], key: list[Row], score: Callable[..., float | None]
) -> list[Example]:
    """The choices with what the scorer gives for each; nothing where the key wants none."""
    worth = [score(key, choice.answer) or 0.0 for choice in choices]
    if not any(worth):
        return []
    return [([dict.fromkeys(choice.marks, 1.0) for choice in choices], worth)]


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("muc4_scorer", path)
    if spec is None or spec.loader is None:
        message = f"{path}: no Python file"
        raise SystemExit(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
