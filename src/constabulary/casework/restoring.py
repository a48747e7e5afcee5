"""What has to be done to a database that was restored before people work in it again."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Force, SignIn
from constabulary.records.writing import writing


def note_restore(*, made_at: datetime, seal: int, by: Officer, at: datetime) -> None:
    """Journal that the database was restored from a backup made then, whose newest seal was this; end every sign-in.

    Sign-ins that were ended after the backup was made would otherwise be alive again.
    """
    check_may(by, Permission.ADMINISTER)
    with writing(by=by, at=at, purpose="Restoring from a backup") as w:
        w.entry(
            EntryKind.DATABASE_RESTORED,
            subject=w.find(Force)[0],
            facts={"backup_made_at": made_at, "newest_seal": seal},
        )
        SignIn.objects.filter(ended_at=None).update(ended_at=at)
