"""Parsed corpora → data/screen.json: learn which spans are toponyms.

    python -m pipeline.mentions.training FOLDER [ARTICLES]

FOLDER holds corpora in JSON lines: {"id", "text", "toponyms": [{"start", "end", …}]}. Demonyms in
the answers are left out, for the screen never sees them. ARTICLES is a file of {"id", "text"}
without answers: whole names of countries and great cities that the language model takes for
something else are toponyms there, which teaches the screen to doubt the model where it is weak.
Articles of FOLDER are held out in turn for the figures. Needs scipy, which only training does.
"""

import json
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gazetteer import Gazetteer, NameClass
from pipeline.language import load_nlp, parse
from pipeline.mentions.find import _is_demonym
from pipeline.mentions.grammar import Grammar
from pipeline.mentions.logistic import fit_logistic, probability
from pipeline.mentions.screening import features, is_great, look_round
from pipeline.mentions.spans import Span, find_spans
from pipeline.mentions.vocabulary import words
from pipeline.records import Parse
from pipeline.shipped import write_checked

FOLDS = 5
PRIOR = 4.0  # the best of 1, 2, 4 on held-out articles
THRESHOLDS = tuple(n / 20 for n in range(4, 15))


@dataclass(frozen=True, slots=True)
class Sample:
    """The spans of one article: features, whether each is a toponym, how many none found."""

    fold: int
    rows: tuple[tuple[str, ...], ...]
    answers: tuple[float, ...]
    missed: int


def main(arguments: list[str]) -> int:
    """Train, choose the threshold on held-out articles, write the file."""
    samples = [s for path in sorted(Path(arguments[0]).glob("*.jsonl")) for s in read_samples(path)]
    hints = [s for path in arguments[1:] for s in read_hints(Path(path))]
    scored: list[tuple[float, float]] = []
    for fold in range(FOLDS):
        weights = _fit([*(s for s in samples if s.fold != fold), *hints])
        for sample in samples:
            if sample.fold == fold:
                scored += [
                    (probability(weights, row), y)
                    for row, y in zip(sample.rows, sample.answers, strict=True)
                ]
    missed = sum(sample.missed for sample in samples)
    best = max(THRESHOLDS, key=lambda t: _f1(scored, missed, t))
    report = {
        "f1_held_out": round(_f1(scored, missed, best), 4),
        "spans": len(scored),
        "missed": missed,
    }
    data = {
        "settings": {"threshold": best},
        "weights": _fit([*samples, *hints]),
        "made_by": {"script": "pipeline/mentions/training.py", "held_out": report},
    }
    path = Path(__file__).with_name("data") / "screen.json"
    write_checked(path, json.dumps(data, indent=0) + "\n")
    sys.stdout.write(json.dumps({"threshold": best, **report}) + "\n")
    return 0


def read_samples(path: Path) -> list[Sample]:
    """Parse a corpus and lay out its spans."""
    gazetteer = Gazetteer.open()
    articles = [json.loads(line) for line in path.read_text("utf-8").rstrip("\n").split("\n")]
    parses = read_parses(path, [article["text"] for article in articles])
    samples = []
    for article, parsed in zip(articles, parses, strict=True):
        text, grammar = article["text"], Grammar(parsed)
        spans = find_spans(text, grammar, gazetteer)
        spans = tuple(s for s in spans if not _is_demonym(text[s.start : s.end], s, gazetteer))
        gold = {
            (t["start"], t["end"]) for t in article["toponyms"] if not _people(t["text"], gazetteer)
        }
        round_ = look_round(text, grammar, spans)
        rows = tuple(tuple(features(text, s, grammar, gazetteer, round_)) for s in spans)
        answers = tuple(_answers(spans, gold))
        missed = sum(not any(s.start < e and b < s.end for s in spans) for b, e in gold)
        samples.append(
            Sample(zlib.crc32(str(article["id"]).encode()) % FOLDS, rows, answers, missed)
        )
    return samples


def read_hints(path: Path) -> list[Sample]:
    """Parse articles without answers, and keep the spans that are toponyms beyond doubt."""
    gazetteer = Gazetteer.open()
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").rstrip("\n").split("\n")]
    samples = []
    for text, parsed in zip(texts, read_parses(path, texts), strict=True):
        grammar = Grammar(parsed)
        spans = find_spans(text, grammar, gazetteer)
        round_ = look_round(text, grammar, spans)
        rows = tuple(
            tuple(features(text, span, grammar, gazetteer, round_))
            for span in spans
            if _is_beyond_doubt(text, span, gazetteer)
        )
        samples.append(Sample(FOLDS, rows, (1.0,) * len(rows), 0))
    return samples


def _is_beyond_doubt(text: str, span: Span, gazetteer: Gazetteer) -> bool:
    name = text[span.start : span.end]
    return (
        not (span.label and (span.label in words("place_labels") or not span.whole))
        and is_great(name, gazetteer)
        and NameClass.COMMON_WORD not in gazetteer.name_class(name)
        and not _is_demonym(name, span, gazetteer)
        and len(name) > len("U.S.")
    )


def _answers(spans: Sequence[Span], gold: set[tuple[int, int]]) -> Iterator[float]:
    """1 for a toponym, also one with other edges, unless another span has the right ones."""
    exact = {(s.start, s.end) for s in spans} & gold
    for span in spans:
        met = [g for g in gold if span.start < g[1] and g[0] < span.end]
        yield float((span.start, span.end) in exact or any(g not in exact for g in met))


def read_parses(_path: Path, texts: Sequence[str]) -> list[Parse]:
    """Parse the texts of a corpus with the project's own language pipeline."""
    return list(parse(load_nlp(), texts))


def _people(name: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.demonym(name) is not None and not gazetteer.knows(name)


def _fit(samples: Sequence[Sample]) -> dict[str, float]:
    rows = [row for sample in samples for row in sample.rows]
    return fit_logistic(rows, [y for sample in samples for y in sample.answers], prior=PRIOR)


def _f1(scored: Sequence[tuple[float, float]], missed: int, threshold: float) -> float:
    found = sum(p > threshold for p, _ in scored)
    right = sum(y for p, y in scored if p > threshold)
    gold = sum(y for _, y in scored) + missed
    return 2 * right / (found + gold)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
