"""A supervisor's or inspector's review, and the answer to a direction."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.investigation.reading import OpenedInvestigation, open_investigation
from constabulary.casework.investigation.reviews import answer_direction, review_investigation
from constabulary.casework.reading import NoSuchRecord
from constabulary.records.queries.investigation import DirectionView
from constabulary.records.queries.officers import names_of
from constabulary.web.forming import PageForm, words
from constabulary.web.investigation.forms import ReviewForm
from constabulary.web.pages import page
from constabulary.web.recording.crime_pages import crime_act_page

BOTH = ("GET", "POST")


@page(
    "review_investigation", "crimes/<crime:reference>/review", title="Review the investigation",
    permission=Permission.REVIEW_AS_SUPERVISOR, methods=BOTH,
)  # fmt: skip
def review(request: Any, reference: str) -> HttpResponse:
    """What there is to examine, then what was found, directed, challenged, or why neither is needed."""

    at = now()

    def carry_out(form: ReviewForm, opened: OpenedInvestigation) -> None:
        review_investigation(crime=opened.crime.id, review=form.review(), by=request.officer, at=at)

    return crime_act_page(
        request, reference, opening=open_investigation, then="crime_investigation", done="investigation-reviewed",
        make_form=lambda data, _: ReviewForm(data, by=request.officer, at=at), carry_out=carry_out,
        template="investigation/review.html", context={"names_of": names_of},
    )  # fmt: skip


class AnswerForm(PageForm):
    """What was done."""

    answer = words("What was done?", rows=4)


def _direction(opened: OpenedInvestigation, number: int) -> DirectionView:
    for one in opened.reviews:
        for direction in one.directions:
            if direction.id == number:
                return direction
    raise NoSuchRecord(str(number))


@page(
    "answer_direction", "crimes/<crime:reference>/directions/<int:direction>/answer", title="Answer a direction",
    permission=Permission.INVESTIGATE, methods=BOTH,
)  # fmt: skip
def answer(request: Any, reference: str, direction: int) -> HttpResponse:
    """Say what was done of a direction."""

    def make_form(data: Any, opened: OpenedInvestigation) -> AnswerForm:
        form = AnswerForm(data)
        form.about = _direction(opened, direction)  # type: ignore[attr-defined]
        return form

    return crime_act_page(
        request, reference, opening=open_investigation, then="crime_investigation", done="direction-answered",
        make_form=make_form,
        carry_out=lambda form, _: answer_direction(
            direction=direction, answer=form.cleaned_data["answer"], by=request.officer, at=now()
        ),
        template="investigation/answer.html",
    )  # fmt: skip
