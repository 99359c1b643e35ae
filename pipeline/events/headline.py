"""Quote → headline: one readable line."""

import re

_LONGEST = 110  # characters: about one line of a list beside the map
_LEAD_INS = re.compile(
    r"^(?:and|but|as|while|after|that|who|which|where|when|also|meanwhile|however)\b[, ]*",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_ENDS = " ,;:-–—\"'“”‘’("


def make_headline(quote: str) -> str:
    """Put the quote on one line without its first joining word; cut it at a word when long.

    At most 110 characters; a cut line ends in "…".
    """
    line = _SPACES.sub(" ", quote).strip(_ENDS)
    line = _LEAD_INS.sub("", line).strip(_ENDS) or line
    if len(line) > _LONGEST:
        cut = line.rfind(" ", 0, _LONGEST)
        line = line[: cut if cut > 0 else _LONGEST - 1].rstrip(_ENDS) + "…"
    return line[:1].upper() + line[1:]
