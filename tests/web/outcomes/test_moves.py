"""Crimes that go another way out, on screen: at the registrar's desk, on the worklist, looked at with a finding."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Duty, WayMoved
from constabulary.records.queries.officers import system_officer
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from tests.factories.browsers import signed_in, words_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def move():
    system, at = system_officer(), timezone.now()
    with writing(by=system, at=at, purpose="By the clock") as w:
        row = WayMoved(
            id=w.new_id(), day=local_day(at) - DAY, fell="16", rose="18", found_fell=2, expected_fell=21.4, found_rose=31,
            expected_rose=11.6, edition="Ways out 1", raised_at=at, raised_by_id=system.id,
        )  # fmt: skip
        w.entry(EntryKind.WAYS_OUT_RAISED, subject=row)
        w.insert(row)
        w.insert(
            Duty(
                kind="look_at_ways_out", desk="registrar", subject_row=row.id, risk=2, rule="x", edition="Ways out 1",
                opened_at=at, due_at=at + DAY,
            )
        )  # fmt: skip
    return row


def test_the_registrar_finds_it_on_desk_and_worklist_opens_its_records_and_stores_what_was_found(move):
    registrar = signed_in(Role.CRIME_REGISTRAR)
    address = f"/inspection/ways-out/moved/{move.id}"
    desk = registrar.get("/registrar")
    assert "suspect identified: 2, and about 21 were to be expected" in words_of(desk)
    for page in (desk, registrar.get("/")):
        assert f'href="{address}"' in page.content.decode()
    page = registrar.get(address)
    assert "18: No suspect identified Rose 31 11.6" in words_of(page)
    records = f"/inspection/ways-out/18?since={move.day.isoformat()}"
    assert f'href="{records}"' in page.content.decode()
    assert "There is no record behind it." in words_of(registrar.get(records))
    refused = registrar.post(address, {"finding": "right", "words": ""})
    assert refused.status_code == 422
    assert 'href="#id_words"' in refused.content.decode()
    answer = registrar.post(address, {"finding": "right", "words": "Ten read: a new practice of the desk, and right."})
    assert answer.status_code == 302
    assert "began to go another way" not in words_of(registrar.get(answer["Location"]))
    looked = words_of(registrar.get(address))
    assert "They ended rightly so" in looked
    assert "Ten read: a new practice of the desk, and right." in looked
    assert "Store the finding" not in looked
    again = registrar.post(address, {"finding": "wrong", "words": "Or not."})
    assert again.status_code == 422
    assert "Somebody has looked at this already." in words_of(again)
    assert registrar.get("/inspection/ways-out/moved/1").status_code == 404


def test_others_at_the_desk_see_that_it_waits_and_do_not_open_it(move):
    decider = signed_in(Role.DESIGNATED_DECISION_MAKER)
    page = decider.get("/registrar")
    assert "Crimes began to go another way out" in words_of(page)
    assert "/inspection/ways-out/moved/" not in page.content.decode()
    assert decider.get(f"/inspection/ways-out/moved/{move.id}").status_code == 403
    assert "/moved/" not in decider.get("/").content.decode()
