import csv
import datetime as dt
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

from pipeline.drawing import write_html
from pipeline.table import Filter, Store
from tests.browser.conftest import Watch

pytestmark = pytest.mark.browser

LEFT = 'iframe[title="streamlit_folium.st_folium"]'
HOSTILE_ID = "hostile"


def opened(page: Page, address: str) -> FrameLocator:
    page.goto(address)
    frame = page.frame_locator(LEFT)
    frame.locator("[data-ground=ready][data-step]").wait_for()
    expect(page.locator(".dl-row").first).to_be_visible()
    return frame


def title(page: Page) -> Locator:
    return page.locator("h1.dl-title")


def shown_count(page: Page) -> int:
    found = re.match(r"([\d,]+) event", title(page).inner_text())
    assert found is not None
    return int(found[1].replace(",", ""))


def steps(frame: FrameLocator) -> int:
    return int(frame.locator("#map_div").get_attribute("data-step") or 0)


def first_mark(frame: FrameLocator) -> Locator:
    """A mark of one event in the map's view, after as many clicks on clusters as it takes."""
    single = frame.locator(".dl-icon[data-event]")
    for _ in range(8):
        if single.count():
            break
        before = steps_or_zoom(frame)
        frame.locator(".dl-icon").first.click()
        expect(frame.locator("#map_div")).not_to_have_attribute("data-drawn", before)
    return single.first


def steps_or_zoom(frame: FrameLocator) -> str:
    return frame.locator("#map_div").get_attribute("data-drawn") or ""


def test_a_slider_a_marker_the_list_and_the_download_agree(
    page: Page, address: str, store: Store, tmp_path: Path
) -> None:
    frame = opened(page, address)
    assert shown_count(page) == store.count()
    span = store.span()
    assert span is not None

    handle = page.get_by_role("slider").first
    handle.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    first = span[0] + dt.timedelta(days=10)
    expected = Filter(first=first, last=span[1], undated=False)
    count = store.count(expected)
    expect(title(page)).to_contain_text(f"{count} events")
    page.wait_for_url(f"**/?from={first}&to={span[1]}")

    mark = first_mark(frame)
    picked = mark.get_attribute("data-event")
    assert picked is not None
    mark.click()
    row = store.event(picked)
    assert row is not None
    card = page.locator(".dl-card")
    expect(card.locator("h3")).to_have_text(row.headline)
    expect(card.locator(".dl-said")).to_have_text(row.quote)
    expect(page.locator(".dl-list")).to_be_visible()

    second = page.locator(".dl-row").nth(1)
    chosen = second.get_attribute("data-id")
    second.click()
    expect(page.locator(f'.dl-row[data-id="{chosen}"]')).to_have_attribute("aria-current", "true")
    other = store.event(chosen or "")
    assert other is not None
    expect(card.locator("h3")).to_have_text(other.headline)

    with page.expect_download() as waiting:
        page.get_by_role("button", name="as CSV").click()
    path = tmp_path / "events.csv"
    waiting.value.save_as(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["event_id"] for row in rows] == [row.event_id for row in store.rows(expected)]
    assert len(rows) == count


def test_a_filter_keeps_the_map_where_it_is(page: Page, address: str) -> None:
    frame = opened(page, address)
    frame.locator(".leaflet-control-zoom-in").click()
    where = "[Dateline.state.map.getZoom(), Dateline.state.map.getCenter().lat]"
    inside = page.frame(url=re.compile("streamlit_folium"))
    assert inside is not None
    inside.wait_for_function("!Dateline.state.map._animatingZoom")
    inside.evaluate("window.kept = true")
    before = inside.evaluate(where)
    page.get_by_role("button", name="Type").click()
    page.locator('[data-testid="stPopoverBody"] button').first.click()
    expect(page.get_by_role("button", name="Type · 1")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?type="))
    inside.wait_for_function("Dateline.state.data.types.length === 1")
    assert inside.evaluate(where) == before
    assert inside.evaluate("window.kept") is True


def test_dragging_across_the_bars_chooses_days(page: Page, address: str) -> None:
    opened(page, address)
    total = shown_count(page)
    box = page.locator(".dl-bars svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
    page.mouse.up()
    expect(page).to_have_url(re.compile("from="))
    expect(title(page)).not_to_contain_text(f"{total} events")


def test_a_link_opens_the_same_view(page: Page, address: str) -> None:
    opened(page, f"{address}?status=reported&event=e00000000")
    here = page.url, title(page).inner_text()
    page.reload()
    expect(title(page)).to_have_text(here[1])
    assert page.url == here[0]


def test_hostile_text_runs_nowhere(page: Page, address: str) -> None:
    frame = opened(page, f"{address}?q=onerror&event={HOSTILE_ID}")
    expect(page.locator(".dl-card h3")).to_contain_text("<img src=x onerror=")
    expect(page.locator(".dl-row .dl-what")).to_contain_text("{{7*7}}")
    mark = frame.locator(f'.dl-icon[data-event="{HOSTILE_ID}"]')
    mark.hover()
    expect(frame.locator(".dl-tip")).to_contain_text("</script><img src=x")
    assert page.title() != "owned"
    assert page.locator(".dl-card a").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_everything_without_scrolling_sideways(
    page: Page, address: str, scheme: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    frame = opened(page, address)
    expect(frame.locator("html")).to_have_attribute("data-theme", scheme)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360
    assert frame.locator(".leaflet-control-attribution").is_visible()


def test_on_a_phone_the_map_comes_first_and_what_is_picked_stands_under_it(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    opened(page, address)
    page.locator(".dl-row").first.click()
    places = (".dl-title", 'iframe[title="streamlit_folium.st_folium"]', ".dl-card", ".dl-time")
    page.locator(".dl-card").wait_for()
    tops = [page.locator(name).first.bounding_box() for name in (*places, ".st-key-toolbar")]
    heights = [box["y"] for box in tops if box is not None]
    assert len(heights) == len(tops)
    assert heights == sorted(heights)


def test_the_saved_page_works_from_a_disk(page: Page, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "events.html"
    write_html(store.rows(), path)
    page.context.set_offline(True)
    page.goto(path.as_uri())
    page.locator("#map[data-ground=ready]").wait_for()
    page.locator(".dl-row").nth(2).click()
    expect(page.locator("#card h2")).to_have_text(store.rows(limit=3)[2].headline)
    page.locator("#from").fill("2022-04-01")
    page.locator("#from").dispatch_event("change")
    expect(page.locator("#count")).to_contain_text(" of ")
    assert page.title() == "Dateline: events in the news"


def test_playing_draws_every_step_without_asking_the_server(page: Page, address: str) -> None:
    frame = opened(page, address)
    page.get_by_label("Steps a second").select_option("8")
    page.get_by_role("button", name="Play").click()
    caption = page.locator(".dl-caption")
    expect(caption).to_contain_text("on the map")
    steps_told, drawn = steps(frame), steps_or_zoom(frame)
    said = caption.inner_text()
    for _ in range(3):
        expect(frame.locator("#map_div")).not_to_have_attribute("data-drawn", drawn)
        expect(caption).not_to_have_text(said)
        drawn, said = steps_or_zoom(frame), caption.inner_text()
    assert steps(frame) == steps_told
    page.get_by_role("button", name="Pause").click()
    expect(page).to_have_url(re.compile(r"from=(\d{4}-\d\d-\d\d)&to=\1"))


def test_the_arrow_keys_step_through_the_days(page: Page, address: str, store: Store) -> None:
    opened(page, address)
    span = store.span()
    assert span is not None
    day = span[0] + dt.timedelta(days=30)
    page.get_by_label("Jump to a day").fill(day.isoformat())
    expect(page).to_have_url(re.compile(f"from={day}&to={day}"))
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("ArrowRight")
    after = day + dt.timedelta(days=1)
    expect(page).to_have_url(re.compile(f"from={after}&to={after}"))
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(f"from={day}&to={day}"))


def test_all_until_now_begins_on_the_first_day(page: Page, address: str, store: Store) -> None:
    opened(page, address)
    span = store.span()
    assert span is not None
    page.get_by_label("What a step shows").select_option("1")
    page.get_by_label("Length of a step").select_option("7")
    day = span[0] + dt.timedelta(days=15)
    page.get_by_label("Jump to a day").fill(day.isoformat())
    end = span[0] + dt.timedelta(days=20)
    expect(page).to_have_url(re.compile(f"from={span[0]}&to={end}"))


def test_an_area_drawn_on_the_map_filters_and_is_in_the_link(page: Page, address: str) -> None:
    frame = opened(page, address)
    total = shown_count(page)
    box = page.locator(LEFT).bounding_box()
    assert box is not None
    frame.get_by_label("Draw an area").click()
    page.mouse.move(box["x"] + 150, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 160)
    page.mouse.move(box["x"] + 420, box["y"] + 330)
    page.mouse.up()
    expect(title(page)).to_contain_text("in the drawn area")
    count, link = shown_count(page), page.url
    assert 0 < count < total
    assert "area=" in link
    page.goto("about:blank")
    opened(page, link)
    assert shown_count(page) == count
    frame.get_by_label("Forget the drawn area").click()
    expect(title(page)).not_to_contain_text("in the drawn area")


def test_the_link_opens_the_map_where_it_was_left(page: Page, address: str) -> None:
    frame = opened(page, address)
    frame.locator(".leaflet-control-zoom-in").click()
    expect(page).to_have_url(re.compile(r"#map=\d+/-?[\d.]+/-?[\d.]+$"))
    page.get_by_label("Jump to a day").fill("2022-03-10")
    expect(page).to_have_url(re.compile(r"from=2022-03-10&to=2022-03-10#map="))
    link = page.url
    page.goto("about:blank")
    opened(page, link)
    inside = page.frame(url=re.compile("streamlit_folium"))
    assert inside is not None
    zoom = int(re.findall(r"#map=(\d+)", link)[0])
    assert inside.evaluate("Dateline.state.map.getZoom()") == zoom
    assert page.url == link


def test_two_readers_of_one_server_do_not_disturb_each_other(
    page: Page, browser: Browser, watch: Watch, address: str, store: Store
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    other = watch.follow(context)
    opened(page, f"{address}?status=claim")
    opened(other, f"{address}?lang=uk")
    count = store.count(Filter(statuses=("claim",)))
    assert shown_count(page) == count < store.count()
    assert title(other).inner_text().startswith(f"{store.count():,} \u043f\u043e\u0434")
    page.get_by_role("slider").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("from="))
    other.locator(".dl-row").first.click()
    expect(other.locator(".dl-card")).to_be_visible()
    assert "from=" not in other.url
    expect(page.locator(".dl-card")).to_have_count(0)
    context.close()


def test_marks_lists_and_legend_are_reached_by_the_keyboard(page: Page, address: str) -> None:
    frame = opened(page, address)
    mark = frame.locator(".dl-icon[role=button]").first
    mark.focus()
    assert mark.get_attribute("aria-label")
    expect(frame.locator(".dl-tip")).to_be_visible()
    width = mark.locator(".dl-pin").evaluate("(pin) => getComputedStyle(pin).outlineWidth")
    assert float(width.removesuffix("px")) >= 2
    row = page.locator(".dl-row").first
    row.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".dl-row").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".dl-card")).to_be_visible()
    legend = frame.locator(".dl-legend")
    shown = legend.get_attribute("open") is not None
    legend.locator("summary").focus()
    page.keyboard.press("Enter")
    assert (legend.get_attribute("open") is not None) is not shown
