"""How labels of other schemes are held against our types."""

from benchmarks._type_scores import Typed, table, types_by_label


def test_every_label_of_the_ontology_maps_to_our_types() -> None:
    wanted = types_by_label("case2021")
    assert wanted["AIR_STRIKE"] == {"air_strike"}
    assert wanted["AGREEMENT"] == {"evacuation_corridor", "talks_diplomacy"}


def test_the_table_counts_main_and_any_type() -> None:
    texts = [
        Typed("AIR_STRIKE", ("air_strike",)),
        Typed("AIR_STRIKE", ("shelling", "air_strike")),
        Typed("AIR_STRIKE", ()),
        Typed("GOSSIP", ("other",)),
    ]
    rows = table(texts, {"AIR_STRIKE": frozenset({"air_strike"})}).splitlines()
    assert rows[2] == "| AIR_STRIKE | 3 | 2 | 0.33 | 0.67 | air_strike 1, shelling 1 |"
    assert rows[-1] == "| all that map to none | 1 | 1 | 0.00 | 0.00 | other 1 |"
