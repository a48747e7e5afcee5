"""People, places and warnings as tests of their records need them."""

from datetime import datetime, timedelta

from constabulary.access.roles import Role
from constabulary.casework.people.adding import PersonDetails
from constabulary.casework.people.correcting import add_person
from constabulary.casework.people.warnings import add_warning
from constabulary.records.models import Person
from constabulary.standards.calendar import local_day
from tests.conftest import asking


def somebody(at: datetime, given: str = "Ruth", family: str = "Marlow", **details) -> Person:
    """A person who is in no incident."""
    person = PersonDetails(given=given, family=family, **details)
    reference = add_person(person=person, by=asking(Role.INVESTIGATOR), at=at)
    return Person.objects.get(reference=reference)


def warned(person: Person, at: datetime, kind: str = "weapons", days: int = 60) -> int:
    """A warning on a person."""
    return add_warning(
        person=person.pk, kind=kind, grounds="Knife found in the car.", review_on=local_day(at) + timedelta(days=days),
        by=asking(Role.INVESTIGATOR), at=at,
    )  # fmt: skip
