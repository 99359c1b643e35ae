"""text → the language it is in, when that is plain and not English."""

import functools
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

SAMPLE_CHARS = 3000  # from the middle: the beginning of a page may be a menu
GLANCE_CHARS = 600  # enough to see that most articles are English, which is most of the work
GLANCE_SHARE = 0.25  # of common English words; no other language here comes near it
LEAST_LETTERS = 60  # below this a text may be all names
SCRIPT_SHARE = 0.7  # of the letters; an English text that quotes another script stays below
LEAST_WORDS = 25
STOP_SHARE = 0.12  # common words are a quarter or more of running text in these languages
LEAD = 2.5  # times as many common words as English has here


def other_language(text: str) -> str:
    """Name the language of a text that is surely not English; empty if it is, or may be."""
    middle = max(0, (len(text) - SAMPLE_CHARS) // 2)
    if _is_plainly_english(text[middle : middle + GLANCE_CHARS]):
        return ""
    sample = text[middle : middle + SAMPLE_CHARS]
    return _by_words(sample) if sample.isascii() else _by_script(sample) or _by_words(sample)


def _is_plainly_english(glance: str) -> bool:
    words = glance.lower().split()
    english = _data()[0]["English"]
    return sum(word in english for word in words) > GLANCE_SHARE * max(len(words), LEAST_WORDS)


@functools.cache
def _data() -> tuple[dict[str, frozenset[str]], dict[str, str], dict[str, str]]:
    path = Path(__file__).with_name("data") / "languages.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    words = {name: frozenset(listed.split()) for name, listed in raw["words"].items()}
    return words, raw["scripts"], raw["letters"]


def _by_script(sample: str) -> str:
    letters = Counter(char for char in sample.lower() if char.isalpha())
    total = letters.total()
    if total < LEAST_LETTERS:
        return ""
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[unicodedata.name(letter, "").partition(" ")[0]] += count
    script, count = scripts.most_common(1)[0]
    _, names, telling = _data()
    if script == "LATIN" or count < SCRIPT_SHARE * total:
        return ""
    if script == "CYRILLIC":
        told = {name: sum(letters[char] for char in chars) for name, chars in telling.items()}
        best = max(told, key=lambda name: told[name])
        return best if told[best] > 0 else names[script]
    return names.get(script, f"a language in {script.capitalize()} letters")


def _by_words(sample: str) -> str:
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(words) < LEAST_WORDS:
        return ""
    lists, _, _ = _data()
    counts = Counter(words)
    shares = {
        name: sum(counts[word] for word in listed) / len(words) for name, listed in lists.items()
    }
    best = max(shares, key=lambda name: shares[name])
    sure = shares[best] >= STOP_SHARE and shares[best] >= LEAD * shares["English"]
    return best if sure and best != "English" else ""
