"""Mentions, parse and places → the role of each mention: what it does in its sentence."""

import re
from collections.abc import Callable, Mapping

from gazetteer import Place
from pipeline.mentions.grammar import Grammar
from pipeline.places.bystanders import (
    another_time,
    base_of_distance,
    government,
    office,
    organisation,
    reporter,
    speaker,
)
from pipeline.places.happenings import happening_score, is_caption, is_under_fire, is_unreal
from pipeline.places.scene import Scene
from pipeline.places.sites import Site
from pipeline.places.wording import role_words
from pipeline.records import Article, Mention, Role

_MOVED = 2  # arcs between what is moved and the verb that moves it
HAPPENS_AT = 0.3  # happening score from which a place in a happening's clause is its place

_LIES_IN = re.compile(r"(?:, | ?\()(?:in )?(?:the )?|,? in (?:the |\w+(?:ern|ral) )?")

Question = Callable[[Scene, int, Site], Role | None]


def find_roles(
    article: Article,
    grammar: Grammar,
    names: tuple[Mention, ...],
    placed: Mapping[Mention, Place | None],
) -> tuple[Role, ...]:
    """The role of each mention, in the same order; mentions are in text order.

    Questions are asked in turn and the first answer holds. What nobody claims is context.
    """
    scene = Scene(article, grammar, names, tuple(placed[name] for name in names))
    roles = [_claimed(scene, number) for number in range(len(names))]
    exact = {
        _clause(scene, number)
        for number, role in enumerate(roles)
        if role in _EVENT and not scene.is_wide(number)
    }
    return tuple(_settled(scene, number, role, exact) for number, role in enumerate(roles))


def _claimed(scene: Scene, number: int) -> Role | None:
    site = scene.sites[number]
    if site is None:
        return None
    answers = (question(scene, number, site) for question in _QUESTIONS)
    return next((answer for answer in answers if answer is not None), None)


def _clause(scene: Scene, number: int) -> int:
    site = scene.sites[number]
    return -1 if site is None else scene.grammar.clause_verb(site.carrier)


def _settled(scene: Scene, number: int, role: Role | None, exact: set[int]) -> Role:
    """The unclaimed are context, and so is a country or region that frames a town of the event."""
    frames = scene.is_wide(number) and _clause(scene, number) in exact
    if role is None or (role is Role.EVENT_LOCATION and frames):
        return _context(scene, number)
    return role


def movement(scene: Scene, number: int, site: Site) -> Role | None:
    """Where people or things go, or come from."""
    del number
    governor = scene.governor(site)
    lemma = governor.lemma.lower()
    moves = (
        lemma in role_words("moving")
        if governor.pos == "VERB"
        else lemma in role_words("moving_nouns")
    )
    if is_unreal(scene.grammar, site.governor):
        return None
    if site.dep == "obj" and not site.case:
        if lemma in role_words("leaving"):
            return Role.EVENT_ORIGIN
        return Role.EVENT_DESTINATION if lemma in role_words("reaching") else None
    if site.dep not in {"obl", "nmod"}:
        return None
    if site.case in role_words("to_words") and (moves or _carries(scene, site)):
        return Role.EVENT_DESTINATION
    return Role.EVENT_ORIGIN if moves and site.case in role_words("from_words") else None


def _carries(scene: Scene, site: Site) -> bool:
    """Whether the noun a site hangs on is itself moved ("troops to", "moved tanks into")."""
    if site.case not in {"into", "to", "toward", "towards"}:
        return False
    steps = scene.grammar.ancestors(site.governor)[1 : _MOVED + 1]
    return any(scene.grammar.tokens[step].lemma.lower() in role_words("moving") for step in steps)


def frame(scene: Scene, number: int, site: Site) -> Role | None:
    """A country or region that another place lies in, or a whole war is fought in."""
    holder = scene.owner.get(site.governor, number)
    if holder != number and site.dep == "appos" and site.carrier not in site.tokens:
        return _context(scene, number)  # "Kherson, a Dnipro River port": it describes the other
    if not scene.is_wide(number):
        return None
    frames = (
        (holder != number and site.dep in {"nmod", "appos", "obl"})
        or _follows_a_place(scene, number)
        or (
            site.dep == "nmod"
            and site.case != "at"
            and scene.governing_lemma(site) in role_words("whole_wars")
        )
    )
    return _context(scene, number) if frames else None


def _context(scene: Scene, number: int) -> Role:
    place = scene.places[number]
    is_country = place is not None and place.kind == "country"
    return Role.CONTEXT_COUNTRY if is_country else Role.CONTEXT_PLACE


def _follows_a_place(scene: Scene, number: int) -> bool:
    """Whether the name stands right behind a narrower one ("Kharkiv, Ukraine")."""
    if not number or scene.is_wide(number - 1):
        return False
    gap = scene.article.text[scene.mentions[number - 1].end : scene.mentions[number].start]
    return _LIES_IN.fullmatch(gap) is not None


def happening(scene: Scene, number: int, site: Site) -> Role | None:
    """Where something happens."""
    grammar = scene.grammar
    if is_under_fire(grammar, site):
        return Role.EVENT_LOCATION
    if happening_score(grammar, site, scene.places[number]) >= HAPPENS_AT:
        return Role.EVENT_LOCATION
    sentence = grammar.sentence_at(scene.mentions[number].start)
    shown = (
        sentence is not None
        and not scene.is_wide(number)
        and is_caption(scene.article.text, sentence)
    )
    return Role.EVENT_LOCATION if shown else None


_EVENT = frozenset({Role.EVENT_LOCATION, Role.EVENT_ORIGIN, Role.EVENT_DESTINATION})
_QUESTIONS: tuple[Question, ...] = (
    reporter, base_of_distance, organisation, office, speaker, another_time, movement, government,
    frame, happening,
)  # fmt: skip
