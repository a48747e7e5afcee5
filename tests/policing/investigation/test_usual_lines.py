"""Lines of enquiry to begin with: which are usual for which crime, when each is due, and when what it is after may be gone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from constabulary.policing.investigation.plans import Direction, LineDetails, find_reasons_against_line
from constabulary.policing.investigation.usual_lines import find_usual_lines, line_of
from constabulary.standards.investigation import MARKS, USUAL_LINES, UsualLine
from constabulary.standards.offences import offences
from constabulary.standards.rulebook import on
from tests.conftest import AT

DAY = timedelta(days=1)
TODAY = date(2026, 11, 2)
USUAL = on(AT)[USUAL_LINES].value
FOR_ALL = {"first-hour", "footage", "own-recordings", "witnesses", "another-account"}


@pytest.mark.parametrize(
    ("kinds", "besides"),
    [
        pytest.param(("Public order offences", ""), set(), id="what is usual for every offence"),
        pytest.param(("Burglary", "Residential burglary of a home"), {"scene", "property"}, id="a burglary"),
        pytest.param(("Sexual offences", "Rape"), {"scene", "early-evidence", "phones"}, id="a rape"),
        pytest.param(("Violence against the person", "Violence with injury"), {"scene", "injuries"}, id="an injury"),
        pytest.param(
            ("Arson and criminal damage", "Criminal damage", "domestic_abuse"),
            {"scene", "injuries", "phones", "before"}, id="damage in domestic abuse",
        ),
    ],
)  # fmt: skip
def test_which_lines_are_usual_for_an_offence(kinds, besides):
    assert {one.code for one in find_usual_lines(USUAL, kinds=kinds)} == FOR_ALL | besides


def test_a_line_that_is_there_already_is_not_offered_again():
    there = USUAL[0].objective
    found = find_usual_lines(USUAL, kinds=(), already=(there,))
    assert there not in {one.objective for one in found}
    assert len(found) == len(FOR_ALL) - 1


def test_each_kind_that_a_line_is_for_is_a_group_of_offences_or_a_mark_of_a_crime():
    known = {one.group for one in offences()} | {one.subgroup for one in offences()} | set(MARKS)
    assert {kind for one in USUAL for kind in one.groups} <= known
    assert any(one.direction == "away" for one in USUAL if not one.groups)


FOOTAGE = UsualLine(code="footage", objective="What cameras saw", action="Ask.", days=2, gone_after_days=28)


@pytest.mark.parametrize(
    ("reported_on", "due_on", "gone_from"),
    [
        pytest.param(TODAY, TODAY + 2 * DAY, TODAY + 28 * DAY, id="reported today"),
        pytest.param(TODAY - 2 * DAY, TODAY, TODAY + 26 * DAY, id="due today"),
        pytest.param(TODAY - 9 * DAY, TODAY, TODAY + 19 * DAY, id="late: today"),
        pytest.param(TODAY - 28 * DAY, TODAY, TODAY, id="it may be gone already"),
    ],
)
def test_a_usual_line_is_counted_from_the_report(reported_on, due_on, gone_from):
    line = line_of(FOOTAGE, reported_on=reported_on, today=TODAY)
    assert (line.due_on, line.gone_from, line.direction) == (due_on, gone_from, Direction.EITHER)
    assert find_reasons_against_line(line, today=TODAY) == ()


def test_what_lasts_has_no_day_on_which_it_is_gone():
    lasting = replace(FOOTAGE, gone_after_days=None)
    assert line_of(lasting, reported_on=TODAY, today=TODAY).gone_from is None


LINE = LineDetails(objective="Who", action="Ask", due_on=TODAY + 3 * DAY)


@pytest.mark.parametrize(
    ("gone_from", "against"),
    [
        pytest.param(None, [], id="it lasts"),
        pytest.param(TODAY + 4 * DAY, [], id="the day before"),
        pytest.param(TODAY + 3 * DAY, ["plan.due-when-gone"], id="that very day"),
        pytest.param(TODAY + DAY, ["plan.due-when-gone"], id="too late"),
        pytest.param(TODAY, [], id="gone already, perhaps: it is looked for all the same"),
    ],
)
def test_what_may_be_lost_is_due_before_it_is(gone_from, against):
    found = find_reasons_against_line(replace(LINE, gone_from=gone_from), today=TODAY)
    assert [one.code for one in found] == against


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([{}, {}], "a code of its own"),
        ([{"points": "up"}], "towards, away or either way"),
        ([{"gone_after_days": [2]}], "before what it is after may be gone"),
    ],
    ids=["two of one code", "no such way", "gone before it is due"],
)
def test_what_is_no_list_of_lines_is_refused(changes, said):
    one = {
        "code": "a", "objective": "b", "action": "c", "usual_for": ["every offence"], "points": "either",
        "within_days": 2, "gone_after_days": [],
    }  # fmt: skip
    with pytest.raises(ValueError, match=said):
        USUAL_LINES.parse([{**one, **changed} for changed in changes])
