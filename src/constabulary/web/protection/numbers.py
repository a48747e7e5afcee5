"""What is said before a number that is not to be rung without thought."""

from collections.abc import Iterable, Mapping

from constabulary.policing.protection.numbers import Confirmed, NumberDoubt, find_doubt
from constabulary.policing.protection.safe_route import Way
from constabulary.records.queries.messages import RouteView

WARNINGS: Mapping[NumberDoubt, str] = {
    NumberDoubt.ANSWERED_BY_OTHERS: (
        "The suspect or somebody in the household answers or sees it. Do not ring it and send nothing to it."
    ),
    NumberDoubt.NO_SAFE_WAY: "There is no safe way to reach them. Do not ring it and send nothing to it.",
    NumberDoubt.NOT_THE_ROUTE: "It is not the confirmed safe route. Use that one.",
    NumberDoubt.UNCONFIRMED: "Nobody has confirmed that it is safe. Somebody else may answer or see it.",
}


def warn_of(number: str, *, is_answered_by_others: bool, routes: Iterable[RouteView], safety_matters: bool) -> str:
    """Why the number is not to be used without thought; nothing where it may be."""
    doubt = find_doubt(
        number, is_answered_by_others=is_answered_by_others, safety_matters=safety_matters,
        routes=[Confirmed(way=Way(one.way), leads_to=one.leads_to) for one in routes],
    )  # fmt: skip
    return WARNINGS[doubt] if doubt else ""
