"""The pages by which records are restricted, and teams let see them."""

from datetime import UTC, datetime

import pytest

from constabulary.access.roles import Role
from constabulary.records.models import Restriction, RestrictionGrant, Team
from tests.factories.browsers import signed_in, words_of
from tests.factories.incidents import quarrel
from tests.factories.protection import add_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def address() -> str:
    at = datetime.now(UTC)
    add_team("POLIT north", at)
    add_team("Fraud desk", at)
    return f"/journeys/{quarrel(at).journey.reference}/restrict"


def post(address: str, teams: str):
    return signed_in(Role.DETECTIVE).post(
        address, {"kind": "police_officer_involved", "reason": "His brother is one.", "teams": teams}
    )


def test_teams_are_named_one_on_a_line_however_they_are_written(address):
    answer = post(address, " polit NORTH\n\nFraud desk\npolit north\n")
    assert answer.status_code == 302
    with_access = {one.team_id for one in RestrictionGrant.objects.filter(restriction=Restriction.objects.get())}
    assert with_access - {None} == set(
        Team.objects.filter(name__in=["POLIT north", "Fraud desk"]).values_list("id", flat=True)
    )


def test_no_team_need_be_named(address):
    assert post(address, "").status_code == 302
    assert [one.team_id for one in RestrictionGrant.objects.filter(restriction=Restriction.objects.get())] == [None]


def test_a_name_that_no_team_has_is_refused_beside_it_with_those_that_may_be_meant(address):
    answer = post(address, "POLIT nort\nFraud desk\nxyzzy")
    assert answer.status_code == 422
    assert "There is no team called POLIT nort. Did you mean POLIT north?" in words_of(answer)
    assert "There is no team called xyzzy." in words_of(answer)
    assert "POLIT nort\nFraud desk\nxyzzy" in answer.content.decode().replace("\r\n", "\n")
    assert not Restriction.objects.exists()


def test_the_page_tells_which_teams_there_are(address):
    assert "Fraud desk" in words_of(signed_in(Role.DETECTIVE).get(address))
