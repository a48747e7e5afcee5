"""People, places and things: their names and addresses, links, warnings, combining and disclosing their records; search.

How names are compared is pure too: the same names give the same keys and the same order on every machine. Start with
`matching.py` for what an answer means, `keys.py` for how a million people are narrowed down before anyone is compared.
"""
