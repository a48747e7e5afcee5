"""People taken over who are perhaps on record already, as whoever decides it sees them: journalled first."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.journal import write_reading
from constabulary.records.queries.people_found import PersonFound, people_found
from constabulary.records.queries.takeover import count_likenesses, next_likeness
from constabulary.standards.values import value


@value
class OpenedLikeness:
    """The next pair to decide: both people with what a search shows of them, and why they are put together."""

    id: int
    person: PersonFound
    other: PersonFound
    reasons: tuple[str, ...]
    edition: str
    waiting: int


def open_likenesses(*, by: Officer, at: datetime) -> OpenedLikeness | None:
    """The pair that fits best of those that wait, both of whom whoever asks may see; None when none waits."""
    check_may(by, Permission.KEEP_PEOPLE)
    pair = next_likeness()
    if pair is None:
        return None
    people = people_found([pair.person, pair.other], since=at)
    write_reading(
        EntryKind.READ_PEOPLE_FOUND, subject="people taken over", subject_row=pair.id, shown=[pair.person, pair.other],
        by=by, at=at, purpose="Deciding whether two records are of one person",
    )  # fmt: skip
    return OpenedLikeness(
        id=pair.id,
        person=people[pair.person],
        other=people[pair.other],
        reasons=pair.reasons,
        edition=pair.edition,
        waiting=count_likenesses(),
    )
