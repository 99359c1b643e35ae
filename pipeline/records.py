"""The nouns of the pipeline: what one stage hands to the next.

Text offsets are code points into `Article.text`, ends excluded. Day ranges are half-open inside
(`Days`); only the exported `date_end` is inclusive, and `Days.last` makes that change.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from gazetteer.place import Place


class Role(StrEnum):
    """Why a place is named; only the first three can carry an event."""

    EVENT_LOCATION = "event_location"
    EVENT_ORIGIN = "event_origin"
    EVENT_DESTINATION = "event_destination"
    REPORTER_LOCATION = "reporter_location"
    SPEAKER_LOCATION = "speaker_location"
    HISTORICAL_COMPARISON = "historical_comparison"
    ORGANISATION_SEAT = "organisation_seat"
    PERSON_OFFICE = "person_office"
    RELATIVE_POSITION_BASE = "relative_position_base"
    GOVERNMENT_METONYM = "government_metonym"
    CONTEXT_COUNTRY = "context_country"
    CONTEXT_PLACE = "context_place"
    DEMONYM = "demonym"


class PlacePrecision(StrEnum):
    """How closely the text says where."""

    EXACT = "exact"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    RELATIVE = "relative"
    UNKNOWN = "unknown"


class DatePrecision(StrEnum):
    """How closely the text says when."""

    PART_OF_DAY = "part_of_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    RANGE = "range"
    ON_OR_BEFORE = "on_or_before"
    ONGOING = "ongoing"
    UNKNOWN = "unknown"


class DateSource(StrEnum):
    """Where an article's date comes from."""

    GIVEN = "given"
    HEADER = "header"
    TEXT = "text"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """How far an event is said to be real."""

    REPORTED = "reported"
    CLAIM = "claim"
    DISPUTED = "disputed"
    DENIED = "denied"
    PLANNED = "planned"
    AGREED = "agreed"
    ONGOING = "ongoing"


@dataclass(frozen=True, slots=True)
class Article:
    """One text with an id; `date` is what the user or the file's metadata says, if anything.

    `where` tells the file, and the line or row in it, that the article was read from.
    `id_given` says that the id came with the article; else it was made from `where`.
    `language` is a code of ISO 639 that was found by looking at the text; empty if nobody looked.
    """

    id: str
    text: str
    title: str = ""
    date: dt.date | None = None
    source: str = ""
    url: str = ""
    where: str = ""
    id_given: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that became no article: where it stood and why."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that is the text of another once more: a further source of the same report."""

    article: Article
    original_id: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word.

    `pos` is a Universal POS tag, `morph` its features as `Mood=Ind|Tense=Past`, `dep` a Universal
    Dependencies label in lower case (empty if the sentence was not parsed), `head` the index of
    its head in `Parse.tokens`; a root is its own head.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    morph: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its offsets in the text, and its tokens `Parse.tokens[first:stop]`."""

    start: int
    end: int
    first: int
    stop: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A named span as the language model labels it: LOC GPE FAC ORG PERSON NORP and more."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """What the language room says of one text; nothing of spaCy leaves that room."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names a place. `found_by` says how: model, gazetteer, nested, demonym, kind."""

    start: int
    end: int
    text: str
    label: str
    found_by: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """A mention and the place it means.

    `place` is None when the name is unknown or the choice too unsure; `lat` and `lon` are then
    None too. For a relative place ("60 km north-west of Kyiv") `place` is the anchor and the
    point is the computed one. The true place lies within `radius_km` about nine times in ten.
    `runners_up` are the places not chosen, best first.
    """

    mention: Mention
    role: Role
    place: Place | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: PlacePrecision
    confidence: float
    rule: str
    runners_up: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days, `first` included, `until` excluded; None is an open end."""

    first: dt.date | None
    until: dt.date | None

    def __post_init__(self) -> None:
        """Refuse an empty or backward range: that is a bug of the caller."""
        if self.first is not None and self.until is not None and self.first >= self.until:
            message = f"empty range of days: {self.first} to {self.until}"
            raise ValueError(message)

    @property
    def last(self) -> dt.date | None:
        """The last day inside, as exports and readers want it."""
        return None if self.until is None else self.until - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ArticleDate:
    """The day an article was written; None when nothing says. `note` tells contradictions."""

    date: dt.date | None
    source: DateSource
    rule: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A time expression and the days it means."""

    start: int
    end: int
    text: str
    days: Days
    precision: DatePrecision
    rule: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or suffers, as written and by canonical name; `part`: agent, target, other."""

    text: str
    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Harm:
    """People killed and injured, as ranges; None is "not said" (`at least 5` is 5, None)."""

    killed_min: int | None = None
    killed_max: int | None = None
    injured_min: int | None = None
    injured_max: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim piece of the article: `text == article.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is said to have. `where` is None when the text does not say."""

    id: str
    article_id: str
    type: str
    status: Status
    said_by: str
    days: Days
    date_precision: DatePrecision
    date_text: str
    date_rule: str
    where: Resolution | None
    origin: Resolution | None
    destination: Resolution | None
    actors: tuple[Actor, ...]
    harm: Harm
    quote: Quote
    supporting: tuple[Quote, ...]
    headline: str
    confidence: float
    type_rule: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that was read out of one article."""

    article: Article
    dated: ArticleDate
    resolutions: tuple[Resolution, ...]
    dates: tuple[DateSpan, ...]
    events: tuple[Event, ...]
