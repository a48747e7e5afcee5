"""The case file of a crime as people see it: tests, requests with answers and items, decisions, the plan for the day."""

import json
from datetime import date, datetime
from typing import Any, TypeVar

from constabulary.policing.case_file.authority import ChargedBy
from constabulary.policing.case_file.code_tests import CodeTestKind
from constabulary.policing.case_file.referrals import Colour
from constabulary.records.queries.together import Asked, Asking, Question
from constabulary.standards.values import value

View = TypeVar("View")


@value
class CodeTestView:
    """A test as applied."""

    id: int
    suspect_id: int
    kind: CodeTestKind
    offences: str
    evidence: str
    evidence_met: bool
    interest: str
    interest_met: bool | None
    lines_remain_because: str
    conditions: dict[str, dict[str, str]]
    full_code_by: date | None
    is_met: bool
    edition: str
    tested_at: datetime
    tested_by: int


@value
class ActionItemView:
    """An item of an action plan."""

    id: int
    request_id: int
    number: int
    words: str
    due_on: date
    answer: str
    answered_at: datetime | None
    answered_by: int | None


@value
class ChargingRequestView:
    """A request with its answer and the items of its action plan."""

    id: int
    suspect_id: int
    state: str
    number: int
    colour: Colour
    sent: str
    reference: str
    edition: str
    sent_at: datetime
    sent_by: int
    prosecutor: str
    answer: str
    answered_at: datetime | None
    answered_by: int | None
    items: tuple[ActionItemView, ...] = ()


@value
class ChargingDecisionView:
    """A decision on a charge."""

    suspect_id: int
    charged_by: ChargedBy
    charge: bool
    offences: str
    words: str
    authority: str
    edition: str
    decided_at: datetime
    decided_by: int


@value
class DayPlanView:
    """The plan for the day the suspect learns that the case goes on without the victim."""

    tell_first: str
    protection: str
    who: str
    if_unsafe: str
    edition: str
    planned_at: datetime
    planned_by: int


def made(view: type[View], row: tuple[Any, ...], **changed: Any) -> View:
    """A view of a row whose columns stand in the order of its fields; `changed` are those that are more than the column."""
    names: tuple[str, ...] = tuple(view.__dataclass_fields__)  # type: ignore[attr-defined]
    return view(**{**dict(zip(names, row, strict=False)), **changed})


@Question
def tests_of_crime(crime: int) -> Asking[list[CodeTestView]]:
    """The tests applied, the latest first."""
    found = yield Asked(
        "SELECT id, suspect_id, kind, offences, evidence, evidence_met, interest, interest_met, lines_remain_because, "
        "conditions::text, full_code_by, is_met, edition, tested_at, tested_by_id FROM code_test WHERE crime_id = %s "
        "ORDER BY id DESC",
        [crime],
    )
    return [made(CodeTestView, row, kind=CodeTestKind(row[2]), conditions=json.loads(row[9])) for row in found]


@Question
def requests_of_crime(crime: int) -> Asking[list[ChargingRequestView]]:
    """The requests to the prosecutor with their answers, the latest first."""
    items: dict[int, list[ActionItemView]] = {}
    given, found = yield (
        Asked(
            "SELECT id, request_id, number, words, due_on, answer, answered_at, answered_by_id FROM action_plan_item "
            "WHERE crime_id = %s ORDER BY due_on, id",
            [crime],
        ),
        Asked(
            "SELECT id, suspect_id, state, number, colour, sent, reference, edition, sent_at, sent_by_id, prosecutor, "
            "answer, answered_at, answered_by_id FROM charging_request WHERE crime_id = %s ORDER BY id DESC",
            [crime],
        ),
    )
    for row in given:
        items.setdefault(row[1], []).append(made(ActionItemView, row))
    return [made(ChargingRequestView, row, colour=Colour(row[4]), items=tuple(items.get(row[0], ()))) for row in found]


@Question
def decisions_of_crime(crime: int) -> Asking[list[ChargingDecisionView]]:
    """The decisions on charges, the latest first."""
    found = yield Asked(
        "SELECT suspect_id, charged_by, charge, offences, words, authority, edition, decided_at, decided_by_id "
        "FROM charging_decision WHERE crime_id = %s ORDER BY id DESC",
        [crime],
    )
    return [made(ChargingDecisionView, row, charged_by=ChargedBy(row[1])) for row in found]


@Question
def day_plan_of_crime(crime: int) -> Asking[DayPlanView | None]:
    """The plan for the day, if there is one and whoever asks may see it."""
    found = yield Asked(
        "SELECT tell_first, protection, who, if_unsafe, edition, planned_at, planned_by_id FROM suspect_learns_plan "
        "WHERE crime_id = %s ORDER BY id DESC LIMIT 1",
        [crime],
    )
    return made(DayPlanView, found[0]) if found else None
