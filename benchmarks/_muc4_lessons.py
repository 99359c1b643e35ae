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
from benchmarks._muc4_answers import (
    Text,
    article_by,
    chosen_by,
    crowd_by,
    odds_by,
    stage_of,
    template_rows,
    told_by,
)
from benchmarks._muc4_fill_lessons import learn_fills
from benchmarks._muc4_learning import FOLDS, Features, Restraint, fit_choices, fit_logistic
from benchmarks._muc4_nations import nations_by, nations_known, nations_told, words_of
from benchmarks._muc4_parties import EFFECTS, NOTHING, named_in
from benchmarks._muc4_slots import Choice, Scene, date_choices, place_choices

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
        self.without: list[dict[str, Any]] = [{} for _ in range(FOLDS + 1)]
        self._learn_articles()
        self._learn_sentences()
        self._learn_templates(scorer)
        self._learn_counts()
        self._learn_nations()
        named = [
            named_in(t.annotation.article.text, t.parse, t.people, t.row["templates"])
            for t in texts
        ]
        self._learn_people(named)
        self._learn_slots(scorer)
        learn_fills(texts, named, self.folds, self.without, scorer)

    @property
    def of_all(self) -> dict[str, Any]:
        """The weights from all texts."""
        return self.without[-1]

    def unseen(self, number: int) -> dict[str, Any]:
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
        has_key = [any(not key["optional"] for key in t.row["templates"]) for t in self.texts]
        fitted = self._fit_words(list(enumerate(rows)), has_key, prior=1.5)
        for weights, learnt in zip(self.without, fitted, strict=True):
            weights["articles"] = learnt

    def _learn_nations(self) -> None:
        told = [nations_told(text.row["templates"]) for text in self.texts]
        rows = [
            (n, words_of(self.texts[n].annotation.article.text))
            for n, own in enumerate(told)
            if own
        ]
        for weights in self.without:
            weights["nations"] = {}
        for code in nations_known(told):
            fitted = self._fit_words(rows, [code in told[n] for n, _ in rows], prior=1.0)
            for weights, learnt in zip(self.without, fitted, strict=True):
                weights["nations"][code] = learnt

    def _fit_words(
        self, rows: list[tuple[int, Features]], answers: list[bool], *, prior: float
    ) -> list[dict[str, float]]:
        """Learn from words of texts, the rarer ones more readily."""
        rarity = muc4_likely.rarity_of([row for _, row in rows])
        weighed = [{n: v * rarity[n] for n, v in row.items() if n in rarity} for _, row in rows]
        folds = [self.folds[number] for number, _ in rows]
        fitted = fit_logistic(weighed, answers, folds, Restraint(prior=prior))
        raised = [{n: round(w * rarity[n], 1) for n, w in own.items()} for own in fitted]
        return [{name: weight for name, weight in own.items() if weight} for own in raised]

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
            odds = odds_by(text, weights)
            chosen = chosen_by(text, odds, weights)
            templates = [*text.templates, *(t for t in chosen if t.sentence is not None)]
            nations = nations_by(text.annotation, text.peoples, weights)
            told_in, crowd = stage_of(text, [], odds).told_in, crowd_by(text, weights)
            rows = [{**t.row(), "strings": crowd.targets_in(told_in(t))} for t in templates]
            aligned, _, _ = scorer.align(text.row["templates"], rows)
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

    def _learn_people(self, named: list[list[dict[int, Row]]]) -> None:
        rows = [
            (number, person.features, keys)
            for number, text in enumerate(self.texts)
            for person, keys in zip(text.people, named[number], strict=True)
        ]
        is_target = ((number, row, bool(keys)) for number, row, keys in rows)
        self._fit("targets", is_target, Restraint(prior=6.0, rare=5, least=0.03))
        fates = [
            (n, row, {effect for key in keys.values() for effect in key["effects"]} or {NOTHING})
            for n, row, keys in rows
            if keys
        ]
        for effect in EFFECTS:
            known = ((number, row, effect in fate) for number, row, fate in fates)
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
