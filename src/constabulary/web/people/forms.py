"""Forms about people, places and things."""

from typing import Any

from django import forms

from constabulary.casework.people.adding import PersonDetails, PlaceDetails
from constabulary.casework.people.correcting import PersonCorrection
from constabulary.casework.people.disclosing import DisclosureDetails
from constabulary.casework.people.things import PlaceCorrection
from constabulary.policing.exports import ExportFormat
from constabulary.policing.people.details import (
    ADDRESS_KINDS,
    CONTACT_KINDS,
    DEVICE_KINDS,
    NAME_KINDS,
    ORGANISATION_KINDS,
    VEHICLE_KINDS,
)
from constabulary.policing.people.disclosure import BASES, SECTIONS, Basis, Section
from constabulary.policing.people.links import LINK_KINDS, LINK_SOURCES, Thing
from constabulary.standards.people import WARNINGS
from constabulary.web.forming import DAY_HINT, DayField, PageForm, any_of, one_of, tick, words

NARROW = "govuk-input--width-10"
FORMATS = [("xlsx", "Excel (XLSX)"), ("ods", "OpenDocument (ODS)"), ("csv", "CSV")]
SEXES = [("not_known", "Not known"), ("female", "Female"), ("male", "Male"), ("other", "Other")]


def day(label: str, *, required: bool = False, hint: str = "", year_needed: bool = False) -> DayField:
    """A day as people write one."""
    return DayField(label=label, required=required, year_needed=year_needed, hint=hint or DAY_HINT)


def number(label: str) -> forms.FloatField:
    """A coordinate."""
    field = forms.FloatField(
        label=label, required=False, error_messages={"invalid": "Write a number, for example 51.27."}
    )
    field.widget = forms.TextInput()
    field.shown_as = {"classes": NARROW, "inputmode": "decimal"}  # type: ignore[attr-defined]
    return field


class NameForm(PageForm):
    """Another name."""

    given = words("First names")
    family = words("Family name")
    kind = one_of("What kind of name is it?", list(NAME_KINDS.items()))


class PersonForm(PageForm):
    """Who somebody is."""

    given = words("First names")
    family = words("Family name")
    born_on = day("Born on", hint="For example, 27/03/1985", year_needed=True)
    sex = one_of("Sex", SEXES, select=True)
    language = words("Language", classes="govuk-input--width-20")

    def details(self) -> PersonDetails:
        """A new person."""
        data = self.cleaned_data
        return PersonDetails(
            given=data["given"][:80],
            family=data["family"][:80],
            born_on=data["born_on"],
            sex=data["sex"],
            language=data["language"][:40] or "English",
        )


class CorrectPersonForm(PersonForm):
    """Who somebody is, as it should read, and why."""

    born_on_is_estimated = tick("The day of birth is an estimate")
    died_on = day("Died on", year_needed=True)
    reason = words("Why is it corrected?", rows=2)
    field_order = ("given", "family", "born_on", "born_on_is_estimated", "sex", "language", "died_on", "reason")

    def correction(self) -> PersonCorrection:
        """What is to change."""
        data = self.cleaned_data
        return PersonCorrection(
            given=data["given"][:80],
            family=data["family"][:80],
            born_on=data["born_on"],
            born_on_is_estimated=data["born_on_is_estimated"],
            sex=data["sex"],
            language=data["language"][:40] or None,
            died_on=data["died_on"],
        )


class AddressForm(PageForm):
    """An address of somebody: a known place, or a new one."""

    place = words("Reference of the place, if it is known here", hint="For example, L412303", classes=NARROW)
    line = words("Address", hint="House and street")
    locality = words("Town or village", classes="govuk-input--width-20")
    postcode = words("Postcode", classes=NARROW)
    kind = one_of("What is it to them?", list(ADDRESS_KINDS.items()), select=True)
    from_on = day("From")
    until_on = day("Until, if it is over")

    def details(self) -> PlaceDetails:
        """The place."""
        data = self.cleaned_data
        return PlaceDetails(
            reference=data["place"].strip().upper()[:20],
            line=data["line"][:160],
            locality=data["locality"][:80],
            postcode=data["postcode"][:8],
        )


class EndAddressForm(PageForm):
    """Until when, and why it ends."""

    until_on = day("Until", hint="Today when left empty")
    reason = words("How do you know?", rows=2)


class ContactForm(PageForm):
    """A contact detail of somebody."""

    kind = one_of("What is it?", list(CONTACT_KINDS.items()))
    value = words("Number, address or name", classes="govuk-input--width-20")
    shared = tick(
        "The suspect or somebody in the household answers or sees it",
        hint="Then it can never be the safe one. Somebody they trust answers: leave it, and say so at their safe route.",
    )


class WarningForm(PageForm):
    """A warning: which kind, what it rests on, when it is looked at again."""

    kind = one_of("What is the warning?", [], select=True)
    grounds = words("What does it rest on?", hint="What happened, when, how it is known.", rows=4)
    review_on = day("Look at it again on")

    def __init__(self, *args: Any, about: str, **options: Any) -> None:
        super().__init__(*args, **options)
        fitting = [one for one in WARNINGS.entries if about in one.about and one.valid_to is None]
        self.offer("kind", [(one.code, one.title) for one in fitting])


class ReviewWarningForm(PageForm):
    """What a look at a warning found."""

    finding = words("What did you find, and how do you know?", rows=3)
    review_on = day("Look at it again on")


class ReasonForm(PageForm):
    """A reason and nothing else."""

    reason = words("Why?", rows=2)


class LinkForm(PageForm):
    """A link from a record to another."""

    kind = one_of("How are they linked?", [], select=True)
    to = words(
        "Reference of the other record", classes="govuk-input--width-20",
        hint="A person P, organisation O, vehicle V, telephone T, place L, incident I or a crime",
    )  # fmt: skip
    source = one_of("How is it known?", list(LINK_SOURCES.items()), select=True)
    words = words("More, if it matters", rows=2)
    from_on = day("From")
    until_on = day("Until, if it is over")

    def __init__(self, *args: Any, begins: Thing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("kind", [(code, card.title) for code, card in LINK_KINDS.items() if begins in card.begins])


class EndLinkForm(PageForm):
    """Until when a link held, and why it ends."""

    until_on = day("Until")
    reason = words("Why does it end?", hint="It is over, or it never held.", rows=2)


class PlaceForm(PageForm):
    """A place as it should read, and why."""

    line = words("Address or spot")
    locality = words("Town or village", classes="govuk-input--width-20")
    postcode = words("Postcode", classes=NARROW)
    uprn = words("UPRN", classes=NARROW)
    latitude = number("Latitude")
    longitude = number("Longitude")
    lsoa = words("LSOA", classes=NARROW)
    reason = words("Why is it corrected?", rows=2)

    def correction(self) -> PlaceCorrection:
        """What is to change."""
        data = self.cleaned_data
        longest = {"line": 160, "locality": 80, "postcode": 8, "uprn": 12, "lsoa": 9}
        return PlaceCorrection(
            **{name: data[name][:most] for name, most in longest.items()},
            latitude=data["latitude"],
            longitude=data["longitude"],
        )


class ThingForm(PageForm):
    """An organisation, vehicle or telephone: what it is known by."""

    known_by = words("Known by", classes="govuk-input--width-20")
    kind = one_of("What is it?", [], select=True)
    more = words("More", classes="govuk-input--width-20")
    colour = words("Colour", classes=NARROW)

    LABELS = {
        Thing.ORGANISATION: ("Name", "Registered number"),
        Thing.VEHICLE: ("Registration, or how it is known", "Make and model"),
        Thing.TELEPHONE: ("Number, or another identifier", "Make and model"),
    }
    KINDS = {
        Thing.ORGANISATION: ORGANISATION_KINDS, Thing.VEHICLE: VEHICLE_KINDS, Thing.TELEPHONE: DEVICE_KINDS,
    }  # fmt: skip

    def __init__(self, *args: Any, thing: Thing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["known_by"].label, self.fields["more"].label = self.LABELS[thing]
        self.offer("kind", list(self.KINDS[thing].items()))
        if thing is not Thing.VEHICLE:
            del self.fields["colour"]


class MergeForm(PageForm):
    """Which record is of the same person, how that is known, and that both were compared."""

    other = words("Reference of the other record", hint="For example, P412302", classes=NARROW)
    reason = words("How do you know that both are the same person?", rows=3)
    compared = tick("I have compared both records")


LAW_MARK = " ".join(sorted({one.confidence.sentence for one in BASES.values()}))


class DiscloseForm(PageForm):
    """To whom, on which basis, what for, which sections."""

    recipient = words("Who gets it?", hint="A person and their organisation")
    basis = one_of(
        "On what basis?",
        [(one.value, f"{card.title} ({card.law})") for one, card in BASES.items()],
        hint=f"The law named with each: {LAW_MARK[0].lower()}{LAW_MARK[1:]}",
    )
    purpose = words("What do they need it for?", rows=2)
    sections = any_of("Which parts?", [(one.value, card.title) for one, card in SECTIONS.items()])
    with_sealed = tick("With what is sealed, as far as you may see it")
    sealed_reason = words(
        "If so: why must they have it, and how do they keep it from the suspect?", rows=2,
    )  # fmt: skip
    file_format = one_of("As", FORMATS)

    def details(self) -> DisclosureDetails:
        """The disclosure as the act takes it."""
        data = self.cleaned_data
        return DisclosureDetails(
            recipient=data["recipient"],
            basis=Basis(data["basis"]),
            purpose=data["purpose"],
            sections=frozenset(Section(one) for one in data["sections"]),
            file_format=ExportFormat(data["file_format"]),
            with_sealed=data["with_sealed"],
            sealed_reason=data["sealed_reason"],
        )
