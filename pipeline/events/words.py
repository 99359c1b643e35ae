"""data/*.toml → the word lists of the room, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_RULE_KEYS = (
    "agent",
    "patient",
    "agent_head",
    "patient_head",
    "object",
    "who",
    "near",
    "with",
    "to",
    "modifier",
    "after",
    "verb_above",
)


@cache
def read_toml(name: str) -> dict[str, Any]:
    """One data file of this room as TOML gives it; callers pick typed pieces out of it.

    Read once; nobody changes what it gives.
    """
    return tomllib.loads(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Need:
    """What must (or must not) stand in one slot around a trigger: words and named classes."""

    slot: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the trigger data; `name` says in plain words what it asks."""

    type: str
    weight: float
    needs: tuple[Need, ...]
    bars: tuple[Need, ...]
    is_harm: bool
    is_plural: bool
    place_predicate: bool
    as_modifier: bool
    excluded: frozenset[str] = frozenset()  # verbs that a rule for any verb leaves out
    only_adds: bool = False  # it tells more of a happening, and of none by itself


@dataclass(frozen=True, slots=True)
class Triggers:
    """Rules by the word that calls them, or by the first of a phrase; `words` are all such.

    Any verb calls `any_verb`, in a sentence that holds one of `doers`.
    """

    verbs: dict[str, tuple[Rule, ...]]
    nouns: dict[str, tuple[Rule, ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Rule], ...]]
    words: frozenset[str]
    any_verb: tuple[Rule, ...]
    doers: frozenset[str]


@cache
def load_classes() -> dict[str, frozenset[str]]:
    """Word classes by name, with "@class" entries spelled out one level deep."""
    raw: dict[str, list[str]] = read_toml("classes.toml")
    classes: dict[str, frozenset[str]] = {}
    for name, entries in raw.items():
        words: set[str] = set()
        for entry in entries:
            words.update(raw[entry[1:]] if entry.startswith("@") else [entry])
        classes[name] = frozenset(words)
    return classes


def _need(slot: str, entries: list[str]) -> Need:
    classes = load_classes()
    words: set[str] = set()
    for entry in entries:
        name = entry.removeprefix("@")
        words.update(classes.get(name, frozenset((name,))))
        if name in classes:
            words.add(name)
    return Need(slot, frozenset(words))


@cache
def load_triggers() -> Triggers:
    """All rules of data/triggers, in the order of the files' names."""
    verbs: dict[str, list[Rule]] = {}
    nouns: dict[str, list[Rule]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Rule]]] = {}
    any_verb: list[Rule] = []
    folder = files(__package__).joinpath("data", "triggers")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        for kind, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for entry in entries:
                rule = _rule(kind, entry)
                if entry.get("any_verb"):
                    any_verb.append(rule)
                for word in entry.get("verbs", ()):
                    verbs.setdefault(word, []).append(rule)
                for word in entry.get("nouns", ()):
                    nouns.setdefault(word, []).append(rule)
                for phrase in entry.get("phrases", ()):
                    words = tuple(phrase.split())
                    phrases.setdefault(words[0], []).append((words, rule))
    return Triggers(
        {word: tuple(rules) for word, rules in verbs.items()},
        {word: tuple(rules) for word, rules in nouns.items()},
        {word: tuple(rules) for word, rules in phrases.items()},
        frozenset((*verbs, *nouns, *phrases)),
        tuple(any_verb),
        frozenset(
            word
            for rule in any_verb
            for need in rule.needs
            if need.slot == "agent_head"
            for word in need.words
        ),
    )


def _rule(kind: str, entry: dict[str, Any]) -> Rule:
    return Rule(
        type=kind,
        weight=float(entry.get("weight", 0.7)),
        needs=tuple(_need(key, entry[key]) for key in _RULE_KEYS if key in entry),
        bars=tuple(_need(key, entry[f"not_{key}"]) for key in _RULE_KEYS if f"not_{key}" in entry),
        is_harm=bool(entry.get("harm", False)),
        is_plural=entry.get("number") == "plural",
        place_predicate=bool(entry.get("place_predicate", False)),
        as_modifier=bool(entry.get("as_modifier", False)),
        excluded=frozenset(entry.get("but", ())),
    )


@cache
def load_irregular() -> dict[str, str]:
    """Lemma of each irregular form of a verb."""
    return {str(form): str(lemma) for form, lemma in read_toml("irregular.toml")["forms"].items()}


@cache
def load_intransitive() -> frozenset[str]:
    """Lemmas of verbs that nobody suffers: "thousands protested" is no passive, however parsed."""
    return frozenset(read_toml("irregular.toml")["intransitive"]["verbs"])


@cache
def load_forms() -> dict[str, str]:
    """Lemma of each inflected form of the words the triggers and classes know.

    Regular endings are made by rule, irregular ones come from data; a form that is itself a known
    word stays what it is.
    """
    known = set(load_triggers().verbs) | {w for words in load_classes().values() for w in words}
    for key in ("saying", "supposed", "undone", "deniers", "tries", "planners"):
        known |= load_words("standing.toml", key)
    forms: dict[str, str] = {}
    for word in sorted(known):
        for form in _inflect(word):
            forms.setdefault(form, word)
    for noun in sorted(load_triggers().nouns):
        for form in _inflect(noun)[:1]:  # its plural
            forms.setdefault(form, noun)
    forms.update({word: word for word in known | set(load_triggers().nouns)})
    forms.update(load_irregular())
    forms.update({str(k): str(v) for k, v in read_toml("irregular.toml")["nouns"].items()})
    return forms


def _inflect(word: str) -> tuple[str, ...]:
    """Regular English forms of a verb: third person (or plural), past, gerund."""
    if not word.isalpha() or len(word) < 3:  # noqa: PLR2004 - no regular verb is shorter
        return ()
    last, before = word[-1], word[-2]
    if last == "e":
        return word + "s", word + "d", word[:-1] + "ing"
    if last == "y" and before not in "aeiou":
        return word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    if last in "sxz" or word.endswith(("ch", "sh")):
        return word + "es", word + "ed", word + "ing"
    closed = last in "bdgklmnprt" and before in "aeiou" and word[-3] not in "aeiou"
    doubled = (word + last + "ed", word + last + "ing") if closed else ()
    return word + "s", word + "ed", word + "ing", *doubled


@cache
def load_words(file: str, key: str) -> frozenset[str]:
    """One list of words out of a data file, as a set."""
    return frozenset(read_toml(file)[key])


@cache
def load_phrases(file: str, key: str) -> tuple[str, ...]:
    """One list of phrases out of a data file, in its order."""
    return tuple(read_toml(file)[key])
