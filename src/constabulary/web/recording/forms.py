"""The recording decision and the crime as forms."""

from typing import Any

from django import forms

from constabulary.policing.recording.decision import RecordingFacts, Step, StepAnswer
from constabulary.standards.offences import offences_by_key
from constabulary.web.forming import MomentField, PageForm, one_of, tick, words
from constabulary.web.incidents.choices import closing_choices

QUESTIONS = {
    Step.CONCERNS_CRIME: "Does the report concern a crime?",
    Step.NOTIFIABLE: "More likely than not, is it a notifiable crime in law?",
    Step.CONTRARY_EVIDENCE: "Is there credible evidence to the contrary at hand?",
    Step.VICTIM_TRACED: "Can the victim, or someone for them, be found?",
    Step.VICTIM_CONFIRMS: "Does the victim, or someone for them, confirm it?",
    Step.OTHER_FORCE: "Does another force record it?",
    Step.RULE_DIRECTS_NOT: "Does a rule direct not to record, for example the schools protocol?",
}
YES_NO = [("yes", "Yes"), ("no", "No")]


class RecordingForm(PageForm):
    """The chart's questions, each with what its answer rests on; the crime's particulars below them."""

    professional = tick("A professional, parent or carer reports it for the victim")
    state_based = tick("The offence is against the state, not a person")
    rape_reported = tick("A rape is reported")
    offence = forms.CharField(required=False, widget=forms.HiddenInput())
    victim = one_of("The victim", [], required=False)
    occurred_from = MomentField(label="When did it happen, or begin?", required=False)
    occurred_to = MomentField(label="When did it end, if it went on?", required=False)
    late_rationale = words("Why the decision comes later than 24 hours after the report", rows=2)
    rationale = words("Anything else the decision rests on", rows=2)
    category = one_of("If it is not recorded, the incident ends as", [], required=False, select=True)

    def __init__(self, *args: Any, victims: list[tuple[str, str]], at: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("category", closing_choices(at))
        for step, question in QUESTIONS.items():
            self.fields[step.value] = one_of(question, YES_NO, required=False, classes="govuk-radios--inline")
            self.fields[f"{step.value}_evidence"] = words("What this rests on")
        self.offer("victim", [*victims, ("", "No person: an organisation or the state")])

    def answers(self) -> tuple[StepAnswer, ...]:
        """The answers given, in the order of the chart."""
        data = self.cleaned_data
        return tuple(
            StepAnswer(step=step, answer=data[step.value] == "yes", evidence=data[f"{step.value}_evidence"])
            for step in Step
            if data.get(step.value)
        )

    def facts(self) -> RecordingFacts:
        """What else the chart needs to know."""
        data = self.cleaned_data
        return RecordingFacts(
            state_based=data["state_based"],
            rape_reported=data["rape_reported"],
            professional_or_carer=data["professional"],
        )

    @property
    def chosen_offence(self) -> Any:
        """The offence chosen so far, if any."""
        return offences_by_key().get(self["offence"].value() or "")
