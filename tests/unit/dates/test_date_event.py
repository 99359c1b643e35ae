"""Which date governs an event, with a tree and without; the article is of Tuesday 15 March 2022."""

import datetime as dt

import pytest

from pipeline.dates import date_event, find_dates
from pipeline.records import (
    ArticleDate,
    DatePrecision,
    DateSource,
    Parse,
    Quote,
    Sentence,
    Token,
)

DATED = ArticleDate(dt.date(2022, 3, 15), DateSource.GIVEN, "test")


def parsed(rows: str) -> tuple[str, Parse]:
    """A one-sentence parse from lines `word lemma POS dep head-number`."""
    cells = [row.split() for row in rows.strip().splitlines()]
    text, tokens = "", []
    for word, lemma, pos, dep, head in cells:
        start = len(text) + (1 if text else 0)
        text = f"{text} {word}" if text else word
        label = "" if dep == "-" else dep
        tokens.append(Token(start, len(text), word, lemma, pos, "", "", label, int(head)))
    return text, Parse(tuple(tokens), (Sentence(0, len(text), 0, len(tokens)),), ())


def event(rows: str, trigger: str) -> tuple[str, str, DatePrecision]:
    text, parse = parsed(rows)
    place = next(i for i, token in enumerate(parse.tokens) if token.text == trigger)
    dates = find_dates(text, DATED, parse)
    days, precision, _, rule = date_event(
        parse, place, dates, DATED, quote=Quote(0, len(text), text)
    )
    assert rule
    return str(days.first), str(days.last), precision


SAID = """
Russia Russia PROPN nsubj 1
said say VERB root 1
on on ADP case 3
Monday Monday PROPN obl 1
that that SCONJ mark 7
troops troops NOUN nsubj 7
had have AUX aux 7
struck strike VERB ccomp 1
Donetsk Donetsk PROPN obj 7
"""
BACKGROUND = """
Troops troops NOUN nsubj 1
neared near VERB root 1
the the DET det 3
plant plant NOUN obj 1
on on ADP case 5
Monday Monday PROPN obl 1
after after SCONJ mark 8
they they PRON nsubj 8
took take VERB advcl 1
Izium Izium PROPN obj 8
last last ADJ amod 11
week week NOUN obl 8
"""


AFTER = """
Johnson Johnson PROPN nsubj 1
visited visit VERB root 1
Bucha Bucha PROPN obj 1
on on ADP case 4
Sunday Sunday PROPN obl 1
, , PUNCT punct 7
three three NUM nummod 7
days day NOUN obl:unmarked 11
after after ADP case 10
a a DET det 10
rocket rocket NOUN nsubj 11
hit hit VERB advcl 1
Sumy Sumy PROPN obj 11
"""
PAIR = """
Nine nine NUM nsubj:pass 2
were be AUX aux:pass 2
killed kill VERB root 2
and and CCONJ cc 4
hurt hurt VERB conj 2
on on ADP case 6
Monday Monday PROPN obl 4
when when ADV advmod 9
shells shell NOUN nsubj 9
fell fall VERB advcl 2
"""
BOUND = """
Envoys envoy NOUN nsubj 1
agreed agree VERB root 1
on on ADP case 3
Monday Monday PROPN obl 1
to to PART mark 5
ban ban VERB advcl 1
oil oil NOUN obj 5
by by ADP case 8
December December PROPN obl 5
"""


SHARED = """
The the DET det 1
ship ship NOUN nsubj 2
exploded explode VERB root 2
and and CCONJ cc 4
sank sink VERB conj 2
on on ADP case 6
Sunday Sunday PROPN obl 4
"""
OVERNIGHT = """
Overnight overnight ADJ amod 1
fire fire NOUN nsubj 5
of of ADP case 4
March March PROPN nmod 1
9 9 NUM nmod 1
killed kill VERB root 5
two two NUM obj 5
"""
REASON = """
They they PRON nsubj 1
voted vote VERB root 1
on on ADP case 3
Monday Monday PROPN obl 1
over over ADP case 5
killings killing NOUN obl 1
"""
CLOSING = """
Missiles missile NOUN nsubj 1
burned burn VERB root 1
a a DET det 3
store store NOUN obj 1
which which PRON nsubj 5
belonged belong VERB acl:relcl 3
to to ADP case 7
Kyiv Kyiv PROPN obl 5
, , PUNCT punct 5
on on ADP case 10
Sunday Sunday PROPN obl 5
. . PUNCT punct 1
"""


GOING_ON = """
They they PRON nsubj:pass 2
were be AUX aux:pass 2
led lead VERB root 2
off off ADV advmod 2
on on ADP case 5
Monday Monday PROPN obl 2
; ; PUNCT punct 8
soldiers soldier NOUN nsubj 8
fired fire VERB parataxis 2
"""


def test_a_part_behind_a_semicolon_goes_on_from_the_day_before_it() -> None:
    assert event(GOING_ON, "fired") == ("2022-03-14", "2022-03-14", DatePrecision.DAY)


def test_a_verb_shares_the_date_of_the_one_joined_to_it() -> None:
    assert event(SHARED, "exploded") == ("2022-03-13", "2022-03-13", DatePrecision.DAY)


def test_a_day_told_beats_overnight() -> None:
    assert event(OVERNIGHT, "fire") == ("2022-03-09", "2022-03-09", DatePrecision.DAY)


def test_what_a_vote_was_about_was_not_on_its_day() -> None:
    assert event(REASON, "voted")[0] == "2022-03-14"
    assert event(REASON, "killings") == ("None", "2022-03-15", DatePrecision.ON_OR_BEFORE)


def test_a_date_after_a_comma_at_the_end_is_of_the_whole_sentence() -> None:
    assert event(CLOSING, "burned") == ("2022-03-13", "2022-03-13", DatePrecision.DAY)


def test_days_are_counted_back_from_what_came_after() -> None:
    assert event(AFTER, "hit") == ("2022-03-10", "2022-03-10", DatePrecision.DAY)
    assert event(AFTER, "visited") == ("2022-03-13", "2022-03-13", DatePrecision.DAY)


def test_a_clause_behind_two_verbs_shares_the_date_of_the_second() -> None:
    assert event(PAIR, "fell") == ("2022-03-14", "2022-03-14", DatePrecision.DAY)


def test_what_holds_until_a_day_to_come_was_agreed_on_the_day_told() -> None:
    assert event(BOUND, "ban") == ("2022-03-14", "2022-03-14", DatePrecision.DAY)


def test_the_date_of_a_saying_only_bounds_what_was_said() -> None:
    assert event(SAID, "struck") == ("None", "2022-03-14", DatePrecision.ON_OR_BEFORE)


def test_each_clause_keeps_its_own_date() -> None:
    assert event(BACKGROUND, "neared") == ("2022-03-14", "2022-03-14", DatePrecision.DAY)
    assert event(BACKGROUND, "took") == ("2022-03-07", "2022-03-13", DatePrecision.WEEK)


@pytest.mark.parametrize(
    ("rows", "trigger", "expected"),
    [
        (
            "Shells shell NOUN nsubj 1\nhit hit VERB root 1\nLviv Lviv PROPN obj 1",
            "hit",
            ("None", "2022-03-15", DatePrecision.ON_OR_BEFORE),
        ),
        (
            (
                "Talks talk NOUN root 0\nover over ADP case 3\na a DET det 3\n"
                "link link NOUN nmod 0\n"
                "resumed resume VERB acl 3\non on ADP case 6\nMonday Monday PROPN obl 4"
            ),
            "Talks",
            ("2022-03-14", "2022-03-14", DatePrecision.DAY),
        ),
        (
            (
                "Sappers sapper NOUN nsubj 1\nwithdrew withdraw VERB root 1\nas as SCONJ mark 4\n"
                "tanks tank NOUN nsubj 4\ncame come VERB advcl 1\non on ADP case 6\n"
                "Monday Monday PROPN obl 4"
            ),
            "withdrew",
            ("2022-03-14", "2022-03-14", DatePrecision.DAY),
        ),
        (
            "They they PRON nsubj 2\nare be AUX aux 2\nshelling shell VERB root 2",
            "shelling",
            ("2022-03-15", "2022-03-15", DatePrecision.ONGOING),
        ),
        (
            (
                "They they PRON nsubj 3\n"
                "have have AUX aux 3\n"
                "been be AUX aux 3\n"
                "shelling shell VERB root 3"
            ),
            "shelling",
            ("None", "2022-03-15", DatePrecision.ONGOING),
        ),
        (
            (
                "They they PRON nsubj 2\n"
                "will will AUX aux 2\n"
                "meet meet VERB root 2\n"
                "on on ADP case 4\n"
                "Friday Friday PROPN obl 2"
            ),
            "meet",
            ("2022-03-18", "2022-03-18", DatePrecision.DAY),
        ),
        (
            (
                "They they PRON nsubj 2\n"
                "have have AUX aux 2\n"
                "fought fight VERB root 2\n"
                "since since ADP case 4\n"
                "Friday Friday PROPN obl 2"
            ),
            "fought",
            ("2022-03-11", "2022-03-15", DatePrecision.ONGOING),
        ),
        (
            "It it PRON - 0\nfell fall VERB - 1\non on ADP - 2\nMonday Monday PROPN - 3",
            "fell",
            ("2022-03-14", "2022-03-14", DatePrecision.DAY),
        ),
    ],
)
def test_tense_and_prepositions_bound_the_days(
    rows: str, trigger: str, expected: tuple[str, str, DatePrecision]
) -> None:
    assert event(rows, trigger) == expected


def test_without_any_date_the_days_are_open() -> None:
    text, parse = parsed("Shells shell NOUN nsubj 1\nhit hit VERB root 1")
    nothing = ArticleDate(None, DateSource.UNKNOWN, "test")
    days, precision, words, _ = date_event(parse, 1, (), nothing, quote=Quote(0, len(text), text))
    assert (days.first, days.until, words) == (None, None, "")
    assert precision is DatePrecision.UNKNOWN


def test_since_when_it_is_the_first_is_no_date_of_it() -> None:
    rows = (
        "Ships ship NOUN nsubj 1\nleft leave VERB root 1\nSumy Sumy PROPN obj 1\n"
        "for for ADP case 6\nthe the DET det 6\nfirst first ADJ amod 6\ntime time NOUN obl 1\n"
        "since since ADP case 8\nFebruary February PROPN obl 1\non on ADP case 10\n"
        "Monday Monday PROPN obl 1"
    )
    assert event(rows, "left") == ("2022-03-14", "2022-03-14", DatePrecision.DAY)
