"""Words → a number of people: digits, number words, and vague plurals ("dozens")."""

from functools import cache

from pipeline.events.words import read_toml

MOST = 10_000_000  # no single happening on record killed more; a greater number is a slip or a joke
_DIGITS = 12  # characters of a number in digits: far above MOST
_TEN, _TWENTY, _HUNDRED, _THOUSAND = 10, 20, 100, 1000  # where English number words change rank
_JOINERS = frozenset({"-", "‑", "and"})


@cache
def _table(name: str) -> dict[str, int]:
    return {word: int(value) for word, value in read_toml("harm.toml")[name].items()}


@cache
def load_vague() -> tuple[tuple[tuple[str, ...], int], ...]:
    """Vague plurals as words and the least they mean, longest first."""
    entries = ((tuple(phrase.split()), least) for phrase, least in _table("vague").items())
    return tuple(sorted(entries, key=lambda entry: (-len(entry[0]), entry[0])))


def starts_number(word: str) -> bool:
    """Whether a number can begin with `word` (lower case), or go on with it."""
    return _small(word) is not None or word in _table("vague") or word in _table("scale")


def is_vague(word: str) -> bool:
    """Whether `word` is a vague plural by itself ("dozens", "several")."""
    return word in _table("vague")


def read_number(words: list[str]) -> tuple[int | None, int]:
    """Read the number that `words` (lower case) begin with, and how many words it takes.

    Takes digits with thousands commas, words ("thirty three", "twenty-one", "two hundred and five",
    "1.5 million"). Nothing above `MOST` and nothing negative is a number of people: the answer is
    then None, with the words it takes; (None, 0) where no number begins.
    """
    total, current, used = 0, 0.0, 0
    while used < len(words):
        word = words[used]
        value = _small(word)
        if value is not None:
            if used and not _goes_on(current, value):
                break
            current += value
        elif word in _table("scale") and used:
            current = max(current, 1) * _table("scale")[word]
            if _table("scale")[word] >= _THOUSAND:
                total, current = total + round(current), 0.0
        elif not _joins(words, used, current):
            break
        used += 1
    if not used:
        return None, 0
    whole = round(total + current)
    return (whole if whole <= MOST else None), used


def _joins(words: list[str], at: int, current: float) -> bool:
    """Whether a hyphen or "and" at `at` stands inside a number ("two hundred and five")."""
    if words[at] not in _JOINERS or at == 0 or at + 1 >= len(words):
        return False
    following = _small(words[at + 1])
    if following is None or not _goes_on(current, following):
        return False
    return words[at] != "and" or current % _HUNDRED == 0


def _goes_on(current: float, value: float) -> bool:
    """Whether `value` adds to `current` in one number: "thirty" + "three", "hundred" + "five"."""
    if current == 0:
        return value < _THOUSAND
    if current % _HUNDRED == 0:
        return value < _HUNDRED
    return current % _TEN == 0 and current % _HUNDRED >= _TWENTY and value < _TEN


def _small(word: str) -> float | None:
    """A number in one word: digits, a number word, or two with a hyphen."""
    numbers = _table("number")
    if word in numbers:
        return numbers[word]
    head, _, tail = word.partition("-")
    if head in numbers and tail in numbers:
        return numbers[head] + numbers[tail]
    digits = word.replace(",", "")
    if len(digits) > _DIGITS or not digits.isascii() or digits.endswith("."):
        return None  # "1." numbers a heading
    return float(digits) if digits.replace(".", "", 1).isdigit() else None
