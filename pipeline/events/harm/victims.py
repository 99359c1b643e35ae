"""Word of harm → the people it says were harmed, by its arguments or by what stands close."""

from collections.abc import Mapping

from pipeline.events.harm.ages import is_age_in_row, is_age_of_one
from pipeline.events.harm.beside import (
    before_parting,
    count_beside,
    count_one_beside,
    count_those_beside,
)
from pipeline.events.harm.figures import LONGEST, first_of_number, is_part, read_count
from pipeline.events.harm.people import count_people, is_name, is_person, may_be_one, sum_counts
from pipeline.events.harm.phrases import is_of_next
from pipeline.events.harm.tolls import Count
from pipeline.events.harm.words import listed
from pipeline.events.numbers import starts_number
from pipeline.events.tree import Tree
from pipeline.events.voice import may_be_passive
from pipeline.events.words import load_classes

_BEFORE, _AFTER = 11, 5  # tokens to look for a count before and after a word of harm
_ASIDE = 16  # tokens between two dashes
_NAME = 5  # tokens before "was shot" in which the name of the one shot begins


def is_dying(lemma: str) -> bool:
    """Whether the subject of a verb, by its lemma, is the one who dies of it."""
    return lemma in listed("dying")


def count_victims(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The people whom word of harm `i` tells of; the count before it goes first."""
    if tree.has_arcs(i) and tree.is_verbal(i):
        return _of_verb(tree, labels, i)
    behind = tree.lowers[i + 1 : i + 2]
    if tree.lowers[i].endswith("s") and any(map(starts_number, behind)):
        return count_nearby(tree, labels, i, ahead=True)  # "kills six, wounds dozens"
    found = count_nearby(tree, labels, i, ahead=False)
    if found is None and tree.lowers[i] == "dead" and i and _is_a_person(tree, i - 1):
        return Count(1, 1)  # "leaving a man dead, five people injured"
    return found or count_nearby(tree, labels, i, ahead=True)


def count_shot(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The people of "was shot dead", "shot two men dead", "beaten to death", `i` the last word."""
    head = tree.head(i)
    if head is None or tree.lemmas[head] not in listed("shoot"):
        return None
    if count_victims(tree, labels, i) is not None:
        return None
    astray = count_people(tree, labels, tree.kids(i, "obj"))  # "shot dead an unarmed man"
    return astray or _of_verb(tree, labels, head) or _named_before(tree, labels, head)


def count_found(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The people who "were found shot", "were found with …", `i` the word for how."""
    head = tree.head(i)
    if head is None or tree.lemmas[head] != "find" or tree.lowers[i] not in listed("found_so"):
        return None
    return count_people(tree, labels, tree.subjects(head) or tree.kids(head, "obj"))


def _named_before(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """One person whose name, with an age at most, stands before "was shot"."""
    near = range(max(tree.sentence(i).first, i - _NAME), i)
    return Count(1, 1) if any(is_name(tree, labels, t) for t in near) else None


def _of_verb(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The people a verb harms: its objects, or its subjects if they are the ones that die."""
    is_active = not _is_suffered(tree, labels, i)
    beside = count_beside(tree, i) or count_those_beside(tree, i)
    if beside is not None:
        return beside
    sufferers = tree.kids(i, "obj") if is_active else _behind_colon(tree, i)
    found = _of_those(tree, sufferers) or count_people(tree, labels, sufferers)
    found = found or _of_pronoun(tree, labels, i, sufferers) or _of_one(tree, i, sufferers)
    found = found or count_one_beside(tree, i)
    if found is not None:
        return _with_companions(tree, labels, i, found)
    if any(tree.lemmas[head] in listed("not_people") for head in sufferers):
        return None
    if is_active or any(is_person(tree, labels, head) for head in sufferers):
        return count_nearby(tree, labels, i, ahead=is_active)
    return count_nearby(tree, labels, i, ahead=False) or count_nearby(tree, labels, i, ahead=True)


def _behind_colon(tree: Tree, i: int) -> list[int]:
    """The subjects of verb `i`, not those of a heading ("The situation in Lyman: a man was …")."""
    subjects = tree.subjects(i)
    return [t for t in subjects if t > i or ":" not in tree.lowers[t:i]] if subjects else []


def _is_suffered(tree: Tree, labels: Mapping[int, set[str]], i: int) -> bool:
    """Whether the subject of a verb is who is harmed, also without "was" ("two others injured")."""
    if is_dying(tree.lemmas[i]) or may_be_passive(tree, i):
        return True
    behind = tree.lowers[i + 1 : i + 2]
    is_joined = behind == ["and"] or any(map(starts_number, behind))  # "killed 20", "killed and"
    is_bare = tree.tokens[i].tag == "VBD" and not is_joined
    objects = [c for c in tree.children[i] if tree.is_object(c, i)]
    if not is_bare or not all(is_of_next(tree, c) for c in objects):
        return False  # of "58 killed, 288 injured" the second number is no object
    own = [t for t in tree.subjects_own(i) if tree.tokens[t].pos != "PRON"]
    return any(
        is_person(tree, labels, t) or may_be_one(tree, t) or tree.kids(t, "nummod") for t in own
    )


def _with_companions(tree: Tree, labels: Mapping[int, set[str]], i: int, count: Count) -> Count:
    """The count, with those who suffered it along with them ("together with her two sons")."""
    beside = [c for c in tree.kids(i, "obl") if _is_along(tree, c)]
    people = [c for c in beside if is_person(tree, labels, c)]
    others = count_people(tree, labels, people) if people else None
    if others is None and any(may_be_one(tree, c) for c in beside):
        others = Count(1, 1)  # "along with his deputy"
    return count if others is None else sum_counts([count, others]) or count


def _is_along(tree: Tree, noun: int) -> bool:
    """Whether "together with" or "along with" stands before a noun."""
    cases = tree.kids(noun, "case")
    first = min(cases, default=noun)
    words = {tree.lowers[t] for t in cases} | set(tree.lowers[max(0, first - 1) : first])
    return "with" in words and not words.isdisjoint(listed("along"))


def _of_pronoun(
    tree: Tree, labels: Mapping[int, set[str]], i: int, sufferers: list[int]
) -> Count | None:
    """The people of the verb before ("rounded up six men and executed them")."""
    before = tree.head(i) if tree.bases[i] == "conj" else None
    if before is None or not any(tree.lowers[t] in listed("told_people") for t in sufferers):
        return None
    return count_people(tree, labels, tree.kids(before, "obj"))


def _of_one(tree: Tree, i: int, sufferers: list[int]) -> Count | None:
    """One person whom only the verb shows to be one ("a cook was killed")."""
    if len(sufferers) == 1 and _is_bare_one(tree, sufferers[0]):
        return Count(1, 1)
    words = {tree.lemmas[i], tree.lowers[i]}
    is_killed = not words.isdisjoint(listed("killing_people"))
    is_one = len(sufferers) == 1 and may_be_one(tree, sufferers[0])
    known = is_one and any(tree.lowers[c] in listed("known") for c in tree.children[sufferers[0]])
    return Count(1, 1) if is_killed and is_one and not known else None


def _is_a_person(tree: Tree, noun: int) -> bool:
    """Whether it is one person told with an article ("a man", "an elderly woman")."""
    articles = {tree.lowers[c] for c in tree.kids(noun, "det")}
    return not articles.isdisjoint({"a", "an"}) and may_be_one(tree, noun)


def _is_bare_one(tree: Tree, head: int) -> bool:
    """Whether a headline tells of one person without an article ("Soldier wounded in attack")."""
    first = min([head, *tree.kids(head, "amod", "compound")])
    opens = first == tree.sentence(head).first or tree.lowers[first - 1] in {":", ";"}
    people = load_classes()["civilian"] | load_classes()["soldier"]
    is_person_word = tree.lemmas[head] in people - listed("many_people")
    is_one = is_person_word and tree.tokens[head].tag in {"NN", "NNP"}
    return opens and is_one and not tree.kids(head, "det", "nummod")


def _of_those(tree: Tree, sufferers: list[int]) -> Count | None:
    """Some of the people told, who suffer it themselves ("and 47 of them died")."""
    for head in sufferers:
        of = [tree.lowers[c] for c in tree.kids(head, "nmod") if tree.phrase_case(c) == "of"]
        if tree.tokens[head].pos == "NUM" and not listed("those").isdisjoint(of):
            return read_count(
                tree, first_of_number(tree, head, tree.sentence(head).first), head + 1
            )
    return None


def count_nearby(
    tree: Tree, labels: Mapping[int, set[str]], i: int, *, ahead: bool
) -> Count | None:
    """The closest number before (or after) token `i` in its sentence, if it counts people."""
    first, stop = tree.sentence(i).first, tree.sentence(i).stop
    span = range(i + 1, min(stop, i + _AFTER))
    if not ahead:
        last = _before_aside(tree, i, first)
        span = range(last - 1, max(first, last - _BEFORE) - 1, -1)
    harming = listed("kill") | listed("injure")
    for t in span:
        if tree.lowers[t] in listed("stops") or tree.lemmas[t] in harming:
            return None
        if is_age_of_one(tree, t):
            return Count(1, 1)
        if ahead and is_of_next(tree, t):
            return None  # "a civilian killed, eight wounded"
        if starts_number(tree.lowers[t]) and not is_part(tree, t) and not is_age_in_row(tree, t):
            start = t if ahead else first_of_number(tree, t, first)
            return _of_number(tree, labels, start, min(stop, start + LONGEST), ahead=ahead)
    return None


def _of_number(
    tree: Tree, labels: Mapping[int, set[str]], start: int, stop: int, *, ahead: bool
) -> Count | None:
    """The people of a number, and those joined to its noun behind a word of harm."""
    count = read_count(tree, start, stop)
    head = tree.head(start)
    is_counted = ahead and tree.bases[start] == "nummod" and head is not None and head > start
    if count is None or not is_counted or head is None:
        return count
    return count_people(tree, labels, [head]) or count


def _before_aside(tree: Tree, i: int, first: int) -> int:
    """The sign that opens an aside which ends right before `i` ("Nine people - … - died")."""
    if i == first:
        return i
    if tree.lowers[i - 1] == ",":
        before = before_parting(tree, i - 1, first)
        return i if before == i - 1 else before + 1
    if tree.lowers[i - 1] not in listed("dashes"):
        return i
    opening = range(i - 2, max(first, i - _ASIDE), -1)
    return next((t for t in opening if tree.lowers[t] in listed("dashes")), i)
