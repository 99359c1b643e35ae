"""Text and weights → answer templates, by what its article, sentences, events and nouns tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks import _muc4_likely as muc4_likely
from benchmarks import _muc4_sentences as muc4_sentences
from benchmarks._muc4_counts import count_features, counts_of
from benchmarks._muc4_learning import Features, total
from benchmarks._muc4_people import EFFECTS, Person, people_of
from benchmarks._muc4_slots import Scene, date_choices, heaviest, place_choices
from benchmarks._muc4_targets import targets_of
from benchmarks._muc4_templates import Template, nations_of, to_templates
from pipeline.records import Annotation, Parse, Quote

Row = dict[str, Any]
Weights = Mapping[str, Mapping[str, float]]  # by what they weigh


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the pipeline reads it; `templates` are those that its events tell."""

    row: Row
    annotation: Annotation
    parse: Parse
    templates: list[Template]
    sentences: list[muc4_sentences.Telling]
    people: list[Person]


def read_text(row: Row, annotation: Annotation, parse: Parse) -> Text:
    """All of a text that weights are laid on."""
    sentences = muc4_sentences.sentences_of(annotation, parse)
    people = people_of(parse, sentences)
    return Text(row, annotation, parse, to_templates(annotation), sentences, people)


def told_by(text: Text, weights: Weights) -> list[dict[str, float]]:
    """Log odds that each sentence tells an incident, of any type and of each."""
    rows = [muc4_sentences.features(sentence) for sentence in text.sentences]
    kinds = {kind: weights[f"sentence {kind}"] for kind in muc4_sentences.KINDS}
    return [{kind: total(row, own) for kind, own in kinds.items()} for row in rows]


def same_by(
    text: Text, told: Sequence[Mapping[str, float]], weights: Weights
) -> dict[tuple[int, int], float]:
    """Log odds that two of the strongest sentences tell one incident."""
    pairs = muc4_sentences.pairs_of(muc4_sentences.strongest(told))
    return {
        (one, other): total(
            muc4_sentences.pair_features(text.sentences[one], text.sentences[other]),
            weights["same"],
        )
        for one, other in pairs
    }


def template_rows(
    text: Text, told: Sequence[Mapping[str, float]], article: float
) -> list[Features]:
    """Features of the templates that events tell; `article` is the log odds of a key."""
    return muc4_likely.all_features(text.annotation, text.templates, text.sentences, told, article)


def article_by(text: Text, weights: Weights) -> float:
    """Log odds that the article has a key."""
    row = muc4_likely.article_features(text.annotation.article.text)
    return total(row, weights["articles"])


@dataclass(frozen=True, slots=True)
class Odds:
    """What the weights say of a text: its sentences, templates and how many."""

    told: list[dict[str, float]]
    same: dict[tuple[int, int], float]
    likely: list[float]
    counts: dict[tuple[str, int], Features]


def odds_by(text: Text, weights: Weights) -> Odds:
    """All that is weighed before the number of templates is."""
    told = told_by(text, weights)
    same = same_by(text, told, weights)
    article = article_by(text, weights)
    likely = [total(row, weights["templates"]) for row in template_rows(text, told, article)]
    return Odds(told, same, likely, count_features(text.templates, likely, told, same, article))


def chosen_by(text: Text, odds: Odds, weights: Weights) -> list[Template]:
    """As many templates of each type as are likely: the likeliest of events, then of sentences."""
    chosen: list[Template] = []
    for kind, wanted in counts_of(odds.counts, weights["counts"]).items():
        pairs = zip(odds.likely, text.templates, strict=True)
        own = sorted((pair for pair in pairs if pair[1].type == kind), key=lambda pair: -pair[0])
        found = [template for _, template in own[:wanted]]
        new = muc4_sentences.newness(odds.told, odds.same, kind)
        for number in sorted(new, key=lambda n: -new[n]):
            if len(found) == wanted:
                break
            quote = _quote(text, number)
            if not any(
                q.start < quote.end and q.end > quote.start for t in found for q in t.quotes
            ):
                found.append(Template(kind, sentence=quote))
        chosen += found
    return chosen


def _quote(text: Text, number: int) -> Quote:
    span = text.sentences[number].span
    return Quote(span.start, span.end, text.annotation.article.text[span.start : span.end])


def answer(text: Text, weights: Weights) -> list[Row]:
    """The templates of a text, with all their slots, as rows of the scorer."""
    templates = chosen_by(text, odds_by(text, weights), weights)
    nations = nations_of(text.annotation)
    targets = targets_of(templates, text.people, *_fates(text.people, weights))
    rows = []
    for template, own in zip(templates, targets, strict=True):
        scene = Scene(template, text.annotation, nations)
        place = heaviest(place_choices(scene), weights["places"])
        day = heaviest(date_choices(scene), weights["dates"])
        rows.append({**template.row(), "location": place, "date": day, "targets": own})
    return rows


def _fates(
    people: Sequence[Person], weights: Weights
) -> tuple[list[float], list[dict[str, float]]]:
    likely = [total(person.features, weights["targets"]) for person in people]
    effects = {effect: weights[f"effect {effect}"] for effect in EFFECTS}
    fates = [
        {effect: total(person.features, own) for effect, own in effects.items()}
        for person in people
    ]
    return likely, fates
