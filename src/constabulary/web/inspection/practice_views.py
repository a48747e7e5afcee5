"""Practice calls, and the feedback on one's own assessments: shown to oneself."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.scoring import answer_vignette
from constabulary.casework.scoring_reading import open_feedback
from constabulary.policing.inspection.second_scoring import Quality
from constabulary.records.queries.scoring import practice_of
from constabulary.standards.rulebook import Moments
from constabulary.standards.vignettes import vignettes
from constabulary.web.inspection.scoring_forms import ScoreForm
from constabulary.web.inspection.scoring_views import CHANNELS, grade_words
from constabulary.web.pages import go_to, page, render
from constabulary.web.sending import send_form


@page("practice", "practice", title="Practice calls", permission=Permission.PRACTISE)
def practice(request: Any) -> HttpResponse:
    """The practice calls, which of them were answered, and the feedback on one's own assessments."""
    shipped = vignettes()
    return render(
        request,
        "inspection/practice.html",
        {
            "shipped": shipped, "answered": practice_of(request.officer.id, shipped.edition), "channels": CHANNELS,
            "feedback": open_feedback(by=request.officer, at=now()), "quality": {one.value: one.label for one in Quality},
            **grade_words(),
        },
    )  # fmt: skip


@page(
    "vignette", "practice/<slug:code>", title="Practice call", permission=Permission.PRACTISE,
    methods=("GET", "POST"),
)  # fmt: skip
def vignette(request: Any, code: str) -> HttpResponse:
    """One practice call; once answered, what the panel agreed and why, beside one's own answer."""
    shipped = vignettes()
    found = shipped.named(code)
    if found is None:
        raise NoSuchRecord(code)
    rulebook = read_rulebook(Moments(report=now(), decision=now()))
    form, is_done = send_form(
        request, lambda sent: ScoreForm(sent, rulebook=rulebook),
        lambda form: answer_vignette(vignette=found, score=form.score(), by=request.officer, at=now()),
        subject=code,
    )  # fmt: skip
    if is_done:
        return go_to("vignette", code=code, done="practice-answered")
    answer = practice_of(request.officer.id, shipped.edition).get(code)
    return render(
        request,
        "inspection/vignette.html",
        {
            "one": found, "shipped": shipped, "form": form, "answer": answer, "channel": CHANNELS.get(found.channel, ""),
            **grade_words(),
        },
        status=422 if form.errors else 200,
        title=f"Practice call: {found.title}",
    )  # fmt: skip
