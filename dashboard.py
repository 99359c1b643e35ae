"""The dashboard: a store of events on a map and in other views, a page each.

Run it with `dateline open --store DIR`. A page lays out and listens; what is counted comes from
`pipeline.table`, what is seen from `pipeline.drawing`.
"""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v1 import declare_component
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime import get_instance
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import ScriptRunner, get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile
from streamlit_folium import st_folium

from pipeline import drawing
from pipeline.commands import downloads as made_files
from pipeline.commands import uploads
from pipeline.commands.late_runs import on_the_page_shown
from pipeline.commands.offers import Offers
from pipeline.commands.sessions import Sessions
from pipeline.drawing import link, listing, panels, passages, words
from pipeline.drawing import overview as overviews
from pipeline.drawing.speech import LANGUAGES, counted, grouped, language, say, say_or, speak
from pipeline.drawing.story import (
    MOST_CAPTION,
    MOST_STEPS,
    MOST_TITLE,
    Story,
    load_story,
    save_story,
    step_rows,
)
from pipeline.errors import PipelineError, StoreError
from pipeline.records import Article
from pipeline.settings import STORE_VARIABLE, default_store
from pipeline.table import EventRow, Filter, Store, Tally, articles, file_bytes, notes, summaries
from pipeline.table.files import refused_csv
from pipeline.table.notes import Note

MAP_HEIGHT = 600  # pixels, before page.css fits the map to the window
READABLE = 760  # pixels: lines of text longer than this are hard to follow
MOST_PLACES = 12  # on the overview
FORMATS = (  # endings, and the most events they are of use for
    (".xlsx", 1_000_000),
    (".html", 20_000),
    (".geojson", 1_000_000),
    (".kml", 100_000),
    (".parquet", 10_000_000),
    (".jsonl", 10_000_000),
)
MOST_PASTED = 200_000  # characters of a pasted article, a long report
STORY_HEIGHT = 640  # pixels, before the speaker fills the screen
PAGE = 20  # events added to the list at a time
MOST_REPORTS = 20  # of one incident, on the card of one of them
MOST_NAMES = 400  # names offered in one filter, the commonest
SHORT = ("type", "status", "place_precision")  # columns of few values, shown side by side
EVERYWHERE = ("lang",)  # parameters of the address that every page has
NEARLY = 0.0002  # degrees around a clicked point, for its coordinates were rounded

Span = tuple[dt.date, dt.date] | None  # first and last day, both included

state = st.session_state


@st.cache_resource(show_spinner=False)
def open_store(folder: str) -> Store:
    """The store in a folder, opened once for all sessions."""
    return Store.open(Path(folder))


@st.cache_resource(show_spinner=False)
def sessions() -> Sessions:
    """Who is there; one watch for all sessions."""
    runtime = get_instance()
    close = runtime.clear_user_info_for_session  # ends a session that nobody is connected to
    stay_s = st.get_option("server.disconnectedSessionTTL")
    return Sessions(runtime.is_active_session, close, stay_s)


@st.cache_resource(show_spinner=False)
def offers() -> Offers:
    """What the buttons of pages offer that have been made anew since; one for all sessions."""
    kept = Offers(get_instance().media_file_mgr, MediaFileStorageError)
    kept.install()
    return kept


@st.cache_resource(show_spinner=False)
def keep_pages_turned() -> None:
    """Have a part of a page that runs late leave the page be; once for all sessions."""
    ScriptRunner._run_script = on_the_page_shown(ScriptRunner._run_script)  # type: ignore[method-assign]  # noqa: SLF001


def session_id() -> str:
    """Streamlit's name of this session."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def main() -> None:
    """Lay out the frame of every page, and run the one that is asked for."""
    keep_pages_turned()
    sessions().see(session_id())
    st.set_page_config("Dateline", page_icon=str(drawing.ASSETS / "icon.svg"), layout="wide")
    st.html(drawing.ASSETS / "page.css")
    if st.context.theme.type == "dark":  # white on its light blue would be hard to read
        st.html('<style>[data-testid="stBaseButton-primary"] { color: #0b1220; }</style>')
    use_language()
    uploader = f"--dl-browse: '{say('add.browse')}'; --dl-drop: '{say('add.drop')}';"
    st.html(f"<style>:root {{ {uploader} }}</style>")
    choose_language()
    st.logo(drawing.ASSETS / "icon.svg", size="large")
    page = st.navigation(list(pages().values()), position="top")
    state.arrived = state.get("page") != page.url_path
    state.page = page.url_path
    tell_of_own_store()
    if "job" in state and page.url_path != "add" and not state.get("job-told"):
        with kept(key="job-box"):
            watch_job()
    page.run()


def kept(key: str | None = None) -> DeltaGenerator:
    """A box for a part that runs again by itself.

    A part that runs again takes back all it had told and was not sent yet, its own place too; the
    browser then finds nothing to put the next thing after, and the page stops for good.
    """
    return st.container(key=key)


def use_language() -> None:
    """Speak the language of the address; a fragment runs without `main`, so it says so itself."""
    wanted = st.query_params.get("lang") or state.get("lang", "en")
    speak(wanted)
    state.lang = language()


def choose_language() -> None:
    """A switch in the corner of every page; the address names the language chosen."""
    if state.lang != "en" and "lang" not in st.query_params:
        st.query_params["lang"] = state.lang  # a click in the menu clears the address

    def switch() -> None:
        st.query_params["lang"] = state["language-chosen"]

    state["language-chosen"] = state.lang
    with st.container(key="language"):
        st.segmented_control(
            "Language · Мова",
            list(LANGUAGES),
            key="language-chosen",
            format_func=str.upper,
            label_visibility="collapsed",
            required=True,
            on_change=switch,
        )


def pages() -> dict[str, Any]:
    """The pages by name, in the order of the menu."""
    shown = {
        "map": map_page,
        "articles": articles_page,
        "places": places_page,
        "overview": overview_page,
        "story": story_page,
        "add": add_page,
        "about": about_page,
    }
    return {
        name: st.Page(page, title=say(f"page.{name}"), url_path=name, default=name == "map")
        for name, page in shown.items()
    }


def map_page() -> None:
    """The events on a map, beside their list."""
    store = store_with_events()
    if store is None:
        return
    span = store.span()
    if state.arrived or "event" not in state:
        restore(span)
    follow(span)
    state.pop("filters-stale", None)
    for name in (*link.LISTS.values(), "look", "ground"):
        state[name] = state[name]  # else Streamlit forgets what a closed button holds
    asked = asked_for()
    filters(store, asked, with_days(asked, span))
    explore(store)  # last on the page: nothing stands after it


def articles_page() -> None:
    """The articles as a list, or the one that the address names."""
    store = opened_store()
    if store is None:
        return
    article_id = st.query_params.get("article", "")
    if article_id:
        article_view(store, article_id)
    else:
        article_list(store)


def places_page() -> None:
    """The places as a list, or the one that the address names."""
    store = store_with_events()
    if store is None:
        return
    place_id = st.query_params.get("place", "")
    if place_id:
        place_view(store, place_id)
    else:
        place_list(store)


def overview_page() -> None:
    """The numbers of the store, or of what the map was left showing."""
    store = store_with_events()
    if store is not None:
        overview(store)


def about_page() -> None:
    """What this is, what it cannot do, and whose data it shows."""
    with st.container(width=READABLE):
        st.title(say("about.title"))
        name = "about.md" if language() == "en" else f"about.{language()}.md"
        st.markdown((drawing.ASSETS / name).read_text(encoding="utf-8"))
        st.markdown(f"### {say('right.title')}")
        st.html(drawing.rightness_html())
        st.markdown(f"### {say('about.data')}")
        st.html(drawing.credits_html(drawing.load_credits()))


def opened_store() -> Store | None:
    """The store this session looks at; None, with what to do told, when there is none."""
    folder = state.get("folder") or opened_folder()
    try:
        store = open_store(folder)
        store.refresh()
    except StoreError as error:
        todo = say("empty.no_store_todo")
        add = "dateline add ARTICLES --store STORE\ndateline open --store STORE\ndateline demo"
        explain(say("empty.no_store"), drawing.plain_markdown(str(error)), todo, add)
        return None
    return store


def opened_folder() -> str:
    """The folder of the store that the dashboard was opened on."""
    return os.environ.get(STORE_VARIABLE) or str(default_store())


def store_with_events() -> Store | None:
    """The same, if it holds an event at least."""
    store = opened_store()
    if store is not None and store.count() == 0:
        todo = say("empty.no_events_todo")
        told = f"{told_size(store)} {say('empty.none_found')}"
        explain(say("empty.no_events"), told, todo, f"dateline add ARTICLES --store {store.folder}")
        return None
    return store


def explain(title: str, told: str, todo: str, command: str) -> None:
    """An empty page: why it is empty, and what to do."""
    st.title(title)
    st.info(told, icon=":material/info:")
    st.markdown(todo)
    st.code(command, language="bash")
    st.page_link(pages()["add"], icon=":material/add:")


def told_size(store: Store) -> str:
    """How much was read into a store."""
    info = store.info()
    articles, refused = words.count_words(info.articles, "article"), grouped(info.refused)
    return say(
        "empty.size", articles=articles, refused=refused, events=counted("count.event", info.events)
    )


@st.fragment
def explore(store: Store) -> None:
    """Title, days, map and list: all that a choice of days or of an event changes, and no more.

    It puts nothing elsewhere on the page, for the box of that may not be there yet when it runs
    again on a busy server; `page.css` moves the title up.

    A choice made here that the filters show as well runs the whole page; see `ask`.
    """
    use_language()
    if state.pop("filters-stale", False):
        st.rerun()
    span = store.span()
    follow(span)
    title = st.container(key="title")
    days = st.container(key="days")
    left, right = st.columns([3, 2], gap="medium")
    asked = asked_for()
    chosen = with_days(asked, span)
    tally = store.tally(chosen)
    told = link.describe(tally.events, chosen, span)
    row = picked(store, chosen)
    with left:  # first: it is what the reader is waiting for
        show_map(store, chosen, row, told, tally)
    keep_link(chosen)
    title.html(f'<h1 class="dl-title">{drawing.escape(told)}</h1>')
    with days:
        choose_days(store, asked, span)
    with right:
        show_card(store, row)
        downloads(store, chosen, tally.events)
        show_list(store, chosen, tally.events)
    if tally.events == 0:
        days.info(say("filter.nothing"), icon=":material/info:")
        days.button(say("filter.clear_all"), on_click=clear)
    aside(store, chosen, tally)


# ---- the choice ----


def restore(span: Span) -> None:
    """Fill the widgets from the page's address; without one, as they were left."""
    query = query_now() or state.get("left", {})
    state.update(link.first_state(query, span))


def follow(span: Span) -> None:
    """All days stay all days when the store grows."""
    if span is not None and "dates" in state and tuple(state.dates) == state.get("whole"):
        state.dates = span
    state.whole = span


def query_now() -> dict[str, list[str]]:
    """The parameters of the page's address, without those that every page has."""
    names = (name for name in st.query_params if name not in EVERYWHERE)
    return {name: st.query_params.get_all(name) for name in names}


def kept_everywhere() -> dict[str, list[str]]:
    """The parameters of the address that go along from page to page."""
    kept = {name: st.query_params.get_all(name) for name in EVERYWHERE}
    return {name: values for name, values in kept.items() if values}


def ask(**values: object) -> None:
    """Keep what is to be filtered, and have the filters show it; for what is chosen on the map."""
    put(**values, pages=1)
    state["filters-stale"] = True


def clear() -> None:
    """Forget every filter."""
    state["filters-stale"] = True
    picked_one = state.event
    state.pop("dates", None)
    state.update(link.first_state({}, None) | {"view": state.view, "event": picked_one})


def put(**values: object) -> None:
    """Keep values in the session; for buttons."""
    state.update(values)


def turn_back() -> None:
    """A new choice starts the list at its top."""
    state.pages = 1


def asked_for() -> Filter:
    """What the filters ask for, but for the days."""
    return link.to_filter({name: state[name] for name in link.ASKED if name in state})


def filters(store: Store, asked: Filter, chosen: Filter) -> None:
    """The filters but the days.

    Each filter tells how many events its values have under the others.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key="toolbar"):
        st.text_input(
            say("filter.search"),
            key="text",
            placeholder=say("list.search"),
            label_visibility="collapsed",
            icon=":material/search:",
            width=210,
            max_chars=200,
            on_change=turn_back,
        )
        offer = Offer(store, chosen)
        with popover(say("filter.type"), len(asked.types)) as opened:
            if opened:
                offer.choose(
                    say("filter.type"), "types", "type", lambda name: drawing.type_of(name).label
                )
                choose_families()
        places = (asked.places, asked.admin1s, asked.countries, asked.precisions)
        with popover(say("filter.place"), sum(map(len, places)) + bool(asked.area)) as opened:
            if opened:
                offer.choose(say("filter.country"), "countries", "country", words.country_name)
                offer.choose(say("filter.region"), "admin1s", "admin1")
                offer.choose(say("filter.place"), "places", "place_name")
                offer.choose(
                    say("filter.precision"), "precisions", "place_precision", precision_words
                )
                st.caption(say("filter.draw"))
        with popover(say("filter.who"), len(asked.actors)) as opened:
            if opened:
                offer.choose(say("filter.actor"), "actors", "actors")
        with popover(say("filter.source"), len(asked.sources)) as opened:
            if opened:
                offer.choose(say("filter.source"), "sources", "source")
        with popover(say("filter.status"), len(asked.statuses)) as opened:
            if opened:
                offer.choose(say("filter.status"), "statuses", "status", words.status_words)
        with popover(say("filter.map"), int(state.look != "marks") + int(state.ground != "page")):
            for name, choices in link.LOOKS.items():
                told = {choice: say(f"{name}.{choice}") for choice in choices}
                label = say(f"filter.{name}")
                st.radio(label, choices, key=name, format_func=told.__getitem__)
        with popover(say("filter.more"), asked.killed + (asked.confidence_min > 0)):
            st.slider(say("filter.confidence"), 0, 100, step=5, format="%d%%", key="sure")
            st.toggle(say("filter.killed"), key="killed")
        if asked != Filter():
            st.button(say("filter.clear"), type="tertiary", on_click=clear)


def precision_words(level: str) -> str:
    """How closely a place is known, in words."""
    return say_or(f"place_precision.{level}", level)


@contextmanager
def popover(name: str, number: int) -> Iterator[bool | None]:
    """A filter's button, which tells how many values are chosen; whether it is open.

    What is inside is counted when it is opened, not at every step.
    """
    label = f"{name} · {number}" if number else name
    with st.popover(label, key=f"open-{name}", on_change="rerun") as container:
        yield container.open


def choose_families() -> None:
    """Families of types, as short cuts to all types of each."""
    state.families = drawing.whole_families(state.types)

    def take() -> None:
        put(types=drawing.with_families(state.types, state.families), pages=1)

    st.pills(
        say("filter.families"),
        list(drawing.families()),
        selection_mode="multi",
        key="families",
        format_func=lambda name: say_or(f"family.{name}", name).capitalize(),
        on_change=take,
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """Offers the values of a column, with their counts under all filters but its own."""

    store: Store
    within: Filter

    def choose(self, label: str, field: str, column: str, name: Callable[[str], str] = str) -> None:
        """A list of values to choose from, commonest first; `field` is one of Filter's tuples."""
        own: dict[str, Any] = {field: ()}
        others = replace(self.within, **own)
        counts = dict(self.store.facets(others, column, limit=MOST_NAMES))
        counts.pop("", None)
        values = [*counts, *(value for value in state[field] if value not in counts)]
        told = {
            value: f"{words.cut(name(value))} ({grouped(counts.get(value, 0))})" for value in values
        }
        if column in SHORT:
            st.pills(
                label,
                values,
                selection_mode="multi",
                key=field,
                format_func=lambda value: drawing.plain_markdown(told[value]),
                on_change=turn_back,
            )
        else:
            show = told.__getitem__
            st.multiselect(
                label,
                values,
                key=field,
                format_func=show,
                placeholder=say("filter.all"),
                on_change=turn_back,
            )


def with_days(asked: Filter, span: Span) -> Filter:
    """The filter with the slider's days; narrowed days leave events without a date out."""
    days = state.get("dates")
    if days is None or tuple(days) == span:
        return asked
    return replace(asked, first=days[0], last=days[1], undated=False)


def choose_days(store: Store, asked: Filter, span: Span) -> None:
    """The days as bars with their player, and the slider below them."""
    if span is None or span[0] == span[1]:
        return
    bars = panels.store_histogram(store, asked, span)
    data = panels.histogram_data(bars, *state.setdefault("dates", span))

    def choose() -> None:
        first, last = map(dt.date.fromisoformat, state.time["days"])
        put(dates=(max(first, span[0]), min(last, span[1])), pages=1, film=None)

    def play() -> None:
        film = state.time["film"]
        if "view" in film:
            state.view = (tuple(film["view"]), film["zoom"])
        put(film=drawing.Film(span[0], film["step"], film["until"], film["key"]))

    data |= looks("time.js") | {"film": state.film.key if state.get("film") else 0}
    parts().time(key="time", data=panels.packed(data), on_days_change=choose, on_film_change=play)
    st.slider(
        "Dates",
        *span,
        key="dates",
        format=say("time.slider"),
        label_visibility="collapsed",
        on_change=put,
        kwargs={"pages": 1, "film": None},
    )


def keep_link(chosen: Filter) -> None:
    """Write the choice into the page's address, and keep it for when the reader comes back."""
    query = link.to_query(chosen)
    if state.event:
        query["event"] = [state.event]
    query |= {name: [state[name]] for name, known in link.LOOKS.items() if state[name] != known[0]}
    if query != query_now():
        st.query_params.from_dict(query | kept_everywhere())
    state.left = query


# ---- articles ----


def article_list(store: Store) -> None:
    """All articles, or those that have the words looked for, a page at a time."""
    st.title(say("article.title"))
    orders = {"newest": "newest", "oldest": "oldest", "title": "by_title", "most": "most"}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        wanted = search_box("article")
        order = st.selectbox(
            say("list.order"),
            list(orders),
            key="article-order",
            format_func=lambda name: say(f"article.{orders[name]}"),
            label_visibility="collapsed",
            width=210,
            on_change=put,
            kwargs={"article-page": 0},
        )
    total = articles.count_articles(store, wanted)
    offset = turn_pages("article", total, none="" if wanted else say("article.none"))
    found = articles.list_articles(store, wanted, order=order, offset=offset, limit=PAGE)
    picked_one = pick_line("article-lines", listing.article_lines(found))
    if picked_one:
        st.query_params.from_dict(kept_everywhere() | {"article": picked_one})
        st.rerun()


def search_box(name: str) -> str:
    """Words to look for in a list, which then starts at its first page."""
    return st.text_input(
        say("list.search"),
        key=f"{name}-words",
        placeholder=say("list.search"),
        label_visibility="collapsed",
        icon=":material/search:",
        width=260,
        max_chars=200,
        on_change=put,
        kwargs={f"{name}-page": 0},
    )


def turn_pages(name: str, total: int, none: str = "") -> int:
    """Buttons to turn the pages of a list; gives the number of the first line to show.

    `none` is what an empty list says.
    """
    last = max(total - 1, 0) // PAGE
    page = min(int(state.setdefault(f"{name}-page", 0)), last)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if total == 0:
            st.info(none or say("list.none"), icon=":material/info:")
            return 0
        first, until = page * PAGE + 1, min(page * PAGE + PAGE, total)
        st.html(
            f'<p class="dl-quiet">{say("list.shown", first=first, last=until, total=total)}</p>'
        )
        for key, icon, other in (("previous", "left", page - 1), ("next", "right", page + 1)):
            if last:
                st.button(
                    say(f"list.{key}"),
                    key=f"{name}-{key}",
                    icon=f":material/chevron_{icon}:",
                    type="tertiary",
                    disabled=not 0 <= other <= last,
                    on_click=put,
                    kwargs={f"{name}-page": other},
                )
    return page * PAGE


def pick_line(key: str, lines: list[dict[str, Any]]) -> str:
    """A list of lines; gives the id of the one just picked, empty if none was."""
    data = panels.packed({"lines": lines, "script": asset("lines.js")})
    told = parts().lines(key=key, data=data, on_picked_change=hear)
    return str(told.picked or "")


def pick_event(key: str, rows: list[dict[str, Any]], chosen: str = "") -> str:
    """A list of events; gives the id of the one just picked, empty if none was."""
    data = {"rows": rows, "chosen": chosen, "kind": "dl-row"} | looks("list.js")
    told = parts().list(key=key, data=panels.packed(data), on_picked_change=hear)
    return str(told.picked or "")


def hear() -> None:
    """Nothing: what was told is read from what the component gives back."""


def article_view(store: Store, article_id: str) -> None:
    """One article: its text with all that was found in it, beside its events."""
    if st.button(say("article.back"), icon=":material/arrow_back:", type="tertiary"):
        st.query_params.from_dict(kept_everywhere())
        st.rerun()
    article = store.article(article_id)
    if article is None:
        st.info(say("article.missing"), icon=":material/info:")
        st.markdown(say("article.missing_todo"))
        return
    name = listing.article_title(article.title, article.text, article.id)
    st.html(f'<h1 class="dl-title">{drawing.escape(name)}</h1>{drawing.source_html(article)}')
    events = store.rows(Filter(article_id=article_id), order="text")
    left, right = st.columns([3, 2], gap="medium")
    with left:
        article_text(store, article, events)
    with right:
        st.subheader(say("article.events"))
        original = articles.original_of(store, article_id)
        if original:
            st.html(f'<p class="dl-quiet">{say("article.copy")}</p>')
            if st.button(say("article.original"), icon=":material/content_copy:"):
                to_page("articles", article=original)
        elif not events:
            st.html(f'<p class="dl-quiet">{say("article.no_events")}</p>')
        told = articles.tellings(store, events)
        picked_one = pick_event("article-events", panels.told_rows(events, told))
        if picked_one:
            to_map(picked_one)


def article_text(store: Store, article: Article, events: Sequence[EventRow]) -> None:
    """The text in parts; a click on an event opens the map, one on a place its page."""
    st.html(f'<p class="dl-quiet">{say("article.legend")}</p>')
    cut = passages.parts_of(article.text)
    shown = cut[min(state.get("article-part", 0), len(cut) - 1)]
    if len(cut) > 1:
        st.selectbox(
            say("article.part", number=shown.number, count=shown.count),
            range(len(cut)),
            key="article-part",
            format_func=lambda place: say("article.part", number=place + 1, count=len(cut)),
            label_visibility="collapsed",
            width=210,
        )
    found = passages.Finds(
        mentions=articles.mentions_in(store, article.id),
        dates=articles.dates_in(store, article.id),
        events=events,
        sentences=articles.sentences_in(store, article.id),
    )
    data = passages.passage_data(article.text, shown, found)
    data |= {"script": asset("article.js"), "chosen": st.query_params.get("event", "")}
    told = parts().article(
        key="article-text", data=panels.packed(data), on_picked_change=hear, on_place_change=hear
    )
    if told.picked:
        to_map(told.picked)
    if told.place:
        to_page("places", place=told.place)


def to_page(name: str, **query: str) -> None:
    """Open a page at an address of its own."""
    address = kept_everywhere() | {key: [value] for key, value in query.items()}
    st.switch_page(pages()[name], query_params=address)


def to_map(event_id: str) -> None:
    """Open the map with an event picked and nothing filtered."""
    to_page("map", event=event_id)


# ---- places ----


@st.cache_data(max_entries=64, show_spinner=False)
def places_found(  # noqa: PLR0913 - each is a choice of its own
    folder: str,
    version: str,  # noqa: ARG001 - part of the key
    chosen: Filter,
    words: str = "",
    *,
    offset: int = 0,
    limit: int = PAGE,
) -> tuple[summaries.PlaceLine, ...]:
    """A page of the places, kept until the store grows: counting takes long in a large one."""
    return summaries.places(open_store(folder), chosen, words, offset=offset, limit=limit)


def place_list(store: Store) -> None:
    """The places where something happened, most events first, a page at a time."""
    st.title(say("place.title"))
    wanted = search_box("place")
    total = summaries.count_places(store, words=wanted)
    offset = turn_pages("place", total, none="" if wanted else say("place.none"))
    found = places_found(str(store.folder), store.version, Filter(), wanted, offset=offset)
    picked_one = pick_line("place-lines", listing.place_lines(found))
    if picked_one:
        st.query_params.from_dict(kept_everywhere() | {"place": picked_one})
        st.rerun()


def place_view(store: Store, place_id: str) -> None:
    """One place: what happened there day by day, and every sentence that names it."""
    if st.button(say("place.back"), icon=":material/arrow_back:", type="tertiary"):
        st.query_params.from_dict(kept_everywhere())
        st.rerun()
    here = Filter(place_ids=(place_id,))
    found = summaries.places(store, here, limit=1)
    named = articles.count_namings(store, place_id)
    if not found and not named:
        st.info(say("place.missing"), icon=":material/info:")
        st.markdown(say("place.missing_todo"))
        return
    name = listing.where_words(found[0]) if found else articles.place_name(store, place_id)
    st.html(f'<h1 class="dl-title">{drawing.escape(name)}</h1>')
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.subheader(say("place.timeline"))
        place_events(store, here)
    with right:
        st.subheader(say("place.sentences"))
        offset = turn_pages("naming", named, none=say("place.no_sentences"))
        shown = articles.namings(store, place_id, offset=offset, limit=PAGE)
        picked_one = pick_line("naming-lines", listing.naming_lines(shown))
        if picked_one:
            to_page("articles", article=picked_one)


def place_events(store: Store, here: Filter) -> None:
    """A place's events as a chart and as a list, oldest first."""
    total = store.count(here)
    if total == 0:
        st.html(f'<p class="dl-quiet">{say("place.no_events")}</p>')
        return
    chart(store, here, "place-days")
    offset = turn_pages("place-event", total)
    rows = store.rows(here, order="oldest", offset=offset, limit=PAGE)
    picked_one = pick_event("place-events", panels.list_rows(rows))
    if picked_one:
        to_map(picked_one)


def chart(store: Store, chosen: Filter, key: str) -> None:
    """Events per day by family; nothing when none has a date."""
    show_days(summaries.days_by_type(store, chosen), store.span(chosen) or (None, None), key)


Days = tuple[tuple[dt.date, str, int], ...]


def show_days(days: Days, span: tuple[dt.date | None, dt.date | None], key: str) -> None:
    """The chart itself, from the first to the last day of the span."""
    first, last = span
    if first is not None and last is not None:
        data = overviews.families_data(days, (first, last))
        data |= {"script": asset("families.js")}
        parts().families(key=key, data=panels.packed(data))


# ---- overview ----


@st.cache_data(max_entries=32, show_spinner=False)
def summed(
    folder: str,
    version: str,  # noqa: ARG001 - part of the key
    chosen: Filter,
) -> tuple[tuple[summaries.TypeLine, ...], summaries.Numbers, Days]:
    """What takes seconds to count in a large store, kept until the store grows."""
    store = open_store(folder)
    counts = summaries.numbers(store, chosen)
    return summaries.types(store, chosen), counts, summaries.days_by_type(store, chosen)


def overview(store: Store) -> None:
    """The numbers that matter, in pictures and tables."""
    st.title(say("overview.title"))
    left_as = link.from_query(state.get("left", {}))
    chosen = Filter()
    if left_as != Filter():
        choices = {False: say("overview.everything"), True: say("overview.filtered")}
        narrowed = st.segmented_control(
            say("overview.title"),
            list(choices),
            key="overview-of",
            default=False,
            format_func=choices.__getitem__,
            label_visibility="collapsed",
            required=True,
        )
        chosen = left_as if narrowed else chosen
    types, found, days = summed(str(store.folder), store.version, chosen)
    read = articles.count_articles(store) if chosen == Filter() else found.articles
    st.html(overviews.figures_html(found, read, types))
    show_days(days, (found.first, found.last), "overview-days")
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(say("overview.types"))
        st.html(overviews.types_html(types))
        st.html(f'<p class="dl-quiet">{say("overview.harm_note")}</p>')
    with right:
        st.subheader(say("overview.most_places"))
        known = replace(chosen, precisions=drawing.WITH_DOT)
        found_there = places_found(str(store.folder), store.version, known, limit=MOST_PLACES)
        lines = listing.place_lines(found_there)
        picked_one = pick_line("overview-places", lines)
        if picked_one:
            to_page("places", place=picked_one)
    st.subheader(say("overview.sources"))
    st.html(overviews.sources_html(summaries.sources(store, chosen)))
    quality(store, chosen, found.events)
    refused(store)


def quality(store: Store, chosen: Filter, events: int) -> None:
    """How much is not known, and how closely the rest is."""
    st.subheader(say("overview.quality"))
    lacks = summaries.lacks(store, chosen)
    st.html(overviews.lacks_html(lacks, events))
    left, right = st.columns(2, gap="large")
    tables = (
        ("place_precision", "overview.where", store.facets(chosen, "place_precision")),
        ("date_precision", "overview.when", store.facets(chosen, "date_precision")),
        ("status", "overview.status", store.facets(chosen, "status")),
        ("date_source", "overview.article_dates", summaries.date_sources(store)),
    )
    for number, (group, title, counts) in enumerate(tables):
        with left if number % 2 == 0 else right:
            st.html(overviews.shares_html(title, overviews.named(counts, group)))


def refused(store: Store) -> None:
    """What became no article, and why."""
    st.subheader(say("overview.refused"))
    reasons = summaries.refusal_reasons(store)
    if not reasons:
        st.html(f'<p class="dl-quiet">{say("overview.refused_none")}</p>')
        return
    st.html(f'<p class="dl-quiet">{say("overview.refused_note")}</p>')
    st.html(overviews.reasons_html(reasons))
    st.download_button(
        say("overview.refused_all"),
        **file_made(lambda: "\ufeff" + refused_csv(store.refused()), "dateline-refused.csv"),
        on_click="ignore",
        icon=":material/download:",
    )


# ---- story ----


def story_page() -> None:
    """Events picked, put in order and captioned for a talk."""
    store = store_with_events()
    if store is None:
        return
    st.title(say("story.title"))
    story = state.setdefault("story", Story())
    events = {row.event_id: row for row in store.rows(Filter(event_ids=story_ids(story)))}
    told = [step for step in story.steps if step.event_id in events]
    if state.get("story-shown") and told:
        st.button(say("story.hide"), on_click=put, kwargs={"story-shown": False}, type="tertiary")
        st.iframe(drawing.story_html(story, events), height=STORY_HEIGHT)
        return
    st.html(f'<p class="dl-quiet">{say("story.intro")}</p>')
    left, right = st.columns([2, 3], gap="large")
    with left:
        pick_for_story(store)
    with right:
        keep_story(story, events)
        if len(told) < len(story.steps):
            st.warning(say("story.missing", n=len(story.steps) - len(told)))
        if told:
            edit_steps(replace(story, steps=tuple(told)), events)
        else:
            st.info(say("story.empty"), icon=":material/info:")


def story_ids(story: Story) -> tuple[str, ...]:
    """The events of a story; of an empty one an id that no event has, for () means all."""
    return tuple(step.event_id for step in story.steps) or ("",)


def pick_for_story(store: Store) -> None:
    """Events to put into the story: looked for by words, or all that the map was left showing."""
    st.subheader(say("story.pick"))
    wanted = search_box("pick")
    chosen = Filter(text=wanted)
    total = store.count(chosen)
    shown = link.from_query(state.get("left", {}))
    number = store.count(shown)
    if number <= MOST_STEPS:
        st.button(
            say("story.all_shown", n=grouped(number)),
            on_click=lambda: put(story=state.story.with_events(all_ids(store, shown))),
            icon=":material/playlist_add:",
        )
    st.html(f'<p class="dl-quiet">{say("story.pick_hint")}</p>')
    offset = turn_pages("pick", total)
    rows = store.rows(chosen, order="oldest", offset=offset, limit=PAGE)
    picked_one = pick_event("pick-events", panels.list_rows(rows))
    if picked_one:
        state.story = state.story.with_events([picked_one])
        st.rerun()


def all_ids(store: Store, chosen: Filter) -> list[str]:
    """The ids of the chosen events, oldest first."""
    return [row.event_id for row in store.rows(chosen, order="oldest", limit=MOST_STEPS)]


def keep_story(story: Story, events: Mapping[str, EventRow]) -> None:
    """The title, and the ways to show, save, load and export the story."""

    def rename() -> None:
        state.story = replace(state.story, title=state["story-title"])

    state["story-title"] = story.title
    st.text_input(say("story.name"), key="story-title", max_chars=MOST_TITLE, on_change=rename)
    spoken = language()

    def whole() -> str:
        speak(spoken)  # this runs in a thread of its own, when the button is pressed
        return drawing.story_html(story, events)

    with st.container(horizontal=True, gap="small"):
        st.button(
            say("story.show"),
            on_click=put,
            kwargs={"story-shown": True},
            type="primary",
            icon=":material/play_arrow:",
            disabled=not story.steps,
        )
        st.download_button(
            say("story.export"),
            **file_made(whole, "dateline-story.html"),
            on_click="ignore",
            icon=":material/download:",
            disabled=not story.steps,
        )
        st.download_button(
            say("story.save"),
            data=save_story(story),
            file_name="dateline.story.json",
            mime="application/json",
            on_click="ignore",
            disabled=not story.steps,
        )
    with st.expander(say("story.load")):
        load_saved()


def load_saved() -> None:
    """Take the place of the story by one that was saved."""
    file = st.file_uploader(say("story.load"), type=["json"], key="story-file", max_upload_size=5)
    if file is None or state.get("story-read") == file.file_id:
        return
    state["story-read"] = file.file_id
    try:
        state.story = load_story(file.getvalue())
    except PipelineError as error:
        st.error(drawing.plain_markdown(str(error)), icon=":material/error:")
        return
    st.rerun()


def edit_steps(story: Story, events: Mapping[str, EventRow]) -> None:
    """The steps as a list; the chosen one has its caption, its place, and its way out."""
    st.subheader(say("story.steps", n=counted("count.event", len(story.steps))))
    place = min(state.setdefault("story-step", 0), len(story.steps) - 1)
    step = story.steps[place]

    def change(how: Callable[[Story, int], Story], by: int = 0) -> None:
        """Change the story as it is by now: another widget may have changed it before."""
        names = [one.event_id for one in state.story.steps]
        now = names.index(step.event_id)
        put(**{"story": how(state.story, now), "story-step": max(place + by, 0)})

    with st.container(border=True):
        row = events[step.event_id]
        st.html(f'<p class="dl-row-line"><b>{place + 1}.</b> {drawing.escape(row.headline)}</p>')
        key = f"caption-{step.event_id}"
        state[key] = step.caption
        st.text_area(
            say("story.caption"),
            key=key,
            height=100,
            max_chars=MOST_CAPTION,
            on_change=lambda: change(lambda now, at: now.captioned(at, state[key])),
        )
        with st.container(horizontal=True, gap="small"):
            for name, by, icon in (("earlier", -1, "arrow_upward"), ("later", 1, "arrow_downward")):
                st.button(
                    say(f"story.{name}"),
                    icon=f":material/{icon}:",
                    on_click=change,
                    args=(partial(Story.moved, by=by), by),
                    disabled=not 0 <= place + by < len(story.steps),
                )
            st.button(say("story.remove"), on_click=change, args=(Story.without,))
            st.button(
                say("story.sort"),
                on_click=change,
                args=(lambda now, _: now.by_days(events),),
                type="tertiary",
            )
            st.button(say("story.clear"), on_click=put, kwargs={"story": Story()}, type="tertiary")
    picked_one = pick_event("story-steps", step_rows(story, events), chosen=step.event_id)
    if picked_one:
        state["story-step"] = [one.event_id for one in story.steps].index(picked_one)
        st.rerun()


def ways_on(row: EventRow) -> None:
    """From an event's card to its article, and into the story."""
    if st.button(say("article.read"), key="card-article", type="tertiary"):
        to_page("articles", article=row.article_id, event=row.event_id)
    story = state.setdefault("story", Story())
    told = any(step.event_id == row.event_id for step in story.steps)
    st.button(
        say("story.in_it" if told else "story.add_to"),
        key="card-story",
        type="tertiary",
        on_click=lambda: put(story=state.story.with_events([row.event_id])),
        disabled=told,
    )


# ---- adding ----


def add_page() -> None:
    """Read more articles, while the person goes on."""
    with st.container(width=READABLE):
        st.title(say("add.title"))
        st.html(f'<p class="dl-quiet">{say("add.intro")}</p>')
        if "job" in state:
            with kept():
                st.fragment(follow_job, run_every=1.0 if state.job.running else None)()
        else:
            choose_articles()


def choose_articles() -> None:
    """Files, a folder, or a pasted text, and where to keep what is read."""
    into = {True: say("add.into_own")}
    if not serves_others():
        into[False] = say("add.into_store", folder=drawing.plain_markdown(opened_folder()))
    last = list(into).index(state.get("own", True)) if len(into) > 1 else 0
    own = bool(st.radio(say("add.into"), list(into), index=last, format_func=into.__getitem__))
    by_file, by_folder, by_paste = st.tabs([say(f"add.{n}") for n in ("files", "folder", "paste")])
    most_mb = st.get_option("server.maxUploadSize")
    with by_file:
        files = st.file_uploader(
            say("add.choose_files", mb=most_mb), accept_multiple_files=True, key="add-files"
        )
        if start_button("start-files", files):
            start_job(named(files), own=own, sent=files)
    with by_folder:
        inside = st.file_uploader(
            say("add.choose_folder"), accept_multiple_files="directory", key="add-folder"
        )
        if start_button("start-folder", inside):
            start_job(named(inside), own=own, sent=inside)
    with by_paste, st.form("paste", border=False):
        text = st.text_area(say("add.text"), height=220, max_chars=MOST_PASTED)
        title = st.text_input(say("add.name"), max_chars=500)
        day = st.date_input(say("add.date"), value=None, min_value=dt.date(1800, 1, 1))
        source = st.text_input(say("add.source"), max_chars=200)
        url = st.text_input(say("add.address"), max_chars=2000)
        st.html(f'<p class="dl-quiet">{say("add.optional")}</p>')
        if st.form_submit_button(say("add.start_one"), type="primary"):
            fields = {"title": title, "source": source, "url": url}
            written = day.isoformat() if isinstance(day, dt.date) else ""
            pasted = uploads.pasted_article(text, date=written, **fields)
            start_job([pasted] if text.strip() else [], own=own)


def start_button(key: str, sent: Sequence[UploadedFile]) -> bool:
    """Whether the files are to be read; no one can ask before the server has them."""
    return st.button(say("add.start"), key=key, type="primary", disabled=not sent)


def named(files: Sequence[UploadedFile]) -> list[tuple[str, bytes]]:
    """Uploaded files by name."""
    return [(file.name, file.getvalue()) for file in files]


def start_job(
    files: list[tuple[str, bytes]], *, own: bool, sent: Sequence[UploadedFile] = ()
) -> None:
    """Write the files down and read them into the store, in a process of its own.

    Of those that were `sent` by the browser, the server keeps no copy.
    """
    if not files:
        st.info(say("add.nothing"), icon=":material/info:")
        return
    batch = uploads.new_batch()
    try:
        uploads.write_files(files, batch)
    except PipelineError as error:
        shutil.rmtree(batch)
        st.error(drawing.plain_markdown(str(error)), icon=":material/error:")
        return
    kept = get_instance().uploaded_file_mgr
    if isinstance(kept, MemoryUploadedFileManager):
        for file in sent:
            kept.remove_file(session_id(), file.file_id)
    state.own = own
    if own:
        state.job = own_folder().read(batch)
    else:
        state.job = uploads.Job(batch, Path(opened_folder()))
    st.rerun()


def serves_others() -> bool:
    """Whether the page has an address for other people; their uploads stay out of the store."""
    return st.get_option("browser.serverAddress") not in {"", "localhost", "127.0.0.1"}


def own_folder() -> uploads.OwnFolder:
    """The folder of this session; it goes as soon as the session cannot come back."""
    home: uploads.OwnFolder | None = state.get("home")
    if home is None or not home.forget.alive:
        home = uploads.OwnFolder(forget_store)
        sessions().at_end(session_id(), home.forget)
        state.home = home
    return home


def forget_store(folder: Path) -> None:
    """Let go of a store that is gone."""
    open_store.clear(str(folder))


def follow_job() -> None:
    """How far the batch is; when it is done, what came of it."""
    use_language()
    job = state.get("job")
    if job is None:
        return
    if not job.running and not state.get("job-told"):
        state["job-told"] = True
        st.rerun()  # the whole page, which then stops asking
    told = job.progress
    words_for = told_words(told)
    if job.running:
        done = told.articles + told.refused
        so_far = say("add.so_far", **words_for) if done else say("add.preparing")
        st.progress(min(done / told.total, 1.0) if told.total else 0.0, text=so_far)
        st.html(f'<p class="dl-quiet">{say("add.busy")}</p>')
        st.button(say("add.stopped"), on_click=job.stop, help=say("add.stop_note"))
    elif told.error:
        error = drawing.plain_markdown(told.error)
        st.error(say("add.failed", error=error), icon=":material/error:")
    else:
        done_words = say("add.done", **words_for, unchanged=grouped(told.unchanged))
        st.success(done_words, icon=":material/check:")
    if job.refusals:
        st.subheader(say("add.refused"))
        st.html(overviews.refusals_html(job.refusals))
        if told.refused > len(job.refusals):
            more = say("add.refused_more", n=grouped(told.refused - len(job.refusals)))
            st.html(f'<p class="dl-quiet">{more}</p>')
    if not job.running:
        end_job(job)


@st.fragment(run_every=2.0)
def watch_job() -> None:
    """A line on the other pages while a batch is read; when it is done, they show what is new."""
    use_language()
    job = state.get("job")
    if job is None:
        return
    if not job.running:
        state["job-told"] = True
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", key="job"):
        st.html(f'<p class="dl-quiet">{say("add.so_far", **told_words(job.progress))}</p>')
        st.page_link(pages()["add"])


def told_words(told: uploads.Progress) -> dict[str, str]:
    """How far a batch is, in words."""
    return {
        "articles": counted("count.article", told.articles),
        "events": counted("count.event", told.events),
        "refused": grouped(told.refused),
    }


def end_job(job: uploads.Job) -> None:
    """Ways on from a batch that is done."""
    with st.container(horizontal=True):
        if job.progress.events and st.button(say("add.see"), type="primary"):
            show_store(job.store)
            st.switch_page(pages()["map"], query_params=kept_everywhere())
        if st.button(say("add.another")):
            state.pop("job")
            state.pop("job-told", None)
            st.rerun()


def show_store(folder: Path) -> None:
    """Look at another store, with nothing filtered."""
    state.folder = "" if str(folder) == opened_folder() else str(folder)
    state.left = {}
    state.event = ""


def tell_of_own_store() -> None:
    """Say so while the session looks at a store of its own, and offer the way back."""
    if state.get("folder"):
        with st.container(horizontal=True, vertical_alignment="center", key="own-store"):
            st.html(f'<p class="dl-quiet">{say("add.own_shown")}</p>')
            st.button(
                say("add.back"),
                type="tertiary",
                on_click=show_store,
                args=(Path(opened_folder()),),
            )


# ---- what is seen ----


class Parts:
    """The components of the page, declared once for all sessions."""

    def __init__(self) -> None:
        css = (drawing.ASSETS / "panels.css").read_text(encoding="utf-8")
        component = st.components.v2.component
        self.list = component("dateline.list", html=panels.LIST_HTML, js=panels.LOADER)
        self.reports = component("dateline.reports", html=panels.REPORTS_HTML, js=panels.LOADER)
        self.time = component("dateline.time", html=panels.TIME_HTML, js=panels.LOADER)
        css += (drawing.ASSETS / "article.css").read_text(encoding="utf-8")
        self.lines = component("dateline.lines", html=listing.LINES_HTML, css=css, js=panels.LOADER)
        self.article = component(
            "dateline.article", html=listing.ARTICLE_HTML, css=css, js=panels.LOADER
        )
        self.families = component(
            "dateline.families", html=overviews.FAMILIES_HTML, css=css, js=panels.LOADER
        )


@st.cache_resource(show_spinner=False)
def parts() -> Parts:
    """The lists and the days."""
    return Parts()


def asset(name: str) -> str:
    """The address of a file of `drawing.ASSETS`, from the page; Streamlit serves the folder."""
    return f"component/{files.name}/{name}?v={drawing.VERSION}"


def looks(script: str) -> dict[str, Any]:
    """What a part that changes at every step loads once, by address: its script and its styles."""
    return {"script": asset(script), "styles": [asset("panels.css")]}


def show_map(store: Store, chosen: Filter, row: EventRow | None, told: str, tally: Tally) -> None:
    """The map: its ground once, its data in place; `told` says what it shows."""
    film = state.get("film")
    if film:
        data = drawing.film_layer(store, chosen, state.view, film)
    else:
        data = drawing.look_layer(store, chosen, state.view, state.look, tally.dotted)
    layer = data | {
        "fit": first_fit(str(store.folder), store.version),
        "chosen": drawing.chosen_mark(row, move=state.move) if row else None,
        "shape": chosen.area,
        "title": told,
        "theme": state.ground if state.ground in {"light", "dark"} else st.context.theme.type or "",
        "tiles": state.ground == "tiles",
    }
    st_folium(
        drawing.draw_map(f"../{files.name}/", drawing.VERSION),
        key="map",
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=drawing.draw_layer(layer),
        on_change=hear_map,
    )


@st.cache_data(max_entries=8, show_spinner=False)
def first_fit(folder: str, version: str) -> dict[str, Any] | None:  # noqa: ARG001 - part of the key
    """Where the map opens."""
    return drawing.store_fit(open_store(folder))


def hear_map() -> None:
    """A click or a move on the map: `what` says which."""
    told = state.map or {}
    if "view" in told:
        state.view = (tuple(told["view"]), told["zoom"])
    if told.get("what") == "shape":
        ask(shape=tuple((lat, lon) for lat, lon in told["shape"]), area=None)
    elif told.get("what") == "region":
        field, value = (
            ("admin1s", told["admin1"]) if told["admin1"] else ("countries", told["country"])
        )
        others = [name for name in state[field] if name != value]
        ask(**{field: others if value in state[field] else [*others, value]})
    elif told.get("what") == "pick":
        state.event, state.move = told["pick"], False
    elif told.get("what") == "area":
        south, west, north, east = told["area"]
        box = (south - NEARLY, west - NEARLY, north + NEARLY, east + NEARLY)
        state.area, state.pages = (box, told["name"]), 1


def picked(store: Store, chosen: Filter) -> EventRow | None:
    """The event the reader has picked; it is let go when the filters leave it out."""
    if not state.event or not store.count(replace(chosen, event_ids=(state.event,))):
        state.event = ""
        return None
    return store.event(state.event)


def show_card(store: Store, row: EventRow | None) -> None:
    """The picked event: its sentence, its source, its reasons."""
    if row is None:
        st.html(f'<p class="dl-quiet">{say("card.hint")}</p>')
        return
    with st.container(border=True, height="content", key="card"):
        card, reports = card_of(str(store.folder), store.version, row, language())
        st.html(card)
        if reports:
            with st.expander(say("card.reports", n=len(reports))):
                show_rows(parts().reports, "reports", reports)
        with st.container(horizontal=True, gap="small"):
            st.button(
                say("card.close"),
                on_click=put,
                kwargs={"event": ""},
                type="tertiary",
                icon=":material/close:",
            )
            wrong(store, row)
            only_button(say("only.article"), "article_id", row.article_id)
            if reports:
                only_button(say("only.incident"), "incident_id", row.incident_id)
            ways_on(row)


@st.cache_data(max_entries=64, show_spinner=False)
def card_of(
    folder: str,
    version: str,  # noqa: ARG001 - part of the key
    row: EventRow,
    language: str,  # noqa: ARG001 - part of the key
) -> tuple[str, list[EventRow]]:
    """The card of an event and the other reports of its incident, kept while the days move."""
    store = open_store(folder)
    told = articles.tellings(store, [row]).get((row.event_id, row.article_id))
    copies = articles.printed_also(store, row.article_id)
    card = drawing.card_html(row, store.article(row.article_id), told, copies)
    others = store.rows(Filter(incident_id=row.incident_id), limit=MOST_REPORTS)
    return card, [other for other in others if other.event_id != row.event_id]


def wrong(store: Store, row: EventRow) -> None:
    """A note that the event is wrong, kept with the store."""
    with st.popover(say("wrong.open"), type="tertiary", icon=":material/flag:"):
        for note in notes.read_notes(store.folder):
            if note.event_id == row.event_id:
                words_of = f"{note.made[:10]} · {wrong_words(note.wrong)}: {note.text}"
                told = drawing.plain_markdown(words_of)
                st.markdown(told)
        with st.form(f"wrong-{row.event_id}", clear_on_submit=True, border=False):
            what = st.pills(say("wrong.what"), notes.WRONG, format_func=wrong_words)
            text = st.text_area(say("wrong.right"), max_chars=notes.MOST_CHARS)
            if st.form_submit_button(say("wrong.keep")) and (what or text.strip()):
                made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
                note = Note(row.event_id, row.article_id, what or notes.WRONG[-1], text, made)
                notes.add_note(store.folder, note)
                st.success(say("wrong.kept"))


def wrong_words(what: str) -> str:
    """One of `notes.WRONG` in words."""
    return say_or(f"wrong.about.{what}", what)


def only_button(label: str, field: str, value: str) -> None:
    """Narrow the events to those of one article or incident, or widen them again."""
    narrowed = state[field] == value
    st.button(
        say("only.not") if narrowed else label,
        on_click=ask,
        kwargs={field: "" if narrowed else value},
        type="tertiary",
    )


def show_list(store: Store, chosen: Filter, count: int) -> None:
    """The events as a list, all of them or those of the place clicked on the map."""
    if state.area:
        box, name = state.area
        chosen = replace(drawing.dotted(chosen), bounds=box)
        with st.container(horizontal=True, vertical_alignment="center"):
            count = store.count(chosen)
            st.html(f'<p class="dl-quiet">{drawing.escape(panels.around_words(count, name))}</p>')
            st.button(
                say("list.all"), on_click=put, kwargs={"area": None, "pages": 1}, type="tertiary"
            )
    shown = PAGE * state.pages
    rows = store.rows(chosen, limit=shown)

    show_rows(parts().list, "list", rows)
    if count > shown:
        st.button(
            say("list.more", n=grouped(count - shown)),
            on_click=put,
            kwargs={"pages": state.pages + 1},
            type="tertiary",
            width="stretch",
        )


def show_rows(part: Callable[..., object], key: str, rows: Sequence[EventRow]) -> None:
    """Events as buttons; one that is clicked is picked, and the map goes there."""

    def pick() -> None:
        state.event, state.move = state[key]["picked"], True

    kind = "dl-row" if key == "list" else "dl-report"
    data = {"rows": panels.list_rows(rows), "chosen": state.event, "kind": kind}
    part(key=key, data=panels.packed(data | looks("list.js")), on_picked_change=pick)


def downloads(store: Store, chosen: Filter, count: int) -> None:
    """Exactly the filtered rows, in every format."""
    with st.container(horizontal=True, gap="xsmall", width="content"):
        csv_button(store, chosen, count)
        other_formats(store, chosen, count)


def other_formats(store: Store, chosen: Filter, count: int) -> None:
    """The formats but CSV, made when they are asked for."""
    with st.popover(say("download.others"), key="open-formats", on_change="rerun") as container:
        if not container.open:
            return
        for ending, most in FORMATS:
            st.download_button(
                say(f"format{ending}"),
                **file_made(partial(event_file, store, chosen, ending), f"dateline-events{ending}"),
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
                disabled=not 0 < count <= most,
                help=say("download.most", n=grouped(most)) if count > most else None,
                key=f"download{ending}",
            )
        st.caption(say("download.picture"))
        found = notes.read_notes(store.folder)
        if found:
            st.download_button(
                say("download.notes", n=len(found)),
                **file_made(partial(notes.notes_csv, found), "dateline-notes.csv"),
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )


def file_made(make: Callable[[], bytes | str], name: str) -> dict[str, Any]:
    """What a download button needs to make a file when it is pressed."""
    offers()
    manager = get_instance().media_file_mgr
    data = partial(made_files.held, make, name, manager)
    return {"data": data, "file_name": name, "mime": made_files.MIME}


def event_file(store: Store, chosen: Filter, ending: str) -> bytes:
    """The chosen events as a file of this ending."""
    rows = store.rows(chosen)
    told = articles.tellings(store, rows) if ending == ".html" else {}
    return file_bytes(rows, ending, draw=partial(drawing.write_html, tellings=told))


def csv_button(store: Store, chosen: Filter, count: int) -> None:
    """The format that everybody opens."""
    st.download_button(
        say("download.csv", events=words.count_words(count)),
        **file_made(partial(store.csv, chosen), "dateline-events.csv"),
        on_click="ignore",
        icon=":material/download:",
        disabled=count == 0,
    )


def aside(store: Store, chosen: Filter, tally: Tally) -> None:
    """Events without a dot: known by their country only, or not placed at all."""
    for reason, title, rows in panels.without_dot(store, chosen, tally):
        with st.expander(title, on_change="rerun", key=f"open-{reason}") as container:
            for row in rows() if container.open else ():
                st.button(
                    panels.one_line(row),
                    key=f"aside-{row.event_id}",
                    type="tertiary",
                    on_click=put,
                    kwargs={"event": row.event_id, "move": False},
                )
    st.caption(panels.undated_words(store, chosen))


files = declare_component("assets", path=drawing.ASSETS)  # serves the folder; it shows nothing

if __name__ == "__main__":  # not in a process that one of this program's starts, which reads it too
    main()
