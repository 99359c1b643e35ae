"""Labels and trees of other people's pipelines become ours."""

import pytest
import spacy
from spacy.tokens import Doc, Span

from pipeline.language.trees import to_universal
from pipeline.language.wording import to_piece_parse

# word, part of speech, ClearNLP label and head, UD label and head
CLEAR = [
    ("Shells", "NOUN", "nsubj", 1, "nsubj", 1),
    ("fell", "VERB", "ROOT", 1, "root", 1),
    ("on", "ADP", "prep", 1, "case", 3),
    ("Kyiv", "PROPN", "pobj", 2, "obl", 1),
    ("and", "CCONJ", "cc", 3, "cc", 5),
    ("Lviv", "PROPN", "conj", 3, "conj", 3),
    (".", "PUNCT", "punct", 1, "punct", 1),
]
PASSIVE = [
    ("Kyiv", "PROPN", "nsubjpass", 2, "nsubj:pass", 2),
    ("was", "AUX", "auxpass", 2, "aux:pass", 2),
    ("hit", "VERB", "ROOT", 2, "root", 2),
    ("by", "ADP", "agent", 2, "case", 4),
    ("drones", "NOUN", "pobj", 3, "obl:agent", 2),
]
NOUN_UNDER_NOUN = [
    ("Mayor", "NOUN", "ROOT", 0, "root", 0),
    ("of", "ADP", "prep", 0, "case", 2),
    ("Kyiv", "PROPN", "pobj", 1, "nmod", 0),
]
OBJECT = [
    ("They", "PRON", "nsubj", 1, "nsubj", 1),
    ("shelled", "VERB", "ROOT", 1, "root", 1),
    ("Kyiv", "PROPN", "dobj", 1, "obj", 1),
]


def clear_doc(rows: list[tuple[str, str, str, int, str, int]]) -> Doc:
    return Doc(
        spacy.blank("en").vocab,
        words=[row[0] for row in rows],
        pos=[row[1] for row in rows],
        deps=[row[2] for row in rows],
        heads=[row[3] for row in rows],
    )


@pytest.mark.parametrize("rows", [CLEAR, PASSIVE, NOUN_UNDER_NOUN, OBJECT])
def test_a_clearnlp_tree_becomes_universal(rows: list[tuple[str, str, str, int, str, int]]) -> None:
    labels, heads = to_universal(clear_doc(rows))
    assert list(zip(labels, heads, strict=True)) == [(row[4], row[5]) for row in rows]


def test_a_universal_tree_stays() -> None:
    doc = clear_doc([(w, p, ud, h, ud, h) for w, p, _, _, ud, h in CLEAR])
    labels, heads = to_universal(doc)
    assert labels == [row[4] for row in CLEAR]
    assert heads == [row[5] for row in CLEAR]


def test_a_day_before_an_attribution_is_not_that_of_the_saying() -> None:
    words = ["Shells", "hit", "Sumy", "on", "Friday", ",", "officials", "said", "on", "Monday", "."]
    deps = [
        "nsubj",
        "ccomp",
        "obj",
        "case",
        "obl",
        "punct",
        "nsubj",
        "root",
        "case",
        "obl",
        "punct",
    ]
    heads = [1, 7, 1, 4, 7, 1, 7, 7, 9, 7, 7]
    doc = Doc(spacy.blank("en").vocab, words=words, deps=deps, heads=heads)
    _, turned = to_universal(doc)
    assert turned[words.index("Friday")] == words.index("hit")
    assert turned[words.index("Monday")] == words.index("said")


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("PER", "PERSON"), ("LOCATION", "LOC"), ("FACILITY", "FAC"), ("ORGANIZATION", "ORG"),
     ("GPE", "GPE"), ("FAC", "FAC"), ("NORP", "NORP")],
)  # fmt: skip
def test_an_entity_label_becomes_ours(theirs: str, ours: str) -> None:
    doc = Doc(spacy.blank("en").vocab, words=["Kyiv", "fell"])
    doc.ents = (Span(doc, 0, 1, theirs),)
    (entity,) = to_piece_parse(doc, 10, doc.text).entities
    assert (entity.start, entity.end, entity.label) == (10, 14, ours)


def test_without_a_parser_each_word_is_its_own_head() -> None:
    doc = Doc(spacy.blank("en").vocab, words=["Kyiv", "fell"])
    tokens = to_piece_parse(doc, 0, doc.text).tokens
    assert [(token.dep, token.head) for token in tokens] == [("", 0), ("", 1)]


def test_without_sentence_ends_a_piece_is_one_sentence() -> None:
    doc = Doc(spacy.blank("en").vocab, words=["Kyiv", "fell", ".", "Lviv", "held", "."])
    (sentence,) = to_piece_parse(doc, 0, doc.text).sentences
    assert (sentence.first, sentence.stop) == (0, 6)


def after_clause(join: str) -> tuple[list[str], list[int]]:
    words = ["Buses", "waited", "after", "the", "bridge", "was", "blown"]
    deps = ["nsubj", "ROOT", "case", "det", "obl", "aux:pass", "conj"]
    heads, tags = [1, 1, 4, 4, 1, 6, 1], ["NNS", "VBD", "IN", "DT", "NN", "VBD", "VBN"]
    if join:
        words.insert(5, join)
        deps.insert(5, "cc")
        tags.insert(5, "CC")
        heads = [1, 1, 4, 4, 1, 7, 7, 1]  # the join hangs on the last verb
    vocab = spacy.blank("en").vocab
    pos = ["NOUN" if tag.startswith("NN") else "VERB" for tag in tags]
    doc = Doc(vocab, words=words, heads=heads, deps=deps, tags=tags, pos=pos)
    return to_universal(doc)


def test_after_opens_the_clause_of_a_verb_without_a_subject() -> None:
    labels, heads = after_clause("")
    assert (labels[4], heads[4], labels[2], labels[6]) == ("nsubj:pass", 6, "mark", "advcl")


def test_a_verb_joined_by_and_stays_joined() -> None:
    labels, heads = after_clause("and")
    assert (labels[4], heads[4], labels[7]) == ("obl", 1, "conj")
