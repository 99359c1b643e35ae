import datetime as dt

import pytest

from pipeline.drawing.overview import families_data, reasons_html, sources_html
from pipeline.drawing.tolls import add_tolls, toll_words
from pipeline.table.summaries import ReasonLine, SourceLine, Toll

MARCH = dt.date(2022, 3, 1)
HOSTILE = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        (Toll(0, 0, open=False), "\u2013"),
        (Toll(12, 12, open=False), "12"),
        (Toll(12, 1500, open=False), "12\u20131,500"),
        (Toll(12, 12, open=True), "at least 12"),
        (Toll(12, 15, open=True), "12\u201315 or more"),
    ],
)
def test_a_toll_says_its_range(toll: Toll, words: str) -> None:
    assert toll_words(toll) == words


def test_tolls_add_up_and_stay_open() -> None:
    assert add_tolls([Toll(1, 2, open=False), Toll(3, 3, open=True)]) == Toll(4, 5, open=True)
    assert add_tolls([]) == Toll(0, 0, open=False)


def test_types_of_one_family_are_one_series() -> None:
    days = [(MARCH, "shelling", 2), (MARCH, "air_strike", 1), (MARCH, "protest", 1)]
    data = families_data(days, (MARCH, MARCH + dt.timedelta(days=1)))
    told = [(series["label"], series["counts"]) for series in data["series"]]
    assert told == [("Fire from a distance", [3, 0]), ("Civic, courts, rules", [1, 0])]
    assert data["totals"] == [4, 0]
    assert data["words"] == ["1 March 2022", "2 March 2022"]


def test_no_days_make_an_empty_chart() -> None:
    data = families_data([], (MARCH, MARCH))
    assert (data["series"], data["words"]) == ([], ["1 March 2022"])


def test_tables_show_hostile_text_letter_for_letter() -> None:
    shown = sources_html([SourceLine(HOSTILE, 1, 1, None, None)])
    shown += reasons_html([ReasonLine(HOSTILE, 1, HOSTILE)])
    assert "<script>" not in shown
    assert shown.count("&lt;script&gt;") == 3
