"""Who is away: recorded, ended and withdrawn for one's own people, or for everybody by those who plan."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.abstractions import may_say_for_everybody
from constabulary.access.permissions import Permission
from constabulary.casework.abstractions import (
    OpenedAbstractions,
    end_abstraction,
    open_abstractions,
    record_abstraction,
    withdraw_abstraction,
)
from constabulary.casework.clock import now
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.workforce.abstractions import Abstraction, AbstractionKind
from constabulary.records.queries.abstractions import Standing
from constabulary.web import unsent
from constabulary.web.forming import DayField, PageForm, one_of, words
from constabulary.web.pages import go_to, page, render

SHARES = [("100", "All of it"), ("80", "Four fifths"), ("75", "Three quarters"), ("50", "Half"), ("40", "Two fifths"),
          ("25", "A quarter"), ("20", "A fifth")]  # fmt: skip


class AbsenceForm(PageForm):
    """Who is away from when to when; there is no field for why."""

    officer = one_of("Who?", [], select=True)
    kind = one_of(
        "What takes them away?", [(one.value, one.label) for one in AbstractionKind],
        hint="Nothing more is asked or kept: not what somebody is ill with, nor why they are on leave.",
    )  # fmt: skip
    from_on = DayField(label="First day")
    until_on = DayField(label="Last day", hint="Leave it empty if sickness, a secondment or part-time hours go on")
    share = one_of("How much of their hours?", SHARES, select=True)

    def __init__(self, *args: Any, opened: OpenedAbstractions, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["from_on"].required = True
        self.fields["from_on"].error_messages["required"] = "Enter the first day."
        self.fields["officer"].error_messages["required"] = "Choose who is away."
        self.offer("officer", [("", "Choose"), *((str(one.id), f"{one.title}, {one.team}") for one in opened.people)])

    def days(self) -> Abstraction:
        """What was given."""
        data = self.cleaned_data
        return Abstraction(
            kind=AbstractionKind(data["kind"]), from_on=data["from_on"], until_on=data["until_on"],
            share=int(data["share"]) / 100,
        )  # fmt: skip


class FindForm(PageForm):
    """Whom to look for."""

    words = words("Name or number")


class LastDayForm(PageForm):
    """The last day away."""

    until_on = DayField(label="What is their last day away?")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["until_on"].required = True
        self.fields["until_on"].error_messages["required"] = "Enter the last day."


@page(
    "absences", "supervision/absences", title="Who is away", permission=Permission.KEEP_ABSTRACTIONS,
    methods=("GET", "POST"),
)  # fmt: skip
def absences(request: Any) -> HttpResponse:
    """Who is away today and later, and recording that somebody is."""
    finding = FindForm(request.GET)
    named = finding.cleaned_data["words"] if finding.is_valid() else ""
    opened = open_abstractions(words=named, by=request.officer, at=now())
    posted = request.POST if request.method == "POST" else unsent.draft_of(request.officer, "absences")
    form = AbsenceForm(posted, opened=opened)
    if request.method == "POST":
        unsent.keep(request, "absences")
        if form.is_valid():
            try:
                record_abstraction(
                    officer=int(form.cleaned_data["officer"]), days=form.days(), by=request.officer, at=now()
                )
            except NotAllowed as refusal:
                form.refuse(refusal)
            else:
                unsent.drop(request.officer, "absences")
                return go_to("absences", done="abstraction-recorded")
    else:
        form.forget_errors()
    return render(
        request, "supervision/absences.html",
        {
            "opened": opened, "form": form, "finding": finding, "named": named,
            "titles": {one.id: one for one in opened.people}, "for_everybody": may_say_for_everybody(request.officer),
        },
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


def _opened(request: Any, number: int) -> tuple[Standing, str]:
    """One absence that the reader keeps, and whose it is. Raises NoSuchRecord."""
    opened = open_abstractions(by=request.officer, at=now())
    found = opened.find(number)
    if found is None:
        raise NoSuchRecord(str(number))
    title = next(one.title for one in opened.people if one.id == found.officer)
    return found, f"{title}: {found.days.kind.label.lower()}"


@page(
    "end_absence", "supervision/absences/<int:number>/end", title="When are they back?",
    permission=Permission.KEEP_ABSTRACTIONS, methods=("GET", "POST"),
)  # fmt: skip
def end(request: Any, number: int) -> HttpResponse:
    """The last day of an absence, when it is known or earlier than was thought."""
    found, caption = _opened(request, number)
    form = LastDayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            end_abstraction(abstraction=found.id, last_day=form.cleaned_data["until_on"], by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("absences", done="abstraction-ended")
    return render(
        request, "protection/act.html", {"form": form, "caption": caption, "verb": "Save", "about": ""},
        status=422 if form.errors else 200,
    )  # fmt: skip


@page(
    "withdraw_absence", "supervision/absences/<int:number>/withdraw", title="Withdraw an absence",
    permission=Permission.KEEP_ABSTRACTIONS, methods=("GET", "POST"),
)  # fmt: skip
def withdraw(request: Any, number: int) -> HttpResponse:
    """An absence that was entered in error."""
    found, caption = _opened(request, number)
    if request.method == "POST":
        withdraw_abstraction(abstraction=found.id, by=request.officer, at=now())
        return go_to("absences", done="abstraction-withdrawn")
    return render(
        request, "protection/act.html",
        {"form": PageForm(), "caption": caption, "verb": "Withdraw it", "about": "absence-withdrawn"},
    )  # fmt: skip
