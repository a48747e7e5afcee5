"""The crime itself: made from the incident without keying anything twice; its flags, related crimes and suspects."""

from datetime import datetime

from constabulary.casework.abuse_suspects import carry_search
from constabulary.casework.acknowledging import acknowledgement_of_crime
from constabulary.casework.duties import find_open_duties_of, open_duties
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.incidents.closing import close_if_ready, raise_markers, reports_of_event
from constabulary.casework.people.adding import name_organisation
from constabulary.casework.recording.conduct import SaidOfConduct, check_conduct
from constabulary.casework.recording.related import relate_in_act
from constabulary.casework.references import crime_reference
from constabulary.casework.rulebooks import rulebook_for, the_force
from constabulary.casework.vulnerability.carrying import carry_to_new_crime
from constabulary.policing.decisions import Reasons, refuse_if
from constabulary.policing.desks import Desk
from constabulary.policing.incidents.closing import Closure, Finishing
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.recording.another import find_reasons_against_another, find_reasons_against_principal
from constabulary.policing.recording.crimes import (
    CrimeFacts,
    find_duties_of_recording,
    find_reasons_against_crime,
    first_report_of,
    is_high_harm,
    is_stalking,
    required_pip,
)
from constabulary.policing.recording.flags import Flag, FlagFacts, find_reasons_against_flags, read_flags
from constabulary.policing.victims import duties as victim_duties
from constabulary.policing.victims.needs import has_enhanced_rights
from constabulary.records.facts.crimes import age_at_offence, owed_victim
from constabulary.records.models import (
    Crime,
    CrimeClassification,
    CrimePerson,
    Incident,
    IncidentPerson,
    Organisation,
    Person,
    RecordingDecision,
    Suspect,
    SuspectEvent,
)
from constabulary.records.writing import Writing
from constabulary.standards.calendar import local_day
from constabulary.standards.offences import EDITION, Basis, Offence, offences_by_key, offences_with_code
from constabulary.standards.recorded_lists import FLAGS
from constabulary.standards.recorded_lists import Flag as ListedFlag
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value
from constabulary.standards.victims import GRAVEST_CRIMES, GravestCrimes

#: What an incident says that ends with it. Which crime stands on its page, for those who see crimes.
CRIME_RECORDED = "A crime is recorded."


@value
class CrimeDetails:
    """The particulars of a crime that the incident does not have already.

    `another_because` says why it counts besides a crime of the same victim recorded from the incident before; `also`
    holds the codes of the lesser offences of the sequence, noted as related crimes, and `principal_because` why this one
    is the principal crime although the counting rules name another. Where an organisation is named it is the victim,
    and the person given as `victim` speaks for it.
    """

    offence_key: str
    occurred_from: datetime | None
    occurred_to: datetime | None = None
    victim: str = ""
    flags: tuple[str, ...] = ()
    faith: str = ""
    corrosive_evidence: str = ""
    summary: str = ""
    another_because: str = ""
    also: tuple[str, ...] = ()
    principal_because: str = ""
    victim_organisation: str = ""
    victim_organisation_kind: str = "business"
    #: Whether victim and suspect are former partners, where that was asked; which registrar found harassment only, and why.
    former_partners: bool | None = None
    harassment_because: str = ""
    #: The crime of conduct that this continues, by its reference; or why it is a new one although one is on record.
    continues: str = ""
    new_conduct_because: str = ""

    @property
    def said_of_conduct(self) -> SaidOfConduct:
        """What is said of the two where it is conduct crime."""
        return SaidOfConduct(
            former_partners=self.former_partners, harassment_because=self.harassment_because,
            new_because=self.new_conduct_because,
        )  # fmt: skip

    @property
    def names_victim(self) -> bool:
        """Whether a person or an organisation is named as the victim."""
        return bool(self.victim or self.victim_organisation.strip())

    @property
    def began_at(self) -> datetime:
        """When it happened or began. Raises RuntimeError where that was never said, which is refused before."""
        if self.occurred_from is None:
            raise RuntimeError("a crime without a time was not refused")
        return self.occurred_from


@value
class People:
    """Who is in a crime: the victim, those complained of; or an organisation that is the victim and who speaks for it."""

    victim: Person | None
    suspects: tuple[Person, ...]
    organisation: Organisation | None = None
    contact: Person | None = None

    @property
    def owed(self) -> tuple[int | None, int | None]:
        """The victim by number, a person or an organisation."""
        return (self.victim.id if self.victim else None, self.organisation.id if self.organisation else None)


def listed_flags(at: datetime) -> dict[str, ListedFlag]:
    """The mandatory flags as the national list offers them on that day, by code."""
    return {one.code: one for one in FLAGS.offered(Moments(decision=at))}


def reasons_against_particulars(incident: Incident, details: CrimeDetails | None, *, at: datetime) -> Reasons:
    """What the particulars of a crime lack or contradict."""
    return find_reasons_against_crime(
        offences_by_key().get(details.offence_key) if details else None,
        victim_is_given=bool(details and details.names_victim),
        occurred_from=details.occurred_from if details else None,
        occurred_to=details.occurred_to if details else None,
        reported_at=incident.reported_at,
        at=at,
    )


def record_in_act(
    w: Writing, incident: Incident, decision: RecordingDecision, details: CrimeDetails | None, finishing: Finishing
) -> Crime:
    """Record a crime from an incident as part of an act; whether the incident ends with it, see `close_if_ready`."""
    offence = offences_by_key().get(details.offence_key) if details else None
    refuse_if(reasons_against_particulars(incident, details, at=w.at))
    if offence is None or details is None:
        raise RuntimeError("a crime without an offence was not refused")
    people = people_of(w, incident, details)
    refuse_if(reasons_against_another(w, incident, offence, people, details))
    also = _also_disclosed(incident, offence, details)
    refuse_if(reasons_against_flags(w, offence, people, details))
    flags = read_flags(details.flags)
    facts = CrimeFacts(
        offence=offence,
        domestic_abuse=incident.domestic_abuse or Flag.DOMESTIC_ABUSE in flags,
        stalking=incident.stalking or is_stalking(offence),
        hate=incident.hate or any(flag.listed_as == "hate" for flag in flags),
        vulnerable_victim=incident.vulnerable and offence.basis is not Basis.STATE and people.organisation is None,
    )
    row = _crime_row(w, incident, decision, details, facts, people)
    why = check_conduct(
        w, incident, offence, people.victim, people.suspects, details.said_of_conduct, happened_at=details.began_at,
        domestic_abuse=facts.domestic_abuse,
    )  # fmt: skip
    w.entry(EntryKind.CRIME_RECORDED, subject=row, journey=incident.journey_id, editions=[decision.edition, EDITION])
    if people.organisation is not None and not w.find(Organisation, id=people.organisation.id):
        w.insert(people.organisation)
    w.insert(row)
    classify_in_act(w, row, offence, reason=f"As recorded. {why}".strip())
    for one in also:
        relate_in_act(w, row, one, words=details.principal_because or "Disclosed at once with the principal crime.")
    _involve(w, row, people)
    carry_to_new_crime(w, row)
    _open_duties(w, incident, row, facts)
    close_if_ready(
        w, incident, closure=Closure.CRIME.value, category="crime", rationale=CRIME_RECORDED,
        finishing=finishing, crime=row,
    )  # fmt: skip
    return row


def people_of(w: Writing, incident: Incident, details: CrimeDetails) -> People:
    """Who is in a crime of these particulars; an organisation that is not known yet is made, and added with the crime."""
    victim = next(iter(w.find(Person, reference=details.victim)), None) if details.victim else None
    involved = w.find(IncidentPerson, incident_id=incident.id)
    organisation = _organisation_of(w, details)
    # Where each says it of the other, whoever a crime was done to is a suspect of the other crime and not of this one.
    victims = numbers_of_one(w, victim.id) if victim is not None and organisation is None else []
    suspects = [one.person_id for one in involved if one.role == "suspect" and one.person_id not in victims]
    return People(
        victim=None if organisation else victim,
        organisation=organisation,
        contact=victim if organisation else None,
        suspects=tuple(person for number in suspects for person in w.find(Person, id=number)),
    )


def _organisation_of(w: Writing, details: CrimeDetails) -> Organisation | None:
    """The organisation that is the victim: the one of that name and kind, or a new one to be added with the crime."""
    if not details.victim_organisation.strip():
        return None
    named, _ = name_organisation(
        w, name=details.victim_organisation, kind=details.victim_organisation_kind, field="victim_organisation"
    )
    return named


def reasons_against_another(
    w: Writing, incident: Incident, offence: Offence, people: People, details: CrimeDetails
) -> Reasons:
    """Why an offence is not counted for this victim beside those that the incident's crimes have them for already."""
    others = [one for one in w.find(Crime, incident_id=incident.id) if one.state != "cancelled"]
    known = offences_by_key()
    return find_reasons_against_another(
        offence,
        of_the_victim=tuple(
            known[one.offence_key] for one in others if (one.victim_id, one.victim_organisation_id) == people.owed
        ),
        because=details.another_because,
    )


def _also_disclosed(incident: Incident, offence: Offence, details: CrimeDetails) -> list[Offence]:
    found = [next(iter(offences_with_code(code)), None) for code in details.also]
    refuse_if(
        find_reasons_against_principal(offence, found, because=details.principal_because, at=incident.reported_at)
    )
    return [one for one in found if one is not None]


def reasons_against_flags(w: Writing, offence: Offence, people: People, details: CrimeDetails) -> Reasons:
    """What the flags of a crime lack, or its offence and its people do not bear."""
    day = local_day(details.began_at)
    ages = [age for age in (age_at_offence(one, day) for one in people.suspects) if age is not None]
    return find_reasons_against_flags(
        FlagFacts(
            offence=offence,
            flags=read_flags(details.flags),
            faith=details.faith,
            corrosive_evidence=details.corrosive_evidence,
            victim_age=age_at_offence(people.victim, day),
            suspect_age=min(ages, default=None),
        ),
        listed_flags(w.at),
    )


def _involve(w: Writing, crime: Crime, people: People) -> None:
    if people.victim is not None:
        involve_in_act(w, crime, people.victim, "victim")
    if people.contact is not None:
        involve_in_act(w, crime, people.contact, "contact")
    for person in people.suspects:
        involve_in_act(w, crime, person, "suspect")
        suspect_in_act(w, crime, person, status=SuspectStatus.NAMED_NOT_ARRESTED, words="Named in the report.")


def involve_in_act(w: Writing, crime: Crime, person: Person, role: str) -> None:
    """Note what a person is to a crime, once."""
    if any(one.role == role for one in w.find(CrimePerson, crime_id=crime.id, person_id=person.id)):
        return
    w.insert(
        CrimePerson(
            journey_id=crime.journey_id,
            crime_id=crime.id,
            person_id=person.id,
            role=role,
            added_at=w.at,
            added_by_id=w.by.id,
        )
    )


def suspect_in_act(
    w: Writing, crime: Crime, person: Person | None, *, status: SuspectStatus, words: str, description: str = ""
) -> Suspect:
    """Add a suspect and the first event of theirs."""
    number = w.new_id()
    row = w.insert(
        Suspect(
            id=number,
            journey_id=crime.journey_id,
            crime_id=crime.id,
            person_id=person.id if person else None,
            state=status.value,
            description=description,
            since=w.at,
            added_at=w.at,
            added_by_id=w.by.id,
        )
    )
    w.insert(
        SuspectEvent(
            journey_id=crime.journey_id,
            suspect_id=number,
            kind="added",
            to_state=status.value,
            words=words,
            noted_at=w.at,
            noted_by_id=w.by.id,
        )
    )
    return row


def _crime_row(
    w: Writing,
    incident: Incident,
    decision: RecordingDecision,
    details: CrimeDetails,
    facts: CrimeFacts,
    people: People,
) -> Crime:
    number = w.new_id()
    offence: Offence = facts.offence
    return Crime(
        id=number,
        journey_id=incident.journey_id,
        reference=crime_reference(number, w.at, the_force(w).code),
        incident_id=incident.id,
        decision_id=decision.id,
        offence_key=offence.key,
        offence_code=offence.code,
        offence_category=offence.category,
        offence_title=offence.title,
        basis=offence.basis.value,
        summary=details.summary or incident.summary,
        place_id=incident.place_id,
        victim_id=people.owed[0],
        victim_organisation_id=people.owed[1],
        flags=sorted(flag.value for flag in read_flags(details.flags)),
        faith=details.faith,
        corrosive_evidence=details.corrosive_evidence,
        domestic_abuse=facts.domestic_abuse,
        stalking=facts.stalking,
        hate=facts.hate,
        vulnerable_victim=facts.vulnerable_victim,
        high_harm=is_high_harm(facts),
        enhanced_rights=has_enhanced_rights(facts, gravest_of(w, incident.reported_at)),
        required_pip=required_pip(facts),
        occurred_from=details.began_at,
        occurred_to=details.occurred_to,
        reported_at=first_report_of(reports_of_event(w, incident), began_at=details.began_at),
        recorded_at=w.at,
        recorded_by_id=w.by.id,
    )


def gravest_of(w: Writing, reported_at: datetime) -> GravestCrimes:
    """The offences whose victims have enhanced rights whatever else is known, by the code that held at the report."""
    return rulebook_for(w, Moments(report=reported_at, decision=w.at))[GRAVEST_CRIMES].value


def classify_in_act(w: Writing, crime: Crime, offence: Offence, *, reason: str) -> None:
    """Note what a crime is classified as from now on, and why."""
    w.insert(
        CrimeClassification(
            journey_id=crime.journey_id,
            crime_id=crime.id,
            offence_key=offence.key,
            offence_code=offence.code,
            reason=reason,
            edition=EDITION,
            classified_at=w.at,
            classified_by_id=w.by.id,
        )
    )


def _open_duties(w: Writing, incident: Incident, crime: Crime, facts: CrimeFacts) -> None:
    carry_search(w, crime)
    raise_markers(w, incident, {"domestic_abuse": crime.domestic_abuse, "stalking": crime.stalking})
    rulebook = rulebook_for(w, Moments(report=incident.reported_at, decision=w.at))
    open_duties(w, find_duties_of_recording(facts, rulebook, at=w.at), about=crime)
    open_victim_duties(w, incident, crime)


def open_victim_duties(w: Writing, incident: Incident, crime: Crime) -> None:
    """Open what a crime makes due to its victim and is not due yet; nothing while nobody is named.

    What the officer in charge owes is theirs where there is one already.
    """
    if crime.victim_id is None and crime.victim_organisation_id is None:
        return
    due = victim_duties.find_duties_of_recording(
        owed_victim(crime), rulebook_for(w, Moments(report=incident.reported_at, decision=w.at)), at=w.at,
        acknowledged=acknowledgement_of_crime(w, crime),
    )  # fmt: skip
    standing = {one.kind for one in find_open_duties_of(w, crime)}
    for one in due:
        if one.kind not in standing:
            is_theirs = one.desk is Desk.INVESTIGATION
            open_duties(
                w, [one], about=crime, owner_id=crime.officer_id if is_theirs else None,
                team_id=crime.team_id if is_theirs else None,
            )  # fmt: skip
