"""Exhibits and statements on screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.records.models import Exhibit, Statement
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def crime():
    return planned(timezone.now() - timedelta(days=3))


def at_page(crime, rest="exhibits"):
    return f"/crimes/{crime.reference}/{rest}"


def exhibit(**changes):
    return {
        "reference": "AB/1", "description": "A hammer.", "form": "physical", "system": "", "locator": "",
        "seal_number": "S100", "seized_where": "The drive", "seized_from": "", "seized_at": "yesterday 10:00",
        "officer": "", **changes,
    }  # fmt: skip


def hand_over(**changes):
    return {
        "from_whom": "D07", "to_whom": "The store", "moved_at": "yesterday 12:00", "where": "The store", "why": "To be kept.",
        "seal_number": "S100", "gap_because": "", **changes,
    }  # fmt: skip


def statement(crime, **changes):
    return {
        "reference": "MG11/1", "person": str(crime.victim_id), "maker": "", "taken_at": "yesterday 15:00", "officer": "",
        "held_where": "The digital store, 7731", "summary": "She saw him do it.", "personal_statement": "offered",
        **changes,
    }  # fmt: skip


def check_refused(found, *fields):
    assert found.status_code == 422
    for field in fields:
        assert f'href="#id_{field}"' in found.content.decode(), field


def test_an_exhibit_is_added_handed_over_with_its_gap_shown_and_returned(crime):
    detective = signed_in(Role.DETECTIVE)
    assert detective.post(at_page(crime, "exhibits/new"), exhibit()).status_code == 302
    row = Exhibit.objects.get()
    to = at_page(crime, f"exhibits/{row.pk}/hand-over")
    assert f'href="{to}"' in detective.get(at_page(crime)).content.decode()
    assert 'value="S100"' in detective.get(to).content.decode()
    check_refused(detective.post(to, hand_over(from_whom="D99")), "gap_because")
    assert detective.post(to, hand_over(from_whom="D99", gap_because="Left on the desk.")).status_code == 302
    page = words_of(detective.get(at_page(crime)))
    assert "Gap in the chain" in page
    assert "Left on the desk." in page
    end = at_page(crime, f"exhibits/{row.pk}/end")
    assert end not in detective.get(at_page(crime)).content.decode()
    lead = signed_in(Role.SUPERVISOR)
    assert f'href="{end}"' in lead.get(at_page(crime)).content.decode()
    given = {"end": "disposed", "to_whom": "The store", "authority": "The court's order.", "kept_how": ""}
    check_refused(lead.post(end, given), "end")
    check_refused(lead.post(end, {**given, "end": "returned"}), "kept_how")
    assert lead.post(end, {**given, "end": "returned", "kept_how": "Photographs."}).status_code == 302
    assert "Returned to whoever may have it" in words_of(lead.get(at_page(crime)))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"reference": ""}, "reference", id="no reference"),
        pytest.param({"form": "digital"}, "system", id="digital without its system"),
        pytest.param({"seized_at": "soon"}, "seized_at", id="no moment"),
        pytest.param({"officer": "ZZ999"}, "officer", id="an officer who is not there"),
    ],
)
def test_what_an_exhibit_lacks_is_said_beside_its_field_and_nothing_is_lost(crime, changes, field):
    detective = signed_in(Role.DETECTIVE)
    to = at_page(crime, "exhibits/new")
    check_refused(detective.post(to, exhibit(**{"seized_where": "Under the bench", **changes})), field)
    assert not Exhibit.objects.exists()
    assert "Under the bench" in detective.get(to).content.decode()


def test_a_statement_is_added_and_a_victim_is_offered_a_personal_one(crime):
    detective = signed_in(Role.DETECTIVE)
    to = at_page(crime, "statements/new")
    check_refused(detective.post(to, statement(crime, personal_statement="not_offered")), "personal_statement")
    check_refused(detective.post(to, statement(crime, person="else")), "maker")
    assert detective.post(to, statement(crime)).status_code == 302
    assert Statement.objects.get().of_victim
    page = words_of(detective.get(at_page(crime)))
    assert "Ruth Marlow" in page
    assert "Offered, not made yet" in page


def test_an_exhibit_of_another_crime_is_not_found_here(crime):
    other = planned(timezone.now() - timedelta(days=3))
    signed_in(Role.DETECTIVE).post(at_page(other, "exhibits/new"), exhibit())
    number = Exhibit.objects.get().pk
    assert signed_in(Role.DETECTIVE).get(at_page(crime, f"exhibits/{number}/hand-over")).status_code == 404
    assert signed_in(Role.SUPERVISOR).get(at_page(crime, f"exhibits/{number}/end")).status_code == 404


def test_whoever_only_reads_is_offered_nothing(crime):
    page = signed_in(Role.CRIME_REGISTRAR).get(at_page(crime)).content.decode()
    assert "No exhibit is listed." in page
    assert "exhibits/new" not in page
