"""The ways in which an incident ends, a page each."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.incidents.closing import (
    close_as_duplicate,
    close_incident,
    resolve_by_telephone,
    transfer_incident,
)
from constabulary.web.incidents.acting import act_page
from constabulary.web.incidents.forms import CloseForm, DuplicateForm, TelephoneForm, TransferForm
from constabulary.web.pages import page

BOTH = ("GET", "POST")


def _category(opened: Any) -> dict[str, Any]:
    return {"category": opened.incident.category}


@page(
    "incident_close", "incidents/<str:reference>/close", title="Close the incident", permission=Permission.DISPATCH,
    methods=BOTH,
)  # fmt: skip
def close(request: Any, reference: str) -> HttpResponse:
    """Close an incident that has been dealt with."""
    return act_page(
        request,
        reference,
        make_form=lambda data, opened: CloseForm(data, at=now(), initial=_category(opened)),
        carry_out=lambda form, opened: close_incident(
            incident=opened.incident.id, **form.cleaned_data, by=request.officer, at=now()
        ),
        done="closed",
        template="incidents/close.html",
    )


@page(
    "incident_telephone", "incidents/<str:reference>/telephone", title="Resolve by telephone",
    permission=Permission.DISPATCH, methods=BOTH,
)  # fmt: skip
def telephone(request: Any, reference: str) -> HttpResponse:
    """Resolve an incident by speaking to the caller."""
    return act_page(
        request,
        reference,
        make_form=lambda data, opened: TelephoneForm(data, at=now(), initial=_category(opened)),
        carry_out=lambda form, opened: resolve_by_telephone(
            incident=opened.incident.id, **form.cleaned_data, by=request.officer, at=now()
        ),
        done="closed",
        template="incidents/telephone.html",
    )


@page(
    "incident_duplicate", "incidents/<str:reference>/duplicate", title="Close as a duplicate",
    permission=Permission.DISPATCH, methods=BOTH,
)  # fmt: skip
def duplicate(request: Any, reference: str) -> HttpResponse:
    """Close one of several reports of the same event."""
    return act_page(
        request,
        reference,
        make_form=lambda data, _: DuplicateForm(data),
        carry_out=lambda form, opened: close_as_duplicate(
            incident=opened.incident.id, **form.cleaned_data, by=request.officer, at=now()
        ),
        done="closed",
        template="incidents/duplicate.html",
    )


@page(
    "incident_transfer", "incidents/<str:reference>/transfer", title="Transfer to another force",
    permission=Permission.DISPATCH, methods=BOTH,
)  # fmt: skip
def transfer(request: Any, reference: str) -> HttpResponse:
    """Pass an incident to the force that it belongs to."""
    return act_page(
        request,
        reference,
        make_form=lambda data, opened: TransferForm(data, at=now(), initial=_category(opened)),
        carry_out=lambda form, opened: transfer_incident(
            incident=opened.incident.id, **form.cleaned_data, by=request.officer, at=now()
        ),
        done="closed",
        template="incidents/transfer.html",
    )
