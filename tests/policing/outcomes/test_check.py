"""What the table of outcomes cannot say in one row: the ways round, authorities, editions, clocks."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from constabulary.policing.desks import Authority
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.outcomes.check import (
    approver_headings_of,
    authorities_for,
    check_outcome,
    find_reasons_against_refusal,
    find_reasons_against_reopening,
    has_right_to_review,
    headings_of,
    must_registrar_see,
)
from constabulary.policing.outcomes.preconditions import Stage
from constabulary.policing.outcomes.prevented import limit_on
from constabulary.policing.victims.contact import ReachingFacts, TellingFacts
from constabulary.policing.victims.positions import Support, VictimFacts
from constabulary.standards.lists import NotOffered
from constabulary.standards.outcomes import OUTCOMES
from constabulary.standards.rulebook import Moments
from tests.factories.outcomes import AT, CHARGED, DOES_NOT, crime, matter, numbers, offence, suspect, with_suspect

TRIED = VictimFacts(support=Support.NOT_REACHED)
RAPE = crime(offence=offence("019/07"))
HIGH_RISK = crime(domestic_abuse=True, high_risk_abuse=True)


def codes(facts, *stages) -> set[str]:
    return {one.code.removeprefix("outcome.") for one in check_outcome(facts).missing(*stages)}


@pytest.mark.parametrize(
    ("telling", "is_told"),
    [
        pytest.param(TellingFacts(told=True), True, id="told"),
        pytest.param(TellingFacts(attempts=2, message_left=True), True, id="two attempts and a message left"),
        pytest.param(TellingFacts(attempts=1, message_left=True), False, id="one attempt"),
        pytest.param(TellingFacts(attempts=3), False, id="three attempts and nothing left"),
        pytest.param(TellingFacts(), False, id="nothing tried"),
    ],
)
@pytest.mark.source("OUT-26 p3, domain/00")
def test_two_attempts_by_the_safe_route_and_a_message_count_as_told(telling, is_told):
    assert ("victim-told" not in codes(matter("16", telling=telling))) is is_told


def test_what_only_approval_needs_does_not_stand_in_the_way_of_a_proposal():
    facts = matter("16", telling=TellingFacts(), approved={})
    assert codes(facts, Stage.PROPOSAL) == set()
    assert check_outcome(facts).may_be_proposed
    assert not check_outcome(facts).may_be_approved
    assert "victim-told" in codes(facts, Stage.APPROVAL)


def test_an_offence_against_the_state_has_nobody_to_tell_or_to_support():
    facts = matter("15", crime=crime(offence=offence("008/26"), has_victim=False), telling=TellingFacts())
    assert codes(facts) == set()


@pytest.mark.source("domain/01 6.6")
def test_15_is_open_for_a_victim_who_cannot_be_reached_although_enough_was_tried():
    enough = ReachingFacts(attempts=3, methods=2, over_days=7, visited=True)
    assert codes(matter("15", victim=TRIED, reaching=enough)) == set()


@pytest.mark.source("OUT-26 p19")
@pytest.mark.parametrize("code", ["14", "16"])
def test_silence_never_opens_14_or_16_however_much_was_tried(code):
    enough = ReachingFacts(attempts=9, methods=4, over_days=60, visited=True)
    assert "position-recorded" in codes(matter(code, victim=TRIED, reaching=enough))


@pytest.mark.source("domain/00: named without identity")
def test_18_opens_when_a_supervisor_has_ruled_identity_out_of_reach_and_14_does_not():
    named = with_suspect(
        status=SuspectStatus.NAMED_NOT_LOCATED, identity_cannot_be_established=True, identity_established=False
    )  # fmt: skip
    assert codes(matter("18", **named)) == set()
    assert codes(matter("14", **named)) == {"no-suspect-named"}


def test_an_eliminated_or_merely_described_suspect_bars_nothing():
    for status in (SuspectStatus.ELIMINATED, SuspectStatus.DESCRIBED):
        assert codes(matter("18", **with_suspect(status=status))) == set()


@pytest.mark.source("HOCR-26 p22-23")
@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        pytest.param("15", {}, {Authority.SUPERVISOR}, id="15, volume crime: a supervisor"),
        pytest.param("15", {"crime": RAPE}, {"team"}, id="15, rape: inspector or independent team"),
        pytest.param("16", {"crime": RAPE}, {"team"}, id="16, rape: inspector or independent team"),
        pytest.param("16", {"crime": HIGH_RISK}, {"team"}, id="16, high-risk domestic abuse: the same"),
        pytest.param("16", {"crime": crime(domestic_abuse=True)}, {Authority.SUPERVISOR}, id="16, other abuse"),
        pytest.param("14", {"crime": HIGH_RISK}, {Authority.SUPERVISOR}, id="14, high-risk domestic abuse"),
        pytest.param("1", {}, {Authority.SUPERVISOR}, id="1: never below a supervisor"),
        pytest.param("1A", {"crime": RAPE}, {Authority.CRIME_REGISTRAR}, id="1A, rape: the registrar alone"),
        pytest.param("3", {"crime": crime(offence=offence("034/01"))}, {Authority.SUPERINTENDENT}, id="3, indictable"),
        pytest.param("3", {"stated": {"listed_offence": "yes"}}, {Authority.INSPECTOR}, id="3, listed offence"),
        pytest.param("4", {}, {"registrar"}, id="4: designated decision maker or registrar"),
        pytest.param("5", {}, {"registrar"}, id="5: designated decision maker or registrar"),
        pytest.param("5", {"crime": RAPE}, {Authority.CRIME_REGISTRAR}, id="5, rape: the registrar alone"),
        pytest.param("8", {"crime": crime(hate=True)}, {Authority.INSPECTOR}, id="8, hate: an inspector"),
        pytest.param("21", {}, {Authority.SUPERVISOR}, id="21: a supervisor"),
        pytest.param("21", {"crime": crime(hate=True)}, {Authority.INSPECTOR}, id="21, serious: an inspector"),
        pytest.param("22", {"crime": crime(domestic_abuse=True)}, {Authority.INSPECTOR}, id="22, abuse"),
    ],
)
def test_the_authority_that_an_outcome_asks_for(code, changes, expected):
    named = {
        "team": {Authority.INSPECTOR, Authority.CRIME_REGISTRAR, Authority.DESIGNATED_DECISION_MAKER},
        "registrar": {Authority.DESIGNATED_DECISION_MAKER, Authority.CRIME_REGISTRAR},
    }
    wanted = set().union(*({one} if isinstance(one, Authority) else named[one] for one in expected))
    assert set(authorities_for(matter(code, **changes))) == wanted


@pytest.mark.source("OUT-26 p23-25")
@pytest.mark.parametrize(
    ("code", "day", "offered"),
    [
        pytest.param("23", datetime(2026, 3, 31, 12, tzinfo=UTC), False, id="23 the day before"),
        pytest.param("23", datetime(2026, 4, 1, 12, tzinfo=UTC), True, id="23 on its first day"),
        pytest.param("24", datetime(2026, 3, 31, 12, tzinfo=UTC), False, id="24 the day before"),
        pytest.param("22", datetime(2019, 3, 31, 12, tzinfo=UTC), False, id="22 the day before"),
        pytest.param("22", datetime(2019, 4, 1, 12, tzinfo=UTC), True, id="22 on its first day"),
    ],
)
def test_an_outcome_is_offered_from_its_first_day_on(code, day, offered):
    if offered:
        assert OUTCOMES.entry(code, Moments(decision=day)).code == code
    else:
        with pytest.raises(NotOffered):
            OUTCOMES.entry(code, Moments(decision=day))


@pytest.mark.source("OUT-26 p11")
def test_simple_cautions_were_for_any_crime_before_april_2026():
    before = datetime(2026, 3, 31, 12, tzinfo=UTC)
    assert codes(matter("3", at=before, stated={"caution_kind": "simple", "agreed_on": ""})) == set()
    assert codes(matter("3", crime=crime(hate=True), stated={"caution_kind": "simple"})) == set()
    assert codes(matter("3", crime=crime(domestic_abuse=True), stated={"caution_kind": "simple"})) == set()


def test_a_community_resolution_for_hate_crime_stands_when_the_exception_is_explained():
    assert codes(matter("8", crime=crime(hate=True), stated={"exceptional_because": "A single word."})) == set()


def test_a_crime_that_nobody_had_reported_is_taken_into_consideration_when_its_victim_confirms():
    assert codes(matter("4", stated={"unreported": "yes"})) == set()


@pytest.mark.parametrize(
    ("alternate", "base"),
    [("004/01", "001/01"), ("017/15", "019/07"), ("046/00", "034/01")],
    ids=["murder to manslaughter", "rape to sexual assault", "shop robbery to theft"],
)
def test_an_alternate_charge_with_all_its_conditions_stands(alternate, base):
    stated = {"alternate_offence": alternate, "charged_by": "cps"}
    assert codes(matter("1A", crime=crime(offence=offence(base)), stated=stated)) == set()


def test_a_requisition_number_proves_a_charge_as_well_as_a_court_date():
    assert codes(matter("1", stated={"court_on": "", "requisition": "R/1"})) == set()


LATE = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.mark.source("OUT-26 p20; MCA 1980 s127; CJA 1988 s39A")
@pytest.mark.parametrize(
    ("details", "last_day"),
    [
        pytest.param({"offence": offence("105/01")}, (2026, 10, 1), id="six months from the offence"),
        pytest.param(
            {"offence": offence("105/01"), "domestic_abuse": True, "reported_at": datetime(2026, 7, 1, tzinfo=UTC)},
            (2028, 4, 1),
            id="common assault in domestic abuse, no account known: two years from the offence",
        ),
        pytest.param(
            {
                "offence": offence("105/01"),
                "domestic_abuse": True,
                "occurred_from": datetime(2024, 1, 10, tzinfo=UTC),
                "reported_at": datetime(2025, 12, 1, tzinfo=UTC),
            },
            (2026, 1, 10),
            id="and never more than two years from the offence",
        ),
        pytest.param(
            {"offence": offence("195/12"), "domestic_abuse": True, "reported_at": datetime(2026, 7, 1, tzinfo=UTC)},
            (2026, 10, 1),
            id="another offence in domestic abuse: six months from the offence",
        ),
    ],
)
def test_the_last_day_for_proceedings(details, last_day):
    facts = matter("17", crime=crime(**{"occurred_from": LATE, "reported_at": LATE, **details}))
    assert limit_on(facts).timetuple()[:3] == last_day


@pytest.mark.source("CJA 1988 s39A")
@pytest.mark.parametrize(
    ("account", "happened", "last_day"),
    [
        ("2026-08-20", LATE, (2027, 2, 20)),
        ("2026-05-01", LATE, (2027, 1, 1)),  # Before the police were told: it counts from then.
        ("2026-08-20", datetime(2024, 10, 1, 12, tzinfo=UTC), (2026, 10, 1)),
        ("", LATE, (2028, 4, 1)),
        ("never", LATE, (2028, 4, 1)),
        ("2030-01-01", LATE, (2028, 4, 1)),
    ],
)
def test_common_assault_in_domestic_abuse_runs_from_her_first_account(account, happened, last_day):
    told = datetime(2026, 7, 1, tzinfo=UTC)
    one = crime(offence=offence("105/01"), domestic_abuse=True, occurred_from=happened, reported_at=told)
    facts = matter("17", crime=one, at=datetime(2026, 11, 2, 12, tzinfo=UTC), stated={"first_account_on": account})
    assert limit_on(facts).timetuple()[:3] == last_day
    assert ("first_account_on" in {heading.code for heading in headings_of("17", facts)}) is True


def test_the_day_of_an_account_is_asked_for_where_the_limit_runs_from_it_alone():
    for details in ({"offence": offence("105/01")}, {"offence": offence("195/12"), "domestic_abuse": True}):
        facts = matter("17", crime=crime(occurred_from=LATE, reported_at=LATE, **details))
        assert "first_account_on" not in {heading.code for heading in headings_of("17", facts)}
    # Before the law gave more time there was nothing to ask.
    facts = matter("17", crime=crime(offence=offence("105/01"), domestic_abuse=True))
    none = replace(facts.numbers, domestic_limit=replace(facts.numbers.domestic_limit, exception=False))
    assert "first_account_on" not in {heading.code for heading in headings_of("17", replace(facts, numbers=none))}


def test_the_limit_has_passed_on_the_day_after_its_last():
    old = crime(offence=offence("105/01"), occurred_from=LATE, reported_at=LATE)
    on_last = matter("17", at=datetime(2026, 10, 1, 20, tzinfo=UTC), crime=old)
    assert codes(on_last) == {"limit-passed"}
    assert codes(replace(on_last, at=datetime(2026, 10, 2, 1, tzinfo=UTC))) == set()


def test_an_either_way_offence_may_reach_its_limit_when_it_would_be_charged_as_summary():
    old = crime(occurred_from=LATE, reported_at=LATE)
    assert codes(matter("17", crime=old, stated={"charged_as_summary": "Damage under £5,000."})) == set()


def test_a_day_that_has_not_come_does_not_count():
    assert codes(matter("22", stated={"completed_on": "2026-11-03"})) == {"completed-on"}
    assert codes(matter("22", stated={"completed_on": "never"})) == {"completed-on"}


def test_the_headings_follow_the_matter():
    asked = {one.code for one in headings_of("8", matter("8", crime=crime(domestic_abuse=True)))}
    assert {"intimate_partner", "exceptional_because"} <= asked
    assert "intimate_partner" not in {one.code for one in headings_of("8", matter("8"))}
    assert {"court_on", "requisition", "only_related"} <= {one.code for one in headings_of("1", matter("1"))}
    assert len(approver_headings_of("16")) == 6
    assert approver_headings_of("15") == ()


def test_the_registrar_sees_every_21_and_every_alternate_charge():
    assert must_registrar_see(matter("21"))
    assert must_registrar_see(matter("1A"))
    assert not must_registrar_see(matter("16"))


@pytest.mark.source("police right to review")
@pytest.mark.parametrize(
    ("code", "changes", "has_right"),
    [
        pytest.param("15", {}, True, id="interviewed and not charged"),
        pytest.param("15", with_suspect(interviewed=False), False, id="never interviewed"),
        pytest.param("16", {}, False, id="the victim withdrew"),
        pytest.param("18", {}, False, id="no suspect"),
        pytest.param("1", CHARGED, False, id="charged"),
    ],
)
def test_who_may_ask_for_a_review(code, changes, has_right):
    assert has_right_to_review(matter(code, **changes)) is has_right


def test_a_refusal_and_a_reopening_say_why():
    assert find_reasons_against_refusal(" ")
    assert not find_reasons_against_refusal("Interview him first.")
    assert find_reasons_against_reopening("")
    assert not find_reasons_against_reopening("He has been named.")


def test_the_factory_speaks_of_the_day_the_tests_happen_on():
    assert numbers(AT).related_bars == ("1", "2", "3", "4", "6")
    assert DOES_NOT.does_not_support
    assert suspect().is_named
