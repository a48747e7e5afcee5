"""What is done about a suspect, a page each: added, named, moved, identified, recorded, told."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.investigation.reading import OpenedInvestigation, open_investigation
from constabulary.casework.investigation.suspects import (
    add_suspect,
    establish_identity,
    move_suspect,
    name_suspect,
    note_not_identifiable,
    note_suspect_told,
    record_as_suspect,
)
from constabulary.casework.reading import NoSuchRecord
from constabulary.records.queries.investigation import SuspectView
from constabulary.web.forming import PageForm
from constabulary.web.investigation.forms import MoveForm, NameSuspectForm, SuspectForm, WordsForm
from constabulary.web.pages import page
from constabulary.web.recording.crime_pages import crime_act_page

BOTH = ("GET", "POST")
INVESTIGATE = Permission.INVESTIGATE


@page(
    "add_suspect", "crimes/<crime:reference>/suspects/new", title="Add a suspect", permission=INVESTIGATE,
    methods=BOTH,
)  # fmt: skip
def new_suspect(request: Any, reference: str) -> HttpResponse:
    """Somebody who may have done it."""
    return crime_act_page(
        request, reference, then="crime_suspects", done="suspect-added",
        make_form=lambda data, _: SuspectForm(data),
        carry_out=lambda form, opened: add_suspect(
            crime=opened.crime.id, person=form.person(), description=form.cleaned_data["description"],
            words=form.cleaned_data["words"], by=request.officer, at=now(),
        ),
    )  # fmt: skip


def suspect_of(opened: OpenedInvestigation, number: int) -> SuspectView:
    """One suspect of a crime. Raises NoSuchRecord."""
    for one in opened.suspects:
        if one.id == number:
            return one
    raise NoSuchRecord(str(number))


def suspect_act_page(
    request: Any,
    reference: str,
    number: int,
    make: Callable[[Any, SuspectView], PageForm],
    carry_out: Callable[[Any], Any],
    done: str,
) -> HttpResponse:
    """The page of one act on one suspect."""

    def make_form(data: Any, opened: OpenedInvestigation) -> PageForm:
        found = suspect_of(opened, number)
        form = make(data, found)
        form.about = found  # type: ignore[attr-defined]
        return form

    return crime_act_page(
        request, reference, opening=open_investigation, then="crime_suspects", done=done, make_form=make_form,
        carry_out=lambda form, _: carry_out(form), template="investigation/suspect_act.html",
    )  # fmt: skip


@page(
    "name_suspect", "crimes/<crime:reference>/suspects/<int:suspect>/name", title="Name a suspect",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def name(request: Any, reference: str, suspect: int) -> HttpResponse:
    """Put a name to somebody who was only described."""
    return suspect_act_page(
        request, reference, suspect, lambda data, _: NameSuspectForm(data),
        lambda form: name_suspect(
            suspect=suspect, person=form.person(), description=form.cleaned_data["description"],
            words=form.cleaned_data["words"], by=request.officer, at=now(),
        ),
        "suspect-named",
    )  # fmt: skip


@page(
    "move_suspect", "crimes/<crime:reference>/suspects/<int:suspect>/move", title="Where a suspect stands",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def move(request: Any, reference: str, suspect: int) -> HttpResponse:
    """Move a suspect to the next status."""
    return suspect_act_page(
        request, reference, suspect, lambda data, found: MoveForm(data, suspect=found),
        lambda form: move_suspect(
            suspect=suspect, to_status=form.status, words=form.cleaned_data["words"],
            moment=form.cleaned_data["moment"], reference=form.cleaned_data["reference"], by=request.officer, at=now(),
        ),
        "suspect-moved",
    )  # fmt: skip


def _fact(
    request: Any, reference: str, suspect: int, verb: Callable[..., None], label: str, hint: str = ""
) -> HttpResponse:
    return suspect_act_page(
        request, reference, suspect, lambda data, _: WordsForm(data, label=label, hint=hint),
        lambda form: verb(suspect=suspect, words=form.cleaned_data["words"], by=request.officer, at=now()),
        "suspect-noted",
    )  # fmt: skip


@page(
    "establish_identity", "crimes/<crime:reference>/suspects/<int:suspect>/identity", title="Identity established",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def identity(request: Any, reference: str, suspect: int) -> HttpResponse:
    """How the suspect's true identity was established."""
    return _fact(request, reference, suspect, establish_identity, "How was it established who they truly are?")


@page(
    "record_suspect", "crimes/<crime:reference>/suspects/<int:suspect>/record", title="Record as the suspect",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def record(request: Any, reference: str, suspect: int) -> HttpResponse:
    """Record somebody as the suspect of the crime."""
    return _fact(request, reference, suspect, record_as_suspect, "What makes them the suspect?")


@page(
    "tell_suspect", "crimes/<crime:reference>/suspects/<int:suspect>/told", title="The suspect was told",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def told(request: Any, reference: str, suspect: int) -> HttpResponse:
    """The suspect was told that they will be recorded as responsible."""
    return _fact(
        request, reference, suspect, note_suspect_told, "What were they told, how and when?",
        "That they will be recorded as responsible, and what that can mean.",
    )  # fmt: skip


@page(
    "not_identifiable", "crimes/<crime:reference>/suspects/<int:suspect>/not-identifiable",
    title="Identity cannot be established", permission=Permission.REVIEW_AS_SUPERVISOR, methods=BOTH,
)  # fmt: skip
def not_identifiable(request: Any, reference: str, suspect: int) -> HttpResponse:
    """A supervisor notes why nothing remains that could establish who somebody is."""
    return _fact(
        request,
        reference,
        suspect,
        note_not_identifiable,
        "Why does no enquiry remain that could establish who they are?",
    )
