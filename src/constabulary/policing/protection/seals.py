"""Sealed addresses and contact details: what a seal asks for, who can never be granted one, what ends one."""

from datetime import datetime, timedelta

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("seal")
OURS = "Our safeguard"

REASON_MISSING = REASONS.add(
    "reason-missing", "Say why.", source=OURS, confidence=Confidence.ASSUMPTION, field="reason"
)  # fmt: skip
NOTHING_CHOSEN = REASONS.add(
    "nothing-chosen",
    "Choose what is to be sealed: an address, a telephone number or an e-mail address.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="what",
)
AGAINST_THEMSELVES = REASONS.add(
    "against-themselves",
    "A seal is set against somebody else, not against the person it protects.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="against",
)
AGAINST_UNKNOWN = REASONS.add(
    "against-unknown",
    "There is no person with that reference.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="against",
)
IS_CONNECTED = REASONS.add(
    "is-connected",
    "This officer is connected with the person the seal is against and can never be given what it hides.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="collar_number",
)
NO_SUCH_OFFICER = REASONS.add(
    "no-such-officer",
    "There is no officer with that number.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="collar_number",
)
END_MISSING = REASONS.add(
    "end-missing",
    "Say until when they need it.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="until",
)
END_IN_PAST = REASONS.add(
    "end-in-past",
    "Their need must end in the future.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="until",
)
END_TOO_FAR = REASONS.add(
    "end-too-far",
    "That is too far ahead: need is asked about again before then.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="until",
)
LIFTED = REASONS.add("lifted", "This seal has been lifted.", source=OURS, confidence=Confidence.ASSUMPTION)
GRANT_ENDED = REASONS.add(
    "grant-ended", "That has been ended already.", source=OURS, confidence=Confidence.ASSUMPTION
)  # fmt: skip
NATURE_MISSING = REASONS.add(
    "nature-missing",
    "Say what the connection is, for example cousin, neighbour, former colleague.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="nature",
)
ALREADY_CONNECTED = REASONS.add(
    "already-connected",
    "This connection is recorded already.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="person",
)


def find_reasons_against_seal(
    *, reason: str, something_is_chosen: bool, against_themselves: bool, against_is_unknown: bool
) -> Reasons:
    """Why an address or contact detail cannot be sealed."""
    against = (
        (not something_is_chosen, NOTHING_CHOSEN),
        (not reason.strip(), REASON_MISSING),
        (against_themselves, AGAINST_THEMSELVES),
        (against_is_unknown, AGAINST_UNKNOWN),
    )
    return tuple(one for applies, one in against if applies)


def find_reasons_against_need(
    *,
    reason: str,
    is_lifted: bool,
    is_connected: bool,
    until: datetime | None,
    at: datetime,
    longest: timedelta,
) -> Reasons:
    """Why an officer cannot be given need to see what is sealed. A connection is never overridden."""
    against = (
        (not reason.strip(), REASON_MISSING),
        (is_lifted, LIFTED),
        (is_connected, IS_CONNECTED),
        (until is None, END_MISSING),
        (until is not None and until <= at, END_IN_PAST),
        (until is not None and until > at + longest, END_TOO_FAR),
    )
    return tuple(one for applies, one in against if applies)


def find_reasons_against_ending(*, reason: str, is_over: bool, over: str) -> Reasons:
    """Why a seal (`over` "seal") or a need (`over` "need") cannot be ended."""
    already = LIFTED if over == "seal" else GRANT_ENDED
    return tuple(one for applies, one in ((not reason.strip(), REASON_MISSING), (is_over, already)) if applies)


def find_reasons_against_connection(*, nature: str, is_recorded: bool) -> Reasons:
    """Why a connection cannot be recorded."""
    against = ((not nature.strip(), NATURE_MISSING), (is_recorded, ALREADY_CONNECTED))
    return tuple(one for applies, one in against if applies)
