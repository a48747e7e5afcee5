"""Who looked: for those who read the journal, everyone who was shown a person, an incident, a crime or a journey."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from constabulary.access.officers import Officer, may
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.looking import MOST, WhoLooked, find_references_of_people, open_who_looked
from constabulary.policing.decisions import NotAllowed
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.readings import ASKED_ABOUT, Narrowed, ReadingView
from constabulary.records.queries.references import is_visible
from constabulary.standards.calendar import LONDON
from constabulary.standards.references import read_reference
from constabulary.standards.values import value
from constabulary.web.forming import DayField, PageForm, words
from constabulary.web.lists import next_page, start_from
from constabulary.web.pages import PAGES, go_to, page, render
from constabulary.web.people.asking import person_asked


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


class NameForm(PageForm):
    """Whose reference is looked for, and why."""

    given = words("First name", autocomplete="off")
    family = words("Last name", autocomplete="off")
    born = words("Born", hint="27/03/1985, or only the year", classes="govuk-input--width-10")
    reason = words("Why do you ask?", hint="It stands in the journal with everyone found.")


class NarrowForm(PageForm):
    """Of whom and of which day the readings are shown."""

    officer = words("Officer", hint="Collar or staff number", classes="govuk-input--width-10")
    day = DayField(label="Day")


@page(
    "who_looked", "who-looked", title="Who looked", permission=Permission.READ_JOURNAL, methods=("GET", "POST"),
)  # fmt: skip
def asking(request: Any) -> HttpResponse:
    """Ask who looked at a record; or for the references of a name, which are told for a reason and without the name."""
    form = WhoLookedForm(request.GET if "reference" in request.GET else None)
    if form.is_valid():
        return go_to("readers", reference=form.cleaned_data["reference"])
    named = NameForm(request.POST or None)
    found = None
    if request.method == "POST" and named.is_valid():
        asked = person_asked(
            named.cleaned_data, given="given", family="family", born="born", telephone="telephone", address="address"
        )
        if asked.is_empty:
            named.add_error("family", "Enter at least two letters of a name.")
        try:
            if not named.errors:
                found = find_references_of_people(
                    asked=asked, reason=named.cleaned_data["reason"], by=request.officer, at=now()
                )
        except NotAllowed as refusal:
            named.refuse(refusal)
    return render(
        request, "journal/who_looked.html", {"form": form, "named": named, "found": found},
        status=422 if form.errors or named.errors else 200,
    )  # fmt: skip


@page("readers", "who-looked/<path:reference>", title="Who looked", permission=Permission.READ_JOURNAL)
def readers(request: Any, reference: str) -> HttpResponse:
    """Who was shown a record, when, through what and what for; newest first."""
    skip = start_from(request)
    form = NarrowForm(request.GET)
    form.is_valid()
    day, officer = form.cleaned_data.get("day"), form.cleaned_data.get("officer", "").strip()
    narrowed = Narrowed(
        by_number=officer,
        since=_midnight(day) if day else None,
        until=_midnight(day + timedelta(days=1)) if day else None,
    )
    found = open_who_looked(
        reference=reference, purpose="Asking who looked", by=request.officer, at=now(), most=MOST, skip=skip,
        narrowed=narrowed,
    )  # fmt: skip
    return render(
        request, "journal/readers.html",
        {
            "found": found, "address": address_of(request.officer, found.kind, found.reference), "skip": skip,
            "lines": [(one, through(request.officer, one, found)) for one in found.readings],
            "names": names_of({*(one.by_row for one in found.readings), *(one.by_row for one in found.lookers)}),
            "form": form, "is_narrowed": bool(day or officer),
            "next_page": next_page(request, skip + MOST) if found.has_more else "",
        },
        status=422 if form.errors else 200,
        title=f"Who looked at {found.kind} {found.reference}",
    )  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), LONDON)


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
