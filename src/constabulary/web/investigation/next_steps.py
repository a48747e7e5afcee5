"""The next best steps on a crime for whoever reads it: what their role can do that the crime waits for."""

from typing import Any

from django.urls import reverse

from constabulary.access.officers import Officer, may
from constabulary.access.permissions import Permission
from constabulary.casework.investigation.reading import OpenedInvestigation
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.lifecycles import AT_WORK
from constabulary.standards.values import value
from constabulary.web.investigation.views import may_review, may_work
from constabulary.web.pages import address_of_crime

REVIEWS = frozenset({DutyKind.REVIEW_INVESTIGATION, DutyKind.INSPECT_INVESTIGATION})
TO_THE_VICTIM = frozenset({DutyKind.CONTACT_VICTIM_FIRST, DutyKind.UPDATE_VICTIM, DutyKind.TELL_VICTIM_OF_CHANGE})

#: What is due on the case file.
CASE_FILE = frozenset(
    {
        DutyKind.PLAN_SUSPECT_LEARNS, DutyKind.APPLY_FULL_CODE, DutyKind.HEAR_FROM_PROSECUTOR,
        DutyKind.ANSWER_ACTION_ITEM, DutyKind.SEND_REQUEST_AGAIN, DutyKind.CHARGE_SUSPECT,
    }
)  # fmt: skip


@value
class Step:
    """A step: its words and the address of the page on which it is done."""

    words: str
    address: str


def find_next_steps(officer: Officer, opened: OpenedInvestigation) -> tuple[Step, ...]:
    """The steps, the one that others wait for first: of whoever supervises, what only they can do before what its officer does."""
    works, reviews = _steps_of_investigator(officer, opened), _steps_of_supervisor(officer, opened)
    of_officer = opened.work.officer == officer.id
    return (
        *_steps_of_allocation(officer, opened),
        *(works + reviews if of_officer else reviews + works),
        *_steps_of_outcome(officer, opened),
    )


def _step(words: str, name: str, opened: OpenedInvestigation, **named: Any) -> Step:
    reference = opened.crime.reference
    address = reverse(name, kwargs={"reference": reference, **named}) if named else address_of_crime(name, reference)
    return Step(words=words, address=address)


def _steps_of_allocation(officer: Officer, opened: OpenedInvestigation) -> list[Step]:
    if opened.crime.state == "unallocated" and may(officer, Permission.ALLOCATE):
        return [_step("Allocate", "allocate", opened), _step("Investigate or file", "screen_crime", opened)]
    return []


def _steps_of_investigator(officer: Officer, opened: OpenedInvestigation) -> list[Step]:
    if opened.crime.state not in AT_WORK or not may_work(officer, opened):
        return []
    due = {one.kind for one in opened.duties}
    steps = []
    if opened.plan is None and opened.crime.state != "outcome_proposed":
        steps.append(_step("Set the plan", "set_plan", opened))
    elif opened.plan is not None and opened.plan.is_returned:
        steps.append(_step("Mend the plan", "set_plan", opened))
    if due & TO_THE_VICTIM and may(officer, Permission.UPDATE_VICTIM):
        steps.append(_step("Update the victim", "update_victim", opened))
    if DutyKind.AGREE_CONTACT in due and may(officer, Permission.UPDATE_VICTIM):
        steps.append(_step("Agree contact with the victim", "agree_contact", opened))
    waiting = [one for review in opened.reviews for one in review.directions if one.answered_at is None]
    if waiting:
        first = min(waiting, key=lambda one: one.due_at)
        steps.append(_step("Answer the direction", "answer_direction", opened, direction=first.id))
    return steps


def _steps_of_supervisor(officer: Officer, opened: OpenedInvestigation) -> list[Step]:
    if opened.crime.state not in AT_WORK or not may_review(officer, opened):
        return []
    steps = []
    plan = opened.plan
    if plan is not None and plan.approved_at is None and not plan.is_returned and plan.set_by != officer.id:
        steps.append(_step("Approve or return the plan", "approve_plan", opened))
    if REVIEWS & {one.kind for one in opened.duties}:
        steps.append(_step("Review the investigation", "review_investigation", opened))
    return steps


def _steps_of_outcome(officer: Officer, opened: OpenedInvestigation) -> list[Step]:
    proposes = may(officer, Permission.PROPOSE_OUTCOME) and may_work(officer, opened)
    if opened.crime.state in AT_WORK and CASE_FILE & {one.kind for one in opened.duties} and may_work(officer, opened):
        return [_step("Work the case file", "crime_case_file", opened)]
    if opened.crime.state == "investigating" and proposes:
        return [_step("Propose an outcome", "crime_outcome", opened)]
    if opened.crime.state == "outcome_proposed" and may(officer, Permission.DECIDE_OUTCOME):
        return [_step("Decide the outcome", "crime_outcome", opened)]
    return []
