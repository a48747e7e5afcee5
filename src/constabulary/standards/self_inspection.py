"""Our own defaults for the force's inspection of itself."""

from constabulary.standards.dated import Key
from constabulary.standards.response import interval

CLOSING_PERIODS = Key("inspection.closing", lambda raw: int(raw["periods"]))
MEASURE_WINDOW = Key("inspection.window", interval)
ALLOCATED_WITHIN = Key("inspection.allocated_within", interval)
THRIVE_RECORDED_WITHIN = Key("inspection.thrive_recorded_within", interval)
