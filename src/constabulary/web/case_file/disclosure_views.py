"""Unused material: the open schedule for everyone who reads the crime, the sensitive one for the few who may."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import holds_authority
from constabulary.access.permissions import Permission
from constabulary.casework.case_file.disclosing import (
    decide_material,
    list_material,
    name_disclosure_officer,
    resort_material,
    sign_schedule,
)
from constabulary.casework.case_file.disclosure_reading import OpenedMaterial, open_material, open_sensitive_schedule
from constabulary.casework.clock import now
from constabulary.policing.desks import Authority
from constabulary.records.queries.officers import names_of
from constabulary.web.case_file.disclosure_forms import (
    MaterialDecisionForm,
    MaterialForm,
    NameForm,
    ResortForm,
    SignForm,
)
from constabulary.web.case_file.views import PARTS
from constabulary.web.forming import PageForm
from constabulary.web.investigation.views import may_work
from constabulary.web.pages import page
from constabulary.web.recording.crime_pages import crime_act_page, render_part

BOTH = ("GET", "POST")
INVESTIGATE = Permission.INVESTIGATE


@page(
    "crime_disclosure", "crimes/<crime:reference>/disclosure", title="Unused material", permission=Permission.SEE_CRIMES
)
def disclosure(request: Any, reference: str) -> HttpResponse:
    """What is listed and decided; the sensitive schedule only for those who may see it."""
    opened = open_material(reference=reference, purpose="Disclosure", by=request.officer, at=now())
    is_kept = opened.crime.state != "cancelled"
    discloses = request.officer.id == opened.disclosure_officer
    return render_part(
        request, "case_file/disclosure.html", opened,
        {
            "names": names_of(opened.officers),
            "works": is_kept and (discloses or may_work(request.officer, opened.investigation)),
            "discloses": is_kept and discloses,
            "may_name": is_kept and holds_authority(request.officer, Authority.SUPERVISOR),
            "pages": PARTS,
        },
    )  # fmt: skip


@page(
    "open_schedule", "crimes/<crime:reference>/disclosure/schedule", title="Schedule of unused material",
    permission=Permission.SEE_CRIMES,
)  # fmt: skip
def open_schedule(request: Any, reference: str) -> HttpResponse:
    """The open schedule to print: nothing sensitive, and nothing that a seal hides, whoever prints it."""
    opened = open_material(reference=reference, purpose="Printing the schedule", by=request.officer, at=now())
    return render_part(
        request, "case_file/schedule.html", opened,
        {"names": names_of(opened.officers), "pages": PARTS, "schedule": opened.schedule, "sensitive": False},
    )  # fmt: skip


@page(
    "sensitive_schedule", "crimes/<crime:reference>/disclosure/schedule-sensitive",
    title="Sensitive schedule of unused material", permission=Permission.SEE_CRIMES,
)  # fmt: skip
def sensitive_schedule(request: Any, reference: str) -> HttpResponse:
    """The sensitive schedule to print, for the prosecutor alone: only whoever may see it opens it."""
    opened, schedule = open_sensitive_schedule(
        reference=reference, purpose="Printing the sensitive schedule", by=request.officer, at=now()
    )
    return render_part(
        request, "case_file/schedule.html", opened,
        {"names": names_of(opened.officers), "pages": PARTS, "schedule": schedule, "sensitive": True},
    )  # fmt: skip


@page(
    "list_material", "crimes/<crime:reference>/disclosure/new", title="List unused material", permission=INVESTIGATE,
    methods=BOTH,
)  # fmt: skip
def new_item(request: Any, reference: str) -> HttpResponse:
    """What it is, where held, from which line, and on which schedule."""
    return crime_act_page(
        request, reference, opening=open_material, then="crime_disclosure", done="material-listed",
        make_form=lambda data, opened: MaterialForm(data, lines=opened.investigation.lines),
        carry_out=lambda form, opened: list_material(
            crime=opened.crime.id, details=form.details(), by=request.officer, at=now()
        ),
    )  # fmt: skip


def _on_item(request: Any, reference: str, item: int, make: Any, carry_out: Any, done: str) -> HttpResponse:
    shown: dict[str, Any] = {}

    def make_form(data: Any, opened: OpenedMaterial) -> PageForm:
        shown["about"] = opened.item(item)
        form: PageForm = make(data)
        return form

    return crime_act_page(
        request, reference, opening=open_material, then="crime_disclosure", done=done, make_form=make_form,
        carry_out=lambda form, _: carry_out(form, shown["about"]), template="case_file/material_act.html",
        context=shown,
    )  # fmt: skip


@page(
    "decide_material", "crimes/<crime:reference>/disclosure/<int:item>/decide", title="Decide on unused material",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def decide(request: Any, reference: str, item: int) -> HttpResponse:
    """Whether an item might undermine the case or assist the suspect."""
    return _on_item(
        request, reference, item, MaterialDecisionForm,
        lambda form, _: decide_material(item=item, decision=form.decision(), by=request.officer, at=now()),
        "material-decided",
    )  # fmt: skip


@page(
    "resort_material", "crimes/<crime:reference>/disclosure/<int:item>/move", title="Move to the other schedule",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def resort(request: Any, reference: str, item: int) -> HttpResponse:
    """An item that is sensitive after all, or is not."""
    return _on_item(
        request, reference, item, ResortForm,
        lambda form, about: resort_material(
            item=item, sensitive=not about.sensitive, because=form.cleaned_data["sensitive_because"],
            by=request.officer, at=now(),
        ),
        "material-resorted",
    )  # fmt: skip


def _sign(request: Any, reference: str, *, sensitive: bool) -> HttpResponse:
    return crime_act_page(
        request, reference, opening=open_material, then="crime_disclosure", done="schedule-signed",
        make_form=lambda data, _: SignForm(data),
        carry_out=lambda form, opened: sign_schedule(
            crime=opened.crime.id, sensitive=sensitive, words=form.cleaned_data["words"], by=request.officer, at=now()
        ),
    )  # fmt: skip


@page(
    "sign_schedule", "crimes/<crime:reference>/disclosure/sign", title="Sign the schedule", permission=INVESTIGATE,
    methods=BOTH,
)  # fmt: skip
def sign(request: Any, reference: str) -> HttpResponse:
    """The disclosure officer signs the open schedule."""
    return _sign(request, reference, sensitive=False)


@page(
    "sign_sensitive", "crimes/<crime:reference>/disclosure/sign-sensitive", title="Sign the sensitive schedule",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def sign_sensitive(request: Any, reference: str) -> HttpResponse:
    """The disclosure officer signs the sensitive schedule."""
    return _sign(request, reference, sensitive=True)


@page(
    "name_disclosure_officer", "crimes/<crime:reference>/disclosure/officer", title="Name the disclosure officer",
    permission=Permission.REVIEW_AS_SUPERVISOR, methods=BOTH,
)  # fmt: skip
def name_officer(request: Any, reference: str) -> HttpResponse:
    """Who decides on unused material, and from then on sees its sensitive schedule."""
    return crime_act_page(
        request, reference, opening=open_material, then="crime_disclosure", done="disclosure-officer-named",
        make_form=lambda data, _: NameForm(data),
        carry_out=lambda form, opened: name_disclosure_officer(
            crime=opened.crime.id, officer=form.cleaned_data["officer_id"], by=request.officer, at=now()
        ),
    )  # fmt: skip
