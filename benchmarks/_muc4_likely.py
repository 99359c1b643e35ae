"""Template → how likely a key of MUC-4 holds it: logistic regression over words and events.

The keys hold terrorism and violence against civilians, and no fights of armies; which is which is
learnt from the development texts: first for articles, by their words, then for templates.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log, sqrt

from benchmarks._muc4_learning import Features
from benchmarks._muc4_sentences import ANY, KINDS, Telling
from benchmarks._muc4_templates import Template, trigger_of
from pipeline.mentions.logistic import logistic
from pipeline.records import Annotation

_LEAD = 100  # words of an article that tell what it is about
_RARE_WORD = 5  # training texts that a word or pair of words must stand in
_BIAS, _ARTICLE = "bias", "article"
_NOTHING = -6.0  # log odds of what no sentence tells
_WORD = re.compile(r"[a-z]{3,}")
_TOKEN = re.compile(r"[a-z]+|\d+")


def article_features(text: str) -> Features:
    """Words and pairs of words, those of the beginning once more; longer texts weigh no more."""
    words = ["0" if word.isdigit() else word for word in _TOKEN.findall(text.lower())]
    pairs = [" ".join(pair) for pair in pairwise(words)]
    lead = [f"lead:{name}" for name in (*words[:_LEAD], *pairs[:_LEAD])]
    names = {*words, *pairs, *lead}
    return {_BIAS: 1.0, **dict.fromkeys(names, 1 / sqrt(max(1, len(names))))}


def rarity_of(rows: Sequence[Features]) -> Features:
    """How much each feature of articles counts: the fewer texts have it, the more."""
    counts = Counter(name for row in rows for name in row)
    rarity = {n: log(len(rows) / count) for n, count in counts.items() if count >= _RARE_WORD}
    return {**rarity, _BIAS: 1.0}


def all_features(
    annotation: Annotation,
    templates: list[Template],
    sentences: Sequence[Telling],
    told: Sequence[Mapping[str, float]],
    article: float,
) -> list[Features]:
    """Features of each template of an article, which stand beside each other.

    `article` and `told` are the log odds of the article and of its sentences; to learn from them
    they are to come from weights that were learnt from other articles.
    """
    return [
        {
            _BIAS: 1.0,
            _ARTICLE: article,
            **_of_sentences(template, sentences, told),
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
        "quotes": log(len(template.quotes)),
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


def _of_sentences(
    template: Template, sentences: Sequence[Telling], told: Sequence[Mapping[str, float]]
) -> Features:
    """How much the sentences of the template tell, and those of the whole article."""
    own = [
        row
        for sentence, row in zip(sentences, told, strict=True)
        if any(q.start < sentence.span.end and q.end > sentence.span.start for q in template.quotes)
    ]
    found: Features = {}
    for name, rows in (("own", own), ("all", told)):
        for kind in KINDS:
            found[f"{name} {kind}"] = max((row[kind] for row in rows), default=_NOTHING)
        found[f"{name} many"] = log(0.001 + sum(logistic(row[ANY]) for row in rows))
    found["own type"] = found.get(f"own {template.type}", _NOTHING)
    found["behind"] = found[f"own {ANY}"] - found[f"all {ANY}"]
    return found


def _of_slots(template: Template, annotation: Annotation) -> Features:
    date, location = template.date, template.location or []
    form = "on" if isinstance(date, str) else date["form"] if date else "none"
    found = {f"date={form}": 1.0, f"location={len(location)}": 1.0}
    found.update({f"nation={name}": 1.0 for name in location[:1]})
    if isinstance(date, str) and annotation.dated.date is not None:
        back = (annotation.dated.date - type(annotation.dated.date).fromisoformat(date)).days
        found[f"back={sum(back > limit for limit in (0, 1, 7, 60))}"] = 1.0
    found[f"place={5 * template.start // max(1, len(annotation.article.text))}"] = 1.0
    return found


def _of_words(template: Template, text: str) -> Features:
    start = template.start
    around = text[max(0, start - 150) : start + 300]
    return {
        **{f"quote:{word}": 0.5 for word in _words(q.text for q in template.quotes)},
        **{f"around:{word}": 0.25 for word in _words([around])},
    }


def _words(pieces: Iterable[str]) -> set[str]:
    return {word for piece in pieces for word in _WORD.findall(piece.lower())}
