"""Forms about victims: contact agreed, an update or attempt, needs, their position."""

from collections.abc import Sequence
from typing import Any

from django import forms

from constabulary.policing.victims.contact import (
    CHANGES_MOVED,
    AgreementDetails,
    ContactMethod,
    Occasion,
    Reached,
    SpokenTo,
    UpdateDetails,
)
from constabulary.policing.victims.needs import Enhanced, Need, NeedsDetails, SupportReferral
from constabulary.policing.victims.positions import PositionDetails, Pressure, RecordedIn, Support
from constabulary.web.forming import DayField, PageForm, any_of, one_of, tick, words
from constabulary.web.incidents.forms import labelled

#: That they were told of a change that is not among those that wait.
ANOTHER = "another"


class AgreementForm(PageForm):
    """How and how often."""

    how = one_of("How do they want to hear?", labelled(ContactMethod))
    by_safe_route = tick("By their confirmed safe route only")
    every_days = forms.IntegerField(
        label="At least every so many days",
        error_messages={"required": "Say after how many days at most.", "invalid": "Write a whole number of days."},
    )
    wishes = words("What else they want", hint="For example never after six, never at work, only one officer.", rows=2)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["every_days"].shown_as = {"classes": "govuk-input--width-4"}  # type: ignore[attr-defined]

    def agreed(self) -> AgreementDetails:
        """The agreement as the act takes it."""
        data = self.cleaned_data
        return AgreementDetails(
            how=ContactMethod(data["how"]), by_safe_route=data["by_safe_route"], every_days=data["every_days"],
            wishes=data["wishes"],
        )  # fmt: skip


class UpdateForm(PageForm):
    """One update, or one attempt."""

    occasion = one_of("What was it about?", labelled(Occasion), select=True)
    changes = any_of(
        "Which changes that wait were they told of?",
        (),
        hint="Tick each that they were told of. What is not ticked stays due.",
    )
    outcome_type = words("If it was about an outcome: its number", classes="govuk-input--width-4")
    method = one_of("How?", [("", "Choose how"), *labelled(ContactMethod)], select=True)
    by_safe_route = tick("By their confirmed safe route")
    code_word_given = tick("The code word was given")
    outside_route = words(
        "If not by it: how it came about", hint="For example, that they rang us. Asked in domestic abuse and stalking."
    )
    reached = one_of("Did you reach them?", labelled(Reached))
    spoken_to = one_of("Who was told?", labelled(SpokenTo), select=True)
    said = words("What was said", rows=3)
    questions = words("What they asked", hint="Or that they asked nothing.", rows=2)
    needs_changed = words("What has changed in what they need", rows=2)
    review_offered = tick("I told them of the right to review")
    next_on = DayField(label="When they next hear from you", ahead=True)

    def __init__(self, *args: Any, waiting: Sequence[tuple[int, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if not waiting:
            del self.fields["changes"]
            return
        self.offer(
            "changes",
            [*((str(number), said) for number, said in waiting), (ANOTHER, "Another change, not listed here")],
        )
        # A change that is told already, or was followed by another, is offered no more.
        self.fields["changes"].error_messages["invalid_choice"] = CHANGES_MOVED.sentence

    def update_details(self) -> UpdateDetails:
        """The update as the act takes it."""
        data = self.cleaned_data
        changes = data.get("changes", [])
        return UpdateDetails(
            changes=tuple(int(one) for one in changes if one != ANOTHER),
            other_change=ANOTHER in changes,
            occasion=Occasion(data["occasion"]),
            method=ContactMethod(data["method"]),
            reached=Reached(data["reached"]),
            by_safe_route=data["by_safe_route"],
            outside_route=data["outside_route"],
            code_word_given=data["code_word_given"],
            spoken_to=SpokenTo(data["spoken_to"]),
            said=data["said"],
            questions=data["questions"],
            needs_changed=data["needs_changed"],
            review_offered=data["review_offered"],
            next_on=data["next_on"],
            outcome_type=data["outcome_type"].strip().upper()[:4],
        )


class NeedsForm(PageForm):
    """What they need."""

    needs = any_of("Needs", labelled(Need))
    enhanced_because = any_of(
        "Grounds for enhanced rights", labelled(Enhanced), hint="A ground is never taken away again."
    )
    special_measures = words("Special measures that could help at court", rows=2)
    support = one_of("Support service", labelled(SupportReferral))
    words = words("What they told you about what they need", rows=3)
    field_order = ("words", "needs", "enhanced_because", "special_measures", "support")

    def needs_details(self) -> NeedsDetails:
        """The assessment as the act takes it."""
        data = self.cleaned_data
        return NeedsDetails(
            needs=tuple(Need(one) for one in data["needs"]),
            enhanced_because=tuple(Enhanced(one) for one in data["enhanced_because"]),
            special_measures=data["special_measures"],
            support=SupportReferral(data["support"]),
            words=data["words"],
        )


class PositionForm(PageForm):
    """Where the victim stands, in their own words, freely given or not."""

    support = one_of("Where do they stand?", labelled(Support))
    wishes = words("What they want to happen, in their own words", rows=2)
    reasons = words("Why, in their own words", rows=2)
    account_true = words("What they say now of the account they gave", rows=2)
    seen_alone = tick("I saw or spoke to them alone")
    pressure = one_of("Fear, coercion, pressure", labelled(Pressure))
    pressure_words = words("If there is a concern: what it is", rows=2)
    recorded_in = one_of("Where is it recorded?", labelled(RecordedIn), select=True)
    reference = words("Its reference", classes="govuk-input--width-20")
    effect = words("What going on, or ending, would mean for their safety", rows=2)
    support_offered = words("Support offered that could help", rows=2)
    would_attend = words("Whether they would give evidence, and with what help", rows=2)

    def position(self) -> PositionDetails:
        """The position as the act takes it."""
        data = self.cleaned_data
        plain = ("wishes", "reasons", "account_true", "reference", "pressure_words", "effect", "support_offered",
                 "would_attend", "seen_alone")  # fmt: skip
        return PositionDetails(
            support=Support(data["support"]),
            recorded_in=RecordedIn(data["recorded_in"]),
            pressure=Pressure(data["pressure"]),
            **{name: data[name] for name in plain},
        )
