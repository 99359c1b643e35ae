"""Corpora -> the pipeline that ships: `python -m pipeline.language.training train`."""
