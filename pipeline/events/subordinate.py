"""Triggers of one sentence → those that tell of something of their own, beside the others."""

from collections.abc import Mapping
from dataclasses import replace

from pipeline.events.circumstances import has_place, is_circumstance
from pipeline.events.clauses import clause_head
from pipeline.events.standing import Standing
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.words import load_words

_MEASURE = "security_measure"

_Found = list[tuple[Trigger, Standing]]


def leave_out_subordinate(tree: Tree, labels: Mapping[int, set[str]], found: _Found) -> _Found:
    """Leave out triggers that only act, suffer or aim in another, in the same order.

    What it happened after, during or amid stands for itself. A trigger of fire takes the type of
    the fire that does it: "an air strike damaged" is an air strike.
    """
    kept = [
        (_named_by_agent(trigger, found), standing)
        for trigger, standing in _without_arguments(tree, found)
    ]
    kept = [
        pair
        for pair in kept
        if not (
            _is_over_its_talks(tree, pair[0], found)
            or _is_order(tree, pair[0], found)
            or _is_crime(tree, labels, pair[0], found)
            or _is_cause(tree, labels, pair[0], found)
            or _is_outcome(tree, labels, pair[0], found)
            or _is_fired_at(tree, pair[0], found)
            or _is_aim_of_its_kind(tree, pair[0], found)
            or _is_effect_of_fire(tree, labels, pair[0], found)
            or is_circumstance(tree, labels, pair[0], (trigger for trigger, _ in found))
        )
    ]
    kept = [pair for pair in kept if not _is_of_its_verb(pair[0], kept)]
    nouns = {trigger.token for trigger, _ in kept}
    return [pair for pair in kept if not _says_more_of(tree, pair[0], nouns)]


def _is_of_its_verb(trigger: Trigger, found: _Found) -> bool:
    """Whether a noun is what another of its type is done to ("imposed a curfew", one measure)."""
    kind = trigger.rule.type
    is_one = kind in {_MEASURE, "arrest_court"}
    return is_one and any(t.rule.type == kind and trigger.token in t.patients for t, _ in found)


def _is_fire(trigger: Trigger) -> bool:
    return trigger.rule.type in load_words("kinds.toml", "fire")


def _named_by_agent(trigger: Trigger, found: _Found) -> Trigger:
    """The trigger, as what does it tells of it."""
    if not _is_fire(trigger):
        return trigger
    agents = (other for other, _ in found if other.token in trigger.agents)
    agent = next((other for other in agents if _is_fire(other)), trigger)
    return replace(trigger, rule=agent.rule, weight=agent.weight, words=agent.words)


def _without_arguments(tree: Tree, found: _Found) -> _Found:
    """Leave out fighting that only acts or suffers in other fighting ("columns pushed")."""
    kinds = load_words("places.toml", "kinds_of_fighting")
    beside = load_words("places.toml", "beside")
    arguments = {
        argument
        for trigger, _ in found
        if trigger.rule.type in kinds and not trigger.rule.is_harm
        for argument in (*trigger.agents, *trigger.patients)
        if tree.phrase_case(argument) not in beside
        and not tree.subjects_own(argument)  # joined by mistake: "…, and Sumy was hit"
    }
    return [
        (trigger, standing)
        for trigger, standing in found
        if trigger.token not in arguments or trigger.rule.type not in kinds
    ]


def _says_more_of(tree: Tree, trigger: Trigger, nouns: set[int]) -> bool:
    """Whether a clause of fire says more of its noun ("the explosions, which hit a plant")."""
    i = trigger.token
    return _is_fire(trigger) and tree.bases[i] == "acl" and tree.head(i) in nouns


def _is_over_its_talks(tree: Tree, trigger: Trigger, found: _Found) -> bool:
    """Whether a verb only says that talks or a measure are agreed ("agreed to talks").

    Or that somebody is of the same mind.
    """
    kind, under = trigger.rule.type, tree.children[trigger.token]
    is_over = kind == "talks_diplomacy" and tree.lemmas[trigger.token] == "agree"
    return is_over and (
        any(_is_statement(tree, c) for c in under)  # "agreed that units were pulled back"
        or any(t.rule.type in {kind, _MEASURE} and t.token in under for t, _ in found)
    )


def _is_order(tree: Tree, trigger: Trigger, found: _Found) -> bool:
    """Whether troops are only told to do what is told too ("ordered his troops to seal it off")."""
    kinds, i = load_words("places.toml", "kinds_of_fighting"), trigger.token
    is_bid = trigger.rule.type == "troop_movement" and tree.lemmas[i] in {"order", "send"}
    done = [t for t in tree.kids(i, "xcomp", "advcl", "acl") if tree.mark(t) == "to"]
    return is_bid and any(t.token in done and t.rule.type in kinds for t, _ in found)


def _is_crime(tree: Tree, labels: Mapping[int, set[str]], trigger: Trigger, found: _Found) -> bool:
    """Whether a court only tells for what somebody is tried, and not where or when that was.

    "Gave a sergeant life in prison for shooting a man": he did not do so in the court's town.
    """
    i, under = trigger.token, tree.subtree(trigger.token)
    opens = {tree.mark(i), tree.phrase_case(i)}
    if trigger.rule.type == "arrest_court" or opens.isdisjoint({"for", "over", "to", "of"}):
        return False
    above = tree.ancestors(i)[:2]
    tried = [t for t, _ in found if t.rule.type == "arrest_court" and t.token in above]
    is_placed = has_place(tree, labels, i)
    is_dated = any(tree.tokens[t].text in load_words("places.toml", "months") for t in under)
    is_ended = any(tree.lemmas[t.token] in load_words("places.toml", "sentencing") for t in tried)
    return bool(tried) and not is_dated and (is_ended or not is_placed)


def _is_statement(tree: Tree, i: int) -> bool:
    """Whether a clause says that something is so, with a subject and no "to"."""
    marks = {tree.lowers[child] for child in tree.children[i]}
    is_whole = tree.bases[i] == "ccomp" and bool(tree.subjects_own(i))
    return is_whole and "to" not in marks


def _is_aim_of_its_kind(tree: Tree, trigger: Trigger, found: _Found) -> bool:
    """Whether it is what another of its type was for ("took to the streets to protest")."""
    i = trigger.token
    is_aim = tree.bases[i] in {"advcl", "xcomp", "acl"} and any(
        tree.lowers[child] == "to" for child in tree.children[i]
    )
    return is_aim and any(
        other.rule.type == trigger.rule.type and tree.head(i) in other.span for other, _ in found
    )


def _is_effect_of_fire(
    tree: Tree, labels: Mapping[int, set[str]], trigger: Trigger, found: _Found
) -> bool:
    """Whether it only says what fire did that was told with its place.

    "Rockets fell on Odesa, hitting a mall" is one strike.
    """
    i = trigger.token
    if not _is_fire(trigger) or tree.bases[i] != "advcl" or tree.tokens[i].tag != "VBG":
        return False
    if tree.subjects_own(i) or tree.kids(i, "mark"):
        return False
    above, under = tree.head(i), set(tree.subtree(i))
    fires = (t for t, _ in found if t.token == above and _is_fire(t))
    return any(
        t not in under and "PLACE" in labels.get(t, ()) and _is_fallen_on(tree, t)
        for fire in fires
        for t in fire.clause
    )


def _is_fallen_on(tree: Tree, i: int) -> bool:
    """Whether a name stands for where fire fell ("on Odesa", "in the Sumy region")."""
    cases = {tree.phrase_case(i), tree.phrase_case(tree.tokens[i].head)}
    return not cases.isdisjoint(load_words("places.toml", "fallen_on"))


def _is_fired_at(tree: Tree, trigger: Trigger, found: _Found) -> bool:
    """Whether it only names what fire or violence struck ("fired on evacuation buses")."""
    if trigger.rule.type not in load_words("places.toml", "fired_at"):
        return False
    struck, violent = _told_of(tree, trigger.token), load_words("kinds.toml", "violent")
    if tree.mark(trigger.token) in load_words("places.toml", "struck_by"):
        struck.add(trigger.token)  # "landed among fleeing residents", parsed as a clause
    if _only_tries(tree, trigger.token):
        return any(other.rule.type in violent for other, _ in found)
    return any(
        other.rule.type in violent
        and not struck.isdisjoint((*other.patients, *tree.children[other.token]))
        for other, _ in found
    )


def _only_tries(tree: Tree, i: int) -> bool:
    """Whether it is what people were about ("four civilians trying to leave were shot dead")."""
    above = tree.head(i)
    if tree.bases[i] != "xcomp" or above is None or tree.tokens[above].tag != "VBG":
        return False
    return tree.lemmas[above] in {"try", "attempt"} and not tree.kids(above, "aux")


def _is_cause(tree: Tree, labels: Mapping[int, set[str]], trigger: Trigger, found: _Found) -> bool:
    """Whether fighting is only named as what broke or delayed something ("cut by fighting")."""
    i = trigger.token
    opens = {tree.phrase_case(i), tree.mark(i)}
    is_by = not opens.isdisjoint({"by", "because", "due"}) or tree.bases[i] == "nsubj"
    is_by = is_by and (trigger.rule.type == "ground_battle" or _is_fire_noun(tree, trigger))
    is_broken = any(
        t.rule.type in load_words("places.toml", "hindered") and t.token == tree.head(i)
        for t, _ in found
    )
    return is_by and is_broken and not has_place(tree, labels, i)


def _is_fire_noun(tree: Tree, trigger: Trigger) -> bool:
    """Whether a noun or a word in -ing names fire ("because of shelling")."""
    is_named = tree.tokens[trigger.token].pos == "NOUN" or tree.tokens[trigger.token].tag == "VBG"
    return _is_fire(trigger) and is_named and tree.bases[trigger.token] != "nsubj"


def _is_outcome(
    tree: Tree, labels: Mapping[int, set[str]], trigger: Trigger, found: _Found
) -> bool:
    """Whether it is what fire brought about ("a block collapsed after it was hit").

    Or what is told right behind it, at no place of its own ("was bombed; a house came down").
    """
    i, verb = trigger.token, clause_head(tree, trigger.token)
    is_own = tree.is_verbal(i) or tree.bases[i] in {"nsubj", "obj"}  # "sprang a leak in shelling"
    if trigger.rule.type != "other" or trigger.rule.is_harm or not is_own:
        return False
    fires = [t.token for t, _ in found if _is_fire(t)]
    after = load_words("places.toml", "brought_about")
    over = (t for t in fires if verb in tree.ancestors(t)[:2])
    if any({tree.mark(t), tree.phrase_case(t)} & after for t in over):
        return True
    is_beside = tree.bases[i] in {"conj", "parataxis"} and tree.head(i) in fires
    return is_beside and not has_place(tree, labels, i)


def _told_of(tree: Tree, token: int) -> set[int]:
    """The noun itself, and the noun that a clause hung on it says more of.

    "Fire on buses carrying evacuees", "on women who were trying to leave".
    """
    told = set[int]()
    i: int | None = token
    if not tree.is_verbal(token):
        told.add(token)
        i = tree.head(token) if tree.bases[token] == "obj" else None
    while i is not None and tree.bases[i] == "xcomp":
        i = tree.head(i)
    above = tree.head(i) if i is not None and tree.bases[i] == "acl" else None
    return told if above is None else told | {above}
