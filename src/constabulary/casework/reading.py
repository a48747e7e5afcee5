"""Opening records that speak of persons: who may, and that they did and why, journalled before anything is shown.

What whoever asks may not see is answered exactly like what does not exist: NoSuchRecord.
"""

from datetime import datetime
from typing import Any

from constabulary.access.duties import kinds_not_for
from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.inspection.measures.definition import Measured
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries import crimes, incident_log, incidents, known, worklists
from constabulary.records.queries.crimes import CrimeView
from constabulary.records.queries.evidence import evidence_rows
from constabulary.records.queries.incident_log import (
    AppointmentView,
    ContactView,
    DeploymentView,
    HandoffView,
    LinkView,
    LogLine,
    MilestoneView,
)
from constabulary.records.queries.incidents import IncidentView, InvolvedView
from constabulary.records.queries.journal import EntryView, entries_of_journey
from constabulary.records.queries.journeys import JourneyView, journey_by_reference
from constabulary.records.queries.known import WarningView
from constabulary.records.queries.worklists import DutyLine
from constabulary.standards.values import value

MOST_EVIDENCE = 100
#: Which page a record behind a figure is opened on: a suspect on the crime's, a second score on the incident's.
PAGE_OF_EVIDENCE = {"incident": "incident", "crime": "crime", "suspect": "crime", "second_score": "incident"}


class NoSuchRecord(LookupError):
    """There is no such record, or whoever asks may not know that there is."""


@value
class OpenedIncident:
    """An incident as opened: with everything that happened to it and its open duties."""

    incident: IncidentView
    contact: ContactView | None
    people: tuple[InvolvedView, ...]
    assessments: tuple[dict[str, Any], ...]
    crimes: tuple[tuple[str, str], ...]
    duties: tuple[DutyLine, ...]
    log: tuple[LogLine, ...]
    milestones: tuple[MilestoneView, ...]
    units: tuple[DeploymentView, ...]
    appointments: tuple[AppointmentView, ...]
    handoffs: tuple[HandoffView, ...]
    links: tuple[LinkView, ...]
    warnings: tuple[WarningView, ...] = ()


@value
class OpenedCrime:
    """A crime as opened: with its open duties, and the warnings on the people and the place in it."""

    crime: CrimeView
    duties: tuple[DutyLine, ...]
    warnings: tuple[WarningView, ...] = ()
    people: tuple[tuple[str, str, str], ...] = ()


@value
class OpenedJourney:
    """The whole story of one call, as far as the reader may see it."""

    journey: JourneyView
    entries: tuple[EntryView, ...]
    duties: tuple[DutyLine, ...]


def open_incident(*, reference: str, purpose: str, by: Officer, at: datetime) -> OpenedIncident:
    """Open an incident. Raises NotPermitted or NoSuchRecord."""
    check_may(by, Permission.SEE_INCIDENTS)
    found = incidents.incident_by_reference(reference)
    if found is None:
        raise NoSuchRecord(reference)
    people = tuple(incidents.people_of_incident(found.id))
    write_reading(
        EntryKind.READ_INCIDENT,
        subject=f"incident {found.reference}",
        subject_row=found.id,
        shown=[found.id, *(one.person_id for one in people)],
        journey=found.journey_id,
        by=by,
        at=at,
        purpose=purpose,
    )
    return OpenedIncident(
        incident=found,
        contact=incident_log.contact_of_journey(found.journey_id),
        people=people,
        assessments=tuple(incidents.assessments_of_incident(found.id)),
        crimes=tuple(crimes.crimes_of_incident(found.id)),
        duties=tuple(worklists.duties_of_journey(found.journey_id, open_only=True)),
        log=tuple(incident_log.log_of_incident(found.id)),
        milestones=tuple(incident_log.milestones_of_incident(found.id)),
        units=tuple(incident_log.units_of_incident(found.id)),
        appointments=tuple(incident_log.appointments_of_incident(found.id)),
        handoffs=tuple(incident_log.handoffs_of_incident(found.id)),
        links=tuple(incident_log.links_of_incident(found.id)),
        warnings=tuple(known.warnings_of_incident(found.id)),
    )


def open_crime(*, reference: str, purpose: str, by: Officer, at: datetime) -> OpenedCrime:
    """Open a crime. Raises NotPermitted or NoSuchRecord."""
    check_may(by, Permission.SEE_CRIMES)
    found = crimes.crime_by_reference(reference)
    if found is None:
        raise NoSuchRecord(reference)
    involved = known.people_of_crime(found.id)
    write_reading(
        EntryKind.READ_CRIME,
        subject=f"crime {found.reference}",
        subject_row=found.id,
        shown=[found.id, *(one.id for one in involved)],
        journey=found.journey_id,
        by=by,
        at=at,
        purpose=purpose,
    )
    return OpenedCrime(
        crime=found,
        duties=tuple(worklists.duties_of_journey(found.journey_id, open_only=True)),
        warnings=tuple(known.warnings_of_crime(found.id)),
        people=tuple((one.reference, one.name, one.kind) for one in involved),
    )


def open_journey(*, reference: str, purpose: str, by: Officer, at: datetime) -> OpenedJourney:
    """Open the whole story of one call. Raises NotPermitted or NoSuchRecord."""
    check_may(by, Permission.SEE_JOURNEYS)
    found = journey_by_reference(reference)
    if found is None:
        raise NoSuchRecord(reference)
    write_reading(
        EntryKind.READ_JOURNEY,
        subject=f"journey {found.reference}",
        subject_row=found.id,
        shown=[found.id],
        journey=found.id,
        by=by,
        at=at,
        purpose=purpose,
    )
    return OpenedJourney(
        journey=found,
        entries=tuple(entries_of_journey(found.id)),
        duties=tuple(worklists.duties_of_journey(found.id)),
    )


def open_worklist(*, purpose: str, by: Officer, at: datetime, most: int = 60, skip: int = 0) -> tuple[DutyLine, ...]:
    """What is due from someone and their desks and theirs to do; the list is journalled with the records it names."""
    check_may(by, Permission.SEE_WORKLIST)
    lines = tuple(worklists.worklist_of(by, but=kinds_not_for(by), most=most, skip=skip))
    write_reading(
        EntryKind.READ_WORKLIST,
        subject=f"worklist of {by.collar_number}",
        subject_row=by.id,
        shown=[line.crime_id or line.incident_id or line.id for line in lines],
        by=by,
        at=at,
        purpose=purpose,
    )
    return lines


@value
class EvidenceLine:
    """One record behind a figure."""

    page: str
    reference: str
    at: datetime
    summary: str
    is_met: bool
    falls_short: bool


def open_evidence(*, measured: Measured, purpose: str, by: Officer, at: datetime) -> tuple[EvidenceLine, ...]:
    """The records behind a figure, as far as the reader may see them; those that fall short first."""
    check_may(by, Permission.OPEN_EVIDENCE)
    short, met = set(measured.falls_short), set(measured.counted.met)
    rest = [number for number in (*measured.counted.met, *measured.counted.not_met) if number not in short]
    wanted = [*measured.falls_short, *rest][:MOST_EVIDENCE]
    kind = measured.measure.evidence
    found = evidence_rows(kind, wanted)
    write_reading(
        EntryKind.READ_EVIDENCE,
        subject=f"measure {measured.measure.code}",
        subject_row=by.id,
        shown=sorted({row.record for row in found}),
        by=by,
        at=at,
        purpose=purpose,
    )
    lines = [
        EvidenceLine(
            page=PAGE_OF_EVIDENCE[kind], reference=row.reference, at=row.at, summary=row.summary,
            is_met=row.id in met, falls_short=row.id in short,
        )
        for row in found
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (not line.falls_short, line.at)))
