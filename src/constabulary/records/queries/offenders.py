"""Who is at the offender management desk: those complained of in what the desk holds, with what is due about it."""

from datetime import date, datetime

from constabulary.policing.desks import Desk
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.investigation.register import ON_REGISTER
from constabulary.policing.investigation.suspects import SUSPECT_STATUS_TITLES, SuspectStatus
from constabulary.records.queries.people import rows_as
from constabulary.standards.values import value


@value
class AtDesk:
    """One person at the desk: where they are complained of, what is due next, where they stand as a suspect."""

    id: int
    reference: str
    name: str
    born_on: date | None
    incident: str
    summary: str
    next_kind: str
    next_due_at: datetime | None
    warnings: int
    states: tuple[str, ...]

    @property
    def next_title(self) -> str:
        """What is due next, in words."""
        return CATALOGUE[DutyKind(self.next_kind)].title if self.next_kind else ""

    @property
    def standing(self) -> tuple[str, ...]:
        """Where they stand in the crimes in which they are a suspect, in words."""
        return tuple(SUSPECT_STATUS_TITLES[SuspectStatus(one)] for one in self.states)


AT_DESK = """
    SELECT p.id, p.reference, trim(p.given || ' ' || p.family), p.born_on, i.reference, i.summary,
        coalesce(due.kind, ''), due.due_at,
        (SELECT count(*) FROM warning w WHERE w.person_id IN (SELECT same_person(p.id)) AND w.ended_at IS NULL),
        ARRAY(SELECT DISTINCT s.state::text FROM suspect s
            WHERE s.person_id IN (SELECT same_person(p.id)) AND s.state = ANY(%(on_register)s) ORDER BY 1)
    FROM (
        SELECT journey_id FROM duty
        WHERE state = 'open' AND journey_id IS NOT NULL AND (owner_id = %(me)s OR (owner_id IS NULL AND desk = %(desk)s))
        UNION SELECT journey_id FROM incident WHERE desk = %(desk)s AND state <> 'closed'
    ) held
    JOIN incident i ON i.journey_id = held.journey_id
    JOIN incident_person a ON a.incident_id = i.id AND a.role = 'suspect'
    JOIN person p ON p.id = a.person_id
    LEFT JOIN LATERAL (
        SELECT kind, due_at FROM duty d WHERE d.journey_id = held.journey_id AND d.state = 'open'
            AND (d.owner_id = %(me)s OR (d.owner_id IS NULL AND d.desk = %(desk)s))
        ORDER BY d.due_at, d.id LIMIT 1
    ) due ON true
    ORDER BY due.due_at NULLS LAST, p.id, i.id LIMIT %(most)s OFFSET %(skip)s
"""


def people_at_offender_desk(officer: int, *, most: int = 50, skip: int = 0) -> list[AtDesk]:
    """Those complained of in what the desk or this officer holds, as far as they may see them, soonest due first."""
    return rows_as(
        AtDesk,
        AT_DESK,
        {
            "me": officer, "desk": Desk.OFFENDER_MANAGEMENT.value, "on_register": list(ON_REGISTER),
            "most": most, "skip": skip,
        },
    )  # fmt: skip
