"""Forms of the case file: the tests, the request, the prosecutor's answer, the police's decision, the plan for the day."""

from typing import Any

from constabulary.policing.case_file.authority import Plea, PoliceDecision
from constabulary.policing.case_file.code_tests import CONDITIONS, FullCodeAnswers, ThresholdAnswers
from constabulary.policing.case_file.learning import DayPlan
from constabulary.policing.case_file.referrals import (
    Colour,
    ItemGiven,
    ProsecutorAnswer,
    ProsecutorSaid,
    RequestDetails,
)
from constabulary.policing.investigation.evidence_led import Answer, Said
from constabulary.web.forming import DayField, PageForm, one_of, words

YES_NO = [("yes", "Yes"), ("no", "No")]
ITEMS = 5


class FullCodeForm(PageForm):
    """The full code test: evidence, then public interest."""

    offences = words("Offences that would be charged", hint="In words, with the Act where you know it.", rows=2)
    evidence_met = one_of("Is the evidence enough?", YES_NO, required=False,
                          hint="Enough for a realistic prospect of conviction.", classes="govuk-radios--inline")  # fmt: skip
    evidence = words("What the evidence is, and why it is enough or not", rows=5)
    interest_met = one_of("Is it in the public interest to charge?", YES_NO, required=False,
                          hint="Only where the evidence is enough.", classes="govuk-radios--inline")  # fmt: skip
    interest = words("How the public interest was weighed", rows=4)
    lines_remain_because = words(
        "Where lines of enquiry are open: why what they may bring would change nothing", rows=2
    )

    def given(self) -> FullCodeAnswers:
        """The test as the act takes it."""
        data = self.cleaned_data
        met = {"yes": True, "no": False}
        return FullCodeAnswers(
            offences=data["offences"], evidence_met=met.get(data["evidence_met"]), evidence=data["evidence"],
            interest_met=met.get(data["interest_met"]), interest=data["interest"],
            lines_remain_because=data["lines_remain_because"],
        )  # fmt: skip


class ThresholdForm(PageForm):
    """The threshold test: every condition, what is to come, and when the full code test follows."""

    offences = words("Offences that would be charged", rows=2)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for code, question in CONDITIONS.items():
            self.fields[code] = one_of(question, YES_NO, required=False, classes="govuk-radios--inline")
            self.fields[f"{code}_words"] = words("What this rests on", rows=2)
        self.fields["evidence_to_come"] = words("Which evidence is still to come, and from where", rows=3)
        self.fields["full_code_by"] = DayField(label="By when will the full code test be applied?", ahead=True)

    def given(self) -> ThresholdAnswers:
        """The test as the act takes it."""
        data = self.cleaned_data
        answers = {
            code: Answer(said=Said(data[code]), words=data[f"{code}_words"]) for code in CONDITIONS if data.get(code)
        }
        return ThresholdAnswers(
            offences=data["offences"], answers=answers, evidence_to_come=data["evidence_to_come"],
            full_code_by=data["full_code_by"],
        )  # fmt: skip


class RequestForm(PageForm):
    """A request to the prosecutor."""

    colour = one_of("Its colour", [(one.value, one.label) for one in Colour])
    sent = words("What is sent", hint="Statements, exhibits, schedules, recordings: each by its reference.", rows=5)
    reference = words("The prosecutor's number for it", hint="Where you know it.", classes="govuk-input--width-20")

    def details(self) -> RequestDetails:
        """The request as the act takes it."""
        data = self.cleaned_data
        return RequestDetails(colour=Colour(data["colour"]), sent=data["sent"], reference=data["reference"].strip())


class AnswerForm(PageForm):
    """What the prosecutor answered."""

    said = one_of("What did the prosecutor decide?", [(one.value, one.label) for one in ProsecutorSaid])
    prosecutor = words("Which prosecutor", hint="Name or unit, as they signed it.")
    words = words("Their reasons", hint="For an action plan what it is about; its items go below.", rows=4)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, ITEMS + 1):
            self.fields[self.named(number)] = words(f"Item {number}" if number > 1 else "Item", rows=2)
            self.fields[self.due_of(number)] = DayField(label="By which day", ahead=True)

    @staticmethod
    def named(number: int) -> str:
        """The field of an item's words."""
        return "item" if number == 1 else f"item_{number}"

    @staticmethod
    def due_of(number: int) -> str:
        """The field of its day."""
        return "item_due" if number == 1 else f"item_{number}_due"

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """Each item's two fields."""
        return [(self[self.named(number)], self[self.due_of(number)]) for number in range(1, ITEMS + 1)]

    def clean(self) -> dict[str, Any]:
        """An item has a day, and a day has an item."""
        data: dict[str, Any] = super().clean() or {}
        for number in range(1, ITEMS + 1):
            given, due = self.named(number), self.due_of(number)
            if data.get(given) and not data.get(due) and due not in self.errors:
                self.add_error(due, "Enter the day by which it is to be done.")
            if data.get(due) and not data.get(given):
                self.add_error(given, "Say what is to be done by then.")
        return data

    def answer(self) -> ProsecutorAnswer:
        """The answer as the act takes it."""
        data = self.cleaned_data
        items = tuple(
            ItemGiven(words=data[self.named(number)], due_on=data[self.due_of(number)])
            for number in range(1, ITEMS + 1)
            if data[self.named(number)]
        )
        return ProsecutorAnswer(
            said=ProsecutorSaid(data["said"]), prosecutor=data["prosecutor"], words=data["words"], items=items
        )


class ItemForm(PageForm):
    """What was done about an item."""

    answer = words("What was done?", rows=4)


class PoliceChargeForm(PageForm):
    """The police's own decision."""

    charge = one_of("Your decision", [("yes", "Charge"), ("no", "Do not charge")])
    plea = one_of("Which plea is expected?", [(one.value, one.label) for one in Plea])
    fit_for_magistrates = one_of("Is it fit for a magistrates' court?", YES_NO, classes="govuk-radios--inline")
    words = words("Why", rows=4)

    def decision(self) -> PoliceDecision:
        """The decision as the act takes it."""
        data = self.cleaned_data
        return PoliceDecision(
            plea=Plea(data["plea"]), fit_for_magistrates=data["fit_for_magistrates"] == "yes",
            charge=data["charge"] == "yes", words=data["words"],
        )  # fmt: skip


class DayPlanForm(PageForm):
    """The plan for the day the suspect learns."""

    tell_first = words(
        "How is the victim told before the suspect is?", hint="By which safe way, by whom, when.", rows=3
    )
    protection = words(
        "What protects the victim that day?", hint="Bail conditions, a protective order, visits, markers.", rows=3
    )
    who = words("Who does it, and whom can the victim reach?", rows=2)
    if_unsafe = words("What is done if the victim cannot be reached, or is not safe?", rows=3)

    def plan(self) -> DayPlan:
        """The plan as the act takes it."""
        return DayPlan(**self.cleaned_data)
