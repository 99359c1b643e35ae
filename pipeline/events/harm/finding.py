"""Tree → tolls: every count of killed and injured people, at the word that says so."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.events.harm.deaths import count_dead
from pipeline.events.harm.figures import words_before
from pipeline.events.harm.tolls import Toll
from pipeline.events.harm.victims import count_shot, count_victims
from pipeline.events.harm.words import listed, longest_end
from pipeline.events.tree import Tree

_MORE = 11  # tokens before a word of harm in which "also" or "another" may stand
_PARTICLE = ("compound", "advmod")  # how the particle of a verb hangs on it
_SAME = 4  # tokens within which the same count is the same people told twice


def find_tolls(tree: Tree, labels: Mapping[int, set[str]]) -> tuple[Toll, ...]:
    """All counts in text order; `labels` names the classes of tokens that stand in names."""
    tolls = [toll for i in range(len(tree.tokens)) for toll in _tolls_at(tree, labels, i)]
    return tuple(_in_place(tree, toll) for toll in _unique(tolls))


def _tolls_at(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Iterator[Toll]:
    lower = tree.lowers[i]
    if lower in listed("of_many") and longest_end(words_before(tree, i), "part_of"):
        return  # "four children were among the dead"
    is_killed = _is_word_of(tree, i, "kill", "dead") or _is_mortal(tree, i)
    if is_killed or _is_word_of(tree, i, "injure", "hurt"):
        count = count_victims(tree, labels, i)
        if count is not None:
            yield Toll(i, is_killed, count)
    is_end = lower == "dead" or (lower == "death" and tree.phrase_case(i) == "to")
    counts = [count_shot(tree, labels, i)] if is_end else []
    for count in (*counts, count_dead(tree, labels, i)):
        if count is not None:
            yield Toll(i, is_killed=True, count=count, is_total=lower in listed("totals"))


def _is_mortal(tree: Tree, i: int) -> bool:
    """Whether those who are hurt die of it ("fatally wounded", "gunned down")."""
    parts = tree.kids(i, *_PARTICLE)
    if any(f"{tree.lemmas[i]} {tree.lowers[c]}" in listed("felling") for c in parts):
        return True
    is_hurt = _is_word_of(tree, i, "injure", "hurt")
    return is_hurt and any(tree.lowers[c] in listed("mortally") for c in tree.kids(i, "advmod"))


def _is_word_of(tree: Tree, i: int, verbs: str, states: str) -> bool:
    """Whether token `i` is of a list of verbs, or of a list of words for those who suffered it."""
    lemma, lower = tree.lemmas[i], tree.lowers[i]
    return lemma in listed(verbs) or not listed(states).isdisjoint((lower, lemma))


def _in_place(tree: Tree, toll: Toll) -> Toll:
    """The toll with its sentence, and whether it comes on top of others."""
    near = range(max(tree.sentence(toll.token).first, toll.token - _MORE), toll.token)
    is_more = any(tree.lowers[t] in listed("more") for t in near)
    return replace(toll, sentence=tree.sentence_numbers[toll.token], is_more=is_more)


def _unique(tolls: list[Toll]) -> list[Toll]:
    """Leave out a count told twice side by side ("killed … 5 dead")."""
    kept: list[Toll] = []
    for toll in tolls:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.is_killed == toll.is_killed
            and last.count == toll.count
            and toll.token - last.token <= _SAME
        ):
            continue
        kept.append(toll)
    return kept
