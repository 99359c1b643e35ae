"""Words that refer back, as "the city" or "there" → the place named before that they mean."""

from collections.abc import Iterable
from itertools import takewhile

from pipeline.events.clauses import clause_head
from pipeline.events.named_places import NEVER, NamedPlaces
from pipeline.events.theme import is_title
from pipeline.events.told import take_over
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.records import Resolution, Role

_AWAY = frozenset({"from", "to", "toward", "towards", "than", "with", "for"})
_REGIONAL = frozenset({"regional", "provincial", "district", "oblast", "former", "cultural"})
_OFFICES = frozenset({"gov.", "governor", "mayor", "prosecutor"})
_SAID = 7  # words behind a name within which it is called something
_CALLED = 2  # sentences before in which a place was called what the word says
_LEAD = 1  # last paragraph, the headline counted, that tells what a report is about
_BACK = 6  # sentences of a paragraph over which a place named is still the one meant


def referred_back(
    places: NamedPlaces, trigger: Trigger, last: tuple[int, Resolution] | None
) -> Resolution | None:
    """What "the city", "there" … in the clause means: the last place named that can be it.

    `last` is the sentence and the place of the event told just before.
    """
    return _meant_by(places, _told_of(places.tree, trigger), last)


def referred_back_beside(
    places: NamedPlaces, trigger: Trigger, last: tuple[int, Resolution] | None
) -> Resolution | None:
    """What "the city" … elsewhere in the sentence means, the nearest before the trigger first.

    Then what follows it: "seven were killed, the first in the city".
    """
    sentence, here = places.tree.sentence(trigger.token), trigger.token
    around = (*range(here - 1, sentence.first - 1, -1), *range(here + 1, sentence.stop))
    return _meant_by(
        places, (t for t in around if places.tree.lowers[t] not in places.words["there"]), last
    )


def _meant_by(
    places: NamedPlaces, tokens: Iterable[int], last: tuple[int, Resolution] | None
) -> Resolution | None:
    tree = places.tree
    for token in tokens:
        kinds = places.refer_back.get(tree.tokens[token].text)  # "School" opens a name
        if kinds is None or token in places.tokens or not _points_back(places, token):
            continue
        seat = places.seat(token) if _is_seat(tree, token) else None
        if seat is not None:
            if tree.phrase_case(token) in _AWAY:
                continue  # "cut off from the capital", wherever that is
            return take_over(seat, "referred back to")
        found = _struck_before(places, token, kinds) or _office_of(places, token)
        found = found or _called_so(places, token, kinds) or _topic_before(places, token, kinds)
        found = found or _last_told(places, token, kinds, last)
        found = _of_theme(places, token, kinds, found)
        if found is not None:
            return take_over(found, "referred back to")
    return None


def _is_seat(tree: Tree, token: int) -> bool:
    """Whether "the capital" is a land's; "the regional capital" is not."""
    beside = {tree.lowers[c] for c in tree.kids(token, "amod", "compound", "nmod")}
    is_own = any(tree.tokens[c].dep == "nmod:poss" for c in tree.children[token])
    return tree.lowers[token] == "capital" and not (is_own or beside & _REGIONAL)


def _office_of(places: NamedPlaces, token: int) -> Resolution | None:
    """The place of whoever says "his region" ("the Sumy governor said his region was cleared")."""
    tree = places.tree
    owners = [c for c in tree.children[token] if tree.tokens[c].dep == "nmod:poss"]
    if all(tree.lowers[c] not in {"his", "her", "their"} for c in owners):
        return None
    offices = [
        places.resolutions[number]
        for number in places.near(token)
        if places.last_tokens[number] < token and _is_office(places, number)
    ]
    return offices[-1] if offices else None


def _is_office(places: NamedPlaces, number: int) -> bool:
    """Whether the place is that of an office ("Sumy Gov. Dmytro Zhyvytskyi")."""
    found, after = places.resolutions[number], places.last_tokens[number] + 1
    is_named = after < len(places.tree.lowers) and places.tree.lowers[after] in _OFFICES
    is_role = found.role in {Role.PERSON_OFFICE, Role.SPEAKER_LOCATION}
    return found.lat is not None and (is_role or is_named)


def _called_so(places: NamedPlaces, token: int, kinds: list[str]) -> Resolution | None:
    """The place that was called "a town" just before ("Izium, a town on the road to Kharkiv")."""
    tree, sentence = places.tree, places.tree.sentence_numbers[token]
    for before in range(sentence, max(-1, sentence - _CALLED - 1), -1):
        if places.paragraphs[before] != places.paragraphs[sentence]:
            return None
        for number in reversed(places.in_sentence(before)):
            found, at = places.resolutions[number], places.last_tokens[number]
            said = tree.lowers[at + 1 : at + _SAID]
            is_said = said[:2] in ([",", "a"], [",", "an"]) and tree.lowers[token] in said
            is_kind = found.place is not None and found.place.kind in kinds
            if at < token and is_kind and is_said and found.lat is not None:
                return found
    return None


def _last_told(
    places: NamedPlaces, token: int, kinds: list[str], last: tuple[int, Resolution] | None
) -> Resolution | None:
    """The last place named, or that of the event before where the last is only a comparison.

    "Troops left Severodonetsk. They were not trapped, as those in Mariupol were", and then "the
    city": the one that the fighting is told of.
    """
    found = places.last_of_kind(kinds, places.tree.tokens[token].start)
    if found is None or last is None or found.role != Role.CONTEXT_PLACE:
        return found
    number, before = last
    sentences = places.tree.parse.sentences
    is_kind = before.place is not None and before.place.kind in kinds
    starts = [s.start for s in sentences[number:]]
    here = number + sum(start <= found.mention.start for start in starts) - 1
    is_near = here >= number and places.paragraphs[here] == places.paragraphs[number]
    is_likened = is_near and any(
        places.tree.lowers[t] in {"as", "like", "unlike", "than"}
        for t in range(sentences[here].first, sentences[here].stop)
        if places.tree.tokens[t].start < found.mention.start
    )
    return before if is_kind and is_likened else found


def _topic_before(places: NamedPlaces, token: int, kinds: list[str]) -> Resolution | None:
    """What the sentence before is about, for "there" ("The city of Sumy is cut off, …")."""
    tree, sentence = places.tree, places.tree.sentence_numbers[token]
    is_there = tree.lowers[token] in places.words["there"]
    if not is_there or not sentence or not places.in_sentence(sentence - 1):
        return None
    if places.paragraphs[sentence - 1] != places.paragraphs[sentence]:
        return None
    for number in places.in_sentence(sentence - 1):
        found, at = places.resolutions[number], places.last_tokens[number]
        above = [at, *tree.ancestors(at)]
        subject = next((t for t in above if tree.bases[t] == "nsubj"), None)
        is_own = subject is not None and all(
            tree.bases[t] in {"nmod", "appos", "compound"} for t in above[: above.index(subject)]
        )
        is_kind = found.place is not None and found.place.kind in kinds
        if is_own and is_kind and found.lat is not None and found.role not in NEVER:
            return found
    return None


def _of_theme(
    places: NamedPlaces, token: int, kinds: list[str], found: Resolution | None
) -> Resolution | None:
    """The town that the article is about, before one that only paragraphs above name."""
    theme = places.theme or _plant_of_lead(places, kinds)
    if theme is None or theme.place is None or theme.place.kind not in kinds:
        return found
    if is_title(places.article, theme) and places.tree.lowers[token] == "city":
        return theme  # of an account of its siege
    sentence = places.tree.sentence_numbers[token]
    is_here = found is not None and any(
        places.resolutions[number].mention == found.mention
        for other in range(max(0, sentence - _BACK), sentence + 1)
        if places.paragraphs[other] == places.paragraphs[sentence]
        for number in places.in_sentence(other)
    )
    return found if is_here else theme


def _plant_of_lead(places: NamedPlaces, kinds: list[str]) -> Resolution | None:
    """The one plant or dam that the opening tells of, which a whole report is then about."""
    if "city" in kinds or "town" in kinds:
        return None
    numbers = places.tree.sentence_numbers
    first = takewhile(
        lambda pair: places.paragraphs[numbers[pair[1]]] <= _LEAD,
        zip(places.resolutions, places.last_tokens, strict=True),
    )
    opening = [
        found
        for found, _ in first
        if found.place is not None and found.place.kind in kinds and found.lat is not None
    ]
    ids = {found.place.id for found in opening if found.place is not None}
    return opening[0] if len(ids) == 1 else None


def _told_of(tree: Tree, trigger: Trigger) -> list[int]:
    """Tokens of the clause, then those of the phrases outside it that it is told of."""
    inside = frozenset(trigger.clause)
    outside = [t for p in trigger.patients if p not in inside for t in tree.subtree(p)]
    verb = clause_head(tree, trigger.token)
    opens = {tree.lowers[c] for c in tree.kids(verb, "mark", "advmod")}
    above = [] if opens.isdisjoint({"when", "as", "after"}) else tree.ancestors(verb)[:2]
    for node in above:  # "those who died there when a missile came down"
        outside += [t for t in tree.children[node] if tree.lowers[t] == "there"]
    return [*trigger.clause, *(t for t in outside if t not in inside)]


def _struck_before(places: NamedPlaces, token: int, kinds: list[str]) -> Resolution | None:
    """The town that something is told to have been done to, earlier in the sentence.

    "Kyiv has been spared the worst, but troops close in on the city": no state, whatever its role.
    """
    tree = places.tree
    for number in places.near(token):
        resolution, at = places.resolutions[number], places.last_tokens[number]
        is_struck = at < token and tree.tokens[at].dep == "nsubj:pass"
        if is_struck and resolution.place is not None and resolution.place.kind in kinds:
            return resolution if resolution.lat is not None else None
    return None


def _points_back(places: NamedPlaces, token: int) -> bool:
    """Whether a word stands for a place named before: "there", or "the city" without a name."""
    tree, named = places.tree, places.tokens
    if tree.tokens[token].text.lower() in places.words["there"]:
        above = tree.head(token)
        is_bare = tree.bases[token] == "expl" and (
            above is None or tree.lemmas[above] in places.words["being"]
        )
        is_part = tree.lowers[token] == "nearby" and tree.bases[token] != "advmod"
        return not (
            is_bare or is_part
        )  # "a nearby village"; "there were clashes", but "ministers there agreed"
    if tree.bases[token] in {"compound", "amod"}:
        return False  # "the port city of Mariupol"
    kids = tree.children[token] or ([token - 1] if token else [])
    above = tree.head(token)
    is_beside = above is not None and tree.lowers[above] in places.words["directions"]
    if is_beside and all(tree.lowers[c] != "the" for c in tree.children[above or 0]):
        return False  # "northwest of the capital" is not in it, "in the east of the city" is
    if tree.lowers[token] == "place" and all(tree.lowers[kid] != "same" for kid in kids):
        return False
    if not any(tree.tokens[kid].text.lower() in places.words["determiners"] for kid in kids):
        return False
    waters = [places.head_of(n) for n in places.near(token) if places.is_water_beside(n)]
    names = named.difference(*(tree.subtree(at) for at in waters))
    return not any(
        kid in names
        or (tree.bases[kid] in {"nmod", "appos"} and not names.isdisjoint(tree.subtree(kid)))
        for kid in kids
    )
