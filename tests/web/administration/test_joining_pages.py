"""Pages on which somebody is added or given a password: shown once, kept nowhere, each refusal beside its field."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.records.models import Credential, Draft, JournalPayload, Officer, SignIn, Team
from tests.factories.browsers import signed_in, words_of
from tests.factories.officers import number_of

pytestmark = pytest.mark.django_db
FORM = {
    "collar_number": "7711", "name": "Ann Marlow", "rank": "1", "team": "", "supervisor": "D09", "pip_level": "2",
    "roles": ["detective", "investigator"],
}  # fmt: skip
GIVEN = re.compile(r"<code>([a-z2-9-]{19})</code>")


@pytest.fixture
def administrator() -> Client:
    return signed_in(Role.ADMINISTRATOR)


def test_whoever_is_added_is_shown_with_a_first_password_that_opens(administrator):
    team = Team.objects.get(name="Force headquarters")
    assert "Add an officer or member of staff" in words_of(administrator.get("/roles"))
    answer = administrator.post("/officers/new", {**FORM, "team": team.id})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    (password,) = GIVEN.findall(answer.content.decode())
    assert "First password of Constable Ann Marlow 7711" in words_of(answer)
    entered = Client().post("/sign-in", {"collar_number": "7711", "password": password})
    assert (entered.status_code, entered["Location"]) == (302, "/")
    page = words_of(administrator.get("/officers/7711/roles"))
    assert "Detective" in page
    assert Officer.objects.get(collar_number="7711").team == team
    assert Officer.objects.get(collar_number="7711").pip_level == 2


def test_the_password_is_shown_once_and_kept_nowhere(administrator):
    answer = administrator.post("/officers/new", FORM)
    (password,) = GIVEN.findall(answer.content.decode())
    for address in ("/officers/7711/roles", "/officers/7711/password", "/roles?words=7711", "/officers/new"):
        assert password not in administrator.get(address).content.decode(), address
    kept = b"".join(bytes(one) for one in JournalPayload.objects.values_list("content", flat=True)).decode()
    assert "Ann Marlow" in kept
    assert password not in kept
    assert not Draft.objects.exists()
    assert password not in Credential.objects.get(holder__collar_number="7711").password_hash


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        pytest.param({"collar_number": "d08"}, "collar_number", "Somebody has that number already", id="taken"),
        pytest.param({"collar_number": "7 1"}, "collar_number", "without spaces", id="a space"),
        pytest.param({"name": ""}, "name", "Enter the name.", id="no name"),
        pytest.param({"rank": "9"}, "rank", "Choose one of these.", id="no such rank"),
        pytest.param({"team": "999999989"}, "team", "Choose one of these.", id="no such team"),
        pytest.param({"supervisor": "D08"}, "supervisor", "They do not supervise", id="under a detective"),
        pytest.param({"roles": ["king"]}, "roles", "Choose from these.", id="no such role"),
    ],
)
def test_what_cannot_be_added_is_refused_beside_its_field(administrator, changes, field, said):
    answer = administrator.post("/officers/new", {**FORM, **changes})
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert said in words_of(answer)
    assert not Officer.objects.filter(name="Ann Marlow").exists()


def test_whoever_has_forgotten_theirs_is_given_one_and_is_out_everywhere(administrator):
    investigator = signed_in(Role.INVESTIGATOR)
    number = number_of(Role.INVESTIGATOR)
    assert investigator.get("/").status_code == 200
    page = administrator.get(f"/officers/{number}/roles")
    assert f'href="/officers/{number}/password"' in page.content.decode()
    assert "wherever they are signed in, it ends" in words_of(administrator.get(f"/officers/{number}/password"))
    assert investigator.get("/").status_code == 200, "to look at the page gives nothing"
    answer = administrator.post(f"/officers/{number}/password", {"reason": "They have forgotten theirs"})
    assert answer["Cache-Control"] == "no-store"
    (password,) = GIVEN.findall(answer.content.decode())
    assert investigator.get("/")["Location"] == "/sign-in?next=%2F"
    assert Client().post("/sign-in", {"collar_number": number, "password": password}).status_code == 302


@pytest.mark.parametrize("reason", [{}, {"reason": ""}, {"reason": "I would like to"}])
def test_without_a_reason_nobody_is_given_one(administrator, reason):
    before = Credential.objects.get(holder__collar_number="D07").password_hash
    answer = administrator.post("/officers/D07/password", {**reason, "x": "1"})
    assert answer.status_code == 422
    assert 'href="#id_reason"' in answer.content.decode()
    assert Credential.objects.get(holder__collar_number="D07").password_hash == before


def test_nobody_gives_themselves_one_and_who_is_not_there_gets_none(administrator):
    number = number_of(Role.ADMINISTRATOR)
    answer = administrator.post(f"/officers/{number}/password", {"reason": "They have forgotten theirs"})
    assert answer.status_code == 422
    assert "Nobody gives themselves a first password." in words_of(answer)
    assert administrator.get("/").status_code == 200
    for nobody in ("SYSTEM", "nobody"):
        assert administrator.get(f"/officers/{nobody}/password").status_code == 404
        assert administrator.post(f"/officers/{nobody}/password", {"reason": "They have none yet"}).status_code == 404
    assert SignIn.objects.filter(ended_at=None).exists()


def test_a_team_and_a_supervisor_are_shown_and_changed_together(administrator):
    team = Team.objects.get(name="Force headquarters")
    page = administrator.get("/officers/D07/roles")
    assert "supervised by nobody" in words_of(page)
    sent = administrator.post("/officers/D07/team", {"team": team.id, "supervisor": "d09"})
    assert sent["Location"] == "/officers/D07/roles?done=roles-changed"
    page = administrator.get("/officers/D07/roles")
    assert "Force headquarters, supervised by Sergeant Supervisor D09" in words_of(page)
    assert 'value="D09"' in page.content.decode()
    administrator.post("/officers/D07/team", {"team": "", "supervisor": ""})
    assert "No team, supervised by nobody" in words_of(administrator.get("/officers/D07/roles"))


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"supervisor": "D07"}, "supervisor", "Nobody supervises themselves."),
        ({"supervisor": "nobody"}, "supervisor", "Nobody here has that number."),
        ({"team": "999999989"}, "team", "Choose one of these."),
    ],
)
def test_where_nobody_can_be_moved_to_is_said_beside_the_field(administrator, sent, field, said):
    answer = administrator.post("/officers/D07/team", {"team": "", "supervisor": "", **sent})
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert said in words_of(answer)


def test_a_team_is_added_and_offered(administrator):
    assert 'href="/teams/new"' in administrator.get("/roles").content.decode()
    sent = administrator.post("/teams/new", {"name": "Weald investigations", "kind": "investigation", "district": ""})
    assert sent["Location"] == "/teams/new?done=team-added"
    assert "Weald investigations" in words_of(administrator.get("/teams/new"))
    assert "Weald investigations" in words_of(administrator.get("/officers/new"))
    again = administrator.post("/teams/new", {"name": "Weald investigations", "kind": "investigation", "district": ""})
    assert again.status_code == 422
    assert "There is a team of that name already." in words_of(again)
    assert administrator.post("/teams/new", {"name": "Other", "kind": "band"}).status_code == 422


@pytest.mark.parametrize(
    ("what", "role", "said"),
    [
        ("give", "auditor", "Nobody gives a role to themselves. Ask another administrator."),
        ("end", "administrator", "Nobody else is an administrator. Make somebody else one first."),
    ],
)
def test_ones_own_roles_are_refused_beside_the_role(administrator, what, role, said):
    number = number_of(Role.ADMINISTRATOR)
    assert "another administrator does" in words_of(administrator.get(f"/officers/{number}/roles"))
    assert "another administrator does" not in words_of(administrator.get("/officers/D07/roles"))
    answer = administrator.post(f"/officers/{number}/roles", {"what": what, "role": role, "reason": "I need it."})
    assert answer.status_code == 422
    assert 'href="#id_role"' in answer.content.decode()
    assert said in words_of(answer)
    assert administrator.get("/roles").status_code == 200


def test_when_a_first_password_lapses_is_said_where_it_is_given_and_on_the_page_of_whose_it_is(administrator):
    answer = administrator.post("/officers/new", FORM)
    assert "It lapses on " in words_of(answer)
    (password,) = GIVEN.findall(answer.content.decode())
    page = words_of(administrator.get("/officers/7711/roles"))
    assert "have not changed it yet. It lapses on " in page
    Credential.objects.filter(holder__collar_number="7711").update(given_at=timezone.now() - timedelta(days=8))
    assert "give them a new one." in words_of(administrator.get("/officers/7711/roles"))
    refused = Client().post("/sign-in", {"collar_number": "7711", "password": password})
    assert refused.status_code == 422
    assert "The password you were given has lapsed" in words_of(refused)
    assert "lapse" not in words_of(administrator.get("/officers/D07/roles"))
