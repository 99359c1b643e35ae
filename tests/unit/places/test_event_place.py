"""Which of a sentence's places its event happened at, by the learnt weights."""

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline.language import parse
from pipeline.mentions import find_mentions
from pipeline.mentions.grammar import Grammar
from pipeline.places import event_place_scores, resolve
from pipeline.places.event_place import LIKELY, pair_score
from pipeline.places.event_place_rivals import rivalry
from pipeline.places.named_spans import Named, find_named_spans
from pipeline.records import Article

pytestmark = pytest.mark.model


def together(text: str, trigger: str, nlp: Language, gazetteer: Gazetteer) -> dict[str, float]:
    grammar = Grammar(next(parse(nlp, [text])))
    index = next(n for n, token in enumerate(grammar.tokens) if token.text == trigger)
    names = find_named_spans(text, grammar, gazetteer)
    found = event_place_scores(grammar, index, names)
    return {text[slice(*name.span)]: score for name, score in zip(names, found, strict=True)}


def scores(text: str, trigger: str, nlp: Language, gazetteer: Gazetteer) -> dict[str, float]:
    article, parsed = Article("one", text), next(parse(nlp, [text]))
    index = next(n for n, token in enumerate(parsed.tokens) if token.text == trigger)
    found = resolve(article, parsed, find_mentions(article, parsed, gazetteer), gazetteer)
    grammar = Grammar(parsed)
    return {
        r.mention.text: pair_score(
            grammar, index, r.mention.start, r.mention.end, r.place.kind if r.place else ""
        )
        for r in found
    }


def test_the_place_an_event_happened_at_scores_above_the_others(
    nlp: Language, gazetteer: Gazetteer
) -> None:
    text = "A spokesman in London said three people were killed in Kharkiv."
    found = together(text, "killed", nlp, gazetteer)
    assert found["Kharkiv"] > 0.5 > found["London"]


def test_of_a_place_and_its_country_the_narrower_one_is_it(
    nlp: Language, gazetteer: Gazetteer
) -> None:
    text = "A bomber killed two soldiers in Balad, a town in Iraq."
    found = together(text, "killed", nlp, gazetteer)
    assert found["Balad"] > 0.5 > found["Iraq"]


def test_another_sentence_scores_nothing(nlp: Language, gazetteer: Gazetteer) -> None:
    found = scores("He lives in London. Three died in Kharkiv.", "died", nlp, gazetteer)
    assert found["London"] == 0
    assert found["Kharkiv"] > 0.5


def test_an_event_at_two_places_has_both(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Forty people were killed on Monday when bombs went off in Mosul and Baquba."
    found = together(text, "killed", nlp, gazetteer)
    assert found["Mosul"] > LIKELY
    assert found["Baquba"] > LIKELY


def test_a_verb_of_no_event_has_no_place(nlp: Language, gazetteer: Gazetteer) -> None:
    text = "Her courage captured the attention of Japan."
    assert together(text, "captured", nlp, gazetteer)["Japan"] < LIKELY


def test_a_long_list_is_held_against_its_neighbours_only(nlp: Language) -> None:
    names = tuple(Named((n * 7, n * 7 + 5), range(2 * n, 2 * n + 1), "") for n in range(400))
    grammar = Grammar(next(parse(nlp, ["Kyiv1, " * 400])))
    found = list(rivalry(grammar, names, [0.5] * 400))
    assert len(found) == 400
    assert max(len(features) for features in found) < 50
