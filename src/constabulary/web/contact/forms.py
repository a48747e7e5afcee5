"""The call page's form: who, where, what, THRIVE, grade."""

from datetime import datetime
from typing import Any

from django import forms

from constabulary.casework.clock import now
from constabulary.casework.contact import CallDetails, InvolvedPerson
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.policing.contact.at_call import find_reasons_against_call, find_reasons_against_home
from constabulary.policing.contact.channels import (
    CALLER_ROLE_TITLES,
    CHANNEL_TITLES,
    LIVES_TITLES,
    MAY_LEARN_TITLES,
    CallerRole,
    Channel,
    Lives,
    MayLearn,
)
from constabulary.policing.incidents.grading import Marked
from constabulary.policing.people.details import LONGEST_NAME, VICTIM_KINDS
from constabulary.standards.incident_categories import qualifiers
from constabulary.web.forming import MomentField, TelephoneField, any_of, one_of, read_birth, tick, words
from constabulary.web.incidents.choices import asks_crime, category_choices, said_of_crime
from constabulary.web.incidents.thrive_form import ThriveForm

CALLER_ROLES_ASKED = {role: title for role, title in CALLER_ROLE_TITLES.items() if role is not CallerRole.NOT_SAID}
CHANNELS_ASKED = {channel: title for channel, title in CHANNEL_TITLES.items() if channel is not Channel.NOT_SAID}


class CallForm(ThriveForm):
    """Everything on the call page; THRIVE and the grade come from ThriveForm."""

    # Nothing is chosen that was not said, nor what the last call came by: it would be kept for whoever does not look, and
    # one letter chooses it from the keyboard.
    channel = one_of("How did they reach us?", [("", "Choose"), *CHANNELS_ASKED.items()], select=True)
    answered_at = MomentField(label="Call answered")
    summary = words("What has happened?", hint="As you would tell the officer who goes.", rows=3)
    account = words("In the caller's words", hint="Say whose words they are.", rows=3)
    category = forms.ChoiceField(label="Incident category", choices=[], required=False)
    qualifiers = any_of("Qualifiers", [], hint="Any number.")
    crime_reported = asks_crime()
    domestic_abuse = tick("Domestic abuse", hint="Both 16 or over and personally connected.")
    stalking = tick("Stalking or harassment", hint="Fixated, obsessive, unwanted, repeated.")
    hate = tick("Hate", hint="As the victim or anyone sees it.")
    place_reference = forms.CharField(required=False, widget=forms.HiddenInput())
    place_line = words("Where?", hint="Number and street, or the nearest place.", autocomplete="off")
    place_is_unknown = tick("Not known yet: silent, cut off, or does not know")
    place_locality = words("Town or village")
    place_postcode = words("Postcode", classes="govuk-input--width-10")
    caller_reference = forms.CharField(required=False, widget=forms.HiddenInput())
    caller_given = words("First name", autocomplete="off")
    caller_family = words("Last name", autocomplete="off")
    caller_born_on = words("Date of birth", hint="For example, 27/03/1985", classes="govuk-input--width-10")
    caller_telephone = TelephoneField(label="Telephone")
    caller_telephone_is_shared = tick("The suspect or somebody in the household answers or sees this telephone")
    others_may_learn = one_of(
        "May the person complained of, or anybody else there, know that they have rung?", list(MAY_LEARN_TITLES.items()),
        required=False, classes="govuk-radios--inline",
        hint="Not asked: in abuse and stalking everybody acts as if they must not.",
    )  # fmt: skip
    # Nothing is chosen beforehand: whoever rings is not the victim because nobody asked.
    caller_role = one_of(
        "What is the caller to what happened?", [("", "Choose"), *CALLER_ROLES_ASKED.items()], select=True
    )  # fmt: skip
    organisation = words(
        "For an organisation: its name", hint="A shop, a school. Leave it empty for a person.", autocomplete="off"
    )  # fmt: skip
    organisation_kind = one_of("It is", VICTIM_KINDS, required=False, select=True)
    caller_lives = one_of(
        "Does the caller live here?", list(LIVES_TITLES.items()), required=False, classes="govuk-radios--inline",
        hint="A home is kept with the person, so that it can be sealed.",
    )  # fmt: skip
    home_line = words("The caller's home: number and street", autocomplete="off")
    home_locality = words("Home: town or village", autocomplete="off")
    home_postcode = words("Home: postcode", classes="govuk-input--width-10", autocomplete="off")
    suspect_given = words("First name of the person complained of", autocomplete="off")
    suspect_family = words("Last name of the person complained of", autocomplete="off")
    history_checked = tick("I have looked at what is known of the caller and the place")

    # As they stand on the page, so that what is missing is listed in that order; THRIVE follows.
    field_order = (
        "summary", "category", "channel", "answered_at", "crime_reported", "domestic_abuse", "stalking", "hate",
        "place_line", "place_locality", "place_postcode", "place_is_unknown", "caller_given", "caller_family", "caller_born_on",
        "caller_telephone", "caller_role", "organisation", "organisation_kind", "caller_telephone_is_shared", "cannot_speak_freely", "others_may_learn", "caller_lives",
        "home_line", "home_locality", "home_postcode", "account", "suspect_given", "suspect_family", "history_checked",
    )  # fmt: skip

    def __init__(self, *args: Any, at: datetime, is_sent: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_sent = is_sent
        self.offer("category", category_choices(at))
        self.offer("qualifiers", [(one.code, one.title) for one in qualifiers() if one.is_offered_on(at)])

    def clean_caller_born_on(self) -> Any:
        """A day as people write it, or nothing."""
        return read_birth(self.cleaned_data["caller_born_on"])

    def clean_organisation(self) -> str:
        """A name as long as one can be kept."""
        typed: str = self.cleaned_data["organisation"].strip()
        if len(typed) > LONGEST_NAME:
            raise forms.ValidationError(f"Shorten the name to {LONGEST_NAME} characters.")
        return typed

    def marked(self) -> Marked:
        """What the call is marked as, for the proposed grade."""
        data = self.cleaned_data
        return Marked(
            domestic_abuse=data.get("domestic_abuse", False), stalking=data.get("stalking", False),
            hate=data.get("hate", False),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Everything that is missing, at once: whoever takes a call has no time for one list after another."""
        data: dict[str, Any] = super().clean() or {}
        if self.is_sent:
            at = now()
            self.add_missing(
                find_reasons_against_call(
                    summary=data.get("summary", ""),
                    category=data.get("category", ""),
                    crime_reported=said_of_crime(data.get("crime_reported", "")),
                    place_is_unknown=data.get("place_is_unknown", False),
                    place_is_given=bool(data.get("place_reference") or data.get("place_line", "").strip()),
                    history_checked=data["history_checked"],
                    answered_at=data.get("answered_at") or at,
                    at=at,
                )
            )
            self.add_missing(
                find_reasons_against_home(
                    Lives(data.get("caller_lives") or Lives.NOT_SAID),
                    caller_is_named=bool(
                        data.get("caller_reference") or data.get("caller_given") or data.get("caller_family")
                    ),
                    line=data.get("home_line", ""),
                    place_is_given=bool(data.get("place_reference") or data.get("place_line", "").strip()),
                )
            )
            self.add_missing(self.missing_answers())
            self.add_missing(self.reasons_against_grade(self.marked()))
        return data

    def call(self) -> CallDetails:
        """The call as the act takes it."""
        data = self.cleaned_data
        return CallDetails(
            **self.told(data),
            answers=self.answers(),
            grade=data["grade"],
            reason_below_floor=data["reason_below_floor"],
        )

    def told(self, data: dict[str, Any]) -> dict[str, Any]:
        """What the call tells, before THRIVE and the grade, by the names of CallReport."""
        suspect = PersonDetails(given=data["suspect_given"], family=data["suspect_family"])
        lives = Lives(data["caller_lives"] or Lives.NOT_SAID)
        home = PlaceDetails(line=data["home_line"], locality=data["home_locality"], postcode=data["home_postcode"])
        return {
            "channel": Channel(data["channel"]),
            "answered_at": data["answered_at"],
            "caller": PersonDetails(
                reference=data["caller_reference"],
                given=data["caller_given"],
                family=data["caller_family"],
                born_on=data["caller_born_on"],
                telephone=data["caller_telephone"],
                telephone_is_shared=data["caller_telephone_is_shared"],
                address=home if lives is Lives.ELSEWHERE else None,
            ),
            "caller_lives_here": lives is Lives.HERE,
            "caller_role": CallerRole(data["caller_role"]),
            "place": PlaceDetails(
                reference=data["place_reference"],
                line=data["place_line"],
                locality=data["place_locality"],
                postcode=data["place_postcode"],
            ),
            "organisation": data["organisation"],
            "organisation_kind": data["organisation_kind"] or "business",
            "place_is_unknown": data["place_is_unknown"],
            "category": data["category"],
            "summary": data["summary"],
            "account": data["account"],
            "crime_reported": said_of_crime(data["crime_reported"]),
            "domestic_abuse": data["domestic_abuse"],
            "stalking": data["stalking"],
            "hate": data["hate"],
            "cannot_speak_freely": data["cannot_speak_freely"],
            "others_may_learn": MayLearn(data["others_may_learn"] or MayLearn.NOT_SAID),
            "qualifiers": tuple(data["qualifiers"]),
            "advice": tuple(data["advice"]),
            "history_checked": data["history_checked"],
            "others": (InvolvedPerson(person=suspect, role="suspect"),) if suspect.is_known else (),
        }
