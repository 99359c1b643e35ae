"""Doc → the same Doc with its places, dates and events: a component for anyone's spaCy pipeline.

```python
nlp = spacy.load("en_core_web_sm")
nlp.add_pipe("dateline")
doc = nlp("Shells fell on Odesa on Monday.")
doc._.dateline.events, doc.spans["dateline_places"], doc.spans["dateline_events"]
```

Where Dateline is not installed but only on the path, `import pipeline.component` first.
"""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.errors import ArticleError
from pipeline.flow import Stages, annotate_batch, load_stages
from pipeline.language import read_doc
from pipeline.records import Annotation, Article, Refusal
from pipeline.settings import Settings

PLACES = "dateline_places"
EVENTS = "dateline_events"

Doc.set_extension("dateline", default=None, force=True)
Doc.set_extension("dateline_date", default=None, force=True)


@dataclass(frozen=True, slots=True)
class Component:
    """Annotates each Doc that passes; see `make_component`."""

    stages: Stages
    use_doc: bool

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.dateline` to the Annotation, and the spans of places and of event quotes.

        `doc._.dateline_date`, if set before, is the day the text was published.

        Raises:
            ArticleError: a stage failed at the text, which is a bug.
        """
        day = doc._.dateline_date
        article = Article("doc", doc.text, date=day if isinstance(day, dt.date) else None)
        stages = self.stages
        if self.use_doc:
            stages = replace(stages, parse=lambda _: iter((read_doc(doc),)))
        (outcome,) = annotate_batch([article], stages)
        if isinstance(outcome, Refusal):
            raise ArticleError(outcome.where, outcome.reason)
        if isinstance(outcome, Annotation):
            _mark(doc, outcome)
        return doc


@Language.factory(
    "dateline",
    default_config={"gazetteer": "", "use_doc": False},
    assigns=["doc._.dateline", "doc.spans"],
)
def make_component(nlp: Language, name: str, gazetteer: str, *, use_doc: bool) -> Component:
    """Make the component; spaCy calls this for `nlp.add_pipe("dateline", config={…})`.

    Args:
        nlp: the pipeline it goes into.
        name: of the component in it.
        gazetteer: a gazetteer file other than the packaged one.
        use_doc: take words, names and trees from the Doc, so from the components before this one
            (a tagger, a parser, a lemmatizer and names are needed); else from Dateline's own
            pipeline, which its accuracy was measured with.
    """
    del nlp, name
    settings = Settings(gazetteer=Path(gazetteer) if gazetteer else None)
    return Component(load_stages(settings), use_doc)


def _mark(doc: Doc, found: Annotation) -> None:
    doc._.dateline = found
    places = [(r.mention.start, r.mention.end, str(r.role)) for r in found.resolutions]
    events = [(event.quote.start, event.quote.end, event.type) for event in found.events]
    for key, marks in ((PLACES, places), (EVENTS, events)):
        spans = (
            doc.char_span(start, end, label=label, alignment_mode="expand")
            for start, end, label in marks
        )
        doc.spans[key] = [span for span in spans if span is not None]
