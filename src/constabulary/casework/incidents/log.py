"""The incident log."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Incident, IncidentLogEntry
from constabulary.records.writing import writing


def write_log(*, incident: int, words: str, by: Officer, at: datetime) -> None:
    """Add a line to the incident log."""
    check_may(by, Permission.SEE_INCIDENTS)
    with writing(by=by, at=at) as w:
        row = w.lock(Incident, incident)
        w.entry(EntryKind.INCIDENT_LOGGED, subject=row, journey=row.journey_id)
        w.insert(
            IncidentLogEntry(
                journey_id=row.journey_id, incident_id=row.id, words=words, written_at=at, written_by_id=by.id
            )
        )
