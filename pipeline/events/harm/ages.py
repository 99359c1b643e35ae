"""Number → whether it is an age: of one who is named, of "a man of 68", of most of the dead."""

from pipeline.events.harm.words import listed, longest_end, words_before
from pipeline.events.numbers import starts_number
from pipeline.events.tree import Tree
from pipeline.events.words import load_classes


def is_age_of_most(tree: Tree, first: int) -> bool:
    """Whether a number is the age of some of those told ("96 people, most over 60, died")."""
    before = words_before(tree, first)
    over = longest_end(before, "over_age")
    rest = before[: len(before) - over]
    return bool(over) and rest.rpartition(" ")[2] in listed("some_of")


def is_age_in_row(tree: Tree, start: int) -> bool:
    """Whether a number is one of the ages after "aged" ("aged 39 and 50", "aged five to nine")."""
    first, t = tree.sentence(start).first, start - 1
    while t >= first and (
        tree.lowers[t] in listed("between_ages") or starts_number(tree.lowers[t])
    ):
        t -= 1
    return t >= first and tree.lowers[t] in listed("aged")


def is_age_of_named(tree: Tree, start: int, stop: int) -> bool:
    """Whether a number is the age of the one named before it ("Vira Hyrych, 54, was")."""
    if start < 2 or stop >= len(tree.lowers):  # noqa: PLR2004 - a name and a comma
        return False
    is_apart = tree.lowers[start - 1] == "," and tree.lowers[stop] in {",", ")", "."}
    return is_apart and tree.tokens[start - 2].pos == "PROPN"


def is_age_of_one(tree: Tree, number: int) -> bool:
    """Whether a number is the age of one person told before it ("a man of 68")."""
    while number > 2 and tree.lowers[number - 1] in listed("about"):  # noqa: PLR2004 - see below
        number -= 1  # "a boy of about 14"
    if number < 2 or tree.lowers[number - 1] != "of":  # noqa: PLR2004 - a person and "of"
        return False
    people = load_classes()["civilian"] - listed("many_people")
    return tree.lemmas[number - 2] in people and tree.tokens[number - 2].tag == "NN"
