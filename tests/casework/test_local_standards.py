"""The force's own standards: who sets them, what is journalled, and that they count in the next act."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.contact import take_call
from constabulary.casework.incidents.dispatch import deploy_unit
from constabulary.casework.local_standards import set_local_standards
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Duty, Force, JournalEntry
from constabulary.records.queries.force import standards_overlay
from constabulary.standards.reading import StandardsError
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.standards.rulebook import on
from tests.factories.calls import shoplifting

pytestmark = pytest.mark.django_db
LOCAL = """
[[standard]]
key = "recording.deadline"
[[standard.edition]]
valid_from = 2026-01-01
edition = "Force order 7"
source = "Force order 7 of 2026"
value = { hours = 12 }
"""


def test_an_administrator_sets_them_and_the_next_call_follows_them(officer, at):
    overlay = set_local_standards(text=LOCAL, by=officer(Role.ADMINISTRATOR), at=at)
    assert set(overlay) == {"recording.deadline"}
    assert standards_overlay() == LOCAL
    call = shoplifting(at)
    taken = take_call(call=call, by=officer(Role.CONTACT_HANDLER), at=at)
    due = Duty.objects.get(kind=DutyKind.DECIDE_RECORDING.value, incident_id=taken.incident_id)
    assert due.due_at == call.answered_at + timedelta(hours=12)
    assert due.edition == "Force order 7"


def test_a_clock_that_starts_with_dispatch_starts_when_a_unit_is_sent(officer, at):
    grades = on(at.date())[RESPONSE_GRADES].value
    rows = ", ".join(
        f"{{ code = '{one.code}', label = '{one.label}', rank = {one.rank}, urban_minutes = 15, rural_minutes = 15, "
        f"clock_start = 'dispatched', rethrive_minutes = 15, alert_minutes = 5, deployed = true }}"
        for one in grades.grades
    )
    local = LOCAL.replace("recording.deadline", "response.grades").replace("{ hours = 12 }", f"[{rows}]")
    set_local_standards(text=local, by=officer(Role.ADMINISTRATOR), at=at)
    taken = take_call(call=shoplifting(at, grade="G3"), by=officer(Role.CONTACT_HANDLER), at=at)
    sent = at + timedelta(minutes=9)
    deploy_unit(incident=taken.incident_id, unit="K11", by=officer(Role.DISPATCHER), at=sent)
    due = Duty.objects.get(kind=DutyKind.ATTEND.value, incident_id=taken.incident_id, state="open")
    assert due.due_at == sent + timedelta(minutes=15)


def test_setting_them_is_journalled_with_old_and_new(officer, at):
    set_local_standards(text=LOCAL, by=officer(Role.ADMINISTRATOR), at=at)
    entry = JournalEntry.objects.filter(kind=EntryKind.LOCAL_STANDARDS_SET.value).latest("id")
    assert entry.editions == ["Force order 7"]
    assert entry.subject_row == Force.objects.get().id


def test_an_empty_text_takes_them_back(officer, at):
    by = officer(Role.ADMINISTRATOR)
    set_local_standards(text=LOCAL, by=by, at=at)
    assert set_local_standards(text="", by=by, at=at) == {}
    assert standards_overlay() == ""


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_may(officer, at, role):
    with pytest.raises(NotPermitted, match="set the force's own standards"):
        set_local_standards(text=LOCAL, by=officer(role), at=at)


def test_what_cannot_be_read_changes_nothing(officer, at):
    by = officer(Role.ADMINISTRATOR)
    set_local_standards(text=LOCAL, by=by, at=at)
    with pytest.raises(StandardsError, match="hours may not be negative"):
        set_local_standards(text=LOCAL.replace("12", "-12"), by=by, at=at)
    assert standards_overlay() == LOCAL
