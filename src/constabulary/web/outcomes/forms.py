"""Outcomes and the evidence-led question as forms: each asks only what its rule asks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from markupsafe import Markup

from constabulary.policing.investigation.evidence_led import (
    CHECKLIST,
    CONCLUSION_TITLES,
    EVIDENCE,
    Answer,
    Conclusion,
    EvidenceLedAnswers,
    Said,
)
from constabulary.policing.outcomes.facts import YES
from constabulary.policing.outcomes.preconditions import Heading, Kind
from constabulary.policing.recording.oversight import FINDING_TITLES
from constabulary.records.queries.outcomes import SuspectView
from constabulary.web.forming import DAY_HINT, DayField, PageForm, one_of, tick, words


def field_of(heading: Heading) -> forms.Field:
    """The field in which a heading is stated."""
    if heading.kind is Kind.TICK:
        return tick(heading.question, hint=heading.hint)
    if heading.kind is Kind.DAY:
        return DayField(label=heading.question, hint=f"{heading.hint} {DAY_HINT}".strip())
    if heading.kind is Kind.CHOICE:
        return one_of(heading.question, list(heading.choices.items()), required=False, hint=heading.hint)
    return words(heading.question, hint=heading.hint, rows=2)


class StatedForm(PageForm):
    """Headings to be stated under; the fields are those that the rule asks in this matter."""

    headings: tuple[Heading, ...] = ()

    def ask(self, headings: Iterable[Heading]) -> None:
        """Add a field for each heading."""
        self.headings = tuple(headings)
        for heading in self.headings:
            self.fields[heading.code] = field_of(heading)

    def stated(self) -> dict[str, str]:
        """What is stated, as the rules take it."""
        found = {one.code: self.cleaned_data.get(one.code) for one in self.headings}
        return {code: YES if said is True else str(said) for code, said in found.items() if said}


def stated_in(data: Any, headings: Iterable[Heading]) -> Mapping[str, str]:
    """What was typed under headings so far, before it is judged: it may call for further headings."""
    if not data:
        return {}
    return {one.code: YES if one.kind is Kind.TICK else data[one.code] for one in headings if data.get(one.code)}


class ProposalForm(StatedForm):
    """A proposal of one outcome."""

    suspect = one_of("The suspect whom this outcome is about", [], required=False)

    def __init__(self, *args: Any, headings: tuple[Heading, ...], suspects: Iterable[SuspectView], **more: Any) -> None:
        super().__init__(*args, **more)
        named = [(str(one.id), one.name or one.description or "Not named") for one in suspects]
        self.offer("suspect", named)
        if not named:
            del self.fields["suspect"]
        self.ask(headings)
        self.fields["rationale"] = words("Why this outcome is right", rows=4)

    def chosen_suspect(self) -> int | None:
        """The suspect chosen."""
        return int(self.cleaned_data["suspect"]) if self.cleaned_data.get("suspect") else None


REFUSE = ("refuse", "Refuse it, and say what must be done")
DECISIONS = dict([("approve", "Approve it"), REFUSE])


class DecisionForm(StatedForm):
    """The decision on a proposed outcome: approved with what the approver states, or refused with what must be done."""

    decision = one_of("Your decision", list(DECISIONS.items()))

    def __init__(self, *args: Any, headings: tuple[Heading, ...], may_approve: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.may_approve = may_approve
        if not may_approve and not self.is_bound:
            self.offer("decision", [REFUSE])
        self.ask(headings)
        self.fields["words"] = words("Your reasons", hint="To refuse, say what must be done first.", rows=3)

    def forbid(self, sentence: str) -> None:
        """Beside the decision, with what they may do left to choose."""
        self.offer("decision", [REFUSE])
        super().forbid(sentence)


class PassingForm(PageForm):
    """Why somebody else decides."""

    because = words("Why, and what they should know", rows=3)


class WordsForm(PageForm):
    """Reasons, and nothing else."""

    words = words("What has changed", rows=3)


class FindingForm(PageForm):
    """What the registrar finds of somebody's decision."""

    finding = one_of("What do you find?", [(one.value, title) for one, title in FINDING_TITLES.items()])
    words = words("What you looked at, and why you find so", rows=3)


CONCLUSIONS = [(one.value, title) for one, title in CONCLUSION_TITLES.items()]
ANSWERS = [(one.value, one.label) for one in Said]


def _within(question: str) -> str:
    """A question as it stands within a sentence; an abbreviation such as CCTV keeps its capitals."""
    return question if question[1:2].isupper() else question[:1].lower() + question[1:]


class EvidenceLedForm(PageForm):
    """The evidence-led questions, each yes, no or does not apply, and what the answer rests on."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for item in CHECKLIST:
            self.fields[item.code] = one_of(
                item.question, ANSWERS, required=False, hint=item.hint, classes="govuk-radios--inline"
            )
            label = "What it shows, or why there is none" if item.code in EVIDENCE else "What this rests on"
            # The question stands right above; who hears the page hears it again.
            again = Markup('{}<span class="govuk-visually-hidden">: {}</span>')
            self.fields[f"{item.code}_words"] = words(again.format(label, _within(item.question)))
        self.fields["recommendation"] = one_of("What you recommend", CONCLUSIONS)
        self.fields["rationale"] = words("Why", rows=3)

    def given(self) -> EvidenceLedAnswers:
        """The answers as the rule takes them."""
        data = self.cleaned_data
        answers = {
            one.code: Answer(said=Said(data[one.code]), words=data[f"{one.code}_words"])
            for one in CHECKLIST
            if data.get(one.code)
        }
        return EvidenceLedAnswers(
            answers=answers, recommendation=Conclusion(data["recommendation"]), rationale=data["rationale"]
        )


class ConclusionForm(PageForm):
    """The decision on the evidence-led question."""

    conclusion = one_of("Your decision", CONCLUSIONS)
    rationale = words("Why", rows=3)
