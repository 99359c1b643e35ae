"""Lemmas of verbs: a guess that is an English verb stays, another gives way to one."""

import pytest

from pipeline.language.verbs import mend_verb


@pytest.mark.parametrize(
    ("form", "guess", "lemma"),
    [
        ("shelled", "shelle", "shell"),
        ("submitted", "submitt", "submit"),
        ("excluded", "exclud", "exclude"),
        ("escaped", "esca", "escape"),
        ("clarifying", "clarifye", "clarify"),
        ("accompanied", "accompanied", "accompany"),
        ("tying", "ty", "tie"),
        ("reaches", "reache", "reach"),
        ("Unlocked", "Unlocked", "unlock"),
        ("KILLED", "KILL", "kill"),
        ("hoped", "hope", "hope"),
        ("hopped", "hop", "hop"),
    ],
)
def test_a_regular_form_has_an_english_verb_as_its_lemma(form: str, guess: str, lemma: str) -> None:
    assert mend_verb(form, guess) == lemma


@pytest.mark.parametrize(("form", "guess"), [("zorbled", "zorble"), ("went", "go"), ("X", "X")])
def test_what_no_verb_explains_stays(form: str, guess: str) -> None:
    assert mend_verb(form, guess) == guess
