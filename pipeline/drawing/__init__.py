"""Rows and counts -> what a person sees: map, list, histogram, card, and the saved page.

Reading order: `ontology` (looks of types), `words` (sentences for readers), `layer` (data of the
map), `event_map` (folium), `panels` and `card` (beside the map), `credits` (whose data), `page`
(one file without a server), `launch` (how the dashboard is started). `basemap` made what lies in
`assets`: from the archives of `sources` the `lands`, with thinner `outlines`, and the `labels`.
"""

from pipeline.drawing.assets import ASSETS, VERSION
from pipeline.drawing.card import card_html, escape, plain_markdown, source_html
from pipeline.drawing.credits import credits_html, load_credits
from pipeline.drawing.event_map import draw_layer, draw_map
from pipeline.drawing.launch import server_environment, streamlit_flags
from pipeline.drawing.layer import (
    WITH_DOT,
    Box,
    Film,
    bins_layer,
    chosen_mark,
    dotted,
    film_layer,
    rows_layer,
    store_fit,
    store_layer,
)
from pipeline.drawing.ontology import (
    EventType,
    families,
    load_types,
    type_of,
    whole_families,
    with_families,
)
from pipeline.drawing.page import write_html
from pipeline.drawing.rightness import rightness_html
from pipeline.drawing.shading import look_layer
from pipeline.drawing.story import story_html

__all__ = [
    "ASSETS",
    "VERSION",
    "WITH_DOT",
    "Box",
    "EventType",
    "Film",
    "bins_layer",
    "card_html",
    "chosen_mark",
    "credits_html",
    "dotted",
    "draw_layer",
    "draw_map",
    "escape",
    "families",
    "film_layer",
    "load_credits",
    "load_types",
    "look_layer",
    "plain_markdown",
    "rightness_html",
    "rows_layer",
    "server_environment",
    "source_html",
    "store_fit",
    "store_layer",
    "story_html",
    "streamlit_flags",
    "type_of",
    "whole_families",
    "with_families",
    "write_html",
]
