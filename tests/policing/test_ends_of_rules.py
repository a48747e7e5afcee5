"""The ends of the guard rules: the very moment, the very day, each of several conditions by itself.

Written for the faults of tests/policing/mutants.py that the other tables did not notice.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.allocation.choice import (
    OVER_LIMIT,
    Fit,
    find_reasons_against_allocation,
)
from constabulary.policing.desks import Authority
from constabulary.policing.investigation.abuse_risk import AbuseRisk
from constabulary.policing.investigation.abuse_risk import find_reasons_against_grade as against_risk
from constabulary.policing.investigation.bail import BailFacts, find_bail_periods
from constabulary.policing.investigation.detention import (
    BailExtension,
    CustodyDetails,
    DetentionAct,
    DetentionDecided,
    DetentionFacts,
    authority_of_release_review,
    find_reasons_against_bail_extension,
    find_reasons_against_custody,
    find_reasons_against_decision,
)
from constabulary.policing.investigation.duties import is_outstanding
from constabulary.policing.investigation.reviews import (
    Examined,
    Occasion,
    ReviewDetails,
    ReviewLevel,
    find_reasons_against_review,
)
from constabulary.policing.investigation.suspects import SuspectStatus, find_reasons_against_status
from constabulary.policing.outcomes.charging import _is_shop_robbery, prosecutor_decides
from constabulary.policing.outcomes.check import has_right_to_review
from constabulary.policing.outcomes.duties import needs_inspector_at_high_risk
from constabulary.policing.outcomes.general import counts_as_told
from constabulary.policing.outcomes.out_of_court import is_about_a_knife
from constabulary.policing.victims.contact import (
    AgreementDetails,
    ContactMethod,
    Reached,
    SpokenTo,
    TellingFacts,
    UpdateDetails,
    find_reasons_against_agreement,
    find_reasons_against_update,
)
from constabulary.policing.victims.contact import (
    Occasion as Told,
)
from constabulary.standards.calendar import local_day
from constabulary.standards.investigation import TellingAttempts
from constabulary.standards.offences import offences
from constabulary.standards.outcomes import OUTCOMES
from constabulary.standards.rulebook import Moments, on
from tests.factories.outcomes import crime, matter, offence

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RULES = on(AT)


def codes(reasons) -> set[str]:
    return {one.code.split(".")[1] for one in reasons}


PLAIN = offence("149/00", "58C")
INDICTABLE_ONLY = next(one for one in offences() if one.is_indictable_only and one.subgroup != "Rape")


@pytest.mark.parametrize(
    ("changes", "decides"),
    [
        ({}, False),
        ({"domestic_abuse": True}, True),
        ({"hate": True}, True),
        ({"stalking": True}, True),
        ({"offence": replace(INDICTABLE_ONLY, subgroup="Nothing of the list")}, True),
        ({"offence": replace(PLAIN, subgroup="Rape")}, True),
    ],
    ids=["plain damage", "domestic abuse", "hate", "stalking", "indictable only", "of the list by its kind"],
)
def test_the_prosecutor_decides_for_each_reason_by_itself(changes, decides):
    assert prosecutor_decides(crime(**{"offence": PLAIN, **changes})) is decides


@pytest.mark.parametrize(
    ("group", "alternate", "is_one"),
    [("Robbery", "046/00", True), ("Robbery", "105/01", False), ("Theft", "046/00", False)],
    ids=["a robbery charged as theft", "a robbery charged as something else", "a theft charged as theft"],
)
def test_a_robbery_charged_as_theft_is_one_of_a_shop(group, alternate, is_one):
    facts = matter("1A", crime=crime(offence=replace(PLAIN, group=group)), stated={"alternate_offence": alternate})
    assert _is_shop_robbery(facts) is is_one


@pytest.mark.parametrize(
    ("group", "title", "is_one"),
    [
        ("Possession of weapons", "Having an article with a blade in a public place", True),
        ("Possession of weapons", "Possession of offensive weapon without lawful authority", False),
        ("Theft", "Theft of a knife", False),
    ],
    ids=["a blade", "another weapon", "another offence that speaks of one"],
)
def test_having_a_knife_is_a_weapon_offence_that_names_one(group, title, is_one):
    facts = matter("2", crime=crime(offence=replace(PLAIN, group=group, title=title)))
    assert is_about_a_knife(facts) is is_one


@pytest.mark.parametrize(("has_victim", "may"), [(True, True), (False, False)], ids=["a victim", "against the state"])
def test_only_a_victim_has_a_right_to_review(has_victim, may):
    assert has_right_to_review(matter("15", crime=crime(has_victim=has_victim))) is may


@pytest.mark.parametrize(("code", "needed"), [("16", True), ("18", False)])
def test_the_list_says_for_which_outcomes_high_risk_takes_an_inspector(code, needed):
    assert needs_inspector_at_high_risk(OUTCOMES.entry(code, Moments(decision=AT))) is needed


@pytest.mark.parametrize(
    ("done", "asked", "told"),
    [
        (TellingFacts(told=True), TellingAttempts(attempts=3, message_left=True), True),
        (TellingFacts(ruled_unsafe=True), TellingAttempts(attempts=3, message_left=True), True),
        (TellingFacts(told=False, attempts=3), TellingAttempts(attempts=3, message_left=True), False),
        (TellingFacts(told=False, attempts=3, message_left=True), TellingAttempts(attempts=3, message_left=True), True),
        (TellingFacts(told=False, attempts=3), TellingAttempts(attempts=3, message_left=False), True),
        (
            TellingFacts(told=False, attempts=2, message_left=True),
            TellingAttempts(attempts=3, message_left=True),
            False,
        ),
    ],
    ids=["told", "unsafe to tell", "no message left", "tried and left", "no message asked for", "one attempt short"],
)
def test_what_counts_as_told_takes_the_attempts_and_the_message_that_the_standard_asks_for(done, asked, told):
    assert counts_as_told(done, asked) is told


def test_a_limit_needs_a_reason_for_an_override_and_without_one_none():
    may = {"reason": "Local.", "may_exceed": True}
    plain = Fit(refusals=(), overrides=(), notes=())
    over = Fit(refusals=(), overrides=(OVER_LIMIT,), notes=())
    assert find_reasons_against_allocation(plain, override_reason="", **may) == ()
    assert find_reasons_against_allocation(over, override_reason="", **may) == (OVER_LIMIT,)
    assert find_reasons_against_allocation(over, override_reason="Nobody else.", **may) == ()


def test_the_same_grade_of_risk_again_is_no_reduction():
    assert against_risk(AbuseRisk.MEDIUM, present="medium", reason="") == ()
    assert len(against_risk(AbuseRisk.STANDARD, present="medium", reason="")) == 1


def test_a_custody_record_may_hold_the_same_moment_twice():
    kept = CustodyDetails(reference="ZZ/1/26", arrested_at=AT, arrived_at=AT, authorised_at=AT, indictable=True)
    assert find_reasons_against_custody(kept, detained=True, at=AT) == ()


def test_a_review_of_detention_may_be_at_the_moment_it_was_authorised_and_at_this_very_one():
    facts = DetentionFacts(arrested_at=AT, arrived_at=AT, authorised_at=AT, indictable=True)
    review = DetentionDecided(act=DetentionAct.REVIEW, moment=AT, right_rank=True)
    assert find_reasons_against_decision(review, facts, at=AT, rulebook=RULES) == ()


@pytest.mark.source("PCSC Act 2022 s45")
@pytest.mark.parametrize(
    ("asked_at", "until", "missing"),
    [
        ("end", "outer", set()),
        ("end", "end", {"bail-not-longer"}),
        ("after", "outer", {"bail-over"}),
        ("end", "beyond", {"bail-too-long"}),
    ],
    ids=["at its very end, as long as may be", "no longer than it was", "a minute too late", "a minute too long"],
)
def test_bail_is_extended_until_its_end_and_no_longer_than_that_rank_may(asked_at, until, missing):
    facts = BailFacts(arrested_at=AT, released_on=local_day(AT))
    first, second = find_bail_periods(facts, RULES)[:2]
    minute = timedelta(minutes=1)
    ends = {"end": first.ends_at, "after": first.ends_at + minute}
    untils = {"end": first.ends_at, "outer": second.outer_at or second.ends_at}
    untils["beyond"] = untils["outer"] + minute
    asked = BailExtension(until=untils[until], authority=second.authority, right_rank=True, reference="B/1")
    found = find_reasons_against_bail_extension(asked, facts, ends_at=first.ends_at, at=ends[asked_at], rulebook=RULES)
    assert codes(found) == missing


def test_after_its_last_review_a_release_is_reviewed_by_whoever_made_the_last():
    assert authority_of_release_review(RULES, done=99) is authority_of_release_review(RULES, done=98)
    made = [authority_of_release_review(RULES, done=done) for done in range(6)]
    assert made[0] is Authority.SUPERVISOR
    assert made[-1] is Authority.SUPERINTENDENT


def test_attendance_is_outstanding_once_its_moment_has_passed_and_not_at_it():
    arranged = SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED
    assert not is_outstanding(arranged, until=AT, at=AT)
    assert is_outstanding(arranged, until=AT, at=AT + HOUR)


def test_a_review_that_directs_needs_no_reason_and_an_empty_one_is_not_held_against_it():
    review = ReviewDetails(
        level=ReviewLevel.SUPERVISOR, occasion=Occasion.INTERVAL, examined=(Examined.PLAN,),
        findings="The footage is not asked for.", challenge="Ask for it today.", no_direction_because="Noted",
    )  # fmt: skip
    assert find_reasons_against_review(review, at=AT) == ()
    without = replace(review, challenge="")
    assert codes(find_reasons_against_review(without, at=AT)) == {"empty-reason"}


@pytest.mark.parametrize(
    ("now", "then", "is_named", "has_moment", "missing"),
    [
        (SuspectStatus.UNKNOWN, SuspectStatus.DESCRIBED, False, False, set()),
        (SuspectStatus.NAMED_NOT_ARRESTED, SuspectStatus.ARRESTED_IN_CUSTODY, True, False, set()),
        (
            SuspectStatus.NAMED_NOT_ARRESTED,
            SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED,
            True,
            False,
            {"moment-missing"},
        ),
        (SuspectStatus.NAMED_NOT_ARRESTED, SuspectStatus.VOLUNTARY_ATTENDANCE_ARRANGED, True, True, set()),
    ],
    ids=["described needs no name", "arrest needs no day", "attendance needs a day", "attendance with its day"],
)
def test_a_suspect_needs_a_name_and_a_day_only_where_the_status_does(now, then, is_named, has_moment, missing):
    found = find_reasons_against_status(now, then, is_named=is_named, words="Seen.", has_moment=has_moment)
    assert codes(found) == missing


@pytest.mark.parametrize(("days", "is_odd"), [(0, True), (1, False), (366, False), (367, True)])
def test_contact_is_agreed_for_every_day_at_the_most_and_once_a_year_at_the_least(days, is_odd):
    agreed = AgreementDetails(how=ContactMethod.TELEPHONE, by_safe_route=True, every_days=days)
    found = find_reasons_against_agreement(agreed, safety_matters=True, has_route=True)
    assert bool(found) is is_odd


def test_a_route_that_nobody_says_is_confirmed_is_not():
    agreed = AgreementDetails(how=ContactMethod.TELEPHONE, by_safe_route=True, every_days=7)
    assert codes(find_reasons_against_agreement(agreed, safety_matters=True)) == {"not-safe"}
    assert codes(find_reasons_against_update(updated(), at=AT, is_open=True, safety_matters=True)) == {
        "route-not-confirmed"
    }


def updated(**changes) -> UpdateDetails:
    """An update that reached the victim by the safe route."""
    whole = {
        "occasion": Told.AS_AGREED, "method": ContactMethod.TELEPHONE, "reached": Reached.REACHED, "by_safe_route": True,
        "spoken_to": SpokenTo.VICTIM, "said": "The footage is secured.", "questions": "None.",
        "next_on": local_day(AT), **changes,
    }  # fmt: skip
    return UpdateDetails(**whole)


def test_the_next_contact_may_be_today_and_safety_matters_only_where_it_is_said_to():
    assert find_reasons_against_update(updated(), at=AT, is_open=True) == ()
    assert find_reasons_against_update(updated(by_safe_route=False), at=AT, is_open=True) == ()
    assert codes(find_reasons_against_update(updated(next_on=local_day(AT - DAY)), at=AT, is_open=True)) == {
        "next-in-past"
    }
