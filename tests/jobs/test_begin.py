"""`constabulary begin`: an empty, migrated database gets its force and the administrator who adds everybody else."""

import io
import sys
from getpass import getpass

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from constabulary.access.officers import NotPermitted
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.clock import now
from constabulary.casework.officers import SignInRefused, sign_in
from constabulary.jobs.management.commands import begin
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.joining import CODE_MALFORMED, NUMBER_TAKEN
from constabulary.policing.workforce.passwords import SAYS_WHOSE, TOO_COMMON, TOO_SHORT
from constabulary.records.models import Credential, Force, JournalEntry, JournalPayload, Officer
from constabulary.records.queries.officers import officer_by_number, system_officer
from tests import databases
from tests.early import CLUSTER

PASSWORD = "harbour kettle violin"
GIVEN = ("46", "Kentshire Police", "--number", "ab12", "--name", "Ann Marlow")


@pytest.fixture
def empty(django_db_setup, django_db_blocker):
    """Every table, nobody and nothing that is theirs."""
    name = f"{connection.settings_dict['NAME']}_empty"
    with django_db_blocker.unblock(), databases.own(name):
        connection.close()
        with CLUSTER.connect("superuser", name) as superuser:
            superuser.execute("SET session_replication_role = replica")
            superuser.execute("TRUNCATE force, officer, team, journal_entry CASCADE")
        yield


def begun(monkeypatch, piped: str = PASSWORD, given: tuple[str, ...] = GIVEN) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(piped + "\nnot this\n"))
    call_command("begin", *given)


def at_terminal(monkeypatch, *typed: str) -> list[str]:
    """Somebody types these; what they are asked."""
    asked, answers = [], iter(typed)

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return next(answers)

    monkeypatch.setattr(begin, "getpass", ask)
    monkeypatch.setattr(sys, "stdin", io.StringIO("must not be read"))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    return asked


def test_the_force_and_its_administrator_who_can_sign_in(empty, monkeypatch, capsys):
    begun(monkeypatch)
    force = Force.objects.get()
    assert (force.code, force.name, force.is_demo, force.made_for) == ("46", "Kentshire Police", False, None)
    found = officer_by_number("AB12")
    assert found is not None
    assert (found.name, found.rank, found.roles) == ("Ann Marlow", Rank.STAFF, {Role.ADMINISTRATOR})
    assert sign_in(collar_number="ab12", password=PASSWORD, by=system_officer(), at=now())
    with pytest.raises(SignInRefused):
        sign_in(collar_number="ab12", password="not this", by=system_officer(), at=now())
    said = capsys.readouterr()
    assert "sign in as AB12" in said.err
    assert PASSWORD not in said.err + said.out


def test_it_is_in_the_journal_by_the_system_and_the_password_is_not(empty, monkeypatch):
    begun(monkeypatch)
    kinds = list(JournalEntry.objects.order_by("id").values_list("kind", "by_number"))
    assert kinds == [(EntryKind.FORCE_SET_UP, "SYSTEM"), (EntryKind.OFFICER_ADDED, "SYSTEM")]
    kept = b"".join(bytes(one) for one in JournalPayload.objects.values_list("content", flat=True)).decode()
    assert "Kentshire Police" in kept
    assert "password_hash" in kept, "that there is one is said"
    hashed = Credential.objects.get().password_hash
    assert PASSWORD not in kept
    assert hashed
    assert hashed not in kept


def test_at_a_terminal_the_password_is_asked_for_twice_without_echo(empty, monkeypatch):
    assert begin.getpass is getpass
    asked = at_terminal(monkeypatch, PASSWORD, PASSWORD)
    call_command("begin", *GIVEN, "--rank", "inspector")
    assert asked == ["Password for the administrator, at least 12 characters: ", "Once more: "]
    assert sign_in(collar_number="AB12", password=PASSWORD, by=system_officer(), at=now())
    assert Officer.objects.get(collar_number="AB12").rank == Rank.INSPECTOR


def test_typed_otherwise_the_second_time_nothing_is_set_up(empty, monkeypatch):
    at_terminal(monkeypatch, PASSWORD, PASSWORD + "s")
    with pytest.raises(CommandError, match="The two passwords are not the same"):
        call_command("begin", *GIVEN)
    assert not Force.objects.exists()


@pytest.mark.parametrize(
    ("password", "given", "reason"),
    [
        pytest.param("short", GIVEN, TOO_SHORT, id="too short"),
        pytest.param("", GIVEN, TOO_SHORT, id="nothing is piped in"),
        pytest.param("violin ann marlow", GIVEN, SAYS_WHOSE, id="the name"),
        pytest.param("qwertyuiop123", GIVEN, TOO_COMMON, id="among those tried first"),
        pytest.param(PASSWORD, ("4/6", *GIVEN[1:]), CODE_MALFORMED, id="a code with a stroke"),
        pytest.param(PASSWORD, (*GIVEN[:3], "system", *GIVEN[4:]), NUMBER_TAKEN, id="the number of the system itself"),
    ],
)
def test_what_is_refused_leaves_the_database_empty(empty, monkeypatch, password, given, reason):
    with pytest.raises(NotAllowed) as refusal:
        begun(monkeypatch, password, given)
    assert refusal.value.reasons == (reason,)
    assert not Force.objects.exists()
    assert not Officer.objects.exists()
    assert not JournalEntry.objects.exists()


def test_where_there_is_a_force_nothing_is_asked_for(committing, monkeypatch):
    asked = at_terminal(monkeypatch)
    with pytest.raises(NotPermitted, match="has a force already"):
        call_command("begin", *GIVEN)
    assert asked == []


def test_a_force_that_was_set_up_meanwhile_stays_the_only_one(committing, monkeypatch):
    monkeypatch.setattr(begin, "the_force", lambda: None)
    with pytest.raises(NotPermitted, match="has a force already"):
        begun(monkeypatch)
    assert Force.objects.count() == 1
