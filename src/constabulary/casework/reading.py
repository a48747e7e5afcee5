"""Opening records that speak of persons: who may, and that they did and why, journalled before anything is shown.

What whoever asks may not see is answered exactly like what does not exist: NoSuchRecord.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import Any

from constabulary.access.duties import kinds_not_for
from constabulary.access.officers import Officer, check_may, may
from constabulary.access.permissions import Permission
from constabulary.casework.rulebooks import read_rulebook
from constabulary.inspection.measures.definition import Measured
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import readings_together, write_reading
from constabulary.records.queries import crimes, danger, decisions, incident_log, incidents, known, worklists
from constabulary.records.queries.crimes import CrimeView, JoinedView
from constabulary.records.queries.danger import StandingRisk
from constabulary.records.queries.decisions import DecidedView
from constabulary.records.queries.evidence import evidence_rows, order_evidence
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
from constabulary.records.queries.journeys import JourneyView, journey_by_reference
from constabulary.records.queries.known import WarningView
from constabulary.records.queries.measures.counted import Taken
from constabulary.records.queries.reach import Reaches, reach_in_incident
from constabulary.records.queries.stories import (
    FieldChange,
    StoryDuty,
    StoryEntry,
    people_seen,
    story_duties,
    story_entries,
)
from constabulary.records.queries.together import Later, ask_together
from constabulary.records.queries.worklists import DutyLine
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value

MOST_EVIDENCE = 50
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
    #: The crimes of other journeys that it continues.
    continues: tuple[JoinedView, ...]
    decisions: tuple[DecidedView, ...]
    duties: tuple[DutyLine, ...]
    log: tuple[LogLine, ...]
    milestones: tuple[MilestoneView, ...]
    units: tuple[DeploymentView, ...]
    appointments: tuple[AppointmentView, ...]
    handoffs: tuple[HandoffView, ...]
    links: tuple[LinkView, ...]
    warnings: tuple[WarningView, ...] = ()
    #: For those who keep safe routes.
    reach: Reaches = field(default_factory=Reaches)
    #: By number of person, for those who may assess risk.
    risks: Mapping[int, StandingRisk] = field(default_factory=dict)


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
    entries: tuple[StoryEntry, ...]
    duties: tuple[DutyLine, ...]
    was_due: tuple[StoryDuty, ...]
    #: The crimes of other journeys that it continues, and the incidents of others that continue its crimes.
    continues: tuple[JoinedView, ...]
    added: tuple[JoinedView, ...]
    people: frozenset[str]


def read_together() -> AbstractContextManager[None]:
    """Whatever is opened inside the block is journalled at its end, all at once; it may be shown after that."""
    return readings_together()


def open_incident(
    *,
    reference: str,
    purpose: str,
    by: Officer,
    at: datetime,
    beside: Callable[[int], Iterable[Later[Any]]] = lambda _incident: (),
) -> OpenedIncident:
    """Open an incident. Raises NotPermitted or NoSuchRecord.

    What a page asks `beside` it, given its number, is asked in the same turn to the database.
    """
    check_may(by, Permission.SEE_INCIDENTS)
    found = incidents.incident_by_reference(reference)
    if found is None:
        raise NoSuchRecord(reference)
    contact = incident_log.contact_of_journey.later(found.journey_id)
    people = incidents.people_of_incident.later(found.id)
    assessments = incidents.assessments_of_incident.later(found.id)
    of_it = crimes.crimes_of_incident.later(found.id)
    continues, decided = crimes.continued_by_incident.later(found.id), decisions.decisions_of_incident.later(found.id)
    duties = worklists.duties_of_journey.later(found.journey_id, open_only=True)
    log, milestones = incident_log.log_of_incident.later(found.id), incident_log.milestones_of_incident.later(found.id)
    units, kept = incident_log.units_of_incident.later(found.id), incident_log.appointments_of_incident.later(found.id)
    handoffs, links = incident_log.handoffs_of_incident.later(found.id), incident_log.links_of_incident.later(found.id)
    warnings = known.warnings_of_incident.later(found.id)
    risks = danger.risks_of_incident.later(found.id) if may(by, Permission.ASSESS_RISK) else danger.risks_of.later(())
    reach = reach_in_incident.later(found.id, found.journey_id, asked=may(by, Permission.MANAGE_SAFE_ROUTES))
    ask_together(
        contact, people, assessments, of_it, continues, decided, duties, log, milestones, units, kept, handoffs, links, warnings,
        risks, reach, *beside(found.id),
    )  # fmt: skip
    write_reading(
        EntryKind.READ_INCIDENT,
        subject=f"incident {found.reference}",
        subject_row=found.id,
        shown=[
            found.id,
            *(one.person_id for one in people.answer),
            *(one.id for one in risks.answer.values()),
            *(one.route.id for one in reach.answer.people if one.route is not None),
        ],
        journey=found.journey_id,
        by=by,
        at=at,
        purpose=purpose,
    )
    sees_crimes = may(by, Permission.SEE_CRIMES)
    return OpenedIncident(
        incident=found,
        contact=contact.answer,
        people=tuple(people.answer),
        assessments=tuple(assessments.answer),
        crimes=tuple(of_it.answer) if sees_crimes else (),
        continues=tuple(continues.answer) if sees_crimes else (),
        decisions=tuple(decided.answer),
        duties=tuple(one for one in duties.answer if sees_crimes or one.crime_id is None),
        log=tuple(log.answer),
        milestones=tuple(milestones.answer),
        units=tuple(units.answer),
        appointments=tuple(kept.answer),
        handoffs=tuple(handoffs.answer),
        links=tuple(links.answer),
        warnings=tuple(warnings.answer),
        reach=reach.answer,
        risks=risks.answer,
    )


def open_crime(*, reference: str, purpose: str, by: Officer, at: datetime) -> OpenedCrime:
    """Open a crime. Raises NotPermitted or NoSuchRecord."""
    check_may(by, Permission.SEE_CRIMES)
    found = crimes.crime_by_reference(reference)
    if found is None:
        raise NoSuchRecord(reference)
    involved = known.people_of_crime.later(found.id)
    duties = worklists.duties_of_journey.later(found.journey_id, open_only=True)
    warnings = known.warnings_of_crime.later(found.id)
    ask_together(involved, duties, warnings)
    write_reading(
        EntryKind.READ_CRIME,
        subject=f"crime {found.reference}",
        subject_row=found.id,
        shown=[found.id, *(one.id for one in involved.answer)],
        journey=found.journey_id,
        by=by,
        at=at,
        purpose=purpose,
    )
    return OpenedCrime(
        crime=found,
        duties=tuple(duties.answer),
        warnings=tuple(warnings.answer),
        people=tuple((one.reference, one.name, one.kind) for one in involved.answer),
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
    entries = story_entries(found.id)
    continues, added = crimes.joined_in_journey(found.id)
    named = [one.subject.removeprefix("person ") for one in entries if one.subject.startswith("person ")]
    return OpenedJourney(
        journey=found,
        entries=tuple(replace(one, changes=_told_to(by, one.changes)) for one in entries),
        duties=tuple(worklists.duties_of_journey(found.id, open_only=True)),
        was_due=tuple(story_duties(found.id)),
        continues=tuple(continues) if may(by, Permission.SEE_CRIMES) else (),
        added=tuple(added),
        people=frozenset(people_seen(named)) if may(by, Permission.SEARCH_PEOPLE) else frozenset(),
    )


#: What an entry says of people and places is told to those who may open their records, of routes to those who keep them.
TOLD_WITH = {
    "person": Permission.SEARCH_PEOPLE,
    "person_name": Permission.SEARCH_PEOPLE,
    "contact_point": Permission.SEARCH_PEOPLE,
    "person_address": Permission.SEARCH_PEOPLE,
    "place": Permission.SEARCH_PEOPLE,
    "record_link": Permission.SEARCH_PEOPLE,
    "warning": Permission.SEARCH_PEOPLE,
    "safe_route": Permission.MANAGE_SAFE_ROUTES,
    "restriction": Permission.RESTRICT,
    "restriction_grant": Permission.RESTRICT,
    "seal": Permission.KEEP_SEALS,
    "seal_grant": Permission.KEEP_SEALS,
}


def _told_to(by: Officer, changes: tuple[FieldChange, ...]) -> tuple[FieldChange, ...]:
    return tuple(one for one in changes if one.table not in TOLD_WITH or may(by, TOLD_WITH[one.table]))


SINCE, UNTIL, MOST_SOON, MOST_OF_RANK = timedelta(hours=2), timedelta(hours=1), 10, 10


@value
class Worklist:
    """What is due: what falls due about now, riskiest chosen and soonest first, and the list itself.

    `of_rank` is what waits for a decision that only somebody of this rank may take; it stands in the list as well.
    """

    soon: tuple[DutyLine, ...]
    has_more_soon: bool
    lines: tuple[DutyLine, ...]
    of_rank: tuple[DutyLine, ...] = ()
    has_more_of_rank: bool = False


def open_worklist(*, purpose: str, by: Officer, at: datetime, most: int = 60, skip: int = 0) -> Worklist:
    """What is due from someone and their desks and theirs to do; the list is journalled with the records it names.

    Its first page begins with what falls due within the hour or did within two: whatever its risk, it can still be met.
    """
    check_may(by, Permission.SEE_WORKLIST)
    but = kinds_not_for(by)
    found = [] if skip else worklists.due_around(by, since=at - SINCE, until=at + UNTIL, but=but, most=MOST_SOON + 1)
    soon = _without_twins(found)
    lines = _without_twins(worklists.worklist_of(by, but=but, most=most, skip=skip))
    ranked = (
        worklists.worklist_of(by, desks=by.desks_of_rank, but=but, own=False, most=MOST_OF_RANK + 1)
        if by.desks_of_rank and not skip else []
    )  # fmt: skip
    of_rank = _without_twins(ranked[:MOST_OF_RANK])
    # Of one more than is shown, the least risky that nobody is to go to is the one too many.
    rest = [one for one in soon if one.kind is not DutyKind.ATTEND] if len(soon) > MOST_SOON else []
    least = min(rest, key=lambda one: (one.risk, -one.due_at.timestamp(), -one.id), default=None)
    shown = tuple(one for one in soon if one is not least)
    write_reading(
        EntryKind.READ_WORKLIST,
        subject=f"worklist of {by.collar_number}",
        subject_row=by.id,
        shown=list(dict.fromkeys(line.crime_id or line.incident_id or line.id for line in (*shown, *of_rank, *lines))),
        by=by,
        at=at,
        purpose=purpose,
    )
    return Worklist(
        soon=shown, has_more_soon=len(found) > MOST_SOON, lines=lines, of_rank=of_rank,
        has_more_of_rank=len(ranked) > MOST_OF_RANK,
    )  # fmt: skip


def _without_twins(lines: Iterable[DutyLine]) -> tuple[DutyLine, ...]:
    """Each line once, where duties to several people of one record would stand there as the same."""
    return tuple({one.seen_as: one for one in reversed(list(lines))}.values())[::-1]


@value
class EvidenceLine:
    """One record behind a figure; where the measure is one of time, when it was due and when it was done."""

    page: str
    reference: str
    at: datetime
    summary: str
    is_met: bool
    falls_short: bool
    taken: Taken | None = None


@value
class Evidence:
    """Some of the records behind a figure, those that fall short first, and how many there are of both kinds.

    `found` of the `count` fit what was searched for; all of them where nothing was.
    """

    lines: tuple[EvidenceLine, ...]
    on_page: int
    short: int
    count: int
    found: int
    is_of_time: bool
    #: Of those that fall short: which do so only now, and which only did when the result of the day was kept.
    only_now: tuple[EvidenceLine, ...] = ()
    only_kept: tuple[EvidenceLine, ...] = ()


def open_evidence(
    *,
    measured: Measured,
    purpose: str,
    by: Officer,
    at: datetime,
    most: int = MOST_EVIDENCE,
    skip: int = 0,
    words: str = "",
    kept_short: tuple[int, ...] | None = None,
) -> Evidence:
    """The records behind a figure, as far as the reader may see them; those that fall short first, the newest of each.

    With `words` those whose reference or summary holds them.
    With what fell short when the result of the day was kept, also the records by which the two differ.
    """
    check_may(by, Permission.OPEN_EVIDENCE)
    short, met = set(measured.falls_short), set(measured.counted.met)
    everything = sorted(short | met | set(measured.counted.not_met))
    kind, window, times = measured.measure.evidence, measured.window, measured.definition.taken
    ordered = order_evidence(kind, everything, words=words)
    # The newest by the moment that is shown: of some measures another than the one the record began with.
    dating = sorted({*everything, *(kept_short or ())})
    dated = measured.definition.dated(dating, window) if measured.definition.dated and dating else {}
    if dated:
        ordered.sort(key=lambda number: dated.get(number, window.from_at), reverse=True)
    ordered.sort(key=lambda number: number not in short)
    wanted = ordered[skip : skip + most]
    only_now = sorted(short - set(kept_short))[:MOST_EVIDENCE] if kept_short is not None else []
    only_kept = sorted(set(kept_short) - short)[:MOST_EVIDENCE] if kept_short is not None else []
    every = list(dict.fromkeys([*wanted, *only_now, *only_kept]))
    found = evidence_rows(kind, every)
    moment = window.as_at
    rulebook = read_rulebook(Moments(offence=moment, report=moment, arrest=moment, decision=moment))
    taken = times(wanted, window, rulebook) if times and wanted else {}
    write_reading(
        EntryKind.READ_EVIDENCE,
        subject=f"measure {measured.measure.code}",
        subject_row=by.id,
        shown=sorted({row.record for row in found}),
        by=by,
        at=at,
        purpose=purpose,
    )
    by_id = {
        row.id: EvidenceLine(
            page=PAGE_OF_EVIDENCE[kind], reference=row.reference, at=dated.get(row.id, row.at), summary=row.summary,
            is_met=row.id in met, falls_short=row.id in short, taken=taken.get(row.id),
        )
        for row in found
    }  # fmt: skip
    lines = [by_id[number] for number in wanted if number in by_id]
    return Evidence(
        lines=tuple(lines), on_page=len(wanted), short=len(short), count=len(everything), found=len(ordered),
        is_of_time=times is not None,
        only_now=tuple(by_id[one] for one in only_now if one in by_id),
        only_kept=tuple(by_id[one] for one in only_kept if one in by_id),
    )  # fmt: skip
