"""Token that begins a number → how many people it counts, by the words around it."""

from pipeline.events.harm.ages import is_age_in_row, is_age_of_most, is_age_of_named
from pipeline.events.harm.tolls import Count
from pipeline.events.harm.words import listed, longest_end, words_before
from pipeline.events.numbers import load_vague, read_number, starts_number
from pipeline.events.tree import Tree

LONGEST = 8  # tokens of a number
_MANIFOLD = {"tens": 20, "hundreds": 200}  # of how many the words before "of thousands" tell
_YEARS = range(1900, 2101)  # after "in", "since" … such a number is a year


def read_count(tree: Tree, start: int, stop: int) -> Count | None:
    """The count whose first number word is token `start`; None if it counts no people."""
    words = tree.lowers[start : max(stop, start + 1)]
    for phrase, least in load_vague():
        if tuple(words[: len(phrase)]) == phrase:
            is_barred = _is_barred(tree, start + len(phrase))
            return None if is_barred else _vague(tree, start, phrase, least)
    value, used = read_number(words)
    if value is None or _is_barred(tree, start + used) or _is_negative(tree, start):
        return None
    is_age = is_age_of_named(tree, start, start + used) or is_age_in_row(tree, start)
    if is_age or is_day(tree, start, start + used):
        return None
    before = words_before(tree, start)
    if is_year_like(words[0]) and longest_end(before, "before_year"):
        return None
    return _range(value, words[used:], before)


def is_year_like(word: str) -> bool:
    """Whether digits may be a year."""
    return word.isdecimal() and int(word[:5]) in _YEARS


def _vague(tree: Tree, start: int, phrase: tuple[str, ...], least: int) -> Count:
    """The count of a vague plural; "a couple died" is exactly two, "a couple of" are not."""
    if phrase == ("dozen",) and tree.lowers[max(0, start - 2) : start] == ["half", "a"]:
        return Count(least // 2, None)
    before = tree.lowers[max(0, start - 2) : start]
    if phrase == ("thousands",) and before[-1:] == ["of"] and before[0] in _MANIFOLD:
        return Count(least // 2 * _MANIFOLD[before[0]], None)
    is_pair = phrase == ("couple",) and tree.lowers[start + 1 : start + 2] != ["of"]
    return Count(least, least if is_pair else None)


def first_of_number(tree: Tree, t: int, first: int) -> int:
    """The first token of the number, or of the range ("5 to 7"), that ends at `t`."""
    while t > first:
        over = 2 if _joins_range(tree, t - 1, first) else 1
        if t - over < first or not starts_number(tree.lowers[t - over]):
            break
        t -= over
    return t


def _joins_range(tree: Tree, t: int, first: int) -> bool:
    """Whether a word stands between the two ends of a range ("5 to 7", "between 5 and 7")."""
    is_and = tree.lowers[t] == "and" and "between" in tree.lowers[max(first, t - LONGEST) : t]
    return is_and or tree.lowers[t] in listed("range")


def is_part(tree: Tree, number: int) -> bool:
    """Whether a number counts some of those told ("ten of them", "including four children")."""
    first = first_of_number(tree, number, tree.sentence(number).first)
    while first and tree.lowers[first - 1] in listed("about"):
        first -= 1
    if first and tree.lowers[first - 1] in listed("parting"):
        return True
    is_among = first > 1 and tree.lowers[first - 2] == "among"
    if is_among and tree.lowers[first - 1] in listed("those"):
        return True  # "nine people, among them two children"
    after = tree.lowers[number + 1 : number + 3]
    if after[:1] == ["of"] and after[-1] in listed("those"):
        return True
    return is_age_of_most(tree, first)


def _range(value: int, after: list[str], before: str) -> Count:
    """The range that the words around a number make of it ("at least", "5 to 7")."""
    joins = {"and"} if before.endswith(" between") else listed("range")
    if after and after[0] in joins:
        upper, used = read_number(after[1:])
        if used and upper is not None and upper > value:
            return Count(value, upper)
    at_least, at_most = longest_end(before, "at_least"), longest_end(before, "at_most")
    if at_least > at_most:  # "no fewer than" holds "fewer than"
        return Count(value, None)
    return Count(None if at_most else value, value)


def is_day(tree: Tree, start: int, stop: int) -> bool:
    """Whether a number is that of a day ("on March 11, the first such death")."""
    beside = (start - 1, stop) if start else (stop,)
    return any(
        tree.lowers[t] in listed("months") and tree.tokens[t].text[:1].isupper()
        for t in beside
        if t < len(tree.lowers)
    )


def _is_negative(tree: Tree, start: int) -> bool:
    tokens = tree.tokens
    if start == 0 or tree.lowers[start - 1] not in listed("minus"):
        return False
    touches = tokens[start - 1].end == tokens[start].start
    return touches and (start == 1 or tokens[start - 2].end < tokens[start - 1].start)


def _is_barred(tree: Tree, after: int) -> bool:
    """Whether the noun that the number counts is hours, cars, money."""
    stop = tree.sentence(min(after, len(tree.lowers) - 1)).stop
    for t in range(after, min(stop, after + 3)):
        if tree.lowers[t] in listed("apart"):
            return False
        if not listed("not_people").isdisjoint((tree.lemmas[t], tree.lowers[t])):
            return True
        is_whole = tree.tokens[t].pos == "NOUN" and tree.bases[t] != "compound"
        if is_whole or tree.tokens[t].pos in {"VERB", "ADP"}:
            return False  # "two enemy attacks" are no people
    before = after - 2
    return before >= 0 and tree.lowers[before] in listed("money")
