"""Sentences with a marked verb and its place → token precision and recall of the event's place.

`event_places FILE [--every N]` reads JSON lines `{"id", "text", "verb": [[start,
end]], "locations": [[start, end]…]}` (Halterman's verb-to-place set) and answers twice: with the
names of the sentence that the learnt weights give to the verb, and with the place of the event that
the whole program finds there (its quote holds the verb). A sentence without a place wants no
answer.
"""

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from gazetteer import Gazetteer
from pipeline.flow import annotate
from pipeline.mentions.grammar import Grammar
from pipeline.places.event_place import find_event_places, load_data
from pipeline.places.event_place_corpus import Sentence, Span, read_sentences, words_in
from pipeline.records import Annotation, Article
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Answer:
    """One sentence with what was answered: given the verb, and by the event there, if any."""

    sentence: Sentence
    given: tuple[Span, ...]
    event: tuple[Span, ...] | None


def run(args: list[str]) -> int:
    """Print token precision, recall and F1."""
    options = argparse.ArgumentParser(prog="python -m benchmarks event_places")
    options.add_argument("file", type=Path, help="JSON lines of sentences")
    options.add_argument("--every", type=int, default=1, metavar="N", help="take every Nth")
    chosen = options.parse_args(args)
    print(table(_answers(read_sentences(chosen.file, every=chosen.every))))
    unseen = load_data()["made_by"]["held_out"]
    placed = unseen["with_a_place"]
    print(
        "\nThe shipped weights were learnt from Halterman's development file. Weights learnt on "
        f"four fifths of its {unseen['held_out']} sentences annotated in full gave the verb's "
        f"place on the other fifth, each in turn, with precision {unseen['precision']:.3f}, "
        f"recall {unseen['recall']:.3f}, F1 {unseen['f1']:.3f}; on the {placed['held_out']} that "
        f"have a place, with {placed['precision']:.3f}, {placed['recall']:.3f}, "
        f"{placed['f1']:.3f}."
    )
    return 0


def _answers(sentences: list[Sentence]) -> list[Answer]:
    gazetteer = Gazetteer.open()
    articles = (Article(f"s{number}", s.text) for number, s in enumerate(sentences))
    outcomes = annotate(articles, settings=Settings())
    return [
        Answer(
            sentence,
            find_event_places(sentence.text, Grammar(sentence.parse), sentence.verb, gazetteer),
            _of_event(outcome, sentence.verb[0]) if isinstance(outcome, Annotation) else None,
        )
        for sentence, outcome in zip(sentences, outcomes, strict=True)
    ]


def _of_event(annotation: Annotation, verb: int) -> tuple[Span, ...] | None:
    """Spans of the places of the events at the verb; None without such an event."""
    events = [e for e in annotation.events if e.quote.start <= verb < e.quote.end]
    places = [e.where.mention for e in events if e.where is not None]
    return tuple((mention.start, mention.end) for mention in places) if events else None


def table(answers: list[Answer]) -> str:
    """Lay out precision, recall and F1 of both answers, as Markdown."""
    with_place = [a for a in answers if a.sentence.places]
    at_event = [a for a in answers if a.event is not None]
    rows = [
        ("verb given, all sentences", [(a.sentence, a.given) for a in answers]),
        (
            "verb given, sentences annotated in full",
            [(a.sentence, a.given) for a in answers if a.sentence.is_annotated],
        ),
        ("verb given, sentences with a place", [(a.sentence, a.given) for a in with_place]),
        ("event found at the verb", [(a.sentence, a.event or ()) for a in at_event]),
        (
            "event found at the verb, sentences with a place",
            [(a.sentence, a.event or ()) for a in at_event if a.sentence.places],
        ),
    ]
    lines = ["| answer | sentences | precision | recall | F1 |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*lines, *(_row(name, pairs) for name, pairs in rows)])


def _row(name: str, pairs: list[tuple[Sentence, tuple[Span, ...]]]) -> str:
    counts = Counter[str]()
    for sentence, spans in pairs:
        wanted = words_in(sentence.text, sentence.places)
        answered = words_in(sentence.text, spans)
        counts["right"] += len(wanted & answered)
        counts["wanted"] += len(wanted)
        counts["answered"] += len(answered)
    precision = counts["right"] / max(1, counts["answered"])
    recall = counts["right"] / max(1, counts["wanted"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"| {name} | {len(pairs)} | {precision:.3f} | {recall:.3f} | {f1:.3f} |"
