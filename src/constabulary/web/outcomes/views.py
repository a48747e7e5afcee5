"""The outcome of a crime: what is open, proposing, deciding, reopening, and the registrar's look at it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from constabulary.access.officers import holds_authority, may
from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.outcomes.deciding import approve_outcome, refuse_outcome, reopen_crime
from constabulary.casework.outcomes.matter import OutcomePreview, listed_outcome, preview
from constabulary.casework.outcomes.passing import pass_outcome_up
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.outcomes.reading import OutcomeSheet, open_outcomes, open_outcomes_to_decide
from constabulary.casework.reading import NoSuchRecord, OpenedCrime, open_crime
from constabulary.casework.recording.oversight import oversee_outcome
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import Authority
from constabulary.policing.investigation.evidence_led import CONCLUSION_TITLES, GROUPS, ITEMS
from constabulary.policing.investigation.suspects import SUSPECT_STATUS_TITLES
from constabulary.policing.lifecycles import OUTCOME
from constabulary.policing.outcomes.check import RULES
from constabulary.policing.outcomes.standing import put_in_order
from constabulary.policing.recording.oversight import FINDING_TITLES, Finding
from constabulary.policing.victims import positions
from constabulary.records.queries.officers import names_of
from constabulary.standards.authorities import AUTHORITY_TITLES
from constabulary.standards.outcomes import OUTCOMES, OutcomeType
from constabulary.web.forming import PageForm
from constabulary.web.lists import next_page, start_from
from constabulary.web.meanwhile import find_waiting, said_if_decided
from constabulary.web.outcomes.forms import (
    DECISIONS,
    DecisionForm,
    FindingForm,
    PassingForm,
    ProposalForm,
    WordsForm,
    stated_in,
)
from constabulary.web.pages import PAGES, page, render
from constabulary.web.reasons import sentence_of
from constabulary.web.recording.crime_pages import crime_act_page, render_part

BOTH = ("GET", "POST")
LIST_PAGE = 50
MEANWHILE = "outcomes/decided_meanwhile.html"

#: Where what a precondition asks for is recorded.
RECORDED_AT: Mapping[str, str] = {
    **dict.fromkeys(
        ("position-recorded", "wishes-recorded", "pressure-asked", "victim-supports", "victim-told"), "crime_victim"
    ),
    **dict.fromkeys(
        (
            "suspect-named", "suspect-identified", "suspect-recorded", "no-suspect-named", "suspect-told",
            "old-enough", "young-enough", "of-responsible-age", "stands-charged", "suspect-died",
        ),
        "crime_suspects",
    ),
    "lines-ended": "crime_investigation",
    "plan-set": "set_plan",
    "victim-contacted": "crime_victim",
    "risk-assessed": "crime_risk",
    "suspects-heard": "crime_suspects",
    "others-settled": "crime_suspects",
    "evidence-led-decided": "evidence_led",
    "filed": "screen_crime",
    "charge-on-file": "crime_case_file",
}  # fmt: skip
#: What nobody can bring about: it holds or it does not.
HOW_IT_STANDS = frozenset(
    {"no-suspect-named", "old-enough", "young-enough", "of-responsible-age", "suspect-died", "victim-supports"}
)
#: What the pages say of where each is recorded.
WORDS_OF_PAGE = {
    "crime_victim": "Record it with the victim", "crime_suspects": "Record it with the suspect",
    "crime_investigation": "End the lines of enquiry", "set_plan": "Plan the investigation",
    "crime_risk": "Assess the risk", "evidence_led": "Ask the evidence-led questions",
    "screen_crime": "Decide whether it is investigated",
    "crime_case_file": "Open the case file",
}  # fmt: skip


def open_sheet(request: Any, opened: OpenedCrime) -> OutcomeSheet:
    """All that bears on the outcome of a crime."""
    crime = opened.crime
    return open_outcomes(
        crime=crime.id, reference=crime.reference, journey=crime.journey_id, by=request.officer, at=now()
    )


def words_shared(request: Any, opened: OpenedCrime, sheet: OutcomeSheet) -> dict[str, Any]:
    """What every page about an outcome needs to put its sheet in words."""
    where = {}
    for code, name in RECORDED_AT.items():
        permission = PAGES[name].permission if name in PAGES else None
        if permission is not None and may(request.officer, permission):
            address = reverse(name, kwargs={"reference": opened.crime.reference})
            where[code] = {"address": address, "words": WORDS_OF_PAGE[name]}
    return {
        "sheet": sheet,
        "where": where,
        "names": names_of(sheet.officers),
        "authority_titles": AUTHORITY_TITLES,
        "outcome_titles": {one.code: one.title for one in OUTCOMES.entries},
        "outcome_states": OUTCOME.states,
        "suspect_states": SUSPECT_STATUS_TITLES,
        "conclusions": CONCLUSION_TITLES,
        "findings": FINDING_TITLES,
        "questions": _questions(),
        "items": ITEMS,
        "groups": GROUPS,
        "sentence_of": sentence_of,
        "support_titles": {one.value: one.label for one in positions.Support},
        "pressure_titles": {one.value: one.label for one in positions.Pressure},
        "recorded_in_titles": positions.RECORDED_IN_TITLES,
    }


def _questions() -> dict[str, str]:
    return {
        one.heading.code: one.heading.question for rule in RULES.values() for one in (*rule.stated, *rule.by_approver)
    }


def _may_decide(request: Any, authorities: tuple[Authority, ...]) -> bool:
    return any(holds_authority(request.officer, one) for one in authorities)


@page("crime_outcome", "crimes/<crime:reference>/outcome", title="Outcome", permission=Permission.SEE_CRIMES)
def assistant(request: Any, reference: str) -> HttpResponse:
    """Every outcome of the day: whether it is open now, why not, and who may approve it; and what was decided so far."""
    opened = open_crime(reference=reference, purpose="Looking at its outcome", by=request.officer, at=now())
    sheet = open_sheet(request, opened)
    words = words_shared(request, opened, sheet)
    words["order"] = put_in_order(sheet.standings, doable=words["where"].keys() - HOW_IT_STANDS)
    return render_part(request, "outcomes/outcome.html", opened, words)


def _listed(outcome: str) -> OutcomeType:
    try:
        return listed_outcome(outcome, now())
    except NotAllowed as error:
        raise NoSuchRecord(outcome) from error


@page(
    "propose_outcome", "crimes/<crime:reference>/outcome/propose/<str:outcome>", title="Propose an outcome",
    permission=Permission.PROPOSE_OUTCOME, methods=BOTH,
)  # fmt: skip
def propose(request: Any, reference: str, outcome: str) -> HttpResponse:
    """What one outcome asks for, each with its reason, and where the rest is recorded."""
    listed = _listed(outcome)
    shown: dict[str, Any] = {"listed": listed}

    def make_form(data: Any, opened: OpenedCrime) -> PageForm:
        sheet = open_sheet(request, opened)
        standing = sheet.standing_of(listed)
        stated = stated_in(data, standing.asked)
        suspect = str((data or {}).get("suspect", "") or standing.suspect or "")
        checked: OutcomePreview = preview(
            sheet.matter.facts(listed, suspect=int(suspect) if suspect.isdecimal() else None, stated=stated)
        )
        reasons = {one.precondition.unmet.field: one.precondition.unmet for one in checked.check.checked}
        shown.update(words_shared(request, opened, sheet), standing=standing, checked=checked, reasons=reasons)
        initial = {"suspect": str(standing.suspect or "")}
        return ProposalForm(data, headings=checked.headings, suspects=sheet.suspects, initial=initial)

    return crime_act_page(
        request,
        reference,
        make_form=make_form,
        carry_out=lambda form, opened: propose_outcome(
            crime=opened.crime.id, outcome_type=outcome, suspect=form.chosen_suspect(), stated=form.stated(),
            rationale=form.cleaned_data["rationale"], by=request.officer, at=now(),
        ),
        done="outcome-proposed",
        then="crime_outcome",
        template="outcomes/propose.html",
        context=shown,
    )  # fmt: skip


@page(
    "decide_outcome", "crimes/<crime:reference>/outcome/decide", title="Decide the outcome",
    permission=Permission.DECIDE_OUTCOME, methods=BOTH,
)  # fmt: skip
def decide(request: Any, reference: str) -> HttpResponse:
    """What was proposed with all it rests on; approve it, or refuse it. What was decided meanwhile is said."""
    shown: dict[str, Any] = {}

    def make_form(data: Any, opened: OpenedCrime) -> PageForm:
        sheet = open_sheet(request, opened)
        words = words_shared(request, opened, sheet)
        made = find_waiting(request, opened, sheet.proposed, sheet.history, shown, words)
        listed = listed_outcome(made.outcome_type, now())
        checked = preview(
            sheet.matter.facts(listed, suspect=made.suspect_id, stated=made.stated, rationale=made.rationale)
        )
        has_authority = _may_decide(request, checked.check.authorities)
        # Who cannot approve it is asked nothing that only an approver states.
        headings = checked.approver_headings if has_authority else ()
        asked = {one.code for one in headings}
        shown.update(
            words, made=made, listed=listed, checked=checked, approver_states=asked,
            has_authority=has_authority,
            is_own=request.officer.id in {made.proposed_by, opened.crime.officer},
        )  # fmt: skip
        return DecisionForm(data, headings=headings, may_approve=has_authority)

    def carry_out(form: Any, _: OpenedCrime) -> None:
        common = {"outcome": shown["made"].id, "words": form.cleaned_data["words"], "by": request.officer, "at": now()}
        if form.cleaned_data["decision"] == "approve":
            approve_outcome(**common, approver_stated=form.stated())
        else:
            refuse_outcome(**common)

    return said_if_decided(
        request, shown,
        lambda: crime_act_page(
            request, reference, make_form=make_form, carry_out=carry_out, done="outcome-decided", then="crime_outcome",
            template="outcomes/decide.html", context=shown,
        ),
        template=MEANWHILE, typed=[("words", "Your reasons"), *_questions().items()], choices=DECISIONS,
    )  # fmt: skip


@page(
    "pass_outcome", "crimes/<crime:reference>/outcome/pass", title="Pass the decision on",
    permission=Permission.DECIDE_OUTCOME, methods=BOTH,
)  # fmt: skip
def pass_on(request: Any, reference: str) -> HttpResponse:
    """Pass the decision on a proposed outcome to whoever has the authority, with why."""
    shown: dict[str, Any] = {}

    def make_form(data: Any, opened: OpenedCrime) -> PageForm:
        sheet = open_sheet(request, opened)
        words = words_shared(request, opened, sheet)
        shown.update(words, made=find_waiting(request, opened, sheet.proposed, sheet.history, shown, words))
        return PassingForm(data)

    def carry_out(form: Any, _: OpenedCrime) -> None:
        because = form.cleaned_data["because"]
        pass_outcome_up(outcome=shown["made"].id, because=because, by=request.officer, at=now())

    return said_if_decided(
        request, shown,
        lambda: crime_act_page(
            request, reference, make_form=make_form, carry_out=carry_out, done="outcome-passed", then="crime_outcome",
            template="outcomes/pass.html", context=shown,
        ),
        template=MEANWHILE, typed=[("because", "Why, and what they should know")], choices={},
    )  # fmt: skip


@page(
    "reopen_crime", "crimes/<crime:reference>/outcome/reopen", title="Reopen the crime",
    permission=Permission.DECIDE_OUTCOME, methods=BOTH,
)  # fmt: skip
def reopen(request: Any, reference: str) -> HttpResponse:
    """Reopen a finalised crime; its outcome stays in the history."""
    return crime_act_page(
        request,
        reference,
        make_form=lambda data, _: WordsForm(data),
        carry_out=lambda form, opened: reopen_crime(
            crime=opened.crime.id, words=form.cleaned_data["words"], by=request.officer, at=now()
        ),
        done="crime-reopened",
        then="crime_outcome",
        template="outcomes/reopen.html",
    )


@page(
    "oversee_outcome", "crimes/<crime:reference>/outcome/oversee/<int:number>", title="Look at the outcome",
    permission=Permission.REGISTER_CRIME, methods=BOTH,
)  # fmt: skip
def oversee(request: Any, reference: str, number: int) -> HttpResponse:
    """What the registrar finds of an outcome that was applied."""
    shown: dict[str, Any] = {}

    def make_form(data: Any, opened: OpenedCrime) -> PageForm:
        sheet = open_sheet(request, opened)
        made = next((one for one in sheet.history if one.id == number and one.decided_at is not None), None)
        if made is None:
            raise NoSuchRecord(str(number))
        shown.update(words_shared(request, opened, sheet), made=made)
        return FindingForm(data)

    return crime_act_page(
        request,
        reference,
        make_form=make_form,
        carry_out=lambda form, _: oversee_outcome(
            outcome=number, finding=Finding(form.cleaned_data["finding"]), words=form.cleaned_data["words"],
            by=request.officer, at=now(),
        ),
        done="finding-stored",
        then="crime_outcome",
        template="outcomes/oversee.html",
        context=shown,
    )  # fmt: skip


@page("outcomes_to_decide", "outcomes", title="Outcomes to decide", permission=Permission.DECIDE_OUTCOME)
def to_decide(request: Any) -> HttpResponse:
    """The outcomes and evidence-led questions that wait for a decision, riskiest and then longest due first."""
    skip, everyone = start_from(request), request.GET.get("whose") == "everyone"
    found = open_outcomes_to_decide(
        of_everyone=everyone, by=request.officer, at=now(), most=LIST_PAGE + 1, skip=skip
    )  # fmt: skip
    return render(
        request,
        "outcomes/to_decide.html",
        {
            "lines": found[:LIST_PAGE],
            "everyone": everyone,
            "names": names_of({number for one in found for number in (one.asked_by, one.owner_id) if number}),
            "next_page": next_page(request, skip + LIST_PAGE) if len(found) > LIST_PAGE else "",
            "outcome_titles": {one.code: one.title for one in OUTCOMES.entries},
        },
    )
