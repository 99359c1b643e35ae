import re

import pytest
from streamlit_folium import generate_leaflet_string

from pipeline.drawing import draw_layer, draw_map, rows_layer
from pipeline.drawing.event_map import SCRIPTS, STYLES
from pipeline.table import EventRow


def script_of(row: EventRow) -> str:
    ground = draw_map("../assets/")
    group = draw_layer(rows_layer([row]))
    group.add_to(ground)
    ground.get_root().render()
    return str(generate_leaflet_string(group, base_id="feature_group_0"))


def test_the_map_asks_for_nothing_but_our_own_files() -> None:
    ground = draw_map("../assets/", "3")
    asked = [url for _, url in [*ground.default_js, *ground.default_css]]
    assert asked == [f"../assets/{name}?v=3" for name in (*SCRIPTS, *STYLES)]
    links = re.findall(r"""(?:src|href)=["']([^"']*)""", ground.get_root().render())
    assert sorted(links) == sorted(asked)


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
