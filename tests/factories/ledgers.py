"""Days of a queue's ledger put into the records."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from constabulary.policing.clocks import start_of
from constabulary.policing.duties.forecast import LedgerDay
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Force, QueueDay
from constabulary.records.queries.officers import system_officer
from constabulary.records.queries.queues import QueueName
from constabulary.records.writing import writing


def kept_in_ledger(name: QueueName, days: Sequence[LedgerDay], *, at: datetime) -> None:
    """These days of a queue put in the ledger."""
    with writing(by=system_officer(), at=at, purpose="A test") as w:
        w.entry(EntryKind.QUEUE_LEDGER_KEPT, subject=Force.objects.get())
        for one in days:
            w.insert(
                QueueDay(
                    desk=name.desk.value, kind=name.kind.value, day=one.day, came_in=one.came_in,
                    went_out=one.went_out, waiting=one.waiting, overdue=0, oldest_at=None, risk_0=one.waiting, risk_1=0,
                    risk_2=0, risk_3=0, as_at=start_of(one.day + timedelta(days=1)),
                )
            )  # fmt: skip
