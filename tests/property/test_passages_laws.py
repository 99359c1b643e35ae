from hypothesis import given
from hypothesis import strategies as st

from pipeline.drawing.passages import pieces

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)))


@given(st.integers(0, 50), SPANS)
def test_pieces_joined_are_the_text(size: int, spans: list[tuple[int, int]]) -> None:
    text = "".join(chr(97 + place % 26) for place in range(size))
    within = [(min(a, size), min(z, size), ("event", n)) for n, (a, z) in enumerate(spans)]
    cut = list(pieces(0, size, within))
    assert "".join(text[a:z] for a, z, _ in cut) == text
    for a, z, names in cut:
        assert names == {name for s, e, name in within if s <= a < z <= e}
