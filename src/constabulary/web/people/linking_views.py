"""Links and warnings; combining two records and taking them apart; disclosing one."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.people.disclosing import disclose_person_record
from constabulary.casework.people.linking import end_link, link_records, thing_of
from constabulary.casework.people.merging import merge_people, unmerge_people
from constabulary.casework.people.reading import OpenedPerson, open_person, open_place, open_thing
from constabulary.casework.people.warnings import add_warning, end_warning, review_warning
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.people.links import Thing
from constabulary.policing.people.merging import NOT_COMPARED, OTHER_UNKNOWN
from constabulary.records.queries.known import WarningView, link_by_id, warning_by_id
from constabulary.web.pages import page, render
from constabulary.web.people.acting import act_page, back_to, page_of
from constabulary.web.people.forms import (
    DiscloseForm,
    EndLinkForm,
    LinkForm,
    MergeForm,
    ReasonForm,
    ReviewWarningForm,
    WarningForm,
)
from constabulary.web.people.views import WORDS

KEEPS = Permission.KEEP_PEOPLE
BOTH = ("GET", "POST")


def _name_of(request: Any, reference: str, purpose: str) -> str:
    """The name of the record of a reference, opened and journalled. Raises NoSuchRecord."""
    asked: dict[str, Any] = {"reference": reference, "purpose": purpose, "by": request.officer, "at": now()}
    thing = thing_of(reference)
    if thing is Thing.PERSON:
        return open_person(**asked, permission=KEEPS).person.name
    if thing is Thing.PLACE:
        return open_place(**asked).place.name
    if thing in {Thing.ORGANISATION, Thing.VEHICLE, Thing.TELEPHONE}:
        return open_thing(thing=thing, **asked).thing.name
    raise NoSuchRecord(reference)


@page("link_record", "links/from/<str:reference>", title="Link to another record", permission=KEEPS, methods=BOTH)
def linking(request: Any, reference: str) -> HttpResponse:
    """Link a person, organisation, vehicle, telephone or place to another record."""
    name = _name_of(request, reference, "Linking records")

    def carry_out(form: Any) -> None:
        link_records(start=reference, **form.cleaned_data, by=request.officer, at=now())

    return act_page(
        request, subject=reference, caption=f"{name} {reference}", verb="Link", done="records-linked", about="link",
        make_form=lambda data: LinkForm(data, begins=thing_of(reference) or Thing.PERSON), carry_out=carry_out,
    )  # fmt: skip


@page("end_link", "links/<int:number>/end", title="End a link", permission=KEEPS, methods=BOTH)
def ending_link(request: Any, number: int) -> HttpResponse:
    """End a link that no longer holds, or never did."""
    found = link_by_id(number)
    start = request.GET.get("of", "")
    if found is None:
        raise NoSuchRecord(str(number))
    back = start if page_of(start) else found.reference
    return act_page(
        request, subject=back, caption=f"{found.reads} {found.name}", verb="End it", done="link-ended",
        make_form=EndLinkForm,
        carry_out=lambda form: end_link(link=number, **form.cleaned_data, by=request.officer, at=now()),
    )  # fmt: skip


@page("person_warning", "people/<str:reference>/warning", title="Add a warning", permission=KEEPS, methods=BOTH)
def warning_of_person(request: Any, reference: str) -> HttpResponse:
    """Warn of a person."""
    opened = open_person(
        reference=reference, purpose="Adding a warning", by=request.officer, at=now(), permission=KEEPS
    )
    return _add_warning(request, reference, opened.person.name, "person", {"person": opened.person.id})


@page("place_warning", "places/<str:reference>/warning", title="Add a warning", permission=KEEPS, methods=BOTH)
def warning_of_place(request: Any, reference: str) -> HttpResponse:
    """Warn of a place."""
    opened = open_place(reference=reference, purpose="Adding a warning", by=request.officer, at=now())
    return _add_warning(request, reference, opened.place.name, "place", {"place": opened.place.id})


def _add_warning(request: Any, reference: str, name: str, about: str, what: dict[str, Any]) -> HttpResponse:
    def carry_out(form: Any) -> None:
        add_warning(**what, **form.cleaned_data, by=request.officer, at=now())

    return act_page(
        request, subject=reference, caption=f"{name} {reference}", verb="Add", done="warning-added", about="warning",
        make_form=lambda data: WarningForm(data, about=about), carry_out=carry_out,
    )  # fmt: skip


def _warning(request: Any, number: int) -> tuple[WarningView, str, str]:
    """A warning, the reference of what it is about, and that one's name; opened and journalled."""
    found = warning_by_id(number)
    if found is None:
        raise NoSuchRecord(str(number))
    reference = found.person or found.place
    return found, reference, _name_of(request, reference, "Looking at a warning")


@page("review_warning", "warnings/<int:number>/review", title="Look at a warning again", permission=KEEPS, methods=BOTH)
def reviewing(request: Any, number: int) -> HttpResponse:
    """Look at a warning again: what was found, and when the next look is due."""
    found, reference, name = _warning(request, number)
    return act_page(
        request, subject=reference, caption=f"{found.title}: {name} {reference}. {found.grounds}", verb="Store",
        done="warning-reviewed", make_form=ReviewWarningForm,
        carry_out=lambda form: review_warning(warning=number, **form.cleaned_data, by=request.officer, at=now()),
    )  # fmt: skip


@page("end_warning", "warnings/<int:number>/end", title="End a warning", permission=KEEPS, methods=BOTH)
def ending_warning(request: Any, number: int) -> HttpResponse:
    """End a warning that no longer holds."""
    found, reference, name = _warning(request, number)
    return act_page(
        request, subject=reference, caption=f"{found.title}: {name} {reference}. {found.grounds}", verb="End it",
        done="warning-ended", make_form=ReasonForm,
        carry_out=lambda form: end_warning(warning=number, **form.cleaned_data, by=request.officer, at=now()),
    )  # fmt: skip


@page("merge_people", "people/<str:reference>/merge", title="Combine two records", permission=KEEPS, methods=BOTH)
def merging(request: Any, reference: str) -> HttpResponse:
    """Combine this record with another of the same person: pick it, compare both, confirm with the reason."""
    opened = open_person(
        reference=reference, purpose="Comparing two records", by=request.officer, at=now(), permission=KEEPS
    )
    asked = (request.POST if request.method == "POST" else request.GET).get("other", "").strip().upper()
    other = _other(request, asked) if asked else None
    form = MergeForm(request.POST if request.method == "POST" else None, initial={"other": asked})
    if request.method == "POST" and form.is_valid():
        try:
            if other is None:
                raise NotAllowed([OTHER_UNKNOWN])
            if not form.cleaned_data["compared"]:
                raise NotAllowed([NOT_COMPARED])
            merge_people(
                survivor=opened.person.id, other=asked, reason=form.cleaned_data["reason"], by=request.officer, at=now()
            )
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return back_to(reference, done="people-merged")
    return render(
        request, "people/merge.html",
        {
            "opened": opened, "other": other, "form": form,
            "unknown": OTHER_UNKNOWN.sentence if asked and other is None and request.method == "GET" else "", **WORDS,
        },
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


def _other(request: Any, reference: str) -> OpenedPerson | None:
    try:
        return open_person(
            reference=reference, purpose="Comparing two records", by=request.officer, at=now(), permission=KEEPS
        )
    except NoSuchRecord:
        return None


@page("unmerge_people", "people/<str:reference>/apart", title="Take records apart", permission=KEEPS, methods=BOTH)
def unmerging(request: Any, reference: str) -> HttpResponse:
    """Take a combined record apart from the one it leads to."""
    opened = open_person(
        reference=reference, purpose="Taking two records apart", by=request.officer, at=now(), permission=KEEPS
    )
    return act_page(
        request, subject=reference, caption=f"{opened.person.name} {reference}", verb="Take apart",
        done="people-unmerged", about="apart", make_form=ReasonForm,
        carry_out=lambda form: unmerge_people(
            person=opened.person.id, reason=form.cleaned_data["reason"], by=request.officer, at=now()
        ),
    )  # fmt: skip


@page(
    "disclose_person", "people/<str:reference>/disclose", title="Disclose this record",
    permission=Permission.DISCLOSE, methods=BOTH,
)  # fmt: skip
def disclosing(request: Any, reference: str) -> HttpResponse:
    """Disclose one person's record to a named recipient on a legal basis; answered with the file."""
    opened = open_person(
        reference=reference, purpose="Disclosing a person's record", by=request.officer, at=now(),
        permission=Permission.DISCLOSE,
    )  # fmt: skip
    form = DiscloseForm(request.POST or None, initial={"file_format": "xlsx", "sections": ["identity"]})
    if request.method == "POST" and form.is_valid():
        try:
            made = disclose_person_record(person=opened.person.id, details=form.details(), by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            answer = HttpResponse(made.content, content_type=made.media)
            answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
            answer["Cache-Control"] = "no-store"
            return answer
    return render(
        request, "people/act.html",
        {
            "form": form, "caption": f"{opened.person.name} {reference}", "subject": reference, "verb": "Disclose",
            "about": "disclose", "page_of": page_of,
        },
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip
