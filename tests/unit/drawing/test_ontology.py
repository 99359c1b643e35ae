from pipeline.drawing.ontology import families, whole_families, with_families


def test_a_chosen_family_brings_all_its_types_and_takes_them_along_when_it_goes() -> None:
    (name, members), (other, strangers), *_ = families().items()
    single = strangers[:1] if len(strangers) > 1 else ()
    types = with_families(single, [name])
    assert set(types) == {*members, *single}
    assert whole_families(types) == [name]
    assert with_families(types, []) == list(single)
    assert set(with_families(types, [name, other])) == {*members, *strangers}
