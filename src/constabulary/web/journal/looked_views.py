"""Who looked: for those who read the journal, everyone who was shown a person, an incident, a crime or a journey."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from constabulary.access.officers import Officer, may
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.looking import MOST, WhoLooked, open_who_looked
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.readings import ASKED_ABOUT, ReadingView
from constabulary.records.queries.references import is_visible
from constabulary.standards.references import read_reference
from constabulary.standards.values import value
from constabulary.web.forming import PageForm, words
from constabulary.web.lists import next_page, start_from
from constabulary.web.pages import PAGES, go_to, page, render


@value
class Through:
    """What was opened that showed the record: in words, and its address where whoever asks may open it."""

    words: str
    address: str


class WhoLookedForm(PageForm):
    """Whose readers are asked for."""

    reference = words(
        "Reference of a person, incident, crime or journey", required=True, classes="govuk-input--width-20"
    )
    reference.error_messages["required"] = "Enter the reference."

    def clean_reference(self) -> str:
        """The reference as it is written. What is not there and what whoever asks may not see are refused alike."""
        kind, written = read_reference(self.cleaned_data["reference"]) or ("", "")
        if kind not in ASKED_ABOUT:
            raise forms.ValidationError("Write a whole reference, for example P412302, I26-412301 or J26-412300.")
        if not is_visible(kind, written):
            raise forms.ValidationError("No record with that reference that you may open.")
        return written


@page("who_looked", "who-looked", title="Who looked", permission=Permission.READ_JOURNAL)
def asking(request: Any) -> HttpResponse:
    """Ask who looked at a record."""
    form = WhoLookedForm(request.GET if "reference" in request.GET else None)
    if form.is_valid():
        return go_to("readers", reference=form.cleaned_data["reference"])
    return render(request, "journal/who_looked.html", {"form": form}, status=422 if form.errors else 200)


@page("readers", "who-looked/<path:reference>", title="Who looked", permission=Permission.READ_JOURNAL)
def readers(request: Any, reference: str) -> HttpResponse:
    """Who was shown a record, when, through what and what for; newest first."""
    skip = start_from(request)
    found = open_who_looked(
        reference=reference, purpose="Asking who looked", by=request.officer, at=now(), most=MOST, skip=skip
    )
    return render(
        request, "journal/readers.html",
        {
            "found": found, "address": address_of(request.officer, found.kind, found.reference), "skip": skip,
            "lines": [(one, through(request.officer, one, found)) for one in found.readings],
            "names": names_of({one.by_row for one in found.readings}),
            "next_page": next_page(request, skip + MOST) if found.has_more else "",
        },
        title=f"Who looked at {found.kind} {found.reference}",
    )  # fmt: skip


def address_of(officer: Officer, kind: str, reference: str) -> str:
    """Where a record is opened, for those who may open records of its kind."""
    permission = PAGES[kind].permission if kind in PAGES else None
    is_opened = permission is not None and may(officer, permission)
    return reverse(kind, kwargs={"reference": reference}) if is_opened else ""


def through(officer: Officer, one: ReadingView, found: WhoLooked) -> Through:
    """What was opened. The number of a row tells nobody anything; an officer's may look like a person's reference."""
    *before, last = one.subject.split(" ")
    kind, written = read_reference(last) or ("", "")
    if last.isdigit() or written == found.reference:
        return Through(words="", address="")
    address = address_of(officer, kind, written) if kind in before else ""
    return Through(words=one.subject[:1].upper() + one.subject[1:], address=address)
