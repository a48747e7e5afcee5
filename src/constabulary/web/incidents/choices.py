"""The incident categories as forms offer them."""

from typing import Any

from constabulary.policing.incidents.closing import closing_codes
from constabulary.standards.incident_categories import GROUP_TITLES, incident_categories


def category_choices(at: Any) -> list[tuple[str, Any]]:
    """The categories in their national groups, our code for a report of crime first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in incident_categories():
        if one.is_offered_on(at):
            groups.setdefault(one.group, []).append((one.code, one.title))
    order = sorted(groups, key=lambda group: group != "crime")
    return [("", "Choose a category"), *((GROUP_TITLES[group], groups[group]) for group in order)]


def closing_choices(at: Any) -> list[tuple[str, Any]]:
    """The categories that an incident may end under, in their national groups."""
    codes = closing_codes(at)
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in incident_categories():
        if one.code in codes:
            groups.setdefault(one.group, []).append((one.code, one.title))
    return [("", "Choose a category"), *((GROUP_TITLES[group], found) for group, found in groups.items())]
