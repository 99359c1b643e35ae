"""Text and weights → answer templates, by what its article, sentences, events and nouns tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks import _muc4_likely as muc4_likely
from benchmarks import _muc4_sentences as muc4_sentences
from benchmarks._muc4_counts import count_features, counts_of, log_odds
from benchmarks._muc4_fills import Crowd, Stage
from benchmarks._muc4_learning import Features, total
from benchmarks._muc4_nations import nations_by
from benchmarks._muc4_parties import EFFECTS, parties_of
from benchmarks._muc4_people import Person, people_of
from benchmarks._muc4_slots import Scene, date_choices, heaviest, place_choices
from benchmarks._muc4_targets import targets_of
from benchmarks._muc4_templates import Template, to_templates
from pipeline.records import Annotation, Parse, Quote

Row = dict[str, Any]
Weights = Mapping[str, Any]  # by what they weigh


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the pipeline reads it; `templates` are those that its events tell."""

    row: Row
    annotation: Annotation
    parse: Parse
    templates: list[Template]
    sentences: list[muc4_sentences.Telling]
    people: list[Person]
    parties: list[list[int]]
    peoples: Mapping[str, float]


def read_text(row: Row, annotation: Annotation, parse: Parse, peoples: Mapping[str, float]) -> Text:
    """All of a text that weights are laid on; `peoples` as `nations_of` takes them."""
    sentences = muc4_sentences.sentences_of(annotation, parse)
    people = people_of(parse, sentences)
    parties = parties_of(parse.tokens, people)
    templates = to_templates(annotation)
    return Text(row, annotation, parse, templates, sentences, people, parties, peoples)


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
    article: float


def odds_by(text: Text, weights: Weights) -> Odds:
    """All that is weighed before the number of templates is."""
    told = told_by(text, weights)
    same = same_by(text, told, weights)
    article = article_by(text, weights)
    likely = [total(row, weights["templates"]) for row in template_rows(text, told, article)]
    counts = count_features(text.templates, likely, told, same, article)
    return Odds(told, same, likely, counts, article)


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
    odds = odds_by(text, weights)
    templates = chosen_by(text, odds, weights)
    stage = stage_of(text, templates, odds)
    targets = targets_of(stage, crowd_by(text, weights), weights)
    return [
        {**row, "targets": own, "strings": [t["text"] for t in own if t["text"]]}
        for row, own in zip(placed_rows(text, templates, weights), targets, strict=True)
    ]


def placed_rows(text: Text, templates: Sequence[Template], weights: Weights) -> list[Row]:
    """The templates with the days and places that weigh most."""
    nations = nations_by(text.annotation, text.peoples, weights)
    rows = []
    for template in templates:
        scene = Scene(template, text.annotation, nations)
        place = heaviest(place_choices(scene), weights["places"])
        day = heaviest(date_choices(scene), weights["dates"])
        rows.append({**template.row(), "location": place, "date": day})
    return rows


def stage_of(text: Text, templates: Sequence[Template], odds: Odds) -> Stage:
    """The answered templates, with how sure each is."""
    likely = {id(t): value for t, value in zip(text.templates, odds.likely, strict=True)}
    sure = [
        likely[id(template)] if id(template) in likely else _newness(template, text, odds)
        for template in templates
    ]
    return Stage(templates, sure, odds.article, text.sentences, odds.told)


def _newness(template: Template, text: Text, odds: Odds) -> float:
    new = muc4_sentences.newness(odds.told, odds.same, template.type)
    told = (new[n] for n in new if template.quotes[0].start == text.sentences[n].span.start)
    return log_odds(next(told, 0.0))


def crowd_by(text: Text, weights: Weights) -> Crowd:
    """The people of a text, with how likely each is a target and of each fate."""
    likely = [total(person.features, weights["targets"]) for person in text.people]
    effects = {effect: weights[f"effect {effect}"] for effect in EFFECTS}
    fates = [
        {effect: total(person.features, own) for effect, own in effects.items()}
        for person in text.people
    ]
    return Crowd(text.people, text.parties, likely, fates)
