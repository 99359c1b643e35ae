"""Article → Event…: what happened, where, when, to whom; see `make_events`.

`tree` (with `clauses` and `voice`) turns a parse round; `triggers` finds the words that tell of a
happening, `standing` how real each is, `harm` its dead and injured. `where` places it: `fitting`
asks the names of its sentence (`carrying`, `ruled_out`, `weighing`), `referring` what "the city"
means, `elsewhere` what was told outside. `when` dates it, `who` and `struck` tell to whom it was
done. `drafts` puts these together, `merging` makes one event of what is told several times, and
`make` has the steps in a row.
"""

from pipeline.events.make import make_events

__all__ = ["make_events"]
