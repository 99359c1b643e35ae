"""the clause around an expression -> does it look back or ahead?"""

from bisect import bisect_right

from pipeline.dates.scanning import Words, vocabulary
from pipeline.records import Parse, Token

_SHORT = 3  # letters of an abbreviation
_REACH = 25  # words on either side
_CLIMB = 12  # steps up the tree
_DATED = (
    "weekday",
    "short_weekday",
    "month",
    "unsure_month",
    "short_month",
    "deictic",
    "near_before",
)
_BE = frozenset({"be", "been", "not", "also", "soon", "then"})
_WILL = frozenset({"will", "would", "shall", "'ll", "wo"})
_BACK = frozenset({"was", "were", "had", "has", "have", "did"})
_PASSIVE = frozenset({"was", "were", "is", "are", "been"})
_IS_TO = frozenset({"is", "are", "was", "were"})  # before "to" and a verb
_LOOSE = 2  # the value of words such as "due", which need no "to"
_SILENT = 3  # of words such as "is", which tell nothing without it
_GROUP = 4  # words between "will" and its verb at most: "will not be tried"

_NO_PLANS = frozenset({"on fire", "in motion", "on edge"})  # after "set"


class Cues:
    """Looks for the nearest word that tells time, as "will", "was", "planned" or "struck" do."""

    def __init__(self, words: Words) -> None:
        letters = vocabulary().letters
        self._classes = words.classes
        self._spelled = words.spelled
        self._ahead = {letters["future"]}
        self._back = {letters["told"], letters["ed"]}
        self._dated = {letters[name] for name in _DATED}
        self._promise = letters["promise"]
        self._ends = {letters["stop"], letters["para"], letters["dot"]}

    def direction(self, first: int, stop: int) -> int:
        """-1 for back, 1 for ahead, 0 when nothing tells.

        The nearest cue before the words rules; without one in the sentence, the first after them.
        """
        if self._is_awaited(first):
            return 1
        before = range(first - 1, max(first - _REACH, 0) - 1, -1)
        after = range(stop, min(stop + _REACH, len(self._classes)))
        return self._nearest(before) or self._nearest(after)

    def _is_awaited(self, first: int) -> bool:
        """Whether something is told that goes before ("ahead of Thursday's summit")."""
        return [word.lower() for word in self._spelled[max(first - 2, 0) : first]] == [
            "ahead",
            "of",
        ]

    def _nearest(self, places: range) -> int:
        for i in places:
            letter = self._classes[i]
            if letter in self._ahead:
                return 1
            if letter == self._promise:
                told = self._promises(i)
                if told:
                    return told
            elif letter in self._back:
                return 1 if self._is_to_be(i) else -1
            if letter in self._ends and not self._abbreviates(i):
                break
        return 0

    def _promises(self, place: int) -> int:
        """1 if a plan follows ("planned to", "due on", "is to"), else -1, or 0 after "is"."""
        value = vocabulary().values["promise"][self._spelled[place].lower()]
        if place + 1 < len(self._classes):
            following = self._spelled[place + 1].lower()
            is_dated = self._classes[place + 1] in self._dated
            if " ".join(self._spelled[place + 1 : place + 3]).lower() in _NO_PLANS:
                return -1
            if following == "to" or (
                value == _LOOSE
                and (is_dated or following in {"for", "on", "in", "next", "at", "by"})
            ):
                return 1
        return 0 if value == _SILENT else -1

    def _is_to_be(self, place: int) -> bool:
        """Whether a participle belongs to "will be", as "tried" of "will be tried" does."""
        for i in range(place - 1, max(place - _GROUP, 0) - 1, -1):
            if self._classes[i] in self._ahead:
                return True
            if self._spelled[i].lower() not in _BE:
                return False
        return False

    def _abbreviates(self, place: int) -> bool:
        """Whether a full stop follows a short capitalised word: "Mr.", "U.S.", "Gen."."""
        before = self._spelled[place - 1] if place else ""
        return self._spelled[place] == "." and before[:1].isupper() and len(before) <= _SHORT


class TreeCues(Cues):
    """Asks the verb that governs the words; where it does not tell, the nearest cue word does."""

    def __init__(self, words: Words, parse: Parse) -> None:
        super().__init__(words)
        self._places = words.starts
        self._tokens = parse.tokens
        self._starts = [token.start for token in parse.tokens]
        self._helpers: dict[int, list[Token]] = {}
        for token in parse.tokens:
            if token.dep.startswith(("aux", "cop", "mark")):
                self._helpers.setdefault(token.head, []).append(token)

    def direction(self, first: int, stop: int) -> int:
        """-1 for back, 1 for ahead, 0 when neither the verb nor a cue word tells."""
        place = bisect_right(self._starts, self._places[first]) - 1
        if self._is_awaited(first):
            return 1
        if place < 0 or not self._tokens[place].dep:
            return super().direction(first, stop)
        return self._by_verb(place) or super().direction(first, stop)

    def _by_verb(self, place: int) -> int:
        """The direction of the nearest verb above a token; an infinitive takes its own verb's."""
        start = place
        for _ in range(_CLIMB):
            token = self._tokens[place]
            if token.pos in {"VERB", "AUX"}:
                told = self._tense(place, token) or self._promised(start, place, token)
                if told:
                    return told
            if token.head == place:
                return 0
            if token.pos in {"VERB", "AUX"} and token.dep not in {"xcomp", "acl", "conj", "aux"}:
                return 0
            place = token.head
        return 0

    def _tense(self, place: int, token: Token) -> int:
        helpers = {helper.text.lower() for helper in self._helpers.get(place, [])}
        if helpers & _WILL:
            return -1 if "have" in helpers else 1
        values = vocabulary().values
        promised = token.lemma in values["promise"] or token.text.lower() in values["promise"]
        if "to" in helpers and token.tag == "VB" and not helpers.isdisjoint(_IS_TO):
            return 1  # "were to operate on Wednesday"
        if "to" in helpers:
            head = self._tokens[token.head]
            ahead = head.text.lower() in values["promise"] or head.text.lower() in values["future"]
            return 1 if ahead else 0
        if promised:
            return 0
        past = "Tense=Past" in token.morph and token.tag != "VBG"
        return -1 if past or helpers & _BACK else 0

    def _promised(self, date: int, place: int, token: Token) -> int:
        """The direction of a date by the word of a promise that it hangs on.

        What "was planned for Saturday" is to come; "on Tuesday they promised to" was on that day.
        """
        if self._tokens[date].head != place:
            return 0
        helpers = {helper.text.lower() for helper in self._helpers.get(place, [])}
        if token.tag == "VBN" and helpers & _PASSIVE:
            return 1 if self._tokens[date - 1].text.lower() == "for" else 0
        is_told = "Tense=Past" in token.morph and token.tag == "VBD" and not helpers
        until = self._tokens[min(date, place) : max(date, place)]
        return -1 if is_told and all(word.text.lower() != "to" for word in until) else 0
