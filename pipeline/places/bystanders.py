"""Site → the roles of places named for another reason than that something happens there."""

import re

from pipeline.places.happenings import happening_score, is_under_fire
from pipeline.places.scene import Scene
from pipeline.places.sites import Site, base
from pipeline.places.wording import role_words
from pipeline.records import Role

_HISTORY_YEARS = 3  # a year so long before the article's is another time
_NEARBY = 12  # tokens from a name within which a year dates its clause
_LINE_START = 60  # characters before a name in which a line may begin with a dateline
_BYLINE = 70  # characters before a name in which "reporting by" may stand
_ATTRIBUTIVE = frozenset({"compound", "amod"})
_OF_WHOM = frozenset({"of", "in", "from", "'s", "to", "for", ""})
_SURE = 0.5  # happening score that outweighs a body or a people named

_DATELINE_BEFORE = re.compile(r"[\s*]*(?:[A-ZÀ-Þ][\w.'’\-]*[ ,]+){0,6}")
_DATELINE_AFTER = re.compile(
    r"(?:, [A-Z][\w. ]{1,30}?)?(?:,? [A-Z][a-z]{2,6}day,?)?"
    r"(?:,? (?:\d{1,2} )?[A-Z][a-z]{2,8}\.? ?\d{0,2}(?:,? ?\d{4})?)?"
    r" ?(?:\([A-Z][^()\n]{1,40}\)|/[^/\n]{2,30}/)? ?(?:—|–|--|-(?= ))"
)
_ATTRIBUTED = re.compile(r"\w+ \w+ \w+['’\"]? [-–—]+ $")
# "(Bangkok, March 3, 2023) –", as reports open.
_BRACKET_AFTER = re.compile(r"(?:, [^()\n]{0,20})?, [^()\n]{4,20}\d{4}\)\s*[-–—:]")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_REPORTS = re.compile(
    r"\b(?<!was )(?<!were )(?<!been )(?<!is )(?<!are )"
    r"(?:report(?:ing|s|ed)?|writing|edit(?:ing|ed)|written) (?:by|from|in)\b[^.\n]*$"
    r"|\bcorrespondent[^.,\n]{0,40} in $",
    re.IGNORECASE,
)


def reporter(scene: Scene, number: int, site: Site) -> Role | None:
    """The dateline of a line, or where a byline says the reporter is."""
    del site
    mention, text = scene.mentions[number], scene.article.text
    line = scene.before(number, _LINE_START)
    opens = mention.start - len(line) == 0 or text[mention.start - len(line) - 1] == "\n"
    is_capital = mention.text.isupper() and text[mention.end : mention.end + 2] == ": "
    is_bracketed = line == "(" and _BRACKET_AFTER.match(text, mention.end) is not None
    if opens and is_bracketed:
        return Role.REPORTER_LOCATION
    ends = is_capital or _DATELINE_AFTER.match(text, mention.end)
    if opens and _DATELINE_BEFORE.fullmatch(line) and ends:
        return Role.REPORTER_LOCATION
    if _REPORTS.search(scene.before(number, _BYLINE)):
        return Role.REPORTER_LOCATION
    return None


def base_of_distance(scene: Scene, number: int, site: Site) -> Role | None:
    """The point a distance or direction is counted from."""
    del site
    return Role.RELATIVE_POSITION_BASE if number in scene.anchors else None


def another_time(scene: Scene, number: int, site: Site) -> Role | None:
    """Named for what happened long before."""
    grammar, mention = scene.grammar, scene.mentions[number]
    sentence = grammar.sentence_at(mention.start)
    if sentence is None:
        return None
    said = scene.article.text[
        max(sentence.start, mention.start - 300) : min(sentence.end, mention.end + 300)
    ].lower()
    if any(phrase in said for phrase in role_words("past_times")):
        return Role.HISTORICAL_COMPARISON
    if scene.year is None:
        return None
    first = max(sentence.first, site.tokens[0] - _NEARBY)
    stop = min(sentence.stop, site.tokens[-1] + _NEARBY)
    clause = grammar.clause_verb(site.carrier)
    long_ago = any(
        _is_year(grammar.tokens[index].text, scene.year - _HISTORY_YEARS)
        and grammar.text_before(index) != "since"
        and grammar.clause_verb(index) == clause
        for index in range(first, stop)
    )
    return Role.HISTORICAL_COMPARISON if long_ago else None


def _is_year(word: str, latest: int) -> bool:
    return len(word) == 4 and bool(_YEAR.fullmatch(word)) and int(word) <= latest  # noqa: PLR2004 - digits


def organisation(scene: Scene, number: int, site: Site) -> Role | None:
    """Part of the name of a body, or where a body has its seat."""
    holder = scene.owner.get(site.governor, number)
    house = scene.sites[holder]
    if site.dep == "nmod" and holder < number and house is not None:
        return Role.ORGANISATION_SEAT if _is_body(scene, holder, house) else None
    return Role.ORGANISATION_SEAT if _is_body(scene, number, site) else None


def _is_body(scene: Scene, number: int, site: Site) -> bool:
    if _is_in_its_name(scene, number) or _is_its_seat(scene, number, site):
        return True
    last = scene.grammar.tokens[site.tokens[-1]].lemma.lower()
    return (
        len(site.tokens) > 1 and last in role_words("bodies") and not _happens(scene, number, site)
    )


def _is_in_its_name(scene: Scene, number: int) -> bool:
    mention = scene.mentions[number]
    entity = scene.grammar.entity_over(mention.start, mention.end)
    if entity is None or entity.label != "ORG":
        return False
    goes_on = entity.start <= mention.start and entity.end > mention.end + 1
    return goes_on or scene.places[number] is None


def _is_its_seat(scene: Scene, number: int, site: Site) -> bool:
    end = scene.mentions[number].end
    if scene.article.text[end : end + len("-based")].lower() == "-based":
        return True
    lemma = scene.governing_lemma(site)
    is_inside = site.dep == "nmod" and site.case in {"in", "at"}
    if lemma not in role_words("bodies"):
        return is_inside and _label(scene, site.governor) == "ORG"
    if site.dep in _ATTRIBUTIVE or site.case in {"of", "'s"} or _is_possessive(scene, site):
        return lemma not in role_words("spots") or not _happens(scene, number, site)
    return is_inside and lemma not in role_words("spots")


def _label(scene: Scene, index: int) -> str:
    """The label of the entity a token stands in, empty for none."""
    token = scene.grammar.tokens[index]
    entity = scene.grammar.entity_over(token.start, token.end)
    return "" if entity is None else entity.label


def _is_possessive(scene: Scene, site: Site) -> bool:
    return scene.grammar.tokens[site.carrier].dep == "nmod:poss"


def _happens(scene: Scene, number: int, site: Site) -> bool:
    return happening_score(scene.grammar, site, scene.places[number]) > _SURE


def office(scene: Scene, number: int, site: Site) -> Role | None:
    """Tells who a person is: an office held there, a nationality, a home."""
    if _marks_a_person(scene, site):
        return Role.PERSON_OFFICE
    lemma = scene.governing_lemma(site)
    if lemma not in role_words("offices") or site.case not in _OF_WHOM:
        return None
    if site.dep not in {"nmod", "appos", "conj"}:
        return None
    suffers = lemma in role_words("dwellers") and _happens(scene, number, site)
    return None if suffers else Role.PERSON_OFFICE


def _marks_a_person(scene: Scene, site: Site) -> bool:
    """Whether it stands before a person or an office ("a U.S. official", "Ukraine's president")."""
    if site.governor == site.carrier:
        return False
    dep = scene.grammar.tokens[site.carrier].dep
    if site.dep not in _ATTRIBUTIVE and dep not in {"nmod:poss", "nmod:desc"}:
        return False
    offices = role_words("offices")
    if scene.governing_lemma(site) in offices or _label(scene, site.governor) == "PERSON":
        return True
    above = scene.governor(site)
    return (
        site.dep in _ATTRIBUTIVE
        and base(above) in _ATTRIBUTIVE
        and scene.grammar.tokens[above.head].lemma.lower() in offices
    )


def government(scene: Scene, number: int, site: Site) -> Role | None:
    """A state or city that acts, decides, is dealt with or fights as a party."""
    if is_under_fire(scene.grammar, site):
        return None
    text, start = scene.article.text, scene.mentions[number].start
    if text[max(0, start - 5) : start].lower().endswith(("pro-", "anti-")):
        return Role.GOVERNMENT_METONYM
    stands = _acts(scene, number, site) or (
        scene.is_state(number) and (_is_dealt_with(scene, site) or _owns_deeds(scene, site))
    )
    return Role.GOVERNMENT_METONYM if stands else None


def _acts(scene: Scene, number: int, site: Site) -> bool:
    """Whether it is the subject: any place of a verb of saying, a state of nearly any verb."""
    if site.dep != "nsubj" or site.governor == site.carrier:
        return False
    speaks = role_words("saying") - role_words("happening_verbs")
    if not scene.is_state(number):
        # "Mariupol lost its electricity": no council acts.
        speaks -= role_words("befalling") | role_words("befalling_towns")
    if (
        scene.grammar.tokens[site.carrier].dep == "nsubj"
        and not site.case
        and scene.governor(site).pos in {"VERB", "AUX"}
        and scene.governing_lemma(site) in speaks
    ):
        return True
    is_itself = site.carrier == site.head or not site.case
    is_told_of = is_itself and not (_suffers(scene, site) or _exists(scene, site))
    return scene.is_state(number) and is_told_of


def _exists(scene: Scene, site: Site) -> bool:
    """Whether it is what there is ("Then there is Mykolaiv")."""
    grammar = scene.grammar
    return any(grammar.tokens[kid].dep == "expl" for kid in grammar.children[site.governor])


def _is_dealt_with(scene: Scene, site: Site) -> bool:
    lemma = scene.governing_lemma(site)
    if site.dep in {"obj", "iobj"}:
        return lemma in role_words("told")
    if site.dep in {"obl", "nmod"} and site.case in role_words("party_words"):
        return True
    return site.dep == "nmod" and site.case == "from" and lemma in role_words("acts_of_states")


def _owns_deeds(scene: Scene, site: Site) -> bool:
    """Whether it owns or marks a noun that is no part of its land ("Russia's decision")."""
    is_possessive = _is_possessive(scene, site)
    if site.dep not in _ATTRIBUTIVE and not is_possessive:
        return False
    if not is_possessive and _opens_with(scene, site):
        return False
    lemma = scene.governing_lemma(site)
    if lemma in role_words("whole_wars"):
        return is_possessive
    return lemma not in role_words("kinds_of_place") | role_words("spots")


def _opens_with(scene: Scene, site: Site) -> bool:
    """Whether a sentence begins with "In" and the name ("In Kyiv fragments fell on a school")."""
    tokens, first = scene.grammar.tokens, site.tokens[0]
    sentence = scene.grammar.sentence_at(tokens[first].start)
    is_front = sentence is not None and first == sentence.first + 1
    return is_front and tokens[first - 1].text in {"In", "At", "Near", "Around", "Outside"}


def _suffers(scene: Scene, site: Site) -> bool:
    """Whether the thing told takes place at the subject ("Kyiv remains under fire")."""
    return scene.governing_lemma(site) in role_words("befalling")


def _ends_headline(scene: Scene, number: int) -> bool:
    """Whether the name stands alone behind the last dash of a line: who says it ("… – Sadovyi")."""
    text, mention = scene.article.text, scene.mentions[number]
    line = text[mention.end :].partition("\n")[0].strip(" .")
    before = _ATTRIBUTED.search(scene.before(number, _LINE_START))
    return not line and before is not None


def speaker(scene: Scene, number: int, site: Site) -> Role | None:
    """Where somebody is heard: "In Washington, an official said", "told reporters in Kyiv"."""
    if _ends_headline(scene, number):
        return Role.SPEAKER_LOCATION
    if site.case not in {"in", "at", "from"} or site.dep not in {"obl", "nmod"}:
        return None
    lemma = scene.governing_lemma(site)
    governor = scene.governor(site)
    if site.dep == "obl" and governor.pos == "VERB" and lemma in role_words("telling"):
        return None if _tells_of_happening(scene, site) else Role.SPEAKER_LOCATION
    if site.dep == "nmod" and lemma in role_words("telling_nouns"):
        return Role.SPEAKER_LOCATION
    return None


def _tells_of_happening(scene: Scene, site: Site) -> bool:
    """Whether it is what happened that was told there ("fighting was reported in Bucha")."""
    tokens, happens = scene.grammar.tokens, role_words("happening_nouns")
    kids = (tokens[child] for child in scene.grammar.children[site.governor])
    return any(
        t.dep == "nsubj:pass" and not happens.isdisjoint({t.lemma.lower(), t.text.lower()})
        for t in kids
    )
