"""What is done about somebody outstanding, in custody, on bail or released, a page each."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.investigation.custody import (
    decide_detention,
    designate_case,
    extend_bail,
    look_at_bail,
    note_custody,
    review_release,
)
from constabulary.casework.investigation.outstanding import circulate_suspect, note_attempt, note_intelligence
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.investigation.bail import BailFacts
from constabulary.policing.investigation.detention import bail_authorities
from constabulary.records.queries.investigation import SuspectView
from constabulary.standards.calendar import local_day
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.web.investigation.forms import WordsForm
from constabulary.web.investigation.outstanding_forms import (
    AttemptForm,
    BailForm,
    CirculateForm,
    CustodyForm,
    DesignationForm,
    DetentionForm,
    IntelligenceForm,
)
from constabulary.web.investigation.suspect_views import suspect_act_page
from constabulary.web.pages import page

BOTH = ("GET", "POST")
INVESTIGATE = Permission.INVESTIGATE


@page(
    "circulate_suspect", "crimes/<crime:reference>/suspects/<int:suspect>/circulate", title="Circulate as wanted",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def circulate(request: Any, reference: str, suspect: int) -> HttpResponse:
    """Circulate somebody as wanted."""
    return suspect_act_page(
        request, reference, suspect, lambda data, _: CirculateForm(data),
        lambda form: circulate_suspect(suspect=suspect, **form.cleaned_data, by=request.officer, at=now()),
        "suspect-circulated",
    )  # fmt: skip


@page(
    "note_attempt", "crimes/<crime:reference>/suspects/<int:suspect>/attempt", title="An attempt to arrest",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def attempt(request: Any, reference: str, suspect: int) -> HttpResponse:
    """An attempt to find or arrest somebody, and what came of it."""
    return suspect_act_page(
        request, reference, suspect, lambda data, _: AttemptForm(data),
        lambda form: note_attempt(suspect=suspect, **form.cleaned_data, by=request.officer, at=now()),
        "attempt-noted",
    )  # fmt: skip


@page(
    "note_intelligence", "crimes/<crime:reference>/suspects/<int:suspect>/intelligence", title="Intelligence",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def intelligence(request: Any, reference: str, suspect: int) -> HttpResponse:
    """Intelligence on somebody, by its reference alone."""
    return suspect_act_page(
        request, reference, suspect, lambda data, _: IntelligenceForm(data),
        lambda form: note_intelligence(suspect=suspect, **form.cleaned_data, by=request.officer, at=now()),
        "suspect-noted",
    )  # fmt: skip


@page(
    "note_custody", "crimes/<crime:reference>/suspects/<int:suspect>/custody", title="Custody record",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def custody(request: Any, reference: str, suspect: int) -> HttpResponse:
    """The custody record of somebody in custody, and when their detention began."""
    return suspect_act_page(
        request, reference, suspect, lambda data, _: CustodyForm(data),
        lambda form: note_custody(suspect=suspect, details=form.details(), by=request.officer, at=now()),
        "custody-noted",
    )  # fmt: skip


@page(
    "decide_detention", "crimes/<crime:reference>/suspects/<int:suspect>/detention", title="A decision on detention",
    permission=INVESTIGATE, methods=BOTH,
)  # fmt: skip
def detention(request: Any, reference: str, suspect: int) -> HttpResponse:
    """A review, an extension or a warrant, taken over from the custody record."""
    return suspect_act_page(
        request, reference, suspect, lambda data, _: DetentionForm(data),
        lambda form: decide_detention(suspect=suspect, taken=form.taken(), by=request.officer, at=now()),
        "detention-decided",
    )  # fmt: skip


@page(
    "extend_bail", "crimes/<crime:reference>/suspects/<int:suspect>/bail", title="Bail extended",
    permission=Permission.DECIDE_BAIL, methods=BOTH,
)  # fmt: skip
def bail(request: Any, reference: str, suspect: int) -> HttpResponse:
    """Bail extended by the rank that the law of the arrest asks for, or by a court."""
    return suspect_act_page(
        request, reference, suspect, lambda data, found: BailForm(data, authorities=_authorities(found, now())),
        lambda form: extend_bail(suspect=suspect, **form.cleaned_data, by=request.officer, at=now()),
        "bail-extended",
    )  # fmt: skip


@page(
    "look_at_bail", "crimes/<crime:reference>/suspects/<int:suspect>/bail-ends", title="Before bail ends",
    permission=Permission.DECIDE_BAIL, methods=BOTH,
)  # fmt: skip
def before_bail_ends(request: Any, reference: str, suspect: int) -> HttpResponse:
    """A look, before bail ends, at what is still to do."""
    return suspect_act_page(
        request, reference, suspect,
        lambda data, _: WordsForm(
            data, label="What is still to do before bail ends, and will it have to be extended?",
            hint="If it must be extended, say whom you have asked: an inspector, a superintendent or a court decides.",
        ),
        lambda form: look_at_bail(suspect=suspect, words=form.cleaned_data["words"], by=request.officer, at=now()),
        "bail-looked-at",
    )  # fmt: skip


@page(
    "designate_case", "crimes/<crime:reference>/suspects/<int:suspect>/designation", title="Exceptionally complex",
    permission=Permission.DECIDE_BAIL, methods=BOTH,
)  # fmt: skip
def designation(request: Any, reference: str, suspect: int) -> HttpResponse:
    """The Director of Public Prosecutions designated the case as exceptionally complex."""
    return suspect_act_page(
        request, reference, suspect, lambda data, _: DesignationForm(data),
        lambda form: designate_case(suspect=suspect, **form.cleaned_data, by=request.officer, at=now()),
        "case-designated",
    )  # fmt: skip


def _authorities(suspect: SuspectView, at: datetime) -> dict[str, str]:
    arrested_at = suspect.arrested_at or suspect.since
    rulebook = read_rulebook(Moments(report=at, decision=at))
    law = Rulebook(replace(rulebook.moments, arrest=arrested_at), rulebook.overlay)
    facts = BailFacts(
        arrested_at=arrested_at, released_on=local_day(suspect.since),
        exceptionally_complex=suspect.exceptionally_complex,
    )  # fmt: skip
    return bail_authorities(facts, law)


@page(
    "review_release", "crimes/<crime:reference>/suspects/<int:suspect>/release", title="Review the release",
    permission=Permission.REVIEW_AS_SUPERVISOR, methods=BOTH,
)  # fmt: skip
def release(request: Any, reference: str, suspect: int) -> HttpResponse:
    """A review of a release under investigation."""
    return suspect_act_page(
        request, reference, suspect,
        lambda data, _: WordsForm(data, label="What was found, and what is to be done by when?"),
        lambda form: review_release(
            suspect=suspect, words=form.cleaned_data["words"], by=request.officer, at=now()
        ),
        "release-reviewed",
    )  # fmt: skip
