"""Forms of the inspection pages."""

from datetime import date, datetime
from typing import Any

from django import forms

from constabulary.casework.inspection import end_of_day
from constabulary.inspection.measures.registry import MEASURES
from constabulary.policing.lifecycles import IMPROVEMENT
from constabulary.web.forming import DayField, PageForm, one_of, words

MOST = 10_000


class AsAtForm(PageForm):
    """The day as at which figures are taken, and the window before it."""

    as_at = DayField(label="As at the end of", hint="For example, 30/09/2026. Empty means now.")

    def clean_as_at(self) -> date | None:
        """A day on which every measure had a definition."""
        day: date | None = self.cleaned_data["as_at"]
        first = max(min(one.valid_from for one in measure.definitions) for measure in MEASURES.values())
        if day is not None and day < first:
            raise forms.ValidationError(f"Nothing is defined before {first.day} {first:%B %Y}.")
        return day

    def moment(self, now: datetime) -> datetime:
        """The end of the day asked for, or now."""
        day: date | None = self.cleaned_data.get("as_at")
        if day is None:
            return now
        return min(now, end_of_day(day))


class ProgressForm(PageForm):
    """A step on an area for improvement."""

    words = words("What was done?", required=True, rows=3)
    became = one_of("Where does it stand now?", [], select=True)

    def __init__(self, *args: Any, state: str, **options: Any) -> None:
        super().__init__(*args, **options)
        states = [state, *(to for to in IMPROVEMENT.states if IMPROVEMENT.may_move(state, to) and to != "complete")]
        self.offer("became", [(one, IMPROVEMENT.states[one]) for one in states])


class ReviewForm(PageForm):
    """The review that was ordered."""

    scope = words("What did the review look at?", rows=3)
    evidence = words("What was the evidence?", hint="Records, figures, people spoken to.", rows=4)
    conclusion = words("What does it conclude?", rows=4)


class BriefingForm(PageForm):
    """A briefing."""

    title = words("What was it about?", required=True)
    words = words("What were they told?", required=True, rows=4)
    team = one_of("Which team?", [], select=True)
    attended = forms.IntegerField(label="How many attended?", min_value=1, max_value=MOST)

    def __init__(self, *args: Any, teams: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("team", [("", "Choose a team"), *teams])


class CheckForm(PageForm):
    """What a team knew: answers counted together."""

    briefing = one_of("Which briefing?", [], select=True)
    phase = one_of("Asked", [("before", "Before the briefing"), ("after", "After the briefing")])
    people = forms.IntegerField(label="How many people answered?", min_value=1, max_value=MOST)
    asked = forms.IntegerField(label="How many answers in all?", min_value=1, max_value=100 * MOST)
    right = forms.IntegerField(label="How many were right?", min_value=0, max_value=100 * MOST)

    def __init__(self, *args: Any, briefings: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("briefing", [("", "Choose a briefing"), *briefings])

    def clean(self) -> dict[str, Any]:
        """No more right answers than answers."""
        data = super().clean() or {}
        if data.get("asked") is not None and data.get("right") is not None and data["right"] > data["asked"]:
            self.add_error("right", "There cannot be more right answers than answers.")
        return data


class CompleteForm(PageForm):
    """The statement with which an area for improvement is called complete."""

    statement = words("What has changed, and how is it known?", rows=4)
