"""Article -> ArticleDate; text -> DateSpan…; trigger -> the days of its event.

`scanning` cuts a text into words with classes (`words.toml`), `grammar` finds the stretches that
are time expressions (`grammar.toml`), `days`, `longer` and `relative` work out what they mean,
`finding` puts these together, `entries` tells the parts of a chronicle that a day heads. `articles`
dates the article (`evidence`, `counts`, `epochs`), `governing` an event (`clauses`, `ranking`,
`clause_tense`), `read` a string of metadata.
"""

from pipeline.dates.articles import date_article
from pipeline.dates.entries import entry_at, find_entries
from pipeline.dates.finding import find_dates
from pipeline.dates.governing import date_event
from pipeline.dates.read import read_date

__all__ = ["date_article", "date_event", "entry_at", "find_dates", "find_entries", "read_date"]
