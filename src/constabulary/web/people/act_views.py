"""What is done to a person's record: added, corrected, names, addresses, contact details."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.people.correcting import (
    add_name,
    add_person,
    correct_person,
    end_address,
    end_contact_point,
    note_address,
    note_contact_point,
)
from constabulary.casework.people.reading import OpenedPerson, open_person, open_place
from constabulary.casework.people.things import add_organisation, add_telephone, add_vehicle, correct_place
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.people.links import Thing
from constabulary.web.pages import page
from constabulary.web.people.acting import act_page
from constabulary.web.people.forms import (
    AddressForm,
    ContactForm,
    CorrectPersonForm,
    EndAddressForm,
    NameForm,
    PersonForm,
    PlaceForm,
    ReasonForm,
    ThingForm,
)

KEEPS = Permission.KEEP_PEOPLE
BOTH = ("GET", "POST")


def _opened(request: Any, reference: str, purpose: str) -> OpenedPerson:
    return open_person(reference=reference, purpose=purpose, by=request.officer, at=now(), permission=KEEPS)


def _person_act(request: Any, opened: OpenedPerson, **what: Any) -> HttpResponse:
    person = opened.person
    return act_page(request, subject=person.reference, caption=f"{person.name} {person.reference}", **what)


@page("add_person", "people/new", title="Add a person", permission=KEEPS, methods=BOTH)
def adding(request: Any) -> HttpResponse:
    """Add somebody who is in no incident yet."""
    return act_page(
        request, subject="", caption="", verb="Add", done="person-kept", about="new-person",
        make_form=lambda data: PersonForm(data, initial={"language": "English"}),
        carry_out=lambda form: add_person(person=form.details(), by=request.officer, at=now()),  # type: ignore[attr-defined]
    )  # fmt: skip


@page("person_name", "people/<str:reference>/name", title="Add a name", permission=KEEPS, methods=BOTH)
def naming(request: Any, reference: str) -> HttpResponse:
    """Add another name that somebody is or was known by."""
    opened = _opened(request, reference, "Adding a name")
    return _person_act(
        request, opened, verb="Add", done="person-kept", make_form=NameForm,
        carry_out=lambda form: add_name(
            person=opened.person.id, given=form.cleaned_data["given"][:80], family=form.cleaned_data["family"][:80],
            kind=form.cleaned_data["kind"], by=request.officer, at=now(),
        ),
    )  # fmt: skip


@page("person_correct", "people/<str:reference>/correct", title="Correct who they are", permission=KEEPS, methods=BOTH)
def correcting(request: Any, reference: str) -> HttpResponse:
    """Correct who somebody is; an earlier name stays findable."""
    opened = _opened(request, reference, "Correcting a person's record")
    return _person_act(
        request, opened, verb="Correct", done="person-kept", about="correct",
        make_form=lambda data: CorrectPersonForm(data, initial=asdict(opened.person)),
        carry_out=lambda form: correct_person(
            person=opened.person.id, correction=form.correction(), reason=form.cleaned_data["reason"],
            by=request.officer, at=now(),
        ),
    )  # fmt: skip


@page("person_address", "people/<str:reference>/address", title="Add an address", permission=KEEPS, methods=BOTH)
def addressing(request: Any, reference: str) -> HttpResponse:
    """Note where somebody lives, works or lived."""
    opened = _opened(request, reference, "Noting an address")
    return _person_act(
        request, opened, verb="Add", done="person-kept", about="address",
        make_form=lambda data: AddressForm(data, initial={"place": request.GET.get("place", "")[:20], "kind": "home"}),
        carry_out=lambda form: _no_reference(note_address(
            person=opened.person.id, place=form.details(), kind=form.cleaned_data["kind"],
            from_on=form.cleaned_data["from_on"], until_on=form.cleaned_data["until_on"], by=request.officer, at=now(),
        )),
    )  # fmt: skip


def _no_reference(_number: int) -> None:
    return None


@page(
    "end_address", "people/<str:reference>/addresses/<int:number>/end", title="End an address", permission=KEEPS,
    methods=BOTH,
)  # fmt: skip
def ending_address(request: Any, reference: str, number: int) -> HttpResponse:
    """Note that somebody no longer lives or works there."""
    opened = _opened(request, reference, "Ending an address")
    found = next((one for one in opened.addresses if one.id == number), None)
    if found is None:
        raise NoSuchRecord(str(number))
    return _person_act(
        request, opened, verb="End it", done="person-kept", about="end-address", make_form=EndAddressForm,
        carry_out=lambda form: end_address(
            address=number, until_on=form.cleaned_data["until_on"], reason=form.cleaned_data["reason"],
            by=request.officer, at=now(),
        ),
    )  # fmt: skip


@page("person_contact", "people/<str:reference>/contact", title="Add a contact detail", permission=KEEPS, methods=BOTH)
def contacting(request: Any, reference: str) -> HttpResponse:
    """Note a telephone number, e-mail address or online name."""
    opened = _opened(request, reference, "Noting a contact detail")
    return _person_act(
        request, opened, verb="Add", done="person-kept", make_form=ContactForm,
        carry_out=lambda form: _no_reference(note_contact_point(
            person=opened.person.id, kind=form.cleaned_data["kind"], contact=form.cleaned_data["value"][:120],
            shared=form.cleaned_data["shared"], by=request.officer, at=now(),
        )),
    )  # fmt: skip


@page(
    "end_contact", "people/<str:reference>/contacts/<int:number>/end", title="End a contact detail", permission=KEEPS,
    methods=BOTH,
)  # fmt: skip
def ending_contact(request: Any, reference: str, number: int) -> HttpResponse:
    """Note that somebody is no longer reached there."""
    opened = _opened(request, reference, "Ending a contact detail")
    if number not in {one.id for one in opened.contacts}:
        raise NoSuchRecord(str(number))
    return _person_act(
        request, opened, verb="End it", done="person-kept", about="end-contact", make_form=ReasonForm,
        carry_out=lambda form: end_contact_point(
            contact_point=number, reason=form.cleaned_data["reason"], by=request.officer, at=now()
        ),
    )  # fmt: skip


@page("place_correct", "places/<str:reference>/correct", title="Correct a place", permission=KEEPS, methods=BOTH)
def correcting_place(request: Any, reference: str) -> HttpResponse:
    """Correct a place: its words, coordinates and small area."""
    opened = open_place(reference=reference, purpose="Correcting a place", by=request.officer, at=now())
    return act_page(
        request, subject=reference, caption=f"{opened.place.name} {reference}", verb="Correct", done="place-kept",
        make_form=lambda data: PlaceForm(data, initial=asdict(opened.place)),
        carry_out=lambda form: correct_place(
            place=opened.place.id, correction=form.correction(), reason=form.cleaned_data["reason"],  # type: ignore[attr-defined]
            by=request.officer, at=now(),
        ),
    )  # fmt: skip


def _add_thing(request: Any, thing: Thing) -> HttpResponse:
    return act_page(
        request, subject="", caption="", verb="Add", done="thing-kept", about="new-thing",
        make_form=lambda data: ThingForm(data, thing=thing),
        carry_out=lambda form: _carry_out_thing(request, thing, form.cleaned_data),
    )  # fmt: skip


def _carry_out_thing(request: Any, thing: Thing, data: dict[str, Any]) -> str:
    by_at = {"by": request.officer, "at": now()}
    if thing is Thing.ORGANISATION:
        return add_organisation(name=data["known_by"][:120], kind=data["kind"], number=data["more"][:40], **by_at)
    if thing is Thing.VEHICLE:
        return add_vehicle(
            registration=data["known_by"][:40], kind=data["kind"], make=data["more"][:60], colour=data["colour"][:40],
            **by_at,
        )  # fmt: skip
    return add_telephone(number=data["known_by"][:60], kind=data["kind"], make=data["more"][:60], **by_at)


@page("add_organisation", "organisations/new", title="Add an organisation", permission=KEEPS, methods=BOTH)
def adding_organisation(request: Any) -> HttpResponse:
    """Add an organisation, or find the one of that name."""
    return _add_thing(request, Thing.ORGANISATION)


@page("add_vehicle", "vehicles/new", title="Add a vehicle", permission=KEEPS, methods=BOTH)
def adding_vehicle(request: Any) -> HttpResponse:
    """Add a vehicle, or find the one of that registration."""
    return _add_thing(request, Thing.VEHICLE)


@page("add_telephone", "telephones/new", title="Add a telephone or device", permission=KEEPS, methods=BOTH)
def adding_telephone(request: Any) -> HttpResponse:
    """Add a telephone or device, or find the one of that number."""
    return _add_thing(request, Thing.TELEPHONE)
