"""Both systems compared, differences accepted by name, rows looked at by eye; the old system left when all balances."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.takeover.comparing import compare_systems
from constabulary.casework.takeover.files import CannotRead
from constabulary.casework.takeover.leaving import (
    accept_differences,
    cut_over,
    decide_likeness,
    draw_rows,
    look_at_row,
)
from constabulary.casework.takeover.repairing import write_rejects
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.takeover import reasons as why
from constabulary.policing.takeover.comparing import Nature
from constabulary.records.models import (
    Crime,
    Duty,
    JournalEntry,
    Officer,
    Person,
    Takeover,
    TakeoverAcceptance,
    TakeoverDifference,
    TakeoverLikeness,
    TakeoverSample,
)
from constabulary.records.queries.officers import say_who_asks
from constabulary.records.writing import writing
from tests.casework.takeover.conftest import became, crime_of
from tests.conftest import asking
from tests.factories.staging import write_folder

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def told(tables, at) -> dict[str, list[dict[str, object]]]:
    """What the old system tells of the small folder: every reference, and its crimes by figures."""
    references = [
        {"table": table, "reference": row["reference"], **_fields(table, row)} for table, rows in tables.items() for row in rows
    ]  # fmt: skip
    figures = [
        {"measure": "records", "key_1": "crimes", "key_2": "allocated", "count": 1},
        {"measure": "records", "key_1": "crimes", "key_2": "cancelled", "count": 1},
        {"measure": "tasks", "key_1": "update_victim", "key_2": "O1", "count": 1},
        {"measure": "warnings", "key_1": "officer_safety", "count": 1},
    ]
    figures += [
        {"measure": "records", "key_1": table, "key_2": status, "count": count}
        for table, status, count in (
            ("crimes", "finalised", 1), ("crimes", "unallocated", 1), ("crimes", "investigating", 1), ("officers", "", 2),
            ("people", "", len(tables["people"])), ("incidents", "open", 1), ("incidents", "closed", 1),
            ("suspects", "wanted_circulated", 1), ("suspects", "bailed_pre_charge", 1), ("bail", "", 1), ("orders", "", 1),
            ("warnings", "", 1),
        )
    ]  # fmt: skip
    figures += [
        {"measure": "tasks", "key_1": kind, "key_2": "O1", "count": 1} for kind in ("follow_line", "decide_bail")
    ]
    return {"control_references": references, "control_figures": figures}


def _fields(table, row) -> dict[str, object]:
    names = {
        "officers": {"code": "rank", "words": "name"},
        "people": {"moment": "born_on"},
        "incidents": {"status": "status", "moment": "reported_at", "code": "category"},
        "crimes": {"status": "status", "moment": "recorded_at", "owner": "officer", "result": "outcome"},
        "suspects": {"status": "status", "moment": "since", "of": "crime"},
        "bail": {"moment": "ends_at", "of": "suspect"},
        "warnings": {"code": "kind", "moment": "review_on", "of": "person"},
        "tasks": {"code": "kind", "moment": "due_at", "owner": "officer", "of": "crime"},
        "orders": {},
    }[table]
    made = {field: row.get(column, "") for field, column in names.items()}
    if table == "people":
        made["words"] = f"{row['given']} {row['family']}"
    if table == "crimes":
        made["result"] = row.get("outcome") or row.get("cancellation", "")
        made["code"] = CODE[0]
    if table == "suspects":
        made["moment"] = row["since"]
    return made


CODE: list[str] = []


@pytest.fixture
def compare(load, tables, tmp_path, system, at):
    """Loads the small folder and compares it with what its old system tells, changed by the test."""
    load(tables)
    CODE[:] = [crime_of("C1").offence_code]

    def compared(change=lambda said: None, at=at):
        said = told(tables, at)
        change(said)
        folder = write_folder(tmp_path / "told", said)
        say_who_asks(system)
        return compare_systems(folder=folder, name="Oldsys", by=system, at=at)

    return compared


def held_only(result):
    return [(one.nature, one.table, one.reference) for one in result.differences]


def test_what_waits_for_a_place_is_the_only_difference_of_a_folder_in_order(compare):
    assert held_only(compare()) == [(Nature.HELD, "orders", "X1")]


def test_each_difference_is_listed_down_to_the_reference_and_the_field(compare, at):
    def change(said):
        rows = {(one["table"], one["reference"]): one for one in said["control_references"]}
        rows["crimes", "C3"]["status"] = "allocated"
        rows["tasks", "T1"]["moment"] = (at + HOUR).isoformat()
        rows["people", "P1"]["words"] = "Ruth Marlowe"
        rows["suspects", "S1"]["of"] = "C2"
        said["control_references"].append({"table": "crimes", "reference": "C99"})
        said["control_references"].remove(rows["warnings", "W1"])
        said["control_figures"][0]["count"] = 7

    found = {(one.nature, one.table, one.reference, one.field) for one in compare(change).differences}
    assert found == {
        (Nature.HELD, "orders", "X1", ""), (Nature.DIFFERS, "crimes", "C3", "status"),
        (Nature.DIFFERS, "tasks", "T1", "moment"), (Nature.DIFFERS, "people", "P1", "words"),
        (Nature.DIFFERS, "suspects", "S1", "of"), (Nature.MISSING, "crimes", "C99", ""),
        (Nature.COUNT, "records", "warnings", ""), (Nature.COUNT, "records", "crimes / allocated", ""),
    }  # fmt: skip
    assert TakeoverDifference.objects.count() == len(found)


def test_a_reference_told_twice_and_one_that_only_the_product_has_are_differences(compare):
    def change(said):
        rows = said["control_references"]
        rows.append(dict(rows[0]))
        del rows[3]

    found = held_only(compare(change))
    assert (Nature.COUNT, "officers", "O1") in found
    assert (Nature.EXTRA, "people", "P2") in found


def test_what_goes_on_in_the_product_shows_as_a_difference(compare):
    compare()
    duty = Duty.objects.get(pk=became("tasks", "T1").record_row)
    by = asking(Role.INVESTIGATOR)
    with writing(by=by, at=duty.due_at, purpose="A test") as w:
        row = w.lock(Duty, duty.id)
        w.entry(EntryKind.VICTIM_UPDATED, subject=w.lock(Crime, row.crime_id))
        w.update(row, owner_id=Officer.objects.get(collar_number="OLD2").id)
    assert (Nature.DIFFERS, "tasks", "T1") in held_only(compare())


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"control_references": [{"table": "cars", "reference": "1"}]}, id="no such table"),
        pytest.param({"control_references": [{"table": "crimes", "reference": ""}]}, id="no reference"),
        pytest.param({"control_figures": [{"measure": "cars", "key_1": "x", "count": "1"}]}, id="no such measure"),
        pytest.param({"control_figures": [{"measure": "tasks", "key_1": "x", "count": "-1"}]}, id="no count"),
    ],
)
def test_what_is_told_otherwise_than_the_layout_says_is_refused(compare, broken):
    with pytest.raises(CannotRead):
        compare(lambda said: said.update(broken))


def test_nothing_is_compared_with_a_system_nothing_came_from(system, tmp_path, at):
    with pytest.raises(CannotRead):
        compare_systems(folder=tmp_path, name="Nobody", by=system, at=at)


def codes(refusal) -> set[str]:
    return {reason.code for reason in refusal.value.reasons}


def test_the_old_system_is_not_left_until_everything_balances_or_is_accepted_by_a_chief_officer(compare, at):
    result = compare()
    takeover = Takeover.objects.get()
    chief = asking(Role.CHIEF_OFFICER)
    with pytest.raises(NotAllowed) as refusal:
        cut_over(takeover=takeover.id, words="Ready.", by=chief, at=at)
    assert codes(refusal) == {why.DOES_NOT_BALANCE.code}
    prints = tuple(one.fingerprint for one in result.differences)
    with pytest.raises(NotPermitted):
        accept_differences(takeover=takeover.id, fingerprints=prints, words="x", by=asking(Role.SUPERVISOR), at=at)
    with pytest.raises(NotAllowed) as refusal:
        accept_differences(
            takeover=takeover.id, fingerprints=("0" * 64,), words=" ", by=asking(Role.CHIEF_OFFICER), at=at
        )
    assert codes(refusal) == {why.WORDS_MISSING.code, why.NO_SUCH_DIFFERENCE.code}
    accept_differences(takeover=takeover.id, fingerprints=prints, words="Orders follow.", by=chief, at=at)
    with pytest.raises(NotAllowed) as refusal:
        accept_differences(takeover=takeover.id, fingerprints=prints, words="Again.", by=chief, at=at)
    assert codes(refusal) == {why.ACCEPTED_ALREADY.code}
    with pytest.raises(NotPermitted):
        cut_over(takeover=takeover.id, words="Ready.", by=asking(Role.ADMINISTRATOR), at=at)
    with pytest.raises(NotAllowed) as refusal:
        cut_over(takeover=takeover.id, words=" ", by=asking(Role.CHIEF_OFFICER), at=at)
    assert codes(refusal) == {why.WORDS_MISSING.code}
    cut_over(takeover=takeover.id, words="Both balance.", by=chief, at=at + HOUR)
    takeover.refresh_from_db()
    assert (takeover.cut_over_words, takeover.cut_over_by_id) == ("Both balance.", chief.id)
    assert JournalEntry.objects.filter(kind="cut_over", subject_row=takeover.id).exists()
    acceptance = TakeoverAcceptance.objects.get()
    assert (acceptance.words, acceptance.accepted_by_id) == ("Orders follow.", chief.id)
    with pytest.raises(NotAllowed) as refusal:
        cut_over(takeover=takeover.id, words="Again.", by=chief, at=at + HOUR)
    assert codes(refusal) == {why.CUT_OVER_ALREADY.code}


def test_after_the_old_system_is_left_nothing_more_comes_from_it(compare, load, tables, at):
    takeover = leave(compare, at)
    with pytest.raises(NotAllowed):
        load(tables)
    with pytest.raises(NotAllowed):
        draw_rows(takeover=takeover, by=asking(Role.CHIEF_OFFICER), at=at)


def leave(compare, at) -> int:
    result = compare()
    takeover = Takeover.objects.get().id
    chief = asking(Role.CHIEF_OFFICER)
    prints = tuple(one.fingerprint for one in result.differences)
    accept_differences(takeover=takeover, fingerprints=prints, words="Orders follow.", by=chief, at=at)
    cut_over(takeover=takeover, words="Both balance.", by=chief, at=at)
    return takeover


def test_a_difference_with_another_value_is_another_difference(compare, at):
    def change(said):
        said["control_figures"][0]["count"] = 7

    prints = tuple(one.fingerprint for one in compare(change).differences)
    takeover = Takeover.objects.get().id
    accept_differences(takeover=takeover, fingerprints=prints, words="Known.", by=asking(Role.CHIEF_OFFICER), at=at)

    def again(said):
        said["control_figures"][0]["count"] = 8

    compare(again, at=at + HOUR)
    with pytest.raises(NotAllowed) as refusal:
        cut_over(takeover=takeover, words="Ready.", by=asking(Role.CHIEF_OFFICER), at=at + HOUR)
    assert codes(refusal) == {why.DOES_NOT_BALANCE.code}


@pytest.mark.parametrize(
    ("hours", "reason"),
    [pytest.param(0, None, id="fresh"), pytest.param(5, why.COMPARED_LONG_AGO, id="of this morning")],
)
def test_a_comparison_holds_for_some_hours_only(compare, at, hours, reason):
    result = compare()
    takeover = Takeover.objects.get().id
    chief = asking(Role.CHIEF_OFFICER)
    prints = tuple(one.fingerprint for one in result.differences)
    accept_differences(takeover=takeover, fingerprints=prints, words="Known.", by=chief, at=at)
    if reason is None:
        cut_over(takeover=takeover, words="Ready.", by=chief, at=at + hours * HOUR)
        return
    with pytest.raises(NotAllowed) as refusal:
        cut_over(takeover=takeover, words="Ready.", by=chief, at=at + hours * HOUR)
    assert codes(refusal) == {reason.code}


def test_rows_that_came_after_the_comparison_ask_for_another(compare, load, tables, at):
    compare()
    tables["people"].append({"reference": "P7", "given": "Late", "family": "Comer"})
    load(tables, at=at + HOUR)
    with pytest.raises(NotAllowed) as refusal:
        cut_over(takeover=Takeover.objects.get().id, words="Ready.", by=asking(Role.CHIEF_OFFICER), at=at + HOUR)
    assert why.NOTHING_COMPARED.code in codes(refusal)


def test_rows_are_drawn_once_and_looked_at_by_eye_until_they_say_the_same(compare, at):
    result = compare()
    takeover = Takeover.objects.get().id
    lead = asking(Role.INSPECTION_LEAD)
    drawn = draw_rows(takeover=takeover, by=lead, at=at)
    assert drawn == TakeoverSample.objects.count() > 9
    assert draw_rows(takeover=takeover, by=lead, at=at) == 0
    first, *others = TakeoverSample.objects.order_by("id")
    with pytest.raises(NotAllowed) as refusal:
        look_at_row(sample=first.id, is_same=None, words="", by=lead, at=at)
    assert codes(refusal) == {why.ANSWER_MISSING.code}
    with pytest.raises(NotAllowed) as refusal:
        look_at_row(sample=first.id, is_same=False, words=" ", by=lead, at=at)
    assert codes(refusal) == {why.SAY_WHAT_DIFFERS.code}
    look_at_row(sample=first.id, is_same=False, words="Another rank.", by=lead, at=at)
    for one in others:
        look_at_row(sample=one.id, is_same=True, words="", by=lead, at=at)
    chief = asking(Role.CHIEF_OFFICER)
    prints = tuple(one.fingerprint for one in result.differences)
    accept_differences(takeover=takeover, fingerprints=prints, words="Known.", by=chief, at=at)
    with pytest.raises(NotAllowed) as refusal:
        cut_over(takeover=takeover, words="Ready.", by=chief, at=at)
    assert codes(refusal) == {why.SAMPLE_OPEN.code}
    look_at_row(sample=first.id, is_same=True, words="Put right.", by=lead, at=at)
    with pytest.raises(NotAllowed):
        look_at_row(sample=first.id, is_same=True, words="", by=lead, at=at)
    cut_over(takeover=takeover, words="Ready.", by=chief, at=at)
    with pytest.raises(NotPermitted):
        draw_rows(takeover=takeover, by=asking(Role.INVESTIGATOR), at=at)
    for role in (Role.INVESTIGATOR, Role.AUDITOR):
        with pytest.raises(NotPermitted):
            look_at_row(sample=first.id, is_same=True, words="", by=asking(role), at=at)


@pytest.fixture
def pair(load, tables):
    """Two people who are perhaps one."""
    tables["people"].append({**tables["people"][0], "reference": "P4", "telephone": "", "address_line": "9 Far Road"})
    load(tables)
    return TakeoverLikeness.objects.get()


def test_somebody_decides_whether_two_are_one_and_they_are_combined(pair, at):
    by = asking(Role.INVESTIGATOR)
    with pytest.raises(NotAllowed) as refusal:
        decide_likeness(likeness=pair.id, is_same=None, words=" ", by=by, at=at)
    assert codes(refusal) == {why.ANSWER_MISSING.code, why.WORDS_MISSING.code}
    with pytest.raises(NotAllowed):
        decide_likeness(likeness=1, is_same=True, words="x", by=by, at=at)
    with pytest.raises(NotAllowed) as refusal:
        decide_likeness(likeness=pair.id, is_same=True, words="Yes", by=by, at=at)
    assert {reason.field for reason in refusal.value.reasons} == {"words"}
    assert Person.objects.get(pk=pair.person_id).merged_into_id is None
    decide_likeness(likeness=pair.id, is_same=True, words="She gave both addresses herself.", by=by, at=at)
    assert Person.objects.get(pk=pair.person_id).merged_into_id == pair.other_id
    with pytest.raises(NotAllowed) as refusal:
        decide_likeness(likeness=pair.id, is_same=False, words="x", by=by, at=at)
    assert codes(refusal) == {why.ANSWERED_ALREADY.code}
    with pytest.raises(NotPermitted):
        decide_likeness(likeness=pair.id, is_same=True, words="x", by=asking(Role.ADMINISTRATOR), at=at)


def test_two_people_who_are_not_one_stay_two(pair, at):
    decide_likeness(likeness=pair.id, is_same=False, words="A twin.", by=asking(Role.INVESTIGATOR), at=at)
    assert Person.objects.get(pk=pair.person_id).merged_into_id is None


def test_what_was_refused_is_given_back_by_the_system_only_and_loads_once_repaired(load, tables, tmp_path, system, at):
    tables["crimes"][0]["officer"] = ""
    load(tables)
    with pytest.raises(NotPermitted):
        write_rejects(folder=tmp_path / "back", name="Oldsys", by=asking(Role.ADMINISTRATOR), at=at)
    say_who_asks(system)
    counts = write_rejects(folder=tmp_path / "back", name="Oldsys", by=system, at=at)
    assert counts == {"crimes": 1, "suspects": 1, "tasks": 1}
    text = (tmp_path / "back" / "crimes.csv").read_text()
    assert "A window forced at night." in text
    tables["crimes"][0]["officer"] = "O1"
    load(tables)
    assert write_rejects(folder=tmp_path / "none", name="Oldsys", by=system, at=at) == {}
