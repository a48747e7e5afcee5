"""Areas for improvement: progress, reviews, briefings, checks, completion."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.improvements import (
    complete_improvement,
    give_briefing,
    note_progress,
    record_knowledge_check,
    sign_review,
    write_review,
)
from constabulary.casework.reading import NoSuchRecord
from constabulary.inspection.measures.registry import MEASURES
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.inspection.improvements import days_left
from constabulary.policing.lifecycles import IMPROVEMENT
from constabulary.records.queries.improvements import (
    ImprovementView,
    briefing_choices,
    briefings_of,
    improvement_by_reference,
    progress_of,
    reviews_of,
    stored_results,
    team_choices,
)
from constabulary.records.queries.officers import names_of
from constabulary.standards.calendar import local_day
from constabulary.standards.inspection import peel_2018_19
from constabulary.web import unsent
from constabulary.web.forming import PageForm
from constabulary.web.inspection.forms import BriefingForm, CheckForm, CompleteForm, ProgressForm, ReviewForm
from constabulary.web.pages import go_to, page, render

ADDRESS = "inspection/improvements/<str:reference>"


def _found(reference: str) -> ImprovementView:
    found = improvement_by_reference(reference)
    if found is None:
        raise NoSuchRecord(reference)
    return found


@page("improvement", ADDRESS, title="Area for improvement", permission=Permission.SEE_MEASURES)
def improvement(request: Any, reference: str) -> HttpResponse:
    """What is expected, by when, where it stands, and everything done about it."""
    return _shown(request, reference)


def _shown(request: Any, reference: str, *, refused: Sequence[str] = ()) -> HttpResponse:
    found = _found(reference)
    progress, reviews = progress_of(found.id), reviews_of(found.id)
    people = {one["noted_by_id"] for one in progress} | {one["reviewed_by_id"] for one in reviews}
    people |= {one["signed_by_id"] for one in reviews if one["signed_by_id"]}
    people |= {found.leader_id} if found.leader_id else set()
    return render(
        request,
        "inspection/improvement.html",
        {
            "one": found, "progress": progress, "reviews": reviews, "briefings": briefings_of(found.id),
            "names": names_of(people), "states": IMPROVEMENT.states, "measures": MEASURES,
            "stored": stored_results(found.measures), "days": days_left(found.due_on, local_day(now())),
            "refused": refused, "framework": peel_2018_19(),
        },
        status=422 if refused else 200,
        title=f"Area for improvement {reference}",
    )  # fmt: skip


def _write(
    request: Any,
    reference: str,
    *,
    form: PageForm,
    heading: str,
    button: str,
    act: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    name = request.resolver_match.url_name
    if request.method == "POST":
        unsent.keep(request, name, reference)
        if form.is_valid():
            try:
                act(form.cleaned_data)
            except NotAllowed as refusal:
                form.refuse(refusal)
            else:
                unsent.drop(request.officer, name, reference)
                return go_to("improvement", reference=reference, done=done)
    context = {"one": _found(reference), "form": form, "heading": heading, "button": button, "form_page": name}
    return render(request, "inspection/write.html", context, status=422 if form.errors else 200, title=heading)


def _data(request: Any, reference: str) -> Any:
    if request.method == "POST":
        return request.POST
    return unsent.draft_of(request.officer, request.resolver_match.url_name, reference)


@page(
    "note_progress", f"{ADDRESS}/progress", title="Note a step", permission=Permission.KEEP_IMPROVEMENTS,
    methods=("GET", "POST"),
)  # fmt: skip
def progress(request: Any, reference: str) -> HttpResponse:
    """Note a step."""
    found = _found(reference)
    return _write(
        request, reference, form=ProgressForm(_data(request, reference), state=found.state), heading="Note a step",
        button="Note it", done="progress-noted",
        act=lambda data: note_progress(improvement=found.id, by=request.officer, at=now(), **data),
    )  # fmt: skip


@page(
    "write_review", f"{ADDRESS}/review", title="Write the review", permission=Permission.KEEP_IMPROVEMENTS,
    methods=("GET", "POST"),
)  # fmt: skip
def review(request: Any, reference: str) -> HttpResponse:
    """Write the review that was ordered."""
    found = _found(reference)
    return _write(
        request, reference, form=ReviewForm(_data(request, reference)), heading="Write the review",
        button="Keep the review", done="review-written",
        act=lambda data: write_review(improvement=found.id, by=request.officer, at=now(), **data),
    )  # fmt: skip


@page(
    "sign_review", f"{ADDRESS}/review/<int:review>/sign", title="Sign the review",
    permission=Permission.SIGN_IMPROVEMENTS, methods=("POST",),
)  # fmt: skip
def sign(request: Any, reference: str, review: int) -> HttpResponse:
    """A chief officer signs."""
    if review not in {one["id"] for one in reviews_of(_found(reference).id)}:
        raise NoSuchRecord(str(review))
    try:
        sign_review(review=review, by=request.officer, at=now())
    except NotAllowed as refusal:
        return _shown(request, reference, refused=[reason.sentence for reason in refusal.reasons])
    return go_to("improvement", reference=reference, done="review-signed")


@page(
    "give_briefing", f"{ADDRESS}/briefing", title="Record a briefing", permission=Permission.KEEP_IMPROVEMENTS,
    methods=("GET", "POST"),
)  # fmt: skip
def briefing(request: Any, reference: str) -> HttpResponse:
    """Record a briefing."""
    found = _found(reference)
    return _write(
        request, reference, form=BriefingForm(_data(request, reference), teams=team_choices()),
        heading="Record a briefing", button="Record it", done="briefing-recorded",
        act=lambda data: give_briefing(
            improvement=found.id, by=request.officer, at=now(), **{**data, "team": int(data["team"])}
        ),
    )  # fmt: skip


@page(
    "check_knowledge", f"{ADDRESS}/check", title="Record a knowledge check",
    permission=Permission.KEEP_IMPROVEMENTS, methods=("GET", "POST"),
)  # fmt: skip
def check(request: Any, reference: str) -> HttpResponse:
    """Record what a team knew before or after a briefing."""
    found = _found(reference)
    return _write(
        request, reference, form=CheckForm(_data(request, reference), briefings=briefing_choices(found.id)),
        heading="Record a knowledge check", button="Record it", done="check-recorded",
        act=lambda data: record_knowledge_check(
            by=request.officer, at=now(), **{**data, "briefing": int(data["briefing"])}
        ),
    )  # fmt: skip


@page(
    "complete_improvement", f"{ADDRESS}/complete", title="Call it complete",
    permission=Permission.SIGN_IMPROVEMENTS, methods=("GET", "POST"),
)  # fmt: skip
def complete(request: Any, reference: str) -> HttpResponse:
    """A chief officer calls it complete."""
    found = _found(reference)
    return _write(
        request, reference, form=CompleteForm(_data(request, reference)), heading="Call it complete",
        button="Call it complete", done="improvement-complete",
        act=lambda data: complete_improvement(improvement=found.id, by=request.officer, at=now(), **data),
    )  # fmt: skip
