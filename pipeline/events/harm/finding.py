"""Tree → tolls: every count of killed and injured people, at the word that says so."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from pipeline.events.harm.deaths import count_dead
from pipeline.events.harm.nobody import spares_all
from pipeline.events.harm.people import is_person
from pipeline.events.harm.tolls import Count, Toll
from pipeline.events.harm.totals import count_at_number, find_nth
from pipeline.events.harm.victims import count_found, count_shot, count_victims
from pipeline.events.harm.words import listed, longest_end, words_before
from pipeline.events.harm.wounds import count_hurt, is_cause_of_death
from pipeline.events.tree import Tree

# Lists of the words of harm, of its counts and of its signs.
_CALLING = (
    "kill", "dead", "injure", "hurt", "harm_nouns", "wounds", "hospitals", "deaths", "found_so",
    "numbers", "figures", "lives", "losses", "bodies", "morgues", "ends", "burying", "surviving",
)  # fmt: skip
_MORE = 11  # tokens before a word of harm in which "also" or "another" may stand
_PARTICLE = ("compound", "advmod")  # how the particle of a verb hangs on it
_STAGE = 7  # tokens around a count in which it is told to be an early one
_SAME = 4  # tokens within which the same count is the same people told twice


def find_tolls(tree: Tree, labels: Mapping[int, set[str]]) -> tuple[Toll, ...]:
    """All counts in text order; `labels` names the classes of tokens that stand in names."""
    found = [toll for i in range(len(tree.tokens)) for toll in _tolls_at(tree, labels, i)]
    tolls = _unique(found)
    told = {(toll.token, toll.is_killed) for toll in tolls}
    deadly = {tree.sentence_numbers[token] for token, is_killed in told if is_killed}
    return tuple(_in_place(tree, labels, toll, told, deadly) for toll in tolls)


def _tolls_at(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Iterator[Toll]:
    lower = tree.lowers[i]
    if _calling_words().isdisjoint((lower, tree.lemmas[i])):
        return
    if lower in listed("of_many") and longest_end(words_before(tree, i), "part_of"):
        return  # "four children were among the dead"
    if tree.phrase_case(i) in listed("comparing"):
        return  # "the deadliest attack since the 17 deaths of March"
    is_killed = _is_word_of(tree, i, "kill", "dead") or _is_mortal(tree, i)
    is_hurt = not is_killed and _is_word_of(tree, i, "injure", "hurt")
    if (is_killed or is_hurt or tree.lemmas[i] in listed("harm_nouns")) and spares_all(tree, i):
        yield from _none_at(i, is_hurt=not is_killed)
        return
    hurt = list(_hurt_at(tree, labels, i))
    yield from hurt
    if is_killed or (is_hurt and not hurt and not is_cause_of_death(tree, i)):
        nth = find_nth(tree, i) if is_killed else 0
        count = Count(1, 1) if nth else count_victims(tree, labels, i)
        if count is not None:
            yield Toll(i, is_killed, count, nth=nth)
    is_end = lower in listed("deaths") and tree.phrase_case(i) == "to"
    counts = [count_shot(tree, labels, i)] if is_end or lower == "dead" else []
    for count in (*counts, count_found(tree, labels, i), count_dead(tree, labels, i)):
        if count is not None:
            yield Toll(i, is_killed=True, count=count, is_total=lower in listed("totals"))


@cache
def _calling_words() -> frozenset[str]:
    """All words that a count may hang on: few of a text, so that the others cost nothing."""
    felling = {phrase.split()[0] for phrase in listed("felling")}
    return frozenset({"treat"}).union(felling, *map(listed, _CALLING))


def _none_at(i: int, *, is_hurt: bool) -> Iterator[Toll]:
    """Nobody killed; where nobody was hurt, none of either."""
    yield Toll(i, is_killed=True, count=Count(0, 0))
    if is_hurt:
        yield Toll(i, is_killed=False, count=Count(0, 0))


def _hurt_at(tree: Tree, labels: Mapping[int, set[str]], i: int) -> Iterator[Toll]:
    counts = [count_hurt(tree, labels, i)]
    if tree.lemmas[i] == "number":
        counts.append(count_at_number(tree, i, listed("injure") | listed("hurt")))
    for count in counts:
        if count is not None:
            is_total = tree.lowers[i] in listed("totals")
            yield Toll(i, is_killed=False, count=count, is_total=is_total)


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


def _in_place(
    tree: Tree,
    labels: Mapping[int, set[str]],
    toll: Toll,
    told: set[tuple[int, bool]],
    deadly: set[int],
) -> Toll:
    """The toll with its sentence, and whether it comes on top of others."""
    near = range(max(tree.sentence(toll.token).first, toll.token - _MORE), toll.token)
    number = tree.sentence_numbers[toll.token]
    # Those hurt are "others" than the dead of their sentence, not than the hurt told before.
    is_told = not toll.is_killed and number in deadly
    is_more = not is_told and any(_is_more(tree, labels, t) for t in near)
    return replace(
        toll,
        sentence=number,
        is_more=is_more,
        is_apart=_is_apart(tree, toll, told),
        is_earlier=_is_earlier(tree, toll.token),
    )


def _is_more(tree: Tree, labels: Mapping[int, set[str]], t: int) -> bool:
    """Whether a word sets people apart from others told ("another 14"); not "other cities"."""
    if tree.lowers[t] not in listed("more") or tree.lowers[t + 1] == "than":
        return False
    head = tree.head(t)
    modifies = tree.bases[t] in {"amod", "det"} and head is not None
    return not modifies or is_person(tree, labels, head or t) or tree.tokens[head or t].pos == "NUM"


def _is_earlier(tree: Tree, i: int) -> bool:
    """Whether a count was put right since ("initially 47", "the authorities had put it at 40")."""
    sentence = tree.sentence(i)
    words = tree.lowers[max(sentence.first, i - _STAGE) : min(sentence.stop, i + _STAGE)]
    text = f" {' '.join(words)} "
    if any(f" {phrase} " in text for phrase in listed("earlier")):
        return True
    verb = next((t for t in tree.ancestors(i) if tree.is_verbal(t)), None)
    if verb is None or tree.lemmas[verb] not in listed("putting") | listed("counting"):
        return False
    return any(tree.lowers[c] == "had" for c in tree.kids(verb, "aux"))


def _is_apart(tree: Tree, toll: Toll, told: set[tuple[int, bool]]) -> bool:
    """Whether a clause joined to that of another count tells of people of its own.

    "A nurse was killed at once and a driver died later" are two.
    """
    i = toll.token
    above = tree.head(i) if tree.bases[i] in {"conj", "parataxis", "advcl"} else None
    if above is None or not tree.subjects_own(i) or not tree.subjects_own(above):
        return False
    joints = (c for t in (i, *tree.subjects_own(i)) for c in tree.kids(t, "cc"))
    is_told_above = (above, toll.is_killed) in told
    return is_told_above and any(tree.lowers[c] == "and" for c in joints)


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
            kept[-1] = replace(last, is_total=last.is_total or toll.is_total)
            continue
        kept.append(toll)
    return kept
