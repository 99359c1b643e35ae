"""words with classes -> the stretches that a rule of `grammar.toml` matches."""

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from pipeline.dates.scanning import Vocabulary, Words, vocabulary

_NAME = re.compile(r"[a-z][a-z_0-9]*")
_REACH = 12  # words before the core word at which an expression may begin
_MACRO = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Grammar:
    """One compiled scanner for all rules; a rule's group is `r` and its number.

    `core` finds the words of which every time expression has one, `filler` are the classes with
    which none begins: together they spare the scanner nearly all of a text.
    """

    scanner: re.Pattern[str]
    core: re.Pattern[str]
    filler: frozenset[str]
    names: tuple[str, ...]
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Words `first` to before `stop` match rule number `rule`."""

    first: int
    stop: int
    rule: int


@functools.cache
def grammar() -> Grammar:
    """Read and compile `grammar.toml`."""
    data = tomllib.loads(
        resources.files(__package__).joinpath("grammar.toml").read_text(encoding="utf-8")
    )
    words = vocabulary()
    sets = {name: f"[{_letters(members, words)}]" for name, members in data["sets"].items()}
    macros = data["macros"]
    patterns = [_compiled(rule["pattern"], macros, sets, words) for rule in data["rule"]]
    scanner = re.compile("|".join(f"(?P<r{i}>{pattern})" for i, pattern in enumerate(patterns)))
    return Grammar(
        scanner,
        re.compile(sets["core"]),
        frozenset(sets["filler"][1:-1]),
        tuple(rule["name"] for rule in data["rule"]),
        tuple(rule["meaning"] for rule in data["rule"]),
    )


def _letters(members: list[str], words: Vocabulary) -> str:
    return "".join(words.letters[member] for member in members)


def _compiled(pattern: str, macros: dict[str, str], sets: dict[str, str], words: Vocabulary) -> str:
    """The pattern over class letters: macros unfolded, names replaced, groups not captured."""
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda m: macros.get(m[1]) or sets[m[1]], pattern)
    pattern = _NAME.sub(lambda m: words.letters[m[0]], pattern)
    pattern = re.sub(r"\((?!\?)", "(?:", pattern)
    return re.sub(r"\s+", "", pattern)


def match_rules(words: Words) -> Iterator[Found]:
    """Every match from left to right, none overlapping; each rule's length is bounded."""
    rules, classes, done = grammar(), words.classes, 0
    for core in rules.core.finditer(classes):
        if core.start() < done:
            continue
        match = None
        for first in range(max(done, core.start() - _REACH), core.start() + 1):
            if classes[first] in rules.filler:
                continue
            match = rules.scanner.match(classes, first)
            if match is not None:
                yield Found(first, match.end(), int(str(match.lastgroup)[1:]))
                break
        done = core.end() if match is None else match.end()
