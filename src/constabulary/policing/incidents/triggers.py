"""What calls for THRIVE to be asked again, and what is noted of an asking."""

from collections.abc import Mapping
from enum import StrEnum

from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("thrive-trigger")


class Trigger(StrEnum):
    """Why THRIVE is asked: the first contact, the clock, or a change that cannot wait for the clock."""

    FIRST_CONTACT = "first_contact"
    CLOCK = "clock"
    NEW_INFORMATION = "new_information"
    NEW_CALL = "new_call"
    TARGET_PASSED = "target_passed"
    APPOINTMENT_MISSED = "appointment_missed"
    APPOINTMENT_MOVED = "appointment_moved"
    APPOINTMENT_REFUSED = "appointment_refused"
    GRADE_CHANGED = "grade_changed"
    DESK_CHANGED = "desk_changed"
    UNIT_DIVERTED = "unit_diverted"
    NOT_CONTACTABLE = "not_contactable"
    SHIFT_HANDOVER = "shift_handover"
    CLOSING = "closing"

    @property
    def label(self) -> str:
        """What happened, in words."""
        return TRIGGER_TITLES[self]


TRIGGER_TITLES: Mapping[Trigger, str] = {
    Trigger.FIRST_CONTACT: "First contact",
    Trigger.CLOCK: "The interval is up",
    Trigger.NEW_INFORMATION: "New information",
    Trigger.NEW_CALL: "A new call about the same event",
    Trigger.TARGET_PASSED: "The time to be there has passed",
    Trigger.APPOINTMENT_MISSED: "The appointment was missed",
    Trigger.APPOINTMENT_MOVED: "The appointment was moved",
    Trigger.APPOINTMENT_REFUSED: "An appointment was refused",
    Trigger.GRADE_CHANGED: "The grade was changed",
    Trigger.DESK_CHANGED: "It was handed from desk to desk",
    Trigger.UNIT_DIVERTED: "The unit was diverted",
    Trigger.NOT_CONTACTABLE: "The caller cannot be reached",
    Trigger.SHIFT_HANDOVER: "The shift handed over",
    Trigger.CLOSING: "Before closing without deployment",
}
#: The triggers that somebody asking THRIVE again chooses from; the first contact is a call, or finishes what a call left.
ASKED_AGAIN = tuple(one for one in Trigger if one is not Trigger.FIRST_CONTACT)

ASKED_MEANWHILE = REASONS.add(
    "asked-meanwhile",
    "Somebody has finished THRIVE meanwhile. Look at their answers, and say why you ask again.",
    source="Our safeguard: THRIVE of the first contact is asked once",
    confidence=Confidence.ASSUMPTION,
)
NOT_FINISHED = REASONS.add(
    "not-finished",
    "THRIVE is not finished on this incident: finish it before it is asked again.",
    source="Our safeguard: what is asked again has been asked before",
    confidence=Confidence.ASSUMPTION,
)


def find_reasons_against_trigger(trigger: Trigger, *, asked_before: bool) -> Reasons:
    """Why THRIVE is not asked for this reason: the first contact's comes first, and once only."""
    if trigger is Trigger.FIRST_CONTACT:
        return (ASKED_MEANWHILE,) if asked_before else ()
    return () if asked_before else (NOT_FINISHED,)


class ContactMade(StrEnum):
    """Whether the caller was spoken to for this asking."""

    YES = "yes"
    TRIED = "tried"
    NO = "no"

    @property
    def label(self) -> str:
        """In words."""
        return {"yes": "Yes, spoken to", "tried": "Tried, not reached", "no": "No"}[self.value]
