"""Laws of finding and placing names: offsets, one answer a name, hostile text, even work."""

import itertools
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer
from pipeline.mentions import find_mentions
from pipeline.mentions.grammar import Grammar
from pipeline.places import event_place, event_place_clues, relative_places, resolve
from pipeline.records import Article, Entity, Mention, Parse, Resolution, Sentence, Token

PIECES = st.sampled_from(
    [
        "Kyiv", "Paris, Texas", "the Kyiv region", "Odesa's", "W.Va.", "U.S.", "Springfield",
        "Київ", "shelled", "in", "north of", "60 km", "between", "and", "border with", "Slovakia",
        "near", "off", ".", ",", "\n", "“", "’s", "(", "—", "\u200b", "é", "💥", "İ", "ß", "May",
        "mobile", "1.2.3 km",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map(" ".join)


def plain_parse(text: str) -> Parse:
    """Words without a tree; capitalised ones are places, sentences end at full stops and lines."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    first = 0
    for match in re.finditer(r"\w+|[^\w\s]", text):
        word = match.group()
        pos = "PROPN" if word[:1].isupper() else "NOUN"
        index = len(tokens)
        tokens.append(Token(*match.span(), word, word.lower(), pos, "", "", "", index))
        if word == "." or "\n" in text[match.end() : match.end() + 2]:
            sentences.append(Sentence(tokens[first].start, match.end(), first, index + 1))
            first = index + 1
    if first < len(tokens):
        sentences.append(Sentence(tokens[first].start, len(text), first, len(tokens)))
    entities = [Entity(t.start, t.end, "GPE") for t in tokens if t.pos == "PROPN"]
    return Parse(tuple(tokens), tuple(sentences), tuple(entities))


def placed(text: str, gazetteer: Gazetteer) -> tuple[tuple[Mention, ...], tuple[Resolution, ...]]:
    article, parsed = Article("one", text), plain_parse(text)
    mentions = find_mentions(article, parsed, gazetteer, demonyms=True)
    return mentions, resolve(article, parsed, mentions, gazetteer)


def check(text: str, gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """Hold every law on one text."""
    mentions, resolutions = placed(text, gazetteer)
    assert [r.mention for r in resolutions] == list(mentions)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
    for resolution in (*resolutions, *relative_places(text, resolutions, gazetteer)):
        assert 0 <= resolution.confidence <= 1
        assert resolution.rule
        assert (resolution.lat is None) == (resolution.place is None)
        start, end = resolution.mention.start, resolution.mention.end
        assert text[start:end] == resolution.mention.text
    return resolutions


@settings(deadline=None, max_examples=80)
@given(text=TEXTS)
def test_offsets_hold_and_every_mention_has_one_answer(text: str, gazetteer: Gazetteer) -> None:
    check(text, gazetteer)


@settings(deadline=None, max_examples=30)
@given(text=TEXTS)
def test_the_same_text_gives_the_same_answers(text: str, gazetteer: Gazetteer) -> None:
    assert placed(text, gazetteer) == placed(text, gazetteer)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n" * 2000,
        "KYIV AND ODESA WERE SHELLED ON MONDAY IN THE KHARKIV REGION. " * 20,
        "kyiv and odesa were shelled on monday in the kharkiv region. " * 20,
        "Ky1v and 0desa w3re sh.elled 0n M0nday ln the Khark|v r eg ion. " * 20,
        "A" + "a" * 299 + " burned.",
        ("Lviv" * 75) + " burned.",
        "Kyiv " * 400,
        "Kyiv, " * 3000,
        "60 km north of " * 300 + "Kyiv",
        "between Kyiv and " * 300 + "Odesa",
        "." * 3000 + "Kyiv",
        "(((" * 500 + "Kyiv" + ")))" * 500,
    ],
    ids=lambda text: text[:20],
)
def test_hostile_text_is_answered(text: str, gazetteer: Gazetteer) -> None:
    check(text, gazetteer)


def test_the_same_name_means_one_place(gazetteer: Gazetteer) -> None:
    resolutions = check("Kyiv burned. " * 400, gazetteer)
    assert len(resolutions) == 400
    assert Counter(r.place.id for r in resolutions if r.place) == {"geonames:703448": 400}


def test_a_chain_of_five_thousand_heads_ends(gazetteer: Gazetteer) -> None:
    text = "Kyiv " * 5000
    plain = plain_parse(text)
    chain = tuple(
        Token(t.start, t.end, t.text, t.lemma, t.pos, "", "", "nmod", max(n - 1, 0))
        for n, t in enumerate(plain.tokens)
    )
    article, parsed = Article("one", text), Parse(chain, plain.sentences, plain.entities)
    mentions = find_mentions(article, parsed, gazetteer)
    assert len(resolve(article, parsed, mentions, gazetteer)) == len(mentions) == 5000


@pytest.mark.parametrize("glue", [" and ", ". "])
def test_work_grows_evenly_with_length(
    glue: str, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Count the questions asked of the parse and the gazetteer, for 200 names and for 800."""
    counts: Counter[str] = Counter()

    def counted(owner: type, name: str) -> None:
        original = getattr(owner, name)

        def ask(*args: object, **options: object) -> object:
            counts[name] += 1
            return original(*args, **options)

        monkeypatch.setattr(owner, name, ask)

    for owner, name in ((Grammar, "case_of"), (Grammar, "path"), (Gazetteer, "candidates")):
        counted(owner, name)
    features = event_place_clues.features

    def ask_features(*args: object) -> object:
        counts["features"] += 1
        return features(*args)  # type: ignore[arg-type] # passed on as they came

    monkeypatch.setattr(event_place, "features", ask_features)

    def work(names: int) -> Counter[str]:
        counts.clear()
        placed(glue.join(f"shelling hit Kyiv{glue}fire in Odesa" for _ in range(names)), gazetteer)
        return Counter(counts)

    few, many = work(100), work(400)
    assert few["features"] > 100
    assert all(many[name] <= 4.5 * few[name] for name in few), (few, many)
