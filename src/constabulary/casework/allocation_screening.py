"""Screening: a person decides whether a crime is investigated or filed at the desk; some that are filed are drawn anyway."""

import secrets
from datetime import datetime, timedelta

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, open_duties, supersede_duties
from constabulary.casework.passed_up import overtake_over_limit
from constabulary.casework.rulebooks import rulebook_of
from constabulary.policing.allocation.screening import (
    GIVEN_ALREADY,
    SAFETY,
    Decision,
    Screening,
    ScreeningFacts,
    find_exclusions,
    find_reasons_against_screening,
    is_drawn,
)
from constabulary.policing.clocks import is_child
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.outcomes.duties import file_crime_due
from constabulary.policing.recording.crimes import find_duties_of_recording
from constabulary.records.facts.crimes import age_at_offence, crime_facts, is_child_abuse, risk_of_crime
from constabulary.records.models import Crime, Duty, Person, Suspect, ThriveAssessment
from constabulary.records.models import Screening as ScreeningRow
from constabulary.records.payload import plain_answers
from constabulary.records.writing import Writing, looking, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.offences import offences_by_key
from constabulary.standards.values import value
from constabulary.standards.workload import SCREENING, ScreeningRule

#: Draws are made with this many bits: every share of a standard can be told apart.
BITS = 53


def screen_crime(
    *, crime: int, given: Screening, by: Officer, at: datetime, chance: float | None = None
) -> ScreeningRow:
    """Decide whether a crime that nobody has is investigated or filed. `chance` is drawn unless given.

    One that is filed leaves the pool, and its outcome is to be proposed; one that was drawn stays, to be investigated
    all the same. Raises NotPermitted, or NotAllowed beside what is not answered, or with what stands against filing.
    """
    check_may(by, Permission.ALLOCATE)
    with writing(by=by, at=at, purpose="Screening") as w:
        row = w.lock(Crime, crime)
        if row.state != "unallocated":
            raise NotAllowed([GIVEN_ALREADY])
        facts = facts_of(w, row)
        refuse_if(find_reasons_against_screening(given, facts))
        standard = rulebook_of(w, row)[SCREENING]
        chance = secrets.randbits(BITS) / 2**BITS if chance is None else chance
        drawn = is_drawn(given.decision, chance=chance, share=standard.value.anyway_share)
        found = [one.code for one in find_exclusions(facts)]
        w.entry(
            EntryKind.CRIME_SCREENED,
            subject=row,
            journey=row.journey_id,
            editions=[standard.edition],
            facts={"decision": given.decision.value, "drawn": drawn, "chance": chance},
            reasons=found,
        )
        made = w.insert(
            ScreeningRow(
                id=w.new_id(),
                journey_id=row.journey_id,
                crime_id=row.id,
                decision=given.decision.value,
                answers={code: plain_answers(answer) for code, answer in given.answers.items()},
                found=found,
                prompt=facts.prompt,
                public_interest=given.public_interest,
                rationale=given.rationale,
                drawn=drawn,
                chance=chance,
                edition=standard.edition,
                screened_at=at,
                screened_by_id=by.id,
            )
        )
        filed = given.decision is Decision.FILE and not drawn
        w.update(row, filed_at=at if filed else None)
        _change_duties(w, row, filed=filed)
        return made


def _change_duties(w: Writing, crime: Crime, *, filed: bool) -> None:
    """What is filed waits for its outcome, what is not for an officer."""
    rulebook = rulebook_of(w, crime)
    allocate, propose = DutyKind.ALLOCATE, DutyKind.FILE_CRIME
    supersede_duties(w, find_open_duties_of(w, crime, allocate if filed else propose), w.at)
    if filed:
        overtake_over_limit(w, crime)
    if filed and not find_open_duties_of(w, crime, propose):
        open_duties(w, [file_crime_due(rulebook, at=w.at, risk=risk_of_crime(crime))], about=crime, owner_id=w.by.id)
    if not filed and not find_open_duties_of(w, crime, allocate):
        open_duties(w, find_duties_of_recording(crime_facts(crime), rulebook, at=w.at), about=crime)


def facts_of(w: Writing, crime: Crime) -> ScreeningFacts:
    """What of a crime stands against filing it."""
    offence = offences_by_key()[crime.offence_key]
    victim = next(iter(w.find(Person, id=crime.victim_id)), None) if crime.victim_id else None
    age = age_at_offence(victim, local_day(crime.occurred_from))
    asked = w.find(ThriveAssessment, incident_id=crime.incident_id)
    answers = asked[-1].answers if asked else {}
    named = any(
        one.state != SuspectStatus.ELIMINATED.value and one.person_id for one in w.find(Suspect, crime_id=crime.id)
    )
    days = rulebook_of(w, crime)[SCREENING].value.prompt_days
    return ScreeningFacts(
        domestic_abuse=crime.domestic_abuse or crime.stalking,
        hate=crime.hate,
        sexual=offence.group == "Sexual offences",
        child_victim=is_child_abuse(crime) or (age is not None and is_child(age, rulebook_of(w, crime))),
        vulnerable_victim=crime.vulnerable_victim,
        repeat_victim=any(_said(one.answers, "vulnerability", "repeat_victim") for one in asked),
        weapon=offence.group == "Possession of weapons" or _said(answers, "threat", "weapon"),
        serious_harm=offence.is_indictable_only or _said(answers, "harm", "serious_injury"),
        emergency_worker=offence.is_against_emergency_worker,
        home_burglary=offence.subgroup == "Residential burglary of a home",
        unsafe=any(DutyKind(one.kind) in SAFETY for one in w.find(Duty, journey_id=crime.journey_id, state="open")),
        suspect_named=named,
        prompt=crime.reported_at - crime.occurred_from <= timedelta(days=days),
    )


def _said(answers: dict[str, dict[str, object]], element: str, name: str) -> bool:
    return bool(answers.get(element, {}).get(name))


@value
class Looked:
    """What stands against filing a crime as things are, and the rule it would be screened by."""

    facts: ScreeningFacts
    rule: ScreeningRule


def look_at_screening(*, crime: int, at: datetime) -> Looked:
    """What a crime would be screened by now, without changing anything."""
    with looking(at=at) as w:
        row = w.find(Crime, id=crime)[0]
        return Looked(facts=facts_of(w, row), rule=rulebook_of(w, row)[SCREENING].value)
