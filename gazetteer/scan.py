"""Running text → the offsets of the known names in it."""
# ruff: noqa: RUF001 - names are written in their own letters

import re
from collections.abc import Iterator

from gazetteer.draft import NameFlag
from gazetteer.kinds import type_words
from gazetteer.layout import NO_PLACE
from gazetteer.names import fold, name_digest
from gazetteer.reader import Reader

_MOST_WORDS = 7  # of one name
_DEMONYM = NameFlag.DEMONYM

_UPPER = (
    "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨ"
    "ŪŬŮŰŲŴŶŸŹŻŽȘȚƏΆΈ-ΏΑ-ΫЀ-ЯҐӘӨҮҰҚҢҒԱ-Ֆ"
)
_INSIDE = r"(?:[^\W_]|['’ʼʹ`](?=[^\W\d_]))"
_TOKEN = rf"(?:[A-Z]\.(?:\s?[A-Z]\.)+|(?:St|Ste|Mt|Ft)\.|[{_UPPER}]{_INSIDE}*)"
_PARTICLE = (
    "of|the|and|de|del|della|di|da|do|dos|das|du|des|la|le|les|las|los|el|al|an|a|on|upon|in|"
    "am|an|der|den|im|ob|bei|sur|sous|en|et|y|e|ez|er|es|ibn|bin|na|nad|pod|no"
)
_ARTICLE = "l'|d'|al-|el-|ad-|ash-|as-|at-|an-|ar-|az-|ez-|es-|er-"
_LINK = (
    r"(?:[ \t\xa0]?\n?[ \t\xa0]?|-)"
    rf"(?:(?:{_PARTICLE})(?:[ \xa0]|-|\n))*(?:{_ARTICLE})?"
)
_PHRASE = re.compile(rf"(?<![^\W_]){_TOKEN}(?:(?:{_LINK}){_TOKEN})*(?:[ -]\d{{1,2}}(?!\d))?")
_WORD = re.compile(rf"{_TOKEN}|\d+")
_POSSESSIVE = re.compile(r"['’ʼ]s$|['’ʼ]$")
_MOST_REMEMBERED = 100_000


class Scanner:
    """Finds names, and remembers which strings are names."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[str, bool] = {}
        after, before = type_words()
        words = "|".join(map(re.escape, after))
        self._after = re.compile(rf"[ \xa0](?:{words})(?![^\W_])", re.IGNORECASE)
        self._before = re.compile(rf"(?:{'|'.join(map(re.escape, before))})[ \xa0](?:of[ \xa0])?$")

    def names(self, text: str) -> Iterator[tuple[int, int]]:
        """Offsets of names, ends excluded, in order."""
        for phrase in _PHRASE.finditer(text):
            yield from self._inside(text, phrase.start(), phrase.end())

    def _inside(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Split a run of capitalised words into the longest known names, from the left."""
        words = [match.span() for match in _WORD.finditer(text, start, end)]
        first = 0
        while first < len(words):
            for last in range(min(len(words), first + _MOST_WORDS), first, -1):
                span = self._name(text, words[first][0], words[last - 1][1])
                if span is not None:
                    yield self._with_type_word(text, span)
                    first = last
                    break
            else:
                first += 1

    def _name(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        piece = text[start:end]
        if piece[-2:-1] in "'’ʼ" or piece[-1] in "'’ʼ":
            piece = _POSSESSIVE.sub("", piece)
        return (start, start + len(piece)) if self.is_name(piece) else None

    def _with_type_word(self, text: str, span: tuple[int, int]) -> tuple[int, int]:
        """Take in a type word in lower case beside the name, if the whole is a name, too."""
        start, end = span
        after = self._after.match(text, end)
        if after is not None and self.is_name(text[start : after.end()]):
            return start, after.end()
        before = self._before.search(text, max(0, start - 24), start)
        if before is not None and self.is_name(text[before.start() : end]):
            return before.start(), end
        return span

    def is_name(self, piece: str) -> bool:
        """Whether a place bears this name; answers are remembered."""
        known = self._known.get(piece)
        if known is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            entries = self._reader.entries(name_digest(fold(piece)))
            known = any(e.place != NO_PLACE and not e.flags & _DEMONYM for e in entries)
            self._known[piece] = known
        return known
