"""Questions about a hand-built parse."""

from pipeline.mentions.grammar import Grammar
from pipeline.records import Entity, Parse, Sentence, Token

# "Shells fell in Izium and Kupiansk ."
WORDS = (
    ("Shells", "NOUN", "nsubj", 1),
    ("fell", "VERB", "root", 1),
    ("in", "ADP", "case", 3),
    ("Izium", "PROPN", "obl", 1),
    ("and", "CCONJ", "cc", 5),
    ("Kupiansk", "PROPN", "conj", 3),
    (".", "PUNCT", "punct", 1),
)


def grammar() -> Grammar:
    tokens, at = [], 0
    for word, pos, dep, head in WORDS:
        tokens.append(Token(at, at + len(word), word, word.lower(), pos, "", "", dep, head))
        at += len(word) + 1
    entities = (Entity(15, 20, "LOC"), Entity(15, 33, "ORG"))
    return Grammar(Parse(tuple(tokens), (Sentence(0, at, 0, len(tokens)),), entities))


def test_a_name_in_a_row_is_marked_by_the_preposition_of_the_first() -> None:
    assert [grammar().case_of(index) for index in (0, 3, 5)] == ["", "in", "in"]


def test_tokens_of_a_gap_are_none() -> None:
    assert list(grammar().tokens_in(15, 20)) == [3]
    assert list(grammar().tokens_in(6, 7)) == []


def test_a_path_runs_over_the_lowest_shared_head() -> None:
    assert grammar().path(5, 0) == ([5, 3, 1], [0, 1])


def test_of_two_entities_over_a_span_the_one_that_shares_most_is_taken() -> None:
    found = grammar().entity_over(15, 33)
    assert found is not None
    assert found.label == "ORG"


def test_a_circle_of_heads_ends() -> None:
    tokens = tuple(Token(n, n + 1, "x", "x", "X", "", "", "dep", (n + 1) % 3) for n in range(3))
    circle = Grammar(Parse(tokens, (Sentence(0, 3, 0, 3),), ()))
    assert circle.ancestors(0) == [0, 1, 2]
    assert circle.clause_verb(0) == 0
