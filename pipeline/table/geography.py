"""EventRow… → GeoJSON (RFC 7946) and KML 2.2, longitude before latitude in both."""

import functools
import itertools
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from pipeline.table.attribution import attribution
from pipeline.table.lines import JOINER, json_object
from pipeline.table.rows import COLUMNS, EventRow

ONTOLOGY = Path(__file__).parents[1] / "data" / "ontology.json"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def geojson_lines(rows: Iterable[EventRow]) -> Iterator[str]:
    """A FeatureCollection, a feature a line; what has no point has the geometry null."""
    yield '{"type": "FeatureCollection",\n'
    yield f'"attribution": {json.dumps(attribution(), ensure_ascii=False)},\n"features": [\n'
    comma = ""
    for row in rows:
        yield comma + json.dumps(_feature(row), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def _feature(row: EventRow) -> dict[str, object]:
    placed = row.lat is not None and row.lon is not None
    return {
        "type": "Feature",
        "id": row.event_id,
        "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]} if placed else None,
        "properties": json_object(row),
    }


@functools.cache
def _types() -> dict[str, tuple[str, str]]:
    """Ontology id -> (label, colour as #RRGGBB)."""
    raw = json.loads(ONTOLOGY.read_text(encoding="utf-8"))
    return {kind["id"]: (kind["label"], kind["colour"]) for kind in raw["types"]}


def kml_lines(rows: Iterable[EventRow]) -> Iterator[str]:
    """A document with a style per type, a folder per type, and one of events without a point."""
    ordered = sorted(rows, key=lambda row: (row.lat is None, row.type))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n<name>Dateline events</name>\n'
    yield f"<description>{escape(attribution())}</description>\n"
    for name, (_, colour) in _types().items():
        blue_green_red = colour[5:7] + colour[3:5] + colour[1:3]
        yield (
            f"<Style id={quoteattr(name)}><IconStyle><color>ff{blue_green_red.lower()}</color>"
            "</IconStyle></Style>\n"
        )
    for name, group in itertools.groupby(ordered, key=_folder):
        yield f"<Folder>\n<name>{escape(name)}</name>\n"
        yield from map(_placemark, group)
        yield "</Folder>\n"
    yield "</Document>\n</kml>\n"


def _folder(row: EventRow) -> str:
    return "Without a place" if row.lat is None else _types().get(row.type, (row.type, ""))[0]


def _placemark(row: EventRow) -> str:
    point = f"<Point><coordinates>{row.lon},{row.lat}</coordinates></Point>"
    lines = [
        f"<Placemark id={quoteattr(_xml(row.event_id))}>",
        f"<name>{escape(_xml(row.headline))}</name>",
        f"<description>{escape(escape(_xml(row.quote)))}</description>",  # readers take it as HTML
        _time(row),
        f"<styleUrl>#{escape(_xml(row.type))}</styleUrl>",
        "<ExtendedData>",
        *(_datum(name, value) for name, value in zip(COLUMNS, row, strict=True)),
        "</ExtendedData>",
        "" if row.lat is None or row.lon is None else point,
        "</Placemark>",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _time(row: EventRow) -> str:
    begin = f"<begin>{row.date_start}</begin>" if row.date_start else ""
    end = f"<end>{row.date_end}</end>" if row.date_end else ""
    return f"<TimeSpan>{begin}{end}</TimeSpan>" if begin or end else ""


def _datum(name: str, value: object) -> str:
    text = JOINER.join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    return f'<Data name="{name}"><value>{escape(_xml(text))}</value></Data>'


def _xml(text: str) -> str:
    """The text without the signs that XML 1.0 cannot hold."""
    return NOT_XML.sub("", text)
