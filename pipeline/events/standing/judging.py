"""Trigger → Standing, by what the article says of it and what it says over it."""

from dataclasses import dataclass
from itertools import pairwise

from pipeline.events.clauses import clause_head
from pipeline.events.standing.climbing import find_prospect
from pipeline.events.standing.modals import is_counterfactual, is_of_none
from pipeline.events.standing.other_times import why_of_another_time
from pipeline.events.standing.prospect import HAPPENED, Prospect
from pipeline.events.standing.speech import find_speaker
from pipeline.events.standing.words import listed, phrases
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.records import Status

_OF_NOUN = frozenset({"det", "nmod"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a trigger is real; `unreal` names the reason to drop it, empty if it stands."""

    status: Status
    said_by: str
    unreal: str = ""


def judge(tree: Tree, trigger: Trigger) -> Standing:
    """Status of a trigger, or why it is none."""
    said_by, is_denied = find_speaker(tree, trigger)
    found = _prospect(tree, trigger)
    if found.unreal == "negated" and _has_ended(tree, trigger):
        found = HAPPENED
    if not found.unreal and is_denied:
        return Standing(Status.DENIED, said_by, "denied")
    is_forecast = bool(found.plan) and trigger.rule.type not in listed("plannable")
    unreal = found.unreal or ("forecast" if is_forecast else "")
    return Standing(_status(tree, trigger, found.plan, said_by), said_by, unreal)


def _prospect(tree: Tree, trigger: Trigger) -> Prospect:
    """What is said of the trigger itself, then what is said over it."""
    reason = why_of_another_time(tree, trigger)
    if not reason and is_of_none(tree, trigger):
        reason = "negated"
    if not reason and _is_belied(tree, trigger):
        reason = "denied"
    if not reason and (_is_thought(tree, trigger) or is_counterfactual(tree, trigger)):
        reason = "supposed"
    if not reason and _is_habit(tree, trigger):
        reason = "a habit"
    if not reason and _is_summed_up(tree, trigger):
        reason = "a heading"
    if reason or _is_known(tree, trigger):
        return Prospect(reason) if reason else HAPPENED
    return Prospect("a question") if _is_asked(tree, trigger) else find_prospect(tree, trigger)


def _has_ended(tree: Tree, trigger: Trigger) -> bool:
    """Whether it tells that somebody lost what he held ("is no longer in Ukrainian hands")."""
    i = trigger.token
    if tree.lemmas[i] not in listed("held"):
        return False
    before = tree.lowers[tree.sentence(i).first : i]
    return any(pair == ("no", "longer") for pair in pairwise(before))


def _status(tree: Tree, trigger: Trigger, plan: str, said_by: str) -> Status:
    if plan:
        return Status.AGREED if plan == "agree" else Status.PLANNED
    if _is_disputed(tree, trigger):
        return Status.DISPUTED
    if _is_ongoing(tree, trigger):
        return Status.ONGOING
    return Status.CLAIM if said_by else Status.REPORTED


def _is_known(tree: Tree, trigger: Trigger) -> bool:
    """Whether the words take it for known that it happened ("the murder of the priests").

    Such a noun stands for what happened whatever stands over it: an inquiry or a question.
    """
    i = trigger.token
    if trigger.rule.type not in listed("known") or tree.tokens[i].pos != "NOUN":
        return False
    head = tree.head(i)
    if head is not None and tree.lemmas[head] in listed("wishes"):
        return False  # "calls for the killing of a judge"
    kids = tree.kids(i, *_OF_NOUN)
    if tree.bases[i] == "conj":  # "the kidnapping and murder of five students"
        kids += tree.kids(tree.tokens[i].head, *_OF_NOUN)
    if any(tree.tokens[c].dep == "nmod:poss" for c in kids):
        return True
    has_article = any(tree.lowers[c] in listed("known_by") for c in kids)
    return has_article and any(tree.phrase_case(c) == "of" for c in kids)


def _is_thought(tree: Tree, trigger: Trigger) -> bool:
    """Whether an adjective or a phrase makes it a thought ("a possible attack")."""
    beside = {tree.lowers[c] for c in tree.kids(trigger.token, "amod")}
    text = " ".join(tree.lowers[t] for t in trigger.clause)
    is_feared = any(phrase in text for phrase in phrases("feared_phrases"))
    return is_feared or not beside.isdisjoint(listed("only_thought"))


def _is_summed_up(tree: Tree, trigger: Trigger) -> bool:
    """Whether a heading only promises to tell of it ("what is known about the shelling of …")."""
    i = trigger.token
    verb = tree.head(i)
    if verb is None or tree.lemmas[verb] != "know" or tree.phrase_case(i) != "about":
        return False
    return any(tree.lowers[c] == "what" for c in tree.children[verb])


def _is_habit(tree: Tree, trigger: Trigger) -> bool:
    """Whether somebody tells what "they" always do, at no place ("they shell us all night")."""
    i = trigger.token
    who = tree.subjects_own(i)
    is_present = tree.tokens[i].tag in {"VBP", "VBZ"} and not tree.kids(i, "aux")
    is_plain = is_present and bool(who) and all(tree.tokens[t].pos == "PRON" for t in who)
    beside = frozenset(tree.kids(i, "parataxis"))  # who says so
    told = tree.subtree(i, leave_out=beside)
    return is_plain and not any(
        tree.tokens[t].pos == "PROPN" and tree.tokens[t].text.istitle() for t in told
    )


def _is_belied(tree: Tree, trigger: Trigger) -> bool:
    """Whether a report of it is said to be wrong, or it is told what such deeds are in general."""
    i, sentence = trigger.token, tree.sentence(trigger.token)
    head = tree.head(i)
    is_bare = tree.bases[i] == "nsubj" and not tree.kids(i, "det", "nummod")
    if is_bare and head is not None and tree.kids(head, "cop"):
        return tree.lemmas[head] in listed("offences")
    over = _reported_by(tree, i)
    if not any(tree.lemmas[t] in listed("reports") for t in over):
        return False
    named = [c for t in over if tree.lemmas[t] in listed("naming") for c in tree.children[t]]
    if any(tree.lemmas[t] in listed("lies") for t in (*named, *over)):
        return True  # "called reports of a massacre a provocation", "news of raids was a fake"
    text = " ".join(tree.lowers[sentence.first : sentence.stop])
    return any(f"{phrase} " in f"{text} " for phrase in phrases("belying_phrases"))


def _reported_by(tree: Tree, i: int) -> list[int]:
    """What stands over a trigger, and the nouns that its phrases hang on."""
    above = tree.ancestors(i)
    return [*above, *(c for t in (i, *above) for c in tree.kids(t, "nsubj") if c < i)]


def _is_asked(tree: Tree, trigger: Trigger) -> bool:
    sentence = tree.sentence(trigger.token)
    return "?" in tree.lowers[max(sentence.first, sentence.stop - 3) : sentence.stop]


def _is_disputed(tree: Tree, trigger: Trigger) -> bool:
    sentence = tree.sentence(trigger.token)
    text = " ".join(tree.lowers[sentence.first : sentence.stop])
    if not listed("disputing").isdisjoint(text.split()):
        return True
    return any(phrase in text for phrase in phrases("disputing_phrases"))


def _is_ongoing(tree: Tree, trigger: Trigger) -> bool:
    if not listed("ongoing_words").isdisjoint(tree.lemmas[t] for t in trigger.clause):
        return True
    return any(
        tree.tokens[node].tag == "VBG"
        and any(
            tree.lemmas[c] == "be" and "Tense=Pres" in tree.tokens[c].morph
            for c in tree.kids(node, "aux")
        )
        for node in (trigger.token, clause_head(tree, trigger.token))
    )
