"""Token → the rules it calls, by itself, as the start of a phrase, or by who does it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.events.tree import Tree
from pipeline.events.triggers.forms import (
    is_mere_modifier,
    is_modifying_verb,
    tells_as_noun,
    tells_as_verb,
)
from pipeline.events.words import Rule, load_triggers, load_words

_PARTED = 2  # words of a verb and its particle
_APART = 8  # tokens between them at most


@dataclass(frozen=True, slots=True)
class Call:
    """A rule with the head and the last token of the words that call it."""

    rule: Rule
    head: int
    last: int


def find_calls(tree: Tree, i: int, *, has_doer: bool) -> list[Call]:
    """The rules that token `i` calls; `has_doer` tells whether its sentence names a doer.

    A mere modifier calls none but may begin a phrase: "death toll" is no modifier.
    """
    calls = _calls_at(tree, i, has_doer=has_doer)
    if calls and is_mere_modifier(tree, i):
        return [call for call in calls if call.head != i]
    return calls


def _calls_at(tree: Tree, i: int, *, has_doer: bool) -> list[Call]:
    triggers, lemma, lower = load_triggers(), tree.lemmas[i], tree.lowers[i]
    if lower == "according" or _is_month(tree, i):
        return []  # whatever the parser took it for
    by_doer = _calls_by_doer(tree, i) if has_doer else []
    if lemma not in triggers.words and lower not in triggers.words:
        return by_doer
    keys = dict.fromkeys((lemma, lower))
    calls = [*_phrases_at(tree, i, keys), *by_doer]
    is_verb, is_noun = tells_as_verb(tree, i), tells_as_noun(tree, i)
    for key in keys:
        if is_verb:
            calls += [Call(rule, i, i) for rule in triggers.verbs.get(key, ())]
        if is_noun:
            calls += [Call(rule, i, i) for rule in triggers.nouns.get(key, ())]
    if is_modifying_verb(tree, i):
        # A phrase may begin with an adjective: "humanitarian pause".
        return [call for call in calls if call.rule.as_modifier or call.last > i]
    return calls


def _is_month(tree: Tree, i: int) -> bool:
    """Whether "March" is the month ("8 March", "in March")."""
    if tree.tokens[i].text != "March":
        return False
    beside = tree.tokens[max(0, i - 1) : i] + tree.tokens[i + 1 : i + 2]
    is_day = any(token.pos == "NUM" or token.text[:1].isdigit() for token in beside)
    return is_day or (i > 0 and tree.lowers[i - 1] in load_words("grammar.toml", "of_time"))


def _calls_by_doer(tree: Tree, i: int) -> list[Call]:
    """The rules that ask who does it, whatever is done ("a rocket sliced through a roof")."""
    if tree.tokens[i].pos != "VERB" or is_modifying_verb(tree, i):
        return []
    lemma = tree.lemmas[i]
    return [Call(rule, i, i) for rule in load_triggers().any_verb if lemma not in rule.excluded]


def _phrases_at(tree: Tree, i: int, keys: Iterable[str]) -> list[Call]:
    """The rules of phrases that begin at token `i`."""
    calls: list[Call] = []
    for key in keys:
        for words, rule in load_triggers().phrases.get(key, ()):
            stop = _phrase_stop(tree, i, words)
            if stop:
                calls.append(Call(rule, _phrase_head(tree, i, stop), stop - 1))
            elif _is_parted(tree, i, words):
                calls.append(Call(rule, i, i))
    return calls


def _phrase_stop(tree: Tree, i: int, words: tuple[str, ...]) -> int:
    """One past the last token of the phrase that begins at `i`; 0 if it does not."""
    stop = i + len(words)
    if stop > tree.sentence(i).stop:
        return 0
    for at, word in enumerate(words, start=i):
        if word not in {tree.lemmas[at], tree.lowers[at]}:
            return 0
    return stop


def _phrase_head(tree: Tree, start: int, stop: int) -> int:
    for i in range(start, stop):
        head = tree.head(i)
        pos = tree.tokens[i].pos
        if (head is None or not start <= head < stop) and pos not in {"ADP", "DET", "ADV"}:
            return i
    return stop - 1


def _is_parted(tree: Tree, i: int, words: tuple[str, ...]) -> bool:
    """Whether an object parts a verb from its particle ("blew the bridge up")."""
    if len(words) != _PARTED or not tree.is_verbal(i):
        return False
    return any(
        tree.lowers[c] == words[1] and tree.tokens[c].pos in {"ADP", "ADV", "PART"}
        for c in tree.children[i]
        if i < c <= i + _APART
    )
