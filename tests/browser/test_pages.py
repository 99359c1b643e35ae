import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pipeline.table import Store

pytestmark = pytest.mark.browser

HOSTILE_ID = "hostile"


def test_an_exported_story_works_from_a_disk_and_asks_for_nothing(
    page: Page, address: str, store: Store, tmp_path: Path
) -> None:
    page.goto(f"{address}story")
    page.get_by_role("button", name="Put in all").click()
    page.get_by_label("What you say to this event").fill("The first <b>caption</b> {{7*7}}")
    page.get_by_label("Title of the story").fill("A talk")
    page.get_by_label("Title of the story").press("Enter")
    expect(page.locator(".dl-row[aria-current] .dl-more")).to_have_text(re.compile("caption"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export as one HTML file").click()
    path = tmp_path / "story.html"
    waiting.value.save_as(path)
    assert path.stat().st_size < 3_000_000

    page.context.set_offline(True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.locator("#map[data-ground=ready]").wait_for()
    expect(page.locator("#slide h1")).to_have_text("A talk")
    page.keyboard.press("ArrowRight")
    rows = store.rows(order="oldest")
    expect(page.locator("#slide h2")).to_have_text(rows[0].headline)
    expect(page.locator("#slide .dl-caption-big")).to_have_text("The first <b>caption</b> {{7*7}}")
    hostile = [row.event_id for row in rows].index(HOSTILE_ID)
    for _ in range(hostile):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#slide h2")).to_contain_text("<img src=x onerror=")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#place")).to_have_text(f"{hostile} of {len(rows)}")
    page.keyboard.press("End")
    expect(page.locator("#next")).to_be_disabled()
    assert page.title() == "A talk"
    assert asked == [path.as_uri()]


def test_an_event_of_an_article_leads_to_the_map(page: Page, address: str, store: Store) -> None:
    row = store.rows(limit=1)[0]
    page.goto(f"{address}articles?article={row.article_id}")
    events = page.locator(f'.dl-row[data-id="{row.event_id}"]')
    events.click()
    expect(page.locator(".dl-card h3")).to_have_text(row.headline)
    expect(page).to_have_url(re.compile(rf"/\?event={row.event_id}"))


@pytest.mark.parametrize("path", ["places", "overview", "articles", "story"])
def test_hostile_text_runs_on_no_page(page: Page, address: str, store: Store, path: str) -> None:
    row = store.event(HOSTILE_ID)
    assert row is not None
    query = {"places": f"?place={row.place_id}", "articles": f"?article={row.article_id}"}
    page.goto(f"{address}{path}{query.get(path, '')}")
    expect(page.locator("h1")).to_be_visible()
    page.locator(".dl-row, .dl-line").first.wait_for()
    assert page.evaluate("document.title") != "owned"
    assert page.locator("img[src='x']").count() == 0


@pytest.mark.parametrize("path", ["articles", "places", "overview", "story", "add", "about"])
@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_phone_shows_every_page_without_scrolling_sideways(
    page: Page, address: str, path: str, language: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"{address}{path}?lang={language}")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
