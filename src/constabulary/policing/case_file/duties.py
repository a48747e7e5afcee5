"""What a case file makes due: the plan for the day the suspect learns, the prosecutor's answer, its items, the charge."""

from datetime import date, datetime
from typing import Any

from constabulary.policing.case_file.referrals import Colour
from constabulary.policing.clocks import end_of
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.charging import BEFORE_SUSPECT_LEARNS, CHARGING_CLOCKS, THRESHOLD_TEST
from constabulary.standards.dated import Standard
from constabulary.standards.rulebook import Rulebook


def _due(kind: DutyKind, standard: Standard[Any], due_at: datetime, risk: int) -> DutyDue:
    return DutyDue(
        kind=kind, desk=CATALOGUE[kind].desk, due_at=due_at, rule=standard.key, edition=standard.edition, risk=risk
    )


def plan_suspect_learns_due(rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """It was decided that a case goes on without its victim: plan the day on which the suspect learns of it."""
    standard = rulebook[BEFORE_SUSPECT_LEARNS]
    return _due(DutyKind.PLAN_SUSPECT_LEARNS, standard, at + standard.value.plan_within, risk)


def hear_from_prosecutor_due(colour: Colour, rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """A request was sent: hear its answer, and ask after it."""
    standard = rulebook[CHARGING_CLOCKS]
    return _due(DutyKind.HEAR_FROM_PROSECUTOR, standard, at + standard.value.hear_within[colour.value], risk)


def send_request_again_due(rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """Every item of the action plan is answered: send the request again."""
    standard = rulebook[CHARGING_CLOCKS]
    return _due(DutyKind.SEND_REQUEST_AGAIN, standard, at + standard.value.send_again_within, risk)


def charge_suspect_due(rulebook: Rulebook, *, at: datetime, risk: int) -> DutyDue:
    """A charge was decided: carry it out."""
    standard = rulebook[CHARGING_CLOCKS]
    return _due(DutyKind.CHARGE_SUSPECT, standard, at + standard.value.charge_within, risk)


def apply_full_code_due(due_on: date, rulebook: Rulebook, *, risk: int) -> DutyDue:
    """The threshold test was used: the full code test follows by the day that was said."""
    return _due(DutyKind.APPLY_FULL_CODE, rulebook[THRESHOLD_TEST], end_of(due_on), risk)


def answer_item_due(due_on: date, *, risk: int) -> DutyDue:
    """An item of an action plan is due on the day the prosecutor gave."""
    return DutyDue(
        kind=DutyKind.ANSWER_ACTION_ITEM, desk=Desk.INVESTIGATION, due_at=end_of(due_on), rule="prosecutor",
        edition="Set by the prosecutor", risk=risk,
    )  # fmt: skip
