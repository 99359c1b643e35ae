import datetime as dt
from html.parser import HTMLParser
from typing import Any

import pytest

from pipeline.drawing.card import card_html, is_web_address, paragraph_around, plain_markdown
from pipeline.drawing.words import reason_words
from pipeline.records import Article
from pipeline.table import EventRow
from pipeline.table.articles import CopyLine, Telling

TAGS = set(
    "article p img span bdi h3 dl dt dd small blockquote mark a details summary ul li".split()  # noqa: SIM905 - reads as a sentence
)


class Reader(HTMLParser):
    """Collects the tags, the links and the text that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: set[str] = set()
        self.links: list[str] = []
        self.marked: list[str] = []
        self.text = ""
        self._in_mark = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._in_mark = tag == "mark"
        self.handlers |= {name for name, _ in attrs if name.startswith("on")}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        self._in_mark = self._in_mark and tag != "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_mark:
            self.marked.append(data)


def read(card: str) -> Reader:
    reader = Reader()
    reader.feed(card)
    return reader


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "' onmouseover='alert(1)",
        "{{7*7}}",
        "`",
        "</blockquote></article><iframe>",
    ],
)
def test_hostile_text_in_any_field_stays_text(row: EventRow, text: str) -> None:
    names = [name for name in row._fields if isinstance(getattr(row, name), str)]
    texts: dict[str, Any] = dict.fromkeys(names, text)
    hostile = row._replace(actors=(text,), **texts)
    copies = [CopyLine("b", text, None, text, text)]
    reader = read(card_html(hostile, Article(text, text), Telling(text, (text,)), copies))
    assert reader.tags <= TAGS
    assert reader.handlers == set()
    assert reader.links == []
    assert text in reader.text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//example.org", False),
        ("https:", False),
        ("https://[", False),
        ("file:///etc/passwd", False),
        ("https://example.org/\u202egpj.exe", False),
        ("https://exam\u200bple.org/", False),
        ("https://example.org/Одеса", True),
        ('https://example.org/"onclick="x', False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(url: str, expected: bool) -> None:  # noqa: FBT001 - a table
    assert is_web_address(url) is expected


def test_a_link_leads_to_the_article(row: EventRow) -> None:
    card = card_html(row._replace(url="https://example.org/a?b=1&c=2"), None)
    assert read(card).links == ["https://example.org/a?b=1&c=2"]


def test_the_sentence_stands_in_its_paragraph_with_place_and_date_marked(row: EventRow) -> None:
    text = "First paragraph.\nBefore it. Shells hit Sumy on Friday. After it.\nLast paragraph."
    start = text.index("Shells")
    end = text.index(" After")
    quoted = row._replace(
        quote=text[start:end],
        quote_start=start,
        quote_end=end,
        place_text="Sumy",
        date_text="on Friday",
    )
    reader = read(card_html(quoted, Article("a", text)))
    assert "Before it. Shells hit Sumy on Friday. After it." in reader.text
    assert "First paragraph" not in reader.text
    assert reader.marked == ["Sumy", "on Friday"]


def test_a_quote_the_article_no_longer_holds_is_shown_alone(row: EventRow) -> None:
    reader = read(card_html(row, Article("a", "Another text altogether.")))
    assert row.quote in reader.text
    assert "Another text" not in reader.text


def test_the_card_tells_who_says_so_what_else_is_said_and_where_it_was_printed(
    row: EventRow,
) -> None:
    copies = [CopyLine("b", "A title", dt.date(2022, 3, 2), "Second Wire", "https://example.org/b")]
    told = Telling("the governor", ("Later the paper says it once more.",))
    reader = read(card_html(row._replace(url=""), None, told, copies))
    assert "Who says so" + "the governor" in reader.text
    assert "Later the paper says it once more." in reader.text
    assert "Also printed by: Second Wire (2 March 2022)" in reader.text
    assert reader.links == ["https://example.org/b"]


def test_a_text_that_turns_the_direction_of_writing_keeps_that_to_itself(row: EventRow) -> None:
    turned = "a\u202eb"
    card = card_html(row._replace(headline=turned, source=turned, place_name=turned), None)
    assert card.count("\u202e") == card.count(f"<bdi>{turned}") > 2


def test_a_paragraph_of_a_megabyte_is_cut_around_the_quote() -> None:
    assert paragraph_around("x" * 1_000_000, 500_000, 500_010) == (499_580, 500_430)


def test_the_same_words_twice_mark_the_first(row: EventRow) -> None:
    quoted = row._replace(quote="Sumy fell silent; Sumy burned.", place_text="Sumy", date_text="")
    assert read(card_html(quoted, None)).marked == ["Sumy"]


def test_markdown_shows_its_signs() -> None:
    assert plain_markdown("*a* [b](c)\n:red[d] $e$") == (r"\*a\* \[b\]\(c\) \:red\[d\] \$e\$")


def test_the_reasons_read_as_sentences(row: EventRow) -> None:
    reasons = reason_words(
        row._replace(
            type_rule="\u201chit\u201d tells of shelling, by its agent, near",
            place_rule="only place of that name",
            date_rule="",
            article_date=None,
            confidence=0.9,
        )
    )
    assert reasons == (
        "What happened is told by the words \u201chit\u201d, with who acts and the words near it.",
        "The place: only place of that name.",
        "In all, the text makes this event well supported (90%).",
    )


def test_names_and_titles_of_ten_thousand_characters_are_cut(row: EventRow) -> None:
    long = "x" * 10_000
    names = ("headline", "place_name", "admin1", "source", "article_title", "article_id")
    cells: dict[str, Any] = dict.fromkeys(names, long)
    assert len(read(card_html(row._replace(**cells), None)).text) < 2_000
