"""Suspects: which status may follow which, what each asks for, who is named and who is outstanding."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.policing.clocks import end_of
from constabulary.policing.investigation.duties import (
    CrimeAtWork,
    is_outstanding,
    next_suspect_review_due,
    suspect_due,
)
from constabulary.policing.investigation.suspects import (
    MAY_FOLLOW,
    NEEDS_MOMENT,
    SuspectFacts,
    SuspectStatus,
    find_reasons_against_adding,
    find_reasons_against_putting_name,
    find_reasons_against_status,
    is_namesake,
    may_follow,
    status_after_outcome,
)
from constabulary.policing.lifecycles import SUSPECT
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import on

S = SuspectStatus
AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
CRIME = CrimeAtWork(started_at=AT, high_harm=False, domestic_abuse=True, stalking=False, has_victim=True)


def against(now, then, *, is_named=True, words="Said.", has_moment=True) -> set[str]:
    found = find_reasons_against_status(now, then, is_named=is_named, words=words, has_moment=has_moment)
    return {one.code.removeprefix("suspect.") for one in found}


@pytest.mark.parametrize("status", list(S), ids=lambda one: one.value)
def test_every_status_has_words_and_a_place_in_the_lifecycle(status):
    assert status.label == SUSPECT.states[status.value]
    assert all(may_follow(status, then) for then in MAY_FOLLOW[status])
    assert status not in MAY_FOLLOW[status]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (S.UNKNOWN, S.CHARGED),
        (S.DESCRIBED, S.WANTED_CIRCULATED),
        (S.NAMED_NOT_LOCATED, S.NO_FURTHER_ACTION),
        (S.VOLUNTARY_ATTENDANCE_ARRANGED, S.CHARGED),
        (S.WANTED_CIRCULATED, S.CHARGED),
        (S.CHARGED, S.BAILED_PRE_CHARGE),
        (S.DECEASED, S.NAMED_NOT_ARRESTED),
    ],
    ids=lambda one: one.value,
)
def test_a_status_that_cannot_follow_is_refused(now, then):
    assert "status-not-next" in against(now, then)


def test_what_a_status_asks_for():
    assert against(S.DESCRIBED, S.NAMED_NOT_ARRESTED, is_named=False) == {"name-missing"}
    assert against(S.NAMED_NOT_ARRESTED, S.ELIMINATED, words=" ") == {"words-missing"}
    assert against(S.ARRESTED_IN_CUSTODY, S.BAILED_PRE_CHARGE, has_moment=False) == {"moment-missing"}
    assert against(S.ARRESTED_IN_CUSTODY, S.UNDER_INVESTIGATION, has_moment=False) == set()
    assert set(NEEDS_MOMENT) <= set(S)


@pytest.mark.source("HOCR-26 p22-23")
@pytest.mark.parametrize(
    ("status", "is_named"),
    [(S.UNKNOWN, False), (S.DESCRIBED, False), (S.ELIMINATED, False), (S.NAMED_NOT_LOCATED, True), (S.CHARGED, True)],
    ids=lambda one: getattr(one, "value", str(one)),
)
def test_who_counts_as_named(status, is_named):
    facts = SuspectFacts(id=1, status=status)
    assert facts.is_named is is_named
    assert facts.bars_no_suspect is is_named


def test_somebody_whose_identity_is_ruled_out_of_reach_no_longer_bars_no_suspect():
    facts = SuspectFacts(id=1, status=S.NAMED_NOT_LOCATED, identity_cannot_be_established=True)
    assert facts.is_named
    assert not facts.bars_no_suspect
    # Established after all: the ruling no longer stands.
    assert replace(facts, identity_established=True).bars_no_suspect


@pytest.mark.source("PEEL 2018/19, Kent: suspects waited to be interviewed")
def test_who_is_outstanding():
    assert is_outstanding(S.WANTED_CIRCULATED, until=None, at=AT)
    assert not is_outstanding(S.CHARGED, until=None, at=AT)
    arranged = S.VOLUNTARY_ATTENDANCE_ARRANGED
    assert is_outstanding(arranged, until=AT - timedelta(hours=1), at=AT)
    assert not is_outstanding(arranged, until=AT + timedelta(hours=1), at=AT)
    assert not is_outstanding(arranged, until=None, at=AT)


def test_an_outstanding_suspect_is_reviewed_on_the_seventh_day_and_attendance_the_day_after():
    rulebook = on(AT)
    wanted = suspect_due(S.WANTED_CIRCULATED, CRIME, rulebook, since=AT, until=None)
    assert [one.due_at.astimezone(UTC).date().isoformat() for one in wanted] == ["2026-11-09"]
    arranged = suspect_due(S.VOLUNTARY_ATTENDANCE_ARRANGED, CRIME, rulebook, since=AT, until=AT + timedelta(days=2))
    assert [one.due_at.astimezone(UTC).date().isoformat() for one in arranged] == ["2026-11-05"]
    assert suspect_due(S.CHARGED, CRIME, rulebook, since=AT, until=None) == ()
    assert suspect_due(S.VOLUNTARY_ATTENDANCE_ARRANGED, CRIME, rulebook, since=AT, until=None) == ()


@pytest.mark.parametrize(
    ("status", "until", "days"),
    [
        pytest.param(S.WANTED_CIRCULATED, None, 28, id="wanted: an interval on"),
        pytest.param(S.VOLUNTARY_ATTENDANCE_ARRANGED, AT - timedelta(days=1), 28, id="did not come: an interval on"),
        pytest.param(S.VOLUNTARY_ATTENDANCE_ARRANGED, AT + timedelta(days=3), 4, id="still to come: the day after"),
        pytest.param(S.BAILED_PRE_CHARGE, AT + timedelta(days=3), None, id="nobody to find"),
    ],
)
def test_after_a_look_at_somebody_outstanding_the_next_is_due(status, until, days):
    due = next_suspect_review_due(status, CRIME, on(AT), at=AT, until=until)
    assert [one.due_at for one in due] == ([end_of(local_day(AT) + timedelta(days=days))] if days else [])


@pytest.mark.parametrize(
    ("now", "outcome", "then"),
    [
        pytest.param(S.UNDER_INVESTIGATION, "16", S.NO_FURTHER_ACTION, id="released, and nothing more is done"),
        pytest.param(S.BAILED_PRE_CHARGE, "10", S.NO_FURTHER_ACTION, id="on bail"),
        pytest.param(S.ARRESTED_IN_CUSTODY, "21", S.NO_FURTHER_ACTION, id="in custody"),
        pytest.param(S.NAMED_NOT_ARRESTED, "15", S.NO_FURTHER_ACTION, id="never arrested"),
        pytest.param(S.UNDER_INVESTIGATION, "8", S.OUT_OF_COURT_PENDING, id="a community resolution"),
        pytest.param(S.UNDER_INVESTIGATION, "5", S.DECEASED, id="has died"),
        pytest.param(S.NAMED_NOT_LOCATED, "16", S.NAMED_NOT_LOCATED, id="not found: no such step, they stay"),
        pytest.param(S.CHARGED, "1", S.CHARGED, id="charged: nothing follows"),
        pytest.param(S.UNDER_INVESTIGATION, "14", S.UNDER_INVESTIGATION, id="an outcome about nobody"),
    ],
)
def test_where_a_suspect_stands_once_an_outcome_about_them_applies(now, outcome, then):
    assert status_after_outcome(now, outcome) is then


BORN = date(1985, 3, 27)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(("Dean O'Brien", None), ("dean o\u2019brien", None), True, id="written otherwise"),
        pytest.param(("Dean Harker", BORN), ("Dean Harker", None), True, id="the birth of one is not known"),
        pytest.param(("Dean Harker", None), ("Dean Harker", BORN), True, id="the birth of the other is not known"),
        pytest.param(("Dean Harker", BORN), ("Dean Harker", BORN), True, id="born the same day"),
        pytest.param(("Dean Harker", BORN), ("Dean Harker", date(2004, 1, 2)), False, id="father and son"),
        pytest.param(("Dean Harker", None), ("Lee Harker", None), False, id="brothers"),
        pytest.param(("", None), (" ", None), False, id="nobody is named"),
    ],
)
def test_who_can_be_the_same_suspect(one, other, same):
    assert is_namesake(one, other) is same


@pytest.mark.parametrize(
    ("is_named", "is_same", "is_there", "is_victim", "description", "words", "refused"),
    [
        pytest.param(True, False, False, False, "", "Seen.", [], id="named"),
        pytest.param(False, False, False, False, "Tall.", "Seen.", [], id="described"),
        pytest.param(False, False, False, False, " ", "Seen.", ["description-missing"], id="neither"),
        pytest.param(True, False, True, False, "", "Seen.", ["there-already"], id="a namesake"),
        pytest.param(True, False, True, False, "His son, 20.", "Seen.", [], id="a namesake, told apart"),
        pytest.param(True, True, False, False, "", "Seen.", ["same-person"], id="there by another record"),
        pytest.param(True, True, True, False, "A twin.", "Seen.", ["same-person"], id="there, whatever is said"),
        pytest.param(False, False, False, False, "", " ", ["description-missing", "words-missing"], id="nothing said"),
        pytest.param(True, False, False, True, "", "Seen.", ["is-the-victim"], id="the victim"),
        pytest.param(True, True, True, True, "A twin.", "Seen.", ["is-the-victim"], id="the victim, whatever is said"),
    ],
)
def test_what_speaks_against_adding_a_suspect(is_named, is_same, is_there, is_victim, description, words, refused):
    found = find_reasons_against_adding(
        is_named=is_named, is_same=is_same, is_there=is_there, is_victim=is_victim, description=description, words=words
    )
    assert [one.code.removeprefix("suspect.") for one in found] == refused


@pytest.mark.parametrize(
    ("is_named", "is_same", "is_there", "is_victim", "description", "refused"),
    [
        pytest.param(True, False, False, False, "", [], id="named"),
        pytest.param(
            False, False, False, False, "Tall.", ["description-missing"], id="nobody named, however described"
        ),
        pytest.param(True, False, True, False, " ", ["there-already"], id="a namesake"),
        pytest.param(True, False, True, False, "His son, 20.", [], id="a namesake, told apart"),
        pytest.param(True, True, True, False, "A twin.", ["same-person"], id="there, whatever is said"),
        pytest.param(True, False, False, True, "", ["is-the-victim"], id="the victim"),
    ],
)
def test_what_speaks_against_putting_a_name_to_somebody_described(
    is_named, is_same, is_there, is_victim, description, refused
):
    found = find_reasons_against_putting_name(
        is_named=is_named, is_same=is_same, is_there=is_there, is_victim=is_victim, description=description
    )
    assert [one.code.removeprefix("suspect.") for one in found] == refused
