"""One force with something on every page: what the sweep of all pages shows."""

from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.abstractions import record_abstraction
from constabulary.casework.allocation_asking import ask_to_exceed
from constabulary.casework.demo.inspections import enter_historical_inspection
from constabulary.casework.districts import add_district
from constabulary.casework.emergencies import open_in_emergency
from constabulary.casework.improvements import ExpectedImprovement, enter_inspection, write_review
from constabulary.casework.local_standards import set_local_standards
from constabulary.casework.open_data import import_published, import_shipped_tables
from constabulary.casework.outcomes.deciding import approve_outcome
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.planning.runs import ask_run
from constabulary.casework.planning.scenarios import FROM_CHAIN, change_scenario, save_scenario
from constabulary.casework.queues import keep_queue_ledger
from constabulary.casework.recording.cancellation import CancellationDetails, ask_cancellation
from constabulary.casework.restrictions import restrict_journey
from constabulary.casework.takeover.comparing import compare_systems
from constabulary.casework.takeover.leaving import draw_rows
from constabulary.casework.takeover.loading import take_over
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.flow import FlowState
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.outcomes.check import RULES
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.workforce.abstractions import Abstraction, AbstractionKind
from constabulary.records.models import (
    BreakGlass,
    Crime,
    Force,
    Improvement,
    Outcome,
    PublishedFile,
    QueueAlarm,
    RecoveryPlan,
    RestrictionGrant,
    SampledAssessment,
    SampledClosure,
    SampledWeight,
    ScenarioRun,
    Takeover,
    TakeoverSample,
    WayMoved,
)
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.officers import officer_by_number, say_who_asks, system_officer
from constabulary.records.writing import writing
from constabulary.simulation.model.changing import Changes
from constabulary.standards.calendar import local_day
from tests.casework.test_summary import ON
from tests.conftest import asking
from tests.factories.copies import thin_of_closed, two_alike, two_copies
from tests.factories.crimes import (
    considered,
    identified,
    nobody_named,
    planned,
    recorded,
    the_suspect,
    told_of,
    withdraws,
)
from tests.factories.fits import screening_fitted
from tests.factories.incidents import quarrel
from tests.factories.officers import number_of
from tests.factories.outcomes import filled
from tests.factories.protection import add_officer
from tests.factories.published import LONDON_STREET
from tests.factories.recovery import approved, staffing_played
from tests.factories.regrading import draw_all_weights
from tests.factories.reviews import not_charged, review_asked
from tests.factories.scenarios import played
from tests.factories.scoring import scored
from tests.factories.second_reviews import closed_as_16, decided_again, draw_every_closure
from tests.factories.staging import small_folder, write_folder
from tests.factories.worked import worked
from tests.trust.scene import Scene, proposed, whole_chain

HOUR = timedelta(hours=1)


def everything(at: datetime) -> Scene:
    """The chain of a sealed victim, and beside it whatever else a page may be about."""
    scene = whole_chain(at)
    _restrict_another(scene, at)
    proposal = proposed(recorded(at).reference, at)
    scene.elsewhere["reject_proposal"] = {"proposals": proposal}
    _enter_improvement(scene, at)
    system = system_officer()
    say_who_asks(system)
    import_shipped_tables(by=system, at=at)
    list(import_published(path=LONDON_STREET, by=system, at=at))
    _await_decisions(scene, at)
    _score_twice(scene, at)
    _look_again(scene, at)
    _take_leave(scene, at)
    _plan_ahead(scene, at)
    say_who_asks(system)
    _come_from_another_system(scene, at)
    add_district(name="Weald", code="E1", by=asking(Role.ADMINISTRATOR), at=at)
    set_local_standards(text=ON, by=asking(Role.ADMINISTRATOR), at=at)
    say_who_asks(system)
    keep_queue_ledger(by=system, at=at + timedelta(days=2))
    _raise_alarm(scene, system, at)
    _raise_move(scene, system, at)
    scene.known["imports"] = str(PublishedFile.objects.order_by("-id")[0].pk)
    return scene


def _plan_ahead(scene: Scene, at: datetime) -> None:
    """A scenario that was played, one made from it that waits to be."""
    run = played(at)
    scenario = ScenarioRun.objects.get(pk=run).scenario_id
    plan = approved(at, scenario=scenario)
    planner = asking(Role.PLANNER)
    other = change_scenario(
        scenario=scenario, changes=Changes(name="One more", people={"clerks": 1}), by=planner, at=at
    )
    learned = save_scenario(name="The way of crimes", origin=FROM_CHAIN, by=planner, at=at)
    scene.elsewhere["scenario_drift"] = {"scenarios": str(learned)}
    scene.elsewhere["ask_roster"] = {"runs": str(staffing_played(at))}
    waiting = ask_run(scenario=other, replications=16, seed=7, by=planner, at=at)
    scene.known |= {"scenarios": str(other), "runs": str(run)}
    scene.known["plans"] = str(plan)
    scene.elsewhere["approve_recovery"] = {"runs": str(RecoveryPlan.objects.get(pk=plan).run_id)}
    scene.elsewhere["scenario_run_changes"] = {"runs": str(waiting)}


def _come_from_another_system(scene: Scene, at: datetime) -> None:
    """A small folder taken over, compared, and a row of it drawn to be looked at."""
    tables = small_folder(at)
    tables["crimes"][0]["officer"] = ""
    system = system_officer()
    say_who_asks(system)
    with TemporaryDirectory() as folder:
        staged = write_folder(Path(folder), tables)
        list(take_over(folder=staged, name="Oldsys", by=system, at=at))
        compare_systems(folder=staged, name="Oldsys", by=system, at=at)
    number = Takeover.objects.get().pk
    draw_rows(takeover=number, by=asking(Role.CHIEF_OFFICER), at=at)
    scene.known |= {"taking-over": str(number), "sample": str(TakeoverSample.objects.order_by("id")[0].pk)}


def _restrict_another(scene: Scene, at: datetime) -> None:
    """Another call, restricted; somebody has opened it, and the victim's address, in an emergency."""
    incident = quarrel(at)
    by = asking(Role.DETECTIVE)
    restriction = restrict_journey(
        journey=incident.journey_id, kind=RestrictionKind.POLICE_OFFICER_INVOLVED, reason="His brother is one.",
        by=by, at=at,
    )  # fmt: skip
    scene.known["restrictions"] = str(restriction)
    scene.known["access"] = str(RestrictionGrant.objects.filter(restriction_id=restriction)[0].pk)
    opener = asking(Role.DISPATCHER)
    open_in_emergency(
        restriction=restriction, seals=(scene.held.seal,),
        reason="He is at her door and the crew needs the address.", by=opener, at=at,
    )  # fmt: skip
    scene.known["emergency-openings"] = str(BreakGlass.objects.order_by("id")[0].pk)


def _enter_improvement(scene: Scene, at: datetime) -> None:
    leader = officer_by_number(number_of(Role.INSPECTION_LEAD))
    assert leader is not None
    by = asking(Role.INSPECTION_LEAD)
    expected = ExpectedImprovement(
        reference="E3-1", question="effectiveness-3", expectation="Review the use of THRIVE.", within_months=3,
        measures=("thrive_recorded",), leader_id=leader.id,
    )  # fmt: skip
    enter_inspection(
        reference="KENT-2018", framework="PEEL 2018/19", title="Kent, PEEL 2018/19, effectiveness", of_force="Kent",
        is_own=True, published_on=date(2019, 5, 2), source="HMICFRS, 2 May 2019", improvements=(expected,), by=by, at=at,
    )  # fmt: skip
    enter_historical_inspection(by=by, at=at)
    improvement = Improvement.objects.get(reference="E3-1")
    review = write_review(
        improvement=improvement.id, scope="All calls of a month.", evidence="A sample of 60.",
        conclusion="Asked in full in 58.", by=by, at=at,
    )  # fmt: skip
    scene.known |= {"improvements": "E3-1", "review": str(review)}


def _take_leave(scene: Scene, at: datetime) -> None:
    """Somebody sick since yesterday."""
    by, today = asking(Role.PLANNER), local_day(at)
    officer = asking(Role.DETECTIVE).id
    sick = Abstraction(kind=AbstractionKind.SICKNESS, from_on=today - timedelta(days=1))
    number = record_abstraction(officer=officer, days=sick, by=by, at=at)
    scene.elsewhere |= {"end_absence": {"absences": str(number)}, "withdraw_absence": {"absences": str(number)}}


def _raise_alarm(scene: Scene, by: Officer, at: datetime) -> None:
    with writing(by=by, at=at, purpose="By the clock") as w:
        w.entry(EntryKind.QUEUE_ALARM_RAISED, subject=w.find(Force)[0])
        alarm = w.insert(
            QueueAlarm(
                desk=Desk.CONTROL_ROOM.value, kind=DutyKind.REASSESS.value, nature=FlowState.STALLED.value, waiting=2,
                missed=9.5, bound=0.001, edition="Local", raised_at=at, raised_by_id=by.id,
            )
        )  # fmt: skip
        scene.known |= {"alarms": str(alarm.id), "queues": f"{Desk.CONTROL_ROOM.value}.{DutyKind.REASSESS.value}"}


def _raise_move(scene: Scene, by: Officer, at: datetime) -> None:
    with writing(by=by, at=at, purpose="By the clock") as w:
        w.entry(EntryKind.WAYS_OUT_RAISED, subject=w.find(Force)[0])
        move = w.insert(
            WayMoved(
                day=local_day(at) - timedelta(days=1), fell="16", rose="18", found_fell=2, expected_fell=21.5, found_rose=31,
                expected_rose=11.5, edition="Local", raised_at=at, raised_by_id=by.id,
            )
        )  # fmt: skip
    scene.known["moved"] = str(move.id)


def _await_decisions(scene: Scene, at: datetime) -> None:
    """Crimes on which somebody is to decide: an outcome, going on without the victim, a cancellation; and one decided."""
    began = at - timedelta(days=1)
    asked = _withdrawn(began)
    considered(asked, began + 6 * HOUR, decided_by=None)
    waits, stands = (_proposed(began) for _ in range(2))
    number = Outcome.objects.get(crime=stands).pk
    approved = filled(tuple(one.heading for one in RULES["16"].by_approver))
    approve_outcome(outcome=number, by=asking(Role.SUPERVISOR), at=began + 9 * HOUR, approver_stated=approved)
    reviewed = not_charged(at - timedelta(days=2))
    review_asked(reviewed, at)
    cancelled = planned(began)
    details = CancellationDetails(
        code="C1", outside_force=True, receiving_force="Northmoor Constabulary", receiving_reference="NM/7731/26",
        victim_told_at=began + 5 * HOUR,
    )  # fmt: skip
    ask_cancellation(crime=cancelled.pk, asked=details, by=asking(Role.DETECTIVE), at=began + 5 * HOUR)
    scene.elsewhere |= {
        "name_victim": {"crimes": nobody_named(began).reference},
        "decide_evidence_led": {"crimes": asked.reference},
        "decide_outcome": {"crimes": waits.reference},
        "answer_review": {"crimes": reviewed.reference},
        "pass_outcome": {"crimes": waits.reference},
        "answer_over_limit": {"crimes": _asked_over_limit(began).reference},
        "oversee_outcome": {"crimes": stands.reference, "oversee": str(number)},
        "decide_cancellation": {"crimes": cancelled.reference},
    }


def _asked_over_limit(began: datetime) -> Crime:
    """A crime that a manager asks an officer with hardly an hour to have."""
    crime, by = recorded(began), asking(Role.ALLOCATION_MANAGER)
    busy = add_officer("D8801", Role.INVESTIGATOR, began)
    with writing(by=by, at=began) as w:
        row = w.lock(OfficerRow, busy.id)
        w.entry(EntryKind.OFFICER_ADDED, subject=row)
        w.update(row, hours_share=0.01)
    ask_to_exceed(crime=crime.pk, officer=busy.id, reason="He has the others.", by=by, at=began + 6 * HOUR)
    return crime


def _withdrawn(began: datetime) -> Crime:
    crime = planned(began)
    worked(crime, began + 4 * HOUR)
    identified(crime, began + 4 * HOUR)
    withdraws(crime, began + 5 * HOUR)
    return crime


def _proposed(began: datetime) -> Crime:
    """Outcome 16 proposed, the victim told of it."""
    crime = _withdrawn(began)
    considered(crime, began + 6 * HOUR)
    propose_outcome(
        crime=crime.pk, outcome_type="16", rationale="Nothing but her account shows it.", suspect=the_suspect(crime).pk,
        stated=filled(tuple(one.heading for one in RULES["16"].stated)), by=asking(Role.DETECTIVE), at=began + 7 * HOUR,
    )  # fmt: skip
    told_of(crime, "16", began + 8 * HOUR)
    return crime


def _score_twice(scene: Scene, at: datetime) -> None:
    """Another drawn call scored a second time, by whoever opens its comparison."""
    waiting = SampledAssessment.objects.exclude(pk=scene.known["scoring"]).order_by("pk")[0]
    scored(waiting, at + HOUR, by=Role.CONTROL_ROOM_SUPERVISOR)
    scene.elsewhere["comparison"] = {"scoring": str(waiting.pk)}


def _look_again(scene: Scene, at: datetime) -> None:
    """Closed crimes drawn, one of them decided a second time and otherwise; two reviews in the same words."""
    closed_as_16(at - timedelta(days=3))
    draw_every_closure(at)
    differing, waiting = SampledClosure.objects.order_by("pk")[:2]
    decided_again(differing, at)
    copied = two_copies(at - timedelta(days=4))
    alike = two_alike(at - timedelta(days=4))
    thin = thin_of_closed(at - timedelta(days=8))
    draw_all_weights(at)
    screening_fitted(at)
    weight = SampledWeight.objects.order_by("pk")[0]
    scene.elsewhere |= {
        "second_review": {"second-decisions": str(waiting.pk)},
        "both_decisions": {"second-decisions": str(differing.pk)},
        "read_copies": {"copies": str(copied.pk)},
        "read_alike_thrive": {"alike": str(alike.pk)},
        "feed_back_thin": {"alike": str(thin.pk)},
        "grade_again": {"weights": str(weight.pk)},
    }
