"""Forms of what is done to an incident."""

from typing import Any

from constabulary.casework.incidents.corrections import Correction
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.policing.contact.at_call import find_reasons_against_crime_answer
from constabulary.policing.contact.channels import CHANNEL_TITLES, MAY_LEARN_TITLES, Channel, MayLearn
from constabulary.policing.desks import Desk
from constabulary.policing.incidents.handoffs import TAKES_INCIDENTS
from constabulary.policing.incidents.links import LinkKind
from constabulary.policing.incidents.log import ADVICE, CHOSEN_KINDS
from constabulary.policing.incidents.roles import INCIDENT_ROLES
from constabulary.policing.vulnerability.asked import (
    ActionKind,
    HarmLevel,
    Letter,
    Seen,
    Strand,
    VulnerabilityAsked,
)
from constabulary.records.queries.allocation import all_districts
from constabulary.records.queries.incidents import IncidentView
from constabulary.standards.incident_categories import qualifiers
from constabulary.web.forming import MomentField, PageForm, TelephoneField, any_of, one_of, read_birth, tick, words
from constabulary.web.incidents.choices import asks_crime, category_choices, closing_choices, said_of_crime
from constabulary.web.incidents.thrive_form import CHOOSE


def labelled(kind: Any) -> list[tuple[str, str]]:
    """The members of a code list with their labels."""
    return [(one.value, one.label) for one in kind]


class LogForm(PageForm):
    """A line of the log."""

    kind = one_of("What kind of line is it?", labelled(CHOSEN_KINDS))
    words = words("What is there to say?", rows=4)
    advice = any_of("Advice given", list(ADVICE.items()), hint="For a line of advice.")


class HandoffForm(PageForm):
    """To which desk, and why."""

    to_desk = one_of("To which desk?", [])
    reason = words("Why, and what are they to do?", rows=3)

    def __init__(self, *args: Any, incident: IncidentView, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("to_desk", [(desk.value, desk.label) for desk in TAKES_INCIDENTS if desk.value != incident.desk])

    @property
    def desk(self) -> Desk:
        """The desk chosen."""
        return Desk(self.cleaned_data["to_desk"])


class AppointmentForm(PageForm):
    """An appointment made, moved, missed or refused."""

    what = one_of("What has happened?", [])
    from_at = MomentField(label="From", required=False, ahead=True)
    until_at = MomentField(label="Until", required=False, ahead=True)
    reason = words("Why", hint="For one that is moved, missed or refused.")

    def __init__(self, *args: Any, one_is_made: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if one_is_made:
            self.offer("what", [("move", "Moved"), ("miss", "We missed it"), ("refuse", "The caller refused it")])
        else:
            self.offer("what", [("make", "One was agreed"), ("refuse", "The caller refused one")])

    def clean(self) -> dict[str, Any]:
        """A time is needed to make or move one."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("what") in {"make", "move"}:
            for name in ("from_at", "until_at"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Enter the time.")
        return data


class PersonForm(PageForm):
    """Somebody who has to do with the incident, one of the household too."""

    role = one_of("What are they?", list(INCIDENT_ROLES.items()), select=True)
    given = words("First name", autocomplete="off")
    family = words("Last name", autocomplete="off")
    born_on = words("Date of birth", hint="For example, 27/03/1985", classes="govuk-input--width-10")
    telephone = TelephoneField(label="Telephone")
    telephone_is_shared = tick("The suspect or somebody in the household answers or sees this telephone")

    def clean_born_on(self) -> Any:
        """A day as people write it, or nothing."""
        return read_birth(self.cleaned_data["born_on"])

    def person(self) -> PersonDetails:
        """The person as the act takes them."""
        data = self.cleaned_data
        return PersonDetails(
            given=data["given"], family=data["family"], born_on=data["born_on"], telephone=data["telephone"],
            telephone_is_shared=data["telephone_is_shared"],
        )  # fmt: skip


class VulnerabilityForm(PageForm):
    """Five letters, then four steps."""

    voice_only = tick("I heard them and did not see them")
    strands = any_of("What makes them vulnerable?", labelled(Strand))
    interaction = words("How does that work together with the situation?", rows=2)
    harm_level = one_of("How much harm is to be feared?", [CHOOSE, *labelled(HarmLevel)], required=False, select=True)
    actions = any_of("What is done about it?", labelled(ActionKind))
    vulnerable = one_of("Are they vulnerable?", [("yes", "Yes"), ("no", "No")], hint="You decide.")
    reason = words("If you decide against what the letters suggest, why", rows=2)

    def __init__(self, *args: Any, advises: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if advises:
            self.fields["vulnerable"].help_text = "You decide. Three letters of concern suggest yes."
        for letter in Letter:
            self.fields[letter.value] = one_of(letter.label, labelled(Seen), classes="govuk-radios--inline")

    @property
    def letters(self) -> list[Any]:
        """The fields of the five letters."""
        return [self[letter.value] for letter in Letter]

    def asked(self) -> VulnerabilityAsked:
        """The asking as the act takes it."""
        data = self.cleaned_data
        return VulnerabilityAsked(
            letters=tuple((letter, Seen(data[letter.value])) for letter in Letter),
            strands=tuple(Strand(one) for one in data["strands"]),
            interaction=data["interaction"],
            harm_level=HarmLevel(data["harm_level"]) if data["harm_level"] else None,
            actions=tuple(ActionKind(one) for one in data["actions"]),
            vulnerable=data["vulnerable"] == "yes",
            reason=data["reason"],
            voice_only=data["voice_only"],
        )


#: Who may know of the call stays as somebody said it.
AS_SAID = "as_said"


class CorrectionForm(PageForm):
    """The incident as it should read."""

    summary = words("What has happened?", rows=3)
    category = one_of("Incident category", [], select=True, required=False)
    crime_reported = asks_crime()
    domestic_abuse = tick("Domestic abuse")
    stalking = tick("Stalking or harassment")
    hate = tick("Hate")
    channel = one_of("How did they reach us?", [], required=False, select=True)
    others_may_learn = one_of(
        "May the person complained of, or anybody else there, know that they have rung?",
        [(AS_SAID, "Leave it as it was said"), *((one.value, MAY_LEARN_TITLES[one]) for one in (MayLearn.NO, MayLearn.YES))],
        required=False, hint="Holds for every call about this. Only a supervisor takes it back that they must not.",
    )  # fmt: skip
    qualifiers = any_of("Qualifiers", [])
    place_line = words("If the place is wrong: where is it?", hint="Number and street, or the nearest place.")
    place_locality = words("Town or village")
    place_postcode = words("Postcode", classes="govuk-input--width-10")
    address_is_wrong = tick(
        "The address that stands there is wrong and no other is known", hint="It is given up, and is to be found anew."
    )
    district = one_of("District", [], required=False, select=True, hint="Where it is not told by the place.")
    reason = words("Why is it corrected?", rows=2)

    def __init__(self, *args: Any, at: Any, channel: str, **options: Any) -> None:
        """`channel` is how it came in, as far as that was said."""
        super().__init__(*args, **options)
        ways = [(one.value, title) for one, title in CHANNEL_TITLES.items() if one is not Channel.NOT_SAID]
        self.offer("channel", ways if channel in dict(ways) else [("", "Not said yet"), *ways])
        self.offer("district", [("", "Not known"), *((str(number), name) for number, name in all_districts())])
        self.offer("category", category_choices(at))
        self.offer("qualifiers", [(one.code, one.title) for one in qualifiers() if one.is_offered_on(at)])

    def clean(self) -> dict[str, Any]:
        """Whether anyone reports a crime is answered, unless the category says so."""
        data: dict[str, Any] = super().clean() or {}
        said = said_of_crime(data.get("crime_reported", ""))
        for reason in find_reasons_against_crime_answer(data.get("category", ""), said):
            self.add_error(reason.field, reason.sentence)
        return data

    def correction(self) -> Correction:
        """The correction as the act takes it."""
        data = self.cleaned_data
        place = PlaceDetails(line=data["place_line"], locality=data["place_locality"], postcode=data["place_postcode"])
        return Correction(
            summary=data["summary"],
            category=data["category"],
            qualifiers=tuple(data["qualifiers"]),
            place=place if place.is_given else None,
            address_is_wrong=data["address_is_wrong"],
            crime_reported=said_of_crime(data["crime_reported"]),
            domestic_abuse=data["domestic_abuse"],
            stalking=data["stalking"],
            hate=data["hate"],
            others_may_learn=MayLearn(data["others_may_learn"])
            if data["others_may_learn"] not in {"", AS_SAID}
            else None,
            channel=Channel(data["channel"]) if data["channel"] and "channel" in self.changed_data else None,
            # Another place has a district of its own: what stood there before is not carried over to it.
            district=int(data["district"]) if data["district"] and self.sets_district else None,
        )

    @property
    def sets_district(self) -> bool:
        """Whether somebody chose the district; the one that stood there is no choice where the place is another."""
        return "district" in self.changed_data or not self.cleaned_data["place_line"].strip()


class LinkForm(PageForm):
    """Which other incident, and how it belongs."""

    linked = words("Reference of the other incident", classes="govuk-input--width-20")
    kind = one_of("How do they belong together?", labelled(LinkKind))
    words = words("Why you say so", rows=2)


class CloseForm(PageForm):
    """The category and the text that justifies it."""

    category = one_of("It ends as", [], select=True, required=False)
    rationale = words(
        "What justifies this category?", hint="What was done, who was spoken to, what they were told.", rows=4
    )

    def __init__(self, *args: Any, at: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("category", closing_choices(at))


class TelephoneForm(CloseForm):
    """Resolved by telephone: who was spoken to, and by which safe way."""

    spoken_to = words("Who was spoken to?")
    by_route = words("By which number or way, and how do you know it is safe?")
    field_order = ("spoken_to", "by_route", "category", "rationale")


class DuplicateForm(PageForm):
    """The incident that is worked, and what this report adds to it."""

    master = words("Reference of the incident that is worked", classes="govuk-input--width-20")
    useful = words("What does this report add?", rows=3)


class TransferForm(CloseForm):
    """The force that takes it, and who there has taken it."""

    force = words("Which force takes it?")
    accepted_by = words("Who there has taken it, under which reference?")
    field_order = ("force", "accepted_by", "category", "rationale")


class GradeDecisionForm(PageForm):
    """A supervisor's decision on a less urgent grade."""

    decision = one_of("Your decision", [("accept", "Accept the grade"), ("refuse", "Refuse it")])
    words = words("Why", rows=3)


class WordsForm(PageForm):
    """Words alone."""

    words = words("What is to happen?", rows=3)
