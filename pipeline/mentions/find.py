"""Article and parse → Mention…: candidate spans, screened by learnt weights."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from gazetteer import Gazetteer, Match, NameClass
from gazetteer.kinds import kinds
from pipeline.mentions.grammar import Grammar
from pipeline.mentions.logistic import probability
from pipeline.mentions.screening import Surroundings, features, is_great, look_round
from pipeline.mentions.spans import Span, find_spans
from pipeline.mentions.vessels import find_vessels
from pipeline.mentions.vocabulary import words
from pipeline.mentions.weapons import find_weapons
from pipeline.records import Article, Mention, Parse
from pipeline.shipped import read_checked

_PLACE = "GPE"
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MONEY = frozenset("$£€")
_OWNED = 3  # "'s" and two words behind a name
_LONG = 4  # letters of a name, at least
_LETTERS = range(4, 7)  # of an abbreviation
_SURE = 1.0
_SITE_WORDS = 3  # in small letters behind a name: "nuclear power plant"


def find_mentions(
    article: Article, parse: Parse, gazetteer: Gazetteer, *, demonyms: bool = False
) -> tuple[Mention, ...]:
    """Find the names of places in an article, in text order, never overlapping.

    With `demonyms`, adjectives and peoples of places are among them, found by "demonym".
    """
    text = article.text
    grammar = Grammar(parse)
    spans = find_spans(text, grammar, gazetteer)
    others = find_vessels(text, spans) | find_weapons(text, spans)
    spans = tuple(span for span in spans if span not in others)
    round_ = look_round(text, grammar, spans)
    peoples, scored = [], []
    for span in spans:
        if text[span.end : span.end + 1] in _MONEY:
            continue  # "NZ$360"
        if _opens_as_word(text[span.start : span.end], span, grammar, gazetteer):
            continue
        if _names_person(text[span.start : span.end], span, grammar, gazetteer):
            continue
        name = text[span.start : span.end]
        if _is_demonym(name, span, gazetteer):
            peoples.append(Mention(span.start, span.end, name, "NORP", "demonym"))
        elif (
            _begins_a_site(text, span, grammar, gazetteer)
            or _acts(name, span, grammar, gazetteer)
            or _abbreviates_a_site(name, gazetteer)
            or _is_only_a_site(name, span, grammar, gazetteer)
            or _owns_what_towns_do(name, span, grammar, gazetteer)
        ):
            scored.append((_SURE, span))
        else:
            scored.append((score(text, span, grammar, gazetteer, round_), span))
    found = [_to_mention(text, span) for span in choose(scored)]
    if not demonyms:
        return tuple(found)
    taken = {(m.start, m.end) for m in peoples}
    peoples += [m for m in _from_norp(parse, gazetteer) if (m.start, m.end) not in taken]
    return tuple(_apart(found, peoples))


def _begins_a_site(text: str, span: Span, grammar: Grammar, gazetteer: Gazetteer) -> bool:
    """Whether the gazetteer knows a name and the words behind it ("Chernobyl nuclear plant")."""
    tokens = grammar.tokens_in(span.start, span.end)
    name = text[span.start : span.end].lower()
    if not len(tokens) or not span.scanned or name in words("never_alone"):
        return False
    for token in grammar.tokens[tokens[-1] + 1 : tokens[-1] + 1 + _SITE_WORDS]:
        if not token.text.islower():
            return False
        if token.text in words("site_words"):
            return gazetteer.knows(text[span.start : token.end])
    return False


def _abbreviates_a_site(name: str, gazetteer: Gazetteer) -> bool:
    """Whether capitals stand for one plant or the like and nothing else ("the ZNPP")."""
    if not (name.isupper() and name.isalpha() and len(name) in _LETTERS):
        return False
    known = gazetteer.candidates(name, limit=2)
    return len(known) == 1 and kinds()[known[0].place.kind].group in {"energy", "military"}


def _is_only_a_site(name: str, span: Span, grammar: Grammar, gazetteer: Gazetteer) -> bool:
    """Whether nothing but works or the like bear the name ("Azovstal", "the Azot works").

    By the main name of one, or with a word for such a site behind it.
    """
    is_name = name.isalpha() and name.istitle() and len(name) >= _LONG
    if not is_name or span.label == "PERSON":
        return False
    known = gazetteer.candidates(name, limit=3)
    sites = {"energy", "military", "building"}
    if not known or any(kinds()[one.place.kind].group not in sites for one in known):
        return False
    if gazetteer.name_class(name) & NameClass.COMMON_WORD:
        return False
    tokens = grammar.tokens_in(span.start, span.end)
    behind = grammar.tokens[tokens[-1] + 1 : tokens[-1] + 1 + _SITE_WORDS] if len(tokens) else ()
    is_called = any(t.text in words("site_words") | words("works_words") for t in behind)
    return is_called or (len(known) == 1 and known[0].match == Match.EXACT)


def _owns_what_towns_do(name: str, span: Span, grammar: Grammar, gazetteer: Gazetteer) -> bool:
    """Whether a settlement's name has what only towns have ("Hostomel's airfield").

    Or is no person's, for it goes on with "itself" ("Lozova itself was spared").
    """
    tokens = grammar.tokens_in(span.start, span.end)
    behind = grammar.tokens[tokens[-1] + 1 : tokens[-1] + 1 + _OWNED] if len(tokens) else ()
    is_thing = bool(behind) and behind[0].text == "itself"
    is_owner = bool(behind) and behind[0].text in {"'s", "’s"}
    if not is_thing and not (is_owner and any(t.text in words("towns_own") for t in behind[1:])):
        return False
    known = gazetteer.candidates(name, limit=1)
    is_town = bool(known) and kinds()[known[0].place.kind].group == "settlement"
    is_word = bool(gazetteer.name_class(name) & NameClass.COMMON_WORD)
    return is_town and not is_word and name.lower() not in words("never_alone")


def _opens_as_word(name: str, span: Span, grammar: Grammar, gazetteer: Gazetteer) -> bool:
    """Whether a common word only has its capital from the sentence ("Street fighting went on")."""
    tokens = grammar.tokens_in(span.start, span.end)
    sentence = grammar.sentence_at(span.start)
    if len(tokens) != 1 or sentence is None or sentence.first != tokens[0]:
        return False
    after = grammar.tokens[tokens[0] + 1 : tokens[0] + 2]
    is_word = bool(gazetteer.name_class(name) & NameClass.COMMON_WORD)
    is_part = grammar.tokens[tokens[0]].dep == "compound" and any(
        t.pos == "NOUN" and t.text.islower() for t in after
    )
    return is_word and is_part and not is_great(name, gazetteer)


def _names_person(name: str, span: Span, grammar: Grammar, gazetteer: Gazetteer) -> bool:
    """Whether it names who stands before it ("a neighbour, Tamara", "two volunteers, Yana")."""
    tokens = grammar.tokens_in(span.start, span.end)
    if len(tokens) != 1 or gazetteer.name_class(name) & NameClass.COUNTRY:
        return False
    at, after = tokens[0] - 1, grammar.tokens[tokens[0] + 1 : tokens[0] + 2]
    if any(t.text not in {",", ".", "and"} for t in after):
        return False
    if at > 1 and grammar.tokens[at].text == "and" and grammar.tokens[at - 1].text.istitle():
        at -= 2
    if at < 1 or grammar.tokens[at].text != ",":
        return False
    return grammar.tokens[at - 1].text.lower() in words("named_persons")


def _acts(name: str, span: Span, grammar: Grammar, gazetteer: Gazetteer) -> bool:
    """Whether a country or great city opens the sentence and acts ("Britain barred its ships")."""
    tokens = grammar.tokens_in(span.start, span.end)
    sentence = grammar.sentence_at(span.start)
    known = gazetteer.name_class(name)
    is_great = known & (NameClass.COUNTRY | NameClass.LARGE) and not known & NameClass.COMMON_WORD
    if not len(tokens) or sentence is None or sentence.first != tokens[0] or not is_great:
        return False
    after = grammar.tokens[tokens[-1] + 1 : tokens[-1] + 2]
    is_unread = not span.label and name.lower() not in words("never_alone")
    return is_unread and any(t.tag in _FINITE for t in after)


def choose(scored: Iterable[tuple[float, Span]]) -> list[Span]:
    """The spans that pass the threshold, in text order; of overlapping ones the likeliest."""
    covered: set[int] = set()
    kept = []
    for likely, span in sorted(scored, key=lambda pair: (-pair[0], pair[1].start, pair[1].end)):
        if likely <= threshold():
            break
        if covered.isdisjoint(range(span.start, span.end)):
            covered.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _to_mention(text: str, span: Span) -> Mention:
    if span.label in words("place_labels"):
        return Mention(span.start, span.end, text[span.start : span.end], span.label, "model")
    how = "nested" if span.label else "gazetteer"
    return Mention(span.start, span.end, text[span.start : span.end], span.label or _PLACE, how)


def _is_demonym(name: str, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether a name is an adjective or a people, and no place by the same name is meant."""
    if gazetteer.demonym(name) is None:
        return False
    return (
        span.label == "NORP" or not gazetteer.knows(name) or span.label not in words("place_labels")
    )


def _from_norp(parse: Parse, gazetteer: Gazetteer) -> Iterable[Mention]:
    for token in parse.tokens:
        if token.text[:1].isupper() and gazetteer.demonym(token.text) is not None:
            yield Mention(token.start, token.end, token.text, "NORP", "demonym")


def _apart(found: list[Mention], peoples: list[Mention]) -> Iterable[Mention]:
    """All in text order; a demonym inside another mention gives way."""
    covered = {offset for mention in found for offset in range(mention.start, mention.end)}
    free = [m for m in peoples if m.start not in covered and m.end - 1 not in covered]
    return sorted((*found, *free), key=lambda mention: (mention.start, mention.end))


def score(
    text: str, span: Span, grammar: Grammar, gazetteer: Gazetteer, round_: Surroundings
) -> float:
    """How likely (0-1) a span is a toponym, by the learnt weights."""
    return probability(load_screen()["weights"], features(text, span, grammar, gazetteer, round_))


def threshold() -> float:
    """The score from which a span is a mention."""
    return load_screen()["settings"]["threshold"]


@cache
def load_screen() -> dict[str, dict[str, float]]:
    """The weights the project ships with."""
    path = Path(__file__).with_name("data") / "screen.json"
    data: dict[str, dict[str, float]] = read_checked(path)
    return data
