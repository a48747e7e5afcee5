"""Which password may be chosen: long rather than odd, not one that is tried first, and nothing of whose it is."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.protection import PasswordTries

REASONS = ReasonsCatalogue("password")
OURS = "Our safeguard"
#: A word of a name that is as short as this is part of many words.
TELLS_NOTHING = 3

TOO_SHORT = REASONS.add(
    "too-short", "The password is too short. Three or four words together are long enough.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="new_password",
)  # fmt: skip
TOO_LONG = REASONS.add(
    "too-long", "The password is too long.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="new_password",
)  # fmt: skip
TOO_COMMON = REASONS.add(
    "too-common", "That password is among those that are tried first. Choose another.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="new_password",
)  # fmt: skip
SAYS_WHOSE = REASONS.add(
    "says-whose", "The password holds the number or the name of whose it is. Choose another.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="new_password",
)  # fmt: skip
SAME_AS_BEFORE = REASONS.add(
    "same-as-before", "That is the password you have. Choose another.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="new_password",
)  # fmt: skip
CURRENT_WRONG = REASONS.add(
    "current-wrong",
    "That is not the password you sign in with.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="current_password",
)  # fmt: skip
ONES_OWN = REASONS.add(
    "ones-own", "Nobody gives themselves a first password. Change your own under Password.",
    source=OURS, confidence=Confidence.ASSUMPTION,
)  # fmt: skip
LAPSED = REASONS.add(
    "lapsed", "The password you were given has lapsed: it was not changed in time. Ask an administrator for a new one.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="password",
)  # fmt: skip


def after_tries(allowed: PasswordTries) -> str:
    """What wrong passwords lead to, as the standard of the day has it."""
    minutes = int(allowed.rests / timedelta(minutes=1))
    tries = "1 wrong try" if allowed.tries == 1 else f"{allowed.tries} wrong tries"
    return f"After {tries} the number rests {'1 minute' if minutes == 1 else f'{minutes} minutes'}."


def lapses_at(given_at: datetime, *, lasts: timedelta) -> datetime:
    """When a password that an administrator gave opens nothing any more."""
    return given_at + lasts


def find_reasons_against_password(
    password: str, *, whose: Iterable[str], letters: int, longest: int, tried_first: Iterable[str]
) -> Reasons:
    """Why this may not be a password; `whose` are number and name, `letters` how long it is at least, `longest` at most.

    A word or sign again and again is as short as one of it, so that it is what differs that counts.
    """
    folded = password.casefold()
    if len(password) > longest:
        return (TOO_LONG.with_words(f"Keep it to {longest} characters."),)
    if len(password) < letters or len(set(folded)) < letters / 2:
        return (TOO_SHORT,)
    told = {word for one in whose for word in one.casefold().split() if len(word) > TELLS_NOTHING}
    if any(word in folded for word in told):
        return (SAYS_WHOSE,)
    return (TOO_COMMON,) if folded in tried_first else ()
