"""Searching people."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.people.naming import search_organisations
from constabulary.casework.searching import PeopleFound, PersonAsked, search_people
from constabulary.web.forming import PageForm, words
from constabulary.web.pages import page, render
from constabulary.web.people.asking import LONGEST, person_asked, person_link


class SearchForm(PageForm):
    """Whoever is looked for: any of it is enough."""

    given = words("First name", autocomplete="off")
    family = words("Last name", autocomplete="off")
    born = words("Born", hint="27/03/1985, or only the year", classes="govuk-input--width-10")
    telephone = words("Telephone", inputmode="tel")
    address = words("Address", hint="Number and street, town or postcode", autocomplete="off")
    organisation = words("Organisation", hint="A shop, a school, any word of its name", autocomplete="off")


@page("people", "people", title="People", permission=Permission.SEARCH_PEOPLE)
def search(request: Any) -> HttpResponse:
    """One ranked answer with its reasons; the search and everyone it shows are journalled."""
    asked = person_asked(
        request.GET, given="given", family="family", born="born", telephone="telephone", address="address"
    )
    found, form, as_address = None, SearchForm(request.GET), ""
    in_one_box, named = (
        request.GET.get(one, "")[:LONGEST].replace("\x00", "").strip() for one in ("words", "organisation")
    )
    organisations = search_organisations(
        words=named or in_one_box, purpose="Searching organisations", by=request.officer, at=now()
    )
    if not asked.is_empty:
        found = _search(request, asked)
        if in_one_box and not (found.matches or found.places or organisations):
            there = _search(request, PersonAsked(address=in_one_box))
            if there.matches or there.places:
                found, as_address, form = there, in_one_box, SearchForm({"address": in_one_box})
    form.forget_errors()
    return render(
        request, "people/search.html",
        {"form": form, "found": found, "person_link": person_link, "asked": bool(request.GET), "as_address": as_address,
         "in_one_box": in_one_box, "organisations": organisations, "named": named},
    )  # fmt: skip


def _search(request: Any, asked: PersonAsked) -> PeopleFound:
    return search_people(asked=asked, purpose="Searching people", by=request.officer, at=now())
