"""Suspects: added, moved, identified, recorded, told; every change adds an event."""

from dataclasses import replace
from datetime import datetime

from constabulary.access.officers import Officer, check_authority, check_in_charge, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.abuse_suspects import end_search, search
from constabulary.casework.conflicts import ask_another_officer
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties, supersede_duties
from constabulary.casework.investigation.before_court import prepare_for_court
from constabulary.casework.investigation.changes import owe_change_of_suspect
from constabulary.casework.investigation.crime import rulebook_of, supervisor_of
from constabulary.casework.investigation.same_suspect import NOT_THERE, find_already_there
from constabulary.casework.limits import keep_limit
from constabulary.casework.people import PersonDetails, find_or_add_person
from constabulary.casework.recording.crimes import involve_in_act, suspect_in_act
from constabulary.policing.decisions import Reasons, refuse_if
from constabulary.policing.desks import Authority, Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.investigation.bail import BailFacts, find_bail_periods, is_designated
from constabulary.policing.investigation.detention import (
    bail_due,
    bail_looks_due,
    find_reasons_against_first_bail,
    release_review_due,
)
from constabulary.policing.investigation.duties import establish_identity_due, suspect_due
from constabulary.policing.investigation.register import (
    CLOCKS,
    ON_REGISTER,
    SEARCH_CLOCKS,
    find_reasons_against_leaving,
)
from constabulary.policing.investigation.suspects import (
    CHARGED,
    ENQUIRIES_REMAIN,
    IDENTITY_FIRST,
    IDENTITY_KNOWN,
    INTERVIEWED,
    NOT_NAMED,
    UNNAMED,
    WORDS_MISSING,
    SuspectStatus,
    find_reasons_against_adding,
    find_reasons_against_putting_name,
    find_reasons_against_status,
)
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.lifecycles import CRIME, WRONG_STATE
from constabulary.policing.outcomes.duties import change_outcome_due
from constabulary.records.facts.crimes import crime_at_work, has_victim, risk_of_crime
from constabulary.records.models import Crime, CustodyRecord, Duty, Suspect, SuspectEvent
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Rulebook

NO_SUSPECT_OUTCOMES = frozenset({"14", "18"})
#: What a step does, of a suspect's clocks, and what it makes needless.
MET_BY_A_STEP = (DutyKind.DECIDE_BAIL, DutyKind.END_DETENTION)
FALL_AWAY = (DutyKind.LOOK_AT_BAIL, *(one for one in CLOCKS if one not in {*MET_BY_A_STEP, *SEARCH_CLOCKS}))


def add_suspect(
    *, crime: int, by: Officer, at: datetime, words: str, person: PersonDetails | None = None, description: str = ""
) -> int:
    """Add somebody who may have done it: named, or described. Returns the suspect's number.

    Raises NotPermitted, or NotAllowed when nobody is named and nothing describes them, or they are the crime's victim.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Working the crime") as w:
        row = hold_crime_of(w, crime)
        named = person is not None and person.is_known
        there = find_already_there(w, row, person) if person is not None and named else NOT_THERE
        refuse_if(
            find_reasons_against_adding(
                is_named=named,
                is_same=there.is_same,
                is_there=there.is_namesake,
                is_victim=there.is_victim,
                description=description,
                words=words,
            )
        )
        w.entry(EntryKind.SUSPECT_ADDED, subject=row, journey=row.journey_id)
        found = find_or_add_person(w, person) if person is not None and named else None
        if found is not None:
            involve_in_act(w, row, found, "suspect")
        status = SuspectStatus.NAMED_NOT_ARRESTED if found is not None else SuspectStatus.DESCRIBED
        suspect = suspect_in_act(w, row, found, status=status, words=words, description=description)
        _open_duties(w, row, suspect, was=SuspectStatus.UNKNOWN)
        ask_another_officer(w, row, suspect.person_id)
        return suspect.id


def name_suspect(
    *, suspect: int, person: PersonDetails, words: str, by: Officer, at: datetime, description: str = ""
) -> None:
    """Put a name to somebody who was only described; `description` tells them from a suspect of the same name.

    Raises NotPermitted, or NotAllowed where they are a suspect of the crime already, or its victim.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Working the crime") as w:
        row = w.lock(Suspect, suspect)
        crime = hold_crime_of(w, row.crime_id)
        check_in_charge(by, crime.officer_id)
        there = find_already_there(w, crime, person)
        refuse_if(
            find_reasons_against_putting_name(
                is_named=person.is_known,
                is_same=there.is_same,
                is_there=there.is_namesake,
                is_victim=there.is_victim,
                description=description,
            )
        )
        w.entry(EntryKind.SUSPECT_MOVED, subject=crime, journey=crime.journey_id)
        found = find_or_add_person(w, person)
        involve_in_act(w, crime, found, "suspect")
        w.update(row, person_id=found.id, description=" ".join(f"{row.description} {description}".split()))
        move_in_act(w, crime, row, SuspectStatus.NAMED_NOT_ARRESTED, words=words, moment=None)
        ask_another_officer(w, crime, found.id)


def move_suspect(
    *,
    suspect: int,
    to_status: SuspectStatus,
    words: str,
    by: Officer,
    at: datetime,
    moment: datetime | None = None,
    reference: str = "",
) -> None:
    """Move a suspect to another status; `moment` is the day of its own that some have (bail ends, court sits).

    A step off the register of outstanding suspects, and a circulation, take the `reference` of what they rest on.
    Raises NotPermitted, or NotAllowed when it cannot follow or something is missing.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Working the crime") as w:
        row = w.lock(Suspect, suspect)
        crime = hold_crime_of(w, row.crime_id)
        check_in_charge(by, crime.officer_id)
        w.entry(EntryKind.SUSPECT_MOVED, subject=crime, journey=crime.journey_id, facts={"to": to_status.value})
        move_in_act(w, crime, row, to_status, words=words, moment=moment, reference=reference)


def move_in_act(
    w: Writing,
    crime: Crime,
    row: Suspect,
    to_status: SuspectStatus,
    *,
    words: str,
    moment: datetime | None,
    reference: str = "",
) -> None:
    """Move a suspect inside another act: refused where it cannot follow, its clocks ended and the next begun."""
    now = SuspectStatus(row.state)
    refuse_if(
        (
            *find_reasons_against_status(
                now, to_status, is_named=row.person_id is not None, words=words, has_moment=moment is not None
            ),
            *find_reasons_against_leaving(now, to_status, reference=reference),
            *_reasons_against_bail(w, crime, row, to_status, moment),
        )
    )
    w.update(row, state=to_status.value, since=w.at, until=moment)
    if to_status in INTERVIEWED and row.interviewed_at is None:
        w.update(row, interviewed_at=w.at)
    if to_status in ON_REGISTER and row.settled_with_id is not None:
        w.update(row, settled_with_id=None)
    note_event(
        w, row, "moved", words, from_state=now.value, to_state=to_status.value, moment=moment, reference=reference
    )
    meet_duties(w, find_open_duties_of(w, crime, *MET_BY_A_STEP, subject_row=row.id), w.at)
    supersede_duties(w, find_open_duties_of(w, crime, *FALL_AWAY, subject_row=row.id), w.at)
    end_search(w, crime, row)
    if to_status in CHARGED:
        meet_duties(w, find_open_duties_of(w, crime, DutyKind.CHARGE_SUSPECT, subject_row=row.id), w.at)
    keep_limit(w, crime)
    if to_status in UNNAMED or to_status is SuspectStatus.DECEASED:
        identity = find_open_duties_of(w, crime, DutyKind.ESTABLISH_IDENTITY, subject_row=row.id)
        supersede_duties(w, identity, w.at)
    _open_duties(w, crime, row, was=now)


def _open_duties(w: Writing, crime: Crime, row: Suspect, *, was: SuspectStatus) -> None:
    status = SuspectStatus(row.state)
    rulebook = rulebook_of(w, crime)
    newly_named = was in UNNAMED and status not in UNNAMED
    owe_change_of_suspect(w, crime, row)
    if has_victim(crime) and crime.victim_id is not None and status in CHARGED:
        prepare_for_court(w, crime)
    # Whoever is still to be found, on bail or released is so whether or not the crime has an outcome.
    start_clocks(w, crime, row)
    if crime.state == "finalised":
        if newly_named and crime.outcome in NO_SUSPECT_OUTCOMES:
            due = [change_outcome_due(rulebook, at=w.at, risk=risk_of_crime(crime))]
            open_duties(w, due, about=crime, owner_id=supervisor_of(w, crime), team_id=crime.team_id)
        return
    if newly_named and row.identified_at is None and crime.allocated_at is not None:
        due = [establish_identity_due(crime_at_work(crime), rulebook, at=w.at)]
        open_duties(w, due, about=crime, owner_id=crime.officer_id, team_id=crime.team_id, subject_row=row.id)


def start_clocks(w: Writing, crime: Crime, row: Suspect) -> None:
    """Open what is due because of where a suspect stands: how soon they are looked for, when bail or its review ends.

    Of somebody in custody nothing is due yet: that clock begins with the custody record.
    """
    search(w, crime, row)
    status, risk = SuspectStatus(row.state), risk_of_crime(crime)
    rulebook = rulebook_of(w, crime)
    due: list[DutyDue] = []
    owner = crime.officer_id
    if status is SuspectStatus.BAILED_PRE_CHARGE and row.until is not None:
        arrested_at = arrest_of(w, row)
        first = find_bail_periods(bail_facts_of(w, row), by_arrest(rulebook, arrested_at))[0]
        wind_bail(w, crime, row, min(row.until, first.due_at or row.until), by_arrest(rulebook, arrested_at))
    elif status is SuspectStatus.UNDER_INVESTIGATION:
        by_law = by_arrest(rulebook, arrest_of(w, row))
        due.append(release_review_due(row.since, by_law, done=0, at=w.at, risk=risk))
        owner = supervisor_of(w, crime)
    elif crime.allocated_at is not None:
        due += suspect_due(status, crime_at_work(crime), rulebook, since=row.since, until=row.until)
    open_duties(w, due, about=crime, owner_id=owner, team_id=crime.team_id, subject_row=row.id)


def wind_bail(w: Writing, crime: Crime, row: Suspect, until: datetime, law: Rulebook) -> list[Duty]:
    """Open what is due of bail that ends then: the looks before it, and the decision."""
    due = bail_due(until, law, risk=risk_of_crime(crime))
    ends = open_duties(w, [due], about=crime, owner_id=crime.officer_id, team_id=crime.team_id, subject_row=row.id)
    return [*open_looks(w, crime, row, until, law), *ends]


def open_looks(w: Writing, crime: Crime, row: Suspect, until: datetime, law: Rulebook) -> list[Duty]:
    """Open the looks before bail ends: of the officer in the case, of their supervisor, and of whoever decides next."""
    owners = {Desk.INVESTIGATION: crime.officer_id, Desk.SUPERVISION: supervisor_of(w, crime)}
    made: list[Duty] = []
    facts = bail_facts_of(w, row)
    for due in bail_looks_due(until, facts, law, at=w.at, risk=risk_of_crime(crime)):
        owner = owners.get(due.desk)
        made += open_duties(w, [due], about=crime, owner_id=owner, team_id=crime.team_id, subject_row=row.id)
    return made


def bail_facts_of(w: Writing, row: Suspect) -> BailFacts:
    """What the periods of a suspect's bail depend on."""
    arrested_at = arrest_of(w, row)
    designated = [one.noted_at for one in w.find(SuspectEvent, suspect_id=row.id) if one.kind == "case_designated"]
    return BailFacts(
        arrested_at=arrested_at, released_on=local_day(row.since),
        exceptionally_complex=is_designated(designated, arrested_at=arrested_at),
    )  # fmt: skip


def arrest_of(w: Writing, row: Suspect) -> datetime:
    """When a suspect was last arrested: as the custody record has it, else as it was noted; now, where nobody noted it."""
    kept = w.find(CustodyRecord, suspect_id=row.id)
    if kept:
        return max(kept, key=lambda one: (one.noted_at, one.id)).arrested_at
    arrested = SuspectStatus.ARRESTED_IN_CUSTODY.value
    noted = [one.noted_at for one in w.find(SuspectEvent, suspect_id=row.id) if one.to_state == arrested]
    return max(noted, default=w.at)


def by_arrest(rulebook: Rulebook, arrested_at: datetime) -> Rulebook:
    """The rule book picked by the day of an arrest."""
    return Rulebook(replace(rulebook.moments, arrest=arrested_at), rulebook.overlay)


def _reasons_against_bail(
    w: Writing, crime: Crime, row: Suspect, to_status: SuspectStatus, until: datetime | None
) -> Reasons:
    if to_status is not SuspectStatus.BAILED_PRE_CHARGE or until is None:
        return ()
    arrested_at = arrest_of(w, row)
    return find_reasons_against_first_bail(
        until, arrested_at=arrested_at, released_at=w.at, rulebook=by_arrest(rulebook_of(w, crime), arrested_at)
    )


def establish_identity(*, suspect: int, words: str, by: Officer, at: datetime) -> None:
    """Note how a suspect's true identity was established."""
    _note_fact(suspect, words, "identified", EntryKind.SUSPECT_IDENTIFIED, by=by, at=at)


def record_as_suspect(*, suspect: int, words: str, by: Officer, at: datetime) -> None:
    """Record somebody whose identity is established as the suspect of the crime."""
    _note_fact(suspect, words, "recorded", EntryKind.SUSPECT_RECORDED, by=by, at=at)


def note_suspect_told(*, suspect: int, words: str, by: Officer, at: datetime) -> None:
    """Note that a suspect was told that they will be recorded as responsible, and what that can mean."""
    _note_fact(suspect, words, "told", EntryKind.SUSPECT_TOLD, by=by, at=at)


def note_not_identifiable(*, suspect: int, words: str, by: Officer, at: datetime) -> None:
    """A supervisor notes why nothing remains that could establish who somebody named truly is."""
    check_authority(by, Authority.SUPERVISOR)
    _note_fact(suspect, words, "not_identifiable", EntryKind.SUSPECT_NOT_IDENTIFIABLE, by=by, at=at)


def _note_fact(suspect: int, words: str, fact: str, entry: EntryKind, *, by: Officer, at: datetime) -> None:
    """Note one fact about a suspect, once: when, by whom, in what words."""
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose="Working the crime") as w:
        row = w.lock(Suspect, suspect)
        crime = hold_crime_of(w, row.crime_id)
        check_in_charge(by, crime.officer_id)
        refuse_if(_find_reasons_against_fact(row, words, fact))
        w.entry(entry, subject=crime, journey=crime.journey_id)
        w.update(row, **{f"{fact}_at": at, f"{fact}_by_id": by.id})
        if fact == "not_identifiable":
            w.update(row, not_identifiable_because=words)
        note_event(w, row, fact, words)
        if fact in {"identified", "not_identifiable"}:
            meet_duties(w, find_open_duties_of(w, crime, DutyKind.ESTABLISH_IDENTITY, subject_row=row.id), at)


def _find_reasons_against_fact(row: Suspect, words: str, fact: str) -> Reasons:
    against = [
        (row.person_id is None, NOT_NAMED),
        (fact == "recorded" and row.person_id is not None and row.identified_at is None, IDENTITY_FIRST),
        (fact == "not_identifiable" and row.identified_at is not None, IDENTITY_KNOWN),
        (not words.strip(), ENQUIRIES_REMAIN if fact == "not_identifiable" else WORDS_MISSING),
    ]
    return tuple(reason for applies, reason in against if applies)


def hold_crime_of(w: Writing, crime: int) -> Crime:
    """Hold the crime of a suspect. Raises NotAllowed where it is cancelled."""
    row = w.lock(Crime, crime)
    refuse_if((WRONG_STATE[CRIME.name],) if row.state == "cancelled" else ())
    return row


def note_event(
    w: Writing,
    row: Suspect,
    kind: str,
    words: str,
    *,
    from_state: str = "",
    to_state: str = "",
    moment: datetime | None = None,
    reference: str = "",
    result: str = "",
) -> None:
    """Add what happened with a suspect."""
    w.insert(
        SuspectEvent(
            journey_id=row.journey_id,
            suspect_id=row.id,
            kind=kind,
            from_state=from_state,
            to_state=to_state,
            words=words,
            moment=moment,
            reference=reference.strip(),
            result=result,
            noted_at=w.at,
            noted_by_id=w.by.id,
        )
    )
