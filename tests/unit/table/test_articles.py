import datetime as dt
from pathlib import Path

import pytest

from benchmarks.store import batches
from pipeline.table import Batch, Store, StoreWriter
from pipeline.table.articles import (
    ORDERS,
    count_articles,
    dates_in,
    list_articles,
    mentions_in,
    printed_also,
    tellings,
)
from pipeline.table.stored import ArticleRow, DateRow, MentionRow, SentenceRow

MARCH = dt.date(2022, 3, 1)


def article(name: str, title: str, text: str, day: dt.date | None = MARCH) -> ArticleRow:
    return ArticleRow(name, "hash", "1", f"{name}.txt", title, day, day, "given", "Wire", "", text)


def mention(name: str, start: int) -> MentionRow:
    return MentionRow(
        *(name, start, start + 4, "Kyiv", "event_location", "geonames:703448", "Kyiv", "city"),
        *("UA", "Kyiv", 50.4, 30.5, 15.0, 0.9, "main_name"),
    )


DATE = DateRow("b", 0, 5, MARCH, MARCH, "day", "day_month")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (batch,) = batches(3)
    events = [row._replace(article_id="b", event_id=f"e{n}") for n, row in enumerate(batch.events)]
    articles = [
        article("a", "Zebra", "Nothing of note", MARCH + dt.timedelta(days=2)),
        article("b", "Mole", "Shells hit the café"),
        article("c", "", "No day is known", None),
    ]
    with StoreWriter.open(tmp_path / "store") as writer:
        writer.commit(
            Batch(
                articles=articles,
                mentions=[mention("b", 9), mention("b", 2)],
                dates=[DATE],
                events=events,
            )
        )
    return Store.open(tmp_path / "store")


@pytest.mark.parametrize(
    ("order", "expected"),
    [("newest", "abc"), ("oldest", "bac"), ("title", "cba"), ("most", "bac")],
)
def test_articles_come_in_the_order_asked_for(store: Store, order: str, expected: str) -> None:
    assert "".join(line.article_id for line in list_articles(store, order=order)) == expected
    assert set(ORDERS) == {"newest", "oldest", "title", "most"}


def test_a_line_counts_events_and_place_names(store: Store) -> None:
    (line,) = list_articles(store, "MOLE cafe")
    assert (line.events, line.mentions, line.beginning) == (3, 2, "Shells hit the café")
    assert count_articles(store, "mole") == 1
    assert count_articles(store, "mole zebra") == 0


def test_a_page_is_a_part_of_the_list(store: Store) -> None:
    assert [line.article_id for line in list_articles(store, offset=1, limit=1)] == ["b"]


def test_what_was_found_comes_in_the_order_of_the_text(store: Store) -> None:
    assert [row.start for row in mentions_in(store, "b")] == [2, 9]
    assert dates_in(store, "b") == (DATE,)
    assert mentions_in(store, "a") == ()


def test_replacing_an_article_replaces_its_dates(store: Store) -> None:
    with StoreWriter.open(store.folder) as writer:
        writer.commit(Batch(articles=[article("b", "Mole", "Other words")]))
    store.refresh()
    assert dates_in(store, "b") == ()


def test_a_store_tells_who_says_so_and_what_else_an_article_says_of_an_event(
    tmp_path: Path,
) -> None:
    text = "The mayor says a bridge fell. It fell at noon. All saw it."
    said, also = SentenceRow("a", "e", 0, 29, "The mayor"), SentenceRow("a", "e", 30, 46, "")
    other = SentenceRow("a", "other", 47, 58, "All")
    copy = article("b", "Again", text)._replace(copy_of="a", source="Second Wire")
    with StoreWriter.open(tmp_path / "store") as writer:
        writer.commit(
            Batch(articles=[article("a", "Once", text), copy], sentences=[also, said, other])
        )
    store = Store.open(tmp_path / "store")
    (batch,) = batches(1)
    row = batch.events[0]._replace(event_id="e", article_id="a")
    assert tellings(store, [row]) == {("e", "a"): ("The mayor", ("It fell at noon.",))}
    assert [line.source for line in printed_also(store, "a")] == ["Second Wire"]


def test_a_store_of_before_tells_nothing_of_it(store: Store) -> None:
    assert tellings(store, store.rows()) == {}
    assert printed_also(store, "b") == ()
