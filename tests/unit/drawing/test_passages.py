import datetime as dt
from collections.abc import Sequence
from typing import Any

from benchmarks.store import batches
from pipeline.drawing.passages import PART, Finds, mention_words, parts_of, passage_data
from pipeline.table import EventRow
from pipeline.table.stored import DateRow, MentionRow, SentenceRow

TEXT = "On 3 March shells hit Kharkiv.\nNothing else."
KHARKIV = MentionRow(
    *("a", 22, 29, "Kharkiv", "event_location", "geonames:706483", "Kharkiv", "city", "UA"),
    *("Kharkiv Oblast", 50.0, 36.2, 12.0, 0.91, "main_name"),
)
THIRD = DateRow("a", 3, 10, dt.date(2022, 3, 3), dt.date(2022, 3, 3), "day", "day_month")


def event(start: int, end: int) -> EventRow:
    (batch,) = batches(1)
    return batch.events[0]._replace(quote_start=start, quote_end=end, type="shelling")


def shown(
    mentions: Sequence[MentionRow], dates: Sequence[DateRow], events: Sequence[EventRow]
) -> dict[str, Any]:
    return passage_data(TEXT, parts_of(TEXT)[0], Finds(mentions, dates, events))


def test_pieces_tell_event_place_and_date() -> None:
    data = shown([KHARKIV], [THIRD], [event(0, 30)])
    assert data["pieces"] == [
        ["On ", [0], -1, ""],
        ["3 March", [0], 1, "date"],
        [" shells hit ", [0], -1, ""],
        ["Kharkiv", [0], 0, "place"],
        [".", [0], -1, ""],
        ["\nNothing else.", [], -1, ""],
    ]
    assert [hint["id"] for hint in data["hints"]] == ["geonames:706483", ""]
    assert data["hints"][1]["words"] == "3 March 2022 · by day month"


def test_a_mention_says_which_place_why_and_how_surely() -> None:
    words = mention_words(KHARKIV)
    assert words.startswith("Kharkiv, Kharkiv Oblast, Ukraine · an event took place here · by main")
    assert "well supported (91%)" in words
    assert "not known" in mention_words(KHARKIV._replace(place_id=""))


def test_events_that_share_words_are_all_there() -> None:
    data = shown([], [], [event(0, 20), event(11, 30)])
    assert [(text, events) for text, events, *_ in data["pieces"]] == [
        ("On 3 March ", [0]),
        ("shells hi", [0, 1]),
        ("t Kharkiv.", [1]),
        ("\nNothing else.", []),
    ]


def test_further_sentences_point_at_their_event() -> None:
    told = event(0, 30)
    further = SentenceRow("a", told.event_id, 31, 44, "")
    speaker = SentenceRow("a", told.event_id, 0, 30, "the mayor")
    elsewhere = SentenceRow("a", "of another article", 31, 44, "")
    found = Finds(events=[told], sentences=[further, speaker, elsewhere])
    data = passage_data(TEXT, parts_of(TEXT)[0], found)
    assert data["pieces"] == [
        [TEXT[:30], [0], -1, ""],
        ["\n", [], -1, ""],
        [TEXT[31:], [], -1, "", [0]],
    ]


def test_a_long_text_is_cut_where_paragraphs_end() -> None:
    text = ("word " * 2_000 + "\n") * 20
    parts = parts_of(text)
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert all(part.end - part.start <= PART for part in parts)
    assert all(text[part.end - 1] == "\n" for part in parts)
    assert [part.number for part in parts] == list(range(1, parts[0].count + 1))


def test_a_text_without_paragraphs_is_cut_all_the_same() -> None:
    parts = parts_of("x" * (2 * PART + 1))
    assert [part.end - part.start for part in parts] == [PART, PART, 1]
    assert [part.count for part in parts_of("")] == [1]
