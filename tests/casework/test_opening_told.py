"""Whoever opened a record without cause is told so, in words that name nothing of it; or once the reviewer lets them."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.emergencies import note_read, open_in_emergency, review_opening, tell_opener
from constabulary.casework.protected_reading import open_own_openings
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import BreakGlass, Duty, JournalEntry
from tests.conftest import asking
from tests.factories.protection import protected_victim

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WHY = "He is at her door with a knife and the crew needs the address."


@pytest.fixture
def opening(db, at) -> int:
    held = protected_victim(at)
    open_in_emergency(seals=(held.seal,), reason=WHY, by=asking(Role.CONTACT_HANDLER), at=at)
    return BreakGlass.objects.get().pk


def reviewed(opening: int, at, **said: bool) -> None:
    review_opening(opening=opening, finding="No call that night.", by=asking(Role.INSPECTOR), at=at + HOUR, **said)


def waiting() -> list[Duty]:
    return list(Duty.objects.filter(kind="read_opening_found", state="open"))


def codes(refused) -> set[str]:
    return {one.code.removeprefix("emergency.") for one in refused.value.reasons}


def test_an_opening_without_cause_is_told_to_whoever_opened_it_by_name_and_nobody_else(opening, at):
    reviewed(opening, at, justified=False)
    (due,) = waiting()
    opener = asking(Role.CONTACT_HANDLER)
    assert (due.owner_id, due.opening_id, due.due_at) == (opener.id, opening, at + HOUR + timedelta(days=7))
    assert (due.journey_id, due.incident_id, due.crime_id, due.person_id) == (None, None, None, None), "of no record"
    count, (told,) = open_own_openings(by=opener, at=at + 2 * HOUR, most=50)
    assert count == 1
    assert (told.opened_at, told.told_at, told.read_at) == (at, at + HOUR, None)
    assert open_own_openings(by=asking(Role.DISPATCHER), at=at + 2 * HOUR, most=50) == (0, ())


@pytest.mark.parametrize(
    "said", [{"justified": True}, {"justified": False, "tell": False}], ids=["justified", "held back"]
)
def test_nothing_is_told_of_one_that_was_justified_or_is_held_back(opening, at, said):
    reviewed(opening, at, **said)
    assert waiting() == []
    assert open_own_openings(by=asking(Role.CONTACT_HANDLER), at=at + 2 * HOUR, most=50) == (0, ())


def test_what_was_held_back_is_told_later_once_by_a_reviewer(opening, at):
    reviewed(opening, at, justified=False, tell=False)
    with pytest.raises(NotPermitted):
        tell_opener(opening=opening, by=asking(Role.CONTACT_HANDLER), at=at + 2 * HOUR)
    tell_opener(opening=opening, by=asking(Role.INSPECTOR), at=at + 2 * HOUR)
    assert len(waiting()) == 1
    assert JournalEntry.objects.filter(kind="opening_told", subject_row=opening).exists()
    with pytest.raises(NotAllowed) as refused:
        tell_opener(opening=opening, by=asking(Role.INSPECTOR), at=at + 3 * HOUR)
    assert codes(refused) == {"nothing-to-tell"}


def test_nobody_tells_themselves(db, at):
    held = protected_victim(at)
    open_in_emergency(seals=(held.seal,), reason=WHY, by=asking(Role.INSPECTOR), at=at)
    number = BreakGlass.objects.get().pk
    with pytest.raises(NotPermitted):
        tell_opener(opening=number, by=asking(Role.INSPECTOR), at=at + HOUR)


def test_reading_it_is_noted_once_and_by_whoever_opened_it(opening, at):
    reviewed(opening, at, justified=False)
    with pytest.raises(NotPermitted):
        note_read(opening=opening, by=asking(Role.DISPATCHER), at=at + 2 * HOUR)
    opener = asking(Role.CONTACT_HANDLER)
    note_read(opening=opening, by=opener, at=at + 2 * HOUR)
    assert waiting() == []
    assert JournalEntry.objects.filter(kind="opening_found_read", subject_row=opening, by_row=opener.id).exists()
    assert open_own_openings(by=opener, at=at + 3 * HOUR, most=50)[1][0].read_at == at + 2 * HOUR
    with pytest.raises(NotAllowed) as refused:
        note_read(opening=opening, by=opener, at=at + 3 * HOUR)
    assert codes(refused) == {"read-already"}
