"""The incident: what, where, who, its clocks, everything that happened to it."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import may
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.incidents.dispatch import (
    clear_unit,
    deploy_unit,
    divert_unit,
    note_arrival,
    note_en_route,
    note_resourced,
)
from constabulary.casework.incidents.handoffs import acknowledge_handoff
from constabulary.casework.reading import NoSuchRecord, OpenedIncident, open_incident
from constabulary.policing.contact.channels import CALLER_ROLE_TITLES
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.lifecycles import APPOINTMENT, DEPLOYMENT, HANDOFF, INCIDENT
from constabulary.records.facts.incidents import thrive_answers
from constabulary.records.queries.incident_log import call_signs_since, handoff_of
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.together import ask_together
from constabulary.web.incidents.thrive_words import tell_answers, tell_household
from constabulary.web.pages import go_to, page, render
from constabulary.web.reasons import sentence_of

DAY = timedelta(days=1)
STATES = {
    "incident": INCIDENT.states,
    "unit": DEPLOYMENT.states,
    "appointment": APPOINTMENT.states,
    "handoff": HANDOFF.states,
}


@page("incident", "incidents/<str:reference>", title="Incident", permission=Permission.SEE_INCIDENTS)
def incident(request: Any, reference: str) -> HttpResponse:
    """An incident: what, where, who, its clocks, every assessment, its log and units."""
    opened = open_incident(reference=reference, purpose="Working the incident", by=request.officer, at=now())
    return _show(request, opened)


def _show(
    request: Any,
    opened: OpenedIncident,
    *,
    problems: tuple[str, ...] = (),
    unit_problem: str = "",
    unit_typed: str = "",
    status: int = 200,
) -> HttpResponse:
    who = {
        opened.incident.opened_by,
        *(one["assessed_by_id"] for one in opened.assessments),
        *(one.written_by for one in opened.log),
        *(one.reached_by for one in opened.milestones),
        *(one.sent_by for one in opened.handoffs),
    }
    names = names_of.later(who)
    call_signs = call_signs_since.later(now() - DAY) if may(request.officer, Permission.DISPATCH) else None
    ask_together(names, *([call_signs] if call_signs else []))
    waiting = opened.assessments[0] if opened.assessments else None
    if waiting and not (waiting["is_lower"] and waiting["accepted_at"] is None and waiting["refused_at"] is None):
        waiting = None
    return render(
        request,
        "incidents/incident.html",
        {
            "opened": opened, "names": names.answer, "sentence_of": sentence_of, "states": STATES,
            "problems": problems, "waiting": waiting, "caller_roles": CALLER_ROLE_TITLES,
            "desks": {desk.value for desk in request.officer.desks},
            "told": {
                one["number"]: tell_answers(
                    thrive_answers(one["answers"]), with_safe_contact=may(request.officer, Permission.REASSESS)
                )
                for one in opened.assessments
            },
            "household": tell_household(opened.assessments),
            "runs": opened.incident.state == "open" and any(one.kind is DutyKind.ATTEND for one in opened.duties),
            "call_signs": call_signs.answer if call_signs else [],
            "unit_problem": unit_problem, "unit_typed": unit_typed,
        },
        status=status,
        title=f"Incident {opened.incident.reference}",
    )  # fmt: skip


@page(
    "incident_units", "incidents/<str:reference>/units", title="Units", permission=Permission.DISPATCH,
    methods=("POST",),
)  # fmt: skip
def units(request: Any, reference: str) -> HttpResponse:
    """One button about a unit: send, on its way, there, divert, clear, all assigned."""
    opened = open_incident(reference=reference, purpose="Working the incident", by=request.officer, at=now())
    what, words = request.POST.get("what", ""), request.POST.get("words", "")
    number = next((one.id for one in opened.units if str(one.id) == request.POST.get("deployment")), None)
    by_at = {"by": request.officer, "at": now()}
    try:
        if what == "send":
            deploy_unit(incident=opened.incident.id, unit=request.POST.get("unit", "")[:40], **by_at)
        elif what == "resourced":
            note_resourced(incident=opened.incident.id, **by_at)
        elif number is None:
            raise NoSuchRecord(what)
        elif what == "en_route":
            note_en_route(deployment=number, **by_at)
        elif what == "arrive":
            note_arrival(deployment=number, **by_at)
        elif what == "divert":
            divert_unit(deployment=number, reason=words, **by_at)
        elif what == "clear":
            clear_unit(deployment=number, words=words, **by_at)
        else:
            raise NoSuchRecord(what)
    except NotAllowed as refusal:
        problems = tuple(one.sentence for one in refusal.reasons)
        typed = {"unit_problem": problems[0], "unit_typed": request.POST.get("unit", "")[:40]} if what == "send" else {}
        return _show(request, opened, problems=problems, status=422, **typed)
    return go_to("incident", reference=reference, done="unit-noted")


@page(
    "acknowledge_handoff", "handoffs/<int:number>/acknowledge", title="Acknowledge",
    permission=Permission.KEEP_INCIDENTS, methods=("POST",),
)  # fmt: skip
def acknowledge(request: Any, number: int) -> HttpResponse:
    """Take over what another desk has sent."""
    found = handoff_of(number)
    if found is None:
        raise NoSuchRecord(str(number))
    try:
        acknowledge_handoff(handoff=number, by=request.officer, at=now())
    except NotAllowed:
        # Somebody of the desk was quicker: the incident's page says so.
        return go_to("incident", reference=found[1])
    return go_to("incident", reference=found[1], done="handoff-acknowledged")
