"""A password that was given lapses, and wrong ones rest a number: both as the standard of the day has it."""

from datetime import timedelta

import pytest

from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.local_standards import set_local_standards
from constabulary.casework.officers import (
    Joining,
    SignInRefused,
    add_officer,
    change_password,
    give_password,
    sign_in,
)
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.workforce.passwords import LAPSED
from constabulary.records.models import JournalEntry, JournalPayload, Officer
from constabulary.records.queries.officers import officer_by_number, system_officer
from tests.conftest import asking

pytestmark = pytest.mark.django_db
OWN = "harbour kettle violin"
TWO_TRIES = """
[[standard]]
key = "protection.password_tries"
[[standard.edition]]
valid_from = 2022-01-01
edition = "Ours 1"
source = "Order 1"
value = { tries = 2, minutes = 30 }
"""


def signed_in(number: str, password: str, at) -> str:
    return sign_in(collar_number=number, password=password, by=system_officer(), at=at)


@pytest.fixture
def detective(at):
    """Somebody who was added an hour ago with a first password: (row, the password)."""
    joining = Joining(collar_number="7711", name="Ann Marlow", rank=Rank.CONSTABLE, roles=(Role.DETECTIVE,))
    password = add_officer(joining=joining, by=asking(Role.ADMINISTRATOR), at=at - timedelta(hours=1))
    return Officer.objects.get(collar_number="7711"), password


def test_a_password_that_was_given_lapses_unless_it_is_changed_and_a_new_one_can_be_given(detective, at):
    row, password = detective
    given = at - timedelta(hours=1)
    assert signed_in("7711", password, given + timedelta(days=7) - timedelta(minutes=1))
    with pytest.raises(SignInRefused, match="has lapsed"):
        signed_in("7711", password, given + timedelta(days=7))
    entry = JournalEntry.objects.filter(kind=EntryKind.SIGN_IN_REFUSED).latest("id")
    assert LAPSED.code in bytes(JournalPayload.objects.get(entry=entry.id).content).decode()
    with pytest.raises(SignInRefused, match="not accepted"):
        signed_in("7711", "not this", given + timedelta(days=7))
    later = at + timedelta(days=30)
    second = give_password(holder=row.id, reason="Lapsed.", by=asking(Role.ADMINISTRATOR), at=later)
    token = signed_in("7711", second, later)
    change_password(current=second, new=OWN, token=token, by=officer_by_number("7711"), at=later)
    assert signed_in("7711", OWN, later + timedelta(days=300)), "one's own does not lapse"


def test_a_number_rests_as_the_force_has_set_and_the_sentence_says_so(detective, at):
    set_local_standards(text=TWO_TRIES, by=asking(Role.ADMINISTRATOR), at=at)
    _, password = detective
    for _ in range(2):
        with pytest.raises(SignInRefused, match="After 2 wrong tries the number rests 30 minutes"):
            signed_in("7711", "not this", at)
    with pytest.raises(SignInRefused):
        signed_in("7711", password, at + timedelta(minutes=29))
    assert signed_in("7711", password, at + timedelta(minutes=30))


def test_a_book_is_nobodys_password(detective, at):
    with pytest.raises(SignInRefused):
        signed_in("7711", "x" * 100_000, at)
    with pytest.raises(SignInRefused):
        signed_in("nobody", "x" * 100_000, at)
