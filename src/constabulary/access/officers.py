"""An officer or member of police staff as the rest of the system knows them, and the checks on what they may do."""

from functools import lru_cache

from constabulary.access.permissions import Permission
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role, desks_of, permissions_of
from constabulary.policing.desks import Authority, Desk
from constabulary.standards.authorities import AUTHORITY_TITLES
from constabulary.standards.values import value

#: From which rank on somebody who decides finds a desk's work on their list, whatever their role is.
DESKS_OF_RANK = {Rank.SUPERINTENDENT: Desk.SUPERINTENDENTS, Rank.CHIEF_OFFICER: Desk.CHIEF_OFFICERS}


class NotPermitted(Exception):
    """This person may not do that; the sentence says what it takes."""


@value
class Officer:
    """Someone signed in, or the system itself acting by the clock."""

    id: int
    collar_number: str
    name: str
    rank: Rank
    roles: frozenset[Role]
    team_id: int | None = None
    team: str = ""
    pip_level: int = 0
    skills: frozenset[str] = frozenset()
    is_system: bool = False

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything they may do."""
        return _permissions(self.roles)

    @property
    def desks(self) -> tuple[Desk, ...]:
        """The desks they work: those of their roles, then those where decisions wait for their rank."""
        return (*desks_of(self.roles), *self.desks_of_rank)

    @property
    def desks_of_rank(self) -> tuple[Desk, ...]:
        """The desks where decisions wait that only their rank, or a higher one, may take."""
        decides = Permission.DECIDE_OUTCOME in self.permissions
        return tuple(desk for rank, desk in DESKS_OF_RANK.items() if decides and self.rank >= rank)

    @property
    def title(self) -> str:
        """Rank, name and number, as on a duty sheet."""
        return f"{self.rank.label} {self.name} {self.collar_number}"


@lru_cache(maxsize=512)
def _permissions(roles: frozenset[Role]) -> frozenset[Permission]:
    return permissions_of(roles)


def may(officer: Officer, permission: Permission) -> bool:
    """Whether they hold the permission; the system acting by the clock holds all that jobs need."""
    return officer.is_system or permission in officer.permissions


def check_may(officer: Officer, permission: Permission) -> None:
    """Raise NotPermitted unless they hold the permission."""
    if not may(officer, permission):
        raise NotPermitted(f"Your roles do not let you {permission.value}.")


RANK_OF_AUTHORITY = {
    Authority.SUPERVISOR: Rank.SERGEANT,
    Authority.INSPECTOR: Rank.INSPECTOR,
    Authority.SUPERINTENDENT: Rank.SUPERINTENDENT,
    Authority.CHIEF_OFFICER: Rank.CHIEF_OFFICER,
}
PERMISSION_OF_AUTHORITY = {
    Authority.INVESTIGATOR: Permission.INVESTIGATE,
    Authority.DESIGNATED_DECISION_MAKER: Permission.DECIDE_CANCELLATION,
    Authority.CRIME_REGISTRAR: Permission.REGISTER_CRIME,
}


#: Roles whose holders others can be put under.
SUPERVISING = frozenset({Role.SUPERVISOR, Role.INSPECTOR, Role.CONTROL_ROOM_SUPERVISOR, Role.CHIEF_OFFICER})


def may_supervise(officer: Officer) -> bool:
    """Whether others can be put under them: from sergeant on, and staff, with a role that supervises. Our assumption."""
    return officer.rank is not Rank.CONSTABLE and bool(officer.roles & SUPERVISING)


def authority_of_rank(rank: Rank) -> Authority:
    """The first authority that nobody below this rank holds: where what takes the rank waits for whoever can do it."""
    return next(authority for authority, least in RANK_OF_AUTHORITY.items() if least >= rank)


def check_in_charge(officer: Officer, in_charge: int | None) -> None:
    """Raise NotPermitted unless they are the officer in charge (by row number) or supervise."""
    if officer.id != in_charge and not holds_authority(officer, Authority.SUPERVISOR):
        raise NotPermitted("Only the officer in charge, or a supervisor, may do that.")


def may_name_victim(officer: Officer, in_charge: int | None) -> bool:
    """Whether they may say who the victim of a crime is: its officer (by row number), and whoever supervises.

    While nobody has it, also those who record crimes.
    """
    if not may(officer, Permission.UPDATE_VICTIM):
        return False
    if in_charge is None and may(officer, Permission.RECORD_CRIME):
        return True
    return officer.id == in_charge or holds_authority(officer, Authority.SUPERVISOR)


def check_names_victim(officer: Officer, in_charge: int | None) -> None:
    """Raise NotPermitted unless they may say who the victim of a crime is."""
    check_may(officer, Permission.UPDATE_VICTIM)
    if not may_name_victim(officer, in_charge):
        raise NotPermitted(
            "Only the officer in charge or a supervisor names the victim; before a crime is allocated, those who record crimes."
        )


def check_authority(officer: Officer, *any_of: Authority) -> Authority:
    """Raise NotPermitted unless they hold one of these authorities; returns the first that they hold."""
    for authority in any_of:
        if holds_authority(officer, authority):
            return authority
    wanted = " or ".join(AUTHORITY_TITLES[authority.value] for authority in any_of)
    raise NotPermitted(f"This needs the authority of {wanted}.")


def holds_authority(officer: Officer, authority: Authority) -> bool:
    """Whether rank and role together give them this authority.

    Supervisor and inspector authority takes both the rank (or the equivalent staff grade, which is entered as
    that rank) and a reviewing role; the registrar's and the designated decision maker's goes with the role alone.
    """
    permission = PERMISSION_OF_AUTHORITY.get(authority)
    if permission is not None:
        return may(officer, permission)
    if officer.rank < RANK_OF_AUTHORITY[authority]:
        return False
    if authority is Authority.SUPERVISOR:
        return may(officer, Permission.REVIEW_AS_SUPERVISOR)
    if authority is Authority.INSPECTOR:
        return may(officer, Permission.REVIEW_AS_INSPECTOR)
    return True
