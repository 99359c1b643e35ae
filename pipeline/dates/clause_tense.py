"""Clauses -> what the tense of the trigger's clause tells of its day."""

from pipeline.dates.clauses import Clauses, listed
from pipeline.records import Token

_AUXILIARIES = ("aux", "aux:pass", "auxpass", "cop")
_NEAR, _AROUND = 4, 6  # words before, and on either side, that stand for a clause without a tree


def _verb(clauses: Clauses) -> Token | None:
    """The verb of the trigger's clause."""
    if not clauses.is_parsed:
        return clauses.tokens[clauses.trigger]
    verbs = (clauses.tokens[i] for i in clauses.line if clauses.tokens[i].pos in {"VERB", "AUX"})
    return next(verbs, None)


def _helpers(clauses: Clauses) -> set[str]:
    """The auxiliaries of that verb, in lower case; without a tree, those just before."""
    verb = _verb(clauses)
    first, stop = clauses.sentence
    if verb is None:
        return set()
    if clauses.is_parsed:
        return {
            t.text.lower()
            for i, t in enumerate(clauses.tokens[first:stop], first)
            if t.dep in _AUXILIARIES and clauses.tokens[t.head] is verb and i != t.head
        }
    first = max(clauses.trigger - _NEAR, first)
    return {t.text.lower() for t in clauses.tokens[first : clauses.trigger]}


def _has_word(clauses: Clauses, name: str) -> bool:
    first, stop = clauses.sentence
    if not clauses.is_parsed:
        here = clauses.trigger
        first, stop = max(first, here - _AROUND), min(stop, here + _AROUND + 1)
    return any(
        t.text.lower() in listed(name)
        for i, t in enumerate(clauses.tokens[first:stop], first)
        if not clauses.is_parsed
        or clauses.clause_of(clauses.up(i)) == clauses.clause_of(clauses.line)
    )


def is_ahead(clauses: Clauses) -> bool:
    """Whether the clause tells of what is to come: "will attack", "planned to attack"."""
    helpers = _helpers(clauses)
    if helpers & listed("will"):
        return True
    return "would" in helpers and "have" not in helpers


def is_going_on(clauses: Clauses) -> bool:
    """Whether it is going on as the article is written: "are shelling", "remains", "still"."""
    verb, helpers = _verb(clauses), _helpers(clauses)
    if helpers & listed("have"):
        return False
    if verb is not None and verb.lemma in listed("lasting"):
        return True
    if verb is not None and helpers & listed("is") and verb.text.endswith("ing"):
        return True
    return _has_word(clauses, "lasting_words")


def has_lasted(clauses: Clauses) -> bool:
    """Whether it has gone on up to now: "have been shelling"."""
    verb, helpers = _verb(clauses), _helpers(clauses)
    return (
        verb is not None
        and bool(helpers & listed("have_now"))
        and "been" in helpers
        and verb.text.endswith("ing")
    )


def is_perfect(clauses: Clauses) -> bool:
    """Whether it is told as done by now or by then: "has fled", "had seized"."""
    return bool(_helpers(clauses) & listed("have"))
