"""THRIVE asked and the incident graded, again and again; grades below the floor decided by a supervisor."""

from datetime import datetime

from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties, supersede_duties
from constabulary.casework.incidents.milestones import reach_milestone
from constabulary.casework.rulebooks import rulebook_for
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.duties import (
    attend_due_at,
    find_duties_of_acceptance,
    find_duties_of_grade,
    risk_of,
)
from constabulary.policing.incidents.grading import (
    Grading,
    find_reasons_against_grade,
    is_below_floor,
    propose_grade,
)
from constabulary.policing.incidents.milestones import Milestone
from constabulary.policing.incidents.thrive import ThriveAnswers, find_missing_answers
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.facts.incidents import incident_facts
from constabulary.records.models import Incident, Place, ThriveAssessment
from constabulary.records.payload import plain_answers
from constabulary.records.writing import Writing, writing
from constabulary.standards.response import ADVISORY_SCORE, RESPONSE_GRADES
from constabulary.standards.rulebook import Moments


def grade_incident(
    *,
    incident: int,
    answers: ThriveAnswers,
    grade: str,
    trigger: str,
    by: Officer,
    at: datetime,
    reason_below_floor: str = "",
) -> Grading:
    """Ask THRIVE (again) and grade. A later assessment is added, an earlier one never changed.

    Raises NotPermitted, or NotAllowed with what is missing or why the grade cannot stand.
    """
    check_may(by, Permission.REASSESS)
    with writing(by=by, at=at) as w:
        row = w.lock(Incident, incident)
        return add_assessment(
            w, row, answers=answers, grade=grade, trigger=trigger, reason_below_floor=reason_below_floor
        )


def add_assessment(
    w: Writing,
    incident: Incident,
    *,
    answers: ThriveAnswers,
    grade: str,
    trigger: str,
    reason_below_floor: str = "",
) -> Grading:
    """The assessment and grade as part of an act; see `grade_incident`."""
    refuse_if(find_missing_answers(answers))
    rulebook = rulebook_for(w, Moments(report=incident.reported_at, decision=w.at))
    grades = rulebook[RESPONSE_GRADES]
    grading = propose_grade(answers, grades=grades, weights=rulebook[ADVISORY_SCORE])
    refuse_if(
        find_reasons_against_grade(grade, grading=grading, reason_below_floor=reason_below_floor, grades=grades.value)
    )
    below = is_below_floor(grade, grading, grades.value)
    # Until a supervisor accepts a grade below the floor, the incident is worked at the floor.
    worked_at = grading.floor if below and grading.floor else grade
    w.entry(
        EntryKind.INCIDENT_GRADED,
        subject=incident,
        journey=incident.journey_id,
        editions=[grading.edition],
        facts={"answers": answers, "chosen": grade},
        reasons=[reason.code for reason in grading.reasons],
    )
    earlier = w.find(ThriveAssessment, incident_id=incident.id)
    w.insert(
        ThriveAssessment(
            journey_id=incident.journey_id,
            incident_id=incident.id,
            number=len(earlier) + 1,
            trigger=trigger,
            answers=plain_answers(answers),
            proposed_grade=grading.grade,
            floor=grading.floor or "",
            score=grading.score,
            reasons=[reason.code for reason in grading.reasons],
            grade=grade,
            reason_below_floor=reason_below_floor if below else "",
            editions=[grading.edition, answers.question_set],
            desk=incident.desk,
            team_id=w.by.team_id,
            assessed_at=w.at,
            assessed_by_id=w.by.id,
        )
    )
    _put_on_grade(w, incident, worked_at, vulnerable=answers.someone_is_vulnerable)
    if below:
        facts = incident_facts(incident, rural=_is_rural(w, incident))
        open_duties(w, find_duties_of_acceptance(facts, rulebook, at=w.at), about=incident)
    return grading


def _put_on_grade(w: Writing, incident: Incident, grade: str, *, vulnerable: bool) -> None:
    rulebook = rulebook_for(w, Moments(report=incident.reported_at, decision=w.at))
    w.update(
        incident,
        grade=grade,
        graded_at=w.at,
        graded_by_id=w.by.id,
        vulnerable=incident.vulnerable or vulnerable,
    )
    facts = incident_facts(incident, rural=_is_rural(w, incident))
    due_at = attend_due_at(facts, rulebook[RESPONSE_GRADES].value.named(grade))
    w.update(incident, attend_due_at=due_at, risk=risk_of(facts))
    reach_milestone(w, incident, Milestone.THRIVE_DONE, w.at)
    reach_milestone(w, incident, Milestone.GRADED, w.at)
    clocks = (DutyKind.ATTEND, DutyKind.CALL_BACK, DutyKind.REASSESS)
    open_now = find_open_duties(w, incident.journey_id, *clocks)
    meet_duties(w, [duty for duty in open_now if duty.kind == DutyKind.REASSESS.value], w.at)
    supersede_duties(w, [duty for duty in open_now if duty.kind != DutyKind.REASSESS.value], w.at)
    due = find_duties_of_grade(facts, rulebook)
    if incident.state == "attended":
        due = tuple(one for one in due if one.kind is DutyKind.REASSESS)
    open_duties(w, due, about=incident)


def _is_rural(w: Writing, incident: Incident) -> bool:
    return any(place.rural for place in w.find(Place, id=incident.place_id)) if incident.place_id else False


def accept_below_floor(*, assessment: int, words: str, by: Officer, at: datetime) -> None:
    """A supervisor accepts a grade below the floor rules; from then on the incident is worked at it.

    Raises NotPermitted also for whoever made the assessment.
    """
    check_may(by, Permission.ACCEPT_BELOW_FLOOR)
    with writing(by=by, at=at) as w:
        row = w.lock(ThriveAssessment, assessment)
        if row.assessed_by_id == by.id:
            raise NotPermitted("Someone other than the person who graded must accept a grade below the floor.")
        incident = w.lock(Incident, row.incident_id)
        w.entry(EntryKind.GRADE_ACCEPTED, subject=incident, journey=incident.journey_id, editions=row.editions)
        w.update(row, acceptance=words, accepted_at=at, accepted_by_id=by.id)
        meet_duties(w, find_open_duties(w, incident.journey_id, DutyKind.ACCEPT_BELOW_FLOOR), at)
        _put_on_grade(w, incident, row.grade, vulnerable=incident.vulnerable)
