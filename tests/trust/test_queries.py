"""A page asks the database as often for fifty records as for five: no page grows slower with what it lists."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from constabulary.access.roles import Role
from constabulary.casework.connections import declare_connection
from constabulary.casework.contact import InvolvedPerson
from constabulary.casework.incidents.handoffs import hand_over
from constabulary.casework.incidents.log import write_log
from constabulary.casework.people import PersonDetails
from constabulary.policing.desks import Desk
from constabulary.records.models import Incident, Person
from tests.conftest import AT, asking
from tests.factories.calls import former_partner_damage
from tests.factories.incidents import opened, quarrel
from tests.trust.reached import Reached
from tests.trust.scene import Scene, signed_in

FEW, MANY = 5, 50
#: Pages whose number of queries may differ, each with the reason.
GROWS: dict[str, str] = {}


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that goes to the database, by Django or past it."""
    asked: list[str] = []
    usual = psycopg.RawCursor.execute

    def noting(self, query, *given, **named):
        asked.append(query.decode() if isinstance(query, bytes) else str(query))
        return usual(self, query, *given, **named)

    with CaptureQueriesContext(connection) as captured, pytest.MonkeyPatch.context() as patch:
        patch.setattr(psycopg.RawCursor, "execute", noting)
        yield asked
    asked += [one["sql"] for one in captured.captured_queries]


def add(scene: Scene, first: int, last: int, at: datetime) -> None:
    """More of everything that pages list: calls on every desk, people and lines of the scene's own call, connections."""
    incident = Incident.objects.get(reference=scene.known["incidents"])
    for number in range(first, last):
        moment = at + timedelta(minutes=number)
        people = tuple(
            InvolvedPerson(person=PersonDetails(given=f"Given{number}x{one}", family="Dace"), role="witness")
            for one in range(3)
        )
        opened(moment, former_partner_damage(moment, others=people))
        other = quarrel(moment)
        hand_over(incident=other.pk, to_desk=Desk.IMU, reason="Theirs.", by=asking(Role.DISPATCHER), at=moment)
        by = asking(Role.CONTACT_HANDLER)
        write_log(incident=incident.pk, words=f"Line {number}.", by=by, at=moment)
        person = Person.objects.order_by("-id")[0]
        declare_connection(person=person.reference, nature="A neighbour.", by=by, at=moment)


def asked_by_page(reached: Reached, every: int) -> dict[str, list[str]]:
    """What every so manieth page asks of the database."""
    found = {}
    for name, (role, address) in list(reached.looked_at.items())[::every]:
        client = signed_in(asking(role))
        client.get(address)  # what is remembered between requests is remembered now
        with counted() as asked:
            assert client.get(address).status_code == 200, name
        # Every sixty-fourth number a connection reserves a new block, whatever the page.
        found[name] = [one for one in asked if "nextval" not in one]
    return found


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)], ids=["every fourth", "every page"])
def test_no_page_asks_the_database_more_often_for_fifty_records_than_for_five(every, in_force):
    add(in_force.scene, 0, FEW, AT)
    few = asked_by_page(in_force.reached, every)
    add(in_force.scene, FEW, MANY, AT)
    many = asked_by_page(in_force.reached, every)
    grown = {name: (len(few[name]), len(many[name])) for name in few if len(many[name]) > len(few[name])}
    assert grown.keys() == GROWS.keys(), grown
