"""How often an incident's page turns to the database: each turn costs more than most of what it asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.records.queries import together
from tests.factories.browsers import signed_in
from tests.factories.incidents import quarrel

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.INVESTIGATOR], ids=lambda role: role.value)
def test_what_an_incidents_page_shows_is_asked_at_once_and_only_the_names_of_officers_after_it(monkeypatch, role):
    incident, browser = quarrel(timezone.now() - timedelta(hours=1)), signed_in(role)
    turns: list[list[str]] = []
    rows_of = together._rows_of

    def counted(asked):
        turns.append([one.statement for one in asked])
        return rows_of(asked)

    monkeypatch.setattr(together, "_rows_of", counted)
    assert browser.get(f"/incidents/{incident.reference}").status_code == 200
    several = [len(turn) for turn in turns if len(turn) > 1]
    assert len(several) == 1, several
    assert several[0] > 15
    assert [one for turn in turns[-1:] for one in turn if "FROM officer WHERE" in one], "the names come last"
