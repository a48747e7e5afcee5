"""The victim's own page: a code given by the desk, used once, and void with what was agreed; what the page shows."""

import re
from datetime import time, timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.local_standards import set_local_standards
from constabulary.casework.restrictions import restrict_journey
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route, mark_as_shared
from constabulary.casework.victims.contact import update_victim
from constabulary.casework.victims.incoming import record_incoming
from constabulary.casework.victims.summary import (
    CodeRefused,
    close_summary,
    give_summary_code,
    open_with_code,
    read_summary,
)
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.policing.victims.incoming import CameBy, IncomingDetails, Meaning
from constabulary.policing.victims.summary import Stage
from constabulary.records.models import ContactPoint, JournalEntry, SummaryCode
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests.conftest import asking
from tests.factories.crimes import allocated, update_of

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
ON = """
[[standard]]
key = "victims.summary_page"
[[standard.edition]]
valid_from = 2009-01-01
edition = "Ours 1"
source = "Chief officers"
value = { on = true, code_hours = 24, open_minutes = 15, wrong_codes = 20, wrong_minutes = 15 }
"""


def switched_on(at) -> None:
    set_local_standards(text=ON, by=asking(Role.ADMINISTRATOR), at=at)


def reached(crime, at, **changes) -> None:
    desk = asking(Role.VULNERABILITY_DESK)
    contact = ContactPoint.objects.filter(person=crime.victim, kind="telephone").get()
    usual = {
        "way": Way.TEXT, "contact_point": contact.pk, "from_time": time(0), "until_time": time(23, 59, 59),
        "confirmed_with": ConfirmedWith.THEMSELVES,
    }  # fmt: skip
    confirm_safe_route(person=crime.victim_id, route=RouteDetails(**{**usual, **changes}), by=desk, at=at)


@pytest.fixture
def crime(db, at):
    """A crime whose victim is reached by text, in a force that has the page on."""
    switched_on(at)
    found = allocated(at, has_route=False)
    reached(found, at)
    return found


def given(crime, at, *, role=Role.VICTIMS_DESK, names_offence=False, telephone="01632 960000") -> str:
    return give_summary_code(crime=crime.pk, telephone=telephone, names_offence=names_offence, by=asking(role), at=at)


def opened(code: str, at) -> str:
    system = system_officer()
    say_who_asks(system)
    return open_with_code(code=code, by=system, at=at)


def read(key: str, at):
    system = system_officer()
    say_who_asks(system)
    return read_summary(key=key, by=system, at=at)


def kinds(kind: str) -> int:
    return JournalEntry.objects.filter(kind=kind).count()


def test_a_code_opens_the_page_once_for_a_short_time_and_everything_is_journalled(crime, at):
    code = given(crime, at + HOUR)
    assert re.fullmatch(r"[A-Z2-9]{12}", code)
    key = opened(f"{code[:4]} {code[4:8].lower()}-{code[8:]}", at + 2 * HOUR)
    assert read(key, at + 2 * HOUR + 14 * MINUTE) is not None
    assert read(key, at + 2 * HOUR + 15 * MINUTE) is None
    with pytest.raises(CodeRefused):
        opened(code, at + 3 * HOUR)
    assert [kinds(one) for one in ("summary_code_given", "summary_used", "read_victim")] == [
        1, 2, 1,
    ]  # fmt: skip


def test_neither_the_code_nor_the_key_of_the_page_is_kept(crime, at):
    code = given(crime, at + HOUR)
    key = opened(code, at + HOUR)
    kept = str(SummaryCode.objects.values().get())
    assert code not in kept
    assert key not in kept


def test_a_code_is_void_after_its_hours_and_when_another_is_given(crime, at):
    first = given(crime, at + HOUR)
    second = given(crime, at + 2 * HOUR)
    with pytest.raises(CodeRefused):
        opened(first, at + 2 * HOUR)
    with pytest.raises(CodeRefused):
        opened(second, at + 26 * HOUR)


def test_another_code_closes_the_page_that_is_open(crime, at):
    key = opened(given(crime, at + HOUR), at + HOUR)
    given(crime, at + HOUR + MINUTE)
    assert read(key, at + HOUR + 2 * MINUTE) is None


def test_a_page_is_closed_at_once(crime, at):
    key = opened(given(crime, at + HOUR), at + HOUR)
    system = system_officer()
    for one in (key, key, ""):
        close_summary(key=one, by=system, at=at + HOUR)
    assert read(key, at + HOUR) is None
    assert kinds("summary_used") == 2, "opened and closed, once each"
    assert read("", at + HOUR) is None


def message_waits(crime, at) -> None:
    said = IncomingDetails(
        came_as=CameBy.TEXT, from_safe_route=True, words="pls stop", meaning=Meaning.WITHDRAWS, received_at=at
    )
    record_incoming(crime=crime.pk, details=said, by=asking(Role.DETECTIVE), at=at)


def route_changes(crime, at) -> None:
    reached(crime, at, way=Way.RING)


def same_way_anew(crime, at) -> None:
    reached(crime, at)


def telephone_is_shared(crime, at) -> None:
    contact = ContactPoint.objects.filter(person=crime.victim, kind="telephone").get()
    mark_as_shared(contact_point=contact.pk, by=asking(Role.VULNERABILITY_DESK), at=at)


def switched_off(crime, at) -> None:
    set_local_standards(text="", by=asking(Role.ADMINISTRATOR), at=at)


def restricted(crime, at) -> None:
    restrict_journey(
        journey=crime.journey_id, kind=RestrictionKind.SENSITIVE, reason="Sensitive.", by=asking(Role.DETECTIVE), at=at
    )


CHANGES = [message_waits, route_changes, same_way_anew, telephone_is_shared, switched_off]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_makes_it_unsafe_voids_the_code_and_closes_the_page(crime, at, change):
    waiting = given(crime, at + HOUR)
    change(crime, at + HOUR + MINUTE)
    with pytest.raises(CodeRefused):
        opened(waiting, at + HOUR + 2 * MINUTE)


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_makes_it_unsafe_closes_the_page_that_is_open(crime, at, change):
    key = opened(given(crime, at + HOUR), at + HOUR)
    asking(Role.VULNERABILITY_DESK)
    change(crime, at + HOUR + MINUTE)
    assert read(key, at + HOUR + 2 * MINUTE) is None


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (message_waits, "ask-first"), (route_changes, "no-way-in-writing"), (telephone_is_shared, "no-way-in-writing"),
        (switched_off, "is-off"),
    ],
)  # fmt: skip
def test_where_it_is_not_safe_no_code_is_given(crime, at, change, refused):
    change(crime, at + HOUR)
    with pytest.raises(NotAllowed) as refusal:
        given(crime, at + HOUR)
    assert [one.code for one in refusal.value.reasons] == [f"summary.{refused}"]


def test_only_the_desk_gives_codes(crime, at):
    for role in (Role.DETECTIVE, Role.AUDITOR, Role.CONTACT_HANDLER):
        with pytest.raises(NotPermitted):
            given(crime, at + HOUR, role=role)


def test_after_twenty_wrong_codes_not_even_the_right_one_is_taken_for_a_time(crime, at):
    code = given(crime, at + HOUR)
    for number in range(20):
        with pytest.raises(CodeRefused):
            opened("ABCDEFGHJKMN" if number % 2 else "nonsense", at + HOUR)
    with pytest.raises(CodeRefused):
        opened(code, at + HOUR + 14 * MINUTE)
    assert kinds("summary_used") == 20
    assert opened(code, at + HOUR + 15 * MINUTE)


def test_the_page_shows_how_things_stand_in_plain_words_and_nothing_else(crime, at):
    update = update_of(at, said="Dean Harker of 17 Marigold Wharf is on bail for the damage.")
    update_victim(crime=crime.pk, update=update, by=asking(Role.DETECTIVE), at=at + HOUR)
    shown = read(opened(given(crime, at + 2 * HOUR), at + 2 * HOUR), at + 2 * HOUR)
    assert shown is not None
    assert (shown.stage, shown.telephone, shown.offence, shown.reference) == (
        Stage.WORKING, "01632 960000", "", "",
    )  # fmt: skip
    assert shown.officer
    assert shown.next_by is not None
    assert [one.was_reached for one in shown.told] == [True]
    assert not re.search(r"Harker|Marigold|damage|bail for|07700", repr(shown))


def test_the_offence_stands_there_only_where_she_chose_so(crime, at):
    code = given(crime, at + HOUR, names_offence=True)
    shown = read(opened(code, at + HOUR), at + HOUR)
    assert shown is not None
    assert "damage" in shown.offence
    assert shown.reference == crime.reference
