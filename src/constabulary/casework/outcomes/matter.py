"""Gathers what the outcome rules look at, and checks an outcome as things stand, without changing anything."""

from collections.abc import Mapping
from datetime import date, datetime

from constabulary.casework.investigation.crime import rulebook_of
from constabulary.casework.victims.telling import find_ruled_unsafe, told_since
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.evidence_led import Conclusion
from constabulary.policing.investigation.suspects import CHARGED, SuspectFacts, SuspectStatus
from constabulary.policing.outcomes.check import (
    NOT_OFFERED,
    RULES,
    OutcomeCheck,
    approver_headings_of,
    check_outcome,
    headings_of,
)
from constabulary.policing.outcomes.facts import CrimeOfOutcome, LineCount, OutcomeFacts, OutcomeNumbers, WorkDone
from constabulary.policing.outcomes.preconditions import Heading
from constabulary.policing.victims.contact import ContactMade, Occasion, Reached, reaching_of, telling_of
from constabulary.policing.victims.positions import VictimFacts
from constabulary.records.facts.crimes import contact_made, crime_of_outcome, suspect_facts, victim_facts
from constabulary.records.models import (
    ChargingDecision,
    Crime,
    Duty,
    EvidenceLedConsideration,
    EvidenceLedDecision,
    InvestigationPlan,
    LineOfEnquiry,
    Outcome,
    Person,
    Suspect,
    TellingRuling,
    VictimPosition,
    VictimUpdate,
)
from constabulary.records.queries.outcomes import births_of_suspects
from constabulary.records.writing import Writing, looking
from constabulary.standards.calendar import local_day
from constabulary.standards.counting import RELATED_CRIME_BARS
from constabulary.standards.investigation import (
    CONTACT_ATTEMPTS,
    DOMESTIC_ASSAULT_LIMIT,
    SUMMARY_LIMIT_MONTHS,
    TELLING_ATTEMPTS,
)
from constabulary.standards.lists import NotOffered
from constabulary.standards.outcomes import OUTCOMES, OutcomeType, outcomes_of_force
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.standards.values import value

#: The outcome whose age limit is the age of criminal responsibility.
UNDER_TEN = "11"
NOTHING: Mapping[str, str] = {}
#: The outcomes that are a charge.
CHARGES = frozenset({"1", "1A"})


@value
class OutcomePreview:
    """An outcome checked as things stand: what it asks for, what is met, what is missing, who may approve."""

    check: OutcomeCheck
    headings: tuple[Heading, ...]
    approver_headings: tuple[Heading, ...]


@value
class Matter:
    """What the rows of a crime say, the same whichever outcome is looked at."""

    at: datetime
    crime: CrimeOfOutcome
    numbers: OutcomeNumbers
    suspects: tuple[SuspectFacts, ...]
    victim: VictimFacts
    contacts: tuple[ContactMade, ...]
    #: Since when telling the victim counts, and the outcomes of which they cannot safely be told.
    told_since: datetime | None
    ruled_unsafe: frozenset[str]
    lines: LineCount
    work: WorkDone
    evidence_led: Conclusion | None
    #: By suspect, what the case file says under an outcome's headings.
    charges: Mapping[int, Mapping[str, str]]

    def facts(
        self,
        listed: OutcomeType,
        *,
        suspect: int | None = None,
        stated: Mapping[str, str] = NOTHING,
        approver_stated: Mapping[str, str] = NOTHING,
        rationale: str = "",
    ) -> OutcomeFacts:
        """Everything the rules of one outcome look at. What the case file says stands in place of what is typed."""
        on_file = self.charges.get(suspect, NOTHING) if suspect is not None and listed.code in CHARGES else NOTHING
        return OutcomeFacts(
            type=listed,
            at=self.at,
            crime=self.crime,
            numbers=self.numbers,
            suspects=self.suspects,
            suspect=next((one for one in self.suspects if one.id == suspect), None),
            victim=self.victim,
            telling=telling_of(
                self.contacts, listed.code, since=self.told_since, ruled_unsafe=listed.code in self.ruled_unsafe
            ),
            reaching=reaching_of(self.contacts),
            lines=self.lines,
            work=self.work,
            evidence_led=self.evidence_led,
            stated={**stated, **on_file},
            approved=approver_stated,
            rationale=rationale,
            on_file=frozenset(on_file),
        )


def listed_outcome(code: str, at: datetime) -> OutcomeType:
    """The edition of an outcome on that day. Raises NotAllowed for one that a force does not apply then."""
    try:
        listed = OUTCOMES.entry(code, Moments(decision=at))
    except NotOffered as error:
        raise NotAllowed([NOT_OFFERED]) from error
    if code not in RULES or not listed.by_force:
        raise NotAllowed([NOT_OFFERED])
    return listed


def offered_outcomes(at: datetime) -> tuple[OutcomeType, ...]:
    """Every outcome that a force may apply on that day, in the order of the list."""
    return tuple(one for one in outcomes_of_force(Moments(decision=at)) if one.code in RULES)


def preview_outcome(
    *,
    crime: int,
    outcome_type: str,
    at: datetime,
    suspect: int | None = None,
    stated: Mapping[str, str] = NOTHING,
    approver_stated: Mapping[str, str] = NOTHING,
    rationale: str = "",
) -> OutcomePreview:
    """Check an outcome as things stand. Raises NotAllowed for one that is not offered on the day."""
    listed = listed_outcome(outcome_type, at)
    return preview(
        look_at_matter(crime=crime, at=at).facts(
            listed, suspect=suspect, stated=stated, approver_stated=approver_stated, rationale=rationale
        )
    )


def preview(facts: OutcomeFacts) -> OutcomePreview:
    """One outcome checked against what is known."""
    return OutcomePreview(
        check=check_outcome(facts),
        headings=headings_of(facts.type.code, facts),
        approver_headings=approver_headings_of(facts.type.code),
    )


def look_at_matter(*, crime: int, at: datetime) -> Matter:
    """What the rows of a crime say now; so many questions to the database however many rows there are."""
    with looking(at=at) as w:
        return gather_matter(w, w.find(Crime, id=crime)[0], born=births_of_suspects(crime))


#: What lies in rows of the crime's own, asked for in one turn.
OF_THE_CRIME = (
    VictimPosition, LineOfEnquiry, Suspect, VictimUpdate, Outcome, TellingRuling, InvestigationPlan,
    EvidenceLedConsideration, ChargingDecision,
)  # fmt: skip


def gather_matter(w: Writing, crime: Crime, *, born: Mapping[int, date | None] | None = None) -> Matter:
    """What the rows of a crime say; within an act the births are found row by row, as an act finds everything."""
    with w.looking_ahead(*OF_THE_CRIME, crime_id=crime.id):
        positions = w.find(VictimPosition, crime_id=crime.id)
        lines = w.find(LineOfEnquiry, crime_id=crime.id)
        # Looked at and not locked: the page that shows every outcome asks this too.
        duties = w.find(Duty, journey_id=crime.journey_id, state="open")
        still_open = sum(one.state == "open" for one in lines)
        asks_alone = any(one.crime_id == crime.id and one.kind == DutyKind.ASK_VICTIM_ALONE for one in duties)
        return Matter(
            at=w.at,
            crime=crime_of_outcome(crime),
            numbers=numbers_of(rulebook_of(w, crime), w.at),
            suspects=_suspects(w, crime, born),
            victim=victim_facts(positions[-1] if positions else None, waits_to_be_asked=asks_alone),
            contacts=tuple(contact_made(one, crime) for one in w.find(VictimUpdate, crime_id=crime.id)),
            told_since=told_since(w, crime),
            ruled_unsafe=find_ruled_unsafe(w, crime),
            lines=LineCount(open=still_open, ended=len(lines) - still_open),
            work=_work_done(w, crime, duties),
            evidence_led=_evidence_led(w, crime, positions[-1].recorded_at if positions else None),
            charges=_charges(w, crime),
        )


#: What a call makes due of the risk to a victim.
RISK_ASKED = (DutyKind.ASSESS_DOMESTIC_ABUSE, DutyKind.ASK_STALKING_QUESTIONS)


def _work_done(w: Writing, crime: Crime, duties: list[Duty]) -> WorkDone:
    spoken_to = [
        one for one in w.find(VictimUpdate, crime_id=crime.id)
        if one.reached == Reached.REACHED.value and one.occasion != Occasion.ACKNOWLEDGEMENT.value
    ]  # fmt: skip
    asked = [one for one in duties if one.kind in RISK_ASKED]
    return WorkDone(
        planned=bool(w.find(InvestigationPlan, crime_id=crime.id)),
        contacted=bool(spoken_to) or bool(w.find(VictimPosition, crime_id=crime.id)),
        risk_is_open=any(one.person_id in {None, crime.victim_id} for one in asked),
    )


def _charges(w: Writing, crime: Crime) -> dict[int, dict[str, str]]:
    """Of each suspect whose charge is decided in the case file: who decided it, and once charged when the court sits."""
    decided = {one.suspect_id: one for one in w.find(ChargingDecision, crime_id=crime.id)}
    found: dict[int, dict[str, str]] = {}
    for number, decision in decided.items():
        if decision.charge:
            found[number] = {"charged_by": decision.charged_by}
            suspect = w.find(Suspect, id=number)[0]
            if SuspectStatus(suspect.state) in CHARGED and suspect.until is not None:
                found[number]["court_on"] = local_day(suspect.until).isoformat()
    return found


def gather_facts(
    w: Writing,
    crime: Crime,
    listed: OutcomeType,
    *,
    suspect: int | None,
    stated: Mapping[str, str],
    approver_stated: Mapping[str, str],
    rationale: str,
) -> OutcomeFacts:
    """Everything the rules of an outcome look at, from the rows of its crime."""
    return gather_matter(w, crime).facts(
        listed, suspect=suspect, stated=stated, approver_stated=approver_stated, rationale=rationale
    )


def _suspects(w: Writing, crime: Crime, born: Mapping[int, date | None] | None) -> tuple[SuspectFacts, ...]:
    rows = w.find(Suspect, crime_id=crime.id)
    if born is None:
        born = {one: _born_on(w, one) for one in sorted({row.person_id for row in rows if row.person_id})}
    return tuple(suspect_facts(row, born.get(row.person_id or 0), crime) for row in rows)


def _born_on(w: Writing, person: int) -> date | None:
    found = w.find(Person, id=person)
    return found[0].born_on if found else None


def _evidence_led(w: Writing, crime: Crime, last_position_at: datetime | None) -> Conclusion | None:
    """The decision on the latest consideration, if it was asked after the victim last gave their position."""
    asked = w.find(EvidenceLedConsideration, crime_id=crime.id)
    if not asked or (last_position_at is not None and asked[-1].considered_at < last_position_at):
        return None
    decided = w.find(EvidenceLedDecision, consideration_id=asked[-1].id)
    return Conclusion(decided[0].conclusion) if decided else None


def numbers_of(rulebook: Rulebook, at: datetime) -> OutcomeNumbers:
    """The dated numbers that bear on an outcome."""
    under = OUTCOMES.entry(UNDER_TEN, Moments(decision=at)).under_age
    if under is None:
        raise LookupError("outcome 11 has lost its age")
    return OutcomeNumbers(
        telling=rulebook[TELLING_ATTEMPTS].value,
        reaching=rulebook[CONTACT_ATTEMPTS].value,
        summary_months=rulebook[SUMMARY_LIMIT_MONTHS].value,
        domestic_limit=rulebook[DOMESTIC_ASSAULT_LIMIT].value,
        related_bars=rulebook[RELATED_CRIME_BARS].value.union,
        responsible_from_age=under,
    )
