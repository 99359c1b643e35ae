"""The World Factbook's coordinates, as packaged in countryinfo 1.0.1 → country_points.tsv.

Usage: pip install countryinfo; python gazetteer/data/make_country_points.py. The World Factbook is
in the public domain; GEONAMES holds the points that GeoNames (CC BY 4.0) gives differently, that of
Australia from Geoscience Australia (Lambert's centre, CC BY 4.0). These are what published maps and
corpora mean by a country's point; the middle of an outline is not.
"""
# ruff: noqa: INP001 - a script, which stands among the data it makes

import json
from importlib.resources import files
from pathlib import Path

GEONAMES = {
    "US": (39.76, -98.5), "CA": (60.0, -96.0), "DE": (51.5, 10.5), "FR": (46.0, 2.0),
    "IL": (31.5, 34.75), "MA": (32.0, -5.0), "NG": (10.0, 8.0), "IN": (22.0, 79.0),
    "LY": (28.0, 17.0), "CD": (-2.5, 23.5), "SO": (6.0, 48.0),
}  # fmt: skip


def main() -> None:
    """Write the table, one country a line, by alpha-2 code."""
    points: dict[str, tuple[float, float, str]] = {}
    folder = files("countryinfo") / "data"
    for entry in (e for e in folder.iterdir() if e.name.endswith(".json")):
        data = json.loads(entry.read_text("utf-8"))
        code, spot = data.get("ISO", {}).get("alpha2", ""), data.get("latlng", ())
        if len(code) == len("UA") and len(spot) == len(("lat", "lon")):
            points[code.upper()] = (*spot, "World Factbook")
    points |= {code: (*spot, "GeoNames") for code, spot in GEONAMES.items()}
    points["AU"] = (-25.61, 134.35, "Geoscience Australia")
    lines = [
        "# Points of countries: the World Factbook (public domain) through countryinfo 1.0.1, some",
        "# of GeoNames (CC BY 4.0); made by make_country_points.py: do not edit.",
        "country\tlat\tlon\tsource",
    ]
    lines += [
        f"{code}\t{lat:g}\t{lon:g}\t{why}" for code, (lat, lon, why) in sorted(points.items())
    ]
    path = Path(__file__).with_name("country_points.tsv")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
