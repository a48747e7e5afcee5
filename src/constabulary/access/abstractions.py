"""For whom somebody may say when they are away."""

from constabulary.access.officers import Officer, holds_authority, may
from constabulary.access.permissions import Permission
from constabulary.policing.desks import Authority


def may_say_for_everybody(by: Officer) -> bool:
    """Whether they say for the whole force when somebody is away: planners, and inspectors upwards."""
    plans = may(by, Permission.KEEP_ABSTRACTIONS) and not may(by, Permission.REVIEW_AS_SUPERVISOR)
    return plans or holds_authority(by, Authority.INSPECTOR)


def may_say_for(by: Officer, *, officer: int, supervisor: int | None, team: int | None) -> bool:
    """Whether they say when that officer (by row number) is away: whoever supervises them, or says for everybody.

    Nobody says it for themselves.
    """
    if by.id == officer or not may(by, Permission.KEEP_ABSTRACTIONS):
        return False
    is_theirs = by.id == supervisor or (team is not None and by.team_id == team)
    return is_theirs or may_say_for_everybody(by)
