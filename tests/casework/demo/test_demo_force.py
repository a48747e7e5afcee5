"""The demonstration force: every state occupied, real shares, nobody real, work for every desk."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from math import sqrt

import pytest
from django.db import connection
from django.db.models import F

from constabulary.access.roles import Role
from constabulary.casework.demo import mix
from constabulary.casework.demo.officers import collar_number_of
from constabulary.casework.demo.places import small_areas
from constabulary.casework.planning.recovery_plans import why_plan_is_stale
from constabulary.policing.clocks import start_of
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.inspection.sampling import draw
from constabulary.policing.investigation.register import CLOCKS, ON_REGISTER, Why
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.lifecycles import LIFECYCLES
from constabulary.policing.workforce.abstractions import AbstractionKind
from constabulary.records.models import (
    Abstraction,
    AllocationProposal,
    Appointment,
    BreakGlass,
    Cancellation,
    ChargingDecision,
    ChargingRequest,
    Connection,
    Crime,
    Deployment,
    District,
    Duty,
    Exhibit,
    Handoff,
    Improvement,
    Incident,
    Inspection,
    InvestigationPlan,
    JournalEntry,
    JournalSeal,
    LineOfEnquiry,
    MeasureResult,
    Message,
    Outcome,
    Person,
    Place,
    ProtectedTime,
    QueueDay,
    QueueFlow,
    QueueForecast,
    RecordLink,
    RecoveryPlan,
    Referral,
    Restriction,
    ReviewRequest,
    RoleGrant,
    SafeRoute,
    SampledAssessment,
    ScenarioRun,
    ScheduleSignature,
    Seal,
    SecondScore,
    ShiftHandover,
    Suspect,
    SuspectLearnsPlan,
    Telephone,
    ThriveAssessment,
    UnusedItem,
    Vehicle,
    VignetteAnswer,
    Warning,
)
from constabulary.records.queries.officers import officer_by_number, say_who_asks, system_officer
from constabulary.records.queries.planning import online_team
from constabulary.records.queries.queues import figures_of_days, ledger
from constabulary.records.queries.recovery_counts import online_week
from constabulary.records.queries.recovery_plans import recovery_plans_running
from constabulary.records.queries.scoring import samples
from constabulary.records.queries.supervision import Scope
from constabulary.records.queries.suspect_register import read_register
from tests import databases

pytestmark = pytest.mark.usefixtures("demo_force")

HOLDS = {
    "incident": Incident, "crime": Crime, "duty": Duty, "handoff": Handoff, "deployment": Deployment,
    "appointment": Appointment, "improvement": Improvement, "message": Message, "line of enquiry": LineOfEnquiry,
    "suspect": Suspect, "outcome": Outcome, "cancellation": Cancellation, "referral": Referral,
    "proposal": AllocationProposal, "charging request": ChargingRequest, "exhibit": Exhibit,
    "scenario run": ScenarioRun,
}  # fmt: skip
#: What the worker brings about once the force is served.
LATER = {"scenario run": {"running", "failed"}}
TODAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize("lifecycle", LIFECYCLES, ids=lambda one: one.name.replace(" ", "-"))
def test_every_state_of_every_lifecycle_is_occupied(lifecycle):
    occupied = set(HOLDS[lifecycle.name].objects.values_list("state", flat=True))
    assert set(lifecycle.states) - LATER.get(lifecycle.name, set()) == occupied


def test_a_suspect_stands_in_every_status():
    assert set(Suspect.objects.values_list("state", flat=True)) == {one.value for one in SuspectStatus}


def test_no_crime_that_is_closed_without_a_charge_leaves_a_suspects_clock_running():
    """A charge of one leaves another to be found; every other way out settles everybody first."""
    charged = ("1", "1A")
    ended = Crime.objects.filter(state="finalised").exclude(outcome__in=charged).values_list("id", flat=True)
    assert ended
    assert not Duty.objects.filter(state="open", crime_id__in=ended, kind__in=[one.value for one in CLOCKS]).exists()
    stand = [one.value for one in ON_REGISTER]
    assert not Suspect.objects.filter(crime_id__in=ended, state__in=stand, settled_with=None).exists()


def test_every_crime_that_an_officer_had_was_planned_before_it_was_closed():
    ended = Crime.objects.filter(state="finalised", outcome__in=("14", "15", "16", "18", "20", "21"))
    had = ended.exclude(allocated_at=None)
    assert had.exists()
    assert not had.exclude(id__in=InvestigationPlan.objects.values("crime_id")).exists()


def test_an_incident_opened_before_thrive_waits_for_it_to_be_finished():
    opened = Incident.objects.exclude(id__in=ThriveAssessment.objects.values("incident")).get()
    assert (opened.grade, opened.assessed_at) == ("G1", None)
    finish = Duty.objects.get(incident=opened, kind="reassess", state="open")
    assert finish.rule == "response.finish_thrive"
    assert finish.due_at > TODAY - timedelta(minutes=10)
    assert {"assess_domestic_abuse", "confirm_safe_route"} <= set(
        Duty.objects.filter(incident=opened, state="open").values_list("kind", flat=True)
    )


def test_a_victim_has_asked_for_a_decision_to_be_looked_at_again():
    asked = ReviewRequest.objects.get(found="", against=[])
    assert asked.crime.victim_id is not None, "whoever asks is somebody"
    due = {one.kind for one in Duty.objects.filter(subject_row=asked.pk, state="open")}
    assert due >= {DutyKind.ACKNOWLEDGE_REVIEW, DutyKind.REVIEW_DECISION}


def test_the_register_of_outstanding_suspects_has_somebody_for_every_reason_with_clocks_and_attempts():
    cells, lines = read_register(Scope(), at=TODAY, most=1000)
    assert {one.why for one in cells} == {one.why for one in lines} == set(Why)
    assert any(line.attempts and line.intelligence for line in lines)
    detained = [line for line in lines if line.why is Why.DETAINED]
    assert any(line.custody and line.due_kind is DutyKind.REVIEW_DETENTION for line in detained)
    assert {line.due_kind for line in lines} >= {
        DutyKind.REVIEW_SUSPECT, DutyKind.DECIDE_BAIL, DutyKind.REVIEW_RELEASE,
    }  # fmt: skip


def test_what_some_are_kept_from_is_there():
    for model in (Restriction, Seal, SafeRoute, Connection):
        assert model.objects.exists()
    assert BreakGlass.objects.filter(reviewed_at=None).exists()
    assert Crime.objects.exclude(restriction=None).exists()


def test_duties_are_overdue_breached_and_waiting_at_every_desk_that_works():
    still_open = Duty.objects.filter(state="open")
    assert still_open.filter(due_at__lt=TODAY).exists()
    assert Duty.objects.exclude(ended_at=None).extra(where=["ended_at > due_at"]).exists()
    waiting = set(still_open.values_list("desk", flat=True))
    assert waiting >= {
        "control_room", "imu", "allocation", "investigation", "supervision", "inspectors", "victims", "vulnerability",
        "registrar", "superintendents",
    }  # fmt: skip


def test_the_unit_has_a_backlog_unrecorded_and_unallocated_and_so_has_the_polit():
    unrecorded = Duty.objects.filter(kind="decide_recording", state="open")
    assert unrecorded.filter(due_at__lt=TODAY).exists()
    assert Crime.objects.filter(state="unallocated").exists()
    assert ThriveAssessment.objects.filter(is_lower=True, accepted_at=None).exists()


@pytest.mark.parametrize("number", ["D07", "D08"])
def test_an_investigator_who_signs_in_finds_crimes_and_duties(number):
    officer = officer_by_number(number)
    assert Crime.objects.filter(officer=officer.id).exclude(state__in=["finalised", "cancelled"]).count() >= 3
    assert Duty.objects.filter(owner=officer.id, state="open").exists()


def test_their_supervisor_finds_reviews_and_decisions_due():
    lead = officer_by_number("D09")
    assert Duty.objects.filter(owner=lead.id, state="open").exists()


def test_somebody_is_away_for_every_reason_with_crimes_that_need_cover():
    standing = Abstraction.objects.filter(withdrawn_at=None)
    assert set(standing.values_list("kind", flat=True)) == {one.value for one in AbstractionKind}
    assert standing.filter(from_on__gt=TODAY.date()).exists()
    assert standing.filter(until_on__lt=TODAY.date()).exists()
    assert Abstraction.objects.exclude(withdrawn_at=None).exists()
    lead = officer_by_number("D09")
    sick = standing.get(kind="sickness", until_on=None)
    assert sick.officer.supervisor_id == lead.id
    assert Crime.objects.filter(officer=sick.officer_id, state__in=["allocated", "investigating"]).exists()
    cover = AllocationProposal.objects.exclude(cover_for=None)
    assert cover.filter(state="open").exists()
    assert cover.filter(state="accepted").exists()


def test_shifts_were_handed_over_one_waits_to_be_taken_over_and_time_is_kept_free():
    lead = officer_by_number("D09")
    own = ShiftHandover.objects.filter(team=lead.team_id)
    assert own.filter(acknowledged_at=None).exclude(written_by=lead.id).exists()
    assert own.filter(acknowledged_by=lead.id).exists()
    assert ProtectedTime.objects.filter(lifted_at=None, until_at__gt=TODAY, officer__supervisor=lead.id).exists()
    assert ProtectedTime.objects.exclude(lifted_at=None).exists()
    detained = Suspect.objects.filter(state="arrested_in_custody", crime__officer__supervisor=lead.id)
    assert detained.exists()


def test_every_role_can_sign_in():
    roles = set(RoleGrant.objects.filter(holder__collar_number__startswith="D").values_list("role", flat=True))
    assert len(roles) == 21


def within(share: float, made: float, n: int, *, slack: float = 0.0) -> bool:
    """Whether a share lies within four standard errors of the real one."""
    return abs(share - made) <= 4 * sqrt(max(share * (1 - share), 1 / n) / n) + slack


@pytest.mark.source("Home Office crime outcomes open data 2018/19, Kent")
def test_offences_are_as_common_as_they_were_in_kent():
    made = Counter(Crime.objects.values_list("offence_category", flat=True))
    n = made.total()
    assert n > 400
    wrong = {
        code: (share, made[code] / n) for code, share in mix.real_offence_shares().items()
        if not within(share, made[code] / n, n, slack=0.01)
    }  # fmt: skip
    assert not wrong


@pytest.mark.source("Home Office crime outcomes open data 2018/19, Kent")
def test_crimes_ended_as_often_in_each_way_as_they_did_in_kent():
    old = Crime.objects.filter(recorded_at__lt=TODAY - timedelta(days=150), state="finalised")
    made = Counter(old.values_list("outcome", flat=True))
    n = made.total()
    real = mix.real_outcome_shares()
    decided = 1 - real["0"]
    # What takes long, or what today's rules refuse, has not ended yet: a little is allowed for that.
    wrong = {
        code: (share / decided, made[code] / n) for code, share in real.items()
        if code != "0" and not within(share / decided, made[code] / n, n, slack=0.04)
    }  # fmt: skip
    assert not wrong


def test_places_lie_in_the_real_districts_and_every_street_is_invented():
    codes = {one.code for one in small_areas()}
    assert set(Place.objects.values_list("lsoa", flat=True)) <= codes
    assert all(re.match(r"ZZ\d", postcode) for postcode in Place.objects.values_list("postcode", flat=True))
    assert District.objects.count() == 4


def test_no_telephone_or_address_on_the_net_could_be_anybodys():
    # As it lies in the tables: the views show nothing of what is sealed.
    with databases.CLUSTER.connect("owner", connection.settings_dict["NAME"]) as owner:
        rows = owner.execute(
            "SELECT value FROM contact_point WHERE kind = 'telephone' "
            "UNION SELECT telephone FROM contact WHERE telephone <> ''"
        )
        telephones = [row[0] for row in rows]
        addresses = [row[0] for row in owner.execute("SELECT value FROM contact_point WHERE kind = 'email'")]
    assert len(telephones) > 300
    assert all(re.fullmatch(r"07700 900\d{3}|01632 960\d{3}", one) for one in telephones)
    assert addresses
    assert all(one.endswith("@example.org") for one in addresses)
    assert Person.objects.count() > 500


def test_the_force_has_an_inspection_of_its_own_two_months_earlier():
    own = Inspection.objects.get(is_own=True)
    assert own.published_on.isoformat() == "2026-09-02"
    due = {one.due_on for one in Improvement.objects.filter(inspection=own, due_on__isnull=False)}
    assert {one.isoformat() for one in due} == {"2026-11-02", "2026-12-02"}


@pytest.mark.source("HMICFRS, Kent PEEL 2018, published 2 May 2019")
def test_what_kent_was_asked_for_is_kept_beside_it_as_history_with_the_deadlines_it_had():
    kent = Inspection.objects.get(is_own=False)
    assert (kent.of_force, kent.published_on.isoformat()) == ("Kent", "2019-05-02")
    asked = Improvement.objects.filter(inspection=kent)
    assert asked.count() == 4
    due = [one.due_on.isoformat() for one in asked if one.due_on]
    assert due == ["2019-08-02", "2019-08-02"]
    assert not any(one.measures for one in asked)
    assert set(asked.values_list("state", flat=True)) == {"awaiting_review"}


def test_people_places_vehicles_and_telephones_are_linked_with_one_another():
    kinds = set(RecordLink.objects.filter(ended_at=None).values_list("kind", flat=True))
    assert kinds >= {
        "neighbour", "associate", "relative", "keeper", "drives", "works_for", "uses", "in_contact", "frequents",
        "involved",
    }  # fmt: skip
    assert RecordLink.objects.exclude(ended_at=None).exists()
    assert Vehicle.objects.count() >= 10
    assert Telephone.objects.count() >= 10
    # No registration mark was ever given the age 00: nobody keeps one of these.
    assert all(
        re.fullmatch(r"G[A-Z]00 [A-Z]{3}", one) for one in Vehicle.objects.values_list("registration", flat=True)
    )


@pytest.mark.parametrize("number", ["D07", "D08"])
def test_an_investigator_who_signs_in_finds_somebody_who_is_linked(number):
    officer = officer_by_number(number)
    suspects = Suspect.objects.filter(crime__officer=officer.id, person__isnull=False).values("person")
    assert RecordLink.objects.filter(from_person__in=suspects).exists()


def test_warnings_wait_for_their_look_and_one_has_waited_too_long():
    standing = Warning.objects.filter(ended_at=None)
    assert standing.filter(review_on__lt=TODAY.date()).count() == 1
    assert standing.filter(review_on__gt=TODAY.date()).count() >= 5
    assert standing.filter(person=None).exists()
    assert standing.exclude(reviewed_at=None).exists()
    assert Warning.objects.exclude(ended_at=None).exists()
    assert Duty.objects.filter(kind="review_warning", state="open", due_at__lt=TODAY).count() == 1


def test_calls_were_scored_blind_by_others_and_it_shows_how_far_they_agree():
    scores = SecondScore.objects.select_related("sampled__assessment")
    assert not [one for one in scores if one.scored_by_id == one.sampled.assessment.assessed_by_id]
    assert scores.values("scored_by").distinct().count() >= 4
    newest = MeasureResult.objects.filter(measure="second_scorers_agree").latest("id")
    assert newest.denominator >= 20
    assert 0.4 < newest.estimate < 1
    assert newest.low < newest.estimate < newest.high


def test_some_feedback_is_given_some_is_owed_and_some_calls_wait_to_be_scored():
    assert SecondScore.objects.exclude(fed_back_at=None).exists()
    assert Duty.objects.filter(kind="give_feedback", state="open").exists()
    assert SampledAssessment.objects.filter(score=None).exists()


def test_every_sample_is_drawn_again_by_its_seed():
    for one in samples():
        again = draw(one.candidates, seed=one.seed, sampling=one.sampling)
        assert {drawn.id for drawn in again} == one.drawn


def test_practice_calls_were_answered_by_many_and_the_sign_ins_have_some_left():
    by_call = Counter(VignetteAnswer.objects.values_list("vignette", flat=True))
    assert len(by_call) >= 10
    assert max(by_call.values()) >= 4
    assert VignetteAnswer.objects.values("answered_by").distinct().count() >= 8
    assert VignetteAnswer.objects.filter(answered_by__collar_number="D01").count() == 2
    assert VignetteAnswer.objects.filter(grade=F("panel_grade")).exists()
    assert VignetteAnswer.objects.exclude(grade=F("panel_grade")).exists()


def test_trends_are_there_to_be_drawn():
    assert MeasureResult.objects.values("until_on").distinct().count() >= 12
    assert QueueDay.objects.values("day").distinct().count() > 300
    assert QueueFlow.objects.exists()


def test_the_ledger_of_every_day_says_what_the_records_say_of_it_now():
    """Its earlier days are kept before what is unusual has been added: nothing of that may reach back so far."""
    days = sorted(set(QueueDay.objects.values_list("day", flat=True)))
    until_on = days[-1]
    found = figures_of_days(from_on=days[0], until_on=until_on, as_at=start_of(until_on + timedelta(days=1)))
    assert ledger(from_on=days[0], until_on=until_on) == found


def test_busy_queues_are_forecast_and_earlier_forecasts_can_be_held_against_what_came():
    made = sorted(set(QueueForecast.objects.values_list("from_day", flat=True)))
    reached = QueueDay.objects.order_by("-day")[0].day
    assert made == [reached - timedelta(days=days) for days in (14, 7, 0)]
    assert QueueForecast.objects.values("desk", "kind").distinct().count() >= 10
    for desk, kind in (("imu", "decide_recording"), ("allocation", "allocate")):
        assert QueueForecast.objects.filter(desk=desk, kind=kind).count() == 3 * 14


def test_the_journal_is_sealed_to_the_last_entry_and_entries_are_as_old_as_what_they_speak_of():
    assert JournalSeal.objects.exists()
    sealed = sum(JournalSeal.objects.values_list("entries", flat=True))
    assert sealed == JournalEntry.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry WHERE recorded_at <> happened_at")
        assert cursor.fetchone()[0] == 0


def test_unused_material_stands_on_both_schedules_and_a_case_goes_on_without_its_victim():
    # What is sensitive is shown to the officer in charge, not to nobody.
    say_who_asks(officer_by_number(collar_number_of(Role.DETECTIVE)))
    schedules = set(UnusedItem.objects.values_list("sensitive", flat=True))
    say_who_asks(system_officer())
    assert schedules == {True, False}
    assert ScheduleSignature.objects.exists()
    assert SuspectLearnsPlan.objects.exists()
    assert set(ChargingDecision.objects.values_list("charged_by", flat=True)) == {"police", "cps"}


def test_the_planner_finds_plans_that_run_one_of_them_stale_and_questions_of_every_kind():
    plans = recovery_plans_running()
    assert {one.name.split(",")[0] for one in plans} >= {"Crimes that wait for an investigator", "POLIT in the summer"}
    by_name = {one.name.split(",")[0]: one for one in plans}
    running, old = by_name["Crimes that wait for an investigator"], by_name["POLIT in the summer"]
    assert len(running.weeks) == 5
    assert why_plan_is_stale(running, at=TODAY) == ()
    assert any("more than 91 days ago" in one for one in why_plan_is_stale(old, at=TODAY))
    assert all(one.label for one in plans), "none of their figures is a measurement"
    kinds = Counter(ScenarioRun.objects.values_list("kind", "state"))
    assert kinds["recovery", "done"] >= 2
    assert kinds["staffing", "asked"] == 1, "the worker answers it as it serves the force"
    assert kinds["play", "asked"] == 2
    counted = [one for one in plans if one.counted_at]
    assert all(len(one.weeks) == 6 for one in counted)
    assert RecoveryPlan.objects.count() == len(plans)


def test_what_the_online_team_had_open_and_did_at_a_moment_is_what_a_plain_count_says():
    crimes = list(Crime.objects.filter(team__kind="online_investigation"))
    assert crimes

    def ended(one: Crime) -> datetime | None:
        return {"finalised": one.finalised_at, "cancelled": one.cancelled_at}.get(one.state)

    def is_open(one: Crime, at: datetime) -> bool:
        over = ended(one)
        return one.recorded_at <= at and (over is None or over > at)

    week = timedelta(days=7)
    for weeks in range(0, 50, 3):
        at = TODAY - weeks * week
        ages, _, _ = online_team(at)
        assert len(ages) == sum(is_open(one, at) for one in crimes)
        found = online_week(from_at=at - week, until_at=at)
        assert found.came_in == sum(at - week <= one.recorded_at < at for one in crimes)
        assert found.went_out == sum(at - week <= over < at for one in crimes if (over := ended(one)))
        assert found.waiting == sum(is_open(one, at) for one in crimes)
