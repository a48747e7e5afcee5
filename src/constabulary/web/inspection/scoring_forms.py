"""Forms of second scoring and practice calls."""

from typing import Any

from constabulary.policing.incidents.thrive import Likelihood, Severity
from constabulary.policing.inspection.second_scoring import Quality, Score
from constabulary.standards.response import RESPONSE_GRADES
from constabulary.standards.rulebook import Rulebook
from constabulary.web.forming import DayField, PageForm, one_of, words


def _degrees(kind: Any) -> list[tuple[int, str]]:
    return [(int(one), str(one.name).replace("_", " ").capitalize()) for one in kind]


class ScoreForm(PageForm):
    """What somebody judges of a call."""

    severity = one_of("How bad would the harm be?", _degrees(Severity), classes="govuk-radios--inline")
    likelihood = one_of("How likely is it?", _degrees(Likelihood), classes="govuk-radios--inline")
    grade = one_of("Which grade would you give it?", [])
    rationale = words("Why?", hint="What in the call decides it for you.", rows=4)

    def __init__(self, *args: Any, rulebook: Rulebook, **options: Any) -> None:
        super().__init__(*args, **options)
        grades = rulebook[RESPONSE_GRADES].value.grades
        self.offer("grade", [(one.code, f"{one.code} {one.label}") for one in grades])

    def score(self) -> Score:
        """The score as the act takes it."""
        data = self.cleaned_data
        return Score(
            grade=data["grade"],
            severity=Severity(int(data["severity"])),
            likelihood=Likelihood(int(data["likelihood"])),
            rationale=data["rationale"],
        )


class FeedbackForm(PageForm):
    """What whoever made the assessment is told."""

    quality = one_of("How good was the first assessment?", [(one.value, one.label) for one in Quality])
    words = words(
        "What was good, and what could be better?",
        hint="They read this. It stands on no list and in no figure of one person.",
        rows=4,
    )


class DrawForm(PageForm):
    """From which days a sample is drawn."""

    from_on = DayField(label="From", required=True, missing="Enter the first day.")
    until_on = DayField(label="Until", required=True, missing="Enter the last day.")
