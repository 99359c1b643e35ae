"""the clause around an expression -> does it look back or ahead?"""

from pipeline.dates.scanning import Words, vocabulary

_REACH = 25  # words on either side
_LOOSE = 2  # the value of words such as "due", which need no "to"


class Cues:
    """Looks for the nearest word that tells time: "will", "was", "planned", "struck" …"""

    def __init__(self, words: Words) -> None:
        letters = vocabulary().letters
        self._classes = words.classes
        self._spelled = words.spelled
        self._ahead = {letters["future"]}
        self._back = {letters["told"], letters["ed"]}
        self._promise = letters["promise"]
        self._ends = {letters["stop"], letters["para"], letters["dot"]}

    def direction(self, first: int, stop: int) -> int:
        """-1 for back, 1 for ahead, 0 when nothing tells.

        The nearest cue before the words rules; without one in the sentence, the first after them.
        """
        before = range(first - 1, max(first - _REACH, 0) - 1, -1)
        after = range(stop, min(stop + _REACH, len(self._classes)))
        return self._nearest(before) or self._nearest(after)

    def _nearest(self, places: range) -> int:
        for i in places:
            letter = self._classes[i]
            if letter in self._ahead:
                return 1
            if letter == self._promise:
                return 1 if self._promises(i) else -1
            if letter in self._back:
                return -1
            if letter in self._ends and not self._abbreviates(i):
                break
        return 0

    def _promises(self, place: int) -> bool:
        """Whether "planned" or "due" is followed by what is planned: "planned to", "due on"."""
        if place + 1 >= len(self._classes):
            return False
        following = self._spelled[place + 1].lower()
        loose = vocabulary().values["promise"][self._spelled[place].lower()] == _LOOSE
        return following == "to" or (loose and following in {"for", "on", "in", "next"})

    def _abbreviates(self, place: int) -> bool:
        """Whether a full stop follows a short capitalised word: "Mr.", "U.S.", "Gen."."""
        before = self._spelled[place - 1] if place else ""
        return self._spelled[place] == "." and before[:1].isupper() and len(before) <= 3
