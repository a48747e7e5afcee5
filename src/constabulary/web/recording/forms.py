"""The recording decision and the crime as forms."""

from typing import Any

from django import forms

from constabulary.casework.recording.crimes import CrimeDetails, listed_flags
from constabulary.policing.incidents.closing import Finishing
from constabulary.policing.people.details import VICTIM_KINDS
from constabulary.policing.recording.another import Because
from constabulary.policing.recording.decision import QUESTIONS, RecordingFacts, Step, StepAnswer
from constabulary.standards.counting import Conduct, counting_tables
from constabulary.standards.offences import offences_by_key
from constabulary.web.forming import MomentField, one_of, tick, words
from constabulary.web.incidents.choices import closing_choices
from constabulary.web.recording.classification_forms import FlagsFields

YES_NO = [("yes", "Yes"), ("no", "No")]
HINTS = {
    Step.NOTIFIABLE: "Of an offence against the state: are its points to prove clearly made out?",
    Step.WITHOUT_CONFIRMATION: "Only where one of the last two is no: clear evidence or significant grounds that "
    "somebody is a victim, and recording is necessary or right.",
}
ANOTHER = [(one.value, one.label) for one in Because]


class RecordingForm(FlagsFields):
    """The chart's questions, each with what its answer rests on; the crime's particulars below them."""

    professional = tick("A professional, parent or carer reports it for the victim")
    state_based = tick("The offence is against the state, not a person")
    rape_reported = tick("A rape is reported")
    no_rape_because = words(
        "If no rape is reported although the words read so, why", rows=2,
        hint="Only where it is not recorded. The registrar sees it.",
    )  # fmt: skip
    offence = forms.CharField(required=False, widget=forms.HiddenInput())
    victim = one_of("The victim, or whoever speaks for an organisation that is", [], required=False)
    called_for_is_victim = tick("")
    victim_organisation = words(
        "The organisation that is the victim", hint="A shop, another business, a charity, a public body.",
        autocomplete="off",
    )  # fmt: skip
    victim_organisation_kind = one_of("It is", VICTIM_KINDS, required=False, select=True)
    occurred_from = MomentField(label="When did it happen, or begin? The earliest it can have been", required=False)
    occurred_to = MomentField(label="The latest it can have been, or when it ended", required=False)
    also = words(
        "Other offences of the same sequence against this victim",
        hint="Their codes, for example 105/01 149/00. They are noted as related crimes.",
        classes="govuk-input--width-20",
    )
    principal_because = words("Why this is the principal crime, if the counting rules name another")
    former_partners = one_of(
        "Are the victim and the person complained of former partners?", YES_NO, required=False,
        hint="Between former partners who are both 16 or over it is stalking.", classes="govuk-radios--inline",
    )  # fmt: skip
    harassment_because = words(
        "Which registrar is satisfied that it is harassment only, and why",
        rows=2,
        hint="Only where the two are former partners and it is not recorded as stalking.",
    )
    continues = one_of("Does it continue one of these?", [], required=False)
    new_conduct_because = words(
        "Why it is a new crime although it could continue one of these",
        rows=2,
        hint="Police have dealt with the offender since, or it is another matter.",
    )
    another_because = one_of(
        "Why another crime counts for a victim who has one from this incident", [], required=False, select=True
    )
    late_rationale = words("Why the decision comes later than 24 hours after the report", rows=2)
    rationale = words("Anything else the decision rests on", rows=2)
    finished = one_of("Is the incident finished?", YES_NO, required=False, classes="govuk-radios--inline")
    finished_because = words(
        "Why it is finished although something of it is still open", rows=2,
        hint="Kept in the incident's log. A call back that was promised goes on with the crime; where that has no victim, say what "
        "became of it.",
    )  # fmt: skip
    category = one_of("If it is not recorded, the incident ends as", [], required=False, select=True)

    #: Below the test, as they stand on the page.
    PARTICULARS = (
        "offence", "former_partners", "harassment_because", "continues",
        "new_conduct_because", "also", "principal_because", "victim", "called_for_is_victim", "victim_organisation", "victim_organisation_kind", "another_because",
        "occurred_from", "occurred_to", "flags",
        "faith", "corrosive_evidence", "late_rationale", "rationale", "finished", "finished_because", "category",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        victims: list[tuple[str, str]],
        conduct: list[tuple[str, str]],
        at: Any,
        called_for: str = "",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.called_for = called_for
        self.fields["called_for_is_victim"].label = f"{called_for} is the victim"
        self.offer("category", closing_choices(at))
        for step, question in QUESTIONS.items():
            hint = HINTS.get(step, "")
            self.fields[step.value] = one_of(
                question, YES_NO, required=False, hint=hint, classes="govuk-radios--inline"
            )
            self.fields[f"{step.value}_evidence"] = words("What this rests on")
        tests = [name for step in QUESTIONS for name in (step.value, f"{step.value}_evidence")]
        self.order_fields(
            ["professional", "state_based", "rape_reported", "no_rape_because", *tests, *self.PARTICULARS]
        )
        self.offer("another_because", [("", "It is another victim, or none of these"), *ANOTHER])
        self.offer("continues", [*conduct, ("", "It is a new crime")])
        self.offer_flags(listed_flags(at))
        self.offer("victim", [*victims, ("", "No person")])

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

    def finishing(self) -> Finishing:
        """What is said of the incident itself."""
        said = self.cleaned_data["finished"]
        return Finishing(is_finished=said == "yes" if said else None, because=self.cleaned_data["finished_because"])

    def crime(self) -> CrimeDetails:
        """The crime's particulars that the incident does not have."""
        data = self.cleaned_data
        same = (
            "occurred_to",
            "victim",
            "faith",
            "corrosive_evidence",
            "another_because",
            "principal_because",
            "harassment_because",
            "continues",
            "new_conduct_because",
        )
        return CrimeDetails(
            offence_key=data["offence"],
            occurred_from=data["occurred_from"],
            flags=tuple(data["flags"]),
            former_partners=data["former_partners"] == "yes" if data["former_partners"] else None,
            # What the call holds is not keyed again; another name that is typed all the same counts.
            victim_organisation=data["victim_organisation"]
            or (self.called_for if data["called_for_is_victim"] else ""),
            victim_organisation_kind=data["victim_organisation_kind"] or "business",
            also=tuple(data["also"].replace(",", " ").split()),
            **{name: data[name] for name in same},
        )

    @property
    def asks_of_partners(self) -> bool:
        """Whether the page asks if they are former partners: where harassment is chosen, or it was answered."""
        chosen = self.chosen_offence
        said = self["former_partners"].value() or self["harassment_because"].value()
        return bool(said) or (chosen is not None and counting_tables().conduct_of(chosen) is Conduct.HARASSMENT)

    @property
    def chosen_offence(self) -> Any:
        """The offence chosen so far, if any."""
        return offences_by_key().get(self["offence"].value() or "")
