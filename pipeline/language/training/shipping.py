"""Two trained halves -> the folder that ships, its weights rounded and its digests noted."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.language.training.slimming import drop_trees, needed_words
from pipeline.shipped import write_manifest

if TYPE_CHECKING:
    from spacy.language import Language

SYNTAX_PARTS = ("tok2vec", "tagger", "morphologizer", "trainable_lemmatizer", "parser")
ENTITY_PARTS = ("dateline_names", "ner")


def join_halves(syntax: "Language", entities: "Language") -> "Language":
    """One pipeline: names first, then the syntax, then the exceptions to the lemmatizer."""
    import spacy

    whole = spacy.blank("en")
    for part in ENTITY_PARTS:
        if part in entities.pipe_names:
            whole.add_pipe(part, source=entities)
    for part in SYNTAX_PARTS:
        whole.add_pipe(part, source=syntax)
    whole.add_pipe("dateline_lemmas")
    whole.meta |= {
        "name": "dateline",
        "version": "0.3.0",
        "license": "CC BY-SA 4.0",
        "description": "Names, words and sentences of English news; see MODEL_CARD.md",
    }
    return whole


def round_weights(nlp: "Language") -> None:
    """Round every weight to the nearest bfloat16, which halves the size of the zipped files."""
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk() if hasattr(pipe, "model") else ():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, to_bfloat(np.asarray(node.get_param(name))))


def to_bfloat(weights: np.ndarray) -> np.ndarray:
    """Keep the 16 upper bits of each 32-bit float, rounded to nearest."""
    bits = np.ascontiguousarray(weights, dtype=np.float32).view(np.uint32)
    rounded = (bits.astype(np.uint64) + 0x8000).astype(np.uint32) & np.uint32(0xFFFF0000)
    return rounded.view(np.float32)


def write_model(nlp: "Language", folder: Path) -> None:
    """Write the pipeline in place of the folder's old one; the model card stays.

    Of all words and edit trees seen, only those that its labels need are written.
    """
    drop_trees(nlp)
    card = folder / "MODEL_CARD.md"
    text = card.read_text("utf-8") if card.exists() else None
    shutil.rmtree(folder, ignore_errors=True)
    nlp.to_disk(folder)
    needed_words(nlp).to_disk(folder / "vocab" / "strings.json")
    if text is not None:
        card.write_text(text, "utf-8")
    write_manifest(folder)
