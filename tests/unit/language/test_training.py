"""The training package on a small corpus of our own: each change keeps names where they are."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from gazetteer import NameClass
from gazetteer.draft import Draft, NameFlag
from pipeline.language.loading import OWN_MODEL, load_nlp
from pipeline.language.training import entities, whole
from pipeline.language.training.corpora import Name, Paragraph, read_paragraphs
from pipeline.language.training.datelines import with_dateline as dated_tree
from pipeline.language.training.entities import ExampleMaker, Variety, train_entities
from pipeline.language.training.evaluation import Count
from pipeline.language.training.letters import change_letters
from pipeline.language.training.name_pool import NamePool
from pipeline.language.training.renaming import swap_persons, swap_places
from pipeline.language.training.settings import TrainingSettings, read_settings
from pipeline.language.training.shipping import to_bfloat, write_model
from pipeline.language.training.templates import fill, read_lines, with_dateline
from pipeline.shipped import check_files

PLACES = {"Kyiv": NameClass.LARGE, "Ukraine": NameClass.COUNTRY, "Dnipro": NameClass.FEATURE}


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secret


def class_of(name: str) -> NameClass:
    return PLACES.get(name, NameClass(0))


def draft(name: str, kind: str, country: str, *spellings: str) -> Draft:
    names = dict.fromkeys(spellings, NameFlag.PLAIN)
    return Draft("x", name, kind, country, "", 0.0, 0.0, 1.0, 100.0, names=names)


@pytest.fixture(scope="module")
def pool() -> NamePool:
    return NamePool(
        [
            draft("Bakhmut", "city", "UA", "Artemivsk", "Бахмут"),
            draft("Aleppo", "city", "SY"),
            draft("Goma", "city", "CD"),
            draft("Springfield", "city", "US"),
            draft("Lyon", "city", "FR"),
            draft("Sudan", "country", "SD"),
            draft("Kherson Oblast", "region", "UA"),
        ]
    )


def paragraph(text: str, **labels: str) -> Paragraph:
    """Name each of the given words once, at its first place in the text."""
    found = sorted((text.index(word), word, label) for word, label in labels.items())
    names = tuple(Name(at, at + len(word), label) for at, word, label in found)
    return Paragraph("own", text, names)


def named(changed: Paragraph) -> list[tuple[str, str]]:
    return [(changed.text[name.start : name.end], name.label) for name in changed.names]


def test_a_place_becomes_another_and_the_rest_of_the_text_stays(pool: NamePool) -> None:
    before = paragraph("Troops left Kyiv with Olha Moroz.", Kyiv="LOC", Olha="PERSON")
    (place, person) = named(changed := swap_places(before, class_of, pool, seeded(1)))
    assert changed.text == f"Troops left {place[0]} with Olha Moroz."
    assert place[0] != "Kyiv"
    assert person == ("Olha", "PERSON")


def test_a_place_named_twice_stays_one_place(pool: NamePool) -> None:
    before = Paragraph("own", "Kyiv is Kyiv.", (Name(0, 4, "LOC"), Name(8, 12, "LOC")))
    first, second = named(swap_places(before, class_of, pool, seeded(2)))
    assert first == second


def test_a_river_keeps_its_name(pool: NamePool) -> None:
    before = paragraph("Across the Dnipro.", Dnipro="LOC")
    assert swap_places(before, class_of, pool, seeded(3)) == before


def test_a_family_name_stays_that_of_its_bearer(pool: NamePool) -> None:
    text = "Olha Moroz spoke. Moroz left."
    before = Paragraph("own", text, (Name(0, 10, "PERSON"), Name(18, 23, "PERSON")))
    whole_name, family = named(swap_persons(before, pool, seeded(4)))
    assert whole_name[0].split()[1] == family[0]
    assert whole_name[0] != "Olha Moroz"


@pytest.mark.parametrize("name", ["templates.txt", "datelines.txt"])
def test_every_line_of_the_project_fills_with_names_where_they_stand(
    name: str, pool: NamePool
) -> None:
    for line in read_lines(name):
        made = fill(line, pool, seeded(5))
        assert not set("{}[]|") & set(made.text), line
        assert all(text.strip() == text and text for text, _ in named(made)), line
        assert {label for _, label in named(made)} <= {"LOC", "ORG", "PERSON", "NORP"}, line


def test_a_dateline_moves_the_names_behind_it(pool: NamePool) -> None:
    before = paragraph("Shells hit Kyiv.", Kyiv="LOC")
    after = with_dateline(before, pool, seeded(6))
    assert after.text.endswith(before.text)
    assert named(after)[-1] == ("Kyiv", "LOC")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        ("capitals", "SHELLS HIT KYIV ON STRAßE"),
        ("small_letters", "shells hit kyiv on straße"),
        ("headline", "Shells Hit Kyiv on Straße"),
    ],
)
def test_letters_change_and_the_length_stays(share: str, text: str) -> None:
    shares = {"capitals": 0.0, "small_letters": 0.0, "headline": 0.0} | {share: 1.0}
    assert change_letters("Shells hit Kyiv on Straße", shares, seeded(7)) == text


def write_corpora(folder: Path) -> None:
    """A corpus of names and one of trees, both of our own sentences."""
    rows = [
        {
            "src": "gum_news",
            "split": split,
            "doc": "own",
            "text": "In May the United Nations left Kyiv for the Dnipro, Olha Moroz told Russians.",
            "spans": [
                [11, 25, "ORG"],
                [31, 35, "GPE"],
                [40, 50, "LOC"],
                [3, 6, "DATE"],
                [52, 62, "PERSON"],
                [68, 76, "NORP"],
            ],
            "miss": [[0, 2]],
        }
        for split in ("train", "train", "test")
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "ner_own.jsonl").write_text(lines, "utf-8")
    doc = Doc(
        spacy.blank("en").vocab,
        words=["Heavy", "shells", "fell", "on", "the", "old", "town", "."],
        tags=["JJ", "NNS", "VBD", "IN", "DT", "JJ", "NN", "."],
        pos=["ADJ", "NOUN", "VERB", "ADP", "DET", "ADJ", "NOUN", "PUNCT"],
        lemmas=["heavy", "shell", "fall", "on", "the", "old", "town", "."],
        morphs=["Degree=Pos", "Number=Plur", "Tense=Past", "", "", "Degree=Pos", "Number=Sing", ""],
        deps=["amod", "nsubj", "ROOT", "case", "det", "amod", "obl", "punct"],
        heads=[1, 2, 2, 6, 6, 6, 2, 2],
    )
    for name in ("ud_train.spacy", "ud_dev.spacy", "ud_test.spacy"):
        DocBin(docs=[doc] * 40, store_user_data=False).to_disk(folder / name)


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora"
    folder.mkdir()
    write_corpora(folder)
    return folder


def short(settings: TrainingSettings) -> TrainingSettings:
    """A few steps; no datelines, whose tags the small treebank has not."""
    run = replace(settings.entities, steps=3, words_per_step=60)
    return replace(
        settings,
        hold_out=True,
        entities=run,
        finishing=run,
        syntax=run,
        syntax_finishing=run,
        shares=settings.shares | {"dateline": 0.0},
        read_by_itself=("gum_news",),
    )


def test_labels_become_ours_and_the_article_leaves_the_name(corpora: Path) -> None:
    (held,) = read_paragraphs(corpora, held_out=True)
    assert named(held) == [
        ("In", ""), ("United Nations", "ORG"), ("Kyiv", "LOC"), ("Dnipro", "LOC"),
        ("Olha Moroz", "PERSON"), ("Russians", "NORP"),
    ]  # fmt: skip
    assert len(read_paragraphs(corpora, held_out=False)) == 2


def test_a_folder_without_corpora_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"CORPORA\.md"):
        read_paragraphs(tmp_path, held_out=False)


def test_what_is_not_annotated_is_missing_not_outside(corpora: Path) -> None:
    (held,) = read_paragraphs(corpora, held_out=True)
    example = ExampleMaker(spacy.blank("en"), read_settings()).example(held)
    assert example.get_aligned_ner() == [
        None, "O", "O", "B-ORG", "L-ORG", "O", "U-LOC", "O", "O", "U-LOC", "O",
        "B-PERSON", "L-PERSON", "O", "U-NORP", "O",
    ]  # fmt: skip


def test_the_same_seed_draws_the_same_paragraphs(corpora: Path, pool: NamePool) -> None:
    paragraphs = read_paragraphs(corpora, held_out=False)
    draws = []
    for _ in range(2):
        endless = Variety(pool, class_of, read_settings(), 9).endless(paragraphs)
        draws.append([next(endless) for _ in range(40)])
    assert draws[0] == draws[1]
    assert len({drawn.text for drawn in draws[0]}) > 10


def test_counting_tells_exact_from_overlapping() -> None:
    count = Count()
    count.add([(0, 4), (10, 15)], [(0, 4), (9, 15), (20, 22)])
    assert (count.exact_f1, round(count.overlap_f1, 1)) == (40.0, 80.0)


def test_rounding_keeps_sixteen_bits_of_each_weight() -> None:
    import numpy as np

    weights = np.array([1.0, 1.0039062, -3.1415927], dtype=np.float32)
    assert to_bfloat(weights).tolist() == [1.0, 1.0078125, -3.140625]


def test_a_dateline_hangs_on_the_root_of_the_tree(corpora: Path) -> None:
    vocab = spacy.blank("en").vocab
    doc = next(iter(DocBin().from_disk(corpora / "ud_train.spacy").get_docs(vocab)))
    dated = dated_tree(doc, seeded(8))
    assert dated[0].dep_ == "parataxis"
    assert dated[0].head.text == "fell"
    assert dated.text.endswith(doc.text)
    assert len(list(dated.sents)) == 1


@pytest.mark.model
def test_corpora_become_a_checked_pipeline_in_one_call(
    corpora: Path, tmp_path: Path, pool: NamePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entities, "open_pool", lambda: pool)
    table = whole.train(corpora, tmp_path / "out", short(read_settings()))
    check_files(tmp_path / "out")
    assert "gum_news" in table
    assert "dep_las" in table
    assert spacy.load(tmp_path / "out").pipe_names[:2] == ["dateline_names", "ner"]


@pytest.mark.model
def test_training_twice_gives_the_same_weights(
    corpora: Path, pool: NamePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entities, "open_pool", lambda: pool)
    first, second = (train_entities(corpora, short(read_settings())).to_bytes() for _ in range(2))
    assert first == second


@pytest.mark.model
def test_a_run_goes_on_from_the_weights_it_is_given(
    corpora: Path, pool: NamePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entities, "open_pool", lambda: pool)
    settings = short(read_settings())
    teacher = entities.Teacher(read_paragraphs(corpora, held_out=False), settings)
    start = teacher.taught(settings.entities, 7)
    going_on = teacher.taught(replace(settings.finishing, steps=0), 9, start)
    nodes = zip(*(nlp.get_pipe("ner").model.walk() for nlp in (start, going_on)), strict=True)  # type: ignore[attr-defined] # of the trainable pipes alone
    pairs = [
        (one.get_param(name), other.get_param(name))
        for one, other in nodes
        for name in one.param_names
    ]
    assert pairs
    assert all((one == other).all() for one, other in pairs)


@pytest.mark.model
def test_a_pipeline_without_the_words_it_met_reads_the_same(tmp_path: Path) -> None:
    texts = (
        "Shells fell on Kherson, killing three people, the governors said.",
        "Visit http://kherson.example/x7 — THE SHELLED TOWNS were rebuilding.",
    )
    nlp = load_nlp()
    before = [doc.to_json() for doc in nlp.pipe(texts)]
    kept = spacy.load(OWN_MODEL)
    kept.vocab.strings.add("http://met-in-training.example/")
    write_model(kept, tmp_path / "kept")
    written = json.loads((tmp_path / "kept" / "vocab" / "strings.json").read_text("utf-8"))
    assert "http://met-in-training.example/" not in written
    assert [doc.to_json() for doc in spacy.load(tmp_path / "kept").pipe(texts)] == before
