"""files → Article…: one module per family of formats.

Reading order: `sources` (what there is to read), `articles` (which reader reads it, and what is
refused), then the formats: `plain`, `markup`, `structured`, `tabular`, `feeds`, `mail`,
`documents`, `archives`. Shared by them: `encodings`, `days`, `fields`, `languages`, `streams`.
"""

from pipeline.reading.articles import read_articles
from pipeline.reading.fields import Columns
from pipeline.reading.options import Limits, Options

__all__ = ["Columns", "Limits", "Options", "read_articles"]
