"""The kinds of line in an incident log, and which of them call for THRIVE again."""

import re
from collections.abc import Mapping
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.incidents.triggers import Trigger
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("incident-log")
NSIR = "National Standard for Incident Recording 2011"


class LogKind(StrEnum):
    """What a line of the log is about."""

    NOTE = "note"
    NEW_INFORMATION = "new_information"
    NEW_CALL = "new_call"
    CONTACT = "contact"
    NOT_CONTACTABLE = "not_contactable"
    ADVICE = "advice"
    HISTORY_CHECK = "history_check"
    TOLD_NOT_RECORDED = "told_not_recorded"
    APPOINTMENT = "appointment"
    UNIT = "unit"
    DUPLICATE = "duplicate"
    CORRECTION = "correction"
    SHIFT_HANDOVER = "shift_handover"
    SUPERVISOR = "supervisor"
    CLOSING = "closing"

    @property
    def label(self) -> str:
        """What people call it."""
        return LOG_CARDS[self].title

    @property
    def trigger(self) -> Trigger | None:
        """The reason to ask THRIVE again that such a line is."""
        return LOG_CARDS[self].trigger


@value
class LogCard:
    """A kind of line: its title, whether someone chooses it when writing, and the trigger it is."""

    title: str
    chosen: bool = False
    trigger: Trigger | None = None


LOG_CARDS: Mapping[LogKind, LogCard] = {
    LogKind.NOTE: LogCard(title="Note", chosen=True),
    LogKind.NEW_INFORMATION: LogCard(
        title="New information that bears on the risk", chosen=True, trigger=Trigger.NEW_INFORMATION
    ),
    LogKind.NEW_CALL: LogCard(title="Another call about this event", chosen=True, trigger=Trigger.NEW_CALL),
    LogKind.CONTACT: LogCard(title="Spoke to the caller", chosen=True),
    LogKind.NOT_CONTACTABLE: LogCard(title="Could not reach the caller", chosen=True, trigger=Trigger.NOT_CONTACTABLE),
    LogKind.ADVICE: LogCard(title="Advice given", chosen=True),
    LogKind.HISTORY_CHECK: LogCard(title="History checked", chosen=True),
    LogKind.TOLD_NOT_RECORDED: LogCard(
        title="Told that no crime is recorded and how to challenge that, or why they cannot be", chosen=True
    ),
    LogKind.SHIFT_HANDOVER: LogCard(title="Handed to the next shift", chosen=True, trigger=Trigger.SHIFT_HANDOVER),
    LogKind.APPOINTMENT: LogCard(title="Appointment"),
    LogKind.UNIT: LogCard(title="Unit"),
    LogKind.DUPLICATE: LogCard(title="From a duplicate"),
    LogKind.CORRECTION: LogCard(title="Correction"),
    LogKind.SUPERVISOR: LogCard(title="Supervisor"),
    LogKind.CLOSING: LogCard(title="Closing"),
}
CHOSEN_KINDS = tuple(kind for kind, card in LOG_CARDS.items() if card.chosen)

ADVICE: Mapping[str, str] = {
    "safety": "What to do to stay safe until we come",
    "scene": "Keep the scene as it is: do not touch, wash or tidy",
    "evidence": "Keep messages, footage, clothing",
    "prevention": "Crime prevention advice",
    "call_again": "When to ring 999 again",
}


def _reason(code: str, sentence: str, *, field: str, source: str = NSIR) -> Reason:
    return REASONS.add(code, sentence, source=source, confidence=Confidence.ASSUMPTION, field=field)


WORDS_MISSING = _reason("words-missing", "Write what there is to say.", field="words")
ADVICE_MISSING = _reason(
    "advice-missing",
    "Choose which advice was given.",
    field="advice",
    source="Our default: inspectors found advice that was given and not written down",
)
UNIT_MISSING = _reason("unit-missing", "Say which unit, by its call sign.", field="unit")
NOT_A_CALL_SIGN = _reason(
    "not-a-call-sign",
    "That is no call sign. Give letters and digits, at least one digit, 2 to 10 characters: KD21.",
    field="unit",
    source="Our default: any other words would stand for a unit that nobody can call",
)
UNIT_ALREADY_SENT = _reason("unit-already-sent", "That unit is on this incident already.", field="unit")
UNIT_COMMITTED = _reason(
    "unit-committed",
    "That unit is committed to another incident. Choose a free one, or say why it is taken from there.",
    field="taken_because",
    source="Our safeguard: nobody who was promised a unit loses it without a reason in the log",
)
UNIT_COMMITTED_UNSEEN = _reason(
    "unit-committed-unseen",
    "That unit is committed (restricted). Choose another; the control-room supervisor knows who can release it.",
    field="unit",
    source="Our safeguard: a restricted incident keeps its units, and gives nothing away by them",
)
RESULT_MISSING = _reason(
    "result-missing",
    "Say what the unit leaves behind: what was found and what was done. The caller's next call is read by it.",
    field="words",
    source="Our default: an incident is closed by what the unit found",
)
REASON_MISSING = _reason("reason-missing", "Say why.", field="reason")
LINK_MISSING = _reason("link-missing", "There is no such incident that you can see.", field="linked")
LINK_TO_ITSELF = _reason("link-to-itself", "An incident is not linked to itself.", field="linked")
ADDRESS_STAYS = _reason(
    "address-stays",
    "An address is known. Enter the street or the named place as well, or say that the address is wrong and no other is known.",
    field="place_line",
    source="Our safeguard: a town in place of an address would send nobody",
)
PERSON_MISSING = _reason("person-missing", "Say who: a name, or a person already known.", field="given")
ROLE_MISSING = _reason("role-missing", "Say what they are to the incident.", field="role")
MARKER_STAYS = _reason(
    "marker-stays",
    "Only a supervisor may take away a marker of domestic abuse, stalking or hate, and with a reason.",
    field="reason",
    source="Our safeguard",
)


LEARNING_STAYS = _reason(
    "learning-stays",
    "Only a supervisor takes it back that nobody else there may know of the call.",
    field="others_may_learn",
    source="Our safeguard",
)
NO_CALL = _reason(
    "no-call", "No call is on record here. Write in the log who may know of the report.", field="others_may_learn",
    source="Our safeguard",
)  # fmt: skip
NO_WAY_IN = _reason(
    "no-way-in", "No call is on record here, so there is none to say of how it came in.", field="channel",
    source="Our safeguard",
)  # fmt: skip


CALL_SIGN = re.compile(r"(?=.*[0-9])[A-Z0-9]{2,10}")


def read_call_sign(typed: str) -> str:
    """A call sign as it is kept: upper case, without the spaces somebody puts between letters and digits."""
    return "".join(typed.split()).upper()


def find_reasons_against_unit(called: str) -> Reasons:
    """Why this is no call sign: nothing given, or something that no unit answers to."""
    if not called:
        return (UNIT_MISSING,)
    return () if CALL_SIGN.fullmatch(called) else (NOT_A_CALL_SIGN,)


def find_reasons_against_line(kind: LogKind, *, words: str, advice: tuple[str, ...]) -> Reasons:
    """Why a line cannot be written as it is: nothing said, or advice without saying which."""
    if kind is LogKind.ADVICE and not set(advice) & set(ADVICE):
        return (ADVICE_MISSING,)
    if kind not in {LogKind.ADVICE, LogKind.HISTORY_CHECK} and not words.strip():
        return (WORDS_MISSING,)
    return ()
