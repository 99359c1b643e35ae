"""The hostile articles before a person's eyes: the saved page and every page of the dashboard."""

import functools
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Error, Frame, Page, expect

from benchmarks.hostile import hostile_articles, load_payloads
from pipeline import flow
from pipeline.commands.adding import add
from pipeline.drawing import write_html
from pipeline.reading import read_articles
from pipeline.settings import Settings
from pipeline.table import EventRow, Store, StoreWriter
from tests.browser.conftest import served

pytestmark = pytest.mark.browser

MARK = "hostile-was-here"  # a file that a payload makes if a server runs it
PRODUCT = "1337"  # what {{7*191}} would show


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Every payload in every field of one article, from a file through the pipeline."""
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "articles.jsonl"
    lines = [json.dumps(article) + "\n" for article in hostile_articles(("everything",))]
    path.write_text("".join(lines), encoding="utf-8")
    work = functools.partial(flow.annotate, settings=Settings())
    with StoreWriter.open(folder / "store") as writer:
        for _ in add(read_articles([str(path)]), writer, work=work, version="test"):
            pass
    return Store.open(folder / "store")


def first_of_each(rows: tuple[EventRow, ...]) -> dict[str, EventRow]:
    """The first event of each article, by its id."""
    return {row.event_id: row for row in {row.article_id: row for row in rows[::-1]}.values()}


def at_rest(page: Page) -> None:
    """Wait until the page's script has run to its end."""
    app = page.locator('[data-testid="stApp"]')
    expect(app).to_have_attribute("data-test-script-state", "notRunning")


def sentinel(frame: Frame) -> object:
    """What a payload that ran has left in a frame; a frame that leaves the page meanwhile: None."""
    try:
        return frame.evaluate("window.hostile")
    except Error:
        if frame.is_detached():
            return None
        raise


def nothing_ran(page: Page) -> None:
    for frame in page.frames:
        assert sentinel(frame) is None, frame.url
    assert page.evaluate("document.title").startswith("Dateline")
    assert PRODUCT not in page.locator("body").inner_text()
    assert page.locator("[onerror], [onload], [onclick], [onfocus], [srcdoc], base").count() == 0


def test_no_payload_runs_in_the_saved_page(
    page: Page, hostile_store: Store, tmp_path: Path
) -> None:
    rows = hostile_store.rows()
    path = tmp_path / "events.html"
    write_html(rows, path)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(path.as_uri())
    page.locator("#map[data-ground=ready]").wait_for()
    assert page.locator(".dl-row").count() == len(rows)
    for number, row in enumerate(rows):
        page.evaluate(f"document.querySelectorAll('.dl-row')[{number}].click()")
        shown = page.evaluate("document.querySelector('#card h2').textContent")
        assert shown == row.headline
        assert page.locator("#card a").count() == row.url.startswith("https://news.example@")
    nothing_ran(page)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.html"]


def test_no_payload_runs_in_the_dashboard(page: Page, hostile_store: Store, tmp_path: Path) -> None:
    below = tmp_path / "below" / "served"
    below.mkdir(parents=True)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    with served(hostile_store.folder, below) as address:
        page.goto(address)
        page.locator(".dl-row").first.wait_for()
        while (before := page.locator(".dl-row").count()) < hostile_store.count():
            at_rest(page)
            page.get_by_role("button", name=re.compile("Show more")).click()
            expect(page.locator(".dl-row")).not_to_have_count(before)
        card = page.locator(".dl-card")
        for name, row in first_of_each(hostile_store.rows()).items():
            page.locator(f'.dl-row[data-id="{name}"]').dispatch_event("click")
            expect(page.locator(f'.dl-row[data-id="{name}"]')).to_have_attribute(
                "aria-current", "true"
            )
            expect(card).to_contain_text("Odesa")
            assert PRODUCT not in card.inner_text(), row.article_id
        nothing_ran(page)
        for link in page.locator('[data-testid="stTopNavLink"]').all():
            link.click()
            at_rest(page)
            nothing_ran(page)
    assert [path for path in tmp_path.rglob("*") if MARK in path.name] == []


@pytest.mark.parametrize(
    "name", ["script", "image_error", "svg_load", "details_toggle", "iframe_source"]
)
def test_the_payloads_run_where_nothing_guards(page: Page, name: str) -> None:
    page.set_content(f"<p>{load_payloads()[name]}</p>")
    page.wait_for_function("window.hostile === 1")
