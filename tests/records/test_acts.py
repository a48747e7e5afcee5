"""While an act goes on it sees what it changes; when it is refused the rows in hand are as before."""

import json

import pytest

from constabulary.access.roles import Role
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Crime, JournalPayload
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.crimes import planned


class Refused(Exception):
    """What ends the act of a test."""


def two_officers() -> tuple[OfficerRow, OfficerRow]:
    return tuple(OfficerRow.objects.filter(is_system=False).order_by("id")[:2])


def give_and_be_refused(crime: Crime, other: OfficerRow, at) -> None:
    """Change whose crime it is in an act that is refused in the end."""
    with writing(by=asking(Role.SUPERVISOR), at=at) as w:
        w.entry(EntryKind.STAGE_NOTED, subject=crime)
        w.update(crime, officer_id=other.id, stage="court")
        assert crime.officer == other, "not the one that was at hand before"
        w.update(crime, stage="wanted")
        raise Refused


def test_a_row_leads_to_the_row_that_an_act_says_and_back_to_the_one_before_when_it_is_refused(at, db):
    crime = Crime.objects.get(id=planned(at).id)
    before, other = crime.officer, next(one for one in two_officers() if one.id != crime.officer_id)
    with pytest.raises(Refused):
        give_and_be_refused(crime, other, at)
    assert (crime.officer_id, crime.officer, crime.stage) == (before.id, before, "active")


def test_what_is_changed_twice_in_one_entry_is_told_from_what_it_was_to_what_it_became(at, db):
    crime = planned(at)
    with writing(by=asking(Role.SUPERVISOR), at=at) as w:
        row = w.lock(Crime, crime.id)
        entry = w.entry(EntryKind.STAGE_NOTED, subject=row)
        w.update(row, stage="court", is_complex=True)
        w.update(row, stage="wanted", high_harm=not row.high_harm)
    told = json.loads(bytes(JournalPayload.objects.get(entry=entry.id).content))["changes"]["crime"]
    harm = not row.high_harm
    assert told == {
        str(crime.id): {"stage": ["active", "wanted"], "is_complex": [False, True], "high_harm": [harm, not harm]}
    }
    kept = Crime.objects.get(id=crime.id)
    assert (kept.stage, kept.is_complex, kept.high_harm) == ("wanted", True, not harm)


def test_what_an_act_has_changed_is_found_by_what_it_is_now(at, db):
    crime = planned(at)
    with writing(by=asking(Role.SUPERVISOR), at=at) as w:
        row = w.lock(Crime, crime.id)
        w.entry(EntryKind.STAGE_NOTED, subject=row)
        w.update(row, stage="court")
        assert w.find(Crime, incident_id=row.incident_id, stage="active") == []
        assert w.find(Crime, incident_id=row.incident_id, stage="court") == [row]
