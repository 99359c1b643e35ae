"""Mentions → Resolutions: all names of an article decided together, each with its role."""

from functools import partial

from gazetteer import Gazetteer, Place
from gazetteer.kinds import kinds
from pipeline.mentions.grammar import Grammar
from pipeline.places.choosing import Choice, choose
from pipeline.places.clues import find_clues
from pipeline.places.features import Light
from pipeline.places.outlook import find_adjectives, top_domain
from pipeline.places.ranker import load_weights, look, stack_own
from pipeline.places.roles import find_roles
from pipeline.places.units import make_units
from pipeline.records import Article, Mention, Parse, PlacePrecision, Resolution, Role

_PLAIN = 1.0  # a demonym's country is no guess


def resolve(
    article: Article, parse: Parse, mentions: tuple[Mention, ...], gazetteer: Gazetteer
) -> tuple[Resolution, ...]:
    """Choose a place and a role for each mention, in the same order.

    The anchor of a relative place ("60 km north of Kyiv") stands at its own point; the computed
    places come from `relative_places`.
    """
    demonyms = {m: gazetteer.demonym(m.text) for m in mentions if m.found_by == "demonym"}
    names = tuple(m for m in mentions if m not in demonyms)
    choices = dict(zip(names, _choices(article, names, gazetteer), strict=True))
    placed = {mention: choice.place for mention, choice in choices.items()}
    roles = find_roles(article, Grammar(parse), names, placed)
    to_name = partial(_to_resolution, choices=choices, roles=dict(zip(names, roles, strict=True)))
    return tuple(_of_demonym(m, demonyms[m]) if m in demonyms else to_name(m) for m in mentions)


def _choices(article: Article, names: tuple[Mention, ...], gazetteer: Gazetteer) -> list[Choice]:
    weights = load_weights()
    clues = find_clues(article.text, names, gazetteer)
    units, unit_of = make_units(names, clues, gazetteer)
    light = Light(units, find_adjectives(article.text, gazetteer))
    seen = look(light, stack_own(units, top_domain(article)), weights)
    chosen = choose(units, seen, weights)
    return [chosen[number] for number in unit_of]


def _to_resolution(
    mention: Mention, choices: dict[Mention, Choice], roles: dict[Mention, Role]
) -> Resolution:
    return _make(mention, roles[mention], choices[mention])


def _of_demonym(mention: Mention, place: Place | None) -> Resolution:
    rule = "the people or adjective of a place" if place else "no such people is known"
    return _make(mention, Role.DEMONYM, Choice(place, _PLAIN if place else 0.0, rule, ()))


def _make(mention: Mention, role: Role, choice: Choice) -> Resolution:
    place = choice.place
    if place is None:
        return Resolution(
            mention, role, None, None, None, None, PlacePrecision.UNKNOWN,
            choice.confidence, choice.rule, choice.runners_up,
        )  # fmt: skip
    return Resolution(
        mention, role, place, place.lat, place.lon, place.radius_km,
        PlacePrecision(kinds()[place.kind].precision),
        choice.confidence, choice.rule, choice.runners_up,
    )  # fmt: skip
