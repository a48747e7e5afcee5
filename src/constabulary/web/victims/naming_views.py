"""Naming the victim of a crime that has none: one of the incident's people, somebody on record, or a new name."""

from datetime import date
from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.people import PersonDetails
from constabulary.casework.searching import PersonMatch
from constabulary.casework.victims.naming import VictimNamed, name_victim
from constabulary.casework.victims.naming_reading import CrimeToName, find_to_name, open_to_name
from constabulary.policing.incidents.roles import INCIDENT_ROLES
from constabulary.web.forming import DayField, PageForm, one_of, words
from constabulary.web.pages import page
from constabulary.web.people.asking import person_asked
from constabulary.web.recording.crime_pages import crime_act_page

#: Nobody of those offered: somebody of the name that is typed.
NEW = "new"


class VictimForm(PageForm):
    """Who the victim is, and how that is known."""

    given = words("First name", autocomplete="off")
    family = words("Last name", autocomplete="off")
    born_on = DayField(label="Date of birth", hint="For example, 27/03/1985", year_needed=True)
    person = one_of("Who is it?", [], required=False)
    words = words("How is it known that they are the victim?", rows=3)

    def __init__(self, data: Any, *, opened: CrimeToName, found: tuple[PersonMatch, ...]) -> None:
        super().__init__(data)
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
        self.is_choice = bool(of_incident or on_record)
        field: Any = self.fields["person"]
        field.choices = [*of_incident, *on_record, (NEW, "Nobody of these: a new record of the name above")]
        field.choice_hints = {one.person.reference: _why(one) for one in fitting}

    def clean(self) -> dict[str, Any]:
        """Where somebody is offered it is said whether it is them: nobody gets a second record unseen."""
        data: dict[str, Any] = super().clean() or {}
        if self.is_choice and not data.get("person") and "person" not in self.errors:
            self.add_error("person", "Say who it is, or that it is nobody of these.")
        return data

    def details(self) -> PersonDetails:
        """The person as the act takes them."""
        data = self.cleaned_data
        if data["person"] not in {"", NEW}:
            return PersonDetails(reference=data["person"])
        return PersonDetails(given=data["given"].strip(), family=data["family"].strip(), born_on=data["born_on"])


def _role(role: str) -> str:
    return INCIDENT_ROLES.get(role, role).lower()


def _known_as(name: str, born_on: date | None) -> str:
    return f"{name}, born {born_on:%d/%m/%Y}" if born_on else name


def _why(one: PersonMatch) -> str:
    return " ".join((*(f"{line}." for line in one.person.addresses), *(reason.sentence for reason in one.reasons)))


@page(
    "name_victim", "crimes/<crime:reference>/victim/name", title="Name the victim",
    permission=Permission.UPDATE_VICTIM, methods=("GET", "POST"),
)  # fmt: skip
def naming(request: Any, reference: str) -> HttpResponse:
    """Who the victim is: looked for on record before a new record is made."""

    def make_form(data: Any, opened: CrimeToName) -> VictimForm:
        asked = person_asked(data or {}, given="given", family="family", born="born_on", telephone="")
        return VictimForm(data, opened=opened, found=find_to_name(asked=asked, by=request.officer, at=now()))

    return crime_act_page(
        request,
        reference,
        make_form=make_form,
        carry_out=lambda form, opened: name_victim(
            crime=opened.crime.id, person=form.details(), words=form.cleaned_data["words"], by=request.officer, at=now()
        ),
        done=_notice,
        then="crime_victim",
        template="victims/name.html",
        opening=open_to_name,
        looks="look",
    )


def _notice(done: VictimNamed) -> str:
    if done.needs_sealed:
        return "victim-named-sealed"
    return "victim-named-registrar" if done.to_registrar else "victim-named"
