"""Stores things and finds them: tables, journal, reads. Holds no rule and sends nothing.

`models/` one family a file; `queries/` reads; `facts/` turn a row into the facts a rule needs; `journal` and
`writing` are the only way a row is written; `guards` put the journal, the markings and the seals under the
database's own protection. The only package with tables.
"""
