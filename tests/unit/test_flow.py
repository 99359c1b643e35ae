"""The row of stages: order kept, refusals passed through, a poison article alone refused."""

import datetime as dt
import functools
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from spacy.language import Language

from gazetteer import Gazetteer, Place
from pipeline import flow
from pipeline.language import parse
from pipeline.processes import start_pool
from pipeline.records import (
    Annotation,
    Article,
    ArticleDate,
    Copy,
    DatePrecision,
    DateSource,
    Days,
    Event,
    Harm,
    Mention,
    Parse,
    PlacePrecision,
    Quote,
    Refusal,
    Resolution,
    Role,
    Status,
)
from pipeline.settings import Settings

ROOT = Path(__file__).parents[2]
ODESA = Place("geonames:698740", "Odesa", "city", "UA", "Odesa", "UA.17", 46.48, 30.73, 9.0)
EMPTY = Parse((), (), ())


def resolution(
    start: int, role: Role, precision: PlacePrecision = PlacePrecision.CITY
) -> Resolution:
    mention = Mention(start, start + 5, "Odesa", "GPE", "model")
    return Resolution(mention, role, ODESA, 46.48, 30.73, 9.0, precision, 0.9, "main_name")


def event(article: Article, where: Resolution, origin: Resolution | None = None) -> Event:
    return Event(
        id=f"e-{article.id}",
        article_id=article.id,
        type="shelling",
        status=Status.REPORTED,
        said_by="",
        days=Days(dt.date(2022, 3, 7), dt.date(2022, 3, 8)),
        date_precision=DatePrecision.DAY,
        date_text="",
        date_rule="",
        where=where,
        origin=origin,
        destination=None,
        actors=(),
        harm=Harm(),
        quote=Quote(0, 5, "Odesa"),
        supporting=(),
        headline="",
        confidence=0.5,
        type_rule="",
    )


def parse_all(texts: Iterable[str]) -> Iterator[Parse]:
    for text in texts:
        if "unparsable" in text:
            message = "no parse"
            raise ValueError(message)
        yield EMPTY


STAGES = flow.Stages(parse_all, None, demonyms=False)  # type: ignore[arg-type]  # no stage of these tests asks it


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stages that find Odesa wherever it stands, and an event at the first."""

    def find(
        article: Article, parse: Parse, gazetteer: Gazetteer, *, demonyms: bool
    ) -> tuple[int, ...]:
        del parse, gazetteer, demonyms
        if "poison" in article.text:
            raise KeyError(article.id)
        return tuple(n for n in range(len(article.text)) if article.text.startswith("Odesa", n))

    def resolve(
        article: Article, parse: Parse, starts: tuple[int, ...], gazetteer: Gazetteer
    ) -> tuple[Resolution, ...]:
        del article, parse, gazetteer
        return tuple(resolution(start, Role.CONTEXT_PLACE) for start in starts)

    def make(
        article: Article, parse: object, resolutions: tuple[Resolution, ...], *rest: object
    ) -> tuple[Event, ...]:
        del parse, rest
        return tuple(event(article, found) for found in resolutions[:1])

    monkeypatch.setattr(flow, "load_stages", lambda _: STAGES)
    monkeypatch.setattr(flow, "find_mentions", find)
    monkeypatch.setattr(flow, "resolve", resolve)
    monkeypatch.setattr(
        flow, "date_article", lambda article: ArticleDate(None, DateSource.UNKNOWN, article.id)
    )
    monkeypatch.setattr(flow, "find_dates", lambda *_: ())
    monkeypatch.setattr(flow, "make_events", make)


def run(*items: Article | Refusal, batch_size: int = 2) -> list[Annotation | Refusal]:
    found = flow.annotate(items, settings=Settings(batch_size=batch_size))
    return [item for item in found if not isinstance(item, Copy)]


@pytest.mark.usefixtures("stages")
@pytest.mark.parametrize("batch_size", [1, 2, 3, 100])
def test_order_is_kept_and_one_bad_article_costs_itself_alone(batch_size: int) -> None:
    items: list[Article | Refusal] = [
        Article("1", "Odesa and Odesa"),
        Refusal("x", "empty"),
        Article("2", "unparsable", where="/two.txt"),
        Article("3", "poison", where="/three.txt"),
        Article("4", "nothing"),
        Article("5", "Odesa"),
    ]
    found = run(*items, batch_size=batch_size)
    shown = [item.article.id if isinstance(item, Annotation) else item.where for item in found]
    assert shown == ["1", "x", "/two.txt", "/three.txt", "4", "5"]
    reasons = [item.reason for item in found if isinstance(item, Refusal)]
    assert "ValueError: no parse" in reasons[1]
    assert "KeyError: '3'" in reasons[2]


@pytest.mark.usefixtures("stages")
def test_the_mention_that_carries_an_event_gets_a_role_that_says_so() -> None:
    (annotation,) = run(Article("1", "Odesa and Odesa"))
    assert isinstance(annotation, Annotation)
    assert [found.role for found in annotation.resolutions] == [
        Role.EVENT_LOCATION,
        Role.CONTEXT_PLACE,
    ]
    assert annotation.events[0].where == annotation.resolutions[0]


@pytest.mark.parametrize(
    ("where", "origin", "roles"),
    [
        (
            resolution(0, Role.RELATIVE_POSITION_BASE, PlacePrecision.RELATIVE),
            None,
            (Role.RELATIVE_POSITION_BASE, Role.CONTEXT_PLACE),
        ),
        (
            resolution(0, Role.EVENT_DESTINATION),
            resolution(6, Role.CONTEXT_PLACE),
            (Role.EVENT_DESTINATION, Role.EVENT_ORIGIN),
        ),
    ],
)
@pytest.mark.usefixtures("stages")
def test_roles_that_say_more_are_left(
    monkeypatch: pytest.MonkeyPatch,
    where: Resolution,
    origin: Resolution | None,
    roles: tuple[Role, Role],
) -> None:
    both = (where, origin or resolution(6, Role.CONTEXT_PLACE))
    monkeypatch.setattr(flow, "resolve", lambda *_: both)
    monkeypatch.setattr(flow, "make_events", lambda article, *_: (event(article, where, origin),))
    (annotation,) = run(Article("1", "Odesa Odesa"))
    assert isinstance(annotation, Annotation)
    assert tuple(found.role for found in annotation.resolutions) == roles


@pytest.mark.usefixtures("stages")
def test_controls_are_blanked_for_the_stages_and_kept_in_the_article(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    text = "\ufeffOdesa\x00\x0b\x7f\t\r\n شيل 💥"

    def date(article: Article) -> ArticleDate:
        seen.append(article.text)
        return ArticleDate(None, DateSource.UNKNOWN, "")

    monkeypatch.setattr(flow, "date_article", date)
    (annotation,) = run(Article("1", text))
    assert isinstance(annotation, Annotation)
    assert annotation.article.text == text
    assert seen == [" Odesa   \t\r\n شيل 💥"]


@pytest.mark.usefixtures("stages")
def test_bullets_are_blanked_for_the_parser_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def keep(texts: Iterable[str]) -> Iterator[Parse]:
        for text in texts:
            parsed.append(text)
            yield EMPTY

    keeping = flow.Stages(keep, STAGES.gazetteer, demonyms=False)
    monkeypatch.setattr(flow, "load_stages", lambda _: keeping)
    listed = "It says:\n\u2022 Sumy was hit.\n* Lviv was not."
    (outcome,) = run(Article("a", listed))
    assert isinstance(outcome, Annotation)
    assert parsed == ["It says:\n  Sumy was hit.\n  Lviv was not."]
    assert outcome.article.text == listed


def test_nothing_is_loaded_for_refusals_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(flow, "load_stages")
    refusals = [Refusal("a.txt", "empty"), Refusal("b.txt", "empty")]
    assert list(flow.annotate(refusals, settings=Settings())) == refusals


def test_it_answers_before_it_has_read_everything() -> None:
    read: list[str] = []

    def articles() -> Iterator[Article]:
        for number in range(100):
            read.append(str(number))
            yield Article(str(number), "Odesa")

    next(flow.annotate(articles(), settings=Settings(batch_size=3)))
    assert len(read) <= 4


def test_processes_that_die_cost_only_the_article_they_die_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real processes: a worker is the test's own module, loaded anew with stages that can die."""
    module = tmp_path / "dying.py"
    module.write_text(
        "import os\n"
        "from pipeline import flow\n"
        "from pipeline.records import Annotation, ArticleDate, DateSource\n"
        "def work(batch):\n"
        "    if any('poison' in item.text for item in batch):\n"
        "        os._exit(9)\n"
        "    dated = ArticleDate(None, DateSource.UNKNOWN, '')\n"
        "    return [Annotation(item, dated, (), (), ()) for item in batch]\n"
        "def begin(settings):\n"
        "    pass\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    import dying  # type: ignore[import-not-found]  # written above

    monkeypatch.setattr(flow, "_work", dying.work)
    monkeypatch.setattr(flow, "_begin_work", dying.begin)
    monkeypatch.setattr(Gazetteer, "open", lambda _: None)
    articles = [Article(str(n), "poison" if n == 4 else "fine", where=f"/{n}") for n in range(9)]
    answered = flow.annotate(articles, settings=Settings(jobs=2, batch_size=2))
    found = [item for item in answered if not isinstance(item, Copy)]
    shown = [item.article.id if isinstance(item, Annotation) else item.where for item in found]
    assert shown == ["0", "1", "2", "3", "/4", "5", "6", "7", "8"]
    refusal = found[4]
    assert isinstance(refusal, Refusal)
    assert "died 2 times" in refusal.reason


def test_processes_that_are_told_to_stop_drop_what_they_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "lasting.py"
    module.write_text(
        "import time\n"
        "from pipeline.processes import is_stopped\n"
        "def begin(settings):\n"
        "    pass\n"
        "def work():\n"
        "    end = time.monotonic() + 60\n"
        "    while not is_stopped() and time.monotonic() < end:\n"
        "        time.sleep(0.01)\n"
        "    return time.monotonic() < end\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    import lasting  # type: ignore[import-not-found]  # written above

    pool = start_pool(lasting.begin, Settings(jobs=2))
    handed = [pool.submit(lasting.work) for _ in range(20)]
    while not handed[0].running():
        pass
    pool.stop(wait=True)
    began = [future.result() for future in handed if not future.cancelled()]
    assert all(began)
    assert 0 < len(began) < 20


def test_a_stopped_process_leaves_the_rest_of_its_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    told = iter([False, False, False, True])
    batch = [Refusal(str(n), "so") for n in range(5)]
    monkeypatch.setattr(flow, "_stages", object())
    monkeypatch.setattr(flow, "is_stopped", lambda: next(told))
    monkeypatch.setattr(flow, "annotate_batch", lambda articles, _: iter(articles))
    assert flow._work(tuple(batch)) == batch[:2]  # noqa: SLF001 - what a process is handed
    monkeypatch.setattr(flow, "is_stopped", lambda: True)
    monkeypatch.setattr(flow, "annotate_batch", lambda *_: pytest.fail("it was begun"))
    assert flow._work(tuple(batch)) == []  # noqa: SLF001 - the same


def test_processes_end_when_the_one_they_work_for_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(
        "import os, signal\n"
        "from pipeline.processes import start_pool\n"
        "from pipeline.settings import Settings\n"
        "if __name__ == '__main__':\n"
        "    pool = start_pool(print, Settings(jobs=2))\n"
        "    pool.submit(os.getpid).result()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n",
        encoding="utf-8",
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(  # noqa: S603 - our own code; the pipes are open while any of them lives
        [sys.executable, str(script)],
        env=environment,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == -signal.SIGKILL


@pytest.mark.model
def test_peoples_are_listed_and_change_nothing_else(nlp: Language, gazetteer: Gazetteer) -> None:
    text = (
        "Peruvian police shot at farmers in Juliaca on Monday. Soldiers killed nine Peruvians. "
        "The Salvadoran army took a town north of the capital."
    )
    article = Article("a", text, date=dt.date(2023, 1, 10))
    both = []
    for demonyms in (False, True):
        stages = flow.Stages(functools.partial(parse, nlp), gazetteer, demonyms=demonyms)
        (outcome,) = flow.annotate_batch([article], stages)
        assert isinstance(outcome, Annotation)
        both.append(outcome)
    plain, listed = both
    assert listed.events == plain.events
    peoples = [r for r in listed.resolutions if r not in plain.resolutions]
    assert {r.role for r in peoples} == {Role.DEMONYM}
    assert [r.mention.text for r in peoples] == ["Peruvian", "Peruvians", "Salvadoran"]
