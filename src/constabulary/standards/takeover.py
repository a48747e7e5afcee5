"""Coming from another system: how fresh a comparison must be, how many rows are looked at by eye, what is likely."""

from constabulary.standards.dated import Key
from constabulary.standards.intervals import interval

COMPARISON_FRESH = Key("takeover.comparison_fresh", interval)
SAMPLE_SIZE = Key("takeover.sample_size", int)
LIKELY_SAME = Key("takeover.likely_same", float)
