"""Which password may be chosen: long rather than odd, not one that is tried first, and nothing of whose it is."""

from collections.abc import Iterable

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("password")
OURS = "Our safeguard"
#: Longer than anybody types: what a form takes, so that nobody has the server work on a book.
LONGEST = 200
#: A word of a name that is as short as this is part of many words.
TELLS_NOTHING = 3

TOO_SHORT = REASONS.add(
    "too-short", "The password is too short. Three or four words together are long enough.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="new_password",
)  # fmt: skip
TOO_LONG = REASONS.add(
    "too-long", "The password is longer than 200 characters.",
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
    "That is not the password you sign in with. After eight wrong tries it is refused for 15 minutes.",
    source=OURS, confidence=Confidence.ASSUMPTION, field="current_password",
)  # fmt: skip
ONES_OWN = REASONS.add(
    "ones-own", "Nobody gives themselves a first password. Change your own under Password.",
    source=OURS, confidence=Confidence.ASSUMPTION,
)  # fmt: skip


def find_reasons_against_password(
    password: str, *, whose: Iterable[str], letters: int, tried_first: Iterable[str]
) -> Reasons:
    """Why this may not be a password; `whose` are number and name, `letters` how long it is at least.

    A word or sign again and again is as short as one of it, so that it is what differs that counts.
    """
    folded = password.casefold()
    if len(password) > LONGEST:
        return (TOO_LONG,)
    if len(password) < letters or len(set(folded)) < letters / 2:
        return (TOO_SHORT,)
    told = {word for one in whose for word in one.casefold().split() if len(word) > TELLS_NOTHING}
    if any(word in folded for word in told):
        return (SAYS_WHOSE,)
    return (TOO_COMMON,) if folded in tried_first else ()
