"""Contrast of text and marks by WCAG 2.2, computed from the values of the theme and the styles."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from pipeline.drawing import ASSETS, load_types
from pipeline.drawing.launch import LAUNCH

TEXT, GRAPHIC = 4.5, 3.0  # levels AA of 1.4.3 and 1.4.11
THEMES = tomllib.loads(LAUNCH.read_text("utf-8"))["theme"]
STYLES = {path.name: path.read_text("utf-8") for path in ASSETS.glob("*.css")}
OURS = {name: text for name, text in STYLES.items() if name != "leaflet.css"}
OUTLINE, HALO = "#14171c", "#ffffff"  # of every mark, see marks.js

Colour = tuple[float, float, float]


def colour(text: str) -> Colour:
    digits = text.lstrip("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def mix(over: Colour, under: Colour, share: float) -> Colour:
    red, green, blue = (share * a + (1 - share) * b for a, b in zip(over, under, strict=True))
    return red, green, blue


def luminance(of: Colour) -> float:
    parts = [value / 255 for value in of]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def variables(theme: str) -> dict[str, str]:
    """The colours of map.css in a theme; a panel's transparency is left out."""
    blocks = re.findall(
        r"^:root(\[data-theme=\"dark\"\])? \{(.*?)\}", STYLES["map.css"], re.MULTILINE
    )
    found: dict[str, str] = {}
    for dark, block in blocks:
        if theme == "dark" or not dark:
            found |= dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))
    return found


def grounds(theme: str) -> dict[str, str]:
    script = (ASSETS / "basemap.js").read_text("utf-8")
    (block,) = re.findall(rf"^    {theme}: \{{(.*?)\}}", script, re.MULTILINE)
    return dict(re.findall(r'(\w+): "(#[0-9a-f]{6})"', block))


Pair = tuple[str, Colour, Colour, float]  # name, front, ground and the least contrast
MIXED = r"(?<![-\w]){}: color-mix\(in srgb, (?:var\(--st-text-color\)|currentColor) (\d+)%"
SHADE = 12  # percent of the text's colour: the shade under a pointer, which tells nothing


def on_the_page(theme: str) -> Iterator[Pair]:
    named = {name: colour(value) for name, value in THEMES[theme].items()}
    text, primary = named["textColor"], named["primaryColor"]
    for where in ("backgroundColor", "secondaryBackgroundColor"):
        page = named[where]
        yield f"text on {where}", text, page, TEXT
        yield f"link or focus on {where}", primary, page, TEXT
        for kind, least in (("color", TEXT), ("fill", GRAPHIC)):
            for share in re.findall(MIXED.format(kind), "\n".join(OURS.values())):
                if int(share) > SHADE:
                    yield f"{share}% on {where}", mix(text, page, int(share) / 100), page, least
        for share in re.findall(r"(?<![-\w])opacity: (\.\d+)", STYLES["page.css"]):
            yield f"{share} on {where}", mix(text, page, float(share)), page, TEXT
    button = "#ffffff" if theme == "light" else "#0b1220"
    yield "text of the main button", colour(button), primary, TEXT
    for mark in re.findall(r"mark\.dl-\w+ \{ background: (#[0-9a-f]{6})", "".join(OURS.values())):
        yield f"text on the highlight {mark}", colour(OUTLINE), colour(mark), TEXT


def on_the_map(theme: str) -> Iterator[Pair]:
    named = {name: colour(value) for name, value in variables(theme).items()}
    ground = {name: colour(value) for name, value in grounds(theme).items()}
    for name in ("ink", "quiet", "accent"):
        yield f"{name} on a panel", named[name], named["panel"], TEXT
    for name in ("country", "city"):
        yield f"name of a {name}", ground[name], ground["land"], TEXT
    for under in (ground["land"], named["sea"]):
        yield f"focus on {under}", named["accent"], under, GRAPHIC
        edges = (colour(OUTLINE), colour(HALO))
        best = max((contrast(edge, under), edge) for edge in edges)[1]
        yield f"edge of a mark on {under}", best, under, GRAPHIC


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_that_is_shown_stands_out_from_its_ground(theme: str) -> None:
    told = [*on_the_page(theme), *on_the_map(theme)]
    poor = [
        f"{name}: {contrast(front, back):.2f}, not {least}"
        for name, front, back, least in told
        if contrast(front, back) < least
    ]
    assert poor == []
    assert len(told) > 30  # the patterns above still find what they look for


def test_types_of_one_hue_differ_in_shape() -> None:
    looks = [(kind.colour.lower(), kind.shape) for kind in load_types().values()]
    assert len(set(looks)) == len(looks)
