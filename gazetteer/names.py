"""One spelling for every spelling: a name as written → the text and the number it is found by."""
# ruff: noqa: RUF001 - names are written in their own letters

import re
import unicodedata
from hashlib import blake2b
from zlib import crc32

_APOSTROPHES = frozenset("'`´‘’‚‛ʹʺʻʼʽʾʿˈˊˋ′‵＇՚׳ꞌ")
_STROKED = {  # letters that Unicode does not decompose, as news agencies print them
    **dict.fromkeys("łƚɫ", "l"),
    **dict.fromkeys("øɵ", "o"),
    **dict.fromkeys("đðɖɗ", "d"),
    **dict.fromkeys("ħɦ", "h"),
    **dict.fromkeys("ŧƭʈ", "t"),
    **dict.fromkeys("ıɨ", "i"),
    **dict.fromkeys("ɓƀ", "b"),
    **dict.fromkeys("ƙ", "k"),
    **dict.fromkeys("ŋɲ", "n"),
    **dict.fromkeys("ǥɠ", "g"),
    **dict.fromkeys("ƴ", "y"),
    **dict.fromkeys("ƶ", "z"),
    **dict.fromkeys("əǝ", "a"),
    "ɛ": "e",
    "ɔ": "o",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ĸ": "k",
    "ґ": "г",
    "ё": "е",
    "ӏ": "і",
}
_KEPT_MARKS = frozenset({0, 7, 8, 9})  # nukta, kana voicing, virama: parts of a letter, not accents
_SPELT_OUT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_POSSESSIVE = re.compile(r"(?:'s)+(?=\s*$)")
_SPACES_TO = "".join(chr(c) if chr(c).isalnum() or chr(c) == "'" else " " for c in range(128))


class _Letters(dict[int, str]):
    """Code point → its folded text, worked out when first met."""

    def __missing__(self, code: int) -> str:
        text, before = chr(code), ""
        while text != before:
            before, text = text, "".join(map(_fold_letter, text))
            text = unicodedata.normalize("NFC", text)
        self[code] = text
        return text


def _fold_letter(letter: str) -> str:
    if letter in _APOSTROPHES:
        return "'"
    if letter in _STROKED:
        return _STROKED[letter]
    category = unicodedata.category(letter)
    if category[0] in "ZPS" or category == "Cc":
        return "and" if letter == "&" else _compatible(letter)
    if category in {"Cf", "Cs"}:
        return ""
    return _compatible(letter)


def _compatible(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter.casefold())
    kept = "".join(part for part in parts if unicodedata.combining(part) in _KEPT_MARKS)
    kept = unicodedata.normalize("NFC", kept)
    if kept == letter and unicodedata.category(letter)[0] in "ZPSC":
        return " "
    return kept


_LETTERS = _Letters()


def fold(name: str) -> str:
    """Write a name the one way all its spellings share.

    Case, accents, stroked letters, apostrophes, hyphens and other punctuation, `St.` and `Saint`,
    a possessive `'s` at the end and `the` at the start make no difference. Scripts stay as they
    are. Folding twice changes nothing; a name without a letter or digit folds to "".
    """
    if name.isascii():
        if name.isalnum():
            return name.lower()
        text = name.lower().replace("&", " and ").replace("`", "'").translate(_SPACES_TO)
    else:
        text = unicodedata.normalize("NFC", name).translate(_LETTERS)
        text = unicodedata.normalize("NFC", text)
    if "'" in text:
        text = _POSSESSIVE.sub("", text).replace("'", "")
    words = text.split()
    if len(words) > 1:
        words = _fold_words(words)
    return " ".join(words)


def _fold_words(words: list[str]) -> list[str]:
    """Join spelt initials (`u s` → `us`), drop a leading `the`, spell out `st`."""
    joined: list[str] = []
    initials = ""
    for word in words:
        if len(word) == 1 and word.isascii() and word.isalpha():
            initials += word
            continue
        if initials:
            joined.append(initials)
            initials = ""
        joined.append(word)
    if initials:
        joined.append(initials)
    while len(joined) > 1 and joined[0] == "the":
        del joined[0]
    return [*(_SPELT_OUT.get(word, word) for word in joined[:-1]), joined[-1]]


def name_digest(folded: str) -> bytes:
    """The 8 bytes under which a folded name is filed; spaces do not count in it."""
    squeezed = folded.replace(" ", "").encode("utf-8", "surrogatepass")
    return blake2b(squeezed, digest_size=8).digest()


def surface_mark(name: str) -> int:
    """One byte that tells a spelling, letter for letter, from others of the same fold."""
    return crc32(name.encode("utf-8", "surrogatepass")) & 0xFF
