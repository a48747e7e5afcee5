"""How a crime ends: what each outcome needs is done first, it is proposed, the victim told, and somebody decides."""

from collections.abc import Generator, Iterator
from datetime import datetime, timedelta
from typing import Any

from constabulary.access.officers import NotPermitted, Officer
from constabulary.access.roles import Role
from constabulary.casework.demo.mix import UNDECIDED
from constabulary.casework.demo.registrar import oversee
from constabulary.casework.demo.victims import how_reached, offer_review, tell_of_change, tell_that_it_goes_on
from constabulary.casework.demo.world import World
from constabulary.casework.investigation.evidence_led import consider_without_victim, decide_evidence_led
from constabulary.casework.investigation.suspects import (
    add_suspect,
    establish_identity,
    move_suspect,
    note_suspect_told,
    record_as_suspect,
)
from constabulary.casework.outcomes.deciding import approve_outcome, refuse_outcome
from constabulary.casework.outcomes.matter import listed_outcome
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.victims.contact import update_victim
from constabulary.casework.victims.positions import record_position
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.evidence_led import CHECKLIST, Answer, Conclusion, EvidenceLedAnswers, Said
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.outcomes.check import ALSO_ASKED, RULES
from constabulary.policing.outcomes.preconditions import Heading, Kind
from constabulary.policing.victims.contact import ContactMethod, Occasion, Reached, UpdateDetails
from constabulary.policing.victims.positions import PositionDetails, Pressure, RecordedIn, Support
from constabulary.records.models import Crime, Duty, Suspect
from constabulary.standards.calendar import local_day

Story = Iterator[datetime]
S = SuspectStatus
DAY = timedelta(days=1)
WITHOUT_SUSPECT = frozenset({UNDECIDED, "14", "18", "20"})
ROLE_OF_DESK = {
    Desk.SUPERVISION.value: Role.SUPERVISOR,
    Desk.INSPECTORS.value: Role.INSPECTOR,
    Desk.REGISTRAR.value: Role.CRIME_REGISTRAR,
}
DOES_NOT = PositionDetails(
    support=Support.DOES_NOT, wishes="Does not want to go to court.", reasons="Wants it to be over.",
    recorded_in=RecordedIn.STATEMENT, reference="MG11/2", pressure=Pressure.NONE_FOUND, seen_alone=True,
    support_offered="An advocate and special measures.",
)  # fmt: skip
SUPPORTS = PositionDetails(support=Support.SUPPORTS, wishes="To see it dealt with.")
NOT_WITHOUT = EvidenceLedAnswers(
    answers={one.code: Answer(said=Said.YES, words="Looked at; it shows nobody.") for one in CHECKLIST},
    recommendation=Conclusion.CANNOT_GO_ON,
    rationale="Nothing but the account shows who did it.",
)
PRINCIPLES = {one.heading.code: "yes" for one in RULES["16"].by_approver}
#: The way a suspect goes before an outcome, where it is not the usual interview as a volunteer.
WAY_OF = {
    "1": (S.ARRESTED_IN_CUSTODY, S.CHARGED_BAIL),
    "5": (S.DECEASED,),
    "11": (),
    "20": (),
    "16": (S.ARRESTED_IN_CUSTODY, S.UNDER_INVESTIGATION),
    "17": (S.NAMED_NOT_LOCATED,),
}
INTERVIEWED = (S.VOLUNTARY_ATTENDANCE_ARRANGED, S.INTERVIEWED_VOLUNTARILY)
#: How a crime ends that today's rules do not let end as it would have.
OTHERWISE = {"1": "15", "2": "15", "3": "15", "8": "15", "10": "15", "14": "18", "16": "15", "17": "15"}
PICKED = {"charged_by": "cps", "intimate_partner": "no", "caution_kind": "conditional"}


def needs_suspect(outcome: str) -> bool:
    """Whether an outcome is about somebody."""
    return outcome not in WITHOUT_SUSPECT


def suspect_ages(outcome: str) -> tuple[int, int]:
    """Between which ages a suspect is for an outcome."""
    return {"2": (12, 16), "11": (6, 8)}.get(outcome, (19, 60))


def end_case(world: World, crime: Crime, outcome: str, officer: Officer) -> Story:
    """Do what an outcome needs, propose it, tell the victim, have it decided, again where it was refused.

    Where the rules do not let a crime end as it ended in 2018/19, it ends as they let it; what they refuse then stays
    open.
    """
    if outcome == UNDECIDED:
        return
    suspect = _find_suspect(world, crime, outcome, officer) if needs_suspect(outcome) else None
    if suspect is not None:
        yield from _face(world, crime, suspect, outcome, officer)
        tell_of_change(world, crime, officer)
    wanted: str | None = outcome
    while wanted is not None:
        try:
            yield from _end(world, crime, wanted, suspect, officer)
            return
        except NotAllowed as refusal:
            for reason in refusal.reasons:
                world.refused[f"{wanted} {reason.code}"] += 1
            if wanted == "17" and suspect is not None:
                # The limit has not passed: there is time still to find and hear them.
                yield from _face(world, crime, suspect, "15", officer)
                tell_of_change(world, crime, officer)
            wanted = OTHERWISE.get(wanted)


def _end(world: World, crime: Crime, outcome: str, suspect: Suspect | None, by: Officer) -> Story:
    if crime.victim_id is not None and outcome in {"14", "15", "16"}:
        position = SUPPORTS if outcome == "15" else DOES_NOT
        record_position(crime=crime.id, position=position, by=by, at=world.now)
    if outcome in {"14", "16"}:
        yield from _ask_without_victim(world, crime, by)
    while (yield from _propose(world, crime, outcome, suspect, by)):
        yield from tell_that_it_goes_on(world, crime, by)
        if world.row(Crime, id=crime.id).allocated_at is None:
            # What the desk filed and a supervisor would not let end is given to an officer.
            return
        yield world.now + DAY * world.chance.lognormvariate(1.4, 0.6)
    yield from offer_review(world, crime, by)
    yield from oversee(world, crime.journey_id)


def _propose(
    world: World, crime: Crime, outcome: str, suspect: Suspect | None, by: Officer
) -> Generator[datetime, None, bool]:
    """Propose an outcome, tell the victim, have it decided; whether it was refused, to be proposed again."""
    number = propose_outcome(
        crime=crime.id, outcome_type=outcome, rationale="What was found leaves no other end.", suspect=suspect.id if suspect
        else None, stated=_stated(outcome, world.now), by=by, at=world.now,
    )  # fmt: skip
    yield world.now + timedelta(hours=world.chance.lognormvariate(2.0, 0.8))
    if crime.victim_id is not None:
        _tell(world, crime, outcome, by)
    yield world.now + timedelta(hours=world.chance.lognormvariate(2.6, 0.9))
    decider = _decider(world, crime, DutyKind.DECIDE_OUTCOME, number, by)
    if world.chance.random() < 0.04:
        refuse_outcome(outcome=number, words="Ask the neighbour again first.", by=decider, at=world.now)
        return True
    stated = PRINCIPLES if outcome == "16" else {}
    try:
        approve_outcome(outcome=number, approver_stated=stated, by=decider, at=world.now)
    except NotPermitted:
        # A few outcomes need a higher rank than the desk they wait at has as a rule.
        approve_outcome(outcome=number, approver_stated=stated, by=world.superintendent, at=world.now)
    return False


def _find_suspect(world: World, crime: Crime, outcome: str, by: Officer) -> Suspect:
    known = world.rows(Suspect, crime_id=crime.id)
    if known:
        return known[0]
    least, most = suspect_ages(outcome)
    person = world.person(world.now, least=least, most=most)
    number = add_suspect(crime=crime.id, person=person, words="Named by a witness.", by=by, at=world.now)
    return world.row(Suspect, id=number)


def _face(world: World, crime: Crime, suspect: Suspect, outcome: str, by: Officer) -> Story:
    """The suspect is met, their identity established, and they are told, as far as the outcome asks."""
    for status in WAY_OF.get(outcome, INTERVIEWED):
        moment = world.now + 21 * DAY if status in {S.CHARGED_BAIL, S.VOLUNTARY_ATTENDANCE_ARRANGED} else None
        move_suspect(
            suspect=suspect.id, to_status=status, words="As noted.", moment=moment, reference=f"ZZ/{suspect.id}",
            by=by, at=world.now,
        )  # fmt: skip
        yield world.now + timedelta(hours=world.chance.uniform(2, 20))
    listed = listed_outcome(outcome, world.now)
    if listed.suspect_told or outcome in {"15", "16"}:
        establish_identity(suspect=suspect.id, words="Driving licence and photograph.", by=by, at=world.now)
        record_as_suspect(suspect=suspect.id, words="Recorded as the suspect.", by=by, at=world.now)
        note_suspect_told(suspect=suspect.id, words="Told, and what it can mean.", by=by, at=world.now)


def _ask_without_victim(world: World, crime: Crime, by: Officer) -> Story:
    yield world.now + timedelta(hours=3)
    number = consider_without_victim(crime=crime.id, given=NOT_WITHOUT, by=by, at=world.now)
    yield world.now + timedelta(hours=world.chance.lognormvariate(2.5, 0.9))
    decider = _decider(world, crime, DutyKind.DECIDE_EVIDENCE_LED, number, by)
    decided: dict[str, Any] = {
        "consideration": number, "conclusion": Conclusion.CANNOT_GO_ON, "rationale": "The footage shows nobody.",
        "at": world.now,
    }  # fmt: skip
    try:
        decide_evidence_led(**decided, by=decider)
    except NotPermitted:
        decide_evidence_led(**decided, by=world.somebody_else(Role.INSPECTOR, by.id))


def _decider(world: World, crime: Crime, kind: DutyKind, subject: int, by: Officer) -> Officer:
    """Somebody of the desk that the decision waits at, and not who asked for it."""
    waiting = world.rows(Duty, journey_id=crime.journey_id, kind=kind, subject_row=subject)
    role = ROLE_OF_DESK.get(waiting[0].desk if waiting else "", Role.INSPECTOR)
    if role is Role.SUPERVISOR and by.id in world.supervisor_of and world.supervisor_of[by.id] is not None:
        return world.supervisor(by)
    return world.somebody_else(role, by.id)


def _tell(world: World, crime: Crime, outcome: str, by: Officer) -> None:
    update_victim(
        crime=crime.id, by=by, at=world.now,
        update=UpdateDetails(
            occasion=Occasion.OUTCOME, outcome_type=outcome, method=ContactMethod.TELEPHONE, reached=Reached.REACHED,
            said="What the outcome is and why.", **how_reached(world, crime), questions="Asked nothing more.",
            next_on=local_day(world.now) + 28 * DAY,
        ),
    )  # fmt: skip


def _stated(code: str, at: datetime) -> dict[str, str]:
    """What the proposer states: every heading of the outcome, and of what else is asked the words and days."""
    made = {one.heading.code: _answer(one.heading, at) for one in RULES[code].stated}
    made |= {one.code: _answer(one, at) for one in ALSO_ASKED.get(code, ()) if one.kind in {Kind.WORDS, Kind.DAY}}
    return {**made, "exceptional_because": "The harm is small and the victim wishes it."}


def _answer(heading: Heading, at: datetime) -> str:
    if heading.code == "agency":
        return "Trading standards"
    if heading.kind is Kind.CHOICE:
        return PICKED.get(heading.code) or next(iter(heading.choices))
    if heading.kind is Kind.TICK:
        return "yes"
    return local_day(at).isoformat() if heading.kind is Kind.DAY else f"{heading.question}: as it was found."
