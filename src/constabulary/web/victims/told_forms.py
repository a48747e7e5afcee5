"""Forms about what a victim wrote, why they are not told, what they want at court, and what is written to them."""

from typing import Any

from constabulary.policing.victims.incoming import CameBy, IncomingDetails, Meaning
from constabulary.policing.victims.own_statement import AtCourt, OfferDetails, Wish
from constabulary.policing.victims.special_measures import Ground, Measure, MeasuresDetails, Step
from constabulary.policing.victims.telling import RulingDetails
from constabulary.standards.messages import MessageTemplate
from constabulary.web.forming import DayField, MomentField, PageForm, any_of, one_of, tick, words
from constabulary.web.incidents.forms import labelled
from constabulary.web.protection.forms import MessageForm


class IncomingForm(PageForm):
    """What they wrote, word for word."""

    came_as = one_of("How did it come?", labelled(CameBy))
    from_safe_route = tick("It came from where their safe route leads")
    received_at = MomentField(label="When it came")
    meaning = one_of("What does it say?", labelled(Meaning), hint="In doubt, that they do not want to go on.")
    around = words("Anything about it that struck you", hint="The hour, the tone, a number nobody knows.", rows=2)
    words = words("What it says, word for word", hint="Copy it; correct nothing.", rows=4)
    field_order = ("words", "came_as", "from_safe_route", "received_at", "meaning", "around")

    def details(self) -> IncomingDetails:
        """The message as the act takes it."""
        data = self.cleaned_data
        return IncomingDetails(
            came_as=CameBy(data["came_as"]), from_safe_route=data["from_safe_route"], words=data["words"],
            meaning=Meaning(data["meaning"]), received_at=data["received_at"], around=data["around"],
        )  # fmt: skip


class RulingForm(PageForm):
    """Why they cannot safely be told."""

    tried = words("What was tried, by which way and when", rows=2)
    danger = words("How telling them would put them in danger", rows=2)
    instead = words("What is done for their safety instead", rows=2)
    look_again_on = DayField(
        label="When somebody looks again", hint="Within 28 days. For example, 27/03/2027", ahead=True
    )

    def details(self) -> RulingDetails:
        """The decision as the act takes it."""
        return RulingDetails(**self.cleaned_data)


class OfferForm(PageForm):
    """The personal statement: offered, and what became of it."""

    wish = one_of("What became of it?", labelled(Wish))
    reference = words("If they made one: its reference", classes="govuk-input--width-20")
    again_on = DayField(label="If later: when they are asked again", ahead=True)
    at_court = one_of("At court", labelled(AtCourt))
    reader = words("If somebody else is to read it: who", classes="govuk-input--width-20")
    words = words("How it was offered and what they said", rows=3)
    field_order = ("wish", "reference", "again_on", "words", "at_court", "reader")

    def details(self) -> OfferDetails:
        """The offer as the act takes it."""
        data = self.cleaned_data
        return OfferDetails(
            wish=Wish(data["wish"]), at_court=AtCourt(data["at_court"]), reader=data["reader"],
            reference=data["reference"], words=data["words"], again_on=data["again_on"],
        )  # fmt: skip


class MeasuresForm(PageForm):
    """One step of special measures."""

    step = one_of("How far has it come?", labelled(Step))
    wishes = words("What they want, in their own words", rows=2)
    grounds = any_of("Why they may have them", labelled(Ground))
    quality = words(
        "How their evidence would suffer without", hint="What they could not say, or not clearly, or not fully.", rows=2
    )
    measures = any_of("Which measures", labelled(Measure))
    court = words("What the court said, which court and when", rows=2)

    def details(self) -> MeasuresDetails:
        """The step as the act takes it."""
        data = self.cleaned_data
        return MeasuresDetails(
            step=Step(data["step"]), grounds=tuple(Ground(one) for one in data["grounds"]), quality=data["quality"],
            measures=tuple(Measure(one) for one in data["measures"]), wishes=data["wishes"], court=data["court"],
        )  # fmt: skip


class LetterForm(MessageForm):
    """The places of a message to a victim; the crime's reference is known."""

    def __init__(self, *args: Any, template: MessageTemplate, reference: str, **options: Any) -> None:
        super().__init__(*args, template=template, **options)
        if "reference" in self.fields:
            del self.fields["reference"]
        self._known = {"reference": reference} if "reference" in template.slots else {}

    def filled(self) -> dict[str, str]:
        """What goes into each place."""
        return {**super().filled(), **self._known}
