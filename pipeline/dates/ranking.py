"""Clauses, date -> how directly the date governs the trigger."""

from pipeline.dates.clauses import Clauses, listed
from pipeline.records import DateSpan

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_ASTRAY = 50  # rank of a date that a parser hung on the wrong word


def rank(clauses: Clauses, span: DateSpan) -> int | None:
    """How directly a date governs the trigger: 0 best; None when another clause has it.

    0: it hangs on the trigger. 1: on the head of the trigger's clause. 2 and more: on a clause
    above, whose time the trigger's clause shares. Last, in a clause that
    tells when it was ("as tanks came on Monday"), on a participle under the trigger, or
    somewhere else but with no verb and no clause's start between ("on Sunday a shell fell").
    """
    if not clauses.is_parsed:
        return _rank_in_row(clauses, span)
    if clauses.has_between(clauses.place_of(span), ";") or _is_of_aside(clauses, span):
        return None
    line = clauses.up(clauses.place_of(span))
    home = clauses.clause_of(line)
    is_own = clauses.trigger in line and home in (*clauses.line[:1], clauses.own)
    if is_own or _opens_when(clauses, span):
        return 0
    if home in clauses.line:
        steps = clauses.line[: clauses.line.index(home)]
        is_own = home == clauses.own
        if _is_reason(clauses, home):
            return None
        return 1 if is_own else 2 + sum(clauses.opens_clause(place) for place in steps)
    return _rank_from_beside(clauses, span, line)


def _is_of_aside(clauses: Clauses, span: DateSpan) -> bool:
    """Whether the date stands in an aside that a participle tells, the trigger outside.

    "In Goma, a town retaken on Friday, police found arms": between commas, without a finite verb.
    """
    first, stop = clauses.sentence
    here, end = clauses.started(span.start) - 1, clauses.started(span.end - 1)
    texts = [token.text for token in clauses.tokens[first:stop]]
    commas = [first + i for i, text in enumerate(texts) if text == ","]
    opens = max((i for i in commas if i < here), default=None)
    closes = min((i for i in commas if i >= end), default=stop)
    if opens is None or opens < clauses.trigger < closes:
        return False
    inside = clauses.tokens[opens + 1 : closes]
    is_finite = any(t.tag in _FINITE or t.pos == "AUX" for t in inside)
    before = [t.tag for t in clauses.tokens[opens + 1 : here]]
    # What was taken for a participle may have an object ("reached Lviv").
    opens_aside = before[:1] == ["VBN"] and before[1:2] not in (["NNP"], ["DT"], ["PRP"])
    is_told = opens_aside or (before[:1] == ["DT"] and "VBN" in before)
    return is_told and not is_finite


def _opens_when(clauses: Clauses, span: DateSpan) -> bool:
    """Whether the trigger's is the verb of what happened then ("on Monday when rockets fell").

    A parser hangs it on what stands before.
    """
    tokens, stop = clauses.tokens, clauses.started(span.end - 1)
    when = stop + 1 if stop < len(tokens) and tokens[stop].text == "," else stop
    if when >= clauses.own or tokens[when].text.lower() != "when":
        return False
    verbs = (i for i in range(when + 1, clauses.sentence[1]) if tokens[i].pos == "VERB")
    return next(verbs, -1) in {clauses.trigger, clauses.own}


def _rank_from_beside(clauses: Clauses, span: DateSpan, line: list[int]) -> int | None:
    """The rank of a date that hangs neither on the trigger's clause nor on one above it."""
    home = clauses.clause_of(line)
    if _is_at_the_time(clauses, home) or _is_of_pair(clauses, home) or _is_shared(clauses, line):
        return _ASTRAY - 1
    is_near = _is_of_participle(clauses, line) or _is_beside(clauses, span)
    return _ASTRAY if is_near or _closes_sentence(clauses, span) else None


def _is_at_the_time(clauses: Clauses, home: int) -> bool:
    """Whether a clause tells when the trigger's was ("fell back as tanks came on Monday")."""
    token = clauses.tokens[home]
    if token.dep != "advcl" or token.head not in (clauses.trigger, clauses.own):
        return False
    first, stop = clauses.sentence
    marks = (t for t in clauses.tokens[first:stop] if t.dep in {"mark", "advmod"})
    return any(
        t.text.lower() in listed("at_the_time") and clauses.tokens[t.head] is token for t in marks
    )


def _is_of_pair(clauses: Clauses, home: int) -> bool:
    """Whether the trigger's clause tells how that came about which joined verbs say.

    "Nine were killed and ten hurt on Monday when shells fell".
    """
    own = clauses.own
    joined = clauses.tokens[home]
    is_joined = joined.dep == "conj" and joined.head == clauses.tokens[own].head
    return is_joined and clauses.tokens[own].dep == "advcl" and home < own


def _is_shared(clauses: Clauses, line: list[int]) -> bool:
    """Whether the trigger's verb is joined to a later one that has the date but no subject.

    "The ship blew up and sank on Thursday."
    """
    tokens, at = clauses.tokens, clauses.tokens[line[0]].head
    first, stop = clauses.sentence
    if at != clauses.clause_of(line):
        return False  # "and wanted to take it by May"
    told = {t.head for t in tokens[first:stop] if t.dep in _SUBJECTS}
    while tokens[at].dep == "conj" and at not in told and tokens[at].head < at:
        at = tokens[at].head
        if at in {clauses.trigger, clauses.own}:
            return True
    return False


def _is_reason(clauses: Clauses, home: int) -> bool:
    """Whether the trigger only names what a deed was about ("voted on Friday over killings")."""
    tokens, line = clauses.tokens, clauses.line
    below = line[max(line.index(home) - 1, 0)]
    first, stop = clauses.sentence
    case = {t.text.lower() for t in tokens[first:stop] if tokens[t.head] is tokens[line[0]]}
    is_noun = tokens[line[0]].pos == "NOUN" and below != home
    return is_noun and tokens[home].pos == "VERB" and not case.isdisjoint(listed("about"))


def _closes_sentence(clauses: Clauses, span: DateSpan) -> bool:
    """Whether a date stands after a comma at the end, where it is that of the whole sentence."""
    first, stop = clauses.started(span.start) - 1, clauses.started(span.end - 1)
    is_last = all(t.pos == "PUNCT" for t in clauses.tokens[stop : clauses.sentence[1]])
    before = [t.text.lower() for t in clauses.tokens[max(first - 2, 0) : first]]
    return (
        is_last and "," in before and listed("before_end").issuperset(before[before.index(",") :])
    )


def _is_of_participle(clauses: Clauses, line: list[int]) -> bool:
    """Whether only participles without subjects stand between a date and the trigger over it.

    "Talks over a video link resumed on Monday": a parser hangs the verb on the link.
    """
    if clauses.trigger not in line:
        return False
    opened = [i for i in line[: line.index(clauses.trigger)] if clauses.opens_clause(i)]
    if any(clauses.tokens[i].dep == "acl" for i in opened) and clauses.has_between(line[0], ","):
        return False  # "The town, its bridge bombed on Monday, is surrounded"
    first, stop = clauses.sentence
    told = {t.head for t in clauses.tokens[first:stop] if t.dep in _SUBJECTS}
    tokens = clauses.tokens
    if tokens[clauses.trigger].head == clauses.trigger and tokens[clauses.trigger].pos == "NOUN":
        # "A strike on the street beside it killed three on Monday": no other verb is there.
        told -= {i for i in opened if tokens[i].dep == "acl" and tokens[i].tag == "VBD"}
    return all(tokens[i].dep in {"acl", "advcl"} and i not in told for i in opened)


def _is_beside(clauses: Clauses, span: DateSpan) -> bool:
    """Whether nothing that begins or carries a clause stands between a date and the trigger."""
    first, stop = clauses.started(span.start) - 1, clauses.started(span.end - 1)
    between = (
        range(stop, clauses.trigger)
        if first < clauses.trigger
        else range(clauses.trigger + 1, first)
    )
    return all(
        clauses.tokens[i].pos not in {"VERB", "AUX", "PUNCT", "SCONJ", "CCONJ"}
        and clauses.tokens[i].text.lower() not in listed("breaks")
        for i in between
    )


def _rank_in_row(clauses: Clauses, span: DateSpan) -> int | None:
    """Without a tree: the more clause breaks lie between, the worse."""
    low, high = sorted((clauses.place_of(span), clauses.trigger))
    between = clauses.tokens[low + 1 : high]
    return 1 + sum(
        t.text.lower() in listed("breaks") or t.lemma in listed("saying") for t in between
    )
