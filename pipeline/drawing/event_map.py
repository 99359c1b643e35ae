"""Layer -> folium: the base map once, and the data as one feature group that replaces the last.

Nothing of an article passes through a template or through markup: the layer travels as the JSON of
`layer.to_script`, and the browser's script writes it as text.
"""

from typing import TYPE_CHECKING

from pipeline.drawing.layer import Layer, to_script
from pipeline.drawing.speech import say, words_under

if TYPE_CHECKING:
    import folium
    from branca.element import MacroElement

SCRIPTS = (
    "leaflet.js",
    "marks.js",
    "basemap.js",
    "picture.js",
    "shading.js",
    "map.js",
)  # in the order they build on another
STYLES = ("leaflet.css", "map.css")
MAX_ZOOM = 12  # the ground's lines are true to some 200 m, five pixels there
START = (49.0, 31.5)  # latitude, longitude of a map without any event: the middle of Ukraine
START_ZOOM = 5

_MOUNT = """
{% macro script(this, kwargs) %}
Dateline.mount({{ this._parent.get_name() }}, {{ this.data }});
{% endmacro %}
"""
_SHOW = """
{% macro script(this, kwargs) %}
Dateline.show({{ this._parent._parent.get_name() }}, {{ this.data }});
{% endmacro %}
"""


def draw_map(assets_url: str, version: str = "") -> "folium.Map":
    """The map without data. It asks for nothing but the files of `assets` under `assets_url`.

    It is the same for the same arguments and language, so that streamlit-folium never mounts it
    anew.
    """
    import folium

    ground = folium.Map(
        location=START,
        zoom_start=START_ZOOM,
        tiles=None,
        min_zoom=2,
        max_zoom=MAX_ZOOM,
        max_bounds=True,
        world_copy_jump=False,
    )
    query = f"?v={version}" if version else ""
    ground.default_js = [(name, f"{assets_url}{name}{query}") for name in SCRIPTS]
    ground.default_css = [(name, f"{assets_url}{name}{query}") for name in STYLES]
    options = to_script({"assets": assets_url, "query": query, "words": map_words()})
    ground.add_child(_element("Mount", _MOUNT, options))
    return ground


def map_words() -> dict[str, str]:
    """The words that the map's script writes."""
    forms = {f"event.{form}": words for form, words in words_under("count.event").items()}
    statuses = {f"status.{name}": words for name, words in words_under("status").items()}
    return words_under("map") | forms | statuses | {"or_more": say("number.or_more")}


def draw_layer(layer: Layer) -> "folium.FeatureGroup":
    """The data as the feature group that `st_folium` swaps in place."""
    import folium

    group = folium.FeatureGroup(name="events")
    group.add_child(_element("Show", _SHOW, to_script(layer)))
    return group


def _element(name: str, template: str, data: str) -> "MacroElement":
    """An element whose template puts in data that are already safe text."""
    from branca.element import MacroElement
    from jinja2 import Template

    class Element(MacroElement):
        _template = Template(template)

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]  # branca is not typed
            self._name = name
            self.data = data

    return Element()
