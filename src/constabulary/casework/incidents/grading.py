"""THRIVE asked and the incident graded, again and again; less urgent grades decided by a supervisor."""

from datetime import datetime

from constabulary.access.officers import NotPermitted, Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.abuse_suspects import search_from_call
from constabulary.casework.duties import find_open_duties, meet_duties, open_duties, supersede_duties
from constabulary.casework.incidents.clocks import ask_thrive_soon, facts_of, rules_of, wind_clocks
from constabulary.casework.incidents.log import add_line
from constabulary.casework.incidents.milestones import reach_milestone
from constabulary.casework.messages import must_not_know
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.blocks import Block, find_missing_blocks
from constabulary.policing.incidents.duties import find_duties_of_acceptance, find_duties_of_report
from constabulary.policing.incidents.grading import (
    Grading,
    Marked,
    find_reasons_against_grade,
    is_calm,
    propose_grade,
    weigh_choice,
)
from constabulary.policing.incidents.log import REASON_MISSING, LogKind
from constabulary.policing.incidents.milestones import Milestone
from constabulary.policing.incidents.thrive import (
    Element,
    Suspect,
    ThriveAnswers,
    elements_in_words,
    find_changed_elements,
    find_missing_answers,
)
from constabulary.policing.incidents.triggers import ContactMade, Trigger, find_reasons_against_trigger
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import WRONG_STATE
from constabulary.records.facts.incidents import thrive_answers
from constabulary.records.models import Contact, Duty, Incident, ThriveAssessment
from constabulary.records.payload import plain_answers
from constabulary.records.writing import Writing, writing
from constabulary.standards.response import ADVISORY_SCORE, RESPONSE_GRADES, THRIVE_BLOCKS
from constabulary.standards.values import value


@value
class Asking:
    """How THRIVE came to be asked: what called for it, whether the caller was spoken to, what they were told."""

    trigger: Trigger = Trigger.FIRST_CONTACT
    contact_made: ContactMade = ContactMade.YES
    what_changed: str = ""
    interim_advice: str = ""


def grade_incident(
    *,
    incident: int,
    answers: ThriveAnswers,
    grade: str,
    asking: Asking,
    by: Officer,
    at: datetime,
    reason_below_floor: str = "",
) -> Grading:
    """Ask THRIVE again and grade. The assessment is added, an earlier one never changed.

    Where the incident was opened before THRIVE this finishes it, as of the first contact; a less urgent grade than it
    was opened at waits for a supervisor as any does.

    Raises NotPermitted, or NotAllowed with what is missing or why the grade cannot stand.
    """
    check_may(by, Permission.REASSESS)
    with writing(by=by, at=at, purpose="Asking THRIVE again") as w:
        row = w.lock(Incident, incident)
        if row.state == "closed":
            raise NotAllowed([WRONG_STATE["incident"]])
        asked_before = bool(w.find(ThriveAssessment, incident_id=row.id))
        refuse_if(find_reasons_against_trigger(asking.trigger, asked_before=asked_before))
        grading = add_assessment(
            w, row, answers=answers, grade=grade, asking=asking, reason_below_floor=reason_below_floor
        )
        if not asked_before:
            _open_what_the_call_would(w, row, answers)
            search_from_call(w, row, is_detained=answers.threat.suspect is Suspect.DETAINED)
        return grading


def add_assessment(
    w: Writing,
    incident: Incident,
    *,
    answers: ThriveAnswers,
    grade: str,
    asking: Asking,
    reason_below_floor: str = "",
    at_opening: bool = False,
) -> Grading:
    """The assessment and grade as part of an act; see `grade_incident`. `at_opening`: the incident has no grade yet."""
    rulebook = rules_of(w, incident)
    blocks = rulebook[THRIVE_BLOCKS]
    wanted = tuple(Block(one) for one in blocks.value)
    grades = rulebook[RESPONSE_GRADES]
    marked = Marked(domestic_abuse=incident.domestic_abuse, stalking=incident.stalking, hate=incident.hate)
    current = "" if at_opening else incident.grade
    grading = propose_grade(answers, marked=marked, grades=grades, weights=rulebook[ADVISORY_SCORE])
    calm = is_calm(grade, grading=grading, answers=answers, marked=marked, grades=grades.value, current=current)
    in_words = elements_in_words(answers, is_calm=calm)
    refuse_if((*find_missing_answers(answers, in_words=in_words), *find_missing_blocks(answers.blocks, wanted)))
    earlier = w.find(ThriveAssessment, incident_id=incident.id)
    choice = weigh_choice(grade, grading=grading, current=current, grades=grades.value)
    refuse_if(find_reasons_against_grade(choice, reason_below_floor=reason_below_floor))
    before = thrive_answers(earlier[-1].answers) if earlier else answers
    w.entry(
        EntryKind.INCIDENT_GRADED,
        subject=incident,
        journey=incident.journey_id,
        editions=[grading.edition, *([blocks.edition] if wanted else [])],
        # The answers are in the row that the entry speaks of: said twice, they were a third of its words.
        facts={"chosen": grade, "trigger": asking.trigger, "contact_made": asking.contact_made},
        reasons=[reason.code for reason in grading.reasons],
    )
    w.insert(
        ThriveAssessment(
            journey_id=incident.journey_id,
            incident_id=incident.id,
            number=len(earlier) + 1,
            trigger=asking.trigger.value,
            answers=plain_answers(answers),
            in_words=[one.value for one in Element if one in in_words],
            changed_elements=[element.value for element in find_changed_elements(before, answers)],
            what_changed=asking.what_changed,
            contact_made=asking.contact_made.value,
            interim_advice=asking.interim_advice,
            proposed_grade=grading.grade,
            floor=grading.floor or "",
            score=grading.score,
            reasons=[reason.code for reason in grading.reasons],
            previous_grade=current,
            grade=grade,
            is_lower=choice.needs_acceptance,
            reason_below_floor=reason_below_floor if choice.needs_acceptance else "",
            editions=[grading.edition, answers.question_set],
            desk=incident.desk,
            team_id=w.by.team_id,
            assessed_at=w.at,
            assessed_by_id=w.by.id,
        )
    )
    supersede_duties(w, find_open_duties(w, incident.journey_id, DutyKind.ACCEPT_BELOW_FLOOR), w.at)
    _note_assessed(w, incident, answers)
    search_from_call(w, incident, is_detained=answers.threat.suspect is Suspect.DETAINED)
    # Until a supervisor accepts a less urgent grade, the incident is worked at the more urgent one.
    put_on_grade(w, incident, choice.worked_at, first=at_opening)
    if choice.needs_acceptance:
        open_duties(w, find_duties_of_acceptance(facts_of(w, incident), rulebook, at=w.at), about=incident)
    return grading


def _open_what_the_call_would(w: Writing, incident: Incident, answers: ThriveAnswers) -> None:
    """What THRIVE says of safety opens what it makes due, also where it is finished after the incident was opened."""
    if answers.domestic_abuse and not incident.domestic_abuse:
        w.update(incident, domestic_abuse=True)
        wind_clocks(w, incident)
    silent = answers.engagement.cannot_speak_freely
    for contact in w.find(Contact, lock=True, journey_id=incident.journey_id):
        if silent and not contact.cannot_speak_freely:
            w.update(contact, cannot_speak_freely=True)
    due = find_duties_of_report(
        facts_of(w, incident), rules_of(w, incident), cannot_speak_freely=silent,
        must_not_know=must_not_know(w, incident.journey_id),
    )  # fmt: skip
    opened = {one.kind for one in w.find(Duty, journey_id=incident.journey_id)}
    open_duties(w, [one for one in due if one.kind.value not in opened], about=incident)


def _note_assessed(w: Writing, incident: Incident, answers: ThriveAnswers) -> None:
    meet_duties(w, find_open_duties(w, incident.journey_id, DutyKind.REASSESS), w.at)
    reach_milestone(w, incident, Milestone.THRIVE_DONE, w.at)
    w.update(
        incident,
        assessed_at=w.at,
        assessed_by_id=w.by.id,
        vulnerable=incident.vulnerable or answers.someone_is_vulnerable,
    )


def put_on_grade(w: Writing, incident: Incident, grade: str, *, first: bool = False) -> None:
    """Work the incident at this grade from now on, as part of an act; asking again does not move its clock of arrival."""
    if first or incident.grade != grade:
        w.update(incident, grade=grade, graded_at=w.at, graded_by_id=w.by.id)
        reach_milestone(w, incident, Milestone.GRADED, w.at)
    wind_clocks(w, incident)


def accept_below_floor(*, assessment: int, words: str, by: Officer, at: datetime) -> None:
    """A supervisor accepts a less urgent grade; from then on the incident is worked at it.

    Raises NotPermitted also for whoever made the assessment, NotAllowed when a later one has taken its place.
    """
    check_may(by, Permission.ACCEPT_BELOW_FLOOR)
    with writing(by=by, at=at, purpose="Deciding a less urgent grade") as w:
        row, incident = _waiting_assessment(w, assessment)
        w.entry(
            EntryKind.GRADE_ACCEPTED, subject=incident, journey=incident.journey_id, editions=row.editions,
            facts={"grade": row.grade},
        )  # fmt: skip
        w.update(row, acceptance=words, accepted_at=at, accepted_by_id=by.id)
        meet_duties(w, find_open_duties(w, incident.journey_id, DutyKind.ACCEPT_BELOW_FLOOR), at)
        changed = incident.grade != row.grade
        put_on_grade(w, incident, row.grade)
        if changed:
            ask_thrive_soon(w, incident)


def refuse_below_floor(*, assessment: int, words: str, by: Officer, at: datetime) -> None:
    """A supervisor refuses a less urgent grade; the incident goes on being worked at the more urgent one."""
    check_may(by, Permission.ACCEPT_BELOW_FLOOR)
    refuse_if((REASON_MISSING.on("words"),) if not words.strip() else ())
    with writing(by=by, at=at, purpose="Deciding a less urgent grade") as w:
        row, incident = _waiting_assessment(w, assessment)
        w.entry(EntryKind.GRADE_REFUSED, subject=incident, journey=incident.journey_id, editions=row.editions)
        w.update(row, acceptance=words, refused_at=at, refused_by_id=by.id)
        meet_duties(w, find_open_duties(w, incident.journey_id, DutyKind.ACCEPT_BELOW_FLOOR), at)


def _waiting_assessment(w: Writing, assessment: int) -> tuple[ThriveAssessment, Incident]:
    row = w.lock(ThriveAssessment, assessment)
    if row.assessed_by_id == w.by.id:
        raise NotPermitted("Someone other than the person who graded must decide a less urgent grade.")
    incident = w.lock(Incident, row.incident_id)
    latest = w.find(ThriveAssessment, incident_id=incident.id)[-1]
    decided = row.accepted_at is not None or row.refused_at is not None
    if latest.id != row.id or not row.is_lower or decided or incident.state == "closed":
        raise NotAllowed([WRONG_STATE["incident"]])
    return row, incident


def supervise_incident(*, incident: int, words: str, by: Officer, at: datetime) -> None:
    """A supervisor looks at an open incident and writes down what is to happen; the next look is due an interval on."""
    check_may(by, Permission.ACCEPT_BELOW_FLOOR)
    with writing(by=by, at=at, purpose="Supervising open incidents") as w:
        row = w.lock(Incident, incident)
        if row.state == "closed":
            raise NotAllowed([WRONG_STATE["incident"]])
        w.entry(EntryKind.INCIDENT_SUPERVISED, subject=row, journey=row.journey_id)
        add_line(w, row, LogKind.SUPERVISOR, words=words)
        looked_at = find_open_duties(w, row.journey_id, DutyKind.SUPERVISE, DutyKind.SEE_ABUSE_SUSPECT_FOUND)
        meet_duties(w, [one for one in looked_at if one.incident_id == row.id], at)
        wind_clocks(w, row)
