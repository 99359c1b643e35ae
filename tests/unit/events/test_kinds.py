"""Which types belong together."""

import pytest

from pipeline.drawing import load_types
from pipeline.events.words import read_toml


@pytest.mark.parametrize(("name", "kinds"), read_toml("kinds.toml").items())
def test_what_belongs_together_are_types_of_the_ontology(name: str, kinds: list[str]) -> None:
    assert kinds, name
    assert set(kinds) <= load_types().keys()
    assert len(set(kinds)) == len(kinds)
