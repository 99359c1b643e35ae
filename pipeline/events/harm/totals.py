"""Noun for all the dead → their count: "the number of dead rose to 13", "a death toll of 5"."""

from pipeline.events.harm.figures import LONGEST, read_count
from pipeline.events.harm.tolls import Count
from pipeline.events.harm.words import listed, listed_in_order
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
    is_given = before == "as" and bool(above & listed("putting"))  # "gave the number … as 47"
    return before == "at" or is_given or tree.lemmas[t - 1] in listed("rising")


def count_of_figure(tree: Tree, i: int) -> Count | None:
    """The count of a toll ("the toll rose to 25"), or of a figure that is put at so many dead."""
    is_toll = tree.lowers[i] == "toll" or (i > 0 and tree.lowers[i - 1] == "body")  # "body count"
    if is_toll or _is_of_dead_before(tree, i):
        return _after_toll(tree, i)
    return _at_figure(tree, i)


def _rises(tree: Tree, t: int) -> bool:
    """Whether a verb tells that a toll rises; "the number of injured" is another count."""
    is_noun = tree.tokens[t].pos == "NOUN" and tree.lemmas[t] == tree.lowers[t]
    is_raised = tree.lemmas[t] in listed("raising") and tree.tokens[t].tag == "VBN"
    return is_raised or (tree.lemmas[t] in listed("rising") and not is_noun)


def _at_figure(tree: Tree, i: int) -> Count | None:
    """The count of a figure that is put at so many dead ("put the figure at 91")."""
    head = tree.head(i)
    if head is None or tree.lemmas[head] not in listed("putting") or tree.bases[i] != "obj":
        return None
    stop = tree.sentence(i).stop
    if tree.lowers[i + 1 : i + 2] != ["at"] or i + 2 >= stop:
        return None
    return read_count(tree, i + 2, min(stop, i + 2 + _FIGURE))


def find_nth(tree: Tree, i: int) -> int:
    """Which of the dead it is that verb `i` tells of ("a fourth man died in hospital"), or 0."""
    ordinals = listed_in_order("ordinals")
    for head in tree.subjects_own(i):
        words = [tree.lowers[t] for t in (head, *tree.kids(head, "det", "amod"))]
        nth = next((n for n, word in enumerate(ordinals, 2) if word in words), 0)
        is_share = any(tree.phrase_case(c) == "of" for c in tree.kids(head, "nmod"))
        if nth and not is_share and not {"a", "another"}.isdisjoint(words):
            return nth
    return 0


def _is_of_dead_before(tree: Tree, i: int) -> bool:
    """Whether "the figure" that rises is that of the dead which the sentence before tells."""
    number = tree.sentence_numbers[i]
    head = tree.head(i)
    if number == 0 or head is None or tree.lemmas[head] not in listed("rising"):
        return False
    before = tree.parse.sentences[number - 1]
    told = {w for t in range(before.first, before.stop) for w in (tree.lemmas[t], tree.lowers[t])}
    return tree.bases[i] == "nsubj" and not told.isdisjoint(listed("kill") | listed("dead"))


def _after_toll(tree: Tree, i: int) -> Count | None:
    """Count after "death toll" ("rose to 25", "of 5"), or after a "toll" that "rose to 25"."""
    stop = tree.sentence(i).stop
    near = range(i + 1, min(stop, i + _ASIDE))
    rise = next((t for t in near if _rises(tree, t)), stop)
    head = tree.head(i)
    is_raised = head is not None and tree.lemmas[head] in listed("raising") and head < i
    if tree.lowers[i + 1 : i + 2] == ["at"] and rise == stop:
        pass  # "the search ended with the toll at 20"
    elif rise < stop or not (is_raised or (i and tree.lemmas[i - 1] == "death")):
        i = rise
    for t in range(i + 1, min(stop, i + LONGEST)):
        is_old = tree.lowers[t - 1] in {"from", "by"}  # "rose from nine to 12", "by two to seven"
        if starts_number(tree.lowers[t]) and not is_old:
            count = read_count(tree, t, min(stop, t + _FIGURE))
            is_up = count is not None and count.least is None  # "toll up to five": it has risen
            return Count(count.most, count.most) if count and is_up else count
    return None
