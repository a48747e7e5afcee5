"""Safe routes: what makes one, its hours, and what may go by it."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.protection.messages import (
    RouteState,
    find_reasons_against_sending,
    find_reasons_against_withdrawing,
    find_reasons_against_words,
)
from constabulary.policing.protection.safe_route import (
    CONFIRMED_WITH_TITLES,
    WAY_TITLES,
    ConfirmedWith,
    Hours,
    RouteFacts,
    Way,
    find_duty_of_lost_route,
    find_reasons_against_ending_route,
    find_reasons_against_route,
    find_reasons_against_saying_who_answers,
)
from constabulary.standards.messages import KINDS, MESSAGE_TEMPLATES, MessageTemplate, fits
from constabulary.standards.rulebook import on

AT = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
DAY = Hours(from_time=time(9), until_time=time(15))
ANY = Hours(from_time=time(0), until_time=time(0))
NIGHT = Hours(from_time=time(22), until_time=time(6))
GOOD = RouteFacts(
    way=Way.TEXT, contact_kind="telephone", contact_is_shared=False, contact_has_ended=False, hours=DAY,
    confirmed_with=ConfirmedWith.THEMSELVES, reason="",
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"way": Way.RING}, []),
        ({"way": Way.EMAIL, "contact_kind": "email"}, []),
        ({"way": Way.LETTER, "contact_kind": "address"}, []),
        ({"way": Way.EMAIL}, ["contact-missing"]),
        ({"way": Way.LETTER}, ["contact-missing"]),
        ({"contact_kind": ""}, ["contact-missing"]),
        ({"contact_is_shared": True}, ["contact-shared"]),
        ({"is_of_other_side": True}, ["contact-of-other-side"]),
        ({"way": Way.TRUSTED, "trusted_person": "Her sister; she said so."}, []),
        ({"way": Way.TRUSTED, "trusted_person": " "}, ["trusted-person-missing"]),
        ({"contact_has_ended": True}, ["contact-ended"]),
        ({"hours": None}, ["hours-missing"]),
        ({"hours": Hours(from_time=time(9), until_time=time(9))}, ["hours-missing"]),
        ({"hours": ANY}, []),
        ({"hours": ANY, "hours_and_any_time": True}, ["any-time-and-hours"]),
        ({"confirmed_with": None}, ["confirmed-with-missing"]),
        ({"way": Way.NONE}, ["none-needs-reason"]),
        ({"way": Way.NONE, "reason": "He reads everything. Her sister calls on her.", "hours": None}, []),
    ],
    ids=[
        "ring or text", "ring only", "e-mail", "letter", "e-mail to a telephone", "letter to a telephone", "to nothing",
        "a shared telephone", "held for the suspect too",
        "somebody they trust", "somebody they trust, not said who", "a number no longer hers", "without hours", "hours that never hold", "any time", "any time and hours", "agreed with nobody",
        "none without a reason", "none, with the reason",
    ],
)  # fmt: skip
def test_a_route_is_safe_only_when_agreed_private_and_of_its_kind(changes, codes):
    found = find_reasons_against_route(replace(GOOD, **changes))
    assert [one.code.removeprefix("safe-route.") for one in found] == codes


@pytest.mark.parametrize(
    ("hours", "moment", "holds"),
    [
        (DAY, datetime(2026, 11, 2, 8, 59, tzinfo=UTC), False),
        (DAY, datetime(2026, 11, 2, 9, 0, tzinfo=UTC), True),
        (DAY, datetime(2026, 11, 2, 14, 59, tzinfo=UTC), True),
        (DAY, datetime(2026, 11, 2, 15, 0, tzinfo=UTC), False),
        (DAY, datetime(2026, 7, 2, 8, 0, tzinfo=UTC), True),
        (NIGHT, datetime(2026, 11, 2, 23, 0, tzinfo=UTC), True),
        (ANY, datetime(2026, 11, 2, 0, 0, tzinfo=UTC), True),
        (ANY, datetime(2026, 11, 2, 12, 30, tzinfo=UTC), True),
        (NIGHT, datetime(2026, 11, 2, 5, 59, tzinfo=UTC), True),
        (NIGHT, datetime(2026, 11, 2, 6, 0, tzinfo=UTC), False),
    ],
    ids=["a minute early", "the first minute", "the last", "a minute late", "nine in summer", "before midnight", "midnight at any time", "noon at any time",
         "after midnight", "the morning"],
)  # fmt: skip
def test_hours_are_counted_on_a_london_clock(hours, moment, holds):
    assert hours.hold(moment) is holds


@pytest.mark.parametrize(
    ("route", "unfree", "codes"),
    [
        (None, False, ["no-route"]),
        (None, True, ["cannot-speak-freely"]),
        (RouteState(way=Way.TEXT, hours=DAY, contact_is_shared=False), True, []),
        (RouteState(way=Way.NONE, hours=None, contact_is_shared=False), False, ["route-is-none"]),
        (RouteState(way=Way.RING, hours=DAY, contact_is_shared=False), False, ["ring-only"]),
        (RouteState(way=Way.TRUSTED, hours=DAY, contact_is_shared=False), False, ["ring-only"]),
        (RouteState(way=Way.TEXT, hours=DAY, contact_is_shared=True), False, ["contact-is-shared"]),
        (RouteState(way=Way.TEXT, hours=NIGHT, contact_is_shared=False), False, ["outside-hours"]),
    ],
    ids=[
        "no route",
        "cannot speak freely, no route",
        "a route",
        "no safe way",
        "ring only",
        "somebody they trust is rung",
        "shared since",
        "at night",
    ],
)
def test_nothing_is_sent_but_by_the_route_in_its_hours(route, unfree, codes):
    found = find_reasons_against_sending(route, caller_cannot_speak_freely=unfree, at=AT)
    assert [one.code.removeprefix("message.") for one in found] == codes


TEMPLATES = on(AT)[MESSAGE_TEMPLATES].value
FILLED = {"name": "Sam", "telephone": "01632 960000", "day": "Tuesday 3 November", "time": "14:30",
    "reference": "46/1/26", "service": "Tolling Advice"}  # fmt: skip
GIVES_AWAY = (
    "police", "crime", "victim", "abuse", "incident", "officer", "court", "suspect", "report", "constab", "statement",
    "stalk", "assault", "refuge", "support", "safe", "case",
)  # fmt: skip


@pytest.mark.parametrize("template", [one for one in TEMPLATES if not one.names_police], ids=lambda one: one.code)
def test_a_message_can_be_read_aloud_in_front_of_anybody(template: MessageTemplate):
    words = template.filled(FILLED)
    assert not [one for one in GIVES_AWAY if one in words.lower()]
    assert len(words) <= 160
    assert set(template.ways) <= {"text", "email", "letter"}


@pytest.mark.parametrize(
    ("slot", "content"),
    [
        ("name", "Sam from the police"), ("name", "PC"), ("name", "sam"), ("name", ""), ("name", "Sam\nabout Carl"),
        ("telephone", "about the assault"), ("telephone", "999"), ("telephone", "+44 1632 960000"),
    ],
)  # fmt: skip
def test_a_place_in_a_message_takes_nothing_that_tells_what_it_is_about(slot, content):
    template = next(one for one in TEMPLATES if one.code == "please_ring")
    found = find_reasons_against_words(template, {**FILLED_FOR(template), slot: content}, Way.TEXT)
    assert [(one.code, one.field) for one in found] == [("message.does-not-fit", slot)]


def FILLED_FOR(template):
    return {slot: FILLED[slot] for slot in template.slots}


def test_a_message_goes_by_the_ways_it_is_made_for_and_has_no_other_places():
    will_ring = next(one for one in TEMPLATES if one.code == "will_ring")
    assert find_reasons_against_words(will_ring, FILLED_FOR(will_ring), Way.TEXT) == ()
    assert [one.field for one in find_reasons_against_words(will_ring, FILLED_FOR(will_ring), Way.LETTER)] == [
        "template"
    ]
    extra = find_reasons_against_words(will_ring, {**FILLED_FOR(will_ring), "about": "Carl"}, Way.TEXT)
    assert [one.field for one in extra] == ["about"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_fits_each_kind_of_place(kind):
    assert fits(kind, FILLED[kind])
    assert not fits(kind, "he knows where she lives")


def test_a_template_whose_places_do_not_match_its_words_is_refused():
    raw = [{"code": "x", "title": "X", "ways": ["text"], "words": "Ring {name}", "slots": {"other": "name"}}]
    with pytest.raises(ValueError, match="the places of x"):
        MESSAGE_TEMPLATES.parse(raw)


def test_ending_and_withdrawing_need_a_reason_and_something_to_end():
    assert find_reasons_against_ending_route(reason="He has her telephone.", has_ended=False) == ()
    assert len(find_reasons_against_ending_route(reason=" ", has_ended=True)) == 2
    assert find_reasons_against_withdrawing(reason="Not needed.", is_waiting=True) == ()
    assert len(find_reasons_against_withdrawing(reason="", is_waiting=False)) == 2


def test_a_lost_route_is_due_again_within_the_hour():
    due = find_duty_of_lost_route(on(AT), at=AT)
    assert due.kind is DutyKind.CONFIRM_SAFE_ROUTE
    assert (due.due_at - AT).total_seconds() == 3600


def test_every_way_and_every_confirmation_has_words():
    assert {one.label for one in Way} == set(WAY_TITLES.values())
    assert {one.label for one in ConfirmedWith} == set(CONFIRMED_WITH_TITLES.values())


@pytest.mark.parametrize(
    ("reason", "is_same", "codes"),
    [
        ("She said so.", False, []),
        (" ", False, ["answering-needs-reason"]),
        ("She said so.", True, ["answering-same"]),
    ],
    ids=["corrected", "without a reason", "noted already"],
)
def test_who_answers_is_corrected_with_how_it_is_known(reason, is_same, codes):
    found = find_reasons_against_saying_who_answers(reason=reason, is_same=is_same)
    assert [one.code.removeprefix("safe-route.") for one in found] == codes
