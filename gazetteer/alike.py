"""An unknown name → the places whose names differ from it by a slip of the pen."""

from gazetteer.likeness import distance, initial, is_near_in_length, limit_of, shortened, skeleton
from gazetteer.reader import Reader

_MOST_HEARD = 160  # spellings of one skeleton that are compared
_MOST_FOUND = 10
_SHORTEST = 4  # letters of a name that may be taken for another
_PER_EDIT = 30.0  # points of fame one edit costs


def find_alike(folded: str, reader: Reader) -> list[tuple[int, float]]:
    """Numbers of places and their fame less the distance, best first; ten at most."""
    if len(folded) < _SHORTEST:
        return []
    limit = limit_of(folded)
    sounds = skeleton(folded)
    size, start = len(folded), initial(folded)
    known: dict[int, float] = {}
    best: dict[int, float] = {}
    for key in dict.fromkeys((sounds, *shortened(sounds))):
        for place, position, rank, other_size, other_start in reader.heard(key, _MOST_HEARD):
            if other_start != start or not is_near_in_length(size, other_size, limit):
                continue
            apart = known.get(position)
            if apart is None:
                apart = known[position] = _apart(folded, reader.spelling(position), limit)
            if apart <= limit:
                best[place] = max(best.get(place, 0.0), rank - _PER_EDIT * apart)
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:_MOST_FOUND]


def _apart(folded: str, text: str, limit: float) -> float:
    """Distance of two spellings; names of another number of words are no match."""
    if folded.count(" ") != text.count(" "):
        return float("inf")
    return distance(folded.replace(" ", ""), text.replace(" ", ""), limit)
