"""Texts with keys → weights, stage upon stage.

What a stage says goes into the next, so each stage is learnt once without each fifth of the texts:
a later one learns from what the earlier said of texts it had not seen.
"""

import zlib
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from types import ModuleType
from typing import Any

from benchmarks import _muc4_likely as muc4_likely
from benchmarks import _muc4_sentences as muc4_sentences
from benchmarks._muc4_answers import Text, article_by, chosen_by, odds_by, template_rows, told_by
from benchmarks._muc4_learning import FOLDS, Features, Restraint, fit_choices, fit_logistic
from benchmarks._muc4_people import EFFECTS, targets_named
from benchmarks._muc4_slots import Choice, Scene, date_choices, place_choices
from benchmarks._muc4_templates import nations_of

Row = dict[str, Any]
Example = tuple[list[dict[str, float]], list[float]]  # choices, and what each is worth


def fold_of(row: Row) -> int:
    """Which fifth a text is in, by its id."""
    return zlib.crc32(str(row["id"]).encode()) % FOLDS


class Lessons:
    """The weights learnt so far: `without[fold]`, and from all texts as the last."""

    def __init__(self, texts: Sequence[Text], scorer: ModuleType) -> None:
        self.texts = texts
        self.folds = [fold_of(text.row) for text in texts]
        self.without: list[dict[str, dict[str, float]]] = [{} for _ in range(FOLDS + 1)]
        self._learn_articles()
        self._learn_sentences()
        self._learn_templates(scorer)
        self._learn_counts()
        self._learn_slots(scorer)
        self._learn_people()

    @property
    def of_all(self) -> dict[str, dict[str, float]]:
        """The weights from all texts."""
        return self.without[-1]

    def unseen(self, number: int) -> dict[str, dict[str, float]]:
        """The weights learnt without the text of that number."""
        return self.without[self.folds[number]]

    def _fit(
        self,
        name: str,
        rows: Iterable[tuple[int, Features, bool | None]],
        restraint: Restraint,
    ) -> None:
        """Learn from rows with the number of their text; None is no answer."""
        known = [(self.folds[text], row, given) for text, row, given in rows if given is not None]
        folds, features, answers = zip(*known, strict=True)
        fitted = fit_logistic(features, answers, folds, restraint)
        for weights, learnt in zip(self.without, fitted, strict=True):
            weights[name] = learnt

    def _learn_articles(self) -> None:
        rows = [muc4_likely.article_features(t.annotation.article.text) for t in self.texts]
        rarity = muc4_likely.rarity_of(rows)
        weighed = ({n: v * rarity[n] for n, v in row.items() if n in rarity} for row in rows)
        has_key = [any(not key["optional"] for key in t.row["templates"]) for t in self.texts]
        self._fit(
            "articles", zip(range(len(rows)), weighed, has_key, strict=True), Restraint(prior=1.5)
        )
        for weights in self.without:
            raised = {name: round(w * rarity[name], 1) for name, w in weights["articles"].items()}
            weights["articles"] = {name: weight for name, weight in raised.items() if weight}

    def _learn_sentences(self) -> None:
        told = [_told(text) for text in self.texts]
        rows = [
            (number, muc4_sentences.features(sentence), keys)
            for number, text in enumerate(self.texts)
            for sentence, keys in zip(text.sentences, told[number], strict=True)
        ]
        for kind in muc4_sentences.KINDS:
            answered = (
                (number, row, None if keys is None else self._tells(number, keys, kind))
                for number, row, keys in rows
            )
            self._fit(f"sentence {kind}", answered, Restraint(prior=0.03, rare=6, least=0.5))
        pairs = [
            (
                number,
                muc4_sentences.pair_features(text.sentences[one], text.sentences[other]),
                bool((told[number][one] or set()) & (told[number][other] or set())),
            )
            for number, text in enumerate(self.texts)
            for one, other in combinations([n for n, k in enumerate(told[number]) if k], 2)
        ]
        self._fit("same", pairs, Restraint(prior=3.0, rare=5, least=0.03))

    def _tells(self, number: int, keys: set[int], kind: str) -> bool:
        held = self.texts[number].row["templates"]
        return any(kind in (muc4_sentences.ANY, *held[key]["type"]) for key in keys)

    def _learn_templates(self, scorer: ModuleType) -> None:
        rows = []
        for number, text in enumerate(self.texts):
            weights = self.unseen(number)
            _, _, answering = scorer.align(text.row["templates"], [t.row() for t in text.templates])
            features = template_rows(text, told_by(text, weights), article_by(text, weights))
            rows += [(number, row, at in answering) for at, row in enumerate(features)]
        self._fit("templates", rows, Restraint(prior=20.0, rare=8))

    def _learn_counts(self) -> None:
        rows = []
        for number, text in enumerate(self.texts):
            counts = odds_by(text, self.unseen(number)).counts
            for (kind, before), row in counts.items():
                held = sum(kind in key["type"] for key in text.row["templates"])
                rows.append((number, row, held > before))
        self._fit("counts", rows, Restraint(prior=10.0))

    def _learn_slots(self, scorer: ModuleType) -> None:
        places: list[tuple[int, Example]] = []
        dates: list[tuple[int, Example]] = []
        for number, text in enumerate(self.texts):
            weights = self.unseen(number)
            chosen = chosen_by(text, odds_by(text, weights), weights)
            templates = [*text.templates, *(t for t in chosen if t.sentence is not None)]
            nations = nations_of(text.annotation)
            aligned, _, _ = scorer.align(text.row["templates"], [t.row() for t in templates])
            for at, other in aligned:
                key = text.row["templates"][at]
                scene = Scene(templates[other], text.annotation, nations)
                worth = _worth(place_choices(scene), key["location"], scorer.loc_score)
                places += [(self.folds[number], example) for example in worth]
                worth = _worth(date_choices(scene), key["date"], scorer.date_score)
                dates += [(self.folds[number], example) for example in worth]
        for name, examples in (("places", places), ("dates", dates)):
            for fold, weights in enumerate(self.without):
                seen = [example for other, example in examples if other != fold]
                weights[name] = fit_choices(*zip(*seen, strict=True), prior=2.0, rare=8)

    def _learn_people(self) -> None:
        rows = [
            (number, person.features, named.get(person.start))
            for number, text in enumerate(self.texts)
            for named in [
                targets_named(text.annotation.article.text, text.parse, text.row["templates"])
            ]
            for person in text.people
        ]
        is_target = ((number, row, fate is not None) for number, row, fate in rows)
        self._fit("targets", is_target, Restraint(prior=10.0, rare=5, least=0.03))
        for effect in EFFECTS:
            known = ((n, row, fate == effect) for n, row, fate in rows if fate is not None)
            self._fit(f"effect {effect}", known, Restraint(prior=3.0, rare=4, least=0.03))


def _told(text: Text) -> list[set[int] | None]:
    article, keys = text.annotation.article.text, text.row["templates"]
    return [muc4_sentences.keys_told(sentence, article, keys) for sentence in text.sentences]


def _worth(
    choices: list[Choice[Any]], key: list[Row], score: Callable[..., float | None]
) -> list[Example]:
    """The choices with what the scorer gives for each; nothing where the key wants none."""
    worth = [score(key, choice.answer) or 0.0 for choice in choices]
    if not any(worth):
        return []
    return [([dict.fromkeys(choice.marks, 1.0) for choice in choices], worth)]
