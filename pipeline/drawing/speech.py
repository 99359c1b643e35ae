"""catalogue/*.toml -> the words of the interface, in the language the reader has chosen.

As with gettext, the language is a property of the run, not an argument of every function between
the page and a word: a page says `speak` first. Nothing of an article is ever translated.
"""

import functools
import tomllib
from contextvars import ContextVar
from pathlib import Path

CATALOGUE = Path(__file__).with_name("catalogue")
LANGUAGES = {"en": "English", "uk": "Українська"}
DEFAULT = "en"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


def speak(language: str) -> None:
    """Use a language from here on in this thread; one that is not in `LANGUAGES` means English."""
    _language.set(language if language in LANGUAGES else DEFAULT)


def language() -> str:
    """The language in use, a key of `LANGUAGES`."""
    return _language.get()


@functools.cache
def load_words(language: str) -> dict[str, str]:
    """All words of a language by key; the forms of a counted word have keys `key.one` and so on."""
    words: dict[str, str] = {}
    for name in (f"{language}.toml", f"types.{language}.toml", f"credits.{language}.toml"):
        path = CATALOGUE / name
        if path.exists():  # in English, types are called so in the ontology, credits in theirs
            words |= _flat(tomllib.loads(path.read_text(encoding="utf-8")), "")
    return words


def _flat(table: dict[str, object], above: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        key = f"{above}.{name}" if above else name
        found += _flat(value, key) if isinstance(value, dict) else [(key, str(value))]
    return found


def say(key: str, **values: object) -> str:
    """The words under a key, with values in their places; an unknown key is a bug.

    Raises:
        KeyError: the catalogue has no such key.
    """
    words = load_words(language())[key]
    return words.format(**values) if values else words


def say_or(key: str, otherwise: str) -> str:
    """The words under a key that may be missing: values that came with the data have such keys."""
    return load_words(language()).get(key, otherwise)


def words_under(heading: str) -> dict[str, str]:
    """All words under a heading of the catalogue, by what their keys are called there."""
    start = f"{heading}."
    found = load_words(language()).items()
    return {key.removeprefix(start): words for key, words in found if key.startswith(start)}


def grouped(count: int) -> str:
    """A whole number with its thousands apart, as the language parts them."""
    return f"{count:,}".replace(",", say("number.thousands"))


def counted(key: str, count: int) -> str:
    """A number with its noun in the form it asks for: `1 event`, `1,200 events`."""
    return say(f"{key}.{plural_form(count)}", n=grouped(count))


def plural_form(count: int) -> str:
    """The form a number asks for, by the rules of Unicode CLDR: `one`, `few` or `many`."""
    if language() == "en":
        return "one" if count == 1 else "many"
    ends_in_one = count % 10 == 1 and count % 100 != 11  # noqa: PLR2004 - as CLDR writes it
    ends_in_few = count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14}
    return "one" if ends_in_one else "few" if ends_in_few else "many"
