"""Doc -> the same Doc behind a dateline, as wire services print one.

The place hangs on the sentence's root as `parataxis`; day and agency hang on the place.
"""

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MONTHS = ("January", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "October")
_MIN_WORDS = 6  # shorter first sentences are headings
_HEAD = 0  # the place is the first word

Word = tuple[str, bool, str, str, str, int | None]  # text, blank after, tag, pos, dep, head


def make_dateline(place: str, agency: str, random: Random) -> list[Word]:
    """Words of a dateline; head None stands for the root of the sentence that follows."""
    words: list[Word] = [(place, True, "NNP", "PROPN", "parataxis", None)]
    if random.random() < 0.5:  # noqa: PLR2004 - a coin
        words[0] = (place, False, *words[0][2:])
        words += [
            (",", True, ",", "PUNCT", "punct", 2),
            (random.choice(_MONTHS), True, "NNP", "PROPN", "nmod:unmarked", _HEAD),
            (str(random.randint(1, 28)), True, "CD", "NUM", "nummod", 2),
        ]
    if random.random() < 0.7:  # noqa: PLR2004 - most have one
        at = len(words)
        words += [
            ("(", False, "-LRB-", "PUNCT", "punct", at + 1),
            (agency, False, "NNP", "PROPN", "appos", _HEAD),
            (")", True, "-RRB-", "PUNCT", "punct", at + 1),
        ]
    dash = random.choice(("-", "—", "–", "--"))
    words.append((dash, True, ":" if len(words) > 1 else ",", "PUNCT", "punct", _HEAD))
    return words


def with_dateline(doc: "Doc", random: Random) -> "Doc":
    """Put a dateline before the first sentence, unless that is very short."""
    from spacy.tokens import Doc

    first = next(iter(doc.sents))
    if len(first) < _MIN_WORDS:
        return doc
    names = [token.text for token in doc if token.pos_ == "PROPN" and token.is_alpha]
    place = random.choice(names or ["London"])
    place = place.upper() if random.random() < 0.6 else place  # noqa: PLR2004 - as most desks do
    words = make_dateline(place, random.choice(("Reuters", "AP", "AFP", "Xinhua", "BBC")), random)
    shift = len(words)
    root = first.root.i + shift
    return Doc(
        doc.vocab,
        words=[word[0] for word in words] + [token.text for token in doc],
        spaces=[word[1] for word in words] + [bool(token.whitespace_) for token in doc],
        tags=[word[2] for word in words] + [token.tag_ for token in doc],
        pos=[word[3] for word in words] + [token.pos_ for token in doc],
        morphs=["Number=Sing" if word[3] == "PROPN" else "" for word in words]
        + [str(token.morph) for token in doc],
        lemmas=[_lemma(word[0], word[3]) for word in words] + [token.lemma_ for token in doc],
        deps=[word[4] for word in words] + [token.dep_ for token in doc],
        heads=[root if word[5] is None else word[5] for word in words]
        + [token.head.i + shift for token in doc],
    )


def _lemma(text: str, pos: str) -> str:
    return text.capitalize() if pos == "PROPN" and len(text) > 4 else text  # noqa: PLR2004 - AFP stays
