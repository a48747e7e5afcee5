"""Trust 2 to 4: nothing of a record one may not see, nor that it is there; and a change takes effect at once."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection
from constabulary.casework.officers import end_role, grant_role, move_officer
from constabulary.records.queries.officers import officer_by_number
from tests.conftest import AT, asking
from tests.databases import CLUSTER
from tests.factories.protection import add_team
from tests.trust.leaks import find_canaries, find_differences, some_for
from tests.trust.scene import Scene, restricted_chain, signed_in, whole_chain

#: The vulnerability desk sealed the address and needs it.
WITHOUT_NEED = [role for role in Role if role is not Role.VULNERABILITY_DESK]


@pytest.fixture
def restricted(db) -> Scene:
    return restricted_chain(AT)


@pytest.fixture
def sealed(db) -> Scene:
    return whole_chain(AT)


def test_a_record_of_another_unit_answers_exactly_like_one_that_is_not_there(restricted):
    for role in Role:
        assert find_differences(signed_in(asking(role)), restricted.known, only=some_for(role)) == [], role


@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_a_record_of_another_unit_answers_like_one_that_is_not_there_on_every_page(role, restricted):
    assert find_differences(signed_in(asking(role)), restricted.known) == []


def test_the_unit_itself_opens_its_records(restricted):
    client = signed_in(restricted.unit)
    for name in ("incidents", "crimes", "journeys"):
        assert client.get(f"/{name}/{restricted.known[name]}").status_code == 200


def test_no_page_and_no_error_shows_a_sealed_value_to_anyone_without_need(sealed):
    for role in WITHOUT_NEED:
        assert find_canaries(signed_in(asking(role)), sealed.known, only=some_for(role)) == [], role


@pytest.mark.slow
@pytest.mark.parametrize("role", WITHOUT_NEED)
def test_not_one_page_shows_a_sealed_value_to_anyone_without_need(role, sealed):
    assert find_canaries(signed_in(asking(role)), sealed.known) == []


def test_the_suspects_cousin_sees_no_sealed_value_whatever_was_granted(sealed):
    cousin = asking(Role.VULNERABILITY_DESK)
    declare_connection(person=sealed.held.suspect.reference, nature="His cousin.", by=cousin, at=AT)
    assert find_canaries(signed_in(cousin), sealed.known) == []


def test_whoever_needs_it_sees_it(sealed):
    found = find_canaries(signed_in(asking(Role.VULNERABILITY_DESK)), sealed.known)
    assert any(one.startswith("incident ") for one in found)
    assert any(one.startswith("safe_route ") for one in found)
    assert not any("failed" in one for one in found)


def test_a_role_that_is_ended_closes_its_pages_at_the_next_request(restricted):
    inspector = asking(Role.INSPECTOR)
    client = signed_in(inspector)
    assert client.get("/emergency-openings").status_code == 200
    end_role(holder=inspector.id, role=Role.INSPECTOR, reason="Moved on.", by=asking(Role.ADMINISTRATOR), at=AT)
    assert client.get("/emergency-openings").status_code == 403
    grant_role(holder=inspector.id, role=Role.INSPECTOR, reason="Back.", by=asking(Role.ADMINISTRATOR), at=AT)
    assert client.get("/emergency-openings").status_code == 200


def test_an_officer_who_leaves_the_unit_loses_its_records_at_the_next_request(restricted):
    elsewhere = add_team("Response north", AT)
    member = officer_by_number("D07")
    assert member is not None
    client = signed_in(member)
    address = f"/incidents/{restricted.known['incidents']}"
    assert client.get(address).status_code == 404
    move_officer(
        officer=member.id, team=restricted.unit.team_id or 0, supervisor="", by=asking(Role.ADMINISTRATOR), at=AT
    )
    assert client.get(address).status_code == 200
    move_officer(officer=member.id, team=elsewhere, supervisor="", by=asking(Role.ADMINISTRATOR), at=AT)
    assert client.get(address).status_code == 404


@contextmanager
def as_superuser() -> Iterator[None]:
    """The application connected as the superuser, whom row-level security does not hold."""
    usual = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    found = CLUSTER.parameters("superuser", connection.settings_dict["NAME"])
    connection.close()
    connection.settings_dict.update(USER=found["user"], PASSWORD=found["password"])
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)


@pytest.mark.usefixtures("committing")
def test_the_same_checks_find_leaks_when_the_application_connects_as_superuser():
    """The control: these tests fail when the database holds nothing back."""
    restricted = restricted_chain(AT)
    investigator = asking(Role.INVESTIGATOR)
    client = signed_in(investigator)
    pages = ("incident", "crime", "journey", "incident_log")
    assert find_differences(client, restricted.known, only=pages) == []
    with as_superuser():
        assert len(find_differences(client, restricted.known, only=pages)) >= len(pages)
        assert find_canaries(client, restricted.known, only=pages)
