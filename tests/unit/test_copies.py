"""The same text once more is a copy; an update, another day and another report are not."""

import datetime as dt
import random
from dataclasses import replace

import pytest

from pipeline.copies import Originals, make_print, set_apart, tell_the_same
from pipeline.records import Article, Copy, Refusal

STORY = (
    "Shells fell on the port of Odesa on Monday, and the mayor said that 12 people were killed. "
    "Rescue workers searched the ruins of two warehouses through the night. The power was out in "
    "most of the city for the rest of the day, and trams stood still. Officials asked people to "
    "boil their water. A ship that had been waiting for grain left the harbour in the evening with "
    "its holds empty. The governor of the region promised help for all families that had lost "
    "their homes, and schools stayed closed. Neighbours brought bread and blankets to the shelters."
)
OTHER = (
    "Farmers in the west of the country began to sow wheat this week, later than in other years, "
    "because fuel is scarce and many of their drivers serve in the army. The ministry hopes that "
    "three quarters of the fields can be worked. Banks were told to be patient with the debts of "
    "small farms until the harvest is in, and neighbours agreed to let trucks pass the border."
)
REPORT = Article("first", STORY, "Port hit", dt.date(2022, 3, 7), "Sample Post")


def is_copy(**changed: object) -> bool:
    second = replace(REPORT, id="second", **changed)  # type: ignore[arg-type]  # the fields of the case
    _, out = set_apart([REPORT, second])
    if isinstance(out, Copy):
        assert (out.original_id, out.article) == ("first", second)
    return isinstance(out, Copy)


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY.upper(),
        "\n\n".join(STORY.split(". ")),
        f"ODESA (Sample Wire) - {STORY} Reporting by A. Roe and B. Doe; editing by C. Poe.",
        STORY.removesuffix("Neighbours brought bread and blankets to the shelters."),
        STORY.replace("Officials asked people", "The authorities asked residents"),
    ],
    ids=["exact", "letters", "lines", "byline", "cut", "reworded"],
)
def test_a_wire_copy_is_told(text: str) -> None:
    assert is_copy(text=text, title="Odesa port under fire", source="Sample Courier")


@pytest.mark.parametrize(
    "changed",
    [
        {"text": OTHER},
        {"text": STORY.replace("12 people", "17 people")},
        {"text": STORY.replace("two warehouses", "seven warehouses")},
        {"date": dt.date(2022, 3, 11)},
        {"text": OTHER + " " + STORY[:150]},
    ],
    ids=[
        "another report",
        "a new toll",
        "a new number in words",
        "days later",
        "a sentence quoted",
    ],
)
def test_what_says_something_else_is_no_copy(changed: dict[str, object]) -> None:
    assert not is_copy(**changed)


def test_a_date_that_is_missing_parts_nothing() -> None:
    assert is_copy(date=None)
    assert is_copy(date=dt.date(2022, 3, 10))


def test_a_short_text_is_a_copy_only_word_for_word_under_the_same_title() -> None:
    short = Article("a", "Subscribe to read on.", "Port hit")
    again = replace(short, id="b", text="Subscribe to read on")
    other = replace(short, id="c", title="Trams stand still")
    assert set_apart_ids(short, again, other) == ["a", "copy of a", "c"]


def set_apart_ids(*articles: Article) -> list[str]:
    return [
        f"copy of {item.original_id}" if isinstance(item, Copy) else getattr(item, "id", "")
        for item in set_apart(articles)
    ]


def test_all_copies_name_the_first_and_order_is_kept() -> None:
    refusal = Refusal("x", "no text")
    items: list[Article | Refusal] = [
        REPORT,
        refusal,
        replace(REPORT, id="b"),
        replace(REPORT, id="c", title=""),
    ]
    out = list(set_apart(items))
    assert out[:2] == [REPORT, refusal]
    assert [copy.original_id for copy in out[2:] if isinstance(copy, Copy)] == ["first", "first"]


def test_an_article_is_no_copy_of_itself() -> None:
    originals = Originals()
    originals.add("first", make_print(REPORT))
    assert originals.find(make_print(REPORT)) == "first"
    assert originals.find(make_print(REPORT), but="first") == ""


def test_the_law_of_likeness() -> None:
    """Texts with one word in fifty changed are copies; random texts of the same words are not."""
    chance = random.Random(5)  # noqa: S311 - a sample, not a secret
    words = sorted(set(STORY.lower().split()))
    for _ in range(50):
        text = [chance.choice(words) for _ in range(300)]
        edited = ["changed" if chance.random() < 0.02 else word for word in text]
        shuffled = chance.sample(text, len(text))
        one, near, far = (make_print(Article("a", " ".join(t))) for t in (text, edited, shuffled))
        assert tell_the_same(one, near)
        assert set(one.keys) & set(near.keys)
        assert not tell_the_same(one, far)
