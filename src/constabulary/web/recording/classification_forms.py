"""Classification, flags, related crimes and cancellation as forms."""

from collections.abc import Mapping
from typing import Any

from django import forms

from constabulary.casework.recording.cancellation import CancellationDetails
from constabulary.policing.recording.cancellation import VerifiableInformation
from constabulary.policing.recording.flags import Flag
from constabulary.standards.offences import offences_by_key
from constabulary.standards.outcomes import CANCELLATIONS
from constabulary.standards.recorded_lists import Flag as ListedFlag
from constabulary.standards.rulebook import Moments
from constabulary.web.forming import MomentField, PageForm, any_of, one_of, tick, words


class OffenceForm(PageForm):
    """An offence found by its words. While somebody only searches, nothing is judged and nothing is done."""

    offence = forms.CharField(required=False, widget=forms.HiddenInput())
    reason = words("Why the classification was wrong on the facts known when the crime was recorded", rows=3)

    def is_valid(self) -> bool:
        """Whether it can be carried out; never while somebody searches."""
        if "search" in self.data:
            self.forget_errors()
            return False
        return super().is_valid()

    @property
    def chosen_offence(self) -> Any:
        """The offence chosen so far, if any."""
        return offences_by_key().get(self["offence"].value() or "")


class RelatedForm(OffenceForm):
    """A related crime."""

    reason = words("What happened, and why it is not the principal crime", rows=3)


class FlagsFields(PageForm):
    """The mandatory flags, and what two of them ask for besides."""

    flags = any_of("Flags", [])
    faith = one_of("Which religion or belief was the target, as perceived", [], required=False, select=True)
    corrosive_evidence = words("What shows that the substance was corrosive")

    def offer_flags(self, listed: Mapping[str, ListedFlag]) -> None:
        """Offer the flags in the list on the day."""
        self.offer("flags", [(flag.value, flag.label) for flag in Flag if flag.listed_as in listed])
        faiths = listed["hate"].details["religion"] if "hate" in listed else ()
        self.offer("faith", [("", "Not a religious hate crime"), *((one, one.capitalize()) for one in faiths)])


class CancellationForm(PageForm):
    """What a cancellation rests on. What is still missing is said on the way and when it is decided."""

    code = one_of("Why is it to be cancelled?", [])
    outside_force = tick("It happened outside this force (C1)")
    receiving_force = words("Receiving force (C1)", classes="govuk-input--width-20")
    receiving_reference = words("Its reference (C1)", classes="govuk-input--width-20")
    information_came = words("When did the new information come? (C2, C5)")
    information_source = words("Where did it come from? (C2, C5)")
    information_checked = words("How was it checked? (C2, C5)")
    information_changes = words("What does it change? (C2, C5)")
    survivor = words("The live crime that this one duplicates or is part of (C3)", classes="govuk-input--width-20")
    mistake = words("How was it recorded in error? (C4)", rows=2)
    pressure_considered = words(
        "If the victim withdrew: what was found when fear, coercion and pressure were considered?", rows=2
    )
    victim_told_at = MomentField(label="When was the victim told?", required=False)

    def __init__(self, *args: Any, at: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = CANCELLATIONS.offered(Moments(decision=at))
        self.offer("code", [(one.code, f"{one.code} {one.title}") for one in offered])

    def asked(self) -> CancellationDetails:
        """The cancellation as the act takes it."""
        data = self.cleaned_data
        parts = {name: data[f"information_{name}"] for name in ("came", "source", "checked", "changes")}
        same = ("code", "outside_force", "receiving_force", "receiving_reference", "survivor", "mistake",
                "pressure_considered", "victim_told_at")  # fmt: skip
        return CancellationDetails(information=VerifiableInformation(**parts), **{name: data[name] for name in same})


CANCELLATION_DECISIONS = {"cancel": "Cancel the crime", "refuse": "Refuse: the crime stays recorded"}


class CancellationDecisionForm(PageForm):
    """The decision on a cancellation."""

    decision = one_of("Your decision", list(CANCELLATION_DECISIONS.items()))
    victim_told_at = MomentField(label="When was the victim told, if that is not noted yet?", required=False)
    registrar_advice = words("The registrar's advice, where a chief officer decides", rows=2)
    words = words("Your reasons", hint="To refuse, say why, and what must be done.", rows=3)
