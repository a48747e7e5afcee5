"""Second scoring: what waits, a sample drawn by hand, a call scored blind, both judgments compared."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.scoring import draw_sample, give_feedback, score_blind
from constabulary.casework.scoring_reading import OpenedBlind, open_blind, open_comparison, open_scoring
from constabulary.policing.contact.channels import Channel
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.inspection.second_scoring import Quality, without_grades
from constabulary.records.queries.officers import names_of, system_officer
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.standards.rulebook import Moments
from constabulary.standards.self_inspection import FEEDBACK_WITHIN, SAMPLING
from constabulary.web.inspection.scoring_forms import DrawForm, FeedbackForm, ScoreForm
from constabulary.web.pages import go_to, page, render
from constabulary.web.sending import send_form

CHANNELS = {one.value: one.label for one in Channel}


@page("scoring", "scoring", title="Second scoring", permission=Permission.SCORE_BLIND)
def scoring(request: Any) -> HttpResponse:
    """What this officer could score blind, the feedback they owe, and the samples it comes from."""
    at = now()
    opened = open_scoring(by=request.officer, at=at)
    rulebook = read_rulebook(Moments(decision=at))
    # What the system drew, the clock drew: it has no name on the page.
    people = {one.sample.drawn_by for one in opened.samples} - {system_officer().id}
    return render(
        request,
        "inspection/scoring.html",
        {
            "opened": opened, "channels": CHANNELS, "names": names_of(people), "sampling": rulebook[SAMPLING],
            "within": rulebook[FEEDBACK_WITHIN],
        },
    )  # fmt: skip


@page("draw_sample", "scoring/draw", title="Draw a sample", permission=Permission.SCORE_BLIND, methods=("GET", "POST"))
def draw_by_hand(request: Any) -> HttpResponse:
    """Draw a sample by hand, beside the one that the clock draws every week."""
    form = DrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            draw_sample(by=request.officer, at=now(), **form.cleaned_data)
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("scoring", done="sample-drawn")
    status = 422 if request.method == "POST" else 200
    sampling = read_rulebook(Moments(decision=now()))[SAMPLING]
    return render(request, "inspection/draw.html", {"form": form, "sampling": sampling}, status=status)


@page(
    "score_blind", "scoring/<int:number>", title="Score a call a second time", permission=Permission.SCORE_BLIND,
    methods=("GET", "POST"),
)  # fmt: skip
def score(request: Any, number: int) -> HttpResponse:
    """A call without its first grade, its first rationale, and whose it was; scored, then compared."""
    at = now()
    opened = open_blind(number=number, by=request.officer, at=at)
    if opened.is_own_score:
        return go_to("comparison", number=number)
    rulebook = read_rulebook(Moments(report=at, decision=at))
    form, is_done = send_form(
        request, lambda sent: ScoreForm(sent, rulebook=rulebook),
        lambda form: score_blind(sampled=number, score=form.score(), by=request.officer, at=now()),
        subject=str(number),
    )  # fmt: skip
    if is_done:
        return go_to("comparison", number=number, done="scored")
    return render(
        request, "inspection/score.html", {"opened": opened, "form": form, "number": number, **_shown(opened)},
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


def _shown(opened: OpenedBlind) -> dict[str, Any]:
    """What is shown of the call: grades that somebody wrote in its words are taken out."""
    if opened.call is None:
        return {}
    call = opened.call
    return {
        "channel": CHANNELS.get(call.channel, ""),
        "account": without_grades(call.account or call.summary),
        "what_changed": without_grades(call.what_changed),
        "told": facts_told(call.answers),
    }


def facts_told(answers: Any) -> list[tuple[str, str]]:
    """What the caller answered, in words; what the first person made of it (how bad, how likely) is left out."""
    threat, harm, risk = answers.threat, answers.harm, answers.risk
    looked_into, person, contact = answers.investigation, answers.vulnerability, answers.engagement
    yes = {True: "Yes", False: "No"}
    told = [
        ("Who or what is threatened", threat.target),
        ("By whom or what", threat.source),
        ("Violence", threat.violence.value.replace("_", " ").capitalize()),
        ("The suspect is", threat.suspect.value.replace("_", " ").capitalize()),
        ("Happening now", yes[threat.in_progress]),
        ("A weapon is there", yes[threat.weapon]),
        ("A life is in danger", yes[threat.danger_to_life]),
        ("Somebody is seriously injured", yes[harm.serious_injury]),
        ("What could happen before we are there", risk.interim_risk),
        ("Evidence there may be", ", ".join(looked_into.lines)),
        ("Evidence is about to be lost", yes[looked_into.key_evidence_perishable]),
        ("Vulnerabilities named", ", ".join(one.value.replace("_", " ") for one in person.factors) or "None"),
        ("Asked who else is there", yes[person.household_asked]),
        ("A child or vulnerable person alone and at risk", yes[person.alone_at_risk]),
        ("A repeat victim", yes[person.repeat_victim]),
        ("High-risk domestic abuse on record", yes[person.high_risk_abuse_history]),
        ("In serious distress", yes[person.serious_distress]),
        ("Could not speak freely", yes[contact.cannot_speak_freely]),
    ]
    return [(what, without_grades(said)) for what, said in told if said]


@page(
    "comparison", "scoring/<int:number>/comparison", title="Both judgments", permission=Permission.SCORE_BLIND,
    methods=("GET", "POST"),
)  # fmt: skip
def comparison(request: Any, number: int) -> HttpResponse:
    """Both judgments side by side, for the scorer; then the feedback to whoever made the first."""
    found = open_comparison(number=number, by=request.officer, at=now())
    form, is_done = send_form(
        request, FeedbackForm,
        lambda form: give_feedback(
            sampled=number, quality=Quality(form.cleaned_data["quality"]), words=form.cleaned_data["words"], by=request.officer, at=now()
        ),
        subject=str(number),
    )  # fmt: skip
    if is_done:
        return go_to("scoring", done="feedback-given")
    context = {"one": found, "form": form, "number": number, **grade_words()}
    return render(request, "inspection/comparison.html", context, status=422 if request.method == "POST" else 200)


def grade_words() -> dict[str, Any]:
    """The labels of grades and degrees for a page that compares judgments."""
    grades = read_rulebook(Moments(report=now(), decision=now()))[RESPONSE_GRADES].value.grades
    form = ScoreForm.base_fields
    return {
        "grades": {one.code: f"{one.code} {one.label}" for one in grades},
        "severities": dict(form["severity"].choices),  # type: ignore[attr-defined]
        "likelihoods": dict(form["likelihood"].choices),  # type: ignore[attr-defined]
    }
