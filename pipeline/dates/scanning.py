"""text -> words, each with its class: the alphabet in which the grammar is written.

A class is one character, so that a text becomes a string as long as it has words, and one regular
expression finds every time expression in it. The classes of words are data (`words.toml`); here are
those of figures and punctuation.
"""

import datetime as dt
import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

# Words, numbers with inner signs ("2022-03-03", "17:40", "24-26", "20th", "1990s"), paragraph ends
# and single signs. Every alternative starts with another kind of character: linear in any text.
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[-–/.:,]\d+)*[^\W\d_]*|\n[^\S\n]*\n\s*|['’´][sS]\b|[^\w\s]|_+")
_SIGNS = {
    ",": "comma",
    ".": "dot",
    "-": "hyphen",
    "–": "hyphen",
    "—": "hyphen",
    "/": "slash",
    "'": "apostrophe",
    "’": "apostrophe",
    "(": "lparen",
    ")": "rparen",
    ":": "colon",
    ";": "stop",
    "!": "stop",
    "?": "stop",
    "$": "money",
    "£": "money",
    "€": "money",
    "%": "amount",
    '"': "quote",
    "“": "quote",
    "”": "quote",
}
_FIGURES = (  # the first that fits the whole token
    ("ordinal", re.compile(r"\d{1,3}(?:st|nd|rd|th)", re.IGNORECASE)),
    ("year", re.compile(r"1\d{3}|20\d\d|21\d\d")),
    ("day2", re.compile(r"0?[1-9]|[12]\d|3[01]")),
    ("iso", re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")),
    ("count", re.compile(r"\d{1,9}|\d{1,3}(?:,\d{3})+|\d{1,4}[.,]\d")),
    ("iso", re.compile(r"[12]\d{3}([-/.])\d{1,2}\1\d{1,2}T?|(?:19|20)\d{2}-(?:0[1-9]|1[0-2])")),
    ("numeric", re.compile(r"\d{1,2}([/.-])\d{1,2}\1(?:[12]\d{3}|\d\d)")),
    ("yearspan", re.compile(r"[12]\d{3}[-–/](?:[12]\d{3}|\d\d)")),
    ("dayspan", re.compile(r"\d{1,2}[-–/]\d{1,2}")),
    ("decade", re.compile(r"(?:1\d|20)\d0s|[2-9]0s")),
    ("clock", re.compile(r"\d{1,2}[.:]\d\d(?::\d\d)?(?:[ap]m|[zZh])?|\d{1,2}[ap]m|[0-2]\d{3}h")),
    ("qn", re.compile(r"[1-4]Q")),
)
_OTHERS = ("other", "name", "ed", "s", "para", "qn", "feast")
_LONGEST = 40  # characters; a longer token is no word of ours


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: their spelling, where each starts, and their classes as one string."""

    spelled: list[str]
    starts: list[int]
    classes: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Class name -> its character, spelling -> that character, class -> word -> value."""

    letters: dict[str, str]
    kinds: dict[str, str]
    values: dict[str, dict[str, int | str]]


class _Kinds(dict[str, str]):
    """Spelling -> class, working out and keeping what `words.toml` does not list."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(vocabulary.kinds)
        self._letters = vocabulary.letters

    def __missing__(self, word: str) -> str:
        letter = self._letters[_kind_of(word)]
        self[word] = letter
        return letter


def _kind_of(word: str) -> str:  # noqa: PLR0911 - a table of cases
    """The class of a token that no list knows."""
    first = word[0]
    if first.isalpha():
        if first.isupper():
            return "name"
        return "ed" if word.endswith("ed") else "other"
    if len(word) > _LONGEST:
        return "other"
    if first.isdigit():
        return next((kind for kind, form in _FIGURES if form.fullmatch(word)), "other")
    if "\n" in word:
        return "para"
    if len(word) > 1 and first in "'’´":
        return "s"
    return _SIGNS.get(word, "other")


@functools.cache
def vocabulary() -> Vocabulary:
    """Read `words.toml`; a word listed in two classes belongs to the first."""
    data = tomllib.loads(
        resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    )
    title_only = set(data.pop("title_only"))
    names = [*data, *_OTHERS, *_SIGNS.values(), *(kind for kind, _ in _FIGURES)]
    letters = {name: chr(0x4E00 + i) for i, name in enumerate(dict.fromkeys(names))}
    kinds: dict[str, str] = {}
    for name, entries in data.items():
        for word in entries:
            forms = (word.title(), word.upper()) if name in title_only else _forms(word)
            for form in forms:
                kinds.setdefault(form, letters[name])
    for quarter in "1234":
        kinds[f"Q{quarter}"] = letters["qn"]
    return Vocabulary(letters, kinds, data)


def _forms(word: str) -> tuple[str, str, str]:
    return word, word.capitalize(), word.upper()


@functools.lru_cache(maxsize=4)  # the stages of an article ask for the same text
def find_words(text: str) -> Words:
    """Cut a text into words and give each its class; every character is seen once."""
    known = _Kinds(vocabulary())
    found = list(_WORD.finditer(text))
    spelled = [match[0] for match in found]
    starts = [match.start() for match in found]
    return Words(spelled, starts, "".join(map(known.__getitem__, spelled)))


def day_or_none(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None if the calendar has none such (31 February, month 13, year 0)."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
