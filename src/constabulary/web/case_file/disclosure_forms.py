"""Forms of unused material."""

from collections.abc import Iterable
from typing import Any

from constabulary.policing.case_file.disclosure import Bearing, MaterialDecision, MaterialDetails
from constabulary.records.queries.investigation import LineView
from constabulary.web.case_file.evidence_forms import ByWhomForm
from constabulary.web.forming import PageForm, one_of, tick, words

SCHEDULES = [("open", "Not sensitive"), ("sensitive", "Sensitive")]
NO_LINE = ""


class MaterialForm(PageForm):
    """An item of unused material."""

    description = words(
        "What is it?",
        hint="So that somebody who has not seen it can tell. No address and no number of a victim.",
        rows=3,
    )
    held_where = words("Where is it held?")
    line = one_of("From which line of enquiry?", [], required=False, select=True)
    points_away = tick("It points away from the suspect.")
    schedule = one_of("On which schedule?", SCHEDULES)
    sensitive_because = words("If sensitive: why would disclosing it harm the public interest?", rows=3)

    def __init__(self, data: Any, *, lines: Iterable[LineView]) -> None:
        # No schedule is put first: what nobody thought about would be listed as open to the defence.
        super().__init__(data)
        self.offer("line", [(NO_LINE, "None"), *((str(one.id), one.objective) for one in lines)])

    def details(self) -> MaterialDetails:
        """The item as the act takes it."""
        data = self.cleaned_data
        return MaterialDetails(
            description=data["description"], held_where=data["held_where"],
            line_id=int(data["line"]) if data["line"] else None, points_away=data["points_away"],
            sensitive=data["schedule"] == "sensitive", sensitive_because=data["sensitive_because"],
        )  # fmt: skip


class MaterialDecisionForm(ByWhomForm):
    """The disclosure officer's decision on an item."""

    inspected = tick("It was looked at.")
    officer = words("By whom?", hint="Their number, when it was not you.", classes="govuk-input--width-10")
    bearing = one_of("What does it do?", [(one.value, one.label) for one in Bearing])
    revealed = tick("It is revealed to the prosecutor.")
    words = words("Why", rows=3)

    def decision(self) -> MaterialDecision:
        """The decision as the act takes it."""
        data = self.cleaned_data
        return MaterialDecision(
            inspected=data["inspected"], bearing=Bearing(data["bearing"]), revealed=data["revealed"],
            words=data["words"], inspected_by_id=data["officer_id"],
        )  # fmt: skip


class ResortForm(PageForm):
    """An item moved to the other schedule."""

    sensitive_because = words("Why?", rows=3)


class SignForm(PageForm):
    """A schedule signed."""

    words = words("What do you add?", hint="Where nothing is listed: what was looked for.", rows=3)


class NameForm(ByWhomForm):
    """Who is the disclosure officer."""

    officer = words("Their number", required=True, classes="govuk-input--width-10")
