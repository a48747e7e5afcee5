"""The person, the place, the organisation, the vehicle, the telephone: each with what is linked to it."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.people.reading import OpenedPerson, open_person, open_place, open_thing
from constabulary.policing.people.details import (
    ADDRESS_KINDS,
    CONTACT_KINDS,
    DEVICE_KINDS,
    NAME_KINDS,
    ORGANISATION_KINDS,
    VEHICLE_KINDS,
)
from constabulary.policing.people.disclosure import BASES, SECTIONS, Basis, Section
from constabulary.policing.people.links import LINK_SOURCES, Thing
from constabulary.policing.protection.safe_route import WAY_TITLES
from constabulary.records.queries.officers import names_of
from constabulary.web.pages import page, render
from constabulary.web.people.acting import back_to, page_of
from constabulary.web.protection.numbers import warn_of

WORDS = {
    "name_kinds": NAME_KINDS,
    "address_kinds": ADDRESS_KINDS,
    "contact_kinds": CONTACT_KINDS,
    "link_sources": LINK_SOURCES,
    "ways": WAY_TITLES,
    "bases": {one.value: BASES[one].title for one in Basis},
    "sections": {one.value: SECTIONS[one].title for one in Section},
    "page_of": page_of,
}
KINDS_OF = {
    Thing.ORGANISATION: ORGANISATION_KINDS, Thing.VEHICLE: VEHICLE_KINDS, Thing.TELEPHONE: DEVICE_KINDS,
}  # fmt: skip


@page("person", "people/<str:reference>", title="Person", permission=Permission.SEARCH_PEOPLE)
def person(request: Any, reference: str) -> HttpResponse:
    """A person: warnings first, who they are, how they are reached, what they are in."""
    opened = open_person(reference=reference, purpose="Working with a person's record", by=request.officer, at=now())
    if opened.person.leads_to:
        return back_to(opened.person.leads_to, done="led-here")
    who = {one.made_by for one in opened.warnings} | {one.noted_by for one in opened.links}
    who |= {one.disclosed_by for one in opened.disclosures} | {one.reviewed_by or 0 for one in opened.warnings}
    return render(
        request,
        "people/person.html",
        {
            "opened": opened,
            "names": names_of(who),
            "today": now().date(),
            "number_warnings": _warnings(opened),
            **WORDS,
        },
        title=opened.person.name,
    )


def _warnings(opened: OpenedPerson) -> dict[int, str]:
    """What is said before each contact detail that is not to be used without thought."""
    routes = [opened.route] if opened.route else []
    safety_matters = opened.is_in_danger or opened.reach.must_not_know or bool(opened.reach.said)
    warnings = {
        one.id: warn_of(one.value, is_answered_by_others=one.shared, routes=routes, safety_matters=safety_matters)
        for one in opened.contacts
    }
    return {number: warning for number, warning in warnings.items() if warning}


@page("place", "places/<str:reference>", title="Place", permission=Permission.SEARCH_PEOPLE)
def place(request: Any, reference: str) -> HttpResponse:
    """A place: warnings, who is linked to it, what happened there in the last twelve months."""
    opened = open_place(reference=reference, purpose="Working with a place's record", by=request.officer, at=now())
    who = {one.made_by for one in opened.warnings} | {one.noted_by for one in opened.links}
    who |= {one.reviewed_by or 0 for one in opened.warnings}
    return render(
        request,
        "people/place.html",
        {"opened": opened, "names": names_of(who), "today": now().date(), **WORDS},
        title=opened.place.name,
    )


def _thing(request: Any, thing: Thing, reference: str) -> HttpResponse:
    opened = open_thing(
        thing=thing, reference=reference, purpose=f"Working with the record of a {thing.value}", by=request.officer,
        at=now(),
    )  # fmt: skip
    return render(
        request,
        "people/thing.html",
        {
            "opened": opened, "names": names_of({opened.thing.noted_by, *(one.noted_by for one in opened.links)}),
            "kinds": KINDS_OF[thing], **WORDS,
        },
        title=opened.thing.name,
    )  # fmt: skip


@page("organisation", "organisations/<str:reference>", title="Organisation", permission=Permission.SEARCH_PEOPLE)
def organisation(request: Any, reference: str) -> HttpResponse:
    """An organisation with its links."""
    return _thing(request, Thing.ORGANISATION, reference)


@page("vehicle", "vehicles/<str:reference>", title="Vehicle", permission=Permission.SEARCH_PEOPLE)
def vehicle(request: Any, reference: str) -> HttpResponse:
    """A vehicle with its links."""
    return _thing(request, Thing.VEHICLE, reference)


@page("telephone", "telephones/<str:reference>", title="Telephone", permission=Permission.SEARCH_PEOPLE)
def telephone(request: Any, reference: str) -> HttpResponse:
    """A telephone or other device: whose number it is, and its links."""
    return _thing(request, Thing.TELEPHONE, reference)
