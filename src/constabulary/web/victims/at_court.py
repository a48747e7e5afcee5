"""The words in which what a victim wants at court is shown."""

from constabulary.policing.victims.own_statement import AT_COURT_TITLES, WISH_TITLES
from constabulary.policing.victims.special_measures import GROUND_TITLES, MEASURE_TITLES, STEP_TITLES

#: The words of what a victim wants at court.
AT_COURT = {
    "wishes": WISH_TITLES, "at_court": AT_COURT_TITLES, "steps": STEP_TITLES, "grounds": GROUND_TITLES,
    "measures": MEASURE_TITLES,
}  # fmt: skip
