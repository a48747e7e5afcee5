"""How names are compared: folded, taken apart, written as they sound, kept under keys, and matched with reasons.

Pure: the same names give the same keys and the same order on every machine. Start with `matching.py` for what an answer
means, `keys.py` for how a million people are narrowed down before anyone is compared.
"""
