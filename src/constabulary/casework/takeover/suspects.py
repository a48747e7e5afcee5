"""Suspects, bail and warnings taken over: where somebody stands, since when, and the clocks that run on as they ran."""

from datetime import datetime

from constabulary.casework.duties import find_open_duties_of, open_duties, supersede_duties
from constabulary.casework.investigation.crime import rulebook_of, supervisor_of
from constabulary.casework.investigation.suspects import arrest_of, by_arrest, open_looks, wind_bail
from constabulary.casework.recording.crimes import involve_in_act
from constabulary.casework.rulebooks import rulebook_for
from constabulary.casework.takeover.batch import Batch, Became, Fresh
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.investigation.detention import bail_due, release_review_due
from constabulary.policing.investigation.duties import suspect_due
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.people.warnings import find_duty_of_look, review_standard
from constabulary.policing.takeover.ledger import Fate
from constabulary.records.facts.crimes import crime_at_work, risk_of_crime
from constabulary.records.models import Crime, Duty, Person, Suspect, SuspectEvent, Warning
from constabulary.records.writing import Writing
from constabulary.standards.rulebook import Moments, Rulebook


def store_suspect(w: Writing, batch: Batch, row: Fresh) -> Became:
    """Add a suspect as they stood, and what is due because of it, from the day it began."""
    said = row.said
    crime = w.lock(Crime, batch.row_of("crimes", said["crime"]) or 0)
    batch.entry(w, row, crime, journey=crime.journey_id)
    person = next(iter(w.find(Person, id=batch.row_of("people", said["person"]))), None) if said["person"] else None
    if person is not None:
        involve_in_act(w, crime, person, "suspect")
    suspect = w.insert(
        Suspect(
            id=w.new_id(), journey_id=crime.journey_id, crime_id=crime.id, person_id=person.id if person else None,
            state=said["status"], description=said["description"], since=said["since"], until=said["until"],
            interviewed_at=said["interviewed_at"], added_at=w.at, added_by_id=w.by.id,
        )
    )  # fmt: skip
    _note(w, suspect, "added", f"{batch.edition}, {row.reference}.", to=said["status"], moment=said["until"])
    if crime.state != "cancelled":
        _start_clocks(w, crime, suspect)
    return Became(fate=Fate.STORED, record="suspect", row=suspect.id, journey=crime.journey_id)


def _note(
    w: Writing, suspect: Suspect, kind: str, words: str, *, to: str, moment: datetime | None = None,
    at: datetime | None = None,
) -> SuspectEvent:  # fmt: skip
    return w.insert(
        SuspectEvent(
            id=w.new_id(), journey_id=suspect.journey_id, suspect_id=suspect.id, kind=kind, to_state=to, words=words,
            moment=moment, noted_at=at or w.at, noted_by_id=w.by.id,
        )
    )  # fmt: skip


def _start_clocks(w: Writing, crime: Crime, suspect: Suspect) -> None:
    """What the product would have due of somebody who stands so since then: overdue where its day has passed."""
    status, rulebook, risk = SuspectStatus(suspect.state), rulebook_of(w, crime), risk_of_crime(crime)
    due: list[DutyDue] = []
    owner = crime.officer_id
    if status is SuspectStatus.BAILED_PRE_CHARGE and suspect.until is not None:
        _wind_since(w, crime, suspect, suspect.until, by_arrest(rulebook, suspect.since))
    elif status is SuspectStatus.UNDER_INVESTIGATION:
        by_law = by_arrest(rulebook, suspect.since)
        due = [release_review_due(suspect.since, by_law, done=0, at=w.at, risk=risk)]
        owner = supervisor_of(w, crime)
    elif crime.allocated_at is not None and crime.state != "finalised":
        due = list(suspect_due(status, crime_at_work(crime), rulebook, since=suspect.since, until=suspect.until))
    _open_since(w, due, crime, suspect, owner, since=suspect.since)


def _open_since(
    w: Writing, due: list[DutyDue], crime: Crime, suspect: Suspect, owner: int | None, *, since: datetime
) -> None:
    for duty in open_duties(w, due, about=crime, owner_id=owner, team_id=crime.team_id, subject_row=suspect.id):
        w.update(duty, opened_at=since)


def _wind_since(w: Writing, crime: Crime, suspect: Suspect, until: datetime, law: Rulebook) -> None:
    _open_before(w, wind_bail(w, crime, suspect, until, law), suspect)


def _open_before(w: Writing, duties: list[Duty], suspect: Suspect) -> None:
    for duty in duties:
        w.update(duty, opened_at=suspect.since)


def store_bail(w: Writing, batch: Batch, row: Fresh) -> Became:
    """Note when somebody was arrested and bailed; of somebody who is on bail now the clock ends when it ended before."""
    said = row.said
    suspect = w.lock(Suspect, batch.row_of("suspects", said["suspect"]) or 0)
    crime = w.lock(Crime, suspect.crime_id)
    batch.entry(w, row, crime, journey=crime.journey_id)
    words, bailed = f"{batch.edition}, {row.reference}.", SuspectStatus.BAILED_PRE_CHARGE.value
    _note(
        w, suspect, "moved", words, to=SuspectStatus.ARRESTED_IN_CUSTODY.value, at=said["arrested_at"]
    )  # fmt: skip
    event = _note(w, suspect, "moved", words, to=bailed, moment=said["ends_at"], at=said["released_at"])
    if suspect.state == bailed:
        w.update(suspect, since=said["released_at"], until=said["ends_at"])
        _wind_bail(w, crime, suspect)
    return Became(fate=Fate.STORED, record="suspect_event", row=event.id, journey=crime.journey_id)


def _wind_bail(w: Writing, crime: Crime, suspect: Suspect) -> None:
    until, law = suspect.until or suspect.since, by_arrest(rulebook_of(w, crime), arrest_of(w, suspect))
    due = bail_due(until, law, risk=risk_of_crime(crime))
    there = find_open_duties_of(w, crime, DutyKind.DECIDE_BAIL, subject_row=suspect.id)
    if not there:
        _wind_since(w, crime, suspect, until, law)
        return
    supersede_duties(w, find_open_duties_of(w, crime, DutyKind.LOOK_AT_BAIL, subject_row=suspect.id), w.at)
    _open_before(w, open_looks(w, crime, suspect, until, law), suspect)
    for duty in there:
        w.update(duty, due_at=due.due_at, opened_at=suspect.since, rule=due.rule, edition=due.edition)


def store_warning(w: Writing, batch: Batch, row: Fresh) -> Became:
    """Add a warning on a person; the look at it falls due on its day, or is overdue already."""
    said, number = row.said, batch.row_of("people", row.said["person"]) or 0
    person = w.lock(Person, number)
    batch.entry(w, row, person)
    there = w.find(Warning, person_id=person.id, kind=said["kind"], ended_at=None)
    if there:
        return Became(fate=Fate.MERGED, record="warning", row=there[0].id, person=person.id)
    rulebook = rulebook_for(w, Moments(decision=w.at))
    warning = w.insert(
        Warning(
            id=w.new_id(), person_id=person.id, kind=said["kind"], grounds=said["grounds"],
            edition=review_standard(said["kind"], rulebook).edition, review_on=said["review_on"],
            made_at=said["made_at"], made_by_id=w.by.id,
        )
    )  # fmt: skip
    look = find_duty_of_look(said["kind"], rulebook, review_on=said["review_on"])
    for duty in open_duties(w, [look], about=warning):
        w.update(duty, opened_at=said["made_at"])
    return Became(fate=Fate.STORED, record="warning", row=warning.id, person=person.id)
