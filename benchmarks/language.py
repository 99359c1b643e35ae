"""`python -m benchmarks language PATH… [--model NAME]`: words a second, loading time, memory.

PATH is read as `dateline extract` reads it. Two lines: all that the pipeline does, and names alone.
Seconds are those of the processor, so that a busy machine counts little; loading is by the clock.
"""

import argparse
import itertools
import resource
import sys
import time

from pipeline.language import load_nlp, parse
from pipeline.reading import read_articles
from pipeline.records import Article

NAME_PARTS = ("dateline_names", "ner")
MOST_ARTICLES = 500


def run(args: list[str]) -> int:
    """Parse the articles twice and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks language")
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--model", default="dateline")
    told = parser.parse_args(args)
    items = itertools.islice(read_articles(told.paths), MOST_ARTICLES)
    texts = [item.text for item in items if isinstance(item, Article)]
    if not texts:
        print("no article to read", file=sys.stderr)
        return 2
    begun = time.perf_counter()
    nlp = load_nlp(told.model)
    print(f"loading {time.perf_counter() - begun:.2f} s, {len(nlp.pipe_names)} parts")
    list(parse(nlp, texts[:1]))  # opens the gazetteer
    word_count = sum(len(text.split()) for text in texts)
    print("what        articles    words  seconds  words/s  peak MB")
    _time(nlp, texts, word_count, "everything")
    with nlp.select_pipes(enable=[part for part in NAME_PARTS if part in nlp.pipe_names]):
        _time(nlp, texts, word_count, "names alone")
    return 0


def _time(nlp: object, texts: list[str], word_count: int, what: str) -> None:
    begun = time.process_time()
    for _ in parse(nlp, texts):  # type: ignore[arg-type] # spaCy's type stays in the language room
        pass
    elapsed_s = time.process_time() - begun
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what:11} {len(texts):8,} {word_count:8,} {elapsed_s:8.2f} "
        f"{word_count / elapsed_s:8,.0f} {peak_mb:8.0f}"
    )
