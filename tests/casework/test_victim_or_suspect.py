"""Nobody is victim and suspect of one crime; where each accuses the other, each is the victim of a crime of their own."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.incidents.people import involve_person
from constabulary.casework.investigation.suspects import add_suspect, name_suspect
from constabulary.casework.people import PersonDetails
from constabulary.casework.people.merging import merge_people
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import Crime, CrimePerson, Incident, Person, Suspect
from tests.conftest import asking
from tests.factories.crimes import allocated, give, record

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = 30 * HOUR


def refused_as(act, **given) -> list[str]:
    with pytest.raises(NotAllowed) as refused:
        act(**given)
    return [one.code for one in refused.value.reasons]


def by_another_record(crime: Crime, at) -> str:
    """The reference of a second record of the crime's victim."""
    by = asking(Role.DETECTIVE)
    number = involve_person(
        incident=crime.incident_id, person=PersonDetails(given="Ali", family="Rowe"), role="witness", by=by, at=at
    )
    other = Person.objects.get(pk=number).reference
    merge_people(survivor=crime.victim_id, other=other, reason="One woman by her passport.", by=by, at=at)
    return other


def test_the_victim_is_not_made_a_suspect_of_the_crime_by_any_record_of_theirs(at):
    crime = allocated(at, call={"others": ()})
    by = asking(Role.DETECTIVE)
    described = add_suspect(crime=crime.pk, words="Seen.", description="Tall, red cap.", by=by, at=at + LATER)
    for reference in (crime.victim.reference, by_another_record(crime, at + LATER)):
        asked = {
            "person": PersonDetails(reference=reference),
            "words": "He says it was her.",
            "by": by,
            "at": at + LATER,
        }
        assert refused_as(add_suspect, crime=crime.pk, **asked) == ["suspect.is-the-victim"]
        assert refused_as(name_suspect, suspect=described, **asked) == ["suspect.is-the-victim"]
    assert [one.person_id for one in Suspect.objects.filter(crime=crime)] == [None]


def test_where_each_accuses_the_other_each_is_victim_of_one_crime_and_may_be_suspect_of_the_other(at):
    hers = allocated(at)
    dean = Suspect.objects.get(crime=hers).person
    incident = Incident.objects.get(pk=hers.incident_id)
    his = record(incident, at + 3 * HOUR, victim=dean.reference)
    assert (his.victim_id, Suspect.objects.filter(crime=his).count()) == (dean.pk, 0)
    assert not CrimePerson.objects.filter(crime=his, role="suspect").exists()
    give(his, Role.DETECTIVE, at + LATER)
    by = asking(Role.DETECTIVE)
    asked = {"crime": his.pk, "words": "He named her.", "by": by, "at": at + LATER}
    assert refused_as(add_suspect, person=PersonDetails(reference=dean.reference), **asked) == ["suspect.is-the-victim"]
    add_suspect(person=PersonDetails(reference=hers.victim.reference), **asked)
    assert Suspect.objects.get(crime=his).person_id == hers.victim_id
