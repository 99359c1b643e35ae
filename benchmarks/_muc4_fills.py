"""Templates and parties of people → what speaks for each number and effect as a fill of each."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from benchmarks._muc4_learning import Features
from benchmarks._muc4_parties import EFFECTS, NOTHING
from benchmarks._muc4_people import Person
from benchmarks._muc4_sentences import ANY, Telling
from benchmarks._muc4_task import load_task
from benchmarks._muc4_templates import Template
from pipeline.mentions.logistic import logistic

TOLD_EFFECTS = tuple(effect for effect in EFFECTS if effect != NOTHING)
NOBODY_HURT = "NO INJURY OR DEATH"
_LIKELY = -0.8  # log odds from which the words for a target tell templates apart
_UNLIKELY = -4.5  # log odds below which a party is no candidate
_MOST = 12  # parties of an article
_NEVER = -8.0  # log odds of what is not there
_FAR = 30  # sentences
_SEVERAL = 5  # people of a party that tell what became of it


@dataclass(frozen=True, slots=True)
class Crowd:
    """The people of an article, in parties, with the log odds of each as a target and of fates."""

    people: Sequence[Person]
    parties: Sequence[Sequence[int]]
    likely: Sequence[float]
    fates: Sequence[Mapping[str, float]]

    def targets_in(self, sentences: Container[int]) -> list[str]:
        """The words for those of the sentences who are likely targets."""
        likely = zip(self.people, self.likely, strict=True)
        return [p.text for p, odds in likely if odds > _LIKELY and p.sentence in sentences]

    def candidates(self) -> list[list[int]]:
        """The parties that may be targets, the likeliest first, and so their people."""
        ranked = [sorted(party, key=lambda n: -self.likely[n]) for party in self.parties]
        ranked = [party for party in ranked if self.likely[party[0]] > _UNLIKELY]
        return sorted(ranked, key=lambda party: -self.likely[party[0]])[:_MOST]


@dataclass(frozen=True, slots=True)
class Fill:
    """A number or an effect of a party, for the template of that index, with what speaks for it."""

    template: int
    party: tuple[int, ...]
    value: str
    features: Features


@dataclass(frozen=True, slots=True)
class Stage:
    """The templates that are answered of an article, with what is known of them and sentences."""

    templates: Sequence[Template]
    sure: Sequence[float]
    article: float
    sentences: Sequence[Telling]
    told: Sequence[Mapping[str, float]]

    def told_in(self, template: Template) -> list[int]:
        """The sentences of a template."""
        spans = [(sentence.at, sentence.span) for sentence in self.sentences]
        return [
            at
            for at, span in spans
            if any(q.start < span.end and q.end > span.start for q in template.quotes)
        ]


def number_fills(stage: Stage, crowd: Crowd) -> list[Fill]:
    """The number of each party that may be a target, for each template."""
    return [
        Fill(at, party, number, {**features, **_of_number(number, stage.templates[at])})
        for at, party, features in _pairs(stage, crowd)
        for number in [_number(party, crowd)]
    ]


def effect_fills(stage: Stage, crowd: Crowd) -> list[Fill]:
    """Each effect on each party that may be a target, for each template."""
    fills = []
    for at, party, features in _pairs(stage, crowd):
        shares = _fates(party, crowd)
        for effect in TOLD_EFFECTS:
            own = {
                f"effect={effect}": 1.0,
                "share": shares[effect],
                "lead": shares[effect]
                - max(share for other, share in shares.items() if other != effect),
            }
            own |= {f"share {other}": share for other, share in shares.items()}
            fills.append(Fill(at, party, effect, {**features, **own}))
    return fills + list(_nobody_fills(stage, crowd))


def _nobody_fills(stage: Stage, crowd: Crowd) -> Iterator[Fill]:
    """For each template, that nobody was hurt; this is told of no party."""
    parties = [party[0] for party in crowd.candidates()]
    told_in = [stage.told_in(template) for template in stage.templates]
    said = {
        name: [s.at for s in stage.sentences if _says(name).search(" ".join(s.words))]
        for name in ("nobody", "damage")
    }
    for at, own in enumerate(told_in):
        others = list(chain(*(told for other, told in enumerate(told_in) if other != at)))
        features = {**_of_template(at, stage), "nobody": 1.0}
        features["here"] = max(
            (crowd.likely[n] for n in parties if crowd.people[n].sentence in own), default=_NEVER
        )
        features["expected"] = sum(logistic(crowd.likely[number]) for number in parties)
        for name, sentences in said.items():
            features[f"gap {name}"] = float(_gap(own, sentences))
            features[f"other gap {name}"] = float(_gap(others, sentences))
        yield Fill(at, (), NOBODY_HURT, features)


@cache
def _says(name: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load_task()["targets"][name]) + ")")


def _gap(some: Sequence[int], others: Sequence[int]) -> int:
    """The least distance of sentences."""
    return min((abs(one - other) for one in some for other in others), default=_FAR)


def _pairs(stage: Stage, crowd: Crowd) -> Iterator[tuple[int, tuple[int, ...], Features]]:
    parties = crowd.candidates()
    told_in = [stage.told_in(template) for template in stage.templates]
    expected = sum(logistic(crowd.likely[party[0]]) for party in parties)
    for at, template in enumerate(stage.templates):
        others = [own for other, own in enumerate(told_in) if other != at]
        about = {
            **_of_template(at, stage),
            "expected": expected,
            "parties": float(len(parties)),
        }
        before = 0
        for rank, party in enumerate(parties):
            own = _of_party(party, crowd, rank)
            near = _nearness(party, crowd, told_in[at], others)
            told = stage.told[crowd.people[party[0]].sentence]
            own |= {"told": told[template.type], "told any": told[ANY]}
            own["ahead"] = float(before)
            before += near["gap"] <= near["other gap"]
            yield at, tuple(party), {**about, **own, **near}


def _of_template(at: int, stage: Stage) -> Features:
    template = stage.templates[at]
    same = sum(other.type == template.type for other in stage.templates)
    return {
        f"type={template.type}": 1.0,
        "sure": stage.sure[at],
        "article": stage.article,
        "templates": float(len(stage.templates)),
        "same": float(same),
        "events": float(len(template.events)),
    }


def _of_party(party: Sequence[int], crowd: Crowd, rank: int) -> Features:
    odds = [crowd.likely[number] for number in party]
    people = [crowd.people[number] for number in party]
    return {
        "best": odds[0],
        "second": odds[1] if len(odds) > 1 else _NEVER,
        "expected of party": sum(map(logistic, odds)),
        "people": float(len(party)),
        "rank": float(rank),
        "behind": odds[0] - max(crowd.likely),
        "named": float(bool(people[0].name)),
        "ever named": float(any(person.name for person in people)),
        "sentence": float(people[0].sentence),
        "first": float(min(person.sentence for person in people)),
    }


def _nearness(
    party: Sequence[int], crowd: Crowd, own: Sequence[int], others: Sequence[Sequence[int]]
) -> Features:
    def gap(number: int, sentences: Sequence[int]) -> int:
        return min((abs(crowd.people[number].sentence - at) for at in sentences), default=_FAR)

    here = [crowd.likely[number] for number in party if gap(number, own) == 0]
    nearest = min(gap(number, own) for number in party)
    other = min((gap(number, told) for told in others for number in party), default=_FAR)
    return {
        "here": max(here, default=_NEVER),
        "times here": float(len(here)),
        "gap": float(nearest),
        "other gap": float(other),
        "gap of best": float(gap(party[0], own)),
        "other gap of best": float(gap(party[0], list(chain(*others)))),
    }


def _number(party: Sequence[int], crowd: Crowd) -> str:
    """What the likeliest of the party tells; a told number goes before "several"."""
    numbers = [crowd.people[number].number for number in party]
    if numbers[0] == "PLURAL":
        return next((number for number in numbers if number not in {"1", "PLURAL"}), "PLURAL")
    return numbers[0]


def _of_number(number: str, template: Template) -> Features:
    digits = number.strip("~-")
    amount = int(digits) if digits.isdigit() else 0
    harms = [event.harm for event in template.events]
    return {
        "one": float(number == "1"),
        "several": float(number == "PLURAL"),
        "amount": float(min(amount, 200)),
        "killed": float(any(harm.killed_min == amount for harm in harms)),
        "injured": float(any(harm.injured_min == amount for harm in harms)),
        "harm": float(max((harm.killed_min or 0 for harm in harms), default=0)),
    }


def _fates(party: Sequence[int], crowd: Crowd) -> dict[str, float]:
    """How likely each effect is, by all that is told of the party; nothing told is one too."""
    weighed = [(logistic(crowd.likely[n]), crowd.fates[n]) for n in party[:_SEVERAL]]
    whole = sum(weight for weight, _ in weighed)
    return {
        effect: sum(weight * logistic(fates[effect]) for weight, fates in weighed) / whole
        for effect in EFFECTS
    }
