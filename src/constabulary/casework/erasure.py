"""Erasing the personal content of journal entries, lawfully and visibly; the chain goes on verifying."""

from datetime import datetime

from django.db import transaction

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import refuse_if
from constabulary.policing.journal.erasure import Erasure, find_reasons_against_erasure
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Force, JournalPayload
from constabulary.records.writing import writing


def erase_payloads(*, erasure: Erasure, by: Officer, at: datetime) -> int:
    """Erase what these entries say beyond their columns; how many that was.

    Raises NotPermitted, NotAllowed, or NoSuchRecord when one of them holds nothing that whoever asks may see.
    """
    check_may(by, Permission.ERASE)
    refuse_if(find_reasons_against_erasure(erasure))
    wanted = sorted(set(erasure.entries))
    with transaction.atomic():
        with writing(by=by, at=at, purpose=erasure.reason) as w:
            entry = w.entry(
                EntryKind.PAYLOAD_ERASED,
                subject=w.find(Force)[0],
                facts={"basis": erasure.basis, "decided_by": erasure.decided_by},
            )
            # The database lets a payload go only under an entry that names it.
            for number in wanted:
                entry.touch(number)
        erased = JournalPayload.objects.filter(entry__in=wanted).delete()[0]
        if erased != len(wanted):
            raise NoSuchRecord(f"{len(wanted) - erased} of these entries hold nothing to erase")
    return erased
