"""text → the language it is in; what is not plainly another one is taken for English."""

import functools
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE_CHARS = 3000  # from the middle: the beginning of a page may be a menu
GLANCE_CHARS = 600  # enough to see that most articles are English, which is most of the work
GLANCE_SHARE = 0.25  # of common English words; no other language here comes near it
GLANCE_WORDS = 25
LEAST_LETTERS = 40  # below this a text in Latin letters may be all names …
LEAST_FOREIGN = 15  # … and one in other letters a single one
SCRIPT_SHARE = 0.7  # of the letters; an English text that quotes another script stays below
# Of 10,630 English headlines and leads none has less than 0.09; of 16 other languages none has more
# than 0.00004, even in a single sentence.
ENGLISH_SHARE = 0.001
ENGLISH = "en"
LIKE_ENGLISH = (ENGLISH, "pcm")  # what the library takes terse headlines for is Nigerian Pidgin
_WORD = re.compile(r"\w+")


def find_language(text: str) -> str:
    """The ISO 639 code of the language; `ENGLISH` unless the text is surely in another one."""
    middle = max(0, (len(text) - SAMPLE_CHARS) // 2)
    if _is_plainly_english(text[middle : middle + GLANCE_CHARS]):
        return ENGLISH
    sample = text[middle : middle + SAMPLE_CHARS].lower()
    letters = [char for char in sample if char.isalpha()]
    foreign = sum(not _is_latin(char) for char in letters)
    if foreign >= LEAST_FOREIGN and foreign > SCRIPT_SHARE * len(letters):
        return _ranked(sample)[0][0]
    if foreign:
        sample = " ".join(word for word in _WORD.findall(sample) if all(map(_is_latin, word)))
    if sum(char.isalpha() for char in sample) < LEAST_LETTERS:
        return ENGLISH
    ranked = _ranked(sample)
    if sum(share for code, share in ranked if code in LIKE_ENGLISH) > ENGLISH_SHARE:
        return ENGLISH
    return ranked[0][0]


def _is_plainly_english(glance: str) -> bool:
    words = glance.lower().split()
    english = _common_words()
    return sum(word in english for word in words) > GLANCE_SHARE * max(len(words), GLANCE_WORDS)


@functools.cache
def _common_words() -> frozenset[str]:
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
