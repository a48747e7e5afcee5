"""The incident categories as forms offer them."""

from typing import Any

from django import forms

from constabulary.policing.incidents.closing import closing_codes
from constabulary.standards.incident_categories import GROUP_TITLES, incident_categories, reports_crime
from constabulary.web.forming import one_of


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


def crime_categories() -> str:
    """The categories that say by themselves that a crime is reported, for the page that need not ask."""
    return " ".join(one.code for one in incident_categories() if reports_crime(one.code))


def asks_crime() -> forms.ChoiceField:
    """The question whether anyone reports a crime: nothing is chosen beforehand, and silence is never a no."""
    field = one_of(
        "Does anyone report a crime?", [("yes", "Yes"), ("no", "No")], required=False,
        hint="A category of crime answers it. Recording is then decided within 24 hours.",
        classes="govuk-radios--inline",
    )  # fmt: skip
    field.answered_by = ("category", crime_categories())  # type: ignore[attr-defined]
    return field


def said_of_crime(answer: str) -> bool | None:
    """What was said of a crime; None where nothing was."""
    return {"yes": True, "no": False}.get(answer)
