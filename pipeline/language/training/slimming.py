"""A trained pipeline -> the same without the words and edit trees that it met and does not need.

Training leaves every word of the corpora in the vocabulary, and an edit tree for every pair of form
and lemma; what is said of a text rests on the labels alone.
"""

from typing import TYPE_CHECKING, Any

from spacy.strings import StringStore

if TYPE_CHECKING:
    from spacy.language import Language

_LEMMATIZER = "trainable_lemmatizer"
_CHILDREN = ("prefix_tree", "suffix_tree")
_WORDS = ("orig", "subst")
_NO_TREE = 4_294_967_295  # NULL_TREE_ID of spaCy's edit trees


def drop_trees(nlp: "Language") -> None:
    """Keep the edit trees that a label of the lemmatizer is, or holds, and number them anew."""
    pipe: Any = nlp.get_pipe(_LEMMATIZER)
    old = [pipe.trees[number] for number in range(len(pipe.trees))]
    numbers: dict[int, int] = {}
    kept: list[dict[str, int]] = []

    def keep(number: int) -> int:
        if number != _NO_TREE and number not in numbers:
            tree = dict(old[number])
            tree |= {child: keep(tree[child]) for child in _CHILDREN if child in tree}
            numbers[number] = len(kept)
            kept.append(tree)
        return numbers.get(number, _NO_TREE)

    pipe.cfg["labels"] = [keep(label) for label in pipe.cfg["labels"]]
    pipe.trees.from_json(kept)
    pipe.tree2label = {tree: label for label, tree in enumerate(pipe.cfg["labels"])}


def needed_words(nlp: "Language") -> StringStore:
    """What English starts with, the labels of all parts, and the letters lemmas are made of."""
    words = StringStore(type(nlp)().vocab.strings)
    for part, pipe in nlp.pipeline:
        if part != _LEMMATIZER:
            for label in getattr(pipe, "labels", ()):
                words.add(label)
    pipe = nlp.get_pipe(_LEMMATIZER)
    trees: Any = pipe.trees  # type: ignore[attr-defined] # of the lemmatizer alone
    for number in range(len(trees)):
        for word in _WORDS:
            if word in trees[number]:
                words.add(nlp.vocab.strings[trees[number][word]])
    return words
