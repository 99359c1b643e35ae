import re
from typing import Any

import pytest
import streamlit_folium
from streamlit_folium import generate_leaflet_string

from pipeline.drawing import draw_layer, draw_map, rows_layer
from pipeline.drawing.event_map import SCRIPTS, STYLES
from pipeline.drawing.layer import Layer
from pipeline.drawing.speech import speak
from pipeline.table import EventRow


def script_of(row: EventRow) -> str:
    ground = draw_map("../assets/")
    group = draw_layer(rows_layer([row]))
    group.add_to(ground)
    ground.get_root().render()
    return str(generate_leaflet_string(group, base_id="feature_group_0"))


def handed_over(monkeypatch: pytest.MonkeyPatch, layer: Layer) -> dict[str, Any]:
    """What `st_folium` hands to the browser."""
    told: dict[str, Any] = {}
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **options: told.update(options))
    ground, group = draw_map("../assets/", "3"), draw_layer(layer)
    streamlit_folium.st_folium(ground, key="map", returned_objects=[], feature_group_to_add=group)
    return told


def test_the_map_asks_for_nothing_but_our_own_files(monkeypatch: pytest.MonkeyPatch) -> None:
    told = handed_over(monkeypatch, rows_layer([]))
    assert told["js_links"] == [f"../assets/{name}?v=3" for name in SCRIPTS]
    assert told["css_links"] == [f"../assets/{name}?v=3" for name in STYLES]
    assert not re.search(r"(?:src|href)=|//", told["header"] + told["html"])


def test_the_browser_is_told_where_to_mount_and_what_to_show(
    monkeypatch: pytest.MonkeyPatch, row: EventRow
) -> None:
    told = handed_over(monkeypatch, rows_layer([row]))
    assert 'Dateline.mount(map_div, {"assets":"../assets/"' in told["script"]
    assert "Dateline.show(map_div, {" in told["feature_group"]
    assert row.event_id in told["feature_group"]


def test_the_ground_speaks_the_language_of_its_reader() -> None:
    texts = []
    for language in ("en", "uk", "en"):
        speak(language)
        texts.append(generate_leaflet_string(draw_map("../assets/")))
    assert texts[0] == texts[2] != texts[1]


def test_the_ground_is_the_same_at_every_run() -> None:
    texts = []
    for _ in range(2):
        ground = draw_map("../assets/")
        ground.get_root().render()
        texts.append(generate_leaflet_string(ground))
    assert texts[0] == texts[1]


@pytest.mark.parametrize("text", ["{{7*7}}", "{{'x'}}", "</script>", "`", "{% if 1 %}"])
def test_text_passes_no_template_and_no_markup(row: EventRow, text: str) -> None:
    script = script_of(row._replace(place_name=f"A{text}Z"))
    assert "A49Z" not in script
    assert f"A{text}Z" not in script
    escaped = "".join(f"\\u{ord(sign):04x}" if sign in "<>{}'`%" else sign for sign in text)
    assert f"A{escaped}Z" in script
