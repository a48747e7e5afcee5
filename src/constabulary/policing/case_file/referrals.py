"""The request to the prosecutor: its colour, what was sent, the answer, and the items of an action plan."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("charging_request")
DG6 = "Director's Guidance on Charging, sixth edition"
OURS = "Our safeguard"


class Colour(StrEnum):
    """How soon the request is to be answered, as it is sent."""

    RED = "red"
    GREEN_PRIORITY = "green_priority"
    GREEN = "green"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"red": "Red", "green_priority": "Green, priority", "green": "Green"}[self.value]


class ProsecutorSaid(StrEnum):
    """The prosecutor's answer; the state of a request that has it."""

    CHARGE = "charge"
    NO_FURTHER_ACTION = "no_further_action"
    ACTION_PLAN = "action_plan"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"charge": "Charge", "no_further_action": "No further action", "action_plan": "An action plan"}[
            self.value
        ]


@value
class RequestDetails:
    """A request as sent: its colour, what was sent, and the number it has with the prosecutor, where one is known."""

    colour: Colour
    sent: str
    reference: str = ""


@value
class ItemGiven:
    """One item of an action plan: what is asked for, and by which day."""

    words: str
    due_on: date


@value
class ProsecutorAnswer:
    """The prosecutor's answer: what was decided, by whom, why, and what an action plan asks for."""

    said: ProsecutorSaid
    prosecutor: str
    words: str
    items: tuple[ItemGiven, ...] = ()


def _reason(code: str, sentence: str, field: str = "", *, source: str = OURS) -> Reason:
    confidence = Confidence.ASSUMPTION if source == OURS else Confidence.READ
    return REASONS.add(code, sentence, source=source, confidence=confidence, field=field)


TEST_FIRST = _reason("test-first", "Apply the full code test or the threshold test first; it must be met.", source=DG6)
SENT_MISSING = _reason("sent-missing", "Write what is sent: statements, exhibits, schedules, recordings.", "sent")
WAITS = _reason("waits", "A request about this suspect waits for the prosecutor's answer already.")
ITEMS_OPEN = _reason("items-open", "Answer every item of the action plan before the request is sent again.")
ANSWERED = _reason("answered", "This request has been answered already.")
PROSECUTOR_MISSING = _reason("prosecutor-missing", "Write which prosecutor answered.", "prosecutor")
ANSWER_WORDS = _reason("answer-words", "Write the prosecutor's reasons.", "words")
ITEMS_MISSING = _reason("items-missing", "Write at least one item of the action plan, with its day.", "item")
ITEM_PAST = _reason("item-past", "The day of an item has passed. Enter the day that the prosecutor gave.", "item_due")
NO_ITEMS = _reason("no-items", "Items belong to an action plan only.", "said")
ITEM_ANSWER = _reason("item-answer", "Say what was done.", "answer")
ITEM_ANSWERED = _reason("item-answered", "This item has been answered already.")


def find_reasons_against_request(
    details: RequestDetails, *, test_met: bool, waits: bool, open_items: int, charge_decided: bool, decided: Reason
) -> Reasons:
    """Why a request cannot be sent like this, apart from what the file lacks."""
    against: list[tuple[bool, Reason]] = [
        (charge_decided, decided),
        (waits, WAITS),
        (open_items > 0, ITEMS_OPEN),
        (not test_met, TEST_FIRST),
        (not details.sent.strip(), SENT_MISSING),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_answer(answer: ProsecutorAnswer, *, is_answered: bool, today: date) -> Reasons:
    """What the record of the prosecutor's answer lacks."""
    plan = answer.said is ProsecutorSaid.ACTION_PLAN
    against: list[tuple[bool, Reason]] = [
        (is_answered, ANSWERED),
        (not answer.prosecutor.strip(), PROSECUTOR_MISSING),
        (not plan and not answer.words.strip(), ANSWER_WORDS),
        (plan and not _said(answer.items), ITEMS_MISSING),
        (plan and any(one.due_on < today for one in answer.items), ITEM_PAST),
        (not plan and bool(answer.items), NO_ITEMS),
    ]
    return tuple(reason for applies, reason in against if applies)


def _said(items: Iterable[ItemGiven]) -> bool:
    return any(one.words.strip() for one in items)


def find_reasons_against_item_answer(answer: str, *, is_answered: bool) -> Reasons:
    """Why an item cannot be answered like this."""
    against = [(is_answered, ITEM_ANSWERED), (not answer.strip(), ITEM_ANSWER)]
    return tuple(reason for applies, reason in against if applies)
