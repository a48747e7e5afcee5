"""The clocks that run for a suspect where they stand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.investigation.clocks import DetentionFacts
from constabulary.policing.investigation.suspect_clocks import find_suspect_clocks
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.standards.rulebook import on

ARRESTED = datetime(2026, 11, 3, 9, tzinfo=UTC)
LATER = ARRESTED + timedelta(days=20)


def clocks(status, *, until=None, arrested_at=ARRESTED):
    return find_suspect_clocks(status, since=ARRESTED, until=until, arrested_at=arrested_at, rulebook=on(ARRESTED))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        pytest.param(SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED, "When they are to attend", id="to attend"),
        pytest.param(SuspectStatus.POSTAL_REQUISITION_ISSUED, "When the court sits", id="to court"),
    ],
)
def test_a_day_to_be_ready_for_is_told_as_it_was_entered(status, words):
    (found,) = clocks(status, until=LATER)
    assert (found.words, found.at, found.edition) == (words, LATER, "")


@pytest.mark.parametrize(
    ("status", "until"),
    [
        pytest.param(SuspectStatus.WANTED_CIRCULATED, LATER, id="when they were circulated is past, and never overdue"),
        pytest.param(SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED, None, id="no day entered"),
        pytest.param(SuspectStatus.NAMED_NOT_ARRESTED, LATER, id="a status without a day of its own"),
        pytest.param(SuspectStatus.ARRESTED_IN_CUSTODY, None, id="the custody record keeps that clock"),
    ],
)
def test_nothing_runs(status, until):
    assert clocks(status, until=until) == ()


@pytest.mark.parametrize("arrested_at", [ARRESTED, None], ids=["arrested", "no arrest entered"])
def test_bail_runs_to_the_day_entered_and_to_the_end_of_each_authoritys_period(arrested_at):
    found = clocks(SuspectStatus.BAILED_PRE_CHARGE, until=LATER, arrested_at=arrested_at)
    assert (found[0].words, found[0].at) == ("When bail ends", LATER)
    assert len(found) == 4
    assert all(one.edition and "can run no longer" in one.words for one in found[1:])
    assert [one.at for one in found] == sorted(one.at for one in found)


def test_a_release_under_investigation_is_reviewed():
    found = clocks(SuspectStatus.UNDER_INVESTIGATION)
    assert found
    assert found[0].words.startswith("Review 1 of the release, by ")
    assert all(one.edition for one in found)


@pytest.mark.source("PACE 1984 s40-44")
def test_the_clocks_of_detention_run_once_the_custody_record_is_noted():
    held = DetentionFacts(
        arrested_at=ARRESTED, arrived_at=ARRESTED + timedelta(hours=1), authorised_at=ARRESTED + timedelta(hours=2),
    )  # fmt: skip

    def told(**changes):
        found = find_suspect_clocks(
            SuspectStatus.ARRESTED_IN_CUSTODY, since=ARRESTED, until=None, arrested_at=ARRESTED, rulebook=on(ARRESTED),
            detention=replace(held, **changes),
        )  # fmt: skip
        return [((one.at - ARRESTED) / timedelta(hours=1), one.words) for one in found]

    assert told(indictable=True) == [
        (8, "Detention is reviewed next, by an inspector"),
        (25, "Detention ends, unless a superintendent allows more"),
        (97, "Detention ends at the very latest"),
    ]
    assert told()[1:] == [(25, "Detention ends"), (25, "Detention ends at the very latest")]
