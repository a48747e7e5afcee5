"""The crimes that an officer has."""

from constabulary.policing.lifecycles import AT_WORK
from constabulary.records.models import Crime
from constabulary.records.writing import Writing


def crimes_held_by(w: Writing, officer: int) -> list[Crime]:
    """The crimes that an officer investigates now; what they had and is over, which is most of it, is not read."""
    found = [one for state in sorted(AT_WORK) for one in w.find(Crime, officer_id=officer, state=state)]
    return sorted(found, key=lambda one: one.id)
