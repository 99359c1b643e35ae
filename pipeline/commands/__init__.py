"""The commands, a module per kind: `extract`, `stores`, `show`, `report`; `choices` they share.

`app` puts them together.
"""
