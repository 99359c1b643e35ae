"""MUC-4 texts → answer templates: `muc4 DATA.jsonl -o PRED.jsonl`.

The pipeline reads each text as any article; `muc4_templates` turns its events into the templates
that the task asks for, `muc4_filter` leaves out those that its keys would not hold. A line of DATA
is `{"id", "text", "text_tc"?, "date"?}`: the re-cased text is read where there is one. With
`--train SCORER` the filter is learnt anew from the lines that have `"split": "dev"` and
`"templates"`; SCORER is the scorer's file, whose alignment says which templates have a key.
"""

import argparse
import importlib.util
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

from benchmarks import muc4_filter
from benchmarks.muc4_templates import Template, to_templates
from pipeline.flow import annotate
from pipeline.reading.days import read_day
from pipeline.records import Annotation, Article
from pipeline.settings import Settings

Row = dict[str, Any]
Align = Callable[[list[Row], list[dict[str, object]]], tuple[object, object, set[int]]]


def run(args: list[str]) -> int:
    """Write a line of answers for each text, or learn the filter from texts with keys."""
    options = argparse.ArgumentParser(prog="python -m benchmarks muc4")
    options.add_argument("data", type=Path, help="JSON lines of texts")
    options.add_argument("-o", "--output", type=Path, help="where to write the answers")
    options.add_argument("--train", type=Path, metavar="SCORER", help="learn the filter anew")
    options.add_argument("--jobs", type=int, default=1, help="processes at work")
    chosen = options.parse_args(args)
    rows: list[Row] = [json.loads(line) for line in chosen.data.read_text("utf-8").splitlines()]
    began = time.monotonic()
    if chosen.train:
        rows = [row for row in rows if row.get("split") == "dev"]
        _learn(rows, _annotated(rows, chosen.jobs), _scorer(chosen.train))
        return 0
    annotations = _annotated(rows, chosen.jobs)
    weights = muc4_filter.load_weights()
    lines = []
    for row in rows:
        annotation = annotations.get(str(row["id"]))
        answers = _answers(annotation, weights) if annotation else []
        lines.append(json.dumps({"id": row["id"], "templates": [a.row() for a in answers]}) + "\n")
    if chosen.output is None:
        print("".join(lines), end="")
    else:
        chosen.output.write_text("".join(lines), "utf-8")
        seconds = time.monotonic() - began
        print(f"{len(rows)} texts, {len(rows) - len(annotations)} not read, {seconds:.0f} s")
    return 0


def _answers(annotation: Annotation, weights: muc4_filter.Features) -> list[Template]:
    return muc4_filter.keep(annotation, to_templates(annotation), weights)


def _annotated(rows: Iterable[Row], jobs: int) -> dict[str, Annotation]:
    """Annotation of each text by id; a text at which a stage fails has none."""
    articles = (
        Article(
            str(row["id"]), str(row.get("text_tc") or row["text"]), date=read_day(row.get("date"))
        )
        for row in rows
    )
    outcomes = annotate(articles, settings=Settings(jobs=jobs))
    return {a.article.id: a for a in outcomes if isinstance(a, Annotation)}


def _learn(rows: list[Row], annotations: dict[str, Annotation], align: Align) -> None:
    features: list[muc4_filter.Features] = []
    is_key: list[bool] = []
    for row in rows:
        annotation = annotations.get(str(row["id"]))
        templates = to_templates(annotation) if annotation else []
        if annotation is None or not templates:
            continue
        _, _, aligned = align(row["templates"], [template.row() for template in templates])
        features += muc4_filter.all_features(annotation, templates)
        is_key += [number in aligned for number in range(len(templates))]
    weights = muc4_filter.train(features, is_key)
    text = json.dumps(weights, indent=0, sort_keys=True, ensure_ascii=False)
    muc4_filter.WEIGHTS.write_text(text + "\n", "utf-8")
    print(f"{len(features)} templates, {sum(is_key)} with a key, {len(weights)} weights")


def _scorer(path: Path) -> Align:
    spec = importlib.util.spec_from_file_location("muc4_scorer", path)
    if spec is None or spec.loader is None:
        message = f"{path}: no Python file"
        raise SystemExit(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Align", module.align)
