"""Noun of wounds, hospital or care → the hurt who "suffered burns", "were taken to hospital"."""

from collections.abc import Mapping

from pipeline.events.harm.beside import count_before
from pipeline.events.harm.people import count_people
from pipeline.events.harm.tolls import Count
from pipeline.events.harm.words import listed
from pipeline.events.tree import Tree

_UP = 3  # arcs from a wound or a hospital to the verb that tells of those hurt


def count_hurt(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Count | None:
    """The hurt of noun or verb `i`; None if it tells of nobody who lives with a wound."""
    lemma = tree.lemmas[i]
    if lemma in listed("wounds"):
        return _of_verb_above(tree, labels, i, "suffering")
    if lemma in listed("hospitals"):
        if tree.kids(i, "cop") and tree.phrase_case(i) == "in":
            return _of_patients(tree, labels, tree.subjects(i))
        return _of_verb_above(tree, labels, i, "hospital_verbs")
    is_treated = lemma == "treat" and tree.tokens[i].tag == "VBN"
    return _of_patients(tree, labels, tree.subjects(i)) if is_treated else None


def is_cause_of_death(tree: Tree, i: int) -> bool:
    """Whether wound `i` is what somebody died of ("succumbed to his injuries")."""
    near = tree.ancestors(i)[:_UP]
    is_wound = tree.phrase_case(i) in {"of", "from", "to"} and not tree.is_verbal(i)
    return is_wound and any(tree.lemmas[t] in listed("kill") for t in near)


def _of_verb_above(tree: Tree, labels: Mapping[int, set[str]], i: int, verbs: str) -> Count | None:
    """The subjects of the nearest verb of a list ("suffered burns", "rushed to hospital")."""
    verb = next((t for t in tree.ancestors(i)[:_UP] if tree.is_verbal(t)), None)
    if verb is None or tree.lemmas[verb] not in listed(verbs) or _is_fatal(tree, verb):
        return None
    return count_before(tree, verb) or _of_patients(tree, labels, tree.subjects(verb))


def _is_fatal(tree: Tree, verb: int) -> bool:
    """Whether the clause of a verb, or the one over it, tells of a death ("… where he died")."""
    is_beside = tree.bases[verb] in {"conj", "parataxis"}
    near = [*(() if is_beside else tree.ancestors(verb)[:1]), *tree.subtree(verb)]
    words = {word for t in near for word in (tree.lemmas[t], tree.lowers[t])}
    return not words.isdisjoint(listed("kill") | listed("dead") | listed("bodies"))


def _of_patients(tree: Tree, labels: Mapping[int, set[str]], people: list[int]) -> Count | None:
    """People in a number, or one who is named; those ill before and a "she" are no hurt."""
    told = [t for t in people if tree.tokens[t].pos != "PRON"]
    if any(tree.lemmas[t] in listed("ill") for t in told):
        return None
    return count_people(tree, labels, told)
