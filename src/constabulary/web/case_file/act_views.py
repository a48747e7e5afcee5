"""Each step to a charging decision on a page of its own: the tests, the request, its answer, its items, the decision."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.case_file.deciding import (
    answer_action_item,
    decide_police_charge,
    note_prosecutor_answer,
    request_charge,
)
from constabulary.casework.case_file.reading import OpenedCaseFile, open_case_file
from constabulary.casework.case_file.testing import apply_full_code_test, apply_threshold_test
from constabulary.casework.clock import now
from constabulary.web.case_file.forms import (
    AnswerForm,
    FullCodeForm,
    ItemForm,
    PoliceChargeForm,
    RequestForm,
    ThresholdForm,
)
from constabulary.web.forming import PageForm
from constabulary.web.pages import page
from constabulary.web.recording.crime_pages import crime_act_page

BOTH = ("GET", "POST")
INVESTIGATE = Permission.INVESTIGATE


def _act(
    request: Any,
    reference: str,
    find: Callable[[OpenedCaseFile], Any],
    make: Callable[[Any], PageForm],
    carry_out: Callable[[Any], Any],
    done: str,
    template: str = "case_file/act.html",
) -> HttpResponse:
    """The page of one act on what `find` finds in the case file."""
    shown: dict[str, Any] = {}

    def make_form(data: Any, opened: OpenedCaseFile) -> PageForm:
        shown["about"] = find(opened)
        return make(data)

    return crime_act_page(
        request, reference, opening=open_case_file, then="crime_case_file", done=done, make_form=make_form,
        carry_out=lambda form, _: carry_out(form), template=template, context=shown,
    )  # fmt: skip


@page(
    "full_code_test", "crimes/<crime:reference>/suspects/<int:suspect>/full-code-test", title="The full code test",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def full_code_test(request: Any, reference: str, suspect: int) -> HttpResponse:
    """Evidence, then public interest, both in words."""
    return _act(
        request, reference, lambda opened: opened.file_of(suspect), FullCodeForm,
        lambda form: apply_full_code_test(suspect=suspect, given=form.given(), by=request.officer, at=now()),
        "code-tested",
    )  # fmt: skip


@page(
    "threshold_test", "crimes/<crime:reference>/suspects/<int:suspect>/threshold-test", title="The threshold test",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def threshold_test(request: Any, reference: str, suspect: int) -> HttpResponse:
    """Every condition, for a suspect in custody; the full code test follows."""
    return _act(
        request, reference, lambda opened: opened.file_of(suspect), ThresholdForm,
        lambda form: apply_threshold_test(suspect=suspect, given=form.given(), by=request.officer, at=now()),
        "code-tested", "case_file/threshold.html",
    )  # fmt: skip


@page(
    "request_charge", "crimes/<crime:reference>/suspects/<int:suspect>/ask-prosecutor",
    title="Ask the prosecutor for a decision", permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def ask_prosecutor(request: Any, reference: str, suspect: int) -> HttpResponse:
    """A request to the prosecutor: its colour and what is sent."""
    return _act(
        request, reference, lambda opened: opened.file_of(suspect), RequestForm,
        lambda form: request_charge(suspect=suspect, details=form.details(), by=request.officer, at=now()),
        "charge-requested",
    )  # fmt: skip


@page(
    "prosecutor_answer", "crimes/<crime:reference>/requests/<int:asked>/answer", title="The prosecutor's answer",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def prosecutor_answer(request: Any, reference: str, asked: int) -> HttpResponse:
    """A charge, no further action with reasons, or an action plan with its items."""
    return _act(
        request, reference, lambda opened: opened.request(asked), AnswerForm,
        lambda form: note_prosecutor_answer(request=asked, answer=form.answer(), by=request.officer, at=now()),
        "prosecutor-answered", "case_file/answer.html",
    )  # fmt: skip


@page(
    "answer_action_item", "crimes/<crime:reference>/action-items/<int:item>/answer",
    title="An item of the action plan", permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def action_item(request: Any, reference: str, item: int) -> HttpResponse:
    """Say what was done about an item."""
    return _act(
        request, reference, lambda opened: opened.item(item), ItemForm,
        lambda form: answer_action_item(
            item=item, answer=form.cleaned_data["answer"], by=request.officer, at=now()
        ),
        "item-answered", "case_file/item.html",
    )  # fmt: skip


@page(
    "police_charge", "crimes/<crime:reference>/suspects/<int:suspect>/police-charge", title="The police's decision",
    permission=Permission.REVIEW_AS_SUPERVISOR, methods=BOTH,
)  # fmt: skip
def police_charge(request: Any, reference: str, suspect: int) -> HttpResponse:
    """A decision on a charge in what the Director's Guidance leaves to the police."""
    return _act(
        request, reference, lambda opened: opened.file_of(suspect), PoliceChargeForm,
        lambda form: decide_police_charge(suspect=suspect, decision=form.decision(), by=request.officer, at=now()),
        "charge-decided",
    )  # fmt: skip
