"""The dashboard: a store of events on a map, beside its list, under its days.

Run it with `dateline open --store DIR`. The page lays out and listens; what is counted comes from
`pipeline.table`, what is seen from `pipeline.drawing`.
"""

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v1 import declare_component
from streamlit_folium import st_folium

from pipeline import drawing
from pipeline.drawing import link, panels, words
from pipeline.errors import StoreError
from pipeline.settings import STORE_VARIABLE, default_store
from pipeline.table import EventRow, Filter, Store

MAP_HEIGHT = 600  # pixels, before page.css fits the map to the window
PAGE = 30  # events added to the list at a time
MOST_NAMES = 400  # names offered in one filter, the commonest
MOST_ASIDE = 40  # events without a dot that are listed one by one
NEARLY = 0.0002  # degrees around a clicked point, for its coordinates were rounded

state = st.session_state


@st.cache_resource
def open_store(folder: str) -> Store:
    """The store in a folder, opened once for all sessions."""
    return Store.open(Path(folder))


def main() -> None:
    """Lay out the page."""
    st.set_page_config("Dateline", page_icon=str(drawing.ASSETS / "icon.svg"), layout="wide")
    st.html(drawing.ASSETS / "page.css")
    folder = os.environ.get(STORE_VARIABLE) or str(default_store())
    try:
        store = open_store(folder)
        store.refresh()
    except StoreError as error:
        say_what_to_do(error)
        return
    if store.count() == 0:
        say_it_is_empty(store)
        return
    explore(store)


def say_what_to_do(error: StoreError) -> None:
    """Without a store: how to make one."""
    st.title("No events yet")
    st.info(str(error), icon=":material/info:")
    st.markdown("Read a folder of articles into a store, then open it:")
    st.code("dateline add ARTICLES --store STORE\ndateline open --store STORE", language="bash")
    st.markdown("Or look at the articles that come with Dateline:")
    st.code("dateline demo", language="bash")


def say_it_is_empty(store: Store) -> None:
    """A store without events: what was read, and what to do."""
    info = store.info()
    st.title("No events found")
    st.info(
        f"{words.count_words(info.articles, 'article')} read, "
        f"{words.count_words(info.refused, 'file')} refused, no event among them.",
        icon=":material/info:",
    )
    st.markdown("Add more articles; an event needs a sentence that says what happened:")
    st.code(f"dateline add ARTICLES --store {store.folder}", language="bash")


def about(store: Store) -> None:
    """What this is and cannot do, behind a button."""
    with st.popover("About", type="tertiary"):
        info = store.info()
        st.markdown((drawing.ASSETS / "about.md").read_text(encoding="utf-8"))
        st.caption(
            f"{words.count_words(info.articles, 'article')}, {words.count_words(info.events)}, "
            f"{info.undated:,} without a date, {info.unplaced:,} without a place, "
            f"{words.count_words(info.refused, 'input')} refused."
        )


@st.fragment
def explore(store: Store) -> None:
    """Filters, days, map and list: all that a choice changes."""
    span = store.span()
    restore(span)
    title = st.container()
    asked = filters(store)
    chosen = days(store, asked, span)
    keep_link(chosen)
    count = store.count(chosen)
    told = link.describe(count, chosen, shown_days(chosen, span))
    title.html(
        f'<p class="dl-brand">Dateline</p><h1 class="dl-title">{drawing.escape(told)}</h1>',
    )
    if count == 0:
        st.info("No event matches. Widen the dates or clear a filter.", icon=":material/info:")
        st.button("Clear all filters", on_click=clear)
    row = picked(store, chosen)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show_map(store, chosen, row)
        downloads(store, chosen, count)
    with right:
        show_card(store, row)
        show_list(store, chosen)
    aside(store, chosen)


# ---- the choice ----


def restore(span: tuple[dt.date, dt.date] | None) -> None:
    """Fill the widgets from the page's address, once a session."""
    if "restored" in state:
        return
    state.restored = True
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    asked = link.from_query(query)
    for name in link.LISTS.values():
        state[name] = list(getattr(asked, name))
    state.text, state.killed = asked.text, asked.killed
    state.sure = round(asked.confidence_min * 100)
    state.event = next(iter(query.get("event", [])), "")
    state.move = bool(state.event)
    state.pages, state.area, state.view, state.tiles = 1, None, None, False
    if span is not None:
        first, last = asked.first or span[0], asked.last or span[1]
        state.dates = (min(max(first, span[0]), span[1]), max(min(last, span[1]), span[0]))


def clear() -> None:
    """Forget every filter."""
    for name in (*link.LISTS.values(), "text", "killed", "sure", "dates", "area"):
        state.pop(name, None)
    for name in link.LISTS.values():
        state[name] = []
    state.area, state.pages = None, 1


def turn_back() -> None:
    """A new choice starts the list at its top."""
    state.pages = 1


def filters(store: Store) -> Filter:
    """The filters but the days; each tells how many events its values have under the others."""
    asked = Filter(
        types=tuple(state.types),
        statuses=tuple(state.statuses),
        sources=tuple(state.sources),
        places=tuple(state.places),
        admin1s=tuple(state.admin1s),
        actors=tuple(state.actors),
        text=state.get("text", "").strip(),
        confidence_min=state.get("sure", 0) / 100,
        killed=state.get("killed", False),
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        st.text_input(
            "Search",
            key="text",
            placeholder="Search words",
            label_visibility="collapsed",
            icon=":material/search:",
            width=210,
            max_chars=200,
            on_change=turn_back,
        )
        offer = Offer(store, with_days(asked))
        with popover("Type", len(asked.types)):
            offer.choose("Type", "types", "type", lambda name: drawing.type_of(name).label)
        with popover("Place", len(asked.places) + len(asked.admin1s)):
            offer.choose("Region", "admin1s", "admin1")
            offer.choose("Place", "places", "place_name")
        with popover("Source", len(asked.sources)):
            offer.choose("Source", "sources", "source")
        with popover("Status", len(asked.statuses)):
            offer.choose("Status", "statuses", "status", str.capitalize)
        with popover("More", asked.killed + (asked.confidence_min > 0)):
            st.slider("Confidence at least", 0, 100, step=5, format="%d%%", key="sure")
            st.toggle("Only with people killed", key="killed")
            st.toggle("Online map tiles (asks openstreetmap.org)", key="tiles")
        about(store)
        if asked != Filter():
            st.button("Clear filters", type="tertiary", on_click=clear)
    return asked


def popover(name: str, number: int) -> Any:  # noqa: ANN401 - a container of Streamlit's
    """A filter's button; it tells how many values are chosen."""
    return st.popover(f"{name} · {number}" if number else name, key=f"open-{name}")


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
        st.multiselect(
            label,
            [*counts, *(value for value in state[field] if value not in counts)],
            key=field,
            format_func=lambda value: f"{name(value)} ({counts.get(value, 0):,})",
            placeholder="All",
            on_change=turn_back,
        )


def with_days(asked: Filter) -> Filter:
    """The filter with the days of the slider, if there is one."""
    if state.get("dates") is None or state.get("whole", True):
        return asked
    return replace(asked, first=state.dates[0], last=state.dates[1], undated=False)


def days(store: Store, asked: Filter, span: tuple[dt.date, dt.date] | None) -> Filter:
    """The histogram and the slider below it; narrowed days leave events without a date out."""
    if span is None or span[0] == span[1]:
        return asked
    first, last = state.setdefault("dates", span)
    bars = drawing.make_histogram(store.days(replace(asked, undated=False)), *span)
    data = drawing.histogram_data(bars, first, last)

    def brush() -> None:
        low, high = state.histogram["brushed"]
        state.dates = (bars.days(low)[0], bars.days(high)[1])
        state.pages = 1

    parts().histogram(
        key="histogram", data=data | {"script": asset("histogram.js")}, on_brushed_change=brush
    )
    st.slider(
        "Dates",
        *span,
        key="dates",
        format="D MMM YYYY",
        label_visibility="collapsed",
        on_change=turn_back,
    )
    low, high = state.dates
    state.whole = (low, high) == span
    return asked if state.whole else replace(asked, first=low, last=high, undated=False)


def shown_days(
    chosen: Filter, span: tuple[dt.date, dt.date] | None
) -> tuple[dt.date, dt.date] | None:
    """First and last day of what is shown."""
    if span is None:
        return None
    return chosen.first or span[0], chosen.last or span[1]


def keep_link(chosen: Filter) -> None:
    """Write the choice into the page's address."""
    query = link.to_query(chosen)
    if state.event:
        query["event"] = [state.event]
    if query != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(query)


# ---- what is seen ----


class Parts:
    """The components of the page, declared once for all sessions."""

    def __init__(self) -> None:
        css = (drawing.ASSETS / "panels.css").read_text(encoding="utf-8")
        component = st.components.v2.component
        self.list = component("dateline.list", html=panels.LIST_HTML, css=css, js=panels.LOADER)
        self.histogram = component(
            "dateline.histogram", html=panels.HISTOGRAM_HTML, css=css, js=panels.LOADER
        )


@st.cache_resource
def parts() -> Parts:
    """The list and the histogram."""
    return Parts()


def asset(name: str) -> str:
    """The address of a file of `drawing.ASSETS`, from the page; Streamlit serves the folder."""
    return f"component/{files.name}/{name}?v={drawing.VERSION}"


def show_map(store: Store, chosen: Filter, row: EventRow | None) -> None:
    """The map: its ground once, its data in place."""
    fit = first_view(str(store.folder), store.version)
    layer = drawing.store_layer(store, chosen, state.view) | {
        "fit": {"box": fit, "key": store.version} if fit else None,
        "chosen": drawing.chosen_mark(row, move=state.move) if row else None,
        "theme": st.context.theme.type or "",
        "tiles": state.get("tiles", False),
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


@st.cache_data(max_entries=8)
def first_view(folder: str, version: str) -> drawing.Box | None:  # noqa: ARG001 - part of the key
    """Where the map opens."""
    return drawing.store_view(open_store(folder))


def hear_map() -> None:
    """A click or a move on the map: `what` says which."""
    told = state.map or {}
    if "view" in told:
        state.view = (tuple(told["view"]), told["zoom"])
    if told.get("what") == "pick":
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


def let_go() -> None:
    """Close the card."""
    state.event = ""


def show_card(store: Store, row: EventRow | None) -> None:
    """The picked event: its sentence, its source, its reasons."""
    if row is None:
        return
    with st.container(border=True, height="content", key="card"):
        others = store.rows(Filter(incident_id=row.incident_id), limit=20)
        st.html(drawing.card_html(row, store.article(row.article_id), others))
        st.button("Close", on_click=let_go, type="tertiary", icon=":material/close:")


def show_list(store: Store, chosen: Filter) -> None:
    """The events as a list, all of them or those of the place clicked on the map."""
    if state.area:
        box, name = state.area
        chosen = replace(chosen, bounds=box, unplaced=False, precisions=drawing.WITH_DOT)
        with st.container(horizontal=True, vertical_alignment="center"):
            number = words.count_words(store.count(chosen))
            st.html(
                f'<p class="dl-quiet">{number} around {drawing.escape(name or "this point")}</p>'
            )
            st.button("Show all", on_click=leave_area, type="tertiary")
    count, shown = store.count(chosen), PAGE * state.pages
    rows = store.rows(chosen, limit=shown)

    def pick() -> None:
        state.event, state.move = state.list["picked"], True

    data = {
        "rows": drawing.list_rows(rows),
        "chosen": state.event,
        "script": asset("list.js"),
    }
    parts().list(key="list", data=data, on_picked_change=pick)
    if count > shown:
        st.button(
            f"Show more ({count - shown:,} left)",
            on_click=show_more,
            type="tertiary",
            width="stretch",
        )


def leave_area() -> None:
    """List all events again."""
    state.area, state.pages = None, 1


def show_more() -> None:
    """Make the list longer."""
    state.pages += 1


def downloads(store: Store, chosen: Filter, count: int) -> None:
    """Exactly the filtered rows."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            f"Download {words.count_words(count)} as CSV",
            data=lambda: store.csv(chosen),
            file_name="dateline-events.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
            disabled=count == 0,
        )


def aside(store: Store, chosen: Filter) -> None:
    """Events without a dot: known by their country only, or not placed at all."""
    whole = replace(chosen, precisions=("country",))
    nowhere = replace(chosen, precisions=("unknown",))
    undated = store.count(replace(chosen, undated=True)) - store.count(
        replace(chosen, undated=False)
    )
    for title, part in (("known only by country", whole), ("without a place", nowhere)):
        count = store.count(part)
        if count:
            with st.expander(f"{words.count_words(count)} {title}, not on the map"):
                for row in store.rows(part, limit=MOST_ASIDE):
                    st.button(
                        aside_label(row),
                        key=f"aside-{row.event_id}",
                        type="tertiary",
                        on_click=pick_aside,
                        args=(row.event_id,),
                    )
    if undated:
        still = "are shown" if chosen.undated else "are left out while the days are narrowed"
        st.caption(f"{words.count_words(undated)} without a date {still}.")


def aside_label(row: EventRow) -> str:
    """One line for an event; Streamlit reads labels as Markdown, so its signs are escaped."""
    return drawing.plain_markdown(
        f"{words.place_words(row)} · {words.when_words(row)} · {row.headline}"
    )


def pick_aside(event_id: str) -> None:
    """Open the card of an event that has no dot."""
    state.event, state.move = event_id, False


files = declare_component("assets", path=drawing.ASSETS)  # serves the folder; it shows nothing

main()
