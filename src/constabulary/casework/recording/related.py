"""Lesser crimes of the same sequence: documented and investigated, not counted."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.recording.classification import OFFENCE_UNKNOWN
from constabulary.records.models import Crime, RelatedCrime
from constabulary.records.writing import Writing, writing
from constabulary.standards.offences import EDITION, Offence, offences_by_key


def note_related_crime(*, crime: int, offence_key: str, words: str, by: Officer, at: datetime) -> None:
    """Note a lesser crime of the same sequence: documented and investigated, not counted."""
    check_may(by, Permission.RECORD_CRIME)
    offence = offences_by_key().get(offence_key)
    refuse_if(() if offence else (OFFENCE_UNKNOWN,))
    with writing(by=by, at=at, purpose="Noting a related crime") as w:
        row = w.lock(Crime, crime)
        w.entry(EntryKind.RELATED_CRIME_NOTED, subject=row, journey=row.journey_id, editions=[EDITION])
        if offence is not None:
            relate_in_act(w, row, offence, words=words)


def relate_in_act(w: Writing, crime: Crime, offence: Offence, *, words: str) -> None:
    """Note a related crime as part of an act."""
    w.insert(
        RelatedCrime(
            journey_id=crime.journey_id,
            crime_id=crime.id,
            offence_key=offence.key,
            offence_code=offence.code,
            offence_title=offence.title,
            words=words,
            noted_at=w.at,
            noted_by_id=w.by.id,
        )
    )
