"""Exhibits with the chain of who had them, and statements; each act on a page of its own."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import holds_authority, may
from constabulary.access.permissions import Permission
from constabulary.casework.case_file.evidence import add_exhibit, add_statement, end_exhibit, hand_over_exhibit
from constabulary.casework.case_file.evidence_reading import OpenedEvidence, open_evidence
from constabulary.casework.clock import now
from constabulary.policing.desks import Authority
from constabulary.policing.lifecycles import EXHIBIT
from constabulary.records.queries.officers import names_of
from constabulary.web.case_file.evidence_forms import DisposalForm, ExhibitSeizedForm, HandOverForm, StatementForm
from constabulary.web.case_file.views import PARTS
from constabulary.web.forming import PageForm
from constabulary.web.pages import page
from constabulary.web.recording.crime_pages import crime_act_page, render_part

BOTH = ("GET", "POST")


@page(
    "crime_exhibits", "crimes/<crime:reference>/exhibits", title="Exhibits and statements",
    permission=Permission.SEE_CRIMES,
)  # fmt: skip
def exhibits(request: Any, reference: str) -> HttpResponse:
    """Every exhibit with its chain and any gap in it; every statement."""
    opened = open_evidence(reference=reference, purpose="Working the case file", by=request.officer, at=now())
    is_kept = opened.crime.state != "cancelled"
    return render_part(
        request, "case_file/exhibits.html", opened,
        {
            "names": names_of(opened.officers),
            "works": may(request.officer, Permission.INVESTIGATE) and is_kept,
            "ends": holds_authority(request.officer, Authority.SUPERVISOR),
            "exhibit_states": EXHIBIT.states,
            "pages": PARTS,
        },
    )  # fmt: skip


@page(
    "add_exhibit", "crimes/<crime:reference>/exhibits/new", title="Add an exhibit",
    permission=Permission.INVESTIGATE, methods=BOTH,
)  # fmt: skip
def new_exhibit(request: Any, reference: str) -> HttpResponse:
    """Something seized or produced, or digital material by where it is held."""
    return crime_act_page(
        request, reference, opening=open_evidence, then="crime_exhibits", done="exhibit-added",
        make_form=lambda data, _: ExhibitSeizedForm(data),
        carry_out=lambda form, opened: add_exhibit(
            crime=opened.crime.id, details=form.details(), by=request.officer, at=now()
        ),
    )  # fmt: skip


@page(
    "hand_over_exhibit", "crimes/<crime:reference>/exhibits/<int:exhibit>/hand-over", title="Hand an exhibit over",
    permission=Permission.INVESTIGATE, methods=BOTH,
)  # fmt: skip
def hand_over(request: Any, reference: str, exhibit: int) -> HttpResponse:
    """From whom, to whom, when, where, why and under which seal."""
    shown: dict[str, Any] = {}

    def make_form(data: Any, opened: OpenedEvidence) -> PageForm:
        shown["about"] = opened.exhibit(exhibit)
        return HandOverForm(data, exhibit=shown["about"])

    return crime_act_page(
        request, reference, opening=open_evidence, then="crime_exhibits", done="exhibit-moved", make_form=make_form,
        carry_out=lambda form, _: hand_over_exhibit(
            exhibit=exhibit, given=form.given(), by=request.officer, at=now()
        ),
        template="case_file/exhibit_act.html", context=shown,
    )  # fmt: skip


@page(
    "end_exhibit", "crimes/<crime:reference>/exhibits/<int:exhibit>/end", title="Return or dispose of an exhibit",
    permission=Permission.REVIEW_AS_SUPERVISOR, methods=BOTH,
)  # fmt: skip
def end(request: Any, reference: str, exhibit: int) -> HttpResponse:
    """How an exhibit leaves the force's hands, and what allows it."""
    shown: dict[str, Any] = {}

    def make_form(data: Any, opened: OpenedEvidence) -> PageForm:
        shown["about"] = opened.exhibit(exhibit)
        return DisposalForm(data)

    return crime_act_page(
        request, reference, opening=open_evidence, then="crime_exhibits", done="exhibit-ended", make_form=make_form,
        carry_out=lambda form, _: end_exhibit(exhibit=exhibit, given=form.given(), by=request.officer, at=now()),
        template="case_file/exhibit_act.html", context=shown,
    )  # fmt: skip


@page(
    "add_statement", "crimes/<crime:reference>/statements/new", title="Add a statement",
    permission=Permission.INVESTIGATE, methods=BOTH,
)  # fmt: skip
def new_statement(request: Any, reference: str) -> HttpResponse:
    """Who gave it, when and to whom, where it is held, and whether a personal statement was offered."""
    return crime_act_page(
        request, reference, opening=open_evidence, then="crime_exhibits", done="statement-added",
        make_form=lambda data, opened: StatementForm(data, people=opened.investigation.people),
        carry_out=lambda form, opened: add_statement(
            crime=opened.crime.id, details=form.details(), by=request.officer, at=now()
        ),
    )  # fmt: skip
