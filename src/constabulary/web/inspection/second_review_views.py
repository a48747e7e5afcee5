"""Closed crimes decided a second time: what waits, one decided blind, both decisions settled, and how far they agree."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import holds_authority
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.outcomes.matter import offered_outcomes
from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.second_reviews import decide_again, leave_to_others, settle_difference
from constabulary.casework.second_reviews_reading import (
    find_second_figures,
    open_both,
    open_closure,
    open_reviews,
    titles_of,
)
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import Authority
from constabulary.policing.investigation.evidence_led import CONCLUSION_TITLES, Conclusion
from constabulary.policing.supervision.second_review import (
    MAY_SETTLE,
    WAY_TITLES,
    Settled,
    without_outcomes,
)
from constabulary.records.queries.second_review_facts import BlindFacts
from constabulary.standards.rulebook import Moments
from constabulary.standards.self_inspection import SECOND_REVIEW_SAMPLE
from constabulary.web.forming import PageForm, one_of, words
from constabulary.web.pages import go_to, page, render
from constabulary.web.sending import send_form

BOTH = ("GET", "POST")


class ReviewForm(PageForm):
    """How somebody would have decided, and why."""

    choice = one_of("How would you have decided it?", [], select=True)
    words = words("Why?", hint="What in the facts decides it for you.", rows=4)


class SettleForm(PageForm):
    """What comes of two decisions that differ."""

    conclusion = one_of("What comes of it?", [])
    words = words(
        "Why?", hint="Where it is reopened: what has to be done. Where the first stands: why it does.", rows=4
    )


def _titles() -> dict[str, str]:
    outcomes = {one.code: one.title for one in offered_outcomes(now())}
    return titles_of([*WAY_TITLES, *outcomes], outcomes)


@page("second_reviews", "second-decisions", title="Second decisions", permission=Permission.DECIDE_OUTCOME)
def second_reviews(request: Any) -> HttpResponse:
    """What waits for this officer to decide again or to settle, what they decided, and the samples it comes from."""
    at = now()
    return render(
        request, "inspection/second_reviews.html",
        {
            "opened": open_reviews(by=request.officer, at=at), "settled": {one.value: one.label for one in Settled},
            "sampling": read_rulebook(Moments(decision=at))[SECOND_REVIEW_SAMPLE],
        },
    )  # fmt: skip


@page(
    "second_review", "second-decisions/<int:number>", title="Decide a closed crime a second time",
    permission=Permission.DECIDE_OUTCOME, methods=BOTH,
)  # fmt: skip
def second_review(request: Any, number: int) -> HttpResponse:
    """A closed crime as it stood, without how it was decided, by whom and in what words; decided again."""
    opened = open_closure(number=number, by=request.officer, at=now())
    if opened.is_own_review:
        return go_to("both_decisions", number=number)
    if request.method == "POST" and "leave" in request.POST:
        return _leave(request, number)
    titles = _titles()

    def make(sent: Any) -> ReviewForm:
        made = ReviewForm(sent)
        made.offer("choice", [("", "Choose"), *((one, titles[one]) for one in opened.choices)])
        return made

    form, is_done = send_form(
        request, make,
        lambda form: decide_again(sampled=number, by=request.officer, at=now(), **form.cleaned_data),
        subject=str(number),
    )  # fmt: skip
    if is_done:
        return go_to("both_decisions", number=number, done="decided-again")
    return render(
        request, "inspection/second_review.html",
        {
            "opened": opened, "form": form, "number": number, "facts": opened.facts,
            "groups": _shown(opened.facts) if opened.facts else (), "shown": without_outcomes,
        },
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


def _leave(request: Any, number: int) -> HttpResponse:
    try:
        leave_to_others(sampled=number, by=request.officer, at=now())
    except NotAllowed:
        # It is not theirs any more: that is what they wanted.
        return go_to("second_reviews")
    return go_to("second_reviews", done="left-to-others")


def _shown(facts: BlindFacts) -> list[tuple[str, list[tuple[str, str, Any]]]]:
    """The facts in groups, any outcome that somebody wrote into their words taken out."""
    return [
        (title, [(without_outcomes(one.about), without_outcomes(one.words), one.on) for one in told])
        for title, told in facts.groups
    ]


@page(
    "both_decisions", "second-decisions/<int:number>/both", title="Both decisions",
    permission=Permission.DECIDE_OUTCOME, methods=BOTH,
)  # fmt: skip
def both_decisions(request: Any, number: int) -> HttpResponse:
    """Both decisions side by side; where they differ, what comes of it, for whoever may settle that."""
    found = open_both(number=number, by=request.officer, at=now())

    def make(sent: Any) -> SettleForm:
        made = SettleForm(sent)
        made.offer("conclusion", [(one.value, one.label) for one in MAY_SETTLE[found.closing]])
        return made

    form, is_done = send_form(
        request, make,
        lambda form: settle_difference(
            sampled=number, conclusion=Settled(form.cleaned_data["conclusion"]), words=form.cleaned_data["words"],
            by=request.officer, at=now(),
        ),
        subject=str(number),
    )  # fmt: skip
    if is_done:
        return go_to("second_reviews", done="difference-settled")
    may_settle = (
        found.differs and not found.settled and found.reviewed_by != request.officer.id
        and any(holds_authority(request.officer, one) for one in (Authority.INSPECTOR, Authority.CRIME_REGISTRAR))
    )  # fmt: skip
    return render(
        request, "inspection/both_decisions.html",
        {
            "one": found, "form": form, "number": number, "titles": _titles(), "may_settle": may_settle,
            "settled": {one.value: one.label for one in Settled},
        },
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


@page(
    "second_figures", "inspection/second-decisions", title="How far second decisions agree",
    permission=Permission.SEE_MEASURES,
)  # fmt: skip
def second_figures(request: Any) -> HttpResponse:
    """Agreement of first and second decisions by way out and by team, and whether victims were safe afterwards."""
    found = find_second_figures(by=request.officer, at=now())
    return render(
        request, "inspection/second_figures.html",
        {"found": found, "conclusions": {one.value: CONCLUSION_TITLES[one] for one in Conclusion}},
    )  # fmt: skip
