"""Layer -> folium: the base map once, and the data as one feature group that replaces the last.

Nothing of an article passes through a template or through markup: the layer travels as the JSON of
`layer.to_script`, and the browser's script writes it as text.

streamlit-folium takes the scripts of the elements, and lets folium make a whole page besides, of
which it uses nothing that `map.css` does not say. A page takes folium several times as long as all
else of a reader's step, so our elements make none.
"""

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.drawing.layer import Layer, to_script
from pipeline.drawing.speech import language, say, words_under

if TYPE_CHECKING:
    from collections.abc import Callable

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
    ground = _elements().ground(
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
    ground.add_child(_elements().mount(_options(assets_url, query, language())))
    return ground


@cache
def _options(assets_url: str, query: str, _language: str) -> str:
    return to_script({"assets": assets_url, "query": query, "words": map_words()})


def map_words() -> dict[str, str]:
    """The words that the map's script writes."""
    forms = {f"event.{form}": words for form, words in words_under("count.event").items()}
    statuses = {f"status.{name}": words for name, words in words_under("status").items()}
    return words_under("map") | forms | statuses | {"or_more": say("number.or_more")}


def draw_layer(layer: Layer) -> "folium.FeatureGroup":
    """The data as the feature group that `st_folium` swaps in place."""
    group = _elements().group(name="events")
    group.add_child(_elements().show(to_script(layer)))
    return group


class _Elements(NamedTuple):
    """Folium's map and group without their page, and the elements that call our script."""

    ground: "type[folium.Map]"
    group: "type[folium.FeatureGroup]"
    mount: "Callable[[str], MacroElement]"
    show: "Callable[[str], MacroElement]"


@cache
def _elements() -> _Elements:
    """Made once, for a template takes long to compile, and when first asked, as folium to load."""
    import folium
    from branca.element import MacroElement
    from jinja2 import Template

    class Ground(folium.Map):
        def render(self, **_: object) -> str:
            return ""

    class Group(folium.FeatureGroup):
        def render(self, **_: object) -> str:
            return ""

    class Script(MacroElement):
        """An element whose template puts in data that are already safe text."""

        def __init__(self, data: str) -> None:
            super().__init__()  # type: ignore[no-untyped-call]  # branca is not typed
            self._name = type(self).__name__
            self.data = data

    class Mount(Script):
        _template = Template(_MOUNT)

    class Show(Script):
        _template = Template(_SHOW)

    return _Elements(Ground, Group, Mount, Show)
