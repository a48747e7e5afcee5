"""A crime's classification: its offence and its history, flags, related crimes, cancellation."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import holds_authority
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.reading import NoSuchRecord, OpenedCrime, open_crime
from constabulary.casework.recording.cancellation import (
    ask_cancellation,
    cancel_crime,
    preview_cancellation,
    refuse_cancellation,
)
from constabulary.casework.recording.classification import reclassify_crime
from constabulary.casework.recording.crimes import listed_flags
from constabulary.casework.recording.flagging import set_flags
from constabulary.casework.recording.reading import ClassificationSheet, open_classification
from constabulary.casework.recording.related import note_related_crime
from constabulary.policing.lifecycles import CANCELLATION
from constabulary.policing.recording.flags import FLAG_TITLES, FlagFacts, propose_flags
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.recorded import FlagsView
from constabulary.standards.authorities import AUTHORITY_TITLES
from constabulary.standards.offence_search import find_offences
from constabulary.standards.offences import offences_by_key
from constabulary.standards.outcomes import CANCELLATIONS
from constabulary.standards.rulebook import Moments
from constabulary.web.forming import PageForm
from constabulary.web.meanwhile import find_waiting, said_if_decided
from constabulary.web.pages import page
from constabulary.web.recording.classification_forms import (
    CANCELLATION_DECISIONS,
    CancellationDecisionForm,
    CancellationForm,
    FlagsFields,
    OffenceForm,
    RelatedForm,
)
from constabulary.web.recording.crime_pages import crime_act_page, render_part

BOTH = ("GET", "POST")
#: What the national list asks to be shown before a code is used, in words.
NEED_TITLES = {
    "receiving_reference": "the receiving force and its reference",
    "victim_told_first": "the victim told before it is removed",
    "verifiable_information": "additional verifiable information: when it came, from where, how checked, what it changes",
    "surviving_crime": "the live crime that stays",
    "genuine_mistake": "a genuine mistake, shown to be one",
    "independent": "a decision independent of the investigation",
    "trained": "a decision by somebody trained for it",
}


def _sheet(request: Any, opened: OpenedCrime) -> ClassificationSheet:
    crime = opened.crime
    return open_classification(
        crime=crime.id, reference=crime.reference, journey=crime.journey_id, by=request.officer, at=now()
    )


def _shared(sheet: ClassificationSheet) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "names": names_of(sheet.officers),
        "known": offences_by_key(),
        "codes": {one.code: one for one in CANCELLATIONS.offered(Moments(decision=now()))},
        "needs": NEED_TITLES,
        "states": CANCELLATION.states,
        "flag_titles": FLAG_TITLES,
        "authority_titles": AUTHORITY_TITLES,
        "proposed_flags": proposed_flags(sheet.flags),
    }


def proposed_flags(found: FlagsView) -> tuple[Any, ...]:
    """The flags that the incident and the offence call for, each with why."""
    facts = FlagFacts(
        offence=offences_by_key().get(found.offence_key),
        qualifiers=frozenset(found.qualifiers),
        domestic_abuse=found.domestic_abuse,
    )
    return propose_flags(facts, listed_flags(now()))


@page(
    "crime_classification", "crimes/<crime:reference>/classification", title="Classification",
    permission=Permission.SEE_CRIMES,
)  # fmt: skip
def classification(request: Any, reference: str) -> HttpResponse:
    """What the crime is recorded as and was, its flags, related crimes and cancellations."""
    opened = open_crime(reference=reference, purpose="Looking at its classification", by=request.officer, at=now())
    return render_part(request, "recording/classification.html", opened, _shared(_sheet(request, opened)))


def _found(request: Any, opened: OpenedCrime) -> Any:
    words = request.POST.get("offence_words", "")
    return find_offences(words, on=opened.crime.occurred_from) if words and request.method == "POST" else ()


@page(
    "reclassify_crime", "crimes/<crime:reference>/classification/offence", title="Reclassify the crime",
    permission=Permission.DECIDE_CANCELLATION, methods=BOTH,
)  # fmt: skip
def reclassify(request: Any, reference: str) -> HttpResponse:
    """Another offence, with the reason."""
    shown: dict[str, Any] = {}

    def make_form(data: Any, opened: OpenedCrime) -> PageForm:
        shown["found"] = _found(request, opened)
        return OffenceForm(data)

    return crime_act_page(
        request,
        reference,
        make_form=make_form,
        carry_out=lambda form, opened: reclassify_crime(
            crime=opened.crime.id, offence_key=form.cleaned_data["offence"], reason=form.cleaned_data["reason"],
            by=request.officer, at=now(),
        ),
        done="crime-reclassified",
        then="crime_classification",
        template="recording/choose_offence.html",
        context=shown,
    )  # fmt: skip


@page(
    "relate_crime", "crimes/<crime:reference>/classification/related", title="Note a related crime",
    permission=Permission.RECORD_CRIME, methods=BOTH,
)  # fmt: skip
def relate(request: Any, reference: str) -> HttpResponse:
    """A lesser crime of the same sequence."""
    shown: dict[str, Any] = {}

    def make_form(data: Any, opened: OpenedCrime) -> PageForm:
        shown["found"] = _found(request, opened)
        return RelatedForm(data)

    return crime_act_page(
        request,
        reference,
        make_form=make_form,
        carry_out=lambda form, opened: note_related_crime(
            crime=opened.crime.id, offence_key=form.cleaned_data["offence"], words=form.cleaned_data["reason"],
            by=request.officer, at=now(),
        ),
        done="related-crime-noted",
        then="crime_classification",
        template="recording/choose_offence.html",
        context=shown,
    )  # fmt: skip


@page(
    "crime_flags", "crimes/<crime:reference>/classification/flags", title="Mandatory flags",
    permission=Permission.RECORD_CRIME, methods=BOTH,
)  # fmt: skip
def flags(request: Any, reference: str) -> HttpResponse:
    """The flags of a crime, with those that its incident and offence call for."""
    shown: dict[str, Any] = {}

    def make_form(data: Any, opened: OpenedCrime) -> PageForm:
        sheet = _sheet(request, opened)
        shown.update(_shared(sheet))
        now_set = sheet.flags
        initial = {
            "flags": list(now_set.flags), "faith": now_set.faith, "corrosive_evidence": now_set.corrosive_evidence
        }  # fmt: skip
        form = FlagsFields(data, initial=initial)
        form.offer_flags(listed_flags(now()))
        return form

    return crime_act_page(
        request,
        reference,
        make_form=make_form,
        carry_out=lambda form, opened: set_flags(
            crime=opened.crime.id, flags=tuple(form.cleaned_data["flags"]), faith=form.cleaned_data["faith"],
            corrosive_evidence=form.cleaned_data["corrosive_evidence"], by=request.officer, at=now(),
        ),
        done="flags-set",
        then="crime_classification",
        template="recording/flags.html",
        context=shown,
    )  # fmt: skip


@page(
    "ask_cancellation", "crimes/<crime:reference>/classification/cancel", title="Ask for a cancellation",
    permission=Permission.PROPOSE_OUTCOME, methods=BOTH,
)  # fmt: skip
def ask(request: Any, reference: str) -> HttpResponse:
    """The five codes with what each needs, and what this one rests on."""
    shown: dict[str, Any] = {}

    def make_form(data: Any, opened: OpenedCrime) -> PageForm:
        sheet = _sheet(request, opened)
        # Whoever was slower than somebody else is told so beside what they typed, which is kept.
        if sheet.asked is not None and data is None:
            raise NoSuchRecord(reference)
        shown.update(_shared(sheet))
        return CancellationForm(data, at=now())

    return crime_act_page(
        request,
        reference,
        make_form=make_form,
        carry_out=lambda form, opened: ask_cancellation(
            crime=opened.crime.id, asked=form.asked(), by=request.officer, at=now()
        ),
        done="cancellation-asked",
        then="crime_classification",
        template="recording/ask_cancellation.html",
        context=shown,
    )


@page(
    "decide_cancellation", "crimes/<crime:reference>/classification/cancel/decide", title="Decide the cancellation",
    permission=Permission.DECIDE_OUTCOME, methods=BOTH,
)  # fmt: skip
def decide(request: Any, reference: str) -> HttpResponse:
    """What is asked and what it still lacks; cancel the crime, or refuse. What was decided meanwhile is said."""
    shown: dict[str, Any] = {}

    def make_form(data: Any, opened: OpenedCrime) -> PageForm:
        sheet = _sheet(request, opened)
        words = _shared(sheet)
        asked = find_waiting(request, opened, sheet.asked, sheet.cancellations, shown, words)
        found = preview_cancellation(cancellation=asked.id, at=now())
        may_decide = any(holds_authority(request.officer, one) for one in found.authorities)
        shown.update(words, asked=asked, preview=found, may_decide=may_decide)
        return CancellationDecisionForm(data)

    def carry_out(form: Any, _: OpenedCrime) -> None:
        data, asked = form.cleaned_data, shown["asked"]
        common = {"cancellation": asked.id, "words": data["words"], "by": request.officer, "at": now()}
        if data["decision"] == "refuse":
            refuse_cancellation(**common)
        else:
            cancel_crime(
                **common, victim_told_at=data["victim_told_at"], registrar_advice=data["registrar_advice"]
            )  # fmt: skip

    fields = CancellationDecisionForm()
    return said_if_decided(
        request, shown,
        lambda: crime_act_page(
            request, reference, make_form=make_form, carry_out=carry_out, done="cancellation-decided",
            then="crime_classification", template="recording/decide_cancellation.html", context=shown,
        ),
        template="recording/cancellation_decided.html",
        typed=[(name, str(fields[name].label)) for name in ("words", "registrar_advice", "victim_told_at")],
        choices=CANCELLATION_DECISIONS,
    )  # fmt: skip
