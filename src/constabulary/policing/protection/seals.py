"""Sealed addresses and contact details: what a seal asks for, who can never be granted one, what ends one."""

from datetime import datetime, timedelta

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.dated import Confidence
from constabulary.standards.protection import SEAL_NEED_WITHIN
from constabulary.standards.rulebook import Rulebook

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
LIFTED_WITH_ANOTHER = REASONS.add(
    "lifted-with-another",
    "This hides what is sealed for somebody else as well. It is lifted when theirs is; until then give need to whoever "
    "has to reach this person.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
GRANT_ENDED = REASONS.add(
    "grant-ended", "That has been ended already.", source=OURS, confidence=Confidence.ASSUMPTION
)  # fmt: skip
NOTHING_SEALED = REASONS.add(
    "nothing-sealed",
    "Nothing is sealed that could be given: look at their page again.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
ASKED_ALREADY = REASONS.add(
    "asked-already", "It has been asked for already, and waits for an answer.", source=OURS,
    confidence=Confidence.ASSUMPTION,
)  # fmt: skip
NOBODY_IN_CHARGE = REASONS.add(
    "nobody-in-charge", "Nobody has this crime: allocate it first.", source=OURS, confidence=Confidence.ASSUMPTION
)  # fmt: skip
IN_CHARGE_IS_CONNECTED = REASONS.add(
    "in-charge-is-connected",
    "The officer in charge is connected with somebody on the other side and can never be given it: give the crime to "
    "somebody else.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
NOBODY_ASKS = REASONS.add(
    "nobody-asks", "They do not wait for this any more: look at the desk's list again.", source=OURS,
    confidence=Confidence.ASSUMPTION,
)  # fmt: skip
ASKER_IS_CONNECTED = REASONS.add(
    "asker-is-connected",
    "Whoever asks is connected with somebody on the other side and can never be given it: say that they do not need it, "
    "and give the work to somebody else.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
)
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

#: What stands in words where something sealed was taken out (records/sql/masking.sql).
SEALED_WORDS = "[sealed]"

#: Why a seal that follows another was made, as its page says it: nothing of whom it follows.
SAME_AS_ANOTHER = "The same address, number or e-mail address is sealed for somebody else."


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


def find_reasons_against_asking(*, something_is_hidden: bool, is_asked: bool) -> Reasons:
    """Why an officer in charge cannot ask for need to see their victim's sealed details."""
    against = ((not something_is_hidden, NOTHING_SEALED), (is_asked, ASKED_ALREADY))
    return tuple(one for applies, one in against if applies)


def find_reasons_against_giving(*, has_officer: bool, is_connected: bool, something_is_hidden: bool) -> Reasons:
    """Why nothing can be given to the officer in charge, before what is asked of any need. Of these the first counts."""
    against = (
        (not has_officer, NOBODY_IN_CHARGE),
        (is_connected, IN_CHARGE_IS_CONNECTED),
        (not something_is_hidden, NOTHING_SEALED),
    )
    return tuple(one for applies, one in against if applies)[:1]


def find_reasons_against_answering(*, is_asked: bool, is_connected: bool, something_is_hidden: bool) -> Reasons:
    """Why nothing can be given to whoever asks at an incident, before what is asked of any need. The first counts."""
    against = (
        (not is_asked, NOBODY_ASKS),
        (is_connected, ASKER_IS_CONNECTED),
        (not something_is_hidden, NOTHING_SEALED),
    )
    return tuple(one for applies, one in against if applies)[:1]


def find_reasons_against_refusing(*, is_asked: bool, reason: str) -> Reasons:
    """Why it cannot be said that whoever asks does not need what is sealed."""
    against = ((not is_asked, NOBODY_ASKS), (not reason.strip(), REASON_MISSING))
    return tuple(one for applies, one in against if applies)


def find_duty_of_need(rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """Saying whether an officer needs what is sealed: until then they cannot reach whoever they work for."""
    standard = rulebook[SEAL_NEED_WITHIN]
    return DutyDue(
        kind=DutyKind.GIVE_NEED,
        desk=CATALOGUE[DutyKind.GIVE_NEED].desk,
        due_at=at + standard.value,
        rule=standard.key,
        edition=standard.edition,
        risk=3,
    )


def find_reasons_against_ending(*, reason: str, is_over: bool, over: str) -> Reasons:
    """Why a seal (`over` "seal") or a need (`over` "need") cannot be ended."""
    already = LIFTED if over == "seal" else GRANT_ENDED
    return tuple(one for applies, one in ((not reason.strip(), REASON_MISSING), (is_over, already)) if applies)


def find_reasons_against_connection(*, nature: str, is_recorded: bool) -> Reasons:
    """Why a connection cannot be recorded."""
    against = ((not nature.strip(), NATURE_MISSING), (is_recorded, ALREADY_CONNECTED))
    return tuple(one for applies, one in against if applies)
