"""Article, Tree, Resolution… → its places in text order, found by token and by sentence."""

from bisect import bisect_left
from collections import Counter
from functools import cached_property
from operator import itemgetter

from pipeline.events.theme import find_theme, is_called_one_of
from pipeline.events.tree import Tree
from pipeline.events.words import read_toml
from pipeline.mentions.grammar import Grammar
from pipeline.places.wording import role_words
from pipeline.records import Article, PlacePrecision, Resolution, Role

TAKEN = frozenset({Role.EVENT_LOCATION, Role.EVENT_DESTINATION})
NEVER = frozenset(
    {
        Role.GOVERNMENT_METONYM, Role.REPORTER_LOCATION, Role.HISTORICAL_COMPARISON,
        Role.ORGANISATION_SEAT, Role.DEMONYM, Role.SPEAKER_LOCATION,
    }
)  # fmt: skip
_NOT_MEANT = (NEVER - {Role.DEMONYM}) | {Role.RELATIVE_POSITION_BASE}  # by a word that refers back
_AROUND = 20  # places on either side of a trigger: no sentence that a person wrote has more
FINE = frozenset({PlacePrecision.CITY, PlacePrecision.EXACT})
_NAMES = 3  # nouns above a name that it is part of
_LEAD = 2  # sentences of the first paragraph that tell the headline again
_OPENING = 2  # last paragraph, the headline counted, that tells what an article is about
_COUNTRY_VOTES = 3  # of a place where something happens; any other has one


def _is_not_meant(resolution: Resolution) -> bool:
    """Whether "the city" is no word for it: it stands for a government, or is only mentioned."""
    place, role = resolution.place, resolution.role
    if role == Role.SPEAKER_LOCATION and resolution.precision == PlacePrecision.CITY:
        return False
    if role == Role.GOVERNMENT_METONYM and place is not None and place.kind != "country":
        return place.name.lower() in role_words("seats_of_power")
    return role in _NOT_MEANT


class NamedPlaces:
    """The resolutions of one article; they are numbered in text order."""

    def __init__(self, article: Article, tree: Tree, resolutions: tuple[Resolution, ...]) -> None:
        """Index the resolutions once, so that each question costs a bisection at most."""
        data = read_toml("places.toml")
        self.refer_back: dict[str, list[str]] = data["refer_back"]
        self.words: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in data["words"].items()}
        self.types: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in data["types"].items()}
        self.article, self.tree = article, tree
        self.grammar = Grammar(tree.parse)
        starts = [token.start for token in tree.tokens]
        self.resolutions = [
            r
            for r in sorted(resolutions, key=lambda r: (r.mention.start, r.mention.end))
            if not self._only_describes(r, max(0, bisect_left(starts, r.mention.end) - 1))
        ]
        self._starts = [r.mention.start for r in self.resolutions]
        self.last_tokens = [
            max(0, bisect_left(starts, r.mention.end) - 1) for r in self.resolutions
        ]
        firsts = [
            min(bisect_left(starts, r.mention.start), len(starts) - 1) for r in self.resolutions
        ]
        self.tokens = frozenset((*self.last_tokens, *firsts))
        self._of_sentence: dict[int, list[int]] = {}
        for number, token in enumerate(self.last_tokens):
            if tree.tokens:
                self._of_sentence.setdefault(tree.sentence_numbers[token], []).append(number)

    def _only_describes(self, resolution: Resolution, at: int) -> bool:
        """Whether a name, ending in token `at`, only says whose men or whose port is meant.

        "Donetsk separatists" fight anywhere; "the Azov Sea port" is a town.
        """
        kind = resolution.place.kind if resolution.place is not None else ""
        first = at - len(resolution.mention.text.split())
        if kind in {"country", "region"} and first >= 0:
            before = self.tree.tokens[first].text
            if before.istitle() and before.lower() in self.words["houses"]:
                return True
        is_sea = kind == "sea"
        held = self.words["settled"] if is_sea else self.words["partisans"]
        return any(self.tree.lemmas[t] in held for t in self.named_by(at))

    def head_of(self, number: int) -> int:
        """The token that a name hangs by: "Sea" of "Sea of Azov"."""
        tree, start = self.tree, self.resolutions[number].mention.start
        here = self.last_tokens[number]
        for _ in range(_NAMES):
            head = tree.head(here)
            if head is None or tree.tokens[head].start < start or head > here:
                break
            here = head
        return here

    def named_by(self, at: int) -> list[int]:
        """The nouns that a name is part of the name of ("Tower" for the Kharkiv of a TV tower)."""
        here, found = at, list[int]()
        for _ in range(_NAMES if self.tree.tokens else 0):
            head = self.tree.head(here)
            if head is None or self.tree.bases[here] not in {"compound", "flat", "amod"}:
                break
            found.append(head)
            here = head
        return found

    def is_water_beside(self, number: int) -> bool:
        """Whether it only says which town is meant ("the port on the Sea of Azov")."""
        place, at = self.resolutions[number].place, self.head_of(number)
        head = self.tree.head(at)
        is_water = place is not None and place.kind in {"sea", "river", "lake"}
        is_beside = is_water and self.tree.phrase_case(at) in {"on", "by", "beside"}
        return is_beside and head is not None and self.tree.lemmas[head] in self.words["settled"]

    def in_sentence(self, sentence: int) -> list[int]:
        """Numbers of the places named in a sentence, in text order."""
        return self._of_sentence.get(sentence, [])

    def near(self, token: int) -> list[int]:
        """Those of the token's sentence, of a list of hundreds only the ones around the token."""
        numbers = self.in_sentence(self.tree.sentence_numbers[token])
        at = bisect_left(numbers, token, key=self.last_tokens.__getitem__)
        return numbers[max(0, at - _AROUND) : at + _AROUND]

    def count_before(self, offset: int) -> int:
        """How many places are named before a character: those of smaller numbers."""
        return bisect_left(self._starts, offset)

    def last_of_kind(self, kinds: list[str], before: int) -> Resolution | None:
        """The last place of one of the kinds named before a character that "the city" can mean."""
        stop = self.count_before(before)
        numbers = [
            found[bisect_left(found, stop) - 1]
            for kind in kinds
            if (found := self._by_kind.get(kind)) is not None and found[0] < stop
        ]
        if numbers:
            return self._as_town(max(numbers), kinds)
        place = None if self.dateline is None else self.dateline.place
        return self.dateline if place is not None and place.kind in kinds else None

    @cached_property
    def dateline(self) -> Resolution | None:
        """Where the reporter writes from, if the text opens with it."""
        first = self.resolutions[0] if self.resolutions else None
        is_one = first is not None and first.role == Role.REPORTER_LOCATION
        return first if is_one and first is not None and first.lat is not None else None

    def _as_town(self, number: int, kinds: list[str]) -> Resolution:
        """The place of a number, or the town that its name means elsewhere in the article."""
        found = self.resolutions[number]
        is_kind = found.place is not None and found.place.kind in kinds
        return found if is_kind else self._towns.get(found.mention.text, found)

    @cached_property
    def _towns(self) -> dict[str, Resolution]:
        towns = (r for r in self.resolutions if r.precision == PlacePrecision.CITY)
        return {r.mention.text: r for r in reversed(list(towns))}

    @cached_property
    def _by_kind(self) -> dict[str, list[int]]:
        """Numbers of the places of each kind; "the Mariupol theatre" names its town too."""
        found: dict[str, list[int]] = {}
        for number, r in enumerate(self.resolutions):
            if r.place is None or r.lat is None or _is_not_meant(r) or self._is_end_of_road(number):
                continue
            found.setdefault(r.place.kind, []).append(number)
            town = self._towns.get(r.mention.text)
            if r.precision == PlacePrecision.EXACT and town is not None and town.place is not None:
                found.setdefault(town.place.kind, []).append(number)
        return found

    def _is_end_of_road(self, number: int) -> bool:
        """Whether a road or the like only leads there ("left by the road to Lyman")."""
        at = self.head_of(number)
        tree = self.tree
        above = [at, *tree.ancestors(at)[:1]] if tree.bases[at] == "conj" else [at]
        return any(
            tree.phrase_case(t) in {"to", "towards"} and tree.lemmas[head] in self.words["ways"]
            for t in above
            if tree.bases[t] == "nmod" and (head := tree.head(t)) is not None
        )

    @cached_property
    def paragraphs(self) -> list[int]:
        """For each sentence the number of its paragraph; a line break begins one."""
        text, number, end = self.article.text, -1, 0
        paragraphs = []
        for sentence in self.tree.parse.sentences:
            start = sentence.start
            broken = "\n" in text[end:start] or "\n" in text[max(0, start - 1) : start]
            number += broken or number < 0
            paragraphs.append(number)
            end = sentence.end
        return paragraphs

    @cached_property
    def headline_and_lead(self) -> frozenset[int]:
        """Sentences of the headline that the text begins with, and the first ones of its lead."""
        sentences, title = self.tree.parse.sentences, self.article.title.strip(" .")
        if not title or not self.article.text.lstrip().startswith(title):
            return frozenset()
        first = [n for n in range(len(sentences)) if self.paragraphs[n] == 0]
        lead = [n for n in range(len(sentences)) if self.paragraphs[n] == 1]
        return frozenset((*first, *lead[:_LEAD]))

    @cached_property
    def _land(self) -> str:
        """The country most of the article's events lie in, as ISO 3166-1; empty without any."""
        votes: Counter[str] = Counter()
        for resolution in self.resolutions:
            if resolution.place is None or resolution.role in NEVER - {Role.GOVERNMENT_METONYM}:
                continue
            votes[resolution.place.country] += _COUNTRY_VOTES if resolution.role in TAKEN else 1
        votes.pop("", None)
        return min(votes, key=lambda code: (-votes[code], code), default="")

    def seat(self, token: int) -> Resolution | None:
        """The capital that "the capital" means at a token, if the article names it.

        One told of in the same paragraph before it, or else that of the land the article is about.
        """
        numbers, here = self.tree.sentence_numbers, self.tree.sentence_numbers[token]
        stop = bisect_left(self._seats, token, key=itemgetter(0))
        for at, found in reversed(self._seats[:stop]):
            if self.paragraphs[numbers[at]] != self.paragraphs[here]:
                break
            if found.role not in _NOT_MEANT:
                return found
        return self._own_seat

    @cached_property
    def _seats(self) -> list[tuple[int, Resolution]]:
        """The capitals named, each with its last token, in text order."""
        seats = role_words("seats_of_power")
        return [
            (at, found)
            for at, found in zip(self.last_tokens, self.resolutions, strict=True)
            if found.place is not None
            and found.place.name.lower() in seats
            and found.lat is not None
        ]

    @cached_property
    def _own_seat(self) -> Resolution | None:
        """The first capital named of the land that the article is about."""
        return next((r for _, r in self._seats if r.place and r.place.country == self._land), None)

    @cached_property
    def country(self) -> Resolution | None:
        """The country most of the article's events lie in, if the article names it as a country."""
        return next(
            (
                r
                for r in self.resolutions
                if r.place is not None
                and r.place.country == self._land
                and r.place.kind == "country"
                and r.lat is not None
            ),
            None,
        )

    @cached_property
    def theme(self) -> Resolution | None:
        """The one town that the article keeps coming back to, and is titled or written from."""
        return find_theme(self.article, self.tree, self.resolutions, _NOT_MEANT)

    def main_before(self, offset: int) -> Resolution | None:
        """The one town that holds most event places named before a character; its first naming."""
        return self._mains[self.count_before(offset)]

    def _leads(self, first: Resolution, votes: int, told: int) -> bool:
        """Whether a town holds most of the places told; one told late must come twice.

        Or be named in the opening already, in whatever role.
        """
        if votes * 2 <= told:
            return False
        named = next(r for r in self.resolutions if r.place == first.place)
        number = self.resolutions.index(named)
        paragraph = self.paragraphs[self.tree.sentence_numbers[self.last_tokens[number]]]
        return votes > 1 or paragraph <= _OPENING

    def is_introduced(self, number: int) -> bool:
        """Whether the text goes on to say what town it is: a scene of what it tells next."""
        is_local = self.resolutions[number].precision == PlacePrecision.CITY
        is_in = self.tree.phrase_case(self.head_of(number)) in {"in", "at"}
        kinds = self.words["settled"]
        return is_local and is_in and is_called_one_of(self.tree, self.last_tokens[number], kinds)

    @cached_property
    def _mains(self) -> list[Resolution | None]:
        """For each number of places named so far the town that holds more than half, if any."""
        mains: list[Resolution | None] = [None]
        votes: Counter[str] = Counter()
        firsts: dict[str, Resolution] = {}
        main: str | None = None
        told = 0
        for number, resolution in enumerate(self.resolutions):
            place = resolution.place
            is_told = resolution.role in TAKEN or self.is_introduced(number)
            if place is not None and is_told and resolution.precision in FINE:
                told += 1
                votes[place.id] += 1
                firsts.setdefault(place.id, resolution)
                leaders = (id_ for id_ in (place.id, main) if id_ is not None)
                main = next((i for i in leaders if self._leads(firsts[i], votes[i], told)), None)
            mains.append(None if main is None else firsts[main])
        return mains
