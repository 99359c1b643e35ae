"""Sentences with a verb and the place it happened at → data/event_place.json.

    python -m pipeline.places.event_place_training FILE

FILE is as event_place_corpus tells. Every other name of the sentence is a wrong answer. Needs
scipy, which only training does. Run it again whenever the language model's weights change.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gazetteer import Gazetteer
from pipeline.mentions.grammar import Grammar
from pipeline.mentions.logistic import fit_logistic, probability
from pipeline.places.event_place import LIKELY, Weights, ask, load_weights
from pipeline.places.event_place_corpus import FOLDS, Sentence, read_sentences, words_in
from pipeline.places.event_place_rivals import rivalry
from pipeline.places.named_spans import Named, find_named_spans
from pipeline.shipped import write_checked

_PRIOR = 6.0  # of the Gaussian
_RARE = 3  # a feature of fewer names is left out
_TOLERANCE = 1e-6  # beyond it no figure changes, and training takes five times as long
_LEAST = 0.02  # a smaller weight moves no answer, and there are thousands


@dataclass(frozen=True, slots=True)
class Sample:
    """The names of one sentence: features, words and answer of each; and the words wanted."""

    sentence: Sentence
    names: tuple[Named, ...]
    asked: tuple[tuple[str, ...], ...]
    words: tuple[frozenset[int], ...]
    wanted: frozenset[int]

    def answers(self) -> list[float]:
        """1 for a name that holds a word of the event's place."""
        return [float(not words.isdisjoint(self.wanted)) for words in self.words]


def main(arguments: list[str]) -> int:
    """Train on all folds but one, each in turn, for the figures, and on all for the file."""
    gazetteer = Gazetteer.open()
    samples = [
        make_sample(sentence, gazetteer)
        for sentence in read_sentences(Path(arguments[0]))
        if sentence.is_annotated
    ]
    unseen = [
        train([sample for sample in samples if sample.sentence.fold != fold])
        for fold in range(FOLDS)
    ]
    placed = [sample for sample in samples if sample.wanted]
    report = {**measure(samples, unseen), "with_a_place": measure(placed, unseen)}
    data = {
        "made_by": {"script": "pipeline/places/event_place_training.py", "held_out": report},
        "weights": {"alone": load_weights()["alone"], **train(samples)},
    }
    path = Path(__file__).with_name("data") / "event_place.json"
    write_checked(path, json.dumps(data, indent=0, ensure_ascii=False) + "\n")
    sys.stdout.write(json.dumps(report) + "\n")
    return 0


def make_sample(sentence: Sentence, gazetteer: Gazetteer) -> Sample:
    """Ask the features of every name of a sentence."""
    grammar = Grammar(sentence.parse)
    names = find_named_spans(sentence.text, grammar, gazetteer)
    verb = grammar.tokens_in(*sentence.verb)
    trigger = grammar.head_in(verb) if len(verb) else 0
    return Sample(
        sentence,
        names,
        tuple(tuple(found) for found in ask(grammar, trigger, names)),
        tuple(frozenset(words_in(sentence.text, [name.span])) for name in names),
        frozenset(words_in(sentence.text, sentence.places)),
    )


def train(samples: Sequence[Sample]) -> dict[str, Weights]:
    """Weights of a name by itself, and of a name with how it stands to others of its sentence.

    The scores that the second learns from come from weights that have not seen the sentence.
    """
    halves = [[sample for sample in samples if sample.sentence.fold % 2 == half] for half in (0, 1)]
    ranked = [
        _with_rivals(sample, weights)
        for half, weights in zip(halves, (_fit(halves[1]), _fit(halves[0])), strict=True)
        for sample in half
    ]
    return {"first": _fit(samples), "together": _fit(ranked)}


def _with_rivals(sample: Sample, weights: Weights) -> Sample:
    first = [probability(weights, found) for found in sample.asked]
    rivals = rivalry(Grammar(sample.sentence.parse), sample.names, first)
    asked = tuple((*a, *b) for a, b in zip(sample.asked, rivals, strict=True))
    return replace(sample, asked=asked)


def _fit(samples: Sequence[Sample]) -> Weights:
    weights = fit_logistic(
        [names for sample in samples for names in sample.asked],
        [answer for sample in samples for answer in sample.answers()],
        prior=_PRIOR,
        rare=_RARE,
        tolerance=_TOLERANCE,
    )
    return {name: weight for name, weight in weights.items() if abs(weight) >= _LEAST}


def measure(samples: Sequence[Sample], unseen: Sequence[dict[str, Weights]]) -> dict[str, float]:
    """Precision and recall of the words of the names that pass for the event's place.

    `unseen` has the weights that have not seen the sentences of each fold.
    """
    right = answered = wanted = 0
    for sample in samples:
        weights = unseen[sample.sentence.fold]
        ranked = _with_rivals(sample, weights["first"])
        found: set[int] = set()
        for names, words in zip(ranked.asked, ranked.words, strict=True):
            if probability(weights["together"], names) >= LIKELY:
                found |= words
        right += len(found & sample.wanted)
        answered += len(found)
        wanted += len(sample.wanted)
    precision, recall = right / max(1, answered), right / max(1, wanted)
    return {
        "held_out": len(samples),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
    }


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
