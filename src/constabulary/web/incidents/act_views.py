"""What is done to an incident, a page each: the log, people, corrections, links, appointments, hand-offs."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.aids import aid_is_on
from constabulary.casework.clock import now
from constabulary.casework.incidents.appointments import (
    make_appointment,
    miss_appointment,
    move_appointment,
    refuse_appointment,
)
from constabulary.casework.incidents.corrections import correct_incident, link_incident
from constabulary.casework.incidents.handoffs import hand_over
from constabulary.casework.incidents.log import write_log
from constabulary.casework.incidents.people import ask_vulnerability, involve_person
from constabulary.casework.reading import NoSuchRecord, OpenedIncident
from constabulary.policing.incidents.links import LinkKind
from constabulary.policing.incidents.log import LogKind
from constabulary.policing.inspection.aids import Aid
from constabulary.records.queries.districts import district_of_incident
from constabulary.web.incidents.acting import act_page
from constabulary.web.incidents.forms import (
    AS_SAID,
    AppointmentForm,
    CorrectionForm,
    HandoffForm,
    LinkForm,
    LogForm,
    PersonForm,
    VulnerabilityForm,
)
from constabulary.web.pages import page

BOTH = ("GET", "POST")


@page(
    "incident_log", "incidents/<str:reference>/log", title="Write in the log", permission=Permission.KEEP_INCIDENTS,
    methods=BOTH,
)  # fmt: skip
def log(request: Any, reference: str) -> HttpResponse:
    """A line of the log."""
    return act_page(
        request,
        reference,
        make_form=lambda data, _: LogForm(data, initial={"kind": LogKind.NOTE.value}),
        carry_out=lambda form, opened: write_log(
            incident=opened.incident.id,
            kind=LogKind(form.cleaned_data["kind"]),
            words=form.cleaned_data["words"],
            advice=tuple(form.cleaned_data["advice"]),
            by=request.officer,
            at=now(),
        ),
        done="log-written",
        template="incidents/log.html",
    )


@page(
    "incident_handoff", "incidents/<str:reference>/handoff", title="Hand to another desk",
    permission=Permission.DISPATCH, methods=BOTH,
)  # fmt: skip
def handoff(request: Any, reference: str) -> HttpResponse:
    """Hand an incident to another desk."""
    return act_page(
        request,
        reference,
        make_form=lambda data, opened: HandoffForm(
            data, incident=opened.incident, initial={"to_desk": request.GET.get("to", "")}
        ),
        carry_out=lambda form, opened: hand_over(
            incident=opened.incident.id, to_desk=form.desk, reason=form.cleaned_data["reason"], by=request.officer,
            at=now(),
        ),
        done="handed-over",
        template="incidents/handoff.html",
    )  # fmt: skip


def _is_made(opened: OpenedIncident) -> bool:
    return any(one.state == "made" for one in opened.appointments)


@page(
    "incident_appointment", "incidents/<str:reference>/appointment", title="Appointment",
    permission=Permission.REASSESS, methods=BOTH,
)  # fmt: skip
def appointment(request: Any, reference: str) -> HttpResponse:
    """An appointment made, moved, missed or refused."""

    def carry_out(form: AppointmentForm, opened: OpenedIncident) -> None:
        data = form.cleaned_data
        common = {"incident": opened.incident.id, "by": request.officer, "at": now()}
        times = {"from_at": data["from_at"], "until_at": data["until_at"]}
        if data["what"] == "make":
            make_appointment(**common, **times)
        elif data["what"] == "move":
            move_appointment(**common, **times, reason=data["reason"])
        elif data["what"] == "miss":
            miss_appointment(**common, reason=data["reason"])
        else:
            refuse_appointment(**common, reason=data["reason"])

    return act_page(
        request,
        reference,
        make_form=lambda data, opened: AppointmentForm(data, one_is_made=_is_made(opened)),
        carry_out=carry_out,
        done="appointment-noted",
        template="incidents/appointment.html",
    )


@page(
    "incident_person", "incidents/<str:reference>/people", title="Add a person",
    permission=Permission.KEEP_INCIDENTS, methods=BOTH,
)  # fmt: skip
def person(request: Any, reference: str) -> HttpResponse:
    """Somebody who has to do with the incident."""
    return act_page(
        request,
        reference,
        make_form=lambda data, _: PersonForm(data, initial={"role": "household"}),
        carry_out=lambda form, opened: involve_person(
            incident=opened.incident.id, person=form.person(), role=form.cleaned_data["role"], by=request.officer,
            at=now(),
        ),
        done="person-added",
        template="incidents/person.html",
    )  # fmt: skip


@page(
    "incident_vulnerability", "incidents/<str:reference>/people/<str:person>", title="Ask about vulnerability",
    permission=Permission.KEEP_INCIDENTS, methods=BOTH,
)  # fmt: skip
def vulnerability(request: Any, reference: str, person: str) -> HttpResponse:
    """What was seen and asked of one person."""

    def found_in(opened: OpenedIncident) -> int:
        for one in opened.people:
            if one.reference == person:
                return one.person_id
        raise NoSuchRecord(person)

    def make_form(data: Any, opened: OpenedIncident) -> VulnerabilityForm:
        found_in(opened)
        seen = any(one.state in {"at_scene", "cleared"} for one in opened.units)
        return VulnerabilityForm(data, initial={"voice_only": not seen}, advises=aid_is_on(Aid.VULNERABILITY, now()))

    return act_page(
        request,
        reference,
        make_form=make_form,
        carry_out=lambda form, opened: ask_vulnerability(
            incident=opened.incident.id, person=found_in(opened), asked=form.asked(), by=request.officer, at=now()
        ),
        done="vulnerability-asked",
        template="incidents/vulnerability.html",
        context={"person": person},
    )


@page(
    "incident_correct", "incidents/<str:reference>/correct", title="Correct the incident",
    permission=Permission.KEEP_INCIDENTS, methods=BOTH,
)  # fmt: skip
def correct(request: Any, reference: str) -> HttpResponse:
    """The incident as it should read."""

    def make_form(data: Any, opened: OpenedIncident) -> CorrectionForm:
        incident = opened.incident
        names = ("summary", "category", "domestic_abuse", "stalking", "hate")
        initial = {name: getattr(incident, name) for name in names}
        said = "yes" if incident.crime_reported else "no"
        district = district_of_incident(incident.id)
        initial |= {
            "qualifiers": list(incident.qualifiers), "crime_reported": said, "district": str(district[0]) if district else "",
            "others_may_learn": AS_SAID,
        }  # fmt: skip
        channel = opened.contact.channel if opened.contact else ""
        return CorrectionForm(data, at=now(), channel=channel, initial={**initial, "channel": channel})

    return act_page(
        request,
        reference,
        make_form=make_form,
        carry_out=lambda form, opened: correct_incident(
            incident=opened.incident.id, correction=form.correction(), reason=form.cleaned_data["reason"],
            by=request.officer, at=now(),
        ),
        done="corrected",
        template="incidents/correct.html",
    )  # fmt: skip


@page(
    "incident_link", "incidents/<str:reference>/link", title="Link to another incident",
    permission=Permission.KEEP_INCIDENTS, methods=BOTH,
)  # fmt: skip
def link(request: Any, reference: str) -> HttpResponse:
    """Which other incident belongs to this one, and how."""
    return act_page(
        request,
        reference,
        make_form=lambda data, _: LinkForm(data),
        carry_out=lambda form, opened: link_incident(
            incident=opened.incident.id, linked=form.cleaned_data["linked"],
            kind=LinkKind(form.cleaned_data["kind"]), words=form.cleaned_data["words"], by=request.officer, at=now(),
        ),
        done="linked",
        template="incidents/link.html",
    )  # fmt: skip
