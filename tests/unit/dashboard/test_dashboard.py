import datetime as dt
import json
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

import pytest
from streamlit.config import get_option, set_option
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from benchmarks.store import batches
from pipeline.commands import uploads
from pipeline.drawing import escape, load_credits
from pipeline.drawing.story import Step, Story
from pipeline.records import Refusal
from pipeline.settings import STORE_VARIABLE
from pipeline.table import Batch, EventRow, Filter, Store, StoreWriter
from pipeline.table.stored import ArticleRow, MentionRow, RefusedRow, SentenceRow

PAGE = Path(__file__).parents[3] / "dashboard.py"
PAGES = ("map", "articles", "places", "overview", "story", "add", "about")
ADDRESS = "browser.serverAddress"
HOSTILE = "*x* {{7*7}} <script>alert(1)</script> `y` :red[z] $q$"


def make_store(folder: Path, rows: list[EventRow]) -> Store:
    with StoreWriter.open(folder) as writer:
        writer.commit(Batch(events=rows))
    return Store.open(folder)


def synthetic(count: int) -> list[EventRow]:
    return [row for batch in islice(batches(count), 1) for row in batch.events]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    store = tmp_path / "store"
    monkeypatch.setenv(STORE_VARIABLE, str(store))
    return store


def turn_to(page: AppTest, name: str) -> None:
    page._page_hash = calc_hash(name)  # noqa: SLF001 - AppTest turns to files, but to no function


def opened(query: dict[str, str | list[str]] | None = None, at: str = "map") -> AppTest:
    """A page at its address; `at` is its name."""
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    turn_to(page, at)
    for name, value in (query or {}).items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def messages_of(page: AppTest) -> list[ForwardMsg]:
    """What the server tells the browser when the page runs, in order."""
    told: list[ForwardMsg] = []
    ForwardMsgQueue.on_before_enqueue_msg(told.append)
    try:
        page.run()
    finally:
        ForwardMsgQueue.on_before_enqueue_msg(None)
    return told


def draw(told: list[ForwardMsg]) -> None:
    """Put elements where they are told to stand, as the browser does; a hole ends its page."""
    children: dict[tuple[int, ...], int] = {(0,): 0}
    for path in (tuple(message.metadata.delta_path) for message in told):
        if path[0] == 0:  # the main part of the page
            *parent, place = path
            before = children[tuple(parent)]
            assert place <= before, f"nothing stands before {path}"
            children[tuple(parent)] = max(before, place + 1)
            children.setdefault(path, 0)


def title(page: AppTest) -> str:
    return str(next(html.proto.body for html in page.get("html") if "dl-title" in html.proto.body))


def test_without_a_store_the_page_says_how_to_make_one(folder: Path) -> None:
    page = opened()
    assert page.title[0].value == "No events yet"
    assert "dateline add ARTICLES --store STORE" in page.code[0].value
    assert not folder.exists()


def test_an_empty_store_says_what_was_read(folder: Path) -> None:
    make_store(folder, [])
    page = opened()
    assert page.title[0].value == "No events found"
    assert page.info[0].value == "0 articles read, 0 refused; 0 events. No event was found."


def running_job(folder: Path) -> "DoneJob":
    job = DoneJob.__new__(DoneJob)
    job.store, job.running, job.refusals = folder, True, []
    job.progress = uploads.Progress(articles=4, events=9)
    return job


@pytest.mark.parametrize("name", ["map", "about", "add"])
def test_a_part_that_runs_before_the_page_was_sent_leaves_no_hole_in_it(
    folder: Path, name: str
) -> None:
    """A part that runs again takes back what it had told and was not sent yet; see
    `ForwardMsgQueue.clear`. On a busy server that is the whole first run.
    """
    make_store(folder, synthetic(60))
    page = opened(at=name)
    page.session_state["job"] = running_job(folder)
    told = [message for message in messages_of(page) if message.HasField("delta")]
    parts = {message.delta.fragment_id for message in told} - {""}
    assert len(parts) == (2 if name == "map" else 1)
    for part in parts:
        unsent = ForwardMsgQueue()
        for message in told:
            unsent.enqueue(message)
        unsent.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[part])
        draw([*unsent.flush(), *(m for m in told if m.delta.fragment_id == part)])


def test_the_title_counts_what_is_shown(folder: Path) -> None:
    make_store(folder, synthetic(60))
    assert "60 events, " in title(opened())


def test_one_event_needs_no_slider(folder: Path) -> None:
    row = synthetic(1)[0]
    day = dt.date(2022, 3, 4)
    make_store(folder, [row._replace(date_start=day, date_end=day)])
    page = opened()
    assert "1 event, 4 March 2022" in title(page)
    assert [slider.label for slider in page.slider] == ["Confidence at least"]


def test_narrowed_days_filter_the_events_and_leave_the_undated_out(folder: Path) -> None:
    store = make_store(folder, synthetic(60))
    page = opened()
    first, last = dt.date(2022, 3, 1), dt.date(2022, 3, 20)
    next(slider for slider in page.slider if slider.label == "Dates").set_range(first, last).run()
    assert not page.exception
    count = store.count(Filter(first=first, last=last, undated=False))
    assert f"{count} events, 1\u201320 March 2022" in title(page)
    assert page.query_params["from"] == "2022-03-01"


def test_an_address_opens_its_view(folder: Path) -> None:
    store = make_store(folder, synthetic(60))
    page = opened({"type": ["shelling", "protest"], "sure": "0.5"})
    count = store.count(Filter(types=("shelling", "protest"), confidence_min=0.5))
    assert f"{count} events" in title(page)
    assert "at least 50% sure" in title(page)


def test_a_filter_that_leaves_nothing_says_what_to_do(folder: Path) -> None:
    make_store(folder, synthetic(60))
    page = opened({"q": "no such words anywhere"})
    assert page.info[0].value.startswith("No event matches.")
    next(button for button in page.button if button.label == "Clear all filters").click().run()
    assert not page.exception
    assert "60 events" in title(page)


def test_a_picked_event_shows_its_card(folder: Path) -> None:
    row = synthetic(5)[0]
    make_store(folder, [row])
    page = opened({"event": row.event_id})
    card = next(html.proto.body for html in page.get("html") if "dl-card" in html.proto.body)
    assert "dl-quote" in card


def test_events_without_a_dot_are_counted_and_listed(folder: Path) -> None:
    whole, nowhere, dot = synthetic(3)
    make_store(
        folder,
        [
            whole._replace(place_precision="country"),
            nowhere._replace(lat=None, lon=None, place_precision="unknown"),
            dot._replace(lat=50.0, lon=30.0, place_precision="city"),
        ],
    )
    labels = [expander.label for expander in opened().expander]
    assert labels == [
        "1 event known only by country, not on the map",
        "1 event without a place, not on the map",
    ]


def test_hostile_text_is_shown_letter_for_letter(folder: Path) -> None:
    row = synthetic(1)[0]
    names = ("headline", "quote", "place_name", "place_text", "source", "article_title", "status")
    texts: dict[str, Any] = dict.fromkeys(names, HOSTILE)
    hostile = row._replace(**texts, lat=None, lon=None, place_precision="unknown")
    make_store(folder, [hostile])
    page = opened({"q": HOSTILE, "event": row.event_id})
    shown = "".join(html.proto.body for html in page.get("html"))
    assert "<script>" not in shown
    assert "{{7*7}}" in shown
    page.session_state["open-unknown"] = True  # the list of events without a place
    page.run()
    label = next(button.label for button in page.button if "7" in button.label)
    assert r"\*x\*" in label
    assert r"\:red\[z\]" in label


def test_a_store_that_grows_is_seen_at_the_next_run(folder: Path) -> None:
    rows = synthetic(10)
    make_store(folder, rows[:5])
    page = opened()
    assert "5 events" in title(page)
    with StoreWriter.open(folder) as writer:
        writer.commit(Batch(events=rows[5:]))
    page.run()
    assert "10 events" in title(page)


def test_the_map_comes_back_as_it_was_left(folder: Path) -> None:
    make_store(folder, synthetic(60))
    page = opened({"type": ["shelling"]})
    told = title(page)
    turn_to(page, "about")
    page.query_params.clear()
    page.run()
    assert page.title[0].value == "About Dateline"
    turn_to(page, "map")
    page.run()
    assert not page.exception
    assert title(page) == told
    assert page.query_params["type"] == "shelling"


def test_about_names_every_source_with_its_licence(folder: Path) -> None:
    make_store(folder, [])
    page = opened(at="about")
    lists = [html.proto.body for html in page.get("html") if "<ul" in html.proto.body]
    (listed,) = [body for body in lists if "GeoNames" in body]
    for source in load_credits():
        assert f"{escape(source.name)}</" in listed
        assert f"<small>{escape(source.licence)}</small>" in listed


ARTICLE = ArticleRow(
    *("a1", "hash", "1", "a1.txt", HOSTILE, None, dt.date(2022, 3, 4), "given"),
    *(HOSTILE, "javascript:alert(1)", f"{HOSTILE} Shells hit."),
)


def make_article(folder: Path) -> EventRow:
    quoted = synthetic(1)[0]._replace(article_id="a1", quote_start=0, quote_end=len(HOSTILE))
    row = quoted._replace(place_id="p:kyiv")
    with StoreWriter.open(folder) as writer:
        writer.commit(Batch(articles=[ARTICLE], events=[row]))
    return row


def component_data(page: AppTest, key: str) -> dict[str, Any]:
    """What a page hands to one of its components."""
    (found,) = [
        json.loads(part.proto.bytes) for part in page.get("bidi_component") if key in part.proto.id
    ]
    return dict(found)


def test_articles_are_listed_with_day_and_events(folder: Path) -> None:
    make_article(folder)
    page = opened(at="articles")
    (line,) = component_data(page, "article-lines")["lines"]
    assert line["title"] == HOSTILE
    assert line["more"] == f"4 March 2022 · {HOSTILE} · 0 place names"
    assert line["number"] == "1 event"


def test_an_article_tells_who_says_so_and_what_else_it_says(folder: Path) -> None:
    row = synthetic(1)[0]._replace(article_id="a1", quote_start=0, quote_end=9)
    text = "It burnt. The fire took a roof."
    told = [
        SentenceRow("a1", row.event_id, 0, 9, "The *mayor*"),
        SentenceRow("a1", row.event_id, 10, 31, ""),
    ]
    with StoreWriter.open(folder) as writer:
        article = ARTICLE._replace(text=text)
        writer.commit(Batch(articles=[article], events=[row], sentences=told))
    page = opened({"article": "a1"}, at="articles")
    (shown,) = component_data(page, "article-events")["rows"]
    assert shown["said"] == "Who says so: The *mayor*"
    assert shown["sentences"] == ["The fire took a roof."]
    assert component_data(page, "article-text")["pieces"][-1] == [text[10:], [], -1, "", [0]]


def test_looking_for_words_no_article_has_says_so(folder: Path) -> None:
    make_article(folder)
    page = opened(at="articles")
    page.text_input[0].set_value("zzz").run()
    assert not page.exception
    assert page.info[0].value == "Nothing has all these words. Try fewer."


def test_an_article_shows_its_text_letter_for_letter(folder: Path) -> None:
    row = make_article(folder)
    page = opened({"article": "a1"}, at="articles")
    data = component_data(page, "article-text")
    assert "".join(piece[0] for piece in data["pieces"]) == ARTICLE.text
    assert data["events"][0]["id"] == row.event_id
    shown = "".join(html.proto.body for html in page.get("html"))
    assert "<script>" not in shown
    assert "javascript:" not in shown


def test_a_copy_leads_to_the_article_that_has_the_events(folder: Path) -> None:
    with StoreWriter.open(folder) as writer:
        copy = ARTICLE._replace(article_id="a2", copy_of="a1")
        writer.commit(Batch(articles=[ARTICLE, copy]))
    page = opened({"article": "a2"}, at="articles")
    next(b for b in page.button if b.label == "Read that article").click().run()
    assert not page.exception
    assert page.query_params["article"] == "a1"


def test_an_article_that_is_gone_says_what_to_do(folder: Path) -> None:
    make_article(folder)
    page = opened({"article": "other"}, at="articles")
    assert page.info[0].value == "This article is not in the store."


def test_places_are_listed_by_their_events_and_open_with_their_sentences(folder: Path) -> None:
    kyiv: dict[str, Any] = {"place_id": "p:kyiv", "place_name": HOSTILE, "country": "UA"}
    kyiv["admin1"] = ""
    mention = MentionRow(
        *("a1", 0, len(HOSTILE), HOSTILE, "context_place", "p:kyiv", HOSTILE, "city", "UA"),
        *("", 50.4, 30.5, 9.0, 0.9, "main_name"),
    )
    rows = [row._replace(**kyiv, event_id=f"e{n}") for n, row in enumerate(synthetic(3))]
    with StoreWriter.open(folder) as writer:
        writer.commit(Batch(articles=[ARTICLE], mentions=[mention], events=rows))
    (line,) = component_data(opened(at="places"), "place-lines")["lines"]
    assert (line["title"], line["number"]) == (f"{HOSTILE}, Ukraine", "3 events")
    page = opened({"place": "p:kyiv"}, at="places")
    assert len(component_data(page, "place-events")["rows"]) == 3
    (naming,) = component_data(page, "naming-lines")["lines"]
    assert "".join(words for words, _ in naming["pieces"]) == f"{HOSTILE} Shells hit."
    assert "<script>" not in "".join(html.proto.body for html in page.get("html"))


def test_a_place_nobody_names_says_what_to_do(folder: Path) -> None:
    make_article(folder)
    assert opened({"place": "x"}, at="places").info[0].value == "This place is not in the store."


def test_the_overview_counts_and_lists_what_was_refused(folder: Path) -> None:
    with StoreWriter.open(folder) as writer:
        refused = [RefusedRow("a.txt", HOSTILE)]
        writer.commit(Batch(articles=[ARTICLE], events=synthetic(60), refused=refused))
    page = opened(at="overview")
    shown = "".join(html.proto.body for html in page.get("html"))
    assert "<dd>60</dd><dt>Events</dt>" in shown
    assert escape(HOSTILE) in shown
    assert "<script>" not in shown
    assert component_data(page, "overview-days")["series"]


def test_the_overview_can_follow_the_filters_of_the_map(folder: Path) -> None:
    store = make_store(folder, synthetic(60))
    page = opened({"type": "shelling"})
    turn_to(page, "overview")
    page.query_params.clear()
    page.run()
    page.button_group(key="overview-of").set_value(True).run()
    assert not page.exception
    count = store.count(Filter(types=("shelling",)))
    shown = "".join(html.proto.body for html in page.get("html"))
    assert f"<dd>{count}</dd><dt>Events</dt>" in shown


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("articles", "No article was read yet. Add some on the page \u201cAdd articles\u201d."),
        ("places", "0 articles read, 0 refused; 0 events. No event was found."),
        ("overview", "0 articles read, 0 refused; 0 events. No event was found."),
    ],
)
def test_every_page_of_an_empty_store_says_so(folder: Path, at: str, told: str) -> None:
    make_store(folder, [])
    assert opened(at=at).info[0].value == told


@pytest.mark.parametrize("at", ["articles", "places", "overview"])
def test_every_page_shows_one_event(folder: Path, at: str) -> None:
    make_article(folder)
    assert not opened(at=at).info


class DoneJob:
    """A batch that was done at once, as the page sees it."""

    made: ClassVar[list[tuple[list[str], Path]]] = []

    def __init__(self, folder: Path, store: Path) -> None:
        self.made.append(([path.name for path in folder.iterdir()], store))
        self.store, self.running = store, False
        self.progress = uploads.Progress(articles=1, events=2, unchanged=3, refused=1)
        self.refusals = [Refusal("uploaded/<b>.txt", HOSTILE)]

    def end(self) -> None:
        """It has ended."""


def pasting(monkeypatch: pytest.MonkeyPatch, text: str, *, own: bool = True) -> AppTest:
    monkeypatch.setattr(uploads, "Job", DoneJob)
    monkeypatch.setattr(DoneJob, "made", [])
    page = opened(at="add")
    page.radio[0].set_value(own)
    page.text_area[0].set_value(text)
    page.button[-1].click().run()
    assert not page.exception
    return page


def test_a_pasted_text_is_read_into_the_open_store(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = pasting(monkeypatch, "Shells hit Kyiv.", own=False)
    ((names, store),) = DoneJob.made
    assert (len(names), store) == (1, folder)
    assert page.success[0].value == "Done: 1 article, 2 events, 1 refused, 3 known already."
    shown = "".join(html.proto.body for html in page.get("html"))
    assert escape(HOSTILE) in shown
    assert "<b>.txt" not in shown


def test_what_is_added_is_the_session_s_own_unless_told_otherwise(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened(at="add").radio[0].value is True
    page = pasting(monkeypatch, "Shells hit Kyiv.")
    ((names, store),) = DoneJob.made
    assert (len(names), store) == (1, page.session_state["home"].store)
    assert store != folder


def test_a_page_for_other_people_takes_nothing_into_its_store(folder: Path) -> None:
    assert [len(opened(at="add").radio[0].options), folder.exists()] == [2, False]
    before = get_option(ADDRESS)
    set_option(ADDRESS, "news.example")
    try:
        assert len(opened(at="add").radio[0].options) == 1
    finally:
        set_option(ADDRESS, before)


def test_nothing_pasted_is_nothing_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = pasting(monkeypatch, " ")
    assert page.info[0].value == "Paste a text first."
    assert DoneJob.made == []
    assert not folder.exists()


def test_what_a_session_keeps_for_itself_is_shown_and_left(folder: Path, tmp_path: Path) -> None:
    make_store(folder, synthetic(3))
    own = make_store(tmp_path / "own", synthetic(60))
    page = opened()
    page.session_state["folder"] = str(own.folder)
    page.run()
    assert "60 events" in title(page)
    next(b for b in page.button if b.label == "Back to the store that was opened").click().run()
    assert not page.exception
    assert "3 events" in title(page)


def test_a_story_is_picked_moved_captioned_and_kept_between_pages(folder: Path) -> None:
    rows = sorted(synthetic(3), key=lambda row: (row.date_start or dt.date.max, row.event_id))
    make_store(folder, rows)
    page = opened(at="story")
    next(b for b in page.button if b.label.startswith("Put in all")).click().run()
    steps = page.session_state["story"].steps
    assert len(steps) == 3
    next(a for a in page.text_area if a.label == "What you say to this event").set_value(HOSTILE)
    page.text_input(key="story-title").set_value("A title")
    next(b for b in page.button if b.label == "Later").click().run()
    assert not page.exception
    story = page.session_state["story"]
    assert story.title == "A title"
    assert [step.event_id for step in story.steps] == [steps[n].event_id for n in (1, 0, 2)]
    assert story.steps[1].caption == HOSTILE
    turn_to(page, "about")
    page.run()
    turn_to(page, "story")
    page.run()
    assert page.session_state["story"] == story
    shown = component_data(page, "story-steps")["rows"]
    assert shown[1]["more"] == HOSTILE


def test_a_story_of_events_that_are_gone_says_so(folder: Path) -> None:
    make_store(folder, synthetic(3))
    page = opened(at="story")
    page.session_state["story"] = Story("", (Step("gone"),))
    page.run()
    assert not page.exception
    assert page.warning[0].value.startswith("1 of the events")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_speaks_ukrainian(folder: Path, name: str) -> None:
    store = make_store(folder, synthetic(60))
    page = opened({"lang": "uk"}, at=name)
    shown = "".join(html.proto.body for html in page.get("html"))
    shown += " ".join(found.value for found in page.title)
    words = {
        "map": f"{store.count()} подій",
        "articles": "Статті",
        "places": "Місця",
        "overview": "Огляд",
        "story": "Розповідь для виступу",
        "add": "Додати статті",
        "about": "Про програму Dateline",
    }
    assert words[name] in shown
    assert page.query_params["lang"] == "uk"


def test_the_language_goes_along_from_page_to_page(folder: Path) -> None:
    make_store(folder, synthetic(3))
    page = opened()
    page.button_group(key="language-chosen").set_value("uk").run()
    assert not page.exception
    page.query_params.clear()
    turn_to(page, "add")
    page.run()
    assert page.title[0].value == "Додати статті"
    assert page.query_params["lang"] == "uk"


def test_a_batch_is_followed_on_the_other_pages(folder: Path) -> None:
    make_store(folder, synthetic(3))
    page = opened(at="about")
    job = running_job(folder)
    page.session_state["job"] = job
    page.run()
    shown = "".join(html.proto.body for html in page.get("html"))
    assert "4 articles, 9 events, 0 refused" in shown
    job.running = False
    page.run()
    assert not page.exception
    assert page.session_state["job-told"] is True


def test_titles_of_ten_thousand_characters_leave_the_page_readable(folder: Path) -> None:
    row = synthetic(1)[0]
    long = "y" * 10_000
    names = ("headline", "place_name", "admin1", "source", "article_title")
    cells: dict[str, Any] = dict.fromkeys(names, long)
    make_store(folder, [row._replace(**cells)])
    page = opened({"source": long, "place": long, "event": row.event_id})
    assert len(title(page)) < 500
    assert "1 event" in title(page)


def test_events_at_one_point_are_all_on_the_page(folder: Path) -> None:
    rows = [row._replace(lat=50.0, lon=30.0, place_precision="city") for row in synthetic(40)]
    make_store(folder, rows)
    assert "40 events" in title(opened())


def test_a_card_follows_what_is_added_while_it_is_open(folder: Path) -> None:
    row, other, *_ = synthetic(20)
    placed = row._replace(incident_id="one")
    make_store(folder, [placed])
    page = opened({"event": row.event_id})
    assert not [box for box in page.expander if "other" in box.label.lower()]
    make_store(folder, [other._replace(incident_id="one")])
    page.run()
    assert not page.exception
    assert [box for box in page.expander if "other" in box.label.lower()]
