"""Whoever is connected with the suspect finds nothing of where she is, by any search and any suggestion.

Beside each stands the control: a colleague of the same role who is not connected, and needs it, finds her by the same.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest

import constabulary
from constabulary.access.officers import Officer, may
from constabulary.access.permissions import Permission
from constabulary.access.roles import Role
from constabulary.casework.connections import record_connection
from constabulary.casework.contact import take_call
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.casework.people.correcting import note_address
from constabulary.casework.seals import grant_need
from constabulary.casework.searching import PersonAsked, look_up_call, search_people
from constabulary.records.models import Person, PersonAddress
from constabulary.records.queries.officers import say_who_asks
from tests.conftest import asking
from tests.factories.calls import shoplifting
from tests.factories.protection import (
    LINE,
    POSTCODE,
    TELEPHONE,
    Protected,
    add_officer,
    leaks_in,
    protected_victim,
)
from tests.trust.scene import signed_in

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
#: Of those who search, one who takes calls, one who works the crime, and one who keeps people safe.
ROLES = [Role.CONTACT_HANDLER, Role.DETECTIVE, Role.VULNERABILITY_DESK]
BY_WHAT_IS_SEALED = {
    "her telephone": {"telephone": TELEPHONE},
    "her telephone as abroad": {"telephone": "+44 7700 900987"},
    "her line": {"address": LINE},
    "her line and postcode": {"address": f"{LINE}, {POSTCODE}"},
    "her postcode": {"postcode": POSTCODE},
    "her street": {"address": "Marigold Wharf, Tolling"},
}
#: How the call page and the search page name what is asked.
AT_CALL = {"telephone": "caller_telephone", "address": "place_line", "postcode": "place_postcode"}
ON_SEARCH = {"telephone": "telephone", "address": "address", "postcode": "address"}


@pytest.fixture
def held(at) -> Protected:
    """Her call, her address and number sealed against the suspect."""
    return protected_victim(at)


def connected(role: Role, held: Protected, at) -> Officer:
    """The suspect's cousin."""
    number = f"K{ROLES.index(role) + 1}00"
    cousin = add_officer(number, role, at)
    by = asking(Role.INSPECTOR)
    record_connection(officer=number, person=held.suspect.reference, nature="His cousin.", by=by, at=at)
    say_who_asks(cousin)
    return cousin


def with_need(role: Role, held: Protected, at) -> Officer:
    """A colleague who is connected with nobody, and needs it."""
    number = f"N{ROLES.index(role) + 1}00"
    colleague = add_officer(number, role, at)
    grant_need(
        seal=held.seal, officer=number, reason="Goes to her tonight.", until=at + HOUR, by=asking(Role.INSPECTOR), at=at
    )
    say_who_asks(colleague)
    return colleague


def found_by(by: Officer, asked: dict[str, str], at) -> str:
    """Everything that the searches answer, as text."""
    wanted = PersonAsked(**asked)
    answers: list[object] = [search_people(asked=wanted, purpose="Testing", by=by, at=at)]
    if may(by, Permission.TAKE_CALLS):
        answers.append(look_up_call(asked=wanted, person="", place="", purpose="Testing", by=by, at=at))
    return repr(answers)


def shown_by(by: Officer, asked: dict[str, str]) -> str:
    """Everything that the pages show when it is typed into them, what they repeat of the question left out."""
    client = signed_in(by)
    pages = [client.get("/people", {ON_SEARCH[name]: words for name, words in asked.items()})]
    if may(by, Permission.TAKE_CALLS):
        typed = {AT_CALL[name]: words for name, words in asked.items()}
        pages += [client.post("/calls/known", typed), client.post("/calls/new", {**typed, "grade_asked": "1"})]
    assert all(one.status_code in {200, 422} for one in pages)
    text = " ".join(one.content.decode() for one in pages)
    for words in asked.values():
        text = text.replace(f'value="{words}"', "")
    say_who_asks(by)
    return text


@pytest.mark.parametrize("role", ROLES, ids=str)
@pytest.mark.parametrize("asked", BY_WHAT_IS_SEALED.values(), ids=BY_WHAT_IS_SEALED)
def test_somebody_connected_with_the_suspect_finds_nothing_by_what_is_sealed(role, asked, held, at):
    cousin = connected(role, held, at)
    for answer in (found_by(cousin, asked, at), shown_by(cousin, asked)):
        assert held.victim.reference not in answer
        assert "Marlow" not in answer
        assert leaks_in(answer) == []


@pytest.mark.parametrize("role", ROLES, ids=str)
@pytest.mark.parametrize("asked", BY_WHAT_IS_SEALED.values(), ids=BY_WHAT_IS_SEALED)
def test_the_control_somebody_unconnected_who_needs_it_finds_her_by_the_same(role, asked, held, at):
    colleague = with_need(role, held, at)
    for answer in (found_by(colleague, asked, at), shown_by(colleague, asked)):
        assert held.victim.reference in answer
        assert "Marlow" in answer


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_her_name_leads_somebody_connected_with_the_suspect_to_no_address_and_no_number(role, held, at):
    asked = {"given": "Ruth", "family": "Marlow"}
    cousin = connected(role, held, at)
    assert leaks_in(found_by(cousin, asked, at)) == []
    page = signed_in(cousin).get("/people", asked).content.decode()
    assert leaks_in(page) == []
    # The control: the same name leads a colleague who needs it to her address.
    assert leaks_in(found_by(with_need(role, held, at), asked, at)) != []


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_who_lives_with_her_is_suggested_to_a_colleague_who_needs_it_and_to_nobody_on_his_side(role, held, at):
    colleague = with_need(role, held, at)
    home = PersonAddress.objects.get(person=held.victim).place.reference
    beside = PersonDetails(given="Walter", family="Plumb")
    take_call(call=shoplifting(at, caller=beside), by=asking(Role.CONTACT_HANDLER), at=at)
    say_who_asks(colleague)
    note_address(
        person=Person.objects.get(family="Plumb").pk,
        place=PlaceDetails(reference=home),
        kind="home",
        by=colleague,
        at=at,
    )
    asked = {"given": "Ruth", "family": "Marlow", "telephone": TELEPHONE}
    assert "Plumb" in found_by(colleague, asked, at)
    cousin = connected(role, held, at)
    assert "Plumb" not in found_by(cousin, asked, at)
    assert "Plumb" not in signed_in(cousin).get("/people", asked).content.decode()


def test_every_search_and_suggestion_of_people_is_asked_here():
    """A page that searches in another way is to be asked as well: then this names it."""
    root = Path(constabulary.__file__).parent
    asks = {
        str(one.relative_to(root)) for one in root.rglob("*.py")
        if re.search(r"(?:=|return) (?:search_people|look_up_call)\(", one.read_text())
    }  # fmt: skip
    assert asks == {"web/people/search_views.py", "web/contact/views.py"}
    narrows = {
        str(one.relative_to(root)) for one in root.rglob("*.py")
        if re.search(r"\b(?:narrow_people|weigh_places|people_with_telephone)\(", one.read_text())
    }  # fmt: skip
    # The third looks at places by postcode for the district alone, which names nobody and no address.
    assert narrows == {"casework/searching.py", "records/queries/people_found.py", "records/queries/districts.py"}
