"""What was restricted or sealed in the old system is so from the first moment: nobody without access ever reads it."""

import pytest
from django.db import connection

from constabulary.access.roles import Role
from constabulary.policing.takeover import reasons as why
from constabulary.records.marking import wrong_markings
from constabulary.records.models import (
    Crime,
    JournalPayload,
    Person,
    Place,
    Seal,
    TakeoverReject,
    TakeoverRow,
)
from constabulary.records.queries.officers import officer_by_number, say_who_asks
from tests.casework.takeover.conftest import became
from tests.conftest import asking
from tests.factories.protection import LINE, POSTCODE, TELEPHONE, leaks_in

pytestmark = pytest.mark.django_db
SECRET = "Kestrel Holloway secret account"
RESTRICTED = {"restricted_as": "online_child_abuse", "restricted_to": "O1; team:Old CID"}


@pytest.fixture
def protected(tables):
    """The small folder, with one crime and one person restricted and one person sealed."""
    tables["crimes"][2] |= {"summary": SECRET, **RESTRICTED}
    tables["incidents"][0] |= {"summary": SECRET, **RESTRICTED}
    tables["people"] += [
        {"reference": "P8", "given": "Kestrel", "family": "Holloway", "born_on": "2001-01-01", **RESTRICTED},
        {"reference": "P9", "given": "Nell", "family": "Garth", "telephone": TELEPHONE, "address_line": LINE,
         "address_postcode": POSTCODE, "sealed_because": "She fled from him.", "sealed_against": "P2"},
    ]  # fmt: skip
    return tables


def everything_read() -> str:
    """All that whoever asks now can read, in every table, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        read = []
        for (table,) in cursor.fetchall():
            if table.startswith(("journal_payload",)):
                continue
            cursor.execute("SELECT has_table_privilege(current_user, %s, 'SELECT')", [f"public.{table}"])
            if cursor.fetchone()[0]:
                cursor.execute(f"SELECT t::text FROM public.{table} t")
                read += [row[0] for row in cursor.fetchall()]
    return "\n".join(read)


def test_nothing_restricted_or_sealed_is_read_by_anybody_without_access(load, protected, system):
    load(protected)
    for role in Role:
        asking(role)
        read = everything_read()
        assert SECRET not in read, role
        assert "Kestrel" not in read, role
        assert "Marigold Wharf" not in read, role
    say_who_asks(system)
    assert SECRET in everything_read()
    assert wrong_markings() == []


def test_the_journal_of_a_restricted_record_is_marked_as_it_is_written(load, protected, system):
    load(protected)
    asking(Role.AUDITOR)
    contents = b"".join(bytes(one) for one in JournalPayload.objects.values_list("content", flat=True))
    assert b"Kestrel" not in contents
    say_who_asks(system)
    contents = b"".join(bytes(one) for one in JournalPayload.objects.values_list("content", flat=True))
    assert contents.count(b"Kestrel Holloway secret") >= 2


def test_those_named_see_it(load, protected, system):
    load(protected)
    crime, person = became("crimes", "C3").record_row, became("people", "P8").record_row
    say_who_asks(officer_by_number("OLD1"))
    assert Crime.objects.filter(pk=crime).exists()
    assert Person.objects.get(pk=person).given == "Kestrel"
    assert TakeoverRow.objects.filter(old_reference="C3").exists()
    asking(Role.INVESTIGATOR)
    assert not TakeoverRow.objects.filter(old_reference__in=["C3", "P8", "I1"]).exists()
    assert TakeoverRow.objects.filter(old_reference="C1").exists()


def test_a_sealed_address_and_number_lie_under_the_seal_against_the_other(load, protected, system):
    load(protected)
    seal = Seal.objects.get()
    assert seal.person_id == became("people", "P9").record_row
    assert seal.against_id == became("people", "P2").record_row
    with connection.cursor() as cursor:
        cursor.execute("SELECT rows_under_seal(%s)", [seal.id])
        assert cursor.fetchone()[0] == 2
    asking(Role.CONTACT_HANDLER)
    assert not Place.objects.filter(line=LINE).exists()
    assert leaks_in(everything_read()) == []


def test_a_sealed_or_restricted_person_is_never_combined_by_the_machine(load, protected):
    twin = {**protected["people"][-1], "reference": "P10", "sealed_because": "", "sealed_against": ""}
    protected["people"].append({**twin, "born_on": "1990-05-05"})
    protected["people"][-2]["born_on"] = "1990-05-05"
    assert load(protected)["people"].merged == 0


def test_what_names_nobody_who_may_see_it_is_refused_and_kept_for_the_system_alone(load, tables, system):
    tables["crimes"][2] |= {"summary": SECRET, "restricted_as": "covert"}
    tables["crimes"][3] |= {"restricted_to": "O1"}
    tables["crimes"][4] |= {"restricted_as": "covert", "restricted_to": "team:Nobody There"}
    assert load(tables)["crimes"].rejected == 3
    found = dict(TakeoverReject.objects.filter(staged_table="crimes").values_list("old_reference", "reasons"))
    assert found["C3"] == [why.NOBODY_MAY_SEE.code]
    assert found["C4"] == [why.NO_REASON_TO_RESTRICT.code]
    assert found["C5"] == [why.NOT_THERE.code]
    for role in Role:
        asking(role)
        assert not TakeoverReject.objects.exists(), role


def test_a_restricted_crime_restricts_the_journey_of_its_incident(load, tables):
    tables["crimes"][0] |= {"summary": SECRET, **RESTRICTED}
    load(tables)
    asking(Role.INVESTIGATOR)
    assert SECRET not in everything_read()
    assert wrong_markings() == []
