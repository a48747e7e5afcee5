"""Custody, bail and release as data: what each needs, by whom, and what it makes due."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.clocks import end_of
from constabulary.policing.desks import Authority, Desk
from constabulary.policing.duties.due import title_of_duty
from constabulary.policing.investigation.bail import BailFacts, find_bail_periods
from constabulary.policing.investigation.clocks import DetentionFacts
from constabulary.policing.investigation.detention import (
    BailExtension,
    CustodyDetails,
    DetentionAct,
    DetentionDecided,
    OpenLook,
    authority_of_release_review,
    authority_over_detention,
    bail_authorities,
    bail_due,
    bail_looks_due,
    detention_due,
    find_looks_done,
    find_reasons_against_bail_extension,
    find_reasons_against_custody,
    find_reasons_against_decision,
    find_reasons_against_designation,
    find_reasons_against_first_bail,
    find_reasons_against_look,
    release_review_due,
)
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import on

ARRIVED = datetime(2026, 11, 2, 10, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RULES = on(ARRIVED)
KEPT = CustodyDetails(
    reference="ZZ/100/26", arrested_at=ARRIVED - HOUR, arrived_at=ARRIVED, authorised_at=ARRIVED + HOUR / 2,
    indictable=True,
)  # fmt: skip


def codes(reasons) -> set[str]:
    return {one.code.split(".")[1] for one in reasons}


def changed(**changes) -> CustodyDetails:
    return CustodyDetails(**{**{name: getattr(KEPT, name) for name in CustodyDetails.__dataclass_fields__}, **changes})


def held(**changes) -> DetentionFacts:
    return DetentionFacts(
        **{
            "arrested_at": KEPT.arrested_at, "arrived_at": KEPT.arrived_at, "authorised_at": KEPT.authorised_at,
            "indictable": True, **changes,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("details", "detained", "missing"),
    [
        pytest.param(KEPT, True, set(), id="whole"),
        pytest.param(KEPT, False, {"not-detained"}, id="not in custody"),
        pytest.param(changed(reference=" "), True, {"reference-missing"}, id="no number"),
        pytest.param(changed(arrived_at=ARRIVED - 2 * HOUR), True, {"arrest-after-arrival"}, id="there before"),
        pytest.param(changed(authorised_at=ARRIVED - HOUR), True, {"arrival-after-authority"}, id="kept before"),
        pytest.param(changed(authorised_at=ARRIVED + 9 * HOUR), True, {"lies-ahead"}, id="still ahead"),
    ],
)
def test_a_custody_record_holds_together(details, detained, missing):
    assert codes(find_reasons_against_custody(details, detained=detained, at=ARRIVED + HOUR)) == missing


@pytest.mark.parametrize(
    ("ends_in", "left"),
    [
        pytest.param(60, [28, 14, 7, 2], id="two months: all four"),
        pytest.param(10, [7, 2], id="ten days: what lies ahead"),
        pytest.param(1, [], id="tomorrow: the decision alone is due"),
    ],
)
def test_looks_before_bail_ends_are_those_still_ahead(ends_in, left):
    until = ARRIVED + ends_in * DAY
    due = bail_looks_due(until, BailFacts(arrested_at=ARRIVED), RULES, at=ARRIVED, risk=1)
    assert [(until - one.due_at).days + 1 for one in due] == left
    desks = {28: "investigation", 14: "investigation", 7: "supervision", 2: "inspectors"}
    assert [one.desk.value for one in due] == [desks[days] for days in left]
    assert {one.kind.value for one in due} <= {"look_at_bail"}


def look(desk: Desk, days: int) -> OpenLook:
    return OpenLook(desk=desk, due_at=ARRIVED + days * DAY)


OWN, SERGEANTS, INSPECTORS = Desk.INVESTIGATION, Desk.SUPERVISION, Desk.INSPECTORS


@pytest.mark.parametrize(
    ("standing", "desks", "done"),
    [
        pytest.param([look(OWN, 5), look(OWN, 9)], (OWN,), [5], id="none late: the next"),
        pytest.param([look(OWN, 9), look(OWN, 5)], (OWN,), [5], id="the next is the earliest, in whatever order"),
        pytest.param([look(OWN, -9), look(OWN, -2), look(OWN, 5)], (OWN,), [-9, -2], id="all that are late at once"),
        pytest.param([look(OWN, 0), look(OWN, 1)], (OWN,), [0], id="due this moment is due"),
        pytest.param([look(OWN, 5), look(SERGEANTS, 9)], (OWN,), [5], id="not what another desk owes"),
        pytest.param([look(OWN, 5), look(SERGEANTS, 9)], (OWN, SERGEANTS), [5, 9], id="of each desk looked for"),
        pytest.param([look(INSPECTORS, -1)], (OWN, SERGEANTS), [], id="an inspector's waits for an inspector"),
        pytest.param([], (OWN,), [], id="nothing waits"),
    ],
)
def test_a_look_does_what_is_late_or_else_the_next(standing, desks, done):
    found = find_looks_done(standing, desks=desks, at=ARRIVED)
    assert [(one.due_at - ARRIVED).days for one in found] == done


@pytest.mark.parametrize(
    ("on_bail", "words", "missing"),
    [
        (True, "The telephone is still with the laboratory.", set()),
        (True, " ", {"look-words-missing"}),
        (False, "The telephone is still with the laboratory.", {"not-on-bail"}),
    ],
    ids=["whole", "no word", "not on bail"],
)
def test_a_look_before_bail_ends_is_of_somebody_on_bail_and_says_what_is_still_to_do(on_bail, words, missing):
    assert codes(find_reasons_against_look(on_bail=on_bail, words=words)) == missing


def decided(act: DetentionAct, **changes) -> DetentionDecided:
    whole = {
        "moment": ARRIVED + 20 * HOUR, "right_rank": True, "hours": 36, "reference": "W/1", "diligent": True,
        "needed": True, **changes,
    }  # fmt: skip
    return DetentionDecided(act=act, **whole)


TWICE = (ARRIVED + 6 * HOUR, ARRIVED + 15 * HOUR)


@pytest.mark.source("PACE 1984 s40, s42-44")
@pytest.mark.parametrize(
    ("taken", "facts", "missing"),
    [
        pytest.param(decided(DetentionAct.REVIEW), held(), set(), id="a review"),
        pytest.param(decided(DetentionAct.REVIEW, right_rank=False), held(), {"not-a-reviewer"}, id="no inspector"),
        pytest.param(
            decided(DetentionAct.REVIEW, moment=ARRIVED), held(), {"before-detention"}, id="before it was authorised"
        ),
        pytest.param(
            decided(DetentionAct.REVIEW, moment=ARRIVED + 90 * HOUR), held(), {"lies-ahead"}, id="still ahead"
        ),
        pytest.param(decided(DetentionAct.EXTENSION), held(reviewed_at=TWICE), set(), id="an extension"),
        pytest.param(
            decided(DetentionAct.EXTENSION, right_rank=False), held(reviewed_at=TWICE), {"not-an-extender"},
            id="no superintendent",
        ),
        pytest.param(
            decided(DetentionAct.EXTENSION, diligent=False, needed=False), held(indictable=False),
            {"not-indictable", "before-second-review", "not-diligent", "not-needed"}, id="nothing that it takes",
        ),
        pytest.param(decided(DetentionAct.WARRANT), held(extended=True), set(), id="a warrant"),
        pytest.param(decided(DetentionAct.WARRANT, hours=37), held(), {"warrant-hours"}, id="too long a warrant"),
        pytest.param(decided(DetentionAct.WARRANT, hours=0), held(), {"warrant-hours"}, id="a warrant of nothing"),
        pytest.param(
            decided(DetentionAct.WARRANT, reference=""), held(indictable=False),
            {"warrant-summary-only", "reference-missing"}, id="summary only",
        ),
    ],
)  # fmt: skip
def test_a_decision_on_detention_takes_its_rank_and_its_grounds(taken, facts, missing):
    found = find_reasons_against_decision(taken, facts, at=ARRIVED + 24 * HOUR, rulebook=RULES)
    assert codes(found) == missing


@pytest.mark.source("PACE 1984 s40-44")
def test_the_first_review_is_due_in_six_hours_then_nine_and_the_limits_are_24_36_and_96_hours():
    def hours(facts: DetentionFacts) -> list[float]:
        return [(one.due_at - ARRIVED) / HOUR for one in detention_due(facts, RULES, risk=2)]

    assert hours(held()) == [6.5, 24]
    assert hours(held(reviewed_at=TWICE[:1])) == [15, 24]
    assert hours(held(reviewed_at=TWICE, extended=True)) == [24, 36]
    assert hours(held(reviewed_at=TWICE, extended=True, warrants=(36 * HOUR, 36 * HOUR))) == [24, 96]
    assert detention_due(held(), RULES, risk=2)[0].desk is Desk.INSPECTORS


WARRANT = timedelta(hours=36)


@pytest.mark.source(
    "PACE 1984, sections 41 to 44: a superintendent once, then magistrates to 96 hours, nobody where summary only"
)
@pytest.mark.parametrize(
    ("changes", "desk", "rule", "hours"),
    [
        pytest.param({}, Desk.SUPERINTENDENTS, "custody.extended_limit", 24, id="a superintendent may extend it"),
        pytest.param({"extended": True}, Desk.SUPERINTENDENTS, "custody.warrants", 36, id="a court is next: it is asked"),
        pytest.param(
            {"extended": True, "warrants": (WARRANT,)}, Desk.SUPERINTENDENTS, "custody.warrants", 72, id="a court again"
        ),
        pytest.param(
            {"extended": True, "warrants": (WARRANT, WARRANT)}, Desk.INSPECTORS, "custody.basic_limit", 96,
            id="96 hours: nobody gives more",
        ),
        pytest.param({"indictable": False}, Desk.INSPECTORS, "custody.basic_limit", 24, id="summary only: nobody may"),
    ],
)  # fmt: skip
def test_the_end_of_a_detention_waits_with_whoever_may_extend_it(changes, desk, rule, hours):
    end = detention_due(held(**changes), RULES, risk=2)[1]
    assert (end.kind.value, end.desk, end.rule) == ("end_detention", desk, rule)
    assert end.due_at == ARRIVED + hours * HOUR
    assert title_of_duty(end.kind, rule) != title_of_duty(end.kind, "")


def test_who_decides_on_detention_is_what_the_standards_say():
    assert [authority_over_detention(one, RULES) for one in DetentionAct] == ["inspector", "superintendent", "court"]
    assert all(one.label for one in DetentionAct)


@pytest.mark.source("PCSC Act 2022 s45")
def test_bail_is_first_given_for_three_months_at_most():
    first = find_bail_periods(BailFacts(arrested_at=ARRIVED), RULES)[0]
    when = {"arrested_at": ARRIVED, "released_at": ARRIVED + HOUR, "rulebook": RULES}
    assert not find_reasons_against_first_bail(first.ends_at, **when)
    assert codes(find_reasons_against_first_bail(first.ends_at + 5 * DAY, **when)) == {"bail-too-long"}


def extension(months: int, **changes) -> BailExtension:
    until = end_of(local_day(ARRIVED + months * 30 * DAY))
    return BailExtension(
        **{"until": until, "authority": "inspector", "right_rank": True, "reference": "B/1", **changes}
    )


@pytest.mark.source("PCSC Act 2022 s45")
@pytest.mark.parametrize(
    ("asked", "at", "missing"),
    [
        pytest.param(extension(5), 80, set(), id="an inspector, five months"),
        pytest.param(extension(7), 80, {"bail-too-long"}, id="an inspector, seven months"),
        pytest.param(extension(8, authority="superintendent"), 80, set(), id="a superintendent, eight months"),
        pytest.param(extension(10, authority="superintendent"), 80, {"bail-too-long"}, id="ten months"),
        pytest.param(extension(14, authority="court", right_rank=False), 80, set(), id="a court sets its own end"),
        pytest.param(extension(5, right_rank=False), 80, {"not-a-bail-decider"}, id="not that rank"),
        pytest.param(extension(1), 80, {"bail-not-longer"}, id="no longer than now"),
        pytest.param(extension(5, reference=""), 80, {"reference-missing"}, id="no reference"),
        pytest.param(extension(5), 95, {"bail-over"}, id="bail is over"),
        pytest.param(extension(5, authority="chief_officer"), 80, {"no-such-step"}, id="nobody of that rank"),
    ],
)
def test_bail_is_extended_as_far_as_the_rank_may(asked, at, missing):
    facts = BailFacts(arrested_at=ARRIVED, released_on=local_day(ARRIVED))
    found = find_reasons_against_bail_extension(
        asked, facts, ends_at=ARRIVED + 85 * DAY, at=ARRIVED + at * DAY, rulebook=RULES
    )
    assert codes(found) == missing


def test_who_may_decide_on_bail_is_said_with_how_far():
    said = bail_authorities(BailFacts(arrested_at=ARRIVED), RULES)
    assert list(said) == ["custody_officer", "inspector", "superintendent", "court"]
    assert said["inspector"] == "An inspector, to 02/05/2027 at most"
    assert said["court"] == "A magistrates' court"
    assert bail_due(ARRIVED, RULES, risk=3).rule == "bail.regime"


def test_a_release_is_reviewed_by_a_supervisor_then_an_inspector_then_a_superintendent_and_never_forgotten():
    found = [release_review_due(ARRIVED, RULES, done=done, at=ARRIVED + 400 * DAY, risk=0) for done in range(6)]
    assert [one.desk for one in found] == [Desk.SUPERVISION, Desk.INSPECTORS, *[Desk.SUPERINTENDENTS] * 4]
    days = [round((one.due_at - ARRIVED) / DAY) for one in found]
    assert days[:4] == [29, 93, 182, 274]
    assert days[4] == days[5] > 480
    who = [authority_of_release_review(RULES, done=done) for done in range(6)]
    assert who == [Authority.SUPERVISOR, Authority.INSPECTOR, *[Authority.SUPERINTENDENT] * 4]


def month(number: int) -> datetime:
    """The end of the period of so many months from the arrest."""
    return next(
        one.outer_at for one in find_bail_periods(BailFacts(arrested_at=ARRIVED, exceptionally_complex=True), RULES)
        if one.outer_at is not None and one.authority == {6: "inspector", 9: "superintendent", 12: "chief_officer"}[number]
    )  # fmt: skip


@pytest.mark.source("PACE 1984, section 47ZE: once a superintendent has extended bail, and before it ends")
@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param({}, set(), id="a superintendent extended it"),
        pytest.param({"ends_at": None}, {"not-on-bail"}, id="not on bail"),
        pytest.param({"at": month(9) + DAY}, {"bail-over"}, id="it has ended"),
        pytest.param({"at": month(9)}, set(), id="in its last moment"),
        pytest.param({"ends_at": month(6)}, {"designated-too-soon"}, id="an inspector extended it"),
        pytest.param({"ends_at": month(6) + HOUR}, set(), id="longer than an inspector may give"),
        pytest.param({"reference": " "}, {"reference-missing"}, id="no letter"),
        pytest.param({"words": " "}, {"why-designated"}, id="no reason"),
        pytest.param(
            {"facts": BailFacts(arrested_at=ARRIVED, exceptionally_complex=True)}, {"designated-already"}, id="twice"
        ),
    ],
)
def test_a_case_is_designated_while_bail_runs_that_a_superintendent_extended(changes, missing):
    whole = {
        "facts": BailFacts(arrested_at=ARRIVED), "ends_at": month(9), "reference": "DPP/1", "words": "Six countries.",
        "at": ARRIVED + 150 * DAY, **changes,
    }  # fmt: skip
    assert codes(find_reasons_against_designation(whole.pop("facts"), **whole, rulebook=RULES)) == missing


def test_under_the_law_of_2017_no_case_is_designated():
    then = datetime(2021, 3, 1, 10, tzinfo=UTC)
    facts, rules = BailFacts(arrested_at=then), on(then)
    found = find_reasons_against_designation(
        facts, ends_at=then + 80 * DAY, reference="DPP/1", words="Six countries.", at=then + 70 * DAY, rulebook=rules
    )
    assert codes(found) == {"no-designation"}


def test_the_last_look_of_a_designated_case_is_a_chief_officers_at_their_desk():
    def last(**facts):
        given = BailFacts(arrested_at=ARRIVED, **facts)
        return bail_looks_due(month(9), given, RULES, at=ARRIVED + 250 * DAY, risk=1)[-1]

    assert (last().desk, last().rule) == (Desk.SUPERINTENDENTS, "bail.regime")
    complex_one = last(exceptionally_complex=True)
    assert (complex_one.desk, complex_one.rule) == (Desk.CHIEF_OFFICERS, "bail.designation")
    assert "a chief officer looks" in title_of_duty(complex_one.kind, complex_one.rule)
