"""Article, Parse, Resolution…, DateSpan… → Event…: the room's steps in a row."""

import hashlib
from dataclasses import replace

from pipeline.events.confidence import confidence_of
from pipeline.events.drafts import Draft, Drafter
from pipeline.events.headline import make_headline
from pipeline.events.merging import Group, merge
from pipeline.events.opening import Opening
from pipeline.events.unexplained import explain
from pipeline.events.words import load_words, read_toml
from pipeline.records import (
    Actor,
    Article,
    ArticleDate,
    DatePrecision,
    DateSpan,
    Event,
    Parse,
    Quote,
    Resolution,
    Status,
)  # fmt: skip

_LONGEST = 300  # characters of a quote that joins two clauses
_VAGUE = frozenset({DatePrecision.ON_OR_BEFORE, DatePrecision.ONGOING, DatePrecision.UNKNOWN})


def make_events(
    article: Article,
    parse: Parse,
    resolutions: tuple[Resolution, ...],
    dates: tuple[DateSpan, ...],
    dated: ArticleDate,
) -> tuple[Event, ...]:
    """Events of one article, in the order of their quotes; each happening once.

    Hypothetical, historical, negated and forecast ones are left out. `quote` is the clause that
    says most, `supporting` the others that tell of the same happening.
    """
    groups = merge(explain(Drafter(article, parse, resolutions, dates, dated).draft()))
    opening = Opening(article.text, parse, dates, dated, groups)
    digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass"))
    used: dict[str, int] = {}
    events = []
    for group in groups:
        when = opening.date(_dated_draft(group), group)
        event = _event(article, group, when, digest, used)
        events.append(replace(event, confidence=confidence_of(event)))
    return tuple(sorted(events, key=lambda e: (e.quote.start, e.quote.end, e.id)))


def _event(
    article: Article,
    group: Group,
    when: Draft,
    text_digest: "hashlib._Hash",
    used: dict[str, int],
) -> Event:
    best, quote = group.best, _quote(article, group)
    kind = group.type
    key = f"{quote.start} {quote.end} {kind}"
    used[key] = used.get(key, -1) + 1  # several places of one clause: numbered in the order named
    digest = text_digest.copy()
    digest.update(f"\0{key} {used[key]}".encode())
    return Event(
        id=digest.hexdigest()[:16],
        article_id=article.id,
        type=kind,
        status=_status(group),
        said_by=next((d.standing.said_by for d in [best, *group.drafts] if d.standing.said_by), ""),
        days=when.days,
        date_precision=when.date_precision,
        date_text=when.date_text,
        date_rule=when.date_rule,
        where=group.place,
        origin=best.where.origin,
        destination=best.where.destination,
        actors=_actors(group),
        harm=group.harm,
        quote=quote,
        supporting=_supporting(group, best),
        headline=make_headline(quote.text),
        confidence=0.0,
        type_rule=_type_rule(group),
    )


def _quote(article: Article, group: Group) -> Quote:
    """The clause that says most; with what it died of, where it only says that somebody died.

    "A jet was shot down over the town; its navigator was killed."
    """
    best = group.best
    if best.deed not in load_words("places.toml", "bare_deaths"):
        return best.quote
    told = [d.quote for d in group.drafts if d.sentence == best.sentence]
    start, end = min(q.start for q in told), max(q.end for q in told)
    is_short = end - start <= _LONGEST
    return Quote(start, end, article.text[start:end]) if is_short else best.quote


def _dated_draft(group: Group) -> Draft:
    """The draft whose date says most: one with words for it, not vague; then the best.

    When bodies were found says only until when a search went on.
    """
    best = group.best
    told = [d for d in (best, *group.drafts) if d.date_text and d.date_precision not in _VAGUE]
    return next((d for d in told if not _is_search(d)), told[0] if told else best)


def _is_search(draft: Draft) -> bool:
    """Whether it tells that bodies were found of what had happened otherwise."""
    return draft.trigger.rule.is_harm and draft.deed in read_toml("harm.toml")["words"]["finding"]


def _status(group: Group) -> Status:
    statuses = [draft.standing.status for draft in group.drafts]
    for status in (Status.DISPUTED, Status.REPORTED, Status.CLAIM):
        if status in statuses:
            return status
    return group.best.standing.status


def _actors(group: Group) -> tuple[Actor, ...]:
    actors: dict[str, Actor] = {}
    for draft in [group.best, *group.drafts]:
        for actor in draft.actors:
            actors.setdefault(actor.name, actor)
    return tuple(list(actors.values())[:6])


def _supporting(group: Group, best: Draft) -> tuple[Quote, ...]:
    quotes = {
        d.quote.start: d.quote for d in [*group.added, *group.drafts] if d.quote != best.quote
    }
    return tuple(quotes[start] for start in sorted(quotes))


def _type_rule(group: Group) -> str:
    kind = group.type
    draft = max(group.drafts, key=lambda d: (d.type == kind, d.trigger.weight))
    asked = ", ".join(need.slot for need in draft.trigger.rule.needs)
    return f"“{draft.trigger.words}” tells of {kind}" + (f", by its {asked}" if asked else "")
