"""The registrar's desk: what waits there, and the look at a recording decision."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.recording.oversight import oversee_decision
from constabulary.casework.recording.reading import open_decision, open_registrars_desk
from constabulary.casework.ways_out_watch import look_at_move, open_move
from constabulary.policing.inspection.displacement import WAY_OF
from constabulary.policing.inspection.moved import MoveFinding
from constabulary.policing.recording.decision import QUESTIONS, RecordingResult
from constabulary.policing.recording.oversight import FINDING_TITLES, Finding
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.registrar import KINDS
from constabulary.standards.outcomes import CANCELLATIONS, OUTCOMES
from constabulary.web.forming import PageForm, one_of, words
from constabulary.web.lists import next_page, start_from
from constabulary.web.outcomes.forms import FindingForm
from constabulary.web.pages import go_to, page, render
from constabulary.web.reasons import sentence_of
from constabulary.web.sending import send_form

LIST_PAGE = 50
KIND_WORDS = {
    "decide_cancellation": "Cancellations asked for",
    "oversee_outcome": "Outcomes to look at",
    "oversee_decision": "Recording decisions to look at",
}
WAY_TITLES = {code: way.title for code, way in WAY_OF.items()}
CODE_TITLES = {
    **{one.code: one.title for one in OUTCOMES.entries},
    **{one.code: one.title for one in CANCELLATIONS.entries},
}


@page("registrar", "registrar", title="Registrar's desk", permission=Permission.DECIDE_CANCELLATION)
def desk(request: Any) -> HttpResponse:
    """Cancellations, outcomes and decisions that wait, riskiest and oldest first, and rapes reported and not recorded."""
    skip, kind = start_from(request), request.GET.get("kind", "")
    found = open_registrars_desk(
        kind=kind if kind in KINDS else "", by=request.officer, at=now(), most=LIST_PAGE + 1, skip=skip
    )
    return render(
        request,
        "recording/registrar.html",
        {
            "desk": found,
            "lines": found.lines[:LIST_PAGE],
            "kinds": KIND_WORDS,
            "kind": kind,
            "code_titles": CODE_TITLES,
            "findings": FINDING_TITLES,
            "way_titles": WAY_TITLES,
            "next_page": next_page(request, skip + LIST_PAGE) if len(found.lines) > LIST_PAGE else "",
        },
    )


@page(
    "recording_decision", "recording-decisions/<int:number>", title="Recording decision",
    permission=Permission.REGISTER_CRIME, methods=("GET", "POST"),
)  # fmt: skip
def decision(request: Any, number: int) -> HttpResponse:
    """Every step of a recording decision, and what the registrar finds of it."""
    found = open_decision(number=number, by=request.officer, at=now())
    form, is_done = send_form(
        request, FindingForm,
        lambda form: oversee_decision(
            decision=number, finding=Finding(form.cleaned_data["finding"]), words=form.cleaned_data["words"], by=request.officer, at=now()
        ),
        subject=str(number),
    )  # fmt: skip
    if is_done:
        return go_to("registrar", done="finding-stored")
    return render(
        request,
        "recording/decision.html",
        {
            "found": found, "form": form, "findings": FINDING_TITLES, "sentence_of": sentence_of,
            "questions": {step.value: question for step, question in QUESTIONS.items()},
            "records": found.result == RecordingResult.RECORD.value,
            "names": names_of({one for one in (found.decided_by, found.overseen_by) if one}),
        },
        status=422 if request.method == "POST" else 200,
        title=f"Recording decision on {found.incident}",
    )  # fmt: skip


class MoveForm(PageForm):
    """What the registrar finds of crimes that began to go another way out."""

    finding = one_of("What do you find?", [(one.value, one.label) for one in MoveFinding])
    words = words("Which records you looked at, and what you found", rows=4)


@page(
    "look_at_move", "inspection/ways-out/moved/<int:number>", title="Crimes that go another way out",
    permission=Permission.REGISTER_CRIME, methods=("GET", "POST"),
)  # fmt: skip
def move(request: Any, number: int) -> HttpResponse:
    """Two ways between which a day's crimes moved, their records, and what the registrar finds of it."""
    found = open_move(number=number, by=request.officer, at=now())
    form, is_done = send_form(
        request, MoveForm,
        lambda form: look_at_move(
            move=number, finding=MoveFinding(form.cleaned_data["finding"]), words=form.cleaned_data["words"], by=request.officer, at=now()
        ),
        subject=str(number),
    )  # fmt: skip
    if is_done:
        return go_to("registrar", done="finding-stored")
    return render(
        request,
        "recording/move.html",
        {
            "one": found, "form": form, "way_titles": WAY_TITLES,
            "findings": {one.value: one.label for one in MoveFinding},
            "names": names_of({found.looked_by} if found.looked_by else set()),
        },
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip
