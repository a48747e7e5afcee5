"""Forms of planning: which scenario to start from, the few plain things that can be changed, how often it is played."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from constabulary.casework.clock import now
from constabulary.casework.planning.runs import run_limits
from constabulary.casework.planning.scenarios import FROM_CHAIN, FROM_RECORDS, FROM_RESPONSE, FROM_TEXT
from constabulary.simulation.model.changing import LEAST_TIMES, MOST_TIMES, Changes, Waiting
from constabulary.simulation.model.whole import Model
from constabulary.simulation.results.gone import GONE
from constabulary.simulation.results.named import labels_offered
from constabulary.simulation.scenarios.library import NAMES, read_scenario
from constabulary.standards.queues import LEAST_TO_JUDGE
from constabulary.web.forming import DayField, PageForm, one_of, words

#: How often it is played where nobody says otherwise, and from which seed: the same, so that runs can be compared.
USUAL_TIMES, USUAL_SEED = 200, 1
MOST_DIGITS = 15
TITLES = {name: read_scenario(name) for name in NAMES}
ORIGINS = [
    (
        FROM_RECORDS,
        "POLIT as the records have it today: what is open with its ages, what came in in a year, who there is",
    ),
    (
        FROM_CHAIN,
        "The way of a crime from recording to the outcome as the last half year of the records teaches it: waits as they were measured, "
        "where it goes next, and what comes back",
    ),
    (
        FROM_RESPONSE,
        "Response as the records have it: what is graded how, how long units are on the way and at the scene, in the last half "
        "year; who is on duty stays assumed",
    ),
    *((name, f"{one.name}, as shipped{f' ({one.label})' if one.label else ''}") for name, one in TITLES.items()),
    (FROM_TEXT, "A model of your own, as TOML below"),
]


class WholeField(forms.CharField):
    """A whole number as people type one, with or without thousands; an empty field is what it was."""

    def __init__(
        self, *, label: str, hint: str = "", required: bool = False, least: int = -(10**MOST_DIGITS),
        most: int = 10**MOST_DIGITS,
    ) -> None:  # fmt: skip
        self.least, self.most = least, most
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            max_length=20,
            error_messages={"required": "Enter a whole number."},
        )
        self.shown_as = {"classes": "govuk-input--width-5", "inputmode": "numeric"}

    def clean(self, value: Any) -> int | None:
        """The number. Raises ValidationError with a sentence."""
        text = super().clean(value).replace(",", "").replace("\u2212", "-").strip()
        if not text:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"])
            return None
        digits = text[1:] if text[0] in "+-" else text
        if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
            raise forms.ValidationError("Enter a whole number, such as 2.")
        if int(text) < self.least:
            raise forms.ValidationError(f"Enter a whole number of {self.least} or more.")
        if int(text) > self.most:
            raise forms.ValidationError(f"Enter a whole number of up to {self.most:,}.")
        return int(text)


def read_decimal(text: str) -> float | None:
    """The number that digits with one point at most make, as people type one; None where they make none."""
    parts = text.split(".")
    return float(text) if len(parts) <= 2 and all(part.isascii() and part.isdigit() for part in parts) else None


class PercentField(forms.CharField):
    """A share as a percentage: 90, 99.5; an empty field is none."""

    def __init__(self, *, label: str, hint: str = "", required: bool = False, below: float = 100.0) -> None:
        self.below = below
        super().__init__(
            label=label, help_text=hint, required=required, max_length=20,
            error_messages={"required": "Enter a percentage, such as 80."},
        )  # fmt: skip
        self.shown_as = {"classes": "govuk-input--width-4", "inputmode": "decimal"}

    def clean(self, value: Any) -> float | None:
        """The share, from 0 to 1. Raises ValidationError with a sentence."""
        text = super().clean(value).replace("%", "").strip()
        if not text:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"])
            return None
        share = read_decimal(text)
        if share is None:
            raise forms.ValidationError("Enter a percentage, such as 80.")
        if not 0 <= share < self.below:
            raise forms.ValidationError(f"Enter a percentage from 0 to below {self.below:g}.")
        return share / 100


def capital(words: str) -> str:
    """The same words with a capital."""
    return f"{words[:1].upper()}{words[1:]}"


class TimesField(forms.CharField):
    """How many times as much: 2, 1.5, 0.8; an empty field is once."""

    def __init__(self, *, label: str, hint: str = "", least: float = 0.0) -> None:
        self.least = least
        super().__init__(label=label, help_text=hint, required=False, max_length=20)
        self.shown_as = {"classes": "govuk-input--width-5", "inputmode": "decimal"}

    def clean(self, value: Any) -> float:
        """The number. Raises ValidationError with a sentence."""
        text = super().clean(value).strip()
        if not text:
            return 1.0
        times = read_decimal(text)
        if times is None:
            raise forms.ValidationError("Enter how many times as much, such as 2 or 0.8.")
        if not self.least <= times <= MOST_TIMES:
            raise forms.ValidationError(f"Enter how many times as much, from {self.least:g} to {MOST_TIMES:g}.")
        return times


class NewForm(PageForm):
    """A scenario to start from."""

    name = words("What do you call it?", hint="For example, POLIT this spring")
    origin = one_of("Start from", ORIGINS)
    text = words(
        "A model as TOML", rows=12, has_limit=False,
        hint="Only for a model of your own. What is wrong with it is said in a sentence.",
    )  # fmt: skip


class RunForm(PageForm):
    """How often it is played, and from which seed."""

    replications = WholeField(label="How many times is it played?", hint="", required=True)
    seed = WholeField(
        label="Seed", hint="The same seed gives the same figures; runs of one seed can be compared", required=True
    )

    def __init__(self, *given: Any, **held: Any) -> None:
        super().__init__(*given, **held)
        most = run_limits(now()).most_times
        self.fields["replications"].help_text = f"From 2 to {most:,}; more is surer and takes longer"


class PlayForm(RunForm):
    """How a scenario is played as it is: so many times, or until one of its figures is known."""

    until = one_of("Play until this is known", [], select=True, required=False)
    within = PercentField(
        label="Within how many per cent of it?", hint="Each way, with 95 %; from 0.1 to 50, such as 5"
    )

    def __init__(self, model: Model, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.offer(
            "until", [("", "Play it exactly so many times"), *((one, capital(one)) for one in self.figures_of(model))]
        )
        self.fields[
            "until"
        ].help_text = (
            f"It stops when the figure is known, and is played at most so many times: allow {LEAST_TO_JUDGE} or more"
        )

    def figures_of(self, model: Model) -> Sequence[str]:
        """What it can be played until it is known."""
        return labels_offered(model)


class ChangeForm(PlayForm):
    """What is changed of a scenario; whatever is left empty stays as it is."""

    def __init__(self, model: Model, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(model, data, initial=initial)
        self.model = model
        given: dict[str, forms.Field] = {
            "name": words("What do you call it now?", hint="For example, Two more investigators")
        }
        for number, group in enumerate(model.staff):
            given[f"people_{number}"] = WholeField(
                label=f"More {group.name}", hint="How many more; a number below nought for fewer"
            )
        for number, work in enumerate(model.classes):
            if work.arrivals is not None:
                called = "What comes in" if self._is_alone else f"What comes in: {work.name}"
                given[f"arrivals_{number}"] = TimesField(label=f"{called}, times", hint="2 is twice as much")
        given["service"] = TimesField(
            label="How long people's work takes, times", hint="0.8 is a fifth quicker", least=LEAST_TIMES
        )
        for number, (of, stage, count) in enumerate(self.waiting_now):
            given[f"waiting_{number}"] = WholeField(label=f"Waiting at {stage}: {of}", hint=f"Now {count:,}", least=0)
        given["start"] = DayField(label="First day", hint=f"Now {model.start:%-d %B %Y}", year_needed=True)
        given["days"] = WholeField(label="Days that are played", hint=f"Now {model.days:g}", least=1)
        self.fields = {**given, **self.fields}

    def figures_of(self, model: Model) -> Sequence[str]:
        """As before it is changed; and of what waits, of which more may be asked about, when it is gone."""
        found = labels_offered(model)
        has_queue = any(work.backlog for work in model.classes)
        return found if GONE in found or not has_queue else (GONE, *found)

    @property
    def _is_alone(self) -> bool:
        return sum(1 for work in self.model.classes if work.arrivals is not None) == 1

    @property
    def waiting_now(self) -> list[tuple[str, str, int]]:
        """What waits at the start: (class, stage, how many)."""
        found: dict[tuple[str, str], int] = {}
        for work in self.model.classes:
            for one in work.backlog:
                found[work.name, one.stage] = found.get((work.name, one.stage), 0) + one.count
        return [(of, stage, count) for (of, stage), count in found.items()]

    def changes(self) -> Changes:
        """What is to be changed."""
        data = self.cleaned_data
        return Changes(
            name=data["name"],
            people={
                group.name: data[f"people_{number}"]
                for number, group in enumerate(self.model.staff)
                if data[f"people_{number}"]
            },
            arrivals={
                work.name: data[f"arrivals_{number}"]
                for number, work in enumerate(self.model.classes)
                if data.get(f"arrivals_{number}", 1.0) != 1.0
            },
            service=data["service"],
            waiting=tuple(
                Waiting(of=of, stage=stage, count=data[f"waiting_{number}"])
                for number, (of, stage, _) in enumerate(self.waiting_now)
                if data[f"waiting_{number}"] is not None
            ),
            start=data["start"],
            days=data["days"],
        )

    def sections(self) -> list[tuple[str, list[Any]]]:
        """The fields for the page, a heading over each part."""
        named: list[tuple[str, tuple[str, ...]]] = [
            ("People", ("people_",)), ("What comes in", ("arrivals_",)), ("The work", ("service",)),
            ("What waits at the start", ("waiting_",)), ("When", ("start", "days")), ("How it is played", ("replications", "seed")),
            ("How sure it is to be", ("until", "within")),
        ]  # fmt: skip
        found = [(title, [self[name] for name in self.fields if name.startswith(prefix)]) for title, prefix in named]
        return [(title, fields) for title, fields in found if fields]


class CompareForm(PageForm):
    """Which run to compare with."""

    other = one_of("Compare with", [], select=True)
