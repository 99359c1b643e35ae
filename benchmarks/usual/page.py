"""The usual way to show events with folium, as a page to measure against.

Every step of the slider filters a frame, builds a map with one marker an event, and hands it to
`st_folium`. Its Leaflet comes from our own files, for the network is cut.
"""

# ruff: noqa: INP001 - a page that Streamlit runs by its path

import os
from pathlib import Path

import folium
import streamlit as st
from branca.element import MacroElement
from jinja2 import Template
from streamlit.components.v1 import declare_component
from streamlit_folium import st_folium

from pipeline import drawing
from pipeline.settings import STORE_VARIABLE
from pipeline.table import Filter, Store

files = declare_component("usual", path=drawing.ASSETS)
DONE = (
    "{% macro script(this, kwargs) %}document.body.dataset.shown = {{ this.told }};{% endmacro %}"
)


class Done(MacroElement):
    """Tells in the map's document that the map is there, and how many markers it has."""

    _template = Template(DONE)

    def __init__(self, told: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is not typed
        self.told = told


store = Store.open(Path(os.environ[STORE_VARIABLE]))
span = store.span()
assert span is not None  # noqa: S101 - the synthetic stores have days
days = st.slider("Dates", *span, span)
chosen = Filter(first=days[0], last=days[1], undated=False, unplaced=False)
ground = folium.Map((49.0, 31.5), zoom_start=5, tiles=None, prefer_canvas=True, max_zoom=12)
ground.default_js = [("leaflet", f"../{files.name}/leaflet.js")]
ground.default_css = [("leaflet", f"../{files.name}/leaflet.css")]
count = 0
for row in store.rows(chosen):
    folium.CircleMarker((row.lat or 0.0, row.lon or 0.0), radius=5, tooltip=row.type).add_to(ground)
    count += 1
ground.add_child(Done(f'"{count}-{days[0]}"'))
st_folium(ground, key="map", use_container_width=True, returned_objects=[])
