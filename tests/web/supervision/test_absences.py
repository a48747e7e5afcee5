"""The pages of who is away and of cover, without a script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.records.models import Abstraction, AllocationProposal, Crime
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import allocated
from tests.factories.protection import add_officer, add_team
from tests.factories.workforce import away

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localtime(timezone.now())


def sent(today, **changes) -> dict[str, str]:
    day = f"{today:%d/%m/%Y}"
    whole = {
        "officer": str(asking(Role.DETECTIVE).id), "kind": "sickness", "from_on": day, "until_on": "", "share": "100"
    }  # fmt: skip
    return {**whole, **changes}


def test_a_sergeant_records_that_somebody_is_sick_and_when_they_are_back(today):
    browser = signed_in(Role.SUPERVISOR)
    assert "Nobody is away" in words_of(browser.get("/supervision/absences"))
    answer = browser.post("/supervision/absences", sent(today))
    assert answer["Location"] == "/supervision/absences?done=abstraction-recorded"
    page = words_of(browser.get(answer["Location"]))
    assert "Sickness Today" in page
    assert "Not known" in page
    number = Abstraction.objects.get().pk
    address = f"/supervision/absences/{number}/end"
    assert 'href="#id_until_on"' in browser.post(address, {"until_on": ""}).content.decode()
    early = {"until_on": f"{today - timedelta(days=3):%d/%m/%Y}"}
    assert "The last day is before the first." in words_of(browser.post(address, early))
    assert browser.post(address, {"until_on": f"{today:%d/%m/%Y}"}).status_code == 302
    assert Abstraction.objects.get().until_on == today.date()


def test_what_was_entered_in_error_is_withdrawn(today):
    browser = signed_in(Role.SUPERVISOR)
    browser.post("/supervision/absences", sent(today))
    address = f"/supervision/absences/{Abstraction.objects.get().pk}/withdraw"
    assert "It was entered in error." in words_of(browser.get(address))
    assert browser.post(address).status_code == 302
    assert browser.get(address).status_code == 404
    assert "Nobody is away" in words_of(browser.get("/supervision/absences"))


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        pytest.param({"officer": ""}, "officer", "Choose who is away.", id="nobody"),
        pytest.param({"officer": "99"}, "officer", "Choose one of these.", id="somebody else's"),
        pytest.param({"kind": "tired"}, "kind", "Choose one of these.", id="another kind"),
        pytest.param({"from_on": ""}, "from_on", "Enter the first day.", id="no first day"),
        pytest.param({"from_on": "31/02/2026"}, "from_on", "There is no such day.", id="no such day"),
        pytest.param({"kind": "leave"}, "until_on", "Say which day is the last.", id="leave without an end"),
        pytest.param({"kind": "part_time"}, "share", "Part-time hours take less than all.", id="part time for none"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_what_was_typed_is_there(changes, field, sentence, today):
    browser = signed_in(Role.SUPERVISOR)
    refused = browser.post("/supervision/absences", sent(today, **changes))
    assert refused.status_code == 422
    assert sentence in words_of(refused)
    assert f'href="#id_{field}"' in refused.content.decode()
    assert 'value="100" selected' in browser.get("/supervision/absences").content.decode()


def test_days_that_overlap_are_refused_beside_the_first_day(today):
    browser = signed_in(Role.SUPERVISOR)
    browser.post("/supervision/absences", sent(today))
    refused = browser.post("/supervision/absences", sent(today, kind="leave", until_on=f"{today:%d/%m/%Y}"))
    assert "They are away on some of these days already." in words_of(refused)


def test_a_planner_finds_anybody_and_a_stranger_s_absence_is_not_there(today):
    stranger = add_officer("R900", Role.INVESTIGATOR, today, team=add_team("Harbour", today, kind="response"))
    planner = signed_in(Role.PLANNER)
    assert planner.post("/supervision/absences?words=R900", sent(today, officer=str(stranger.id))).status_code == 302
    assert "R900" in words_of(planner.get("/supervision/absences?words=R900"))
    assert "Nobody of that name or number is away" in words_of(planner.get("/supervision/absences?words=D08"))
    assert "Crimes that need cover" not in words_of(planner.get("/supervision/absences"))
    sergeant = signed_in(Role.SUPERVISOR)
    assert sergeant.get(f"/supervision/absences/{Abstraction.objects.get().pk}/end").status_code == 404


def test_nowhere_else_is_told_why_somebody_has_no_capacity(today):
    crime = allocated(today - timedelta(hours=6))
    away(Role.DETECTIVE, today)
    for role, address in (
        (Role.ALLOCATION_MANAGER, f"/crimes/{crime.reference}/allocate"),
        (Role.ALLOCATION_MANAGER, "/supervision/cover"),
        (Role.SUPERVISOR, "/team"),
        (Role.SUPERVISOR, "/supervision/cover"),
    ):
        page = words_of(signed_in(role).get(address))
        assert "No capacity" in page, address
        assert "sickness" not in page.lower(), address


def test_the_crimes_of_those_away_are_proposed_accepted_changed_and_rejected(today):
    crimes = [allocated(today - timedelta(hours=6)) for _ in range(2)]
    browser = signed_in(Role.SUPERVISOR)
    assert "Nobody who is away today has a crime." in words_of(browser.get("/supervision/cover"))
    refused = browser.post("/supervision/cover/propose")
    assert refused.status_code == 422
    assert "Nobody who is away today has a crime." in words_of(refused)
    away(Role.DETECTIVE, today)
    page = browser.get("/supervision/cover")
    assert "not known when they are back" in words_of(page)
    assert "Nobody yet" in words_of(page)
    assert browser.post("/supervision/cover/propose").status_code == 302
    placed = list(AllocationProposal.objects.filter(state="open", officer__isnull=False).order_by("id"))
    assert len(placed) == len(crimes)
    nothing = browser.post("/supervision/cover", {})
    assert nothing.status_code == 422
    assert "Choose at least one proposal." in words_of(nothing)
    answer = browser.post("/supervision/cover", {"proposals": [str(placed[0].pk)]})
    assert answer["Location"] == "/supervision/cover?done=cover-accepted"
    assert Crime.objects.get(pk=placed[0].crime_id).officer_id == placed[0].officer_id
    answer = browser.post(f"/allocation/proposals/{placed[1].pk}/reject", {"because": "On nights."})
    assert answer["Location"] == "/supervision/cover?done=proposal-rejected"
    assert "The whole force" in words_of(browser.get("/supervision/cover"))
    assert "Your own people only" in words_of(browser.get("/supervision/cover?of=everybody"))


def test_what_cannot_be_given_any_more_is_told_with_the_way_to_choose_somebody_else(today):
    allocated(today - timedelta(hours=6))
    away(Role.DETECTIVE, today)
    browser = signed_in(Role.ALLOCATION_MANAGER)
    browser.post("/supervision/cover/propose")
    one = AllocationProposal.objects.get(state="open")
    taker = next(role for role in Role if asking(role).id == one.officer_id)
    away(taker, today, by=Role.INSPECTOR if taker is not Role.INSPECTOR else Role.PLANNER)
    answer = browser.post("/supervision/cover", {"proposals": [str(one.pk)]})
    assert answer.status_code == 422
    assert "1 could not be given any more" in words_of(answer)
    assert f"/crimes/{one.crime.reference}/allocate" in answer.content.decode()


@pytest.mark.parametrize("address", ["/supervision/absences", "/supervision/absences/1/end", "/supervision/cover"])
def test_others_may_not(address, db):
    assert signed_in(Role.INVESTIGATOR).get(address).status_code == 403
