"""Text -> Parse: words, sentences and names, as a spaCy pipeline sees them.

The pipeline is Dateline's own by default, any other that is installed on request. Nothing of spaCy
leaves this room but the `Language` that `load_nlp` hands out for `parse` to use.
"""

from pipeline.language.loading import load_nlp
from pipeline.language.parsing import parse, read_doc

__all__ = ["load_nlp", "parse", "read_doc"]
