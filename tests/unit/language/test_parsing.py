"""Texts through the shipped pipeline: offsets hold whatever stands in them."""

import time

import pytest
from spacy.language import Language

from pipeline.language import parse
from pipeline.records import Parse

pytestmark = pytest.mark.model

HOSTILE = {
    "blanks": " \n\t \r\n ",
    "punctuation only": "... !!! ??? --- ,,, (((",
    "emoji": "🔥" * 10_000,
    "emoji between words": "Kyiv 🔥 was 💥 hit 🚀 again. " * 50,
    "mixed scripts": "Київ, Kyiv, 基辅, كييف, קייב: one city. Київ'ska oblast і Харків.",  # noqa: RUF001 - the point
    "control characters": "Kyiv\x00 was\x07 hit\x1b on\x85 Monday\u2028in\u200b May.",
    "combining marks": "Z\u0301a\u0301porizhzhia" + "\u0301" * 2_000,
    "direction marks": "\u202eviyK\u202c was shelled in \u2066May\u2069.",
    "acute apostrophes": "Chernihiv´s mayor and Kherson´s deputy left the Smiths´ house.",
    "full width": "Ｋｙｉｖ was hit on １２ May.",  # noqa: RUF001 - the point
    "lone surrogate": "Kyiv \ud800 was hit.",
    "windows line ends": "Kyiv was hit.\r\nKharkiv too.\r\n\r\nOdesa not.",
}


def parse_one(nlp: Language, text: str) -> Parse:
    (parsed,) = parse(nlp, [text])
    return parsed


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_every_token_is_the_text_at_its_offsets(nlp: Language, text: str) -> None:
    tokens = parse_one(nlp, text).tokens
    assert [token.text for token in tokens] == [text[token.start : token.end] for token in tokens]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_tokens_hold_every_character_that_is_not_blank(nlp: Language, text: str) -> None:
    from pipeline.language.plain import to_plain

    covered = set[int]()
    for token in parse_one(nlp, text).tokens:
        covered |= set(range(token.start, token.end))
    plain = to_plain(text)
    assert [
        at for at, letter in enumerate(plain) if not letter.isspace() and at not in covered
    ] == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_sentences_cover_all_tokens_in_order(nlp: Language, text: str) -> None:
    parsed = parse_one(nlp, text)
    covered = [at for sentence in parsed.sentences for at in range(sentence.first, sentence.stop)]
    assert covered == list(range(len(parsed.tokens)))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_heads_are_tokens_of_the_same_sentence(nlp: Language, text: str) -> None:
    parsed = parse_one(nlp, text)
    heads = [
        sentence.first <= parsed.tokens[at].head < sentence.stop
        for sentence in parsed.sentences
        for at in range(sentence.first, sentence.stop)
    ]
    assert all(heads)


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\u200b\ufeff"], ids=repr)
def test_a_text_without_words_has_an_empty_parse(nlp: Language, text: str) -> None:
    assert parse_one(nlp, text) == Parse((), (), ())


def test_empty_texts_keep_their_turn(nlp: Language) -> None:
    counts = [len(parsed.tokens) for parsed in parse(nlp, ["", "Kyiv fell.", "", "Yes", ""])]
    assert counts == [0, 3, 0, 1, 0]


def test_a_token_of_a_megabyte_is_held_whole(nlp: Language) -> None:
    text = "x" * 1_000_000
    begun = time.perf_counter()
    tokens = parse_one(nlp, text).tokens
    assert "".join(token.text for token in tokens) == text
    assert time.perf_counter() - begun < 60  # it never ends where the time is quadratic


def test_an_acute_accent_after_a_name_is_an_apostrophe(nlp: Language) -> None:
    texts = [token.text for token in parse_one(nlp, "Chernihiv´s mayor spoke.").tokens]
    assert texts == ["Chernihiv", "´s", "mayor", "spoke", "."]


def test_a_line_break_ends_a_sentence_unless_the_line_goes_on(nlp: Language) -> None:
    text = "Strike on the port\nThree people died in the\nattack, the mayor said."
    sentences = [text[s.start : s.end] for s in parse_one(nlp, text).sentences]
    assert sentences == ["Strike on the port", "Three people died in the\nattack, the mayor said."]


def test_a_long_sentence_is_cut_in_a_later_paragraph_too(nlp: Language) -> None:
    text = "Kyiv was hit.\n\n" + "shells and " * 300 + "fire"
    parsed = parse_one(nlp, text)
    assert parsed.sentences[0].stop == 4
    assert max(s.stop - s.first for s in parsed.sentences) <= 250
    assert parsed.sentences[-1].stop == len(parsed.tokens) == 605


def test_batches_change_nothing(nlp: Language) -> None:
    texts = [f"Shells hit house number {number} in Kharkiv.\n\nNo one died." for number in range(9)]
    assert list(parse(nlp, texts, batch_size=2)) == list(parse(nlp, texts, batch_size=64))


def test_two_readings_at_once_do_not_take_each_others_words(nlp: Language) -> None:
    texts = [f"Zorbulan{n} and Quastimor{n} met in Kyiv on Monday.\n\n" * 30 for n in range(80)]
    alone = list(parse(nlp, texts))
    together = list(zip(parse(nlp, texts), parse(nlp, reversed(texts)), strict=True))
    assert [first for first, _ in together] == alone
    assert [second for _, second in together] == alone[::-1]


def test_the_same_text_gives_the_same_parse(nlp: Language) -> None:
    text = "Russian forces shelled Kharkiv on Monday, Mayor Ihor Terekhov said."
    assert parse_one(nlp, text) == parse_one(nlp, text)


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Three people were killed in Kharkiv on Monday.", "Kharkiv"),
        ("Shelling went on in Mykolaiv and Kherson.", "Mykolaiv"),
        ("Explosions were heard near Khartoum.", "Khartoum"),
        ("Rebels entered the town of Maiduguri.", "Maiduguri"),
    ],
)
def test_a_place_in_plain_news_is_found(nlp: Language, sentence: str, place: str) -> None:
    parsed = parse_one(nlp, sentence)
    assert place in {
        sentence[entity.start : entity.end] for entity in parsed.entities if entity.label == "LOC"
    }


@pytest.mark.parametrize(
    ("form", "lemma"), [("shelled", "shell"), ("killed", "kill"), ("struck", "strike")]
)
def test_a_verb_of_war_has_its_lemma(nlp: Language, form: str, lemma: str) -> None:
    parsed = parse_one(nlp, f"They {form} the village.")
    assert parsed.tokens[1].lemma == lemma
