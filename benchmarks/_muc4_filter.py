"""Template → how likely a key of MUC-4 holds it: logistic regression over words and events.

The keys hold terrorism and violence against civilians, and no fights of armies; which is which is
learnt from the development texts: first for articles, by their words, then for templates.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log, sqrt

from benchmarks._muc4_learning import fit_logistic
from benchmarks._muc4_templates import Template, trigger_of
from pipeline.mentions.logistic import logistic
from pipeline.records import Annotation

KEPT_FROM = 0.36  # likelihood from which a template is answered: best F by leaving out texts
_LEAD = 100  # words of an article that tell what it is about
_RARE_WORD = 5  # training texts that a word or pair of words must stand in
_BIAS, _ARTICLE = "bias", "article"
_WORD = re.compile(r"[a-z]{3,}")
_TOKEN = re.compile(r"[a-z]+|\d+")

Features = dict[str, float]


def keep(
    annotation: Annotation,
    templates: list[Template],
    of_articles: Mapping[str, float],
    of_templates: Mapping[str, float],
) -> list[Template]:
    """The templates that a key probably holds, in their order."""
    likely = article_score(article_features(annotation.article.text), of_articles)
    rows = all_features(annotation, templates, likely)
    scored = zip(templates, rows, strict=True)
    return [t for t, row in scored if logistic(_total(row, of_templates)) >= KEPT_FROM]


def _total(row: Features, weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in row.items())


def article_score(row: Features, weights: Mapping[str, float]) -> float:
    """How likely the article with these features has a key, as a logit."""
    return _total(row, weights)


def article_features(text: str) -> Features:
    """Words and pairs of words, those of the beginning once more; longer texts weigh no more."""
    words = ["0" if word.isdigit() else word for word in _TOKEN.findall(text.lower())]
    pairs = [" ".join(pair) for pair in pairwise(words)]
    lead = [f"lead:{name}" for name in (*words[:_LEAD], *pairs[:_LEAD])]
    names = {*words, *pairs, *lead}
    return {_BIAS: 1.0, **dict.fromkeys(names, 1 / sqrt(max(1, len(names))))}


def train_articles(rows: Sequence[Features], is_key: Sequence[bool]) -> Features:
    """Weights of `article_features`: each word counts by how few texts have it."""
    counts = Counter(name for row in rows for name in row)
    rarity = {n: log(len(rows) / count) for n, count in counts.items() if count >= _RARE_WORD}
    rarity[_BIAS] = 1.0
    weighed = [{n: value * rarity[n] for n, value in row.items() if n in rarity} for row in rows]
    weights = fit_logistic(weighed, is_key, prior=1.5, rare=_RARE_WORD, free=frozenset({_BIAS}))
    return {name: round(weight * rarity[name], 2) for name, weight in weights.items()}


def train_templates(rows: Sequence[Features], is_key: Sequence[bool]) -> Features:
    """Weights of `all_features`; the article's score is to come from weights not learnt from it."""
    return fit_logistic(rows, is_key, prior=6.0, rare=8, free=frozenset({_BIAS, _ARTICLE}))


def all_features(
    annotation: Annotation, templates: list[Template], likely: float
) -> list[Features]:
    """Features of each template of an article, which stand beside each other."""
    return [
        {
            _BIAS: 1.0,
            _ARTICLE: likely,
            **_among(template, number, templates),
            **_of_events(template),
            **_of_slots(template, annotation),
            **_of_words(template, annotation.article.text),
        }
        for number, template in enumerate(templates)
    ]


def _among(template: Template, number: int, templates: list[Template]) -> Features:
    same = sum(other.type == template.type for other in templates)
    return {
        f"type={template.type}": 1.0,
        f"rank={min(number, 4)}": 1.0,
        f"templates={min(len(templates), 6)}": 1.0,
        f"templates={min(len(templates), 6)}&type={template.type}": 1.0,
        "others": float(len(templates) - same),
        "same": same - 1.0,
    }


def _of_events(template: Template) -> Features:
    events = template.events
    found: Features = {
        "quotes": log(sum(1 + len(event.supporting) for event in events)),
        "confidence": 2 * max(event.confidence for event in events),
        f"killed={min(5, max(event.harm.killed_min or 0 for event in events))}": 1.0,
        f"injured={min(2, max(event.harm.injured_min or 0 for event in events))}": 1.0,
    }
    for event in events:
        found[f"status={event.status}"] = 1.0
        found[f"event={event.type}"] = 1.0
        found[f"trigger={trigger_of(event)[:20]}"] = 1.0
        found.update({f"{a.part}={a.name.lower().split()[-1]}": 1.0 for a in event.actors})
        if event.said_by:
            found["said"] = 1.0
    return found


def _of_slots(template: Template, annotation: Annotation) -> Features:
    date, location = template.date, template.location or []
    form = "on" if isinstance(date, str) else date["form"] if date else "none"
    found = {f"date={form}": 1.0, f"location={len(location)}": 1.0}
    found.update({f"nation={name}": 1.0 for name in location[:1]})
    if isinstance(date, str) and annotation.dated.date is not None:
        back = (annotation.dated.date - type(annotation.dated.date).fromisoformat(date)).days
        found[f"back={sum(back > limit for limit in (0, 1, 7, 60))}"] = 1.0
    start = min(event.quote.start for event in template.events)
    found[f"place={5 * start // max(1, len(annotation.article.text))}"] = 1.0
    return found


def _of_words(template: Template, text: str) -> Features:
    quotes = [quote.text for e in template.events for quote in (e.quote, *e.supporting)]
    start = min(event.quote.start for event in template.events)
    around = text[max(0, start - 150) : start + 300]
    return {
        **{f"quote:{word}": 0.5 for word in _words(quotes)},
        **{f"around:{word}": 0.25 for word in _words([around])},
    }


def _words(pieces: Iterable[str]) -> set[str]:
    return {word for piece in pieces for word in _WORD.findall(piece.lower())}
