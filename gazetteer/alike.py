"""An unknown name → the places whose names differ from it by a slip of the pen."""

from gazetteer.likeness import apart_from, initial, limit_of, shortened, skeleton
from gazetteer.reader import Reader

_MOST_FOUND = 10
_SHORTEST = 4  # letters of a name that may be taken for another
_PER_EDIT = 30.0  # points of fame one edit costs


def find_alike(folded: str, reader: Reader) -> list[tuple[int, float]]:
    """Numbers of places and their fame less the distance, best first; ten at most."""
    if len(folded) < _SHORTEST:
        return []
    limit = limit_of(folded)
    sounds = skeleton(folded)
    start, spaces = initial(folded), folded.count(" ")
    best: dict[int, float] = {}
    for key in dict.fromkeys((sounds, *shortened(sounds))):
        texts, places, ranks = reader.heard(key)
        for index, apart in apart_from(folded, texts, limit):
            text, place = texts[index], places[index]
            if initial(text) == start and text.count(" ") == spaces:
                best[place] = max(best.get(place, 0.0), ranks[index] - _PER_EDIT * apart)
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))[:_MOST_FOUND]
