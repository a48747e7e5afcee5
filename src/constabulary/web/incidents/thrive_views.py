"""THRIVE asked again, a supervisor's decision on a less urgent grade, a supervisor's look."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.incidents.grading import (
    Asking,
    accept_below_floor,
    grade_incident,
    refuse_below_floor,
    supervise_incident,
)
from constabulary.casework.reading import NoSuchRecord, OpenedIncident, open_incident
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.grading import Grading, Marked, propose_grade
from constabulary.policing.incidents.triggers import ASKED_AGAIN, ContactMade, Trigger
from constabulary.policing.protection.seals import SEALED_WORDS
from constabulary.records.facts.incidents import thrive_answers
from constabulary.standards.response import ADVISORY_SCORE, RESPONSE_GRADES
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.web import unsent
from constabulary.web.forming import one_of, words
from constabulary.web.incidents.acting import act_page
from constabulary.web.incidents.forms import GradeDecisionForm, WordsForm, labelled
from constabulary.web.incidents.thrive_form import ThriveForm, initial_of
from constabulary.web.pages import go_to, page, render
from constabulary.web.reasons import sentence_of

THRIVE = "incident_thrive"


class ThriveFirstForm(ThriveForm):
    """THRIVE finished where the incident was opened before it: whether the caller was spoken to, what they were told."""

    contact_made = one_of("Did you speak to the caller?", labelled(ContactMade), classes="govuk-radios--inline")
    interim_advice = words("What were they told to do until we are there?")

    def asking(self) -> Asking:
        """How it came to be asked."""
        data = self.cleaned_data
        return Asking(contact_made=ContactMade(data["contact_made"]), interim_advice=data["interim_advice"])


class ThriveAgainForm(ThriveFirstForm):
    """THRIVE again: what called for it, what has changed, whether the caller was spoken to."""

    trigger = one_of("Why now?", labelled(ASKED_AGAIN), select=True)
    what_changed = words("What has changed, or why nothing has", required=True, rows=2)
    field_order = ("trigger", "contact_made", "what_changed", "interim_advice")

    def asking(self) -> Asking:
        """How it came to be asked."""
        data = self.cleaned_data
        return replace(super().asking(), trigger=Trigger(data["trigger"]), what_changed=data["what_changed"])


@page(
    THRIVE, "incidents/<str:reference>/thrive", title="Ask THRIVE again", permission=Permission.REASSESS,
    methods=("GET", "POST"),
)  # fmt: skip
def thrive_again(request: Any, reference: str) -> HttpResponse:
    """THRIVE again, filled in with the last answers; what is sent is added, never written over them.

    Where the incident was opened before THRIVE, the same page finishes it.
    """
    at = now()
    opened = open_incident(reference=reference, purpose="Asking THRIVE again", by=request.officer, at=at)
    rulebook = read_rulebook(Moments(report=opened.incident.reported_at, decision=at))
    make_form = ThriveAgainForm if opened.assessments else ThriveFirstForm
    grading, status = None, 200
    if request.method == "POST":
        unsent.keep(request, THRIVE, reference)
        form = make_form(request.POST, rulebook=rulebook)
        proposes = "propose" in request.POST
        form.fields["grade"].required = not proposes
        if form.is_valid() and not proposes and _carry_out(request, form, opened):
            unsent.drop(request.officer, THRIVE, reference)
            return go_to("incident", reference=reference, done="graded" if opened.assessments else "thrive-finished")
        # As at the call: whatever else is missing, a grade is proposed once what it is made from is answered.
        if form.can_be_graded:
            grading = _propose(form, opened, rulebook)
        status = 200 if proposes else 422
    else:
        form = make_form(
            unsent.draft_of(request.officer, THRIVE, reference), rulebook=rulebook, initial=_initial(opened)
        )
        form.forget_errors()
    context = {"opened": opened, "form": form, "grading": grading, "sentence_of": sentence_of}
    title = f"THRIVE again: {reference}" if opened.assessments else f"Finish THRIVE: {reference}"
    return render(request, "incidents/thrive.html", context, status=status, title=title)


def _propose(form: ThriveFirstForm, opened: OpenedIncident, rulebook: Rulebook) -> Grading:
    held = opened.incident
    return propose_grade(
        form.answers(so_far=True), marked=Marked(domestic_abuse=held.domestic_abuse, stalking=held.stalking, hate=held.hate),
        grades=rulebook[RESPONSE_GRADES], weights=rulebook[ADVISORY_SCORE],
    )  # fmt: skip


def _carry_out(request: Any, form: ThriveFirstForm, opened: OpenedIncident) -> bool:
    """Whether the assessment was added; each refusal is put beside its field."""
    try:
        grade_incident(
            incident=opened.incident.id,
            answers=form.answers(),
            grade=form.cleaned_data["grade"],
            asking=form.asking(),
            reason_below_floor=form.cleaned_data["reason_below_floor"],
            by=request.officer,
            at=now(),
        )
    except NotAllowed as refusal:
        form.refuse(refusal)
        return False
    return True


def _initial(opened: OpenedIncident) -> dict[str, Any]:
    if not opened.assessments:
        return {}
    filled = initial_of(thrive_answers(opened.assessments[0]["answers"]))
    # How she said she is reached is for nobody on the other side; sent back with its number taken out, it would stand
    # as her latest words for those who need the number too. Left open, what she said before goes on counting.
    if opened.reach.is_of_other_side or SEALED_WORDS in filled["engagement_safe_contact"]:
        filled["engagement_safe_contact"] = ""
    return {**filled, "grade": opened.incident.grade}


@page(
    "incident_grade", "incidents/<str:reference>/grade", title="Decide a less urgent grade",
    permission=Permission.ACCEPT_BELOW_FLOOR, methods=("GET", "POST"),
)  # fmt: skip
def decide_grade(request: Any, reference: str) -> HttpResponse:
    """A supervisor accepts or refuses a grade below the floor or lower than before."""

    def carry_out(form: GradeDecisionForm, opened: OpenedIncident) -> None:
        if not opened.assessments:
            raise NoSuchRecord(reference)
        decide = accept_below_floor if form.cleaned_data["decision"] == "accept" else refuse_below_floor
        decide(assessment=opened.assessments[0]["id"], words=form.cleaned_data["words"], by=request.officer, at=now())

    return act_page(
        request,
        reference,
        make_form=lambda data, _: GradeDecisionForm(data),
        carry_out=carry_out,
        done="grade-decided",
        template="incidents/decide_grade.html",
        context={"sentence_of": sentence_of},
    )


@page(
    "incident_supervise", "incidents/<str:reference>/supervise", title="Supervisor's look",
    permission=Permission.ACCEPT_BELOW_FLOOR, methods=("GET", "POST"),
)  # fmt: skip
def supervise(request: Any, reference: str) -> HttpResponse:
    """A supervisor looks at an open incident and says what is to happen."""
    return act_page(
        request,
        reference,
        make_form=lambda data, _: WordsForm(data),
        carry_out=lambda form, opened: supervise_incident(
            incident=opened.incident.id, words=form.cleaned_data["words"], by=request.officer, at=now()
        ),
        done="supervised",
        template="incidents/supervise.html",
    )
