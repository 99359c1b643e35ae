"""Event… -> incidents: which reports tell of one real-world happening, and why."""

from pipeline.incidents.grouping import Grouper, group, reasons_for
from pipeline.incidents.keys import Reason
from pipeline.incidents.merging import Incident, merge_events

__all__ = ["Grouper", "Incident", "Reason", "group", "merge_events", "reasons_for"]
