"""data/kinds.toml → the kinds of place and the words that name them."""

from dataclasses import dataclass
from functools import cache

from gazetteer.names import fold
from gazetteer.tables import DATA


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of place; `words` follow a name (`X air base`), `before` precede it (`Lake X`).

    `precision` is exact, city, region or country: how closely a name of this kind says where.
    `weight` is 0-1, how likely a bare name means this kind. `words` are folded, longest first.
    """

    id: str
    label: str
    precision: str
    radius_km: float
    weight: float
    group: str
    words: tuple[str, ...]
    before: tuple[str, ...]


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its id, in the order of the file."""
    import tomllib

    text = (DATA / "kinds.toml").read_text("utf-8")
    return {
        id_: Kind(
            id_,
            row["label"],
            row["precision"],
            float(row["radius_km"]),
            float(row["weight"]),
            row["group"],
            _folded(row.get("words", [])),
            _folded(row.get("before", [])),
        )
        for id_, row in tomllib.loads(text).items()
    }


def _folded(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted({fold(word) for word in words}, key=lambda word: (-len(word), word)))


def split_type_word(folded: str) -> tuple[str, tuple[str, ...]]:
    """Take the type word off a folded name: `saky air base` → (`saky`, (`air_base`,)).

    The longest word wins; several kinds may share it. Without a type word, or with nothing else
    beside it, the name comes back whole with no kinds.
    """
    for size in range(min(5, folded.count(" ")), 0, -1):
        words = folded.split(" ")
        last = _after().get(" ".join(words[-size:]))
        if last:
            return " ".join(words[:-size]), last
        first = _before().get(" ".join(words[:size]))
        rest = words[size:]
        if first and rest and rest[0] == "of":
            rest = rest[1:]
        if first and rest:
            return " ".join(rest), first
    return folded, ()


def type_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Every word that follows a name, and every one that precedes, longest first."""
    after, before = (sorted(words, key=len, reverse=True) for words in (_after(), _before()))
    return tuple(after), tuple(before)


@cache
def _after() -> dict[str, tuple[str, ...]]:
    return _by_word("words")


@cache
def _before() -> dict[str, tuple[str, ...]]:
    return _by_word("before")


def _by_word(part: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind in kinds().values():
        for word in kind.words if part == "words" else kind.before:
            found[word] = (*found.get(word, ()), kind.id)
    return found
