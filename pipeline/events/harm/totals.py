"""Noun for all the dead → their count: "the number of dead rose to 13", "a death toll of 5"."""

from pipeline.events.harm.figures import LONGEST, read_count
from pipeline.events.harm.tolls import Count
from pipeline.events.harm.words import listed
from pipeline.events.numbers import starts_number
from pipeline.events.tree import Tree

_ASIDE = 16  # tokens from a toll to the verb that tells it
_NUMBERED = 50  # tokens from "the number of" to the figure that it has
_FIGURE = 5  # tokens of a number that follows a toll


def count_at_number(tree: Tree, i: int, suffered: frozenset[str]) -> Count | None:
    """The count of "put the number of dead at 30", "the number of those killed rose to 350"."""
    stop = tree.sentence(i).stop
    if tree.lowers[i + 1 : i + 2] != ["of"]:
        return None
    for t in range(i + 2, min(stop, i + _NUMBERED)):
        if not starts_number(tree.lowers[t]) or not _is_told(tree, i, t):
            continue
        told = {word for n in range(i + 1, t) for word in (tree.lemmas[n], tree.lowers[n])}
        return read_count(tree, t, min(stop, t + _FIGURE)) if told & suffered else None
    return None


def _is_told(tree: Tree, i: int, t: int) -> bool:
    """Whether `t` is the figure that number `i` is at, or has come to ("rose to at least 13")."""
    while tree.lowers[t - 1] in listed("about_figure"):
        t -= 1
    before = tree.lowers[t - 1]
    above = {tree.lemmas[n] for n in (*range(i, t), *tree.ancestors(i)[:1])}
    if before == "to":
        return tree.lowers[t - 2] != "up" and bool(above & (listed("rising") | listed("raising")))
    return before == "at" or tree.lemmas[t - 1] in listed("rising")


def count_of_figure(tree: Tree, i: int) -> Count | None:
    """The count of a toll ("the toll rose to 25"), or of a figure that is put at so many dead."""
    is_toll = tree.lowers[i] == "toll" or (i > 0 and tree.lowers[i - 1] == "body")  # "body count"
    return _after_toll(tree, i) if is_toll else _at_figure(tree, i)


def _rises(tree: Tree, t: int) -> bool:
    """Whether a verb tells that a toll rises; "the number of injured" is another count."""
    is_noun = tree.tokens[t].pos == "NOUN" and tree.lemmas[t] == tree.lowers[t]
    return tree.lemmas[t] in listed("rising") and not is_noun


def _at_figure(tree: Tree, i: int) -> Count | None:
    """The count of a figure that is put at so many dead ("put the figure at 91")."""
    head = tree.head(i)
    if head is None or tree.lemmas[head] not in listed("putting") or tree.bases[i] != "obj":
        return None
    stop = tree.sentence(i).stop
    if tree.lowers[i + 1 : i + 2] != ["at"] or i + 2 >= stop:
        return None
    return read_count(tree, i + 2, min(stop, i + 2 + _FIGURE))


def _after_toll(tree: Tree, i: int) -> Count | None:
    """Count after "death toll" ("rose to 25", "of 5"), or after a "toll" that "rose to 25"."""
    stop = tree.sentence(i).stop
    near = range(i + 1, min(stop, i + _ASIDE))
    rise = next((t for t in near if _rises(tree, t)), stop)
    head = tree.head(i)
    is_raised = head is not None and tree.lemmas[head] in listed("raising") and head < i
    if rise < stop or not (is_raised or (i and tree.lemmas[i - 1] == "death")):
        i = rise
    for t in range(i + 1, min(stop, i + LONGEST)):
        is_old = tree.lowers[t - 1] == "from"  # "rose from nine to 12"
        if starts_number(tree.lowers[t]) and not is_old:
            count = read_count(tree, t, min(stop, t + _FIGURE))
            is_up = count is not None and count.least is None  # "toll up to five": it has risen
            return Count(count.most, count.most) if count and is_up else count
    return None
