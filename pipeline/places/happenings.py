"""Site → whether the words around it say that something happens there."""

from gazetteer import Place
from pipeline.mentions.grammar import Grammar
from pipeline.places.event_place import pair_score
from pipeline.places.sites import Site, base
from pipeline.places.wording import role_words
from pipeline.records import Sentence

_REACH = 30  # tokens from the name within which a trigger is looked for
_NEAREST = 6  # triggers that are weighed
_UNDER = 4  # tokens from "under" to what happens: "under heavy enemy fire"
_UP = 5  # arcs over a trigger that are asked whether they are real
_ARGUMENTS = frozenset({"obj", "nsubj", "conj"})
_DENIED = frozenset({"obj", "nsubj:pass", "conj"})  # what "not" before the verb takes away


def happening_score(grammar: Grammar, site: Site, place: Place | None) -> float:
    """How likely (0-1) some happening of the sentence took place at the site; 0 without any."""
    stands = site.tokens if site.carrier in site.tokens else (site.carrier,)
    first, last = grammar.tokens[stands[0]], grammar.tokens[stands[-1]]
    kind = place.kind if place is not None else ""
    scores = [
        pair_score(grammar, trigger, first.start, last.end, kind)
        for trigger in _triggers(grammar, site)
    ]
    return max(scores, default=0.0)


def is_under_fire(grammar: Grammar, site: Site) -> bool:
    """Whether it is said to be under what happens to it ("Odesa is under fire")."""
    if _stands_under(grammar, site):
        return True
    if site.dep != "nsubj":
        return False
    parts = (site.governor, *grammar.children[site.governor])
    return any(
        grammar.case_of(part) == "under" and _tells(grammar, part)
        for part in parts
        if grammar.tokens[part].pos in {"NOUN", "PROPN"}
    )


def _stands_under(grammar: Grammar, site: Site) -> bool:
    """Whether "under" and what happens follow the name, or the noun it names, without a verb."""
    sentence = grammar.sentence_at(grammar.tokens[site.head].start)
    after = max(site.tokens[-1], site.carrier) + 1
    if sentence is None or after >= sentence.stop:
        return False
    stop = min(sentence.stop, after + _UNDER)
    if grammar.tokens[after].text.lower() != "under":
        return False
    return any(_tells(grammar, index) for index in range(after + 1, stop))


def _triggers(grammar: Grammar, site: Site) -> list[int]:
    """Tokens of the sentence that tell of a real happening, those nearest the site."""
    sentence = grammar.sentence_at(grammar.tokens[site.head].start)
    if sentence is None:
        return []
    first = max(sentence.first, site.tokens[0] - _REACH)
    stop = min(sentence.stop, site.tokens[-1] + 1 + _REACH)
    found = [
        index
        for index in range(first, stop)
        if index not in site.tokens and _tells(grammar, index) and not is_unreal(grammar, index)
    ]
    return sorted(found, key=lambda index: abs(index - site.head))[:_NEAREST]


def _tells(grammar: Grammar, index: int) -> bool:
    token = grammar.tokens[index]
    lemma = token.lemma.lower()
    if token.pos == "VERB" or token.tag in {"VBN", "VBG"}:
        if lemma in role_words("empty_verbs"):
            return any(_takes_part(grammar, child) for child in grammar.children[index])
        return lemma in role_words("happening_verbs")
    return token.pos in {"NOUN", "PROPN", "ADV"} and lemma in role_words("happening_nouns")


def _takes_part(grammar: Grammar, child: int) -> bool:
    """Whether a dependent of a plain verb makes it a happening: people, weapons, buildings."""
    token = grammar.tokens[child]
    if base(token) not in {"nsubj", "obj", "obl"}:
        return False
    lemma = token.lemma.lower()
    return any(
        lemma in role_words(name)
        for name in ("dwellers", "happening_nouns", "spots", "offices", "grasped")
    )


def is_unreal(grammar: Grammar, index: int) -> bool:
    """Whether what a token tells is wished, feared, denied or conditional.

    Wishes, fears and conditions reach down to what they are about ("plans to storm", "the threat
    of an attack"), not to its circumstances ("after the attack"). A "not" takes away objects and
    passive subjects, not what acts ("the attack did not succeed").
    """
    if _is_supposed(grammar, index) or _is_negated(grammar, index):
        return True
    for step in grammar.ancestors(index)[:_UP]:
        token = grammar.tokens[step]
        if token.head == step or not _is_about(grammar, step):
            return False
        above = grammar.tokens[token.head]
        if above.lemma.lower() in _unreal(above.pos):
            return True
        if base(token) in _ARGUMENTS and _is_supposed(grammar, token.head):
            return True
        if token.dep in _DENIED and _is_negated(grammar, token.head):
            return True
    return False


def _is_supposed(grammar: Grammar, index: int) -> bool:
    """Whether a verb has "if", "would" and the like beside it."""
    return any(
        (base(token) == "aux" and token.text.lower() in role_words("unreal_aux"))
        or (base(token) == "mark" and token.text.lower() in role_words("unreal_marks"))
        for token in (grammar.tokens[child] for child in grammar.children[index])
    )


def _is_negated(grammar: Grammar, index: int) -> bool:
    return any(
        base(token) in {"advmod", "det"} and token.text.lower() in role_words("negations")
        for token in (grammar.tokens[child] for child in grammar.children[index])
    )


def _is_about(grammar: Grammar, index: int) -> bool:
    """Whether a token is the content of what it hangs on, not a circumstance of it."""
    token = grammar.tokens[index]
    dep = base(token)
    if dep in {"xcomp", "ccomp", "compound", *_ARGUMENTS} or token.dep == "acl":
        return True
    return dep in {"nmod", "obl"} and grammar.case_of(index) in {"of", "for", "against", "on"}


def _unreal(pos: str) -> frozenset[str]:
    return role_words("unreal_nouns" if pos == "NOUN" else "unreal_verbs")


def is_caption(text: str, sentence: Sentence) -> bool:
    """Whether a sentence captions a picture: the credit stands in it or right behind it."""
    return "photo:" in text[sentence.start : sentence.end + _CREDIT].lower().replace(" ", "")


_CREDIT = 14  # characters: " ( Photo: "
