"""The ledger of what was taken over, both systems side by side, and leaving the old one."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import holds_authority
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.takeover.leaving import (
    accept_differences,
    cut_over,
    decide_likeness,
    draw_rows,
    look_at_row,
)
from constabulary.casework.takeover.people_reading import open_likenesses
from constabulary.casework.takeover.reading import open_differences, open_sample, reasons_against_leaving
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import Authority
from constabulary.policing.takeover.comparing import FIELD_WORDS
from constabulary.policing.takeover.layout import BY_NAME
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.takeover import (
    TakeoverView,
    batches_of,
    ledger_of,
    newest_comparison,
    rejects_of,
    takeover_by_number,
    takeovers,
)
from constabulary.web import unsent
from constabulary.web.forming import PageForm, one_of, words
from constabulary.web.lists import number_of
from constabulary.web.moments import tell_moment
from constabulary.web.pages import go_to, page, render
from constabulary.web.reasons import sentence_of

ADDRESS = "taking-over/<int:number>"
MOST_BATCHES = 50
TITLES = {
    **{name: one.title for name, one in BY_NAME.items()},
    "records": "Number of",
    "monthly_return": "Monthly return",
}


class WordsForm(PageForm):
    """A reason, in words."""

    words = words("Why?", hint="It is kept for good with your name.", required=True, rows=4)


class LookForm(PageForm):
    """What somebody found of one row."""

    answer = one_of("Do both systems say the same?", [("yes", "The same"), ("no", "Something differs")])
    words = words("What differs?", rows=3)


class LikenessForm(PageForm):
    """Whether two records are of one person."""

    answer = one_of("Are they one person?", [("yes", "Yes: combine the records"), ("no", "No: two people")])
    words = words("How do you know?", required=True, rows=3)


def _found(number: int) -> TakeoverView:
    found = takeover_by_number(number)
    if found is None:
        raise NoSuchRecord(str(number))
    return found


def _ledger(one: TakeoverView) -> dict[str, Any]:
    return {
        "one": one, "ledger": ledger_of(one.id), "rejects": rejects_of(one.id),
        "batches": batches_of(one.id, most=MOST_BATCHES),
    }  # fmt: skip


def _said(field: str, value: str) -> str:
    """What one side says, as people read it: a moment that is compared by its second is shown as a moment."""
    if field == "moment" and value.lstrip("-").isdigit():
        return tell_moment(datetime.fromtimestamp(int(value), tz=UTC))
    return value.replace("_", " ") if field in {"status", "code"} else value


@page("takeover_ledgers", "ledgers", title="Taking over from another system", permission=Permission.ADMINISTER)
def ledgers(request: Any) -> HttpResponse:
    """For whoever administers: what was read, stored and refused of each system; counts, and nothing of any record."""
    return render(
        request, "takeover/ledgers.html",
        {"systems": [_ledger(one) for one in takeovers()], "sentence_of": sentence_of, "titles": TITLES},
    )  # fmt: skip


@page("takeovers", "taking-over", title="Leaving another system", permission=Permission.OPEN_EVIDENCE)
def systems(request: Any) -> HttpResponse:
    """The systems that are or were left."""
    return render(request, "takeover/systems.html", {"systems": takeovers()})


@page("takeover", ADDRESS, title="Leaving another system", permission=Permission.OPEN_EVIDENCE)
def system(request: Any, number: int) -> HttpResponse:
    """One system: the ledger, how it compares, and what stands against leaving it."""
    one = _found(number)
    comparison = newest_comparison(one.id)
    people = {one.cut_over_by} if one.cut_over_by else set()
    people |= {comparison.compared_by} if comparison else set()
    sample = open_sample(takeover=one.id, by=request.officer, at=now())
    return render(
        request, "takeover/system.html",
        {
            "one": one, "ledger_lines": ledger_of(one.id), "reject_lines": rejects_of(one.id), "titles": TITLES,
            "sentence_of": sentence_of, "comparison": comparison, "sample": sample, "names": names_of(people),
            "against": () if one.cut_over_at else reasons_against_leaving(one.id, at=now()),
            "may_decide": holds_authority(request.officer, Authority.CHIEF_OFFICER),
        },
        title=f"Leaving {one.name}",
    )  # fmt: skip


@page(
    "takeover_differences", f"{ADDRESS}/differences", title="Both systems side by side",
    permission=Permission.OPEN_EVIDENCE, methods=("GET", "POST"),
)  # fmt: skip
def differences(request: Any, number: int) -> HttpResponse:
    """Every difference, with what each side says; a chief officer accepts those that are to stay."""
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accept_differences(
                takeover=_found(number).id, fingerprints=tuple(request.POST.getlist("difference")),
                words=form.cleaned_data["words"], by=request.officer, at=now(),
            )  # fmt: skip
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("takeover_differences", number=number, done="differences-accepted")
    opened = open_differences(takeover=number, by=request.officer, at=now())
    return render(
        request, "takeover/differences.html",
        {
            "opened": opened, "one": opened.takeover, "form": form, "titles": TITLES, "fields": FIELD_WORDS,
            "said": _said, "chosen": set(request.POST.getlist("difference")), "sentence_of": sentence_of,
            "names": names_of({line.accepted_by for line in opened.differences if line.accepted_by}),
            "may_decide": holds_authority(request.officer, Authority.CHIEF_OFFICER),
        },
        status=422 if form.errors else 200, title=f"{opened.takeover.name} and this system side by side",
    )  # fmt: skip


@page(
    "takeover_sample", f"{ADDRESS}/sample", title="Rows compared by eye", permission=Permission.OPEN_EVIDENCE,
    methods=("GET", "POST"),
)  # fmt: skip
def sample(request: Any, number: int) -> HttpResponse:
    """The rows drawn, and what their answers leave open; drawing them."""
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            draw_rows(takeover=_found(number).id, by=request.officer, at=now())
        except NotAllowed as refusal:
            refused = tuple(reason.sentence for reason in refusal.reasons)
        else:
            return go_to("takeover_sample", number=number, done="rows-drawn")
    opened = open_sample(takeover=number, by=request.officer, at=now())
    return render(
        request, "takeover/sample.html",
        {
            "opened": opened, "one": opened.takeover, "titles": TITLES, "refused": refused,
            "names": names_of({line.looked_by for line in opened.rows if line.looked_by}),
        },
        status=422 if refused else 200,
    )  # fmt: skip


@page(
    "takeover_look", f"{ADDRESS}/sample/<int:row>", title="Compare a row by eye", permission=Permission.OPEN_EVIDENCE,
    methods=("GET", "POST"),
)  # fmt: skip
def look(request: Any, number: int, row: int) -> HttpResponse:
    """One row: where it is in either system, and whether both say the same."""
    opened = open_sample(takeover=number, by=request.officer, at=now())
    line = next((one for one in opened.rows if one.id == row), None)
    if line is None:
        raise NoSuchRecord(str(row))
    subject = f"{number}/{row}"
    form = LookForm(request.POST or unsent.draft_of(request.officer, "takeover_look", subject))
    if request.method == "POST":
        unsent.keep(request, "takeover_look", subject)
        if form.is_valid():
            data = form.cleaned_data
            try:
                look_at_row(
                    sample=row, is_same=data["answer"] == "yes", words=data["words"], by=request.officer, at=now()
                )
            except NotAllowed as refusal:
                form.refuse(refusal)
            else:
                unsent.drop(request.officer, "takeover_look", subject)
                return go_to("takeover_sample", number=number, done="row-looked-at")
    return render(
        request, "takeover/look.html", {"one": opened.takeover, "line": line, "form": form, "titles": TITLES},
        status=422 if form.errors and request.method == "POST" else 200,
    )  # fmt: skip


@page(
    "takeover_cut_over", f"{ADDRESS}/cut-over", title="Leave the old system", permission=Permission.OPEN_EVIDENCE,
    methods=("GET", "POST"),
)  # fmt: skip
def leave(request: Any, number: int) -> HttpResponse:
    """The decision: refused until both systems balance, and taken by a chief officer with the reason."""
    one = _found(number)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cut_over(takeover=one.id, words=form.cleaned_data["words"], by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("takeover", number=number, done="cut-over")
    return render(
        request, "takeover/cut_over.html",
        {
            "one": one, "form": form, "comparison": newest_comparison(one.id),
            "against": () if one.cut_over_at else reasons_against_leaving(one.id, at=now()),
            "may_decide": holds_authority(request.officer, Authority.CHIEF_OFFICER),
        },
        status=422 if form.errors else 200, title=f"Leave {one.name}",
    )  # fmt: skip


@page(
    "takeover_people", "taking-over/people", title="Perhaps the same person", permission=Permission.KEEP_PEOPLE,
    methods=("GET", "POST"),
)  # fmt: skip
def likenesses(request: Any) -> HttpResponse:
    """People taken over who are perhaps on record already: the next pair, and whether they are one."""
    form = LikenessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data, which = form.cleaned_data, request.POST.get("pair", "")
        try:
            decide_likeness(
                likeness=number_of(which) or 0, is_same=data["answer"] == "yes", words=data["words"],
                by=request.officer, at=now(),
            )  # fmt: skip
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("takeover_people", done="likeness-decided")
    opened = open_likenesses(by=request.officer, at=now())
    return render(
        request, "takeover/people.html", {"opened": opened, "form": form, "sentence_of": sentence_of},
        status=422 if form.errors else 200,
    )  # fmt: skip
