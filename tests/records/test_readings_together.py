"""What a page opens is journalled in one transaction, before anything of it is sent, and whatever becomes of the page."""

import pytest

from constabulary.access.roles import Role
from constabulary.casework.reading import open_crime, open_incident, read_together
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import JournalEntry
from tests.conftest import asking
from tests.factories.crimes import planned
from tests.trust.scene import signed_in

READINGS = (EntryKind.READ_CRIME.value, EntryKind.READ_INCIDENT.value)


def readings() -> list[tuple[str, int]]:
    found = JournalEntry.objects.filter(kind__in=READINGS).order_by("id")
    return [(one.subject, one.by_row) for one in found]


def test_what_is_opened_in_the_block_is_journalled_at_its_end(at, db):
    crime, by = planned(at), asking(Role.DETECTIVE)
    before = readings()
    with read_together():
        open_crime(reference=crime.reference, purpose="Working it", by=by, at=at)
        open_incident(reference=crime.incident.reference, purpose="Working it", by=by, at=at)
        assert readings() == before
    assert readings()[len(before) :] == [
        (f"crime {crime.reference}", by.id), (f"incident {crime.incident.reference}", by.id),
    ]  # fmt: skip


def test_what_was_opened_is_journalled_though_the_page_then_fails(at, db):
    crime, by = planned(at), asking(Role.DETECTIVE)
    before = readings()

    def fails():
        with read_together():
            open_crime(reference=crime.reference, purpose="Working it", by=by, at=at)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert readings()[len(before) :] == [(f"crime {crime.reference}", by.id)]


def test_when_it_cannot_be_journalled_nothing_is_shown(at, db, monkeypatch):
    crime, by = planned(at), asking(Role.DETECTIVE)
    browser = signed_in(by)
    assert crime.reference in browser.get(f"/crimes/{crime.reference}").content.decode()

    def full(*_given, **_named):
        raise OSError("No space left on device")

    monkeypatch.setattr("constabulary.records.journal.DatabaseStore.send", full)
    answer = browser.get(f"/crimes/{crime.reference}")
    assert answer.status_code >= 500
    assert crime.offence_title not in answer.content.decode()


def test_the_readings_of_one_page_are_one_transaction(at, committing):
    crime, by = planned(at), asking(Role.SUPERVISOR)
    last = JournalEntry.objects.latest("id").id
    assert signed_in(by).get(f"/crimes/{crime.reference}").status_code == 200
    made = JournalEntry.objects.filter(id__gt=last, kind=EntryKind.READ_CRIME.value)
    assert len(made) > 1, "the crime and the danger known of it, or the test shows nothing"
    assert len({one.transaction for one in made}) == 1
