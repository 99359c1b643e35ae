"""text → the language it is in; what is not plainly another one is taken for English."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE_CHARS = 3000  # from the middle: the beginning of a page may be a menu
# Of the words of a text, how many must be plainly English ones: news has 0.26, and if it is full of
# names hardly less than 0.18. Of 38 other languages none has more than 0.0092 (by the frequencies
# of the package wordfreq).
PLAIN_SHARE = 0.13
EDGE_SHARE = 0.05  # of the first and the last third, or only a quotation is English
PLAIN_LEAST = 6  # of them: the title of an English book makes no text English
LEAST_LETTERS = 40  # below this a text in Latin letters may be all names …
LEAST_FOREIGN = 15  # … and one in other letters a single one
NAMED_BY_CHARS = 1000  # enough to tell Ukrainian from Russian
SCRIPT_SHARE = 0.7  # of the letters; an English text that quotes another script stays below
# Of 10,630 English headlines and leads none has less than 0.09; of 16 other languages none has more
# than 0.00004, even in a single sentence.
ENGLISH_SHARE = 0.001
ENGLISH = "en"
LIKE_ENGLISH = (ENGLISH, "pcm")  # what the library takes terse headlines for is Nigerian Pidgin
_WORD = re.compile(r"\w+")


def find_language(text: str) -> str:
    """The ISO 639 code of the language; `ENGLISH` unless the text is surely in another one."""
    sample = _middle(text, SAMPLE_CHARS).lower()
    if _is_plainly_english(sample.split()):
        return ENGLISH
    letters = {char: sample.count(char) for char in set(sample) if char.isalpha()}
    foreign = sum(count for char, count in letters.items() if not _is_latin(char))
    count = sum(letters.values())
    if foreign >= LEAST_FOREIGN and foreign > SCRIPT_SHARE * count:
        return _ranked(_middle(sample, NAMED_BY_CHARS))[0][0]
    if foreign:
        sample = " ".join(word for word in _WORD.findall(sample) if all(map(_is_latin, word)))
        count = sum(map(str.isalpha, sample))
    if count < LEAST_LETTERS:
        return ENGLISH
    ranked = _ranked(sample)
    if sum(share for code, share in ranked if code in LIKE_ENGLISH) > ENGLISH_SHARE:
        return ENGLISH
    return ranked[0][0]


def _middle(text: str, chars: int) -> str:
    """So many characters from the middle; all of a shorter text."""
    start = max(0, (len(text) - chars) // 2)
    return text[start : start + chars]


def _is_plainly_english(words: Sequence[str]) -> bool:
    third = len(words) // 3
    first, last = _plain_count(words[:third]), _plain_count(words[len(words) - third :])
    if min(first, last) < EDGE_SHARE * third:
        return False
    count = first + _plain_count(words[third : len(words) - third]) + last
    return count >= max(PLAIN_LEAST, PLAIN_SHARE * len(words))


def _plain_count(words: Iterable[str]) -> int:
    return sum(map(_plain_words().__contains__, words))


@functools.cache
def _plain_words() -> frozenset[str]:
    path = Path(__file__).with_name("data") / "english.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@functools.lru_cache(maxsize=4096)
def _is_latin(char: str) -> bool:
    """Whether it is no letter of another script; figures and marks are of all."""
    return not char.isalpha() or unicodedata.name(char, "LATIN").startswith("LATIN")


@functools.cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _ranked(sample: str) -> list[tuple[str, float]]:
    """Codes of languages with their shares, which sum to one; the likeliest first."""
    return [(str(code), float(share)) for code, share in _identifier().rank(sample)]


def language_name(code: str) -> str:
    """The English name of a language."""
    from babel import Locale

    return str(Locale("en").languages.get(code, f"another language ({code})"))
