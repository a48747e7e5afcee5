"""Whether a number or address on record may be used without thought to reach somebody: our safeguard, not national policy.

A number is shown wherever somebody is looked up, long after the call: whoever rings it may reach the person she fears.
"""

from collections.abc import Collection
from enum import StrEnum

from constabulary.policing.people.details import normalise_telephone
from constabulary.policing.protection.safe_route import Way
from constabulary.standards.values import value


class NumberDoubt(StrEnum):
    """Why a number is not to be used as it stands."""

    ANSWERED_BY_OTHERS = "answered_by_others"
    NO_SAFE_WAY = "no_safe_way"
    NOT_THE_ROUTE = "not_the_route"
    UNCONFIRMED = "unconfirmed"


@value
class Confirmed:
    """A confirmed route: by which way, and where it leads as it was typed; nothing where that is sealed or nowhere."""

    way: Way
    leads_to: str | None


def same_detail(one: str, other: str) -> bool:
    """Whether two contact details are the same however they are written."""
    if "@" in one or "@" in other:
        return one.strip().casefold() == other.strip().casefold()
    return normalise_telephone(one) == normalise_telephone(other)


def find_doubt(
    number: str, *, is_answered_by_others: bool, routes: Collection[Confirmed], safety_matters: bool
) -> NumberDoubt | None:
    """Why this number may not be used; None where it may.

    `safety_matters` in domestic abuse and stalking, and where it was said at the call how somebody can be reached.
    """
    if is_answered_by_others:
        return NumberDoubt.ANSWERED_BY_OTHERS
    if any(one.leads_to is not None and same_detail(one.leads_to, number) for one in routes):
        return None
    if routes:
        return NumberDoubt.NO_SAFE_WAY if all(one.way is Way.NONE for one in routes) else NumberDoubt.NOT_THE_ROUTE
    return NumberDoubt.UNCONFIRMED if safety_matters else None
