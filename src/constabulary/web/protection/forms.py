"""Forms about who may not see, and how people are safely reached."""

from datetime import time
from difflib import get_close_matches
from typing import Any

from django import forms

from constabulary.casework.safe_routes import RouteDetails
from constabulary.casework.telephoning import CallDetails
from constabulary.policing.incidents.roles import INCIDENT_ROLES
from constabulary.policing.protection.restrictions import RESTRICTION_TITLES
from constabulary.policing.protection.safe_route import CONFIRMED_WITH_TITLES, WAY_TITLES, ConfirmedWith, Way
from constabulary.policing.victims.contact import Reached
from constabulary.records.queries.messages import Reachable
from constabulary.records.queries.protection import SomebodyAround
from constabulary.standards.messages import MessageTemplate
from constabulary.web.forming import ClockField, MomentField, PageForm, any_of, one_of, tick, words

SOMEBODY_ELSE, NOBODY = "somebody_else", "nobody"
NOT_AMONG = [
    (SOMEBODY_ELSE, "Somebody else: their reference below"),
    (NOBODY, "Nobody in particular: everyone without need"),
]
SLOT_LABELS = {
    "name": "First name to ask for", "telephone": "Number to ring", "day": "Day", "time": "Time",
    "reference": "The crime's reference", "service": "The service",
}  # fmt: skip
SLOT_HINTS = {
    "name": "A first name only.",
    "telephone": "For example, 01632 960000",
    "day": "For example, Tuesday 3 November, or tomorrow",
    "time": "For example, 14:30",
    "reference": "",
    "service": "As people know it.",
}


class RestrictForm(PageForm):
    """Why a record is restricted, and who works it."""

    kind = one_of("What kind of record is it?", list(RESTRICTION_TITLES.items()))
    reason = words("Why must it be kept from others?", rows=3)
    #: Written, not ticked: a force has some hundreds of teams.
    teams = words("Teams that work it", hint="Each team's name on a line of its own. You keep access yourself.", rows=3)

    def __init__(self, *args: Any, teams: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.numbers = {name.casefold(): number for number, name in teams}
        self.names = [name for _, name in teams]

    def clean_teams(self) -> tuple[int, ...]:
        """The teams' row numbers. Raises ValidationError for each name that no team has."""
        named = [line.strip() for line in self.cleaned_data["teams"].splitlines() if line.strip()]
        unknown = [_no_such_team(one, self.names) for one in named if one.casefold() not in self.numbers]
        if unknown:
            raise forms.ValidationError(unknown)
        return tuple(dict.fromkeys(self.numbers[one.casefold()] for one in named))


def _no_such_team(named: str, names: list[str]) -> str:
    close = {name.casefold(): name for name in names}
    meant = [close[one] for one in get_close_matches(named.casefold(), close, n=3)]
    return f"There is no team called {named}." + (f" Did you mean {' or '.join(meant)}?" if meant else "")


class AccessForm(PageForm):
    """Who else may see a restricted record."""

    collar_number = words(
        "Collar or staff number", hint="One officer, or a team below.", classes="govuk-input--width-10"
    )
    team = one_of("Team", [], required=False, select=True)
    reason = words("Why do they need it?")
    until = MomentField(label="Until when, if it is for a time", required=False, until=True)

    def __init__(self, *args: Any, teams: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("team", [("", "No team"), *((str(number), name) for number, name in teams)])


class ReasonForm(PageForm):
    """A reason and nothing else."""

    reason = words("Why?", rows=2)


class SealForm(PageForm):
    """What is sealed, against whom, why."""

    what = any_of("What is to be sealed?", [])
    among = one_of(
        "Sealed against", [], required=False,
        hint="Nobody connected with them ever sees it. Those who have to do with the same incidents; suspects first.",
    )  # fmt: skip
    against = words(
        "Reference of somebody else", hint="For example, P412302",
        classes="govuk-input--width-10",
    )  # fmt: skip
    reason = words("Why?", rows=2)

    def __init__(
        self, *args: Any, reachable: tuple[Reachable, ...], around: tuple[SomebodyAround, ...] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.offer("what", [(f"{_kind(one)}:{one.id}", one.words) for one in reachable])
        if around:
            known = [(one.reference, f"{one.name} {one.reference} ({_role(one.role)})") for one in around]
            self.offer("among", [*known, *NOT_AMONG])
        else:
            del self.fields["among"]
            self.fields["against"].label = "Sealed against: reference"
            self.fields["against"].help_text = "For example, P412302. Empty: against everyone without need."

    def clean(self) -> dict[str, Any]:
        """One person, chosen or written; that it is against nobody in particular is said, never a silence."""
        data: dict[str, Any] = super().clean() or {}
        chosen, written = data.get("among", ""), data.get("against", "").strip()
        if "among" not in self.fields or "among" in self.errors:
            return data
        if not chosen and not written:
            self.add_error("among", "Choose whom it is sealed against, or write their reference.")
        elif chosen == SOMEBODY_ELSE and not written:
            self.add_error("against", "Write the reference of the person it is sealed against.")
        elif written and chosen not in {"", SOMEBODY_ELSE, written}:
            self.add_error(
                "against", "You chose an answer above and wrote another reference. Seal against one of them."
            )
        elif chosen not in {SOMEBODY_ELSE, NOBODY}:
            data["against"] = written or chosen
        return data

    def chosen(self, kind: str) -> tuple[int, ...]:
        """The row numbers of what was chosen, of `address` or `contact`."""
        return tuple(int(one.split(":")[1]) for one in self.cleaned_data["what"] if one.startswith(kind))


def _role(role: str) -> str:
    return INCIDENT_ROLES.get(role, "Involved").lower()


def _kind(one: Reachable) -> str:
    return "address" if one.kind == "address" else "contact"


class NeedForm(PageForm):
    """Who needs what a seal hides."""

    collar_number = words("Collar or staff number", required=True, classes="govuk-input--width-10")
    reason = words("Why do they need it?")
    until = MomentField(label="Until when", required=False, until=True)


class EmergencyForm(PageForm):
    """Which record, and what the emergency is."""

    reference = words("Reference of the record", required=True, classes="govuk-input--width-20")
    reason = words("What is the emergency?", hint="Somebody who was not there will read this.", rows=3)


class ReviewForm(PageForm):
    """What the review of an emergency opening found."""

    justified = one_of("Was it justified?", [("yes", "Yes"), ("no", "No: their access ends now")])
    finding = words("What you found, and how you know", rows=3)
    held_back = tick(
        "If it was not justified: do not tell them yet. Professional standards may have to look into it first."
    )


class TellForm(PageForm):
    """Nothing is asked: what had been held back is told."""


class ReadForm(PageForm):
    """Which opening it is that was read of."""

    opening = forms.IntegerField(widget=forms.HiddenInput)


class ConnectionForm(PageForm):
    """A connection of one's own with a person, or of a colleague's."""

    person = words(
        "Reference of the person", hint="For example, P412302", required=True, classes="govuk-input--width-10"
    )
    nature = words("What is the connection?", hint="For example, cousin, neighbour, former colleague.")


class ColleagueForm(ConnectionForm):
    """A colleague's connection."""

    collar_number = words("Their collar or staff number", required=True, classes="govuk-input--width-10")
    field_order = ("collar_number", "person", "nature")


class SafeRouteForm(PageForm):
    """How someone can safely be reached."""

    way = one_of("How can they be reached?", list(WAY_TITLES.items()))
    contact = one_of("By which", [], required=False)
    new_contact = words(
        "A number or e-mail address that is not above",
        hint="For example, their sister's telephone. It is noted for them.",
        classes="govuk-input--width-20",
    )
    trusted_person = words(
        "If somebody they trust answers: who, and how you know that they trust them",
        hint="For example, her sister; she said so herself. Ask for her by her first name and tell that person nothing.",
    )
    from_time = ClockField(label="From")
    until_time = ClockField(label="Until")
    any_time = tick("Any time, day or night", hint="Then no hours are written.")
    code_word = words(
        "Code word", hint="What you say, or hear, so that each knows the other.", classes="govuk-input--width-20"
    )
    may_name_police = tick(
        "What we write may say that it comes from the police",
        hint="Only if they have agreed, and nobody else sees it. Otherwise it gives nothing away.",
    )
    confirmed_with = one_of("With whom was it agreed?", list(CONFIRMED_WITH_TITLES.items()), required=False)
    reason = words("If there is no safe way: why, and what is done instead", rows=2)

    def __init__(self, *args: Any, reachable: tuple[Reachable, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        shown = [
            (
                f"{_kind(one)}:{one.id}",
                f"{one.words} (never safe: the suspect or the household sees it)" if one.shared else one.words,
            )
            for one in reachable
        ]
        self.offer("contact", [*shown, ("", "None of these, or the one written below")])

    def route(self) -> RouteDetails:
        """The route as the act takes it."""
        data = self.cleaned_data
        kind, _, number = data["contact"].partition(":")
        from_time: time | None = data["from_time"]
        return RouteDetails(
            way=Way(data["way"]),
            contact_point=int(number) if kind == "contact" else None,
            address=int(number) if kind == "address" else None,
            from_time=from_time,
            until_time=data["until_time"],
            any_time=data["any_time"],
            code_word=data["code_word"],
            may_name_police=data["may_name_police"],
            trusted_person=data["trusted_person"],
            new_contact=data["new_contact"][:120],
            confirmed_with=ConfirmedWith(data["confirmed_with"]) if data["confirmed_with"] else None,
            reason=data["reason"],
        )


class AnsweringForm(PageForm):
    """Who answers or sees a contact detail."""

    shared = one_of(
        "Who answers or sees it?",
        [
            ("no", "They alone, or somebody they trust"),
            ("yes", "The suspect or somebody in the household: it can never be the safe one"),
        ],
    )
    reason = words(
        "How do you know?", hint="What they said, and to whom. What was noted before stays in the journal.", rows=2
    )


class MessageForm(PageForm):
    """The places of one message to fill."""

    def __init__(self, *args: Any, template: MessageTemplate, **options: Any) -> None:
        super().__init__(*args, **options)
        for slot, kind in template.slots.items():
            self.fields[slot] = words(SLOT_LABELS[kind], hint=SLOT_HINTS[kind], classes="govuk-input--width-20")

    def filled(self) -> dict[str, str]:
        """What goes into each place."""
        return {slot: str(self.cleaned_data[slot]) for slot in self.fields}


class TelephonedForm(PageForm):
    """A call in place of a message that was not delivered."""

    reached = one_of("Did you reach them?", [(one.value, one.label) for one in Reached])
    by_safe_route = tick("By their confirmed safe route")
    code_word_given = tick("The code word was given")
    outside_route = words(
        "If not by it: how it came about", hint="For example, that they rang us. Asked wherever a safe route matters."
    )
    said = words("What was said", rows=3)
    questions = words("What they asked", hint="Or that they asked nothing.", rows=2)

    def call(self) -> CallDetails:
        """The call as the act takes it."""
        data = self.cleaned_data
        return CallDetails(**{**data, "reached": Reached(data["reached"])})
