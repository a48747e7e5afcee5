"""Restrictions, seals and emergency openings: what each asks for."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.protection import emergency, restrictions, seals
from constabulary.standards.rulebook import on

AT = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)


def codes(reasons) -> list[str]:
    return [one.code.split(".")[1] for one in reasons]


def test_a_restriction_needs_a_reason_and_a_record_that_is_not_restricted():
    assert restrictions.find_reasons_against_restriction(reason="An officer is involved.", is_restricted=False) == ()
    assert codes(restrictions.find_reasons_against_restriction(reason=" ", is_restricted=True)) == [
        "reason-missing", "already-restricted",
    ]  # fmt: skip


def test_access_needs_a_reason_somebody_and_an_end_ahead():
    good = {"reason": "Helps.", "somebody_is_named": True, "is_lifted": False, "ends_in_past": False}
    assert restrictions.find_reasons_against_access(**good) == ()
    bad = {"reason": "", "somebody_is_named": False, "is_lifted": True, "ends_in_past": True}
    assert codes(restrictions.find_reasons_against_access(**bad)) == [
        "reason-missing", "nobody-named", "already-lifted", "ends-in-past",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "ended", "others", "expected"),
    [
        ("Done.", False, 1, []),
        ("Done.", False, 0, ["last-one"]),
        ("Done.", True, 0, ["access-ended"]),
        (" ", False, 1, ["reason-missing"]),
    ],
    ids=["one of several", "the last one", "ended already", "without a reason"],
)
def test_ending_access(reason, ended, others, expected):
    found = restrictions.find_reasons_against_ending_access(reason=reason, has_ended=ended, others_with_access=others)
    assert codes(found) == expected


def test_lifting_needs_a_reason_once():
    assert restrictions.find_reasons_against_lifting(reason="Over.", is_lifted=False) == ()
    assert codes(restrictions.find_reasons_against_lifting(reason="", is_lifted=True)) == [
        "reason-missing", "already-lifted",
    ]  # fmt: skip


def test_every_kind_of_restriction_has_words():
    assert {one.label for one in restrictions.RestrictionKind} == set(restrictions.RESTRICTION_TITLES.values())


def test_a_seal_needs_something_a_reason_and_somebody_else():
    good = {"reason": "He looks for her.", "something_is_chosen": True, "against_themselves": False,
            "against_is_unknown": False}  # fmt: skip
    assert seals.find_reasons_against_seal(**good) == ()
    bad = {"reason": "", "something_is_chosen": False, "against_themselves": True, "against_is_unknown": True}
    assert codes(seals.find_reasons_against_seal(**bad)) == [
        "nothing-chosen", "reason-missing", "against-themselves", "against-unknown",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"reason": ""}, ["reason-missing"]),
        ({"is_lifted": True}, ["lifted"]),
        ({"is_connected": True}, ["is-connected"]),
        ({"until": None}, ["end-missing"]),
        ({"until": AT}, ["end-in-past"]),
        ({"until": AT + timedelta(days=183)}, []),
        ({"until": AT + timedelta(days=184)}, ["end-too-far"]),
    ],
    ids=["good", "no reason", "lifted", "connected", "no end", "ends now", "the longest", "a day too long"],
)
def test_a_need(changes, expected):
    good = {"reason": "Visits.", "is_lifted": False, "is_connected": False, "until": AT + timedelta(days=1)}
    found = seals.find_reasons_against_need(**{**good, **changes}, at=AT, longest=timedelta(days=183))
    assert codes(found) == expected


def test_ending_a_seal_and_a_need():
    assert seals.find_reasons_against_ending(reason="Over.", is_over=False, over="seal") == ()
    assert codes(seals.find_reasons_against_ending(reason="", is_over=True, over="seal")) == [
        "reason-missing",
        "lifted",
    ]
    assert codes(seals.find_reasons_against_ending(reason="x", is_over=True, over="need")) == ["grant-ended"]


def test_a_connection_says_what_it_is_once():
    assert seals.find_reasons_against_connection(nature="Cousin.", is_recorded=False) == ()
    assert codes(seals.find_reasons_against_connection(nature=" ", is_recorded=True)) == [
        "nature-missing", "already-connected",
    ]  # fmt: skip


def test_an_emergency_says_what_it_is_and_opens_for_nobody_connected():
    assert emergency.find_reasons_against_opening(reason="He is at her door.", is_connected=False) == ()
    assert codes(emergency.find_reasons_against_opening(reason="urgent", is_connected=True)) == [
        "reason-too-short", "cannot-be-opened",
    ]  # fmt: skip


def test_a_review_has_a_finding_once():
    assert emergency.find_reasons_against_review(finding="It was.", is_reviewed=False) == ()
    assert codes(emergency.find_reasons_against_review(finding="", is_reviewed=True)) == [
        "finding-missing", "already-reviewed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("justified", "told", "wanted"),
    [
        (False, False, []), (False, True, ["nothing-to-tell"]), (True, False, ["nothing-to-tell"]),
        (None, False, ["nothing-to-tell"]),
    ],
    ids=["held back", "told", "justified", "not reviewed"],
)  # fmt: skip
def test_what_was_held_back_is_told_once(justified, told, wanted):
    assert codes(emergency.find_reasons_against_telling(justified=justified, is_told=told)) == wanted


def test_what_was_found_is_read_once_and_within_a_week():
    assert emergency.find_reasons_against_noting(waits=True) == ()
    assert codes(emergency.find_reasons_against_noting(waits=False)) == ["read-already"]
    due = emergency.find_duty_to_read(on(AT), at=AT)
    assert (due.kind, due.due_at, due.risk) == (DutyKind.READ_OPENING_FOUND, AT + timedelta(days=7), 3)


def test_an_opening_lasts_four_hours_and_its_review_is_due_in_three_days():
    assert emergency.opened_until(on(AT), at=AT) == AT + timedelta(hours=4)
    due = emergency.find_duty_of_review(on(AT), at=AT)
    assert (due.kind, due.due_at) == (DutyKind.REVIEW_EMERGENCY_OPENING, AT + timedelta(days=3))
    assert due.risk == seals.find_duty_of_need(on(AT), at=AT).risk, "among what concerns somebody's safety"


@pytest.mark.parametrize(
    ("hidden", "asked", "wanted"),
    [(True, False, []), (False, False, ["nothing-sealed"]), (True, True, ["asked-already"])],
    ids=["sealed from them", "nothing sealed from them", "asked before"],
)
def test_the_officer_in_charge_asks_for_need_once_and_where_something_is_sealed(hidden, asked, wanted):
    assert codes(seals.find_reasons_against_asking(something_is_hidden=hidden, is_asked=asked)) == wanted


@pytest.mark.parametrize(
    ("has_officer", "connected", "hidden", "wanted"),
    [
        (True, False, True, []),
        (False, False, False, ["nobody-in-charge"]),
        (True, True, False, ["in-charge-is-connected"]),
        (True, True, True, ["in-charge-is-connected"]),
        (True, False, False, ["nothing-sealed"]),
    ],
    ids=["may have it", "nobody has the crime", "connected, and nothing openable", "connected", "nothing sealed"],
)
def test_need_is_given_to_an_officer_in_charge_on_nobodys_other_side(has_officer, connected, hidden, wanted):
    found = seals.find_reasons_against_giving(
        has_officer=has_officer, is_connected=connected, something_is_hidden=hidden
    )
    assert codes(found) == wanted


def test_need_asked_for_is_answered_within_hours():
    due = seals.find_duty_of_need(on(AT), at=AT)
    assert (due.kind, due.desk, due.risk) == (DutyKind.GIVE_NEED, Desk.VULNERABILITY, 3)
    assert due.due_at - AT == timedelta(hours=4)
