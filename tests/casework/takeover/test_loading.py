"""Taking over a small folder: what each row becomes, how it is found again, what is refused and repaired."""

from datetime import timedelta

import pytest
from django.db import connection

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.takeover.comparing import compare_systems
from constabulary.casework.takeover.files import CannotRead
from constabulary.casework.takeover.loading import take_over, try_takeover
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.takeover import reasons as why
from constabulary.records.marking import wrong_markings
from constabulary.records.models import (
    Cancellation,
    Crime,
    Duty,
    Incident,
    InvestigationPlan,
    JournalEntry,
    LineOfEnquiry,
    Officer,
    Outcome,
    Person,
    Suspect,
    TakeoverBatch,
    TakeoverReject,
    TakeoverRow,
    Warning,
)
from tests.casework.takeover.conftest import became, crime_of
from tests.conftest import asking
from tests.factories.staging import write_folder

pytestmark = pytest.mark.django_db


def test_every_row_is_accounted_for_and_every_batch_balances(load, tables):
    done = load(tables)
    assert {name: (one.read, one.stored, one.merged, one.held, one.rejected) for name, one in done.items()} == {
        "officers": (2, 2, 0, 0, 0), "people": (2, 2, 0, 0, 0), "incidents": (2, 2, 0, 0, 0), "crimes": (5, 5, 0, 0, 0),
        "suspects": (2, 2, 0, 0, 0), "bail": (1, 1, 0, 0, 0), "orders": (1, 0, 0, 1, 0), "warnings": (1, 1, 0, 0, 0),
        "tasks": (3, 2, 1, 0, 0),
    }  # fmt: skip
    assert all(one.read == one.stored + one.merged + one.held for one in TakeoverBatch.objects.all())
    assert wrong_markings() == []


def test_the_database_keeps_no_batch_that_does_not_balance(load, tables):
    load(tables)
    constraints = {one.name for one in TakeoverBatch._meta.constraints}
    assert "takeover_batch_balances" in constraints
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'takeover_batch_balances'")
        assert "read = " in cursor.fetchone()[0]


def test_each_record_says_in_an_entry_of_its_own_where_it_came_from(load, tables):
    load(tables)
    for table in ("officers", "people", "incidents", "crimes"):
        for row in TakeoverRow.objects.filter(staged_table=table):
            kinds = JournalEntry.objects.filter(subject_row=row.record_row).values_list("kind", flat=True)
            assert "taken_over" in kinds, f"{table} {row.old_reference}"


def test_an_open_crime_is_with_its_officer_and_a_planned_one_is_under_investigation(load, tables, at):
    load(tables)
    moss = Officer.objects.get(collar_number="OLD1")
    first, planned = crime_of("C1"), crime_of("C5")
    assert (first.state, first.officer_id, first.recorded_at) == ("allocated", moss.id, at - timedelta(days=20))
    assert first.incident_id == became("incidents", "I2").record_row
    assert planned.state == "investigating"
    assert InvestigationPlan.objects.get(crime=planned).summary == "Footage, then house to house."
    assert crime_of("C3").state == "unallocated"


def test_an_outcome_and_a_cancellation_are_kept_as_they_were_and_marked_as_the_old_systems(load, tables, at):
    load(tables)
    ended, cancelled = crime_of("C2"), crime_of("C4")
    outcome = Outcome.objects.get(crime=ended)
    assert (ended.state, ended.outcome, ended.finalised_at) == ("finalised", "18", at - timedelta(days=3))
    assert (outcome.state, outcome.edition) == ("approved", "As recorded in Oldsys")
    assert outcome.decided_by.collar_number == "OLD2"
    assert (cancelled.state, cancelled.cancellation_code) == ("cancelled", "C1")
    assert Cancellation.objects.get(crime=cancelled).state == "decided"


def test_an_overdue_task_arrives_overdue_and_its_clock_does_not_begin_anew(load, tables, at):
    load(tables)
    duty = Duty.objects.get(pk=became("tasks", "T1").record_row)
    assert (duty.state, duty.due_at, duty.opened_at) == ("open", at - timedelta(days=1), at - timedelta(days=15))
    assert duty.owner.collar_number == "OLD1"
    line = LineOfEnquiry.objects.get(pk=Duty.objects.get(pk=became("tasks", "T2").record_row).subject_row)
    assert line.action == "Collect the footage of the corner shop."


def test_somebody_wanted_is_outstanding_since_then_and_bail_has_its_clock_once(load, tables, at):
    load(tables)
    wanted = Suspect.objects.get(pk=became("suspects", "S1").record_row)
    bailed = Suspect.objects.get(pk=became("suspects", "S2").record_row)
    assert (wanted.state, wanted.since) == ("wanted_circulated", at - timedelta(days=10))
    look = Duty.objects.get(kind="review_suspect", subject_row=wanted.id)
    assert look.due_at < at
    clock = Duty.objects.get(kind="decide_bail", subject_row=bailed.id)
    assert (clock.due_at, clock.state) == (at + timedelta(days=9), "open")
    assert became("tasks", "T3").record_row == clock.id


def test_a_warning_whose_look_is_overdue_is_overdue(load, tables, at):
    load(tables)
    warning = Warning.objects.get(pk=became("warnings", "W1").record_row)
    assert Duty.objects.get(warning=warning).due_at < at


def test_an_open_incident_lies_at_its_desk(load, tables):
    load(tables)
    incident = Incident.objects.get(pk=became("incidents", "I1").record_row)
    assert (incident.state, incident.desk, incident.grade) == ("open", "imu", "G3")


def test_an_order_is_kept_as_it_came_and_counted(load, tables):
    load(tables)
    held = TakeoverReject.objects.get(staged_table="orders")
    assert (held.fate, held.raw["kind"], held.reasons) == ("held", "non-molestation order", [why.HAS_NO_PLACE.code])
    assert became("orders", "X1").record_row is None


def test_the_same_folder_again_adds_nothing(load, tables):
    load(tables)
    before = (TakeoverBatch.objects.count(), JournalEntry.objects.count(), Crime.objects.count())
    again = load(tables)
    assert all(one.known == one.read for one in again.values())
    assert (TakeoverBatch.objects.count(), JournalEntry.objects.count(), Crime.objects.count()) == before


def test_a_refused_row_is_kept_with_its_reasons_and_stored_once_it_is_repaired(load, tables):
    tables["crimes"][0] |= {"officer": "", "occurred_from": "yesterday"}
    done = load(tables)
    assert (done["crimes"].stored, done["crimes"].rejected) == (4, 1)
    refused = TakeoverReject.objects.get(staged_table="crimes")
    assert (refused.line, refused.old_reference) == (2, "C1")
    assert set(zip(refused.columns, refused.reasons, strict=True)) == {
        ("occurred_from", why.NOT_A_MOMENT.code), ("officer", why.NO_OFFICER.code),
    }  # fmt: skip
    assert refused.raw["occurred_from"] == "yesterday"
    # What leads to it waits for it.
    assert done["suspects"].rejected == done["tasks"].rejected == 1
    assert load(tables)["crimes"].rejected == 1
    assert TakeoverReject.objects.filter(staged_table="crimes").count() == 1
    tables["crimes"][0] |= {"officer": "O1", "occurred_from": tables["crimes"][1]["occurred_from"]}
    repaired = load(tables)
    assert (repaired["crimes"].stored, repaired["crimes"].known, repaired["suspects"].stored) == (1, 4, 1)
    assert crime_of("C1").state == "allocated"


def test_one_reference_twice_is_stored_once_when_it_says_the_same_and_refused_when_not(load, tables):
    tables["people"] += [dict(tables["people"][0]), {**tables["people"][1], "family": "Dacre"}]
    done = load(tables)["people"]
    assert (done.read, done.stored, done.known, done.rejected) == (4, 2, 1, 1)
    assert TakeoverReject.objects.get(staged_table="people").reasons == [why.SAME_REFERENCE.code]


def test_a_row_that_says_otherwise_than_before_is_refused_and_the_record_left_alone(load, tables):
    load(tables)
    tables["crimes"][2]["summary"] = "Another summary."
    assert load(tables)["crimes"].rejected == 1
    assert TakeoverReject.objects.get(staged_table="crimes").reasons == [why.CHANGED_SINCE.code]
    assert crime_of("C3").summary == "A window forced at night."


def test_the_very_same_person_is_taken_as_one_and_somebody_alike_is_not(load, tables):
    same = {**tables["people"][0], "reference": "P3", "given": "RUTH ", "address_line": "", "address_postcode": ""}
    alike = {**tables["people"][0], "reference": "P4", "telephone": "", "address_line": "9 Far Road"}
    tables["people"] += [same, alike]
    done = load(tables)["people"]
    assert (done.stored, done.merged) == (3, 1)
    assert became("people", "P3").record_row == became("people", "P1").record_row
    assert became("people", "P4").record_row != became("people", "P1").record_row
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, other_id FROM takeover_likeness")
        assert (became("people", "P4").record_row, became("people", "P1").record_row) in cursor.fetchall()


def test_a_number_that_belongs_to_somebody_else_is_refused_and_ones_own_is_kept(load, tables):
    own = Officer.objects.get(collar_number="D01")
    tables["officers"] += [
        {"reference": "O3", "collar_number": "D01", "name": own.name, "rank": "inspector"},
        {"reference": "O4", "collar_number": "D02", "name": "Nobody Known", "rank": "inspector"},
    ]  # fmt: skip
    done = load(tables)["officers"]
    assert (done.stored, done.merged, done.rejected) == (2, 1, 1)
    assert became("officers", "O3").record_row == own.id
    assert Officer.objects.get(pk=own.id).rank == own.rank


def test_a_trial_says_the_same_and_leaves_nothing(load, tables, tmp_path, system, at):
    tables["crimes"][0]["officer"] = ""
    folder = write_folder(tmp_path / "trial", tables)
    before = _counts()
    tried = try_takeover(folder=folder, name="Oldsys", by=system, at=at)
    assert _counts() == before
    assert {one.table.name: one.tally for one in tried} == load(tables)
    assert _counts() != before


def _counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        tables = [row[0] for row in cursor.fetchall() if row[0] != "django_migrations"]
        found = {}
        for one in tables:
            cursor.execute(f"SELECT count(*) FROM public.{one}")
            found[one] = cursor.fetchone()[0]
    return found


def test_a_row_that_the_database_refuses_is_refused_alone_and_the_others_are_stored(load, tables, monkeypatch):
    # A closed incident without a category: what the checks of the layout should ever overlook.
    monkeypatch.setattr("constabulary.casework.takeover.journeys.CLOSED_AS", "")
    done = load(tables)["crimes"]
    assert (done.stored, done.rejected) == (1, 4)
    assert TakeoverReject.objects.filter(reasons=[why.DATABASE_REFUSES.code]).count() == 4
    assert crime_of("C1").state == "allocated"


def test_only_whoever_administers_takes_over(load, tables, tmp_path, at):
    folder = write_folder(tmp_path / "refused", tables)
    with pytest.raises(NotPermitted):
        list(take_over(folder=folder, name="Oldsys", by=asking(Role.INVESTIGATOR), at=at))
    with pytest.raises(NotPermitted):
        try_takeover(folder=folder, name="Oldsys", by=asking(Role.INVESTIGATOR), at=at)
    with pytest.raises(NotPermitted, match="every record"):
        list(take_over(folder=folder, name="Oldsys", by=asking(Role.ADMINISTRATOR), at=at))
    with pytest.raises(NotPermitted):
        compare_systems(folder=folder, name="Oldsys", by=asking(Role.ADMINISTRATOR), at=at)
    with pytest.raises(NotAllowed):
        list(take_over(folder=folder, name=" ", by=asking(Role.ADMINISTRATOR), at=at))


@pytest.mark.parametrize(
    ("write", "words"),
    [
        pytest.param(lambda folder: (folder / "cars.csv").write_text("a\n"), "no table cars", id="an unknown table"),
        pytest.param(lambda folder: (folder / "bail.csv").write_text(""), "empty", id="an empty file"),
        pytest.param(lambda folder: (folder / "bail.csv").write_text("reference\n"), "missing", id="no such column"),
        pytest.param(
            lambda folder: (folder / "orders.csv").write_text("reference,kind,colour\n"), "no column colour",
            id="a column that would be lost",
        ),
        pytest.param(
            lambda folder: (folder / "orders.csv").write_text("reference,kind,kind\n"), "twice", id="a column twice"
        ),
        pytest.param(
            lambda folder: (folder / "orders.csv").write_bytes(b"reference,kind\nX1,\xff\xfe\n"), "UTF-8",
            id="another encoding",
        ),
        pytest.param(
            lambda folder: (folder / "orders.csv").write_text('reference,kind\nX1,"open\n'), "line 2",
            id="a quotation mark left open",
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_not_as_the_layout_says_is_refused_whole(write, words, tmp_path, tables, system, at):
    folder = write_folder(tmp_path, tables)
    write(folder)
    with pytest.raises(CannotRead, match=words):
        list(take_over(folder=folder, name="Oldsys", by=system, at=at))


def test_a_line_with_too_many_fields_is_refused_and_kept(load, tables, tmp_path, system, at):
    folder = write_folder(tmp_path / "staged", tables)
    with (folder / "orders.csv").open("a") as file:
        file.write("X2,order,,,,,,one too many\n")
    done = {one.table.name: one.tally for one in take_over(folder=folder, name="Oldsys", by=system, at=at)}
    assert (done["orders"].held, done["orders"].rejected) == (1, 1)
    assert TakeoverReject.objects.get(old_reference="X2").raw["beyond 1"] == "one too many"


def test_people_are_stored_with_their_number_and_home(load, tables):
    load(tables)
    ruth = Person.objects.get(pk=became("people", "P1").record_row)
    assert (ruth.given, ruth.family) == ("Ruth", "Marlow")
    with connection.cursor() as cursor:
        cursor.execute("SELECT normalised FROM contact_point WHERE person_id = %s", [ruth.id])
        assert cursor.fetchone() == ("7700900111",)
