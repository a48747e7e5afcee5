"""A team's crimes given to others: somebody of another team proposed for each, and nobody of the team itself."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.allocation_proposals import open_allocation_proposals
from constabulary.casework.reading import NoSuchRecord
from constabulary.casework.reallocation import (
    ACCEPTED_FOR_TEAM,
    accept_reallocation,
    open_reallocation,
    open_teams_to_reallocate,
    propose_reallocation,
)
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Allocation, AllocationProposal, AllocationRun, Crime, JournalEntry
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import recorded
from tests.factories.protection import add_officer, add_team

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=5)


@pytest.fixture
def team(at) -> int:
    """A team of two that is to be dissolved: one has crimes, the other, in training, has none."""
    made = add_team("Harbour investigations", at, kind="investigation")
    busy = add_officer("H1", Role.INVESTIGATOR, at, team=made)
    student = add_officer("H2", Role.INVESTIGATOR, at, team=made)
    say_who_asks(system_officer())
    with writing(by=system_officer(), at=at, purpose="Training") as w:
        rows = [w.lock(OfficerRow, one.id) for one in (busy, student)]
        w.entry(EntryKind.OFFICER_ADDED, subject=rows[0])
        w.update(rows[0], pip_level=1)
        w.update(rows[1], pip_level=1, skills=["probationer"])
    for _ in range(3):
        crime, by = recorded(at), asking(Role.INSPECTOR)
        allocate_crime(
            crime=crime.pk,
            officer=busy.id,
            reason="Local and free.",
            override_reason="Knows the street.",
            by=by,
            at=at + LATER,
        )
    return made


def crimes_of_team(team: int) -> list[Crime]:
    asking(Role.ALLOCATION_MANAGER)
    return list(Crime.objects.filter(officer__team_id=team).order_by("id"))


def test_for_each_crime_somebody_of_another_team_is_proposed_and_nobody_is_given_anything(team, at):
    by = asking(Role.ALLOCATION_MANAGER)
    held = {one.pk for one in crimes_of_team(team)}
    number = propose_reallocation(team=team, by=by, at=at + LATER)
    members = set(OfficerRow.objects.filter(team_id=team).values_list("id", flat=True))
    run = AllocationRun.objects.get(pk=number)
    assert run.wanted == {"cover": sorted(members), "team": team}
    made = AllocationProposal.objects.filter(run=run)
    assert {one.crime_id for one in made} == held
    assert all(one.officer_id is not None for one in made)
    assert not members & {one.officer_id for one in made}, "nor anybody of the team who has no crime"
    assert {one.pk for one in crimes_of_team(team)} == held
    opened = open_reallocation(team=team, by=asking(Role.ALLOCATION_MANAGER), at=at + LATER)
    assert set(opened.proposals) == held
    assert [(one.collar_number, load.crimes) for one, load in opened.members] == [("H1", 3), ("H2", 0)]
    entry = JournalEntry.objects.filter(subject="crimes of a team to give to others").latest("id")
    assert set(entry.rows) >= held
    pool = open_allocation_proposals(purpose="Deciding", by=asking(Role.ALLOCATION_MANAGER), at=at + LATER)
    assert (pool.run, pool.lines) == (None, ())


def test_what_is_accepted_goes_to_them_with_the_reason_and_the_team_is_empty(team, at):
    by = asking(Role.SUPERVISOR)
    propose_reallocation(team=team, by=by, at=at + LATER)
    chosen = list(AllocationProposal.objects.filter(state="open"))
    done = accept_reallocation(proposals=[one.pk for one in chosen], by=by, at=at + LATER)
    assert (done.given, done.gone, done.refused) == (3, 0, ())
    for one in chosen:
        row = Allocation.objects.filter(crime=one.crime_id).latest("id")
        assert (row.officer_id, row.instead_of_id, row.reason) == (one.officer_id, one.cover_for_id, ACCEPTED_FOR_TEAM)
    assert crimes_of_team(team) == []
    assert team not in {one.id for one in open_teams_to_reallocate(by=by, at=at + LATER)}
    with pytest.raises(NotAllowed, match="Nobody in this team has a crime"):
        propose_reallocation(team=team, by=by, at=at + LATER)
    assert open_reallocation(team=team, by=by, at=at + LATER).crimes == ()


def test_of_no_team_there_is_nothing_and_others_may_not(team, at):
    by = asking(Role.INVESTIGATOR)
    for act in (
        lambda: open_teams_to_reallocate(by=by, at=at),
        lambda: open_reallocation(team=team, by=by, at=at),
        lambda: propose_reallocation(team=team, by=by, at=at),
        lambda: accept_reallocation(proposals=[1], by=by, at=at),
    ):
        with pytest.raises(NotPermitted):
            act()
    manager = asking(Role.ALLOCATION_MANAGER)
    for act in (open_reallocation, propose_reallocation):
        with pytest.raises(NoSuchRecord):
            act(team=999_999_989, by=manager, at=at)


def test_on_screen_a_team_is_chosen_proposed_for_accepted_and_rejected_and_what_is_missing_is_said(team, at):
    manager = signed_in(Role.ALLOCATION_MANAGER)
    page = manager.get("/allocation/teams")
    assert "Harbour investigations 2 3" in words_of(page)
    here = f"/allocation/teams/{team}"
    assert f'href="{here}"' in page.content.decode()
    assert "Nobody yet" in words_of(manager.get(here))
    assert manager.post(f"{here}/propose").status_code == 302
    nothing = manager.post(here, {})
    assert nothing.status_code == 422
    assert "Choose at least one proposal." in words_of(nothing)
    first, second, third = AllocationProposal.objects.filter(state="open").order_by("id")
    assert f'href="/allocation/proposals/{first.pk}/reject?team={team}"' in manager.get(here).content.decode()
    answer = manager.post(f"/allocation/proposals/{first.pk}/reject?team={team}", {"because": "On nights."})
    assert answer["Location"] == f"{here}?done=proposal-rejected"
    answer = manager.post(here, {"proposals": [str(second.pk), str(third.pk)]})
    assert answer["Location"] == f"{here}?done=cover-accepted"
    assert manager.post(f"{here}/propose").status_code == 302
    last = AllocationProposal.objects.get(state="open")
    manager.post(here, {"proposals": [str(last.pk)]})
    assert "Nobody in this team has a crime." in words_of(manager.get(here))
    refused = manager.post(f"{here}/propose")
    assert refused.status_code == 422
    assert "Nobody in this team has a crime." in words_of(refused)
    assert manager.get("/allocation/teams/999999989").status_code == 404


def test_a_page_says_where_it_lies_and_all_of_it_is_ticked_at_once(team):
    manager, here = signed_in(Role.ALLOCATION_MANAGER), f"/allocation/teams/{team}"
    manager.post(f"{here}/propose")
    whole = manager.get(here).content.decode()
    assert "checked" not in whole
    assert 'href="?from=0&amp;ticked=all"' in whole
    assert manager.get(f"{here}?ticked=all").content.decode().count(" checked>") == 3
    last = manager.get(f"{here}?from=2&ticked=all")
    assert "3 to 3 of 3" in words_of(last)
    assert last.content.decode().count(" checked>") == 1
    assert "The list ends before this page" in words_of(manager.get(f"{here}?from=50"))
