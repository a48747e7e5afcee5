"""The evidence-led question: asked in full by whoever is in charge, decided by whoever has the authority."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import holds_authority
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.investigation.evidence_led import consider_without_victim, decide_evidence_led
from constabulary.casework.reading import OpenedCrime
from constabulary.policing.investigation.evidence_led import CHECKLIST, GROUPS, Conclusion, authority_to_decide
from constabulary.web.forming import PageForm
from constabulary.web.meanwhile import find_waiting, said_if_decided
from constabulary.web.outcomes.forms import CONCLUSIONS, ConclusionForm, EvidenceLedForm
from constabulary.web.outcomes.views import BOTH, open_sheet, words_shared
from constabulary.web.pages import page
from constabulary.web.recording.crime_pages import crime_act_page


@page(
    "evidence_led", "crimes/<crime:reference>/evidence-led", title="Can the case go on without the victim?",
    permission=Permission.INVESTIGATE, methods=BOTH,
)  # fmt: skip
def consider(request: Any, reference: str) -> HttpResponse:
    """The whole audit on one page, in groups."""
    shown: dict[str, Any] = {"checklist": CHECKLIST, "groups": GROUPS}

    def make_form(data: Any, opened: OpenedCrime) -> PageForm:
        shown.update(words_shared(request, opened, open_sheet(request, opened)))
        return EvidenceLedForm(data)

    return crime_act_page(
        request,
        reference,
        make_form=make_form,
        carry_out=lambda form, opened: consider_without_victim(
            crime=opened.crime.id, given=form.given(), by=request.officer, at=now()
        ),
        done="evidence-led-considered",
        then="crime_outcome",
        template="outcomes/evidence_led.html",
        context=shown,
    )


@page(
    "decide_evidence_led", "crimes/<crime:reference>/evidence-led/decide",
    title="Decide whether the case goes on without the victim", permission=Permission.REVIEW_AS_SUPERVISOR,
    methods=BOTH,
)  # fmt: skip
def decide(request: Any, reference: str) -> HttpResponse:
    """Every answer, and the decision on them. What was decided meanwhile is said."""
    shown: dict[str, Any] = {}

    def make_form(data: Any, opened: OpenedCrime) -> PageForm:
        sheet = open_sheet(request, opened)
        words = words_shared(request, opened, sheet)
        asked = find_waiting(request, opened, sheet.to_decide, sheet.considerations, shown, words)
        crime = sheet.matter.crime
        needs = {
            one.value: authority_to_decide(
                one,
                rape=crime.offence.subgroup == "Rape",
                high_risk_abuse=crime.domestic_abuse and crime.high_risk_abuse,
            )
            for one in Conclusion
        }
        shown.update(
            words, asked=asked, needs=needs, checklist=CHECKLIST,
            lacking={code for code, one in needs.items() if not holds_authority(request.officer, one)},
            is_own=request.officer.id in {asked.considered_by, opened.crime.officer},
        )  # fmt: skip
        return ConclusionForm(data)

    def carry_out(form: Any, _: OpenedCrime) -> None:
        decide_evidence_led(
            consideration=shown["asked"].id, conclusion=Conclusion(form.cleaned_data["conclusion"]),
            rationale=form.cleaned_data["rationale"], by=request.officer, at=now(),
        )  # fmt: skip

    return said_if_decided(
        request, shown,
        lambda: crime_act_page(
            request, reference, make_form=make_form, carry_out=carry_out, done="evidence-led-decided", then="crime_outcome",
            template="outcomes/decide_evidence_led.html", context=shown,
        ),
        template="outcomes/evidence_led_meanwhile.html", typed=[("rationale", "Why")], choice="conclusion",
        choices=dict(CONCLUSIONS),
    )  # fmt: skip
