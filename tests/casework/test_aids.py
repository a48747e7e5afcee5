"""Decision aids by their verbs: accepted with their error as shown, off when expired or switched off."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.aids import accept_aid, aid_is_on, open_aids, switch_off_aid
from constabulary.casework.allocation_proposals import propose_allocation
from constabulary.casework.incidents.people import ask_vulnerability
from constabulary.casework.vulnerability.assessing import review_risk
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.inspection.aids import NO_AIDS, Aid
from constabulary.policing.vulnerability.asked import ActionKind, HarmLevel, Letter, Seen, Strand, VulnerabilityAsked
from constabulary.policing.vulnerability.risk import RiskGrade
from constabulary.records.models import AidAcceptance, Duty, JournalEntry, RiskAssessment
from constabulary.records.queries.allocation import PoolFilter
from constabulary.standards.calendar import local_day
from tests.factories.crimes import recorded, reported
from tests.factories.incidents import quarrel
from tests.factories.protection import add_officer
from tests.factories.scoring import drawn_of, scored
from tests.factories.vulnerability import assessed, dash, victim_in

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def accepted(officer, at, aid=Aid.GRADE, *, days: int = 90, reason: str = "It errs alike for all.") -> int:
    return accept_aid(
        aid=aid, until_on=local_day(at + days * DAY), reason=reason, by=officer(Role.CHIEF_OFFICER), at=at
    )


def off(officer, at, aid=Aid.GRADE, reason: str = "It misses children.") -> None:
    switch_off_aid(aid=aid, reason=reason, by=officer(Role.CHIEF_OFFICER), at=at)


def test_an_acceptance_is_kept_with_who_until_when_why_and_the_error_as_it_was_shown(officer, at):
    scored(drawn_of(quarrel(at), at), at + DAY, grade="G1")
    number = accepted(officer, at + 2 * DAY)
    made = AidAcceptance.objects.get(pk=number)
    assert (made.until_on, made.accepted_by_id) == (local_day(at + 92 * DAY), officer(Role.CHIEF_OFFICER).id)
    assert made.edition == "Decision aids 1"
    assert {"by": "all", "name": "", "error": "less_urgent", "too_few": True} in made.errors
    assert "numerator" not in made.errors[0]
    duty = Duty.objects.get(kind="accept_aid_again", subject_row=number)
    assert (duty.state, duty.desk, local_day(duty.due_at)) == ("open", "inspection", local_day(at + 64 * DAY))
    assert JournalEntry.objects.filter(kind="aid_decided", subject_row=number).exists()


def test_accepting_anew_ends_what_was_accepted_before_and_meets_its_duty(officer, at):
    first = accepted(officer, at)
    second = accepted(officer, at + DAY)
    assert AidAcceptance.objects.get(pk=first).ended_because == "Accepted anew."
    assert Duty.objects.get(kind="accept_aid_again", subject_row=first).state == "met"
    assert AidAcceptance.objects.get(aid="grade", ended_at=None).pk == second


def test_an_aid_is_off_once_its_day_is_past_and_at_once_when_it_is_switched_off(officer, at):
    accepted(officer, at, days=3)
    assert aid_is_on(Aid.GRADE, at + 3 * DAY)
    assert not aid_is_on(Aid.GRADE, at + 4 * DAY)
    off(officer, at + DAY)
    assert not aid_is_on(Aid.GRADE, at + DAY)
    with pytest.raises(NotAllowed) as refused:
        off(officer, at + DAY)
    assert [one.code for one in refused.value.reasons] == ["aids.not-on"]


@pytest.mark.parametrize(
    ("days", "reason", "field"), [(90, " ", "reason"), (-1, "Why.", "until_on"), (400, "Why.", "until_on")]
)
def test_an_acceptance_without_why_or_for_too_long_is_refused_beside_its_field(officer, at, days, reason, field):
    with pytest.raises(NotAllowed) as refused:
        accepted(officer, at, days=days, reason=reason)
    assert [one.field for one in refused.value.reasons] == [field]


@pytest.mark.parametrize("role", [Role.INSPECTION_LEAD, Role.INSPECTOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_only_a_chief_officer_accepts_or_switches_off(officer, at, role):
    by = officer(role)
    with pytest.raises(NotPermitted):
        accept_aid(aid=Aid.GRADE, until_on=local_day(at), reason="Mine.", by=by, at=at)
    with pytest.raises(NotPermitted):
        switch_off_aid(aid=Aid.GRADE, reason="Mine.", by=by, at=at)


def test_the_role_without_the_rank_accepts_nothing(officer, at):
    by = add_officer("C9", Role.CHIEF_OFFICER, at, rank=6)
    with pytest.raises(NotPermitted):
        accept_aid(aid=Aid.GRADE, until_on=local_day(at), reason="Mine.", by=by, at=at)


def test_while_it_is_off_nobody_is_proposed_for_the_pool(officer, at):
    recorded(at)
    off(officer, at, Aid.ALLOCATION)
    with pytest.raises(NotAllowed) as refused:
        propose_allocation(wanted=PoolFilter(), by=officer(Role.ALLOCATION_MANAGER), at=at + DAY)
    assert [one.code for one in refused.value.reasons] == ["aids.is-off"]
    accepted(officer, at, Aid.ALLOCATION)
    assert propose_allocation(wanted=PoolFilter(), by=officer(Role.ALLOCATION_MANAGER), at=at + DAY)


def test_the_register_shows_each_error_by_group_of_the_victim_and_of_few_says_nothing(officer, at, monkeypatch):
    for number in range(3):
        scored(drawn_of(quarrel(at + number * timedelta(minutes=1)), at), at + DAY, grade="G1")
    opened = open_aids(by=officer(Role.INSPECTION_LEAD), at=at + 2 * DAY)
    grade = next(one for one in opened.aids if one.aid is Aid.GRADE)
    everybody = next(one for one in grade.errors if one.by == "all" and one.error == "less_urgent")
    assert (everybody.rate.denominator, everybody.rate.numerator, everybody.too_few) == (3, 3, True)
    assert {one.by for one in grade.errors} == {"all", "sex", "age_band", "ethnicity", "language", "district"}
    with pytest.raises(NotPermitted):
        open_aids(by=officer(Role.DISPATCHER), at=at)


def opened_error(officer, at, aid, error):
    opened = open_aids(by=officer(Role.INSPECTION_LEAD), at=at)
    found = next(one for one in opened.aids if one.aid is aid).errors
    return next(
        ((one.rate.numerator, one.rate.denominator) for one in found if (one.by, one.error) == ("all", error)), None
    )


def test_a_suggested_grade_of_risk_errs_where_the_first_second_look_grades_otherwise(officer, at):
    incident = reported(at)
    assert opened_error(officer, at + DAY, Aid.RISK, "too_low") is None
    assessed(incident, at + DAY / 4, dash(grade=RiskGrade.STANDARD))
    assessment = RiskAssessment.objects.get(incident=incident)
    assert assessment.suggested == "standard"
    for words, grade in (("He strangled her.", RiskGrade.HIGH), ("He is in custody now.", RiskGrade.MEDIUM)):
        review_risk(
            incident=incident.pk, person=victim_in(incident).pk, grade=grade, words=words,
            by=officer(Role.VULNERABILITY_DESK), at=at + DAY / 2,
        )  # fmt: skip
    assert opened_error(officer, at + DAY, Aid.RISK, "too_low") == (1, 1)
    assert opened_error(officer, at + DAY, Aid.RISK, "too_high") == (0, 1)


def test_a_suggested_vulnerability_errs_where_whoever_asked_decides_otherwise(officer, at):
    incident = reported(at)
    before = opened_error(officer, at + DAY, Aid.VULNERABILITY, "missed") or (0, 0)
    asked = VulnerabilityAsked(
        letters=tuple((letter, Seen.NO_CONCERN) for letter in Letter), strands=tuple(Strand)[:1],
        interaction="She is alone.", harm_level=next(iter(HarmLevel)), actions=tuple(ActionKind)[:1], vulnerable=True,
        reason="She did not dare to speak.", voice_only=False,
    )  # fmt: skip
    ask_vulnerability(
        incident=incident.pk, person=victim_in(incident).pk, asked=asked, by=officer(Role.DISPATCHER), at=at + DAY / 4
    )
    after = opened_error(officer, at + DAY, Aid.VULNERABILITY, "missed")
    assert after == (before[0] + 1, before[1] + 1)


def test_what_proposes_and_is_no_aid_is_listed_with_the_reason():
    assert NO_AIDS
    assert all(why.strip() for why in NO_AIDS.values())
