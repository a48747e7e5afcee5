"""Officers and staff: added, given a password, changing their own; who may, what is kept of it, which sign-ins end."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password

from constabulary.access.officers import NotPermitted
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework import passwords
from constabulary.casework.demo import PASSWORD
from constabulary.casework.officers import (
    Joining,
    SignInRefused,
    add_officer,
    add_team,
    change_password,
    end_role,
    give_password,
    grant_role,
    move_officer,
    sign_in,
    token_hash,
)
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.joining import (
    DOES_NOT_SUPERVISE,
    LAST_ADMINISTRATOR,
    NUMBER_MALFORMED,
    NUMBER_TAKEN,
    OWN_ROLE,
    SUPERVISED_IN_TURN,
    SUPERVISES_SELF,
    SUPERVISOR_UNKNOWN,
    TEAM_THERE,
    UNNAMED,
)
from constabulary.policing.workforce.passwords import CURRENT_WRONG, ONES_OWN, SAME_AS_BEFORE, SAYS_WHOSE, TOO_SHORT
from constabulary.records.models import (
    Credential,
    Crime,
    Duty,
    JournalEntry,
    JournalPayload,
    Officer,
    RoleGrant,
    SignIn,
    Team,
)
from constabulary.records.queries.officers import find_sign_in, officer_by_number, system_officer
from constabulary.records.writing import writing
from tests.conftest import asking, number_of
from tests.factories import protection as factory
from tests.factories.crimes import planned

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
OWN = "harbour kettle violin"


def joining(**changes) -> Joining:
    return Joining(**{
        "collar_number": "7711", "name": "Ann Marlow", "rank": Rank.CONSTABLE, "roles": (Role.DETECTIVE,), **changes,
    })  # fmt: skip


def signed_in(number: str, password: str, at) -> str:
    return sign_in(collar_number=number, password=password, by=system_officer(), at=at)


def kept_of(kind: EntryKind) -> str:
    """Everything that the latest entry of a kind says."""
    entry = JournalEntry.objects.filter(kind=kind).latest("id")
    return bytes(JournalPayload.objects.get(entry=entry.id).content).decode()


@pytest.fixture
def detective(at):
    """Somebody who was added with a first password: (row, the password)."""
    team = Team.objects.get(name="Force headquarters")
    password = add_officer(
        joining=joining(team=team.id, pip_level=2), by=asking(Role.ADMINISTRATOR), at=at - timedelta(hours=1)
    )
    return Officer.objects.get(collar_number="7711"), password


def test_whoever_is_added_has_what_was_said_and_signs_in_with_what_was_given(detective, at):
    row, password = detective
    assert (row.name, row.rank, row.team.name, row.pip_level) == ("Ann Marlow", Rank.CONSTABLE, "Force headquarters", 2)
    found = officer_by_number("7711")
    assert found is not None
    assert found.roles == {Role.DETECTIVE}
    assert row.credential.must_change
    here = find_sign_in(token_hash(signed_in("7711", password, at)))
    assert here is not None
    assert here.must_change


def test_a_first_password_is_of_no_one_and_never_the_same(at):
    given = {
        add_officer(joining=joining(collar_number=f"77{number}"), by=asking(Role.ADMINISTRATOR), at=at)
        for number in range(20, 40)
    }
    assert len(given) == 20
    assert {len(one) for one in given} == {19}
    assert not set("".join(given)) & set("01lioO"), "none that is taken for another"


def test_neither_the_password_nor_its_hash_is_in_the_journal(detective, at):
    row, first = detective
    added, first_hash = kept_of(EntryKind.OFFICER_ADDED), row.credential.password_hash
    second = give_password(holder=row.id, reason="Forgotten.", by=asking(Role.ADMINISTRATOR), at=at)
    given, second_hash = kept_of(EntryKind.PASSWORD_GIVEN), Credential.objects.get(holder=row).password_hash
    token = signed_in("7711", second, at)
    change_password(current=second, new=OWN, token=token, by=asking_for("7711"), at=at)
    changed, third_hash = kept_of(EntryKind.PASSWORD_CHANGED), Credential.objects.get(holder=row).password_hash
    assert "password_hash" in added
    assert "Forgotten." in given
    assert "password_hash" in changed
    for secret in (first, first_hash, second, second_hash, OWN, third_hash):
        assert not [one for one in (added, given, changed) if secret in one]


def asking_for(number: str):
    found = officer_by_number(number)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("changes", "against"),
    [
        pytest.param({"collar_number": " d07 "}, NUMBER_TAKEN, id="a number that somebody has"),
        pytest.param({"collar_number": "SYSTEM"}, NUMBER_TAKEN, id="the number of the system"),
        pytest.param({"collar_number": "7/1"}, NUMBER_MALFORMED, id="a number with a stroke"),
        pytest.param({"name": " "}, UNNAMED, id="no name"),
        pytest.param({"supervisor": "D07"}, DOES_NOT_SUPERVISE, id="under an investigator"),
    ],
)
def test_nobody_is_added_who_cannot_be(at, changes, against):
    before = Officer.objects.count()
    with pytest.raises(NotAllowed) as refusal:
        add_officer(joining=joining(**changes), by=asking(Role.ADMINISTRATOR), at=at)
    assert refusal.value.reasons == (against,)
    assert Officer.objects.count() == before


def test_a_number_stays_taken_after_somebody_has_left(at, detective):
    with writing(by=system_officer(), at=at) as w:
        row = w.lock(Officer, detective[0].id)
        w.entry(EntryKind.OFFICER_MOVED, subject=row)
        w.update(row, is_active=False)
    assert officer_by_number("7711") is None
    with pytest.raises(NotAllowed) as refusal:
        add_officer(joining=joining(), by=asking(Role.ADMINISTRATOR), at=at)
    assert refusal.value.reasons == (NUMBER_TAKEN,)
    with pytest.raises(NotPermitted):
        give_password(holder=detective[0].id, reason="Back?", by=asking(Role.ADMINISTRATOR), at=at)


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.ADMINISTRATOR])
def test_only_an_administrator_adds_people_or_gives_passwords(role, at):
    by = asking(role)
    with pytest.raises(NotPermitted):
        add_officer(joining=joining(), by=by, at=at)
    with pytest.raises(NotPermitted):
        give_password(holder=by.id, reason="", by=by, at=at)
    with pytest.raises(NotPermitted):
        move_officer(officer=by.id, team=None, supervisor="", by=by, at=at)
    with pytest.raises(NotPermitted):
        add_team(name="Weald", kind="unit", district=None, by=by, at=at)


def test_a_new_password_ends_what_was_before_it(at):
    holder = asking(Role.INVESTIGATOR)
    tokens = [signed_in(holder.collar_number, PASSWORD, at) for _ in range(2)]
    others = signed_in("D08", PASSWORD, at)
    given = give_password(holder=holder.id, reason="Forgotten.", by=asking(Role.ADMINISTRATOR), at=at)
    assert [find_sign_in(token_hash(one)) for one in tokens] == [None, None]
    assert find_sign_in(token_hash(others)) is not None
    with pytest.raises(SignInRefused):
        signed_in(holder.collar_number, PASSWORD, at)
    here = find_sign_in(token_hash(signed_in(holder.collar_number, given, at)))
    assert here is not None
    assert here.must_change


def test_a_password_is_worked_on_whether_or_not_the_number_rests_or_it_is_too_long_to_be_one(at, monkeypatch):
    """So the wait tells nobody which numbers exist; and it is worked on no longer than one may be."""
    worked = []
    monkeypatch.setattr(passwords, "check_password", lambda typed, kept: worked.append(typed) or True)
    longest = passwords.most_letters(at)
    for typed in ("x" * (longest + 1), "x" * 5_000):
        with pytest.raises(SignInRefused):
            signed_in("D07", typed, at)
    assert worked == ["x" * longest] * 2
    monkeypatch.setattr(passwords, "check_password", lambda typed, kept: bool(worked.append(typed)))
    for _ in range(9):
        with pytest.raises(SignInRefused):
            signed_in("D07", "wrong", at)
    assert len(worked) == 11


def test_whoever_is_locked_out_signs_in_with_a_new_one_at_once(at):
    for _ in range(8):
        with pytest.raises(SignInRefused):
            signed_in("D07", "wrong", at)
    with pytest.raises(SignInRefused):
        signed_in("D07", PASSWORD, at)
    given = give_password(
        holder=asking(Role.INVESTIGATOR).id, reason="Locked out.", by=asking(Role.ADMINISTRATOR), at=at
    )
    assert signed_in("D07", given, at)


def test_whoever_came_without_a_password_is_given_one(at):
    came = factory.add_officer("P901", Role.INVESTIGATOR, at)
    assert not Credential.objects.filter(holder_id=came.id).exists()
    given = give_password(holder=came.id, reason="None yet.", by=asking(Role.ADMINISTRATOR), at=at)
    assert signed_in("P901", given, at)


def test_nobody_gives_themselves_a_password_and_nobody_gives_the_system_one(at):
    administrator = asking(Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed) as refusal:
        give_password(holder=administrator.id, reason="", by=administrator, at=at)
    assert refusal.value.reasons == (ONES_OWN,)
    with pytest.raises(NotPermitted):
        give_password(holder=system_officer().id, reason="", by=administrator, at=at)
    assert not Credential.objects.filter(holder_id=system_officer().id).exists()


def test_ones_own_password_is_changed_and_other_sign_ins_end(detective, at):
    row, first = detective
    here, there = signed_in("7711", first, at), signed_in("7711", first, at)
    change_password(current=first, new=OWN, token=here, by=asking_for("7711"), at=at)
    assert check_password(OWN, Credential.objects.get(holder=row).password_hash)
    now_here = find_sign_in(token_hash(here))
    assert now_here is not None
    assert not now_here.must_change
    assert find_sign_in(token_hash(there)) is None
    assert SignIn.objects.get(token_hash=token_hash(there)).ended_at == at
    with pytest.raises(SignInRefused):
        signed_in("7711", first, at)


@pytest.mark.parametrize(
    ("new", "against"),
    [
        pytest.param("", TOO_SHORT, id="nothing"),
        pytest.param("short", TOO_SHORT, id="short"),
        pytest.param("violin Marlow kettle", SAYS_WHOSE, id="their name"),
        pytest.param(None, SAME_AS_BEFORE, id="the one they have"),
    ],
)
def test_a_weak_one_is_refused_and_the_old_one_stays(detective, at, new, against):
    row, first = detective
    token = signed_in("7711", first, at)
    with pytest.raises(NotAllowed) as refusal:
        change_password(current=first, new=first if new is None else new, token=token, by=asking_for("7711"), at=at)
    assert refusal.value.reasons == (against,)
    assert Credential.objects.get(holder=row).must_change
    assert signed_in("7711", first, at)


def test_a_wrong_current_one_is_counted_as_at_signing_in(detective, at):
    _, first = detective
    token = signed_in("7711", first, at)
    for _ in range(8):
        with pytest.raises(NotAllowed) as refusal:
            change_password(current="wrong", new=OWN, token=token, by=asking_for("7711"), at=at)
        assert [one.code for one in refusal.value.reasons] == [CURRENT_WRONG.code]
    assert JournalEntry.objects.filter(kind=EntryKind.SIGN_IN_REFUSED).count() == 8
    with pytest.raises(NotAllowed):
        change_password(current=first, new=OWN, token=token, by=asking_for("7711"), at=at)
    with pytest.raises(SignInRefused):
        signed_in("7711", first, at)
    later = at + timedelta(minutes=15)
    change_password(current=first, new=OWN, token=token, by=asking_for("7711"), at=later)
    assert signed_in("7711", OWN, later)


def test_whoever_has_no_password_changes_none(at):
    came = factory.add_officer("P901", Role.INVESTIGATOR, at)
    with pytest.raises(NotAllowed) as refusal:
        change_password(current="", new=OWN, token="", by=came, at=at)
    assert [one.code for one in refusal.value.reasons] == [CURRENT_WRONG.code]
    assert not Credential.objects.filter(holder_id=came.id).exists()


def test_their_roles_are_given_by_whoever_added_them(detective):
    row, _ = detective
    (grant,) = RoleGrant.objects.filter(holder=row)
    assert (grant.role, grant.reason) == (Role.DETECTIVE, "On joining.")
    assert grant.granted_by.collar_number == asking(Role.ADMINISTRATOR).collar_number


def moved(number: str, supervisor: str, at, team: int | None = None) -> Officer:
    """An officer after they were moved."""
    row = Officer.objects.get(collar_number=number)
    move_officer(officer=row.id, team=team, supervisor=supervisor, by=asking(Role.ADMINISTRATOR), at=at)
    return Officer.objects.get(id=row.id)


def test_a_detective_is_put_under_a_sergeant_and_under_nobody_again(detective, at):
    team = Team.objects.get(name="Force headquarters").id
    row = moved("7711", " d09 ", at, team)
    assert (row.supervisor.collar_number, row.team_id) == ("D09", team)
    assert "supervisor_id" in kept_of(EntryKind.OFFICER_MOVED)
    assert moved("7711", "", at).supervisor is None


def test_somebody_joins_under_a_supervisor(at):
    add_officer(joining=joining(supervisor="D09"), by=asking(Role.ADMINISTRATOR), at=at)
    assert Officer.objects.get(collar_number="7711").supervisor.collar_number == "D09"


@pytest.mark.parametrize(
    ("number", "supervisor", "against"),
    [
        pytest.param("D07", "nobody", SUPERVISOR_UNKNOWN, id="a number nobody has"),
        pytest.param("D07", "SYSTEM", SUPERVISOR_UNKNOWN, id="the system"),
        pytest.param("D09", "D09", SUPERVISES_SELF, id="themselves"),
        pytest.param("D07", "D08", DOES_NOT_SUPERVISE, id="a constable who investigates"),
        pytest.param("D10", "D09", SUPERVISED_IN_TURN, id="an inspector under their own sergeant"),
        pytest.param("D18", "D09", SUPERVISED_IN_TURN, id="a chief under a sergeant under their inspector"),
    ],
)
def test_nobody_is_put_under_whom_they_cannot_be(at, number, supervisor, against):
    moved("D10", "D18", at)
    moved("D09", "D10", at)
    before = Officer.objects.get(collar_number=number).supervisor_id
    with pytest.raises(NotAllowed) as refusal:
        moved(number, supervisor, at)
    assert refusal.value.reasons == (against,)
    assert Officer.objects.get(collar_number=number).supervisor_id == before


def test_a_circle_that_was_there_before_is_got_out_of(at):
    """Taken over or made by hand: looking upwards ends, and each of the two can be put under somebody else."""
    with writing(by=system_officer(), at=at) as w:
        sergeant, inspector = (next(iter(w.find(Officer, collar_number=one))) for one in ("D09", "D10"))
        w.entry(EntryKind.OFFICER_MOVED, subject=sergeant)
        w.update(sergeant, supervisor_id=inspector.id)
        w.update(inspector, supervisor_id=sergeant.id)
    assert moved("D07", "D09", at).supervisor.collar_number == "D09"
    assert moved("D10", "D18", at).supervisor.collar_number == "D18"


def test_a_team_is_added_once(at):
    add_team(name=" Weald investigations ", kind="investigation", district=None, by=asking(Role.ADMINISTRATOR), at=at)
    team = Team.objects.get(name="Weald investigations")
    assert (team.kind, team.district_id) == ("investigation", None)
    assert "Weald investigations" in kept_of(EntryKind.TEAM_ADDED)
    with pytest.raises(NotAllowed) as refusal:
        add_team(name="Weald investigations", kind="unit", district=None, by=asking(Role.ADMINISTRATOR), at=at)
    assert refusal.value.reasons == (TEAM_THERE,)


def owed(at) -> dict[str, set[tuple[str | None, str | None]]]:
    """By desk, who owes what is open in a crime (number and team)."""
    asking(Role.CRIME_REGISTRAR)
    found = {}
    for one in Duty.objects.filter(crime__isnull=False, state="open"):
        whose = (one.owner.collar_number if one.owner else None, one.team.name if one.team else None)
        found.setdefault(one.desk, set()).add(whose)
    return found


def test_what_the_sergeant_owes_for_the_crimes_of_an_officer_goes_to_the_new_sergeant_with_the_officer(at):
    detective, sergeant = number_of(Role.DETECTIVE), number_of(Role.SUPERVISOR)
    first = moved(detective, sergeant, at, asking(Role.DETECTIVE).team_id).team_id
    crime = planned(at)
    assert crime.team_id == first
    before = owed(at)
    assert {who for who, _ in before["supervision"]} == {sergeant}
    team = Team.objects.get(name="Force headquarters")
    moved(detective, number_of(Role.INSPECTOR), at + HOUR, team.id)
    after = owed(at)
    assert after["supervision"] == {(number_of(Role.INSPECTOR), team.name)}
    assert after["investigation"] == {(detective, team.name)}
    assert after["inspectors"] == before["inspectors"], "what others owe stays with them"
    assert Crime.objects.get(pk=crime.pk).team_id == team.id
    moved(detective, "", at + 2 * HOUR, team.id)
    assert owed(at)["supervision"] == {(None, team.name)}, (
        "where nobody supervises them it waits at the desk, not with nobody"
    )
    moved(detective, sergeant, at + 3 * HOUR, team.id)
    assert owed(at)["supervision"] == {(sergeant, team.name)}


def test_what_a_sergeant_owes_for_another_officers_crime_or_one_that_is_over_stays(at):
    sergeant = number_of(Role.SUPERVISOR)
    for role in (Role.DETECTIVE, Role.INVESTIGATOR):
        moved(number_of(role), sergeant, at, asking(role).team_id)
    of_another, over = planned(at, to=Role.INVESTIGATOR), planned(at)
    asking(Role.CRIME_REGISTRAR)
    Crime.objects.filter(pk=over.pk).update(state="finalised", outcome="18")
    before = owed(at)
    moved(number_of(Role.DETECTIVE), number_of(Role.INSPECTOR), at + HOUR)
    assert owed(at) == before
    assert sergeant in {who for who, _ in before["supervision"]}
    assert Crime.objects.get(pk=of_another.pk).team_id == of_another.team_id


def test_nobody_gives_themselves_a_role_and_another_administrator_does(at):
    first = asking(Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed) as refusal:
        grant_role(holder=first.id, role=Role.AUDITOR, reason="I need it.", by=first, at=at)
    assert refusal.value.reasons == (OWN_ROLE,)
    assert officer_by_number(first.collar_number).roles == first.roles
    assert not JournalEntry.objects.filter(kind=EntryKind.ROLE_GRANTED, happened_at=at).exists()
    add_officer(joining=joining(roles=(Role.ADMINISTRATOR,)), by=first, at=at)
    grant_role(holder=first.id, role=Role.AUDITOR, reason="For the year.", by=asking_for("7711"), at=at)
    assert Role.AUDITOR in asking_for(first.collar_number).roles
    assert "For the year." in RoleGrant.objects.get(holder_id=first.id, role="auditor").reason


def test_the_only_administrator_stays_one_until_somebody_else_is(at):
    first = asking(Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed) as refusal:
        end_role(holder=first.id, role=Role.ADMINISTRATOR, reason="Moving on.", by=first, at=at)
    assert refusal.value.reasons == (LAST_ADMINISTRATOR,)
    add_officer(joining=joining(roles=(Role.ADMINISTRATOR,)), by=first, at=at)
    end_role(holder=first.id, role=Role.ADMINISTRATOR, reason="Moving on.", by=first, at=at)
    assert Role.ADMINISTRATOR not in asking_for(first.collar_number).roles
