"""Forms about somebody outstanding, in custody, on bail or released: each field as the act takes it."""

from typing import Any

from constabulary.casework.investigation.custody import DecisionTaken
from constabulary.policing.investigation.detention import CustodyDetails, DetentionAct
from constabulary.policing.investigation.register import AttemptResult
from constabulary.web.forming import MomentField, PageForm, one_of, tick, words

SHORT: dict[str, Any] = {"classes": "govuk-input--width-20", "autocomplete": "off"}
NUMBER: dict[str, Any] = {"classes": "govuk-input--width-10", "autocomplete": "off"}


class CirculateForm(PageForm):
    """Somebody circulated as wanted."""

    reference = words("Reference of the circulation", **SHORT)
    moment = MomentField(label="When were they circulated?", required=False)
    words = words("Why, and what has been tried?", rows=4)


class AttemptForm(PageForm):
    """An attempt to find or arrest somebody that did not end in an arrest."""

    result = one_of(
        "What came of it?", [(one.value, one.label) for one in AttemptResult], required=False,
        hint="If they were arrested, move them on instead: that takes the custody record.",
    )  # fmt: skip
    moment = MomentField(label="When?", required=False, hint="Now, if nothing is entered. For example, today 14:30")
    words = words("Where was it tried, and by whom?", rows=4)


class IntelligenceForm(PageForm):
    """Intelligence, by its reference alone."""

    reference = words(
        "Reference of the intelligence report",
        hint="Only the reference. What it says, and who said it, stays where intelligence is kept.", **SHORT,
    )  # fmt: skip


class CustodyForm(PageForm):
    """What is taken over from a custody record."""

    reference = words("Number of the custody record", **SHORT)
    arrested_at = MomentField(label="When were they arrested?")
    arrived_at = MomentField(label="When did they arrive at the station?")
    authorised_at = MomentField(label="When was detention authorised?")
    indictable = one_of(
        "Is the offence indictable?", [("yes", "Yes"), ("no", "No, summary only")],
        hint="Only for an indictable offence can anybody be kept longer than the basic limit.",
    )  # fmt: skip

    def details(self) -> CustodyDetails:
        """As the act takes it."""
        data = self.cleaned_data
        return CustodyDetails(
            reference=data["reference"], arrested_at=data["arrested_at"], arrived_at=data["arrived_at"],
            authorised_at=data["authorised_at"], indictable=data["indictable"] == "yes",
        )  # fmt: skip


class DetentionForm(PageForm):
    """A decision on detention, as the custody record has it."""

    act = one_of("What was decided?", [(one.value, one.label) for one in DetentionAct])
    moment = MomentField(label="When?")
    decider = words("By whom?", hint="Their number. A court has none.", **NUMBER)
    diligent = tick("For an extension: the investigation is diligent and expeditious")
    needed = tick("For an extension: detention is needed to secure evidence or to question")
    hours = words("For a warrant: for how many hours?", **NUMBER)
    reference = words("Reference", hint="Of the warrant.", **SHORT)
    words = words("What was found?", rows=3)

    def clean_hours(self) -> int:
        """A whole number; nought for nothing, which the act refuses where it needs one."""
        given = self.cleaned_data["hours"].strip()
        return int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 0

    def taken(self) -> DecisionTaken:
        """As the act takes it."""
        data = self.cleaned_data
        return DecisionTaken(
            act=DetentionAct(data["act"]), moment=data["moment"], decider=data["decider"], hours=data["hours"],
            reference=data["reference"], diligent=data["diligent"], needed=data["needed"], words=data["words"],
        )  # fmt: skip


class DesignationForm(PageForm):
    """A case that the Director of Public Prosecutions designated as exceptionally complex."""

    reference = words("Reference of the designation", hint="Of the Director of Public Prosecutions' letter.", **SHORT)
    words = words("What makes the case exceptionally complex?", rows=3)


class BailForm(PageForm):
    """Bail extended."""

    authority = one_of("Who extended it?", [])
    until = MomentField(label="Until when?", until=True)
    decider = words("By whom?", hint="Their number. A court has none.", **NUMBER)
    reference = words("Reference", hint="Of the decision or the order.", **SHORT)
    words = words("Why is it needed?", rows=3)

    def __init__(self, *args: Any, authorities: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("authority", list(authorities.items()))
