"""The last hours: calls that are being dealt with as the force is opened, one in each state that something may be in.

Acted one by one on the database, after the history has been written.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime, timedelta
from random import Random

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.contact import CallDetails, CallReport, open_at_once, take_call
from constabulary.casework.demo.crimes import DO_NOT, FINISHED, RECORD_IT
from constabulary.casework.demo.endings import SUPPORTS
from constabulary.casework.demo.officers import collar_number_of
from constabulary.casework.demo.outstanding import look_for
from constabulary.casework.demo.people import invent_person
from constabulary.casework.demo.places import districts, invent_place
from constabulary.casework.demo.reports import (
    AT_THE_DOOR,
    QUARREL,
    SEXUAL,
    SHOPLIFTING,
    THEFT,
    VIOLENCE,
    Report,
    make_call,
)
from constabulary.casework.incidents.appointments import (
    make_appointment,
    miss_appointment,
    move_appointment,
    refuse_appointment,
)
from constabulary.casework.incidents.dispatch import clear_unit, deploy_unit, divert_unit, note_arrival, note_en_route
from constabulary.casework.incidents.grading import Asking, grade_incident
from constabulary.casework.incidents.handoffs import acknowledge_handoff, escalate_handoffs, hand_over
from constabulary.casework.investigation.plans import end_line, set_plan
from constabulary.casework.investigation.suspects import add_suspect, move_suspect, name_suspect
from constabulary.casework.outcomes.deciding import approve_outcome, refuse_outcome, reopen_crime
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.people import PersonDetails
from constabulary.casework.recording.cancellation import (
    CancellationDetails,
    ask_cancellation,
    cancel_crime,
    refuse_cancellation,
)
from constabulary.casework.recording.crimes import CrimeDetails, suspect_in_act
from constabulary.casework.recording.decision import decide_recording
from constabulary.casework.victims.contact import update_victim
from constabulary.casework.victims.positions import record_position
from constabulary.policing.desks import Desk
from constabulary.policing.incidents.triggers import Trigger
from constabulary.policing.investigation.plans import LineDetails, PlanDetails
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.recording.decision import RecordingFacts
from constabulary.policing.victims.contact import ContactMethod, Occasion, Reached, UpdateDetails
from constabulary.records.models import Crime, District, Incident, IncidentPerson, LineOfEnquiry
from constabulary.records.queries.officers import officer_by_number
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from constabulary.standards.offences import offences
from constabulary.standards.rulebook import on

S = SuspectStatus
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
#: How a suspect came to stand where they do, for each status: described first where the first is, named otherwise.
WAYS: tuple[tuple[SuspectStatus, ...], ...] = (
    (S.DESCRIBED,), (S.DESCRIBED, S.ELIMINATED), (S.NAMED_NOT_ARRESTED,), (S.NAMED_NOT_ARRESTED,), (S.NAMED_NOT_ARRESTED, S.NAMED_NOT_LOCATED),
    (S.NAMED_NOT_ARRESTED, S.WANTED_CIRCULATED), (S.NAMED_NOT_ARRESTED, S.VOLUNTARY_ATTENDANCE_ARRANGED),
    (S.NAMED_NOT_ARRESTED, S.VOLUNTARY_ATTENDANCE_ARRANGED, S.INTERVIEWED_VOLUNTARILY),
    *((S.NAMED_NOT_ARRESTED, S.ARRESTED_IN_CUSTODY, *then) for then in (
        (S.BAILED_PRE_CHARGE,), (S.UNDER_INVESTIGATION,), (S.NO_FURTHER_ACTION,), (S.OUT_OF_COURT_PENDING,),
        (S.POSTAL_REQUISITION_ISSUED,), (S.CHARGED,), (S.CHARGED_REMANDED,), (S.CHARGED_BAIL,), (S.DECEASED,),
    )),
)  # fmt: skip


class Present:
    """Whoever is on duty, and the few acts that every scene begins with."""

    def __init__(self, *, at: datetime, chance: Random) -> None:
        self.at = at
        self.chance = chance
        self.district = districts()[0][0]
        self.district_row = District.objects.get(code=self.district).id
        self.officers = {role: officer_by_number(collar_number_of(role)) for role in Role}

    def by(self, role: Role) -> Officer:
        """The sign-in of a role."""
        found = self.officers[role]
        if found is None:
            raise LookupError(role)
        return found

    def person(self) -> PersonDetails:
        """Somebody new."""
        return invent_person(self.chance, on=local_day(self.at))

    def call(self, report: Report, at: datetime, *, crime: bool = True, domestic: bool = False) -> CallDetails:
        """What is told at a call."""
        place = invent_place(self.chance, self.district, self.district_row, shop=report.at_shop)
        return make_call(
            self.chance, report, at=at, caller=self.person(), place=place, rulebook=on(at), crime=crime,
            domestic=domestic,
        )  # fmt: skip

    def take(self, report: Report, at: datetime, *, crime: bool = True, domestic: bool = False) -> int:
        """A call taken; the number of its incident."""
        call = self.call(report, at, crime=crime, domestic=domestic)
        return take_call(call=call, by=self.by(Role.CONTACT_HANDLER), at=at).incident_id

    def attend(self, incident: int, at: datetime) -> None:
        """A unit is sent to an incident, gets there and is done."""
        by = self.by(Role.DISPATCHER)
        unit = deploy_unit(incident=incident, unit="K10", by=by, at=at + HOUR / 12)
        note_arrival(deployment=unit, by=by, at=at + HOUR / 4)
        clear_unit(deployment=unit, words="All spoken to.", by=by, at=at + HOUR * 0.9)

    def record(self, report: Report, at: datetime, *, code: str = "049/10", domestic: bool = False) -> Crime:
        """A crime attended at once and recorded an hour after its call."""
        incident = Incident.objects.get(pk=self.take(report, at, domestic=domestic))
        self.attend(incident.id, at)
        victim = IncidentPerson.objects.filter(incident=incident).select_related("person").earliest("id").person
        listed = [one for one in offences() if one.code == code and one.is_recordable_on(at)]
        done = decide_recording(
            incident=incident.id, answers=RECORD_IT, by=self.by(Role.IMU_ASSESSOR), at=at + HOUR,
            facts=RecordingFacts(state_based=False, rape_reported=False, professional_or_carer=False),
            crime=CrimeDetails(
                offence_key=listed[0].key, occurred_from=incident.reported_at - HOUR, victim=victim.reference
            ),
        )  # fmt: skip
        return Crime.objects.get(reference=done.crime)

    def give(self, crime: Crime, to: Role, at: datetime) -> Officer:
        """The crime given to the sign-in of a role."""
        officer = self.by(to)
        allocate_crime(
            crime=crime.id, officer=officer.id, reason="Works this district.", override_reason="Nobody carries less.",
            by=self.by(Role.INSPECTOR), at=at,
        )  # fmt: skip
        return officer

    def plan(self, crime: Crime, officer: Officer, at: datetime) -> None:
        """Its plan, with two lines of enquiry."""
        due = local_day(at) + 9 * DAY
        lines = tuple(
            LineDetails(objective=objective, action=action, due_on=due)
            for objective, action in (("Who did it", "Secure footage"), ("What was seen", "Speak to neighbours"))
        )
        plan = PlanDetails(
            summary="Taken from a garden shed.", points_to_prove="As the offence asks.",
            evidence_led_route="Footage and the first account.", lines=lines,
        )  # fmt: skip
        set_plan(crime=crime.id, plan=plan, by=officer, at=at)


def add_present(*, by: Officer, at: datetime, chance: Random) -> None:
    """Every scene, in order of time as far as it goes."""
    scene = Present(at=at, chance=chance)
    scenes: tuple[Callable[[Present, datetime], None], ...] = (
        _backlog, _suspects, _outcomes, _cancellations, _not_recorded, _appointments, _control_room,
    )  # fmt: skip
    for act in scenes:
        act(scene, at)
    _handoffs(scene, at, by)
    _opened_at_once(scene, at)


def _control_room(scene: Present, at: datetime) -> None:
    """An incident nobody goes to yet, one with a unit sent, one with a unit on its way, one with a unit there."""
    by = scene.by(Role.DISPATCHER)
    scene.take(QUARREL, at - 0.4 * HOUR, crime=False)
    sent = scene.take(VIOLENCE, at - 0.3 * HOUR)
    deploy_unit(incident=sent, unit="K11", by=by, at=at - 0.2 * HOUR)
    going = scene.take(VIOLENCE, at - 0.6 * HOUR, domestic=True)
    note_en_route(
        deployment=deploy_unit(incident=going, unit="K12", by=by, at=at - 0.5 * HOUR), by=by, at=at - 0.4 * HOUR
    )
    there = scene.take(SHOPLIFTING, at - 2 * HOUR)
    gone = deploy_unit(incident=there, unit="K13", by=by, at=at - 1.9 * HOUR)
    divert_unit(deployment=gone, reason="Nearer to a fight in progress.", by=by, at=at - 1.8 * HOUR)
    note_arrival(deployment=deploy_unit(incident=there, unit="K14", by=by, at=at - 1.5 * HOUR), by=by, at=at - HOUR)
    cleared = deploy_unit(incident=there, unit="K15", by=by, at=at - 1.4 * HOUR)
    note_arrival(deployment=cleared, by=by, at=at - 1.2 * HOUR)
    clear_unit(deployment=cleared, words="First unit can deal.", by=by, at=at - 0.5 * HOUR)
    _graded_lower(scene, at)


def _graded_lower(scene: Present, at: datetime) -> None:
    """A grade below the floor that a supervisor has still to decide."""
    asked_at = at - 0.25 * HOUR
    call = scene.call(VIOLENCE, at - HOUR)
    incident = take_call(call=call, by=scene.by(Role.CONTACT_HANDLER), at=at - HOUR).incident_id
    row = Incident.objects.get(pk=incident)
    lower = {"G1": "G2", "G2": "G3", "G3": "G4"}.get(row.grade, "G5")
    grade_incident(
        incident=incident, answers=call.answers, grade=lower, by=scene.by(Role.DISPATCHER), at=asked_at,
        asking=Asking(trigger=Trigger.NEW_INFORMATION, what_changed="He has gone home.", interim_advice="Stay inside."),
        reason_below_floor="Spoke to her again: he has gone home and she is with her sister.",
    )  # fmt: skip


def _opened_at_once(scene: Present, at: datetime) -> None:
    """One opened before THRIVE, minutes ago, with a unit sent: THRIVE is to be finished in the minutes that are left."""
    call = scene.call(AT_THE_DOOR, at - HOUR / 12, domestic=True)
    # Nobody was asked yet whether a crime is reported, and the history was not looked at.
    asked_before = {one.name: getattr(call, one.name) for one in fields(CallReport)}
    report = CallReport(
        **{**asked_before, "crime_reported": None, "history_checked": False, "answered_at": at - HOUR / 10}
    )
    made = open_at_once(call=report, by=scene.by(Role.CONTACT_HANDLER), at=at - HOUR / 12)
    deploy_unit(incident=made.incident_id, unit="K17", by=scene.by(Role.DISPATCHER), at=at - HOUR / 15)


def _handoffs(scene: Present, at: datetime, system: Officer) -> None:
    by = scene.by(Role.DISPATCHER)
    for sent_at in (at - 20 * HOUR, at - 8 * HOUR, at - 0.1 * HOUR):
        incident = scene.take(QUARREL, sent_at - 0.1 * HOUR, crime=False)
        number = hand_over(incident=incident, to_desk=Desk.IMU, reason="The desk can resolve it.", by=by, at=sent_at)
        if sent_at == at - 20 * HOUR:
            acknowledge_handoff(handoff=number, by=scene.by(Role.IMU_ASSESSOR), at=sent_at + HOUR)
    escalate_handoffs(by=system, at=at)


def _appointments(scene: Present, at: datetime) -> None:
    by = scene.by(Role.DISPATCHER)
    for fate in ("made", "moved", "missed", "refused", "kept"):
        incident = scene.take(QUARREL, at - 30 * HOUR, crime=False)
        past = {"from_at": at - 20 * HOUR, "until_at": at - 18 * HOUR}
        ahead = {"from_at": at + 3 * HOUR, "until_at": at + 5 * HOUR}
        make_appointment(incident=incident, **(ahead if fate == "made" else past), by=by, at=at - 29 * HOUR)
        if fate == "moved":
            move_appointment(incident=incident, **ahead, reason="The caller works late.", by=by, at=at - 21 * HOUR)
        elif fate == "missed":
            miss_appointment(incident=incident, reason="The unit was sent elsewhere.", by=by, at=at - 17 * HOUR)
        elif fate == "refused":
            refuse_appointment(incident=incident, reason="Does not want a visit.", by=by, at=at - 21 * HOUR)
        elif fate == "kept":
            note_arrival(
                deployment=deploy_unit(incident=incident, unit="K16", by=by, at=at - 20 * HOUR),
                by=by,
                at=at - 19 * HOUR,
            )


def _backlog(scene: Present, at: datetime) -> None:
    """A report nobody has decided on yet, a crime nobody was given: what the unit's desk is there to catch up with."""
    scene.attend(scene.take(THEFT, at - 4 * DAY), at - 4 * DAY)
    scene.record(THEFT, at - 5 * DAY)


def _suspects(scene: Present, at: datetime) -> None:
    """One suspect in every status there is, on three crimes of the detective's."""
    crimes = []
    for number in range(3):
        crime = scene.record(VIOLENCE, at - (9 + number) * DAY, code="008/06")
        by = scene.give(crime, Role.DETECTIVE, at - 8 * DAY)
        scene.plan(crime, by, at - 7.5 * DAY)
        crimes.append(crime)
    for number, way in enumerate(WAYS):
        crime, moment = crimes[number % 3], at - 7 * DAY
        if way[0] is S.DESCRIBED:
            suspect = add_suspect(
                crime=crime.id, description="Grey coat, thirties.", words="By a witness.", by=by, at=moment
            )
        else:
            suspect = add_suspect(crime=crime.id, person=scene.person(), words="By a witness.", by=by, at=moment)
        for step in way[1:]:
            moment += 3 * HOUR
            move_suspect(
                suspect=suspect, to_status=step, words="As noted.", moment=at + 20 * DAY, reference=f"ZZ/{number}",
                by=by, at=moment,
            )  # fmt: skip
    # Somebody it is known only that they were there: how an investigation over from another force begins.
    with writing(by=by, at=at - 6 * DAY, purpose="Working the crime") as w:
        row = w.lock(Crime, crimes[0].id)
        w.entry(EntryKind.SUSPECT_ADDED, subject=row, journey=row.journey_id)
        suspect_in_act(w, row, None, status=S.UNKNOWN, words="A second person ran off.", description="")
    named = add_suspect(crime=crimes[1].id, description="Limps.", words="On the footage.", by=by, at=at - 6 * DAY)
    name_suspect(suspect=named, person=scene.person(), words="Known to the shop.", by=by, at=at - 5 * DAY)
    reviewers = (scene.by(Role.SUPERVISOR), scene.by(Role.INSPECTOR))
    look_for(crimes=[one.id for one in crimes], by=by, reviewers=reviewers, at=at)


def _outcomes(scene: Present, at: datetime) -> None:
    """Outcomes proposed, refused, and one that stood until the crime was reopened; a line of each end."""
    lead = scene.by(Role.SUPERVISOR)
    for fate in ("proposed", "refused", "reopened"):
        crime = scene.record(THEFT, at - 12 * DAY)
        by = scene.give(crime, Role.INVESTIGATOR, at - 11 * DAY)
        scene.plan(crime, by, at - 10 * DAY)
        for place, line in enumerate(LineOfEnquiry.objects.filter(crime=crime).order_by("id")):
            end_line(line=line.id, pursued=place == 0, result="Nothing more to find.", by=by, at=at - 9 * DAY)
        record_position(crime=crime.id, position=SUPPORTS, by=by, at=at - 9 * DAY)
        number = propose_outcome(
            crime=crime.id, outcome_type="18", rationale="No line is left.", by=by, at=at - 8 * DAY
        )
        if fate == "refused":
            refuse_outcome(outcome=number, words="Ask the neighbour opposite first.", by=lead, at=at - 7 * DAY)
        if fate == "reopened":
            update = UpdateDetails(
                occasion=Occasion.OUTCOME, outcome_type="18", method=ContactMethod.TELEPHONE, reached=Reached.REACHED,
                by_safe_route=False, said="That no line is left.", questions="None.", next_on=local_day(at) + DAY,
            )  # fmt: skip
            update_victim(crime=crime.id, update=update, by=by, at=at - 7 * DAY)
            approve_outcome(outcome=number, by=lead, at=at - 6 * DAY)
            reopen_crime(crime=crime.id, words="A witness has come forward.", by=lead, at=at - 2 * DAY)


def _cancellations(scene: Present, at: datetime) -> None:
    """One cancellation asked for, one refused, one decided: a transfer to the force where it happened."""
    registrar = scene.by(Role.CRIME_REGISTRAR)
    for fate in ("asked", "refused", "decided"):
        crime = scene.record(THEFT, at - 6 * DAY)
        by = scene.give(crime, Role.INVESTIGATOR, at - 5 * DAY)
        asked = CancellationDetails(
            code="C1", outside_force=True, receiving_force="Northmoor Constabulary", receiving_reference="NM/7731/26",
            victim_told_at=at - 4 * DAY,
        )  # fmt: skip
        number = ask_cancellation(crime=crime.id, asked=asked, by=by, at=at - 4 * DAY)
        if fate == "refused":
            refuse_cancellation(cancellation=number, words="It happened in this force.", by=registrar, at=at - 3 * DAY)
        if fate == "decided":
            cancel_crime(cancellation=number, words="Taken over there.", by=registrar, at=at - 3 * DAY)


def _not_recorded(scene: Present, at: datetime) -> None:
    """A rape reported and not recorded, waiting for the registrar's look."""
    for number in range(2):
        incident = scene.take(SEXUAL, at - (3 + number) * DAY)
        decide_recording(
            incident=incident, answers=DO_NOT, by=scene.by(Role.IMU_ASSESSOR), at=at - (3 + number) * DAY + 5 * HOUR,
            facts=RecordingFacts(state_based=False, rape_reported=True, professional_or_carer=False),
            rationale="The points to prove are not made out.", finishing=FINISHED,
        )  # fmt: skip
