"""A span as a model or a scan gives it → the name alone.

The toponym is the name: "the Kyiv region" is `Kyiv`, "northern Ukraine" is `Ukraine`, "Mariupol's"
is `Mariupol`. A capitalised type word belongs to the name ("Dnipro River", "Laurel County").
"""

import re

from pipeline.mentions.vocabulary import words

_LEADING = re.compile(
    r"""^(?:[\s"'“”‘’«»(\[{,;:.\-–—*•]+|(?:the|a|an)\s+|(?:[Tt]he|THE)\s+(?=\S)|[a-z][\w'’\-]*\s+)""",
)
_TRAILING = re.compile(
    r"""(?:[\s"'“”‘’«»)\]},;:!?\-–—*•|]+|['’´`](?:s|S)?|\s+[a-z][\w'’\-]*)$""",
)
_PARTICLES = re.compile(
    r"^(?:al|el|ad|an|ar|as|ash|at|de|di|la|le|los|las|der|den|am|bei|ez|es)[\s\-]", re.IGNORECASE
)
_INITIAL = re.compile(r"(?<![\w.])[NSEW]\. ?$")  # "W.Va.", "N. Mex."
_INITIALS = re.compile(r"(?:[A-Z]\.){2,5}")
_MIXED_CAPS = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЄІЇҐ]")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut articles, lower-case words, quotes and possessives off the edges of `[start, end)`.

    A span without any capital is only stripped of punctuation. The result may be empty
    (`start == end`).
    """
    has_capital = bool(_MIXED_CAPS.search(text, start, end))
    while start < end:
        piece = text[start:end]
        lead = _LEADING.match(piece)
        if lead and (has_capital or not lead.group().strip(" \n\t").isalpha()):
            if _PARTICLES.match(piece) and piece[0].islower():
                break
            start += lead.end()
            continue
        tail = _TRAILING.search(piece)
        if tail and tail.start() < len(piece):
            if tail.group().strip().isalpha() and not has_capital:
                break
            end = start + tail.start()
            continue
        break
    if start >= end:
        return start, end
    end = _keep_stop(text, start, end)
    initial = _INITIAL.search(text, max(0, start - 3), start)
    return (initial.start() if initial and text[end - 1] == "." else start), end


def _keep_stop(text: str, start: int, end: int) -> int:
    """Put the full stop of an abbreviation back (`U.S.`), take that of a sentence away."""
    piece = text[start:end]
    dotted = words("dotted")
    last = piece.rsplit(" ", 1)[-1]
    if piece.endswith("."):
        return end if last in dotted or _initials(last) else end - 1
    if text[end : end + 1] == "." and (_initials(last + ".") or last + "." in dotted):
        return end + 1
    return end


def _initials(word: str) -> bool:
    """Whether a word is single letters with full stops: `U.S.`, `S.C.`."""
    return bool(_INITIALS.fullmatch(word))
