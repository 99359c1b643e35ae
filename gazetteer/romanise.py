"""A Cyrillic name → the Latin forms, and the Russian forms, that press writes for it."""

import tomllib
from functools import cache
from importlib.resources import files
from itertools import islice, product

_VOWELS = frozenset("аеёиоуыэюяєіїьъ")
_MOST_RUSSIAN_FORMS = 6  # beyond this the guesses cost more room than they find


@cache
def _system(name: str) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The letters of a system, those at the start of a word, and those after a vowel."""
    table = _tables()[name]
    return _pairs(table["letters"]), _pairs(table["start"]), _pairs(table["vowel"])


@cache
def _tables() -> dict[str, dict[str, str]]:
    text = files("gazetteer").joinpath("data/romanisation.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _russian(part: str) -> dict[str, list[str]]:
    """Words, endings or letters of Ukrainian and what Russian may have there, in file order."""
    cells = (cell.partition("=") for cell in _tables()["uk_ru"][part])
    return {ukrainian: russian.split("|") for ukrainian, _, russian in cells}


def _pairs(text: str) -> dict[str, str]:
    return {left: right for left, _, right in (pair.partition("=") for pair in text.split())}


def romanise(name: str, system: str) -> str:
    """Write a Cyrillic name in Latin letters by a system of `romanisation.toml`.

    Words keep their capital; letters the system does not know stay as they are.
    """
    return "".join(_romanise_word(word, system) for word in _words(name))


def _words(name: str) -> list[str]:
    parts, word = [], ""
    for letter in name:
        if letter.isalpha() or letter in "'’ʼ":
            word += letter
            continue
        parts += [word, letter]
        word = ""
    return [*parts, word]


def _romanise_word(word: str, system: str) -> str:
    letters, start, vowel = _system(system)
    written, before, lower = "", "", word.lower()
    position = 0
    while position < len(lower):
        letter = lower[position]
        ends = lower[position:]
        if ends in letters and len(ends) > 1:  # an ending such as "ий"
            written += letters[ends]
            break
        if lower[position : position + 2] in letters and "зг" in letters:
            written += letters[lower[position : position + 2]]
            position += 2
            before = letter
            continue
        if not before and letter in start:
            written += start[letter]
        elif before in _VOWELS and letter in vowel:
            written += vowel[letter]
        else:
            written += letters.get(letter, "" if letter in "'’ʼ" else letter)
        before = letter
        position += 1
    return written.capitalize() if word[:1].isupper() else written


def russian_forms(name: str) -> tuple[str, ...]:
    """Guess how Russian writes a Ukrainian name, likeliest first; six forms at most."""
    forms = [_russian_word(word) if word.strip() else (word,) for word in _words(name)]
    whole = ("".join(parts) for parts in product(*forms))
    return tuple(dict.fromkeys(islice(whole, _MOST_RUSSIAN_FORMS)))


def _russian_word(word: str) -> tuple[str, ...]:
    lower = word.lower().replace("’", "'").replace("ʼ", "'")
    if lower in _russian("words"):
        found = tuple(_russian("words")[lower])
    else:
        stem, ends = _split_ending(lower)
        stems = _russian_stems(stem)
        found = tuple(stem + end for end in ends for stem in stems)
    return tuple(form.capitalize() for form in found) if word[:1].isupper() else found


def _split_ending(word: str) -> tuple[str, list[str]]:
    for ending, replaced in _russian("endings").items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending), replaced
    return word, [""]


def _russian_stems(stem: str) -> tuple[str, ...]:
    """The stem with each letter's first choice, then with one letter's other choices."""
    choices = _russian("letters")
    first = "".join(choices.get(letter, [letter])[0] for letter in stem)
    stems = [first]
    for letter, others in choices.items():
        if letter in stem:
            for other in others[1:]:
                swapped = stem.replace(letter, other)
                stems.append("".join(choices.get(c, [c])[0] for c in swapped))
    return tuple(dict.fromkeys(stems))


def latin_forms(name: str, *, language: str) -> tuple[str, ...]:
    """Every Latin form of a Cyrillic name (`language` uk or ru), the official one first."""
    forms: list[str] = []
    if language == "uk":
        forms += [romanise(name, "uk_2010"), romanise(name, "uk_bgn")]
        for russian in russian_forms(name):
            forms += [romanise(russian, "ru_press"), romanise(russian, "ru_bgn")]
    else:
        forms += [romanise(name, "ru_press"), romanise(name, "ru_bgn")]
    return tuple(dict.fromkeys(forms))
