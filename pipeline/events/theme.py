"""Article, Tree, Resolution… → the one town that the article is about as a whole."""

import re
from collections import Counter
from collections.abc import Set as AbstractSet

from pipeline.events.tree import Tree
from pipeline.places.wording import role_words
from pipeline.records import Article, PlacePrecision, Resolution, Role

_FINE = frozenset({PlacePrecision.CITY, PlacePrecision.EXACT})
_KEPT = 4  # namings of the town that an article is about, at least
_TITLED, _HOME = 5, 4  # one in so many towns told of is that of the title, of the dateline
_SENT = 2  # of the one that a letter is sent from
_SAID = 7  # words behind a name within which it is called something
_OPENING = 400  # characters within which a dateline stands
_STANDFIRST = 220  # characters of the line under a title, at most
_POINTED = 4  # times that a report from a town calls it "the city", at least
# "Siege of Aleppo", "2016 Battle of Sirte": the account of a battle is about its town.
_HAPPENING = re.compile(
    r"\W*(?:the[ \t]+)?(?:[12]\d{3}[ \t]+)?(?:[A-Z]\w+[ \t]+)?(?:siege|battle|fall|defen[cs]e"
    r"|capture|liberation|occupation|bombing|bombardment|shelling|massacre)[ \t]+"
    r"(?:of|in|at|for)[ \t]+(?:the[ \t]+)?",
    re.IGNORECASE,
)
_AFTER = re.compile(r"[ \t]*(?:\([^)\n]{1,20}\))?[ \t.]*")
# "Letter from Odesa": what is told of no other place is told of that one.
_LETTER = re.compile(
    r"\b(?:letter|dispatch|diary|postcard|notes|notebook|scenes|a day|a week|a night)"
    r"[ \t]+(?:from|in)[ \t]+(?:the[ \t]+)?$",
    re.IGNORECASE,
)


def find_theme(
    article: Article, tree: Tree, resolutions: list[Resolution], not_told: AbstractSet[Role]
) -> Resolution | None:
    """The town that the article keeps coming back to, and is titled or written from, if any.

    At least every fourth or fifth town told of is this one, and none is more than half as often;
    for the town of a letter it is enough that no other is told of oftener, for that of a battle
    that its account is titled so. Of a capital all of a land is written from. Roles `not_told` do
    not count.
    """
    fine = [r for r in resolutions if r.place is not None and r.precision in _FINE]
    votes = Counter(r.place.id for r in fine if r.place is not None and r.role not in not_told)
    titled, home = _titled(article, fine), _written_from(fine)
    total = sum(votes.values())
    for found in (titled, home):
        if found is None or found.place is None:
            continue
        own = votes[found.place.id]
        if found is titled and is_title(article, found):
            return found
        rest = max((n for id_, n in votes.items() if id_ != found.place.id), default=0)
        is_letter = found is titled and _LETTER.search(article.text[: found.mention.start])
        if is_letter and own >= max(_SENT, rest):
            return found
        share = _TITLED if found is titled else _HOME
        others = (rest * 3 + 1) // 2 if found is titled else 2 * rest
        is_kept = own >= max(_KEPT, others) and own * share >= total
        if is_kept and (found is home or found.role not in not_told | {Role.DEMONYM}):
            return found
    return home if home is not None and _pointings(tree) >= _POINTED else None


def is_called_one_of(tree: Tree, at: int, kinds: AbstractSet[str]) -> bool:
    """Whether the name that ends in token `at` is told to be one ("Izium, a town on a river")."""
    stop = min(at + 1 + _SAID, tree.sentence(at).stop)
    opens = tree.lowers[at + 1 : at + 3] in ([",", "a"], [",", "an"])
    return opens and not kinds.isdisjoint(tree.lowers[at + 3 : stop])


def is_title(article: Article, found: Resolution) -> bool:
    """Whether the title is the name of what happened at a town and nothing more."""
    line = article.title.strip() or article.text.lstrip().split("\n", 1)[0]
    before, named, after = line.partition(found.mention.text)
    is_whole = _HAPPENING.fullmatch(before) is not None and _AFTER.fullmatch(after) is not None
    return bool(named) and is_whole


def _pointings(tree: Tree) -> int:
    """How often the text says "the city" or "the town" and no more."""
    lowers = tree.lowers
    pairs = zip(lowers, lowers[1:], [*lowers[2:], ""], strict=False)
    return sum(a == "the" and b in {"city", "town"} and c != "of" for a, b, c in pairs)


def _titled(article: Article, fine: list[Resolution]) -> Resolution | None:
    """The one town that the title, or else the first line, names; or the line under a bare one."""
    title, text = article.title.strip(" ."), article.text
    is_apart = bool(title) and not text.lstrip().startswith(title)
    end = 0 if is_apart else text.find("\n")
    first = [r for r in fine if r.mention.start < end and r.lat is not None]
    if not first:
        under = _under_title(text, end)
        first = [r for r in fine if r.mention.start in under and r.lat is not None]
        first = [r for r in first if r.role != Role.REPORTER_LOCATION]
    told = {r.place.id: r for r in first if r.place is not None}
    return next(iter(told.values())) if len(told) == 1 else None


def _under_title(text: str, end: int) -> range:
    """The characters of the line that a feature's teasing title is followed by, if it is short."""
    start = len(text) - len(text[max(0, end) :].lstrip())
    stop = text.find("\n", start)
    return range(start, stop) if 0 <= stop - start <= _STANDFIRST else range(0)


def _written_from(fine: list[Resolution]) -> Resolution | None:
    """The town that a report of no capital is written from."""
    told = (r for r in fine if r.role == Role.REPORTER_LOCATION and r.lat is not None)
    found = next((r for r in told if r.mention.start < _OPENING), None)
    if found is None or found.place is None:
        return None
    return None if found.place.name.lower() in role_words("seats_of_power") else found
