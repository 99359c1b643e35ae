"""Trigger, Resolution… → where it happened: named in the clause, referred back to, inherited."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace

from pipeline.events.standing import Standing
from pipeline.events.tree import Tree
from pipeline.events.triggers import Trigger
from pipeline.events.words import read_toml
from pipeline.mentions.grammar import Grammar
from pipeline.places import event_place_score
from pipeline.records import Article, PlacePrecision, Resolution, Role, Status

_CARRYING = {
    Role.EVENT_LOCATION: 3.0,
    Role.EVENT_DESTINATION: 2.5,
    Role.EVENT_ORIGIN: 2.0,
    Role.RELATIVE_POSITION_BASE: 0.5,
    Role.CONTEXT_PLACE: 1.0,
    Role.CONTEXT_COUNTRY: 0.2,
}
_PRECISE = {
    PlacePrecision.EXACT: 1.2,
    PlacePrecision.RELATIVE: 1.1,
    PlacePrecision.CITY: 1.0,
    PlacePrecision.REGION: 0.3,
    PlacePrecision.COUNTRY: -1.5,
    PlacePrecision.UNKNOWN: -2.0,
}
_POINTS = frozenset({PlacePrecision.CITY, PlacePrecision.EXACT, PlacePrecision.RELATIVE})
_LEARNT = 2.0  # points of a place that, by the learnt sentences, surely is the event's
_SURE = 2.0  # points of a place at which no word that refers back can outdo it
_NEAR = 4  # sentences of a paragraph over which a place holds
_NEVER = frozenset(
    {
        Role.GOVERNMENT_METONYM, Role.REPORTER_LOCATION, Role.HISTORICAL_COMPARISON,
        Role.ORGANISATION_SEAT, Role.DEMONYM, Role.SPEAKER_LOCATION,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Where:
    """Places of one event; `how` they were found.

    `how` is clause, sentence, back (referred back to), before (the sentence before), lead, country
    or unknown.
    """

    places: tuple[Resolution, ...]
    origin: Resolution | None
    destination: Resolution | None
    how: str


class Placer:
    """Chooses places for the triggers of one article."""

    def __init__(self, article: Article, tree: Tree, resolutions: tuple[Resolution, ...]) -> None:
        data = read_toml("places.toml")
        self.refer_back: dict[str, list[str]] = data["refer_back"]
        self.words: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in data["words"].items()}
        self.types: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in data["types"].items()}
        self.article, self.tree = article, tree
        self.grammar = Grammar(tree.parse)
        self.resolutions = sorted(resolutions, key=lambda r: (r.mention.start, r.mention.end))
        starts = [token.start for token in tree.tokens]
        self.at = [max(0, bisect_left(starts, r.mention.end) - 1) for r in self.resolutions]
        self.firsts = [
            min(bisect_left(starts, r.mention.start), len(starts) - 1) for r in self.resolutions
        ]
        self.by_sentence: dict[int, list[int]] = {}
        self.named = frozenset((*self.at, *self.firsts))
        for number, token in enumerate(self.at):
            if tree.tokens:
                self.by_sentence.setdefault(tree.sentence_numbers[token], []).append(number)
        self.country = self._focus_country()

    def _focus_country(self) -> Resolution | None:
        """The country most of the article's events lie in, if the article names it as a country."""
        votes: Counter[str] = Counter()
        for resolution in self.resolutions:
            if resolution.place is None or resolution.role in _NEVER - {Role.GOVERNMENT_METONYM}:
                continue
            weight = 3 if resolution.role in {Role.EVENT_LOCATION, Role.EVENT_DESTINATION} else 1
            votes[resolution.place.country] += weight
        votes.pop("", None)
        for code, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:1]:
            for resolution in self.resolutions:
                place = resolution.place
                if (
                    place is not None
                    and place.country == code
                    and place.kind == "country"
                    and resolution.lat is not None
                ):
                    return resolution
        return None

    def place(
        self, trigger: Trigger, standing: Standing, last: tuple[int, Resolution] | None
    ) -> Where:
        """Where the trigger's event happened. `last` is the place of the event told just before."""
        sentence = self.tree.sentence_numbers[trigger.token]
        clause = set(trigger.clause)
        stated_only = trigger.rule.type in self.types["stated_only"] or (
            trigger.rule.type == "security_measure" and not self._is_local(trigger)
        )
        is_open = standing.status in {Status.AGREED, Status.PLANNED}
        scored = []
        for number in self.by_sentence.get(sentence, ()):
            score = self._score(trigger, number, clause, stated_only=stated_only, is_open=is_open)
            if score is not None:
                scored.append((score, -abs(self.at[number] - trigger.token), number))
        scored.sort(reverse=True)
        origin, destination = self._ends(trigger, [n for _, _, n in scored])
        back = self._back(trigger)
        if scored and (scored[0][0] >= _SURE or back is None):
            best = scored[0][2]
            end = origin if trigger.rule.type in self.types["leaving"] and origin else destination
            if end is not None:
                return Where((end,), origin, destination, "clause")
            places = self._several(trigger, best, [n for score, _, n in scored if score > 0])
            how = "clause" if self.at[best] in clause else "sentence"
            return Where(places, origin, destination, how)
        if back is not None:
            return Where((self._inherited(back, "referred back to"),), origin, destination, "back")
        if stated_only or is_open:
            return Where((), origin, destination, "unknown")
        return self._inherit(trigger, last)

    def _score(
        self, trigger: Trigger, number: int, clause: set[int], *, stated_only: bool, is_open: bool
    ) -> float | None:
        """How well resolution `number` fits as the place; None if it cannot be it."""
        resolution, at = self.resolutions[number], self.at[number]
        if not self._can_carry(trigger, resolution, at, inside=at in clause):
            return None
        if is_open and resolution.precision == PlacePrecision.COUNTRY:
            return None
        if stated_only and not self._is_stated(trigger, at, inside=at in clause):
            return None
        score = _CARRYING.get(resolution.role, 0.0) + _PRECISE[resolution.precision]
        score += 2.0 if at in clause else 0.0
        score -= min(3.0, 0.35 * self._distance(trigger.token, at))
        score -= min(1.5, abs(at - trigger.token) / 25)
        learnt = event_place_score(self.grammar, trigger.token, resolution)
        return score + _LEARNT * learnt + self._syntax(trigger, resolution, at)

    def _can_carry(
        self, trigger: Trigger, resolution: Resolution, at: int, *, inside: bool
    ) -> bool:
        """Whether a role lets a place be where the trigger's event was."""
        role, is_point = resolution.role, resolution.precision in _POINTS
        if resolution.lat is None:
            return False
        if role in {Role.ORGANISATION_SEAT, Role.SPEAKER_LOCATION}:  # "a court in Kyiv sentenced"
            return inside and is_point and self._case(at) in self.words["inside"]
        if role == Role.GOVERNMENT_METONYM:  # "explosions shook Kyiv", "the Odesa attack"
            names_it = self.tree.bases[at] in {"compound", "amod"} and at in trigger.agents
            is_struck = names_it or at in trigger.patients
            return is_point and is_struck and trigger.rule.type in self.types["several"]
        if role == Role.PERSON_OFFICE:
            return resolution.precision == PlacePrecision.CITY
        if role == Role.RELATIVE_POSITION_BASE:
            return resolution.precision == PlacePrecision.RELATIVE
        return role not in _NEVER

    def _is_local(self, trigger: Trigger) -> bool:
        """Whether a measure holds for a town ("curfew"), not for a state ("sanctions")."""
        words = {self.tree.lemmas[t] for t in trigger.clause}
        return not words.isdisjoint(self.types["local_measures"])

    def _case(self, at: int) -> str:
        """The preposition over a name, also where it only names a noun ("at Ramstein air base")."""
        tree, here = self.tree, at
        for _ in range(3):
            case, head = tree.phrase_case(here), tree.head(here)
            if case or head is None or tree.bases[here] not in {"compound", "flat", "amod"}:
                return case
            here = head
        return tree.phrase_case(here)

    def _is_stated(self, trigger: Trigger, at: int, *, inside: bool) -> bool:
        """Whether a place is said to be where people meet: "in Minsk", or a visit to it."""
        if inside and self._case(at) in self.words["stating"]:
            return True
        return trigger.words.lower().startswith(("visit", "tour")) and at in trigger.patients

    def _syntax(self, trigger: Trigger, resolution: Resolution, at: int) -> float:
        """Points for how the place hangs on its trigger."""
        tree, points = self.tree, 0.0
        is_inside = self._case(at) in self.words["inside"]
        if is_inside:
            points += 0.5
        if at in trigger.patients or at in tree.children[trigger.token]:
            points += 2.0 if resolution.precision == PlacePrecision.EXACT else 1.0
        above = tree.ancestors(trigger.token)
        if at in above[:3] and any(
            tree.tokens[t].dep == "acl:relcl" for t in (trigger.token, *above[:2])
        ):
            points += 2.0  # "the town, whose people are shelled": the clause hangs on its place
        names_it = tree.bases[at] in {"compound", "amod"}
        takes = trigger.rule.type == "territory_control"
        if at in trigger.agents and not (is_inside or takes or names_it):
            points -= 1.0
        return points

    def _distance(self, a: int, b: int) -> int:
        """Arcs between two tokens of a sentence; a third of the words where nothing was parsed."""
        if not self.tree.has_arcs(a):
            return abs(a - b) // 3
        up = {node: step for step, node in enumerate([a, *self.tree.ancestors(a)])}
        for step, node in enumerate([b, *self.tree.ancestors(b)]):
            if node in up:
                return step + up[node]
        return 10

    def _several(self, trigger: Trigger, best: int, numbers: list[int]) -> tuple[Resolution, ...]:
        """The best place, and those joined to it ("in Kharkiv, Sumy and Chernihiv")."""
        first = self.resolutions[best]
        fine = {PlacePrecision.CITY, PlacePrecision.EXACT}
        if trigger.rule.type not in self.types["several"] or first.precision not in fine:
            return (first,)
        tree = self.tree
        top = self.at[best]
        if tree.bases[top] == "conj" and tree.head(top) is not None:
            top = tree.head(top) or top
        joined = {top, *[c for c in tree.children[top] if tree.bases[c] == "conj"]}
        places = [first]
        ids = {first.place.id if first.place else ""}
        for number in sorted(numbers):
            other = self.resolutions[number]
            if (
                self.at[number] in joined
                and other.precision in fine
                and other.place
                and other.place.id not in ids
            ):
                ids.add(other.place.id)
                places.append(other)
        return tuple(places[:6])

    def _ends(
        self, trigger: Trigger, numbers: list[int]
    ) -> tuple[Resolution | None, Resolution | None]:
        """Origin and destination of a movement, by role."""
        if trigger.rule.type not in self.types["moving"]:
            return None, None
        origin = destination = None
        for number in numbers:
            resolution = self.resolutions[number]
            if resolution.role == Role.EVENT_ORIGIN and origin is None:
                origin = resolution
            if resolution.role == Role.EVENT_DESTINATION and destination is None:
                destination = resolution
        return origin, destination

    def _back(self, trigger: Trigger) -> Resolution | None:
        """What "the city", "there" … in the clause means: the last place named that can be it."""
        tree = self.tree
        named = self.named
        for t in trigger.clause:
            lower = tree.tokens[t].text.lower()
            kinds = self.refer_back.get(lower)
            if kinds is None or t in named:
                continue
            if lower not in {"there", "here"}:
                kids = tree.children[t] or ([t - 1] if t else [])
                if not any(tree.tokens[c].text.lower() in self.words["determiners"] for c in kids):
                    continue
                if any(c in named for c in kids) or any(
                    tree.bases[c] in {"nmod", "appos"} and any(d in named for d in tree.subtree(c))
                    for c in kids
                ):
                    continue
            elif tree.bases[t] == "expl":
                continue
            found = self._last_of(kinds, tree.tokens[t].start)
            if found is not None:
                return found
        return None

    def _last_of(self, kinds: list[str], before: int) -> Resolution | None:
        never = {
            Role.REPORTER_LOCATION,
            Role.HISTORICAL_COMPARISON,
            Role.SPEAKER_LOCATION,
            Role.ORGANISATION_SEAT,
            Role.GOVERNMENT_METONYM,
        }
        for resolution in reversed(self.resolutions):
            if (
                resolution.mention.start >= before
                or resolution.place is None
                or resolution.lat is None
            ):
                continue
            if resolution.place.kind in kinds and resolution.role not in never:
                return resolution
        return None

    def _inherit(self, trigger: Trigger, last: tuple[int, Resolution] | None) -> Where:
        """Find a place outside the sentence: sentences before, then the lead, then the country."""
        number = self.tree.sentence_numbers[trigger.token]
        if self._is_of_many(trigger):
            return self._in_country()
        for back in (1, 2, 3):
            if number - back < 0 or self._is_new_paragraph(number - back + 1):
                break
            here = [
                self.resolutions[n]
                for n in self.by_sentence.get(number - back, ())
                if self.resolutions[n].role in {Role.EVENT_LOCATION, Role.EVENT_DESTINATION}
                and self.resolutions[n].lat is not None
            ]
            if here:
                best = max(here, key=lambda r: (_PRECISE[r.precision], r.mention.start))
                return Where(
                    (self._inherited(best, "named in the sentence before"),), None, None, "before"
                )
        if last is not None and self._goes_on(last[0], number):
            place = self._inherited(last[1], "place of the event before")
            return Where((place,), None, None, "before")
        main = self._main_place(trigger)
        if main is not None:
            place = self._inherited(main, "the place the article is about")
            return Where((place,), None, None, "lead")
        return self._in_country()

    def _in_country(self) -> Where:
        if self.country is None:
            return Where((), None, None, "unknown")
        place = self._inherited(self.country, "the country the article is about")
        return Where((place,), None, None, "country")

    def _is_of_many(self, trigger: Trigger) -> bool:
        """Whether the clause speaks of many places that it does not name ("several cities")."""
        tree = self.tree
        return any(
            tree.tokens[t].tag == "NNS" and tree.lemmas[t] in self.words["settlements"]
            for t in trigger.clause
        )

    def _goes_on(self, before: int, number: int) -> bool:
        """Whether sentence `number` goes on with what `before` told, by paragraph or wording."""
        breaks = sum(self._is_new_paragraph(n) for n in range(before + 1, number + 1))
        if not breaks:
            return number - before <= _NEAR
        first = self.tree.tokens[self.tree.parse.sentences[number].first].text.lower()
        return breaks == 1 and first in self.words["going_on"]

    def _main_place(self, trigger: Trigger) -> Resolution | None:
        """The one town that holds most event places told so far; for fighting only."""
        if trigger.rule.type not in self.types["inheriting"]:
            return None
        start = self.tree.tokens[trigger.token].start
        told = [
            r
            for r in self.resolutions
            if r.mention.start < start
            and r.role in {Role.EVENT_LOCATION, Role.EVENT_DESTINATION}
            and r.place is not None
            and r.precision in {PlacePrecision.CITY, PlacePrecision.EXACT}
        ]
        votes = Counter(r.place.id for r in told if r.place is not None)
        for id_, count in votes.most_common(1):
            if count * 2 > len(told):
                return next(r for r in told if r.place is not None and r.place.id == id_)
        return None

    def _is_new_paragraph(self, number: int) -> bool:
        """Whether sentence `number` begins after a line break."""
        sentence = self.tree.parse.sentences[number]
        before = self.tree.parse.sentences[number - 1] if number else None
        gap = self.article.text[before.end : sentence.start] if before else "\n"
        return "\n" in gap or "\n" in self.article.text[max(0, sentence.start - 1) : sentence.start]

    @staticmethod
    def _inherited(resolution: Resolution, how: str) -> Resolution:
        return replace(
            resolution,
            confidence=round(resolution.confidence * 0.8, 3),
            rule=f"{how}; {resolution.rule}",
        )
