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
from constabulary.casework.people import normalise_telephone
from constabulary.casework.reading import NoSuchRecord, OpenedIncident, open_incident
from constabulary.policing.contact.channels import CALLER_ROLE_TITLES, CHANNEL_TITLES
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.incidents.units import UnitStanding, order_free
from constabulary.policing.lifecycles import APPOINTMENT, DEPLOYMENT, HANDOFF, INCIDENT
from constabulary.policing.protection.safe_route import IN_WRITING, WAY_TITLES
from constabulary.records.facts.incidents import thrive_answers
from constabulary.records.queries.districts import district_of_incident
from constabulary.records.queries.incident_log import handoff_of
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.together import Later, ask_together
from constabulary.records.queries.units import units_since
from constabulary.standards.values import value
from constabulary.web.incidents.thrive_words import tell_answers, tell_household
from constabulary.web.pages import go_to, page, render
from constabulary.web.protection.numbers import warn_of
from constabulary.web.reasons import sentence_of

DAY = timedelta(days=1)
#: How many free units have a button; the others are typed.
MOST_FREE = 6
LONGEST = {"unit": 40, "send": 40, "words": 2000, "taken_because": 1000}
STATES = {
    "incident": INCIDENT.states,
    "unit": DEPLOYMENT.states,
    "appointment": APPOINTMENT.states,
    "handoff": HANDOFF.states,
}


@page("incident", "incidents/<str:reference>", title="Incident", permission=Permission.SEE_INCIDENTS)
def incident(request: Any, reference: str) -> HttpResponse:
    """An incident: what, where, who, its clocks, every assessment, its log and units."""
    around = Around(request)
    opened = open_incident(
        reference=reference, purpose="Working the incident", by=request.officer, at=now(), beside=around.ask
    )
    return _show(request, opened, around)


class Around:
    """What stands around an incident: its district and, for those who dispatch, the units of the last day."""

    def __init__(self, request: Any) -> None:
        self._dispatches = may(request.officer, Permission.DISPATCH)
        self._asked: list[Later[Any]] = []

    def ask(self, incident: int) -> list[Later[Any]]:
        """What is asked of it."""
        self._asked = [
            district_of_incident.later(incident),
            *([units_since.later(now() - DAY)] if self._dispatches else ()),
        ]
        return self._asked

    @property
    def district(self) -> tuple[int | None, str]:
        """(number, name) of its district, as far as one is known."""
        return self._asked[0].answer or (None, "")

    @property
    def units(self) -> list[UnitStanding]:
        """The units, by call sign."""
        return self._asked[1].answer if self._dispatches else []


@value
class RefusedUnit:
    """What was asked of a unit and refused: about which deployment, or a sending; beside which field; what was typed."""

    about: int
    field: str
    sentence: str
    unit: str = ""
    words: str = ""
    taken_because: str = ""

    @property
    def link(self) -> str:
        """The field that the summary of what is wrong leads to."""
        return f"words-{self.about}" if self.about else "taken_because" if self.field == "taken_because" else "unit"


def warn_of_telephone(opened: OpenedIncident) -> str:
    """Why the number that the caller rang from is not to be rung without thought; nothing where it is theirs to ring."""
    number = normalise_telephone(opened.contact.telephone) if opened.contact and opened.contact.telephone else ""
    if not number:
        return ""
    return warn_of(
        number, is_answered_by_others=number in opened.reach.unsafe,
        routes=[one.route for one in opened.reach.confirmed if one.route is not None],
        safety_matters=bool(opened.incident.domestic_abuse or opened.incident.stalking or opened.reach.said),
    )  # fmt: skip


def not_written_to(opened: OpenedIncident) -> frozenset[int]:
    """Those whose confirmed way is none by which anything may go in writing."""
    confirmed = ((one.person_id, one.route) for one in opened.reach.confirmed)
    return frozenset(person for person, route in confirmed if route is not None and route.way not in IN_WRITING)


def _show(
    request: Any, opened: OpenedIncident, around: Around, *, refused: RefusedUnit | None = None, status: int = 200
) -> HttpResponse:
    who = {
        opened.incident.opened_by,
        *(one["assessed_by_id"] for one in opened.assessments),
        *(one.written_by for one in opened.log),
        *(one.reached_by for one in opened.milestones),
        *(one.sent_by for one in opened.handoffs),
        *(officer for one in opened.decisions for officer in one.officers),
    }
    standing, (district, district_name) = around.units, around.district
    waiting = opened.assessments[0] if opened.assessments else None
    if waiting and not (waiting["is_lower"] and waiting["accepted_at"] is None and waiting["refused_at"] is None):
        waiting = None
    with_words = may(request.officer, Permission.REASSESS) and not opened.reach.is_of_other_side
    return render(
        request,
        "incidents/incident.html",
        {
            "opened": opened, "names": names_of(who), "sentence_of": sentence_of, "states": STATES,
            "refused": refused, "waiting": waiting, "caller_roles": CALLER_ROLE_TITLES, "channels": CHANNEL_TITLES,
            "not_written_to": not_written_to(opened), "ways": WAY_TITLES, "telephone_warning": warn_of_telephone(opened),
            "desks": {desk.value for desk in request.officer.desks},
            "told": {
                one["number"]: tell_answers(
                    thrive_answers(one["answers"]), with_safe_contact=with_words
                )
                for one in opened.assessments
            },
            "household": tell_household(opened.assessments),
            "runs": opened.incident.state == "open" and any(one.kind is DutyKind.ATTEND for one in opened.duties),
            "free": order_free(standing, district=district)[:MOST_FREE],
            "district": district_name,
            "elsewhere": [one for one in standing if one.is_committed and one.incident != opened.incident.reference],
            "call_signs": [one.unit for one in standing],
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
    number = next((one.id for one in opened.units if str(one.id) == request.POST.get("deployment")), None)
    typed = {name: request.POST.get(name, "")[:most] for name, most in LONGEST.items()}
    # A button beside a free unit says both at once.
    what = "send" if typed["send"] else request.POST.get("what", "")
    typed["unit"] = typed.pop("send") or typed["unit"]
    try:
        _press(what, opened.incident.id, number, typed, by=request.officer, at=now())
    except NotAllowed as refusal:
        first = refusal.reasons[0]
        refused = RefusedUnit(about=number or 0, field=first.field, sentence=first.sentence, **typed)
        # As they are now: what stood in the way may be what somebody else has just done.
        around = Around(request)
        ask_together(*around.ask(opened.incident.id))
        return _show(request, opened, around, refused=refused, status=422)
    return go_to("incident", reference=reference, done="unit-noted")


def _press(what: str, incident: int, deployment: int | None, typed: dict[str, str], **by_at: Any) -> None:
    """Carry out the button. Raises NotAllowed, or NoSuchRecord where there is no such button or deployment."""
    words = typed["words"]
    if what == "send":
        deploy_unit(incident=incident, unit=typed["unit"], taken_because=typed["taken_because"], **by_at)
    elif what == "resourced":
        note_resourced(incident=incident, **by_at)
    elif deployment is None:
        raise NoSuchRecord(what)
    elif what == "en_route":
        note_en_route(deployment=deployment, **by_at)
    elif what == "arrive":
        note_arrival(deployment=deployment, **by_at)
    elif what == "divert":
        divert_unit(deployment=deployment, reason=words, **by_at)
    elif what == "clear":
        clear_unit(deployment=deployment, words=words, **by_at)
    else:
        raise NoSuchRecord(what)


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
