"""Duties: everything due, as data. `catalogue` lists the kinds; each stage says which an act opens, meets or replaces."""
