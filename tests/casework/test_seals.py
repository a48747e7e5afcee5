"""Sealed addresses and contact details: hidden in every row and in every word, from all without need."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection, end_connection, record_connection
from constabulary.casework.contact import take_call
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.casework.seal_making import seal_details
from constabulary.casework.seals import end_need, grant_need, lift_seal
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import (
    Connection,
    Contact,
    ContactPoint,
    Incident,
    JournalPayload,
    PersonAddress,
    Place,
    Seal,
    SealGrant,
)
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.calls import shoplifting
from tests.factories.officers import number_of
from tests.factories.protection import (
    EMAIL,
    HOME,
    LINE,
    POSTCODE,
    TELEPHONE,
    Protected,
    call_with_canaries,
    leaks_in,
    protected_victim,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(db, at) -> Protected:
    return protected_victim(at)


def everything() -> str:
    """Every word that the database gives of the journey and the person."""
    found = [
        *Contact.objects.values_list("account", "telephone"),
        *Incident.objects.values_list("summary", "closing_rationale"),
        *ContactPoint.objects.values_list("value", "normalised"),
        *Place.objects.values_list("line", "postcode"),
        *((bytes(one).decode(),) for one in JournalPayload.objects.values_list("content", flat=True)),
    ]
    return "\n".join(" ".join(row) for row in found)


def test_whoever_has_no_need_reads_the_words_without_the_sealed_values(held):
    asking(Role.INVESTIGATOR)
    assert leaks_in(everything()) == []
    assert "Former partner outside. She moved to [sealed], [sealed] and is on [sealed] or [sealed]." in everything()


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (f"She is at {LINE}, Tolling.", "She is at [sealed]."),
        (f"She is at {LINE} in Tolling", "She is at [sealed]"),
        (f"Tolling, {LINE}", "[sealed]"),
        (f"{LINE}, Tolling, {POSTCODE}", "[sealed], [sealed]"),
        ("Seen at the station in Tolling", "Seen at the station in Tolling"),
    ],
    ids=["behind it", "in it", "before it", "between it and the postcode", "somewhere else in the town"],
)
def test_the_town_beside_a_sealed_address_is_taken_out_with_it(at, said, read):
    held = protected_victim(at, call=call_with_canaries(at, summary=said))
    asking(Role.INVESTIGATOR)
    assert Incident.objects.get(pk=held.taken.incident_id).summary == read


def test_whoever_sealed_it_needs_it_and_reads_it_all(held):
    asking(Role.VULNERABILITY_DESK)
    assert "17 Marigold Wharf, ZZ97QX" in Incident.objects.get(pk=held.taken.incident_id).summary
    assert len(leaks_in(everything())) == 4


def test_nobody_asking_is_somebody_without_need(held):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('constabulary.officer', '', false)")
    assert leaks_in(everything()) == []


def test_a_need_opens_it_until_it_ends(held, at):
    asking(Role.SUPERVISOR)
    grant_need(
        seal=held.seal, officer=number_of(Role.INVESTIGATOR), reason="Takes her statement at home.",
        until=at + timedelta(days=5), by=asking(Role.SUPERVISOR), at=at,
    )  # fmt: skip
    asking(Role.INVESTIGATOR)
    assert PersonAddress.objects.get(person=held.victim).place.line == LINE
    end_need(grant=SealGrant.objects.latest("id").pk, reason="Done.", by=asking(Role.SUPERVISOR), at=at)
    asking(Role.INVESTIGATOR)
    assert leaks_in(everything()) == []


def test_a_need_that_ran_out_opens_nothing(held, at):
    grant_need(
        seal=held.seal, officer=number_of(Role.INVESTIGATOR), reason="A visit.", until=at - timedelta(days=1),
        by=asking(Role.SUPERVISOR), at=at - timedelta(days=2),
    )  # fmt: skip
    asking(Role.INVESTIGATOR)
    assert leaks_in(everything()) == []


@pytest.mark.parametrize(
    ("until", "reason", "field"),
    [
        (None, "A visit.", "until"),
        (timedelta(days=-1), "A visit.", "until"),
        (timedelta(days=400), "A visit.", "until"),
        (timedelta(days=1), " ", "reason"),
    ],
    ids=["without an end", "that ended before it began", "for more than half a year", "without a reason"],
)
def test_a_need_is_refused(held, at, until, reason, field):
    with pytest.raises(NotAllowed) as refused:
        grant_need(
            seal=held.seal, officer=number_of(Role.INVESTIGATOR), reason=reason,
            until=at + until if until else None, by=asking(Role.SUPERVISOR), at=at,
        )  # fmt: skip
    assert [one.field for one in refused.value.reasons] == [field]


def test_nobody_grants_themselves_and_only_those_who_keep_seals_grant(held, at):
    until = at + timedelta(days=1)
    with pytest.raises(NotPermitted, match="Somebody else"):
        grant_need(
            seal=held.seal, officer=number_of(Role.SUPERVISOR), reason="I ask.", until=until,
            by=asking(Role.SUPERVISOR), at=at,
        )  # fmt: skip
    with pytest.raises(NotPermitted):
        grant_need(
            seal=held.seal, officer=number_of(Role.DETECTIVE), reason="I ask.", until=until,
            by=asking(Role.INVESTIGATOR), at=at,
        )  # fmt: skip


def test_whoever_is_connected_with_the_suspect_is_refused_and_loses_what_they_had(held, at):
    grant_need(
        seal=held.seal, officer=number_of(Role.INVESTIGATOR), reason="Takes her statement.",
        until=at + timedelta(days=5), by=asking(Role.SUPERVISOR), at=at,
    )  # fmt: skip
    cousin = asking(Role.INVESTIGATOR)
    assert len(leaks_in(everything())) == 4
    declare_connection(person=held.suspect.reference, nature="His cousin.", by=cousin, at=at)
    assert leaks_in(everything()) == []
    assert SealGrant.objects.get(officer_id=cousin.id).ended_at == at
    with pytest.raises(NotAllowed) as refused:
        grant_need(
            seal=held.seal, officer=cousin.collar_number, reason="Again.", until=at + timedelta(days=1),
            by=asking(Role.SUPERVISOR), at=at,
        )  # fmt: skip
    assert [one.code for one in refused.value.reasons] == ["seal.is-connected"]


def test_the_database_holds_a_connection_even_against_a_grant(held, at):
    """A grant that went in by another path opens nothing for the suspect's cousin."""
    cousin = asking(Role.DETECTIVE)
    record_connection(
        officer=cousin.collar_number, person=held.suspect.reference, nature="His cousin, as her sister says.",
        by=asking(Role.INSPECTOR), at=at,
    )  # fmt: skip
    with writing(by=asking(Role.SUPERVISOR), at=at) as w:
        w.entry(EntryKind.SEAL_GRANTED, subject=w.lock(Seal, held.seal))
        w.insert(
            SealGrant(
                seal_id=held.seal, officer_id=cousin.id, reason="Past the check.", granted_at=at,
                granted_by_id=w.by.id, until=at + timedelta(days=900),
            )
        )  # fmt: skip
    asking(Role.DETECTIVE)
    assert leaks_in(everything()) == []
    end_connection(
        connection=Connection.objects.get(officer_id=cousin.id).pk, reason="Another man of that name.",
        by=asking(Role.INSPECTOR), at=at,
    )  # fmt: skip
    asking(Role.DETECTIVE)
    assert len(leaks_in(everything())) == 4


def test_nobody_ends_a_connection_of_their_own(held, at):
    inspector = asking(Role.INSPECTOR)
    declare_connection(person=held.suspect.reference, nature="Neighbour.", by=inspector, at=at)
    with pytest.raises(NotPermitted):
        end_connection(connection=Connection.objects.get().pk, reason="Moved.", by=inspector, at=at)


def test_whoever_is_connected_cannot_seal_against_the_person_either(held, at):
    cousin = asking(Role.INVESTIGATOR)
    declare_connection(person=held.suspect.reference, nature="His cousin.", by=cousin, at=at)
    with pytest.raises(NotAllowed):
        seal_details(
            person=held.suspect.id, against=held.suspect.reference, reason="x", by=cousin, at=at, contact_points=(1,)
        )


def test_a_new_row_of_a_sealed_address_or_number_seals_itself(held, at):
    call = shoplifting(
        at,
        caller=PersonDetails(given="Neve", family="Other", telephone="+44 (0)7700 900987", address=HOME),
        place=PlaceDetails(line="17, marigold wharf", locality="TOLLING"),
    )
    taken = take_call(call=call, by=asking(Role.CONTACT_HANDLER), at=at)
    asking(Role.INVESTIGATOR)
    assert Incident.objects.get(pk=taken.incident_id).place_id is not None
    assert not Place.objects.filter(pk=Incident.objects.get(pk=taken.incident_id).place_id).exists()
    assert leaks_in(everything()) == []


def test_a_lifted_seal_shows_everything_again(held, at):
    with pytest.raises(NotPermitted):
        lift_seal(seal=held.seal, reason="He died.", by=asking(Role.INSPECTOR), at=at)
    lift_seal(seal=held.seal, reason="He died.", by=asking(Role.VULNERABILITY_DESK), at=at)
    asking(Role.INVESTIGATOR)
    assert len(leaks_in(everything())) == 4
    assert not PersonAddress.objects.filter(seal__isnull=False).exists()


@pytest.mark.parametrize(
    "written",
    [
        LINE, LINE.upper(), "17  Marigold   Wharf", "17,Marigold Wharf", "17 marigold-wharf", "17 Marigold", "Marigold Wharf",
        "17\nMarigold\nWharf", POSTCODE, "zz97qx", "ZZ9-7QX", "zz9\u00a07qx", TELEPHONE, "07700900987", "+447700900987",
        "0044 7700 900 987", "+44 (0) 7700 900987", "(07700) 900-987", "07700.900.987", "44 7700 900987",
        "7700900987", "0 7 7 0 0 9 0 0 9 8 7", EMAIL, EMAIL.upper(), "kingfisher.ruth @ example.org",
        "kingfisher.ruth(at)example.org",
    ],
)  # fmt: skip
def test_every_way_of_writing_it_is_masked(held, written):
    asking(Role.INVESTIGATOR)
    with connection.cursor() as cursor:
        cursor.execute("SELECT masked(%s, %s)", [f"Before ({written}) after", [held.seal]])
        assert re.fullmatch(r"Before \(+\[sealed\]\) after", cursor.fetchone()[0])


@pytest.mark.parametrize(
    "written",
    [
        "117 Marigold", "ZZ9 7QY", "ZZ9 8QX", "07700 900988", "907700900987", "077009009871", "17 minutes later",
        "Wharf Road", "ruth@example.org", "a marigold",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_left_alone(held, written):
    asking(Role.INVESTIGATOR)
    with connection.cursor() as cursor:
        cursor.execute("SELECT masked(%s, %s)", [f"Before ({written}) after", [held.seal]])
        assert cursor.fetchone()[0] == f"Before ({written}) after"


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ({"a": f"At {LINE}.", "b": {"c": [f"At {LINE}.", 17, None, True, "Nothing"]}},
         {"a": "At [sealed].", "b": {"c": ["At [sealed].", 17, None, True, "Nothing"]}}),
        ({"a": f'She said "{LINE}" and\n{TELEPHONE}\\', "b": f"{LINE}"},
         {"a": 'She said "[sealed]" and\n[sealed]\\', "b": "[sealed]"}),
        ([f"{LINE}", f"{LINE} – café {EMAIL}"], ["[sealed]", "[sealed] – café [sealed]"]),
        (f"{LINE}, Tolling", "[sealed]"),
        ({"a": "17", "b": "Marigold Wharf"}, {"a": "17", "b": "[sealed]"}),
        ({"a": "17", "b": "Marigold", "c": [12]}, {"a": "17", "b": "Marigold", "c": [12]}),
    ],
    ids=["at every depth", "beside marks and breaks", "in a list", "one word", "part in each of two", "across two words only"],
)  # fmt: skip
def test_a_document_keeps_its_shape_and_loses_what_is_sealed(held, kept, read):
    asking(Role.INVESTIGATOR)
    with connection.cursor() as cursor:
        cursor.execute("SELECT masked_document(%s::jsonb, %s)", [json.dumps(kept), [held.seal]])
        assert json.loads(cursor.fetchone()[0]) == read


def test_of_a_document_whose_words_are_taken_for_what_stands_between_two_nothing_is_shown(held):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT document_without(%s::jsonb, %s)", [json.dumps({"a": False, "b": [": false, "]}), ["false"]]
        )
        assert json.loads(cursor.fetchone()[0]) == "[sealed]"


def test_the_application_may_not_ask_what_is_sealed(held):
    asking(Role.INVESTIGATOR)
    with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("SELECT sealed_patterns(%s)", [[held.seal]])


def test_rows_of_several_journeys_in_one_statement_are_each_asked_for(held, at):
    other = take_call(call=shoplifting(at), by=asking(Role.CONTACT_HANDLER), at=at)
    asking(Role.INVESTIGATOR)
    journeys = {
        number: Incident.objects.get(pk=number).journey_id for number in (held.taken.incident_id, other.incident_id)
    }
    one, two = journeys.values()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seals_hidden_in_journey(t.id) FROM unnest(%s::bigint[]) WITH ORDINALITY AS t(id, place) ORDER BY place",
            [[one, two, two, one, None, one]],
        )
        assert [row[0] for row in cursor.fetchall()] == [[held.seal], None, None, [held.seal], None, [held.seal]]


def test_who_asks_may_change_within_one_statement(held):
    journey = Incident.objects.get(pk=held.taken.incident_id).journey_id
    knows, needs_not = asking(Role.VULNERABILITY_DESK).id, asking(Role.INVESTIGATOR).id
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN set_config('constabulary.officer', t.officer::text, false) <> '' "
            "THEN seals_hidden_in_journey(%s) END FROM unnest(%s::bigint[]) AS t(officer)",
            [journey, [knows, needs_not, knows]],
        )
        assert [row[0] for row in cursor.fetchall()] == [None, [held.seal], None]
