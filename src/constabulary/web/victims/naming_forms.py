"""The form on which the victim of a crime is named: a person, or an organisation and whoever speaks for it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from constabulary.casework.people import PersonDetails
from constabulary.casework.searching import PersonMatch
from constabulary.casework.victims.naming import VictimOrganisation
from constabulary.casework.victims.naming_reading import CrimeToName
from constabulary.policing.incidents.roles import INCIDENT_ROLES
from constabulary.policing.people.details import VICTIM_KINDS
from constabulary.policing.victims.naming import ORGANISATION_MISSING
from constabulary.records.queries.organisations import NamedAlike
from constabulary.web.forming import DayField, PageForm, one_of, words

PERSON, ORGANISATION = "person", "organisation"
WHICH = [(PERSON, "A person"), (ORGANISATION, "A shop or another organisation")]
#: Nobody of those offered: somebody of the name that is typed. And nobody at all, who speaks for an organisation.
NEW, NOBODY = "new", "nobody"


class VictimForm(PageForm):
    """Who the victim is, and how that is known."""

    which = one_of("Is the victim a person, or a shop or another organisation?", WHICH, required=False)
    given = words("First name", autocomplete="off")
    family = words("Last name", autocomplete="off")
    born_on = DayField(label="Date of birth", hint="For example, 27/03/1985", year_needed=True)
    person = one_of("Who is it?", [], required=False)
    organisation = words("Name of the organisation", autocomplete="off")
    organisation_kind = one_of("It is", VICTIM_KINDS, required=False, select=True)
    contact_given = words("First name", autocomplete="off")
    contact_family = words("Last name", autocomplete="off")
    contact_born_on = DayField(label="Date of birth", hint="For example, 27/03/1985", year_needed=True)
    contact = one_of("Who speaks for it?", [], required=False, hint="Whoever the police are in touch with about it.")
    words = words("How is it known that they are the victim?", rows=3)

    def __init__(
        self,
        data: Any,
        *,
        opened: CrimeToName,
        found: Sequence[PersonMatch],
        speakers: Sequence[PersonMatch],
        alike: Sequence[NamedAlike],
    ) -> None:
        name, kind = opened.called_for
        super().__init__(data, initial={"organisation": name, "organisation_kind": kind})
        self.alike = alike
        self.is_choice = self._offer(PERSON, opened, found)
        self._offer("contact", opened, speakers, (NOBODY, "Nobody is known yet"))

    def _offer(self, name: str, opened: CrimeToName, found: Sequence[PersonMatch], *others: tuple[str, str]) -> bool:
        """Offer those of the incident and those on record who fit; whether there is anybody."""
        there = {one.reference: one for one in opened.people}
        fitting = [one for one in found if one.person.reference not in there]
        of_incident = [
            (one.reference, f"{_known_as(one.name or one.reference, one.born_on)}, on the incident: {_role(one.role)}")
            for one in there.values()
        ]
        on_record = [
            (one.person.reference, _known_as(one.person.name or one.person.reference, one.person.born_on))
            for one in fitting
        ]
        field: Any = self.fields[name]
        field.choices = [*of_incident, *on_record, (NEW, "Nobody of these: a new record of the name above"), *others]
        field.choice_hints = {one.person.reference: _why(one) for one in fitting}
        return bool(of_incident or on_record)

    def clean(self) -> dict[str, Any]:
        """Where somebody is offered it is said whether it is them: nobody gets a second record unseen."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("which") and "which" not in self.errors:
            self.add_error("which", "Say whether the victim is a person or an organisation.")
        if data.get("which") == ORGANISATION:
            self._forget(PERSON, "given", "family", "born_on")
            if not str(data.get("organisation") or "").strip():
                self.add_missing((ORGANISATION_MISSING,))
            self._judge_contact(data)
        if data.get("which") == PERSON:
            self._forget(
                "organisation", "organisation_kind", "contact", "contact_given", "contact_family", "contact_born_on"
            )
            if self.is_choice and not data.get("person") and "person" not in self.errors:
                self.add_error("person", "Say who it is, or that it is nobody of these.")
        return data

    def _forget(self, *names: str) -> None:
        """What was typed for the other answer stays typed, and is not judged."""
        for name in names:
            self.errors.pop(name, None)

    def _judge_contact(self, data: dict[str, Any]) -> None:
        """Nobody has to speak for it yet; whoever is typed is said to be one of those on record, or none of them."""
        is_typed = any(str(data.get(name) or "").strip() for name in ("contact_given", "contact_family"))
        if "contact" in self.errors:
            return
        if data.get("contact") == NEW and not is_typed:
            self.add_error("contact_family", "Enter their name, or choose who speaks for it.")
        if is_typed and data.get("contact") in {"", NOBODY}:
            self.add_error("contact", "A name is entered: say who it is, or that it is nobody of these.")

    def victim(self) -> dict[str, Any]:
        """The person, or the organisation and whoever speaks for it, as the act takes them."""
        data = self.cleaned_data
        if data["which"] == PERSON:
            return {"person": _details(data["person"], data["given"], data["family"], data["born_on"])}
        speaks = (data["contact_given"], data["contact_family"], data["contact_born_on"])
        kind = data["organisation_kind"] or "business"
        return {
            "person": _details(data["contact"], *speaks),
            "organisation": VictimOrganisation(name=data["organisation"], kind=kind),
        }


def _details(chosen: str, given: str, family: str, born_on: date | None) -> PersonDetails:
    if chosen == NOBODY:
        return PersonDetails()
    if chosen not in {"", NEW}:
        return PersonDetails(reference=chosen)
    return PersonDetails(given=given.strip(), family=family.strip(), born_on=born_on)


def _role(role: str) -> str:
    return INCIDENT_ROLES.get(role, role).lower()


def _known_as(name: str, born_on: date | None) -> str:
    return f"{name}, born {born_on:%d/%m/%Y}" if born_on else name


def _why(one: PersonMatch) -> str:
    return " ".join((*(f"{line}." for line in one.person.addresses), *(reason.sentence for reason in one.reasons)))
