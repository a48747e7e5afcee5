"""The registrar's desk: what waits there, and the look at a recording decision."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.duties import may_answer
from constabulary.access.officers import NotPermitted
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.recording.oversight import answer_registrar, oversee_decision
from constabulary.casework.recording.reading import open_decision, open_question, open_registrars_desk
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
            "names": names_of(found.officers),
        },
        status=422 if request.method == "POST" else 200,
        title=f"Recording decision on {found.incident}",
    )  # fmt: skip


class AnswerForm(PageForm):
    """What is answered to the registrar."""

    words = words("Your answer", hint="What you looked at or did since, and where it is kept.", rows=4)


@page(
    "answer_registrar", "registrar-asks/<int:number>", title="Answer the registrar", permission=Permission.SEE_CRIMES,
    methods=("GET", "POST"),
)  # fmt: skip
def answer(request: Any, number: int) -> HttpResponse:
    """What the registrar needs to know of a decision, in their words, and the answer."""
    found = open_question(number=number, by=request.officer, at=now())
    answers = bool(found.desk) and may_answer(
        request.officer, owner=found.owner, desk=found.desk, asked_by=found.asked_by
    )
    if request.method == "POST" and found.desk and not answers:
        raise NotPermitted("Whoever took the decision, or somebody of the desk that holds it, answers the registrar.")
    form, is_done = send_form(
        request, AnswerForm,
        lambda form: answer_registrar(asked=number, words=form.cleaned_data["words"], by=request.officer, at=now()),
        subject=str(number),
    )  # fmt: skip
    if is_done:
        return go_to("home", done="registrar-answered")
    return render(
        request, "recording/answer_registrar.html",
        {"found": found, "form": form, "names": names_of(found.officers), "answers": answers},
        status=422 if request.method == "POST" else 200,
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
