"""Who is away when: the abstractions that stand, as pages and loads ask for them."""

from collections.abc import Iterable
from datetime import date, datetime

from constabulary.policing.workforce.abstractions import Abstraction, AbstractionKind
from constabulary.records.queries.together import ask
from constabulary.standards.values import value


@value
class Standing:
    """One abstraction of one officer that was not withdrawn."""

    id: int
    officer: int
    days: Abstraction
    recorded_at: datetime
    recorded_by: int


def abstractions_standing(
    *, from_on: date, until_on: date | None, officers: Iterable[int] | None = None
) -> list[Standing]:
    """What of these officers, or of all, lies at least in part between two days, the earliest first.

    Without a last day whatever comes later is there too.
    """
    found = ask(
        """
        SELECT id, officer_id, kind, share, from_on, until_on, recorded_at, recorded_by_id FROM abstraction
        WHERE withdrawn_at IS NULL AND (%(until)s::date IS NULL OR from_on <= %(until)s)
          AND (until_on IS NULL OR until_on >= %(from)s)
          AND (%(officers)s::bigint[] IS NULL OR officer_id = ANY(%(officers)s))
        ORDER BY from_on, id
        """,
        {"from": from_on, "until": until_on, "officers": None if officers is None else list(officers)},
    )
    return [
        Standing(
            id=row[0], officer=row[1], recorded_at=row[6], recorded_by=row[7],
            days=Abstraction(
                kind=AbstractionKind(row[2]), share=float(row[3]), from_on=row[4], until_on=row[5]
            ),
        )
        for row in found
    ]  # fmt: skip
