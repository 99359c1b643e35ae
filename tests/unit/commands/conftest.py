"""The command line run in this process, over stages that find an event at every `Odesa`."""

import datetime as dt
import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gazetteer import Place
from pipeline import flow
from pipeline.__main__ import main
from pipeline.commands import choices
from pipeline.records import (
    Actor,
    Article,
    ArticleDate,
    DatePrecision,
    DateSource,
    DateSpan,
    Days,
    Event,
    Harm,
    Mention,
    Parse,
    PlacePrecision,
    Quote,
    Resolution,
    Role,
    Status,
)

ODESA = Place("geonames:698740", "Odesa", "city", "UA", "Odesa", "UA.17", 46.48, 30.73, 9.0)
DAY = Days(dt.date(2022, 3, 7), dt.date(2022, 3, 8))


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run of the command line ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]


def parse_all(texts: Iterable[str]) -> Iterator[Parse]:
    yield from (Parse((), (), ()) for _ in texts)


def resolve(article: Article, *_: object) -> tuple[Resolution, ...]:
    if "poison" in article.text:
        raise KeyError(article.id)
    return tuple(
        Resolution(
            Mention(found.start(), found.end(), "Odesa", "GPE", "model"),
            Role.EVENT_LOCATION,
            ODESA,
            46.48,
            30.73,
            9.0,
            PlacePrecision.CITY,
            0.9,
            "main_name",
        )
        for found in re.finditer("Odesa", article.text)
    )


def make_events(
    article: Article, parse: object, resolutions: tuple[Resolution, ...], *_: object
) -> tuple[Event, ...]:
    del parse
    return tuple(
        Event(
            id=f"e{article.id}-{where.mention.start}",
            article_id=article.id,
            type="shelling",
            status=Status.REPORTED,
            said_by="",
            days=DAY,
            date_precision=DatePrecision.DAY,
            date_text="on Monday",
            date_rule="weekday",
            where=where,
            origin=None,
            destination=None,
            actors=(Actor("the army", "the army", "agent"),),
            harm=Harm(killed_min=2, killed_max=2),
            quote=Quote(where.mention.start, len(article.text), "not used"),
            supporting=(),
            headline="=Shells",
            confidence=0.5,
            type_rule="trigger",
        )
        for where in resolutions
    )


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run `dateline` with some arguments, in a home of its own."""
    stages = flow.Stages(parse_all, None, demonyms=False)  # type: ignore[arg-type]  # none of these stages asks it
    monkeypatch.setattr(flow, "load_stages", lambda _: stages)
    monkeypatch.setattr(choices, "build_at_first_use", lambda: None)  # nor a built gazetteer
    monkeypatch.setattr(flow, "find_mentions", lambda *_, **__: ())
    monkeypatch.setattr(flow, "resolve", resolve)
    monkeypatch.setattr(
        flow, "date_article", lambda _: ArticleDate(DAY.first, DateSource.HEADER, "header")
    )
    span = DateSpan(0, 2, "…", DAY, DatePrecision.DAY, "weekday")
    monkeypatch.setattr(flow, "find_dates", lambda *_: (span,))
    monkeypatch.setattr(flow, "make_events", make_events)
    logger = logging.getLogger("pipeline")
    monkeypatch.setattr(logger, "handlers", [])  # put back afterwards, with what a run adds gone
    monkeypatch.setattr(logger, "propagate", True)
    for name in ("CONFIG", "CACHE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home"))

    def run(*arguments: str | Path) -> Ended:
        capfd.readouterr()
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        status = 0
        try:
            main()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0
        captured = capfd.readouterr()
        return Ended(status, captured.out, captured.err)

    return run
