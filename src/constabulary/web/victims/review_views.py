"""A victim asks for a decision to be reviewed; somebody who had no part in it answers with reasons."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.outcomes.review_requests import OpenedReview, answer_review, ask_for_review, open_review
from constabulary.casework.victims.reading import open_victim
from constabulary.policing.outcomes.review_requests import MAY_FIND, Found, RequestDetails
from constabulary.policing.protection.safe_route import WAY_TITLES
from constabulary.policing.victims.incoming import CAME_BY_TITLES, CameBy
from constabulary.records.queries.officers import names_of
from constabulary.standards.outcomes import OUTCOMES
from constabulary.web.forming import MomentField, PageForm, one_of, tick, words
from constabulary.web.incidents.forms import labelled
from constabulary.web.pages import page
from constabulary.web.recording.crime_pages import crime_act_page

BOTH = ("GET", "POST")


class RequestForm(PageForm):
    """How, when and in which words they ask."""

    words = words("What they say, as they say it", hint="What they ask to be looked at again, and why.", rows=4)
    came_as = one_of("How did they ask?", labelled(CameBy))
    from_safe_route = tick("It came from where their safe route leads")
    received_at = MomentField(label="When they asked", hint="The days of the review count from here.")

    def details(self) -> RequestDetails:
        """The request as the act takes it."""
        data = self.cleaned_data
        return RequestDetails(
            came_as=CameBy(data["came_as"]), from_safe_route=data["from_safe_route"], words=data["words"],
            received_at=data["received_at"],
        )  # fmt: skip


class AnswerForm(PageForm):
    """What the review found, and why."""

    found = one_of("What do you find?", [(one.value, one.label) for one in MAY_FIND])
    words = words("Why", hint="The victim is owed these reasons in writing. Name nobody else in them.", rows=5)


@page(
    "ask_for_review", "crimes/<crime:reference>/victim/review", title="The victim asks for a review",
    permission=Permission.UPDATE_VICTIM, methods=BOTH,
)  # fmt: skip
def asking(request: Any, reference: str) -> HttpResponse:
    """The request as it came; who answers it has it due."""
    return crime_act_page(
        request,
        reference,
        make_form=lambda data, _: RequestForm(data),
        carry_out=lambda form, opened: ask_for_review(
            crime=opened.crime.id, details=form.details(), by=request.officer, at=now()
        ),
        done="review-asked",
        then="crime_victim",
        template="victims/ask_for_review.html",
        context={"ways": WAY_TITLES},
        opening=open_victim,
    )


@page(
    "answer_review", "crimes/<crime:reference>/outcome/review", title="Review the decision",
    permission=Permission.DECIDE_OUTCOME, methods=BOTH,
)  # fmt: skip
def answering(request: Any, reference: str) -> HttpResponse:
    """The decision with what it rests on, what the victim says, and what is found of it."""

    def carry_out(form: Any, opened: OpenedReview) -> None:
        data = form.cleaned_data
        answer_review(
            crime=opened.opened.crime.id, found=Found(data["found"]), words=data["words"], by=request.officer, at=now()
        )

    return crime_act_page(
        request,
        reference,
        make_form=lambda data, _: AnswerForm(data),
        carry_out=carry_out,
        done="review-answered",
        then="crime_outcome",
        template="victims/answer_review.html",
        context={
            "names_of": names_of, "came_as": CAME_BY_TITLES,
            "outcome_titles": {one.code: one.title for one in OUTCOMES.entries},
        },
        opening=open_review,
    )  # fmt: skip
