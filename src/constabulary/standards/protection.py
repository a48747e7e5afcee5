"""How long emergency openings, need to see what is sealed, and a form left open last; how long a password is."""

from constabulary.standards.dated import Key
from constabulary.standards.intervals import interval

EMERGENCY_OPENING = Key("protection.emergency_opening", interval)
EMERGENCY_REVIEW = Key("protection.emergency_review", interval)
LEFT_FORM = Key("protection.left_form", interval)
OPENING_TOLD = Key("protection.opening_told", interval)
PASSWORD_LETTERS = Key("protection.password_letters", lambda raw: int(raw["letters"]))
SAFETY_AFTER_OPENING = Key("protection.safety_after_opening", interval)
SEAL_GRANT = Key("protection.seal_grant", interval)
SEAL_GRANT_LONGEST = Key("protection.seal_grant_longest", interval)
SEAL_NEED_WITHIN = Key("protection.seal_need_within", interval)
