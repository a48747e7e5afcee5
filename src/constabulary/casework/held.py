"""The crimes that an officer has, and what goes with them to another officer, or to another supervisor."""

from collections.abc import Set as AbstractSet

from constabulary.casework.duties import find_open_duties_of
from constabulary.policing.desks import Desk
from constabulary.policing.lifecycles import AT_WORK
from constabulary.records.models import Crime, Officer
from constabulary.records.writing import Writing


def crimes_held_by(w: Writing, officer: int) -> list[Crime]:
    """The crimes that an officer investigates now; what they had and is over, which is most of it, is not read."""
    found = [one for state in sorted(AT_WORK) for one in w.find(Crime, officer_id=officer, state=state)]
    return sorted(found, key=lambda one: one.id)


def hand_over(
    w: Writing, crime: Crime, taker: Officer, *, officers: AbstractSet[int | None], supervisors: AbstractSet[int | None]
) -> None:
    """Everything open that these officers owe in a crime goes to the taker, and what these supervisors owe to the taker's.

    What others owe stays with them. None means what nobody in particular owes: it waits at the desk.
    """
    for duty in find_open_duties_of(w, crime):
        if duty.desk == Desk.INVESTIGATION.value and duty.owner_id in officers:
            w.update(duty, owner_id=taker.id, team_id=taker.team_id)
        elif duty.desk == Desk.SUPERVISION.value and duty.owner_id in supervisors:
            w.update(duty, owner_id=taker.supervisor_id, team_id=taker.team_id)


def take_crimes_along(w: Writing, officer: Officer, *, supervisor: int | None) -> None:
    """As part of moving an officer, who was under `supervisor`: their crimes come along, with what is due in them.

    A crime that is restricted from whoever moves them stays as it is: it would be with somebody who may not see it.
    """
    for crime in crimes_held_by(w, officer.id):
        if crime.team_id != officer.team_id:
            w.update(w.lock(Crime, crime.id), team_id=officer.team_id)
        hand_over(w, crime, officer, officers={officer.id}, supervisors={supervisor})
