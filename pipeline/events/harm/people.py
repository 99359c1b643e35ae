"""Noun phrases → the people they count: numbers, names, "a man and two children"."""

from collections.abc import Mapping

from pipeline.events.harm.figures import LONGEST, first_of_number, is_day, is_part, read_count
from pipeline.events.harm.phrases import joined_parts
from pipeline.events.harm.tolls import Count
from pipeline.events.harm.words import listed
from pipeline.events.numbers import MOST, is_vague, starts_number
from pipeline.events.tree import Tree
from pipeline.events.words import load_classes


def count_people(tree: Tree, labels: Mapping[int, set[str]], heads: list[int]) -> Count | None:
    """The people of noun phrases, their joined parts summed ("a man and two children")."""
    joined = joined_parts(tree, heads)
    found = [count_noun(tree, labels, head) for head in joined]
    counts = [count for count in found if count is not None]
    if all(tree.lowers[head] in listed("oneself") for head in joined):
        return None  # who takes his own life alone
    if _is_split(counts):
        return counts[0]
    unknown = [head for head, count in zip(joined, found, strict=True) if count is None]
    if counts:  # "a farmer and their guest": who is joined to people is one of them
        counts += [Count(1, 1) for head in unknown if may_be_one(tree, head)]
    is_with_others = any(_is_others(tree, head) for head in joined[1:])
    if is_with_others or any(is_name(tree, labels, head) for head in joined):
        # "Minister Orlov and 13 other people", "Olha Koval and Iryna Bondar"
        counts += [Count(1, 1) for head in unknown if _may_be_name(tree, labels, head)]
    return sum_counts(counts)


def _is_split(counts: list[Count]) -> bool:
    """Whether the first is told again by its parts ("13 people, seven men and six women")."""
    rest = [count.least or 0 for count in counts[1:]]
    return len(rest) > 1 and counts[0].least == sum(rest) > len(rest)


def sum_counts(counts: list[Count]) -> Count | None:
    """The parts together; None of no parts, and of more than any happening killed."""
    least = sum(count.least or 0 for count in counts)
    if not counts or least > MOST:
        return None
    ends = [count.most for count in counts]
    if any(end is None for end in ends):
        return Count(least, None)
    closed = sum(end for end in ends if end is not None)
    return Count(None if all(c.least is None for c in counts) else least, closed)


def _is_others(tree: Tree, head: int) -> bool:
    """Whether a noun counts others than those told before ("13 other people", "two others")."""
    words = {tree.lowers[head], *(tree.lowers[c] for c in tree.children[head])}
    return not words.isdisjoint(listed("others"))


def _may_be_name(tree: Tree, labels: Mapping[int, set[str]], head: int) -> bool:
    """Whether it may be the name of a person that nothing else knows for one: of two words."""
    beside = (tree.tokens[t].text for t in (head - 1, head + 1) if 0 <= t < len(tree.tokens))
    is_long = any(word[:1].isupper() for word in beside)
    return is_long and tree.tokens[head].tag == "NNP" and not labels.get(head)


def may_be_one(tree: Tree, head: int) -> bool:
    """Whether a noun nobody knows for a person stands in the singular with an "a", a "their"."""
    is_of_some = any(tree.phrase_case(c) == "of" for c in tree.kids(head, "nmod"))  # "a total of"
    is_one = tree.tokens[head].tag == "NN" and _has_article(tree, head)
    no_one = listed("not_people") | listed("many_people") | _things()
    return is_one and not (is_of_some or tree.lemmas[head] in no_one or _is_aside(tree, head))


def count_noun(tree: Tree, labels: Mapping[int, set[str]], head: int) -> Count | None:
    """The people of one noun, by its number, a vague plural before it, or as one person."""
    if tree.lemmas[head] in listed("not_people") or _is_aside(tree, head):
        return None
    numerals = [t for t in _numerals(tree, head) if not is_day(tree, t, t + 1)]
    if any(is_part(tree, c) for c in (head, *numerals)):
        return None  # "ten of them women" are part of those told before
    if numerals:
        under = [t for t in tree.subtree(numerals[0]) if starts_number(tree.lowers[t])]
        return read_count(tree, min([numerals[0], *under]), head + 3)
    if _is_pair(tree, head):
        return Count(2, 2)
    return _count_vague(tree, head) or _count_one(tree, labels, head)


def _count_vague(tree: Tree, head: int) -> Count | None:
    """The people of a bare number, or of a noun with "dozens" or "several" before it."""
    is_of = starts_number(tree.lowers[head]) and tree.lowers[head + 1 : head + 2] == ["of"]
    if is_of or tree.tokens[head].pos == "NUM" or is_vague(tree.lowers[head]):
        first = first_of_number(tree, head, tree.sentence(head).first)
        return read_count(tree, first, head + LONGEST)
    vague = (c for c in tree.children[head] if is_vague(tree.lowers[c]) and c < head)
    return next((read_count(tree, c, head + 1) for c in vague), None)


def _numerals(tree: Tree, head: int) -> list[int]:
    """The numbers on a noun; one that opens a sentence may be taken for a part of its name."""
    capital = (c for c in tree.kids(head, "compound", "amod") if starts_number(tree.lowers[c]))
    return tree.kids(head, "nummod") + [c for c in capital if not is_vague(tree.lowers[c])]


def _is_pair(tree: Tree, head: int) -> bool:
    """Whether a noun is a couple ("a married couple", not "a couple of"), or "both" of them."""
    if tree.lemmas[head] == "couple":
        return tree.lowers[head + 1 : head + 2] != ["of"]
    both = [t for t in (head, *tree.kids(head, "det")) if tree.lowers[t] == "both"]
    is_part = tree.bases[head] in {"conj", "appos"}  # "two men, both workers"
    is_plural = tree.tokens[head].tag in {"NNS", "NNPS"}
    return bool(both) and not is_part and (both == [head] or is_plural)


def _is_aside(tree: Tree, head: int) -> bool:
    """Whether it only names some of those told before ("people, among them a pregnant woman,")."""
    first = min([head, *tree.kids(head, "det", "amod", "compound", "nmod:poss")])
    before = tree.lowers[max(tree.sentence(head).first, first - 2) : first]
    is_among = before[:1] == ["among"] and before[-1] in listed("those")
    behind = tree.lowers[head + 1 : head + 3]  # "several children among them"
    is_among = is_among or (behind[:1] == ["among"] and behind[-1] in listed("those"))
    return is_among or before[-1:] == ["including"]


def _count_one(tree: Tree, labels: Mapping[int, set[str]], head: int) -> Count | None:
    """One person: a name, a "he", or a person in the singular with an article ("a man")."""
    lower, tag = tree.lowers[head], tree.tokens[head].tag
    if lower in listed("one_person"):
        before = range(tree.sentence(head).first, head)
        has_others = any(starts_number(tree.lowers[t]) for t in before)
        return None if has_others else Count(1, 1)  # "killed 21 people before he was killed"
    is_named = any(is_name(tree, labels, t) for t in (head, *tree.kids(head, "appos")))
    if is_named or lower in listed("oneself") or _is_told_by_name(tree, labels, head):
        return Count(1, 1)
    if tag == "NNS":  # "the tenants, a mother and her son, died"
        return count_people(tree, labels, tree.kids(head, "appos"))
    is_one = tag in {"NN", "NNP"} and tree.lemmas[head] in _people() - listed("many_people")
    above = tree.tokens[tree.tokens[head].head]
    is_bare = is_one and tree.bases[head] == "conj" and above.tag == "NN"  # "a mother, father and"
    return Count(1, 1) if is_bare or (is_one and _has_article(tree, head)) else None


def _is_told_by_name(tree: Tree, labels: Mapping[int, set[str]], head: int) -> bool:
    """Whether an age stands behind a name ("Roman, 34,"), or a name behind "the actress"."""
    behind = tree.lowers[head + 1 : head + 4]
    if tree.tokens[head].pos == "PROPN":
        return behind[::2] == [",", ","] and starts_number(behind[1])
    is_one = tree.tokens[head].tag == "NN" and head + 1 < len(tree.tokens)
    return is_one and "PERSON" in labels.get(head + 1, ()) and head + 1 in tree.subtree(head)


def _has_article(tree: Tree, head: int) -> bool:
    """Whether a singular has what makes it one of its kind: "a", "his", "the guard's"."""
    kids = tree.children[head]
    is_owned = any(tree.tokens[c].dep == "nmod:poss" for c in kids)
    return is_owned or any(tree.lowers[c] in listed("one") for c in kids)


def is_name(tree: Tree, labels: Mapping[int, set[str]], i: int) -> bool:
    """Whether token `i` is of a person's name."""
    return "PERSON" in labels.get(i, ()) and tree.tokens[i].pos == "PROPN"


def is_person(tree: Tree, labels: Mapping[int, set[str]], i: int) -> bool:
    """Whether token `i` may stand for people: a name, a pronoun, a number, a word for people."""
    is_named = "PERSON" in labels.get(i, ())
    return is_named or tree.tokens[i].pos in {"PRON", "NUM"} or tree.lemmas[i] in _people()


def _people() -> frozenset[str]:
    return load_classes()["civilian"] | load_classes()["soldier"]


def _things() -> frozenset[str]:
    """What kills, burns or is hit: never who is killed."""
    kinds = ("harm_cause", "artillery", "aircraft", "bomb", "building", "place_word")
    return frozenset[str]().union(*(load_classes()[kind] for kind in kinds))
