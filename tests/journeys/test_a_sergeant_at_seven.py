"""A sergeant at seven: six officers, ninety crimes, two people in custody, one officer sick; wide, on a phone, no script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.shift import hand_over_shift, open_shift
from constabulary.policing.supervision.shift import Act, Why
from constabulary.records.models import JournalEntry
from constabulary.records.queries.officers import say_who_asks
from tests import databases
from tests.early import WORKER
from tests.factories.workforce import Scene, seven_in_the_morning
from tests.journeys.site import serving

pytestmark = pytest.mark.browser
NAME = f"test_shift_{WORKER}"


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """A database of its own, in which acts are committed one by one as they are in life."""
    with django_db_blocker.unblock(), databases.own(NAME):
        found = seven_in_the_morning(timezone.now())
        hand_over_shift(words="The van is off the road.\nSee the two in custody.", by=found.outgoing, at=timezone.now())
        yield found


@pytest.fixture(scope="module")
def address(scene):
    """The site over it."""
    with serving(NAME) as found:
        yield found


def test_the_first_five_are_custody_then_danger_and_cover_and_the_sick_officer_is_asked_for_nothing(scene: Scene):
    say_who_asks(scene.sergeant)
    at = timezone.now()
    opened = open_shift(by=scene.sergeant, at=at)
    assert [one.officer.collar_number for one in opened.people] == [f"R90{number}" for number in range(6)]
    assert [one.load.crimes for one in opened.people] == [15] * 6
    sick, *others = opened.people
    assert [one.days.kind.value for one in sick.away] == ["sickness"]
    assert not sick.load.has_capacity
    assert all(one.load.has_capacity and one.is_free_for_response(at) for one in others)
    plan = opened.plan
    assert len(plan.first) == 5
    assert [one.act for one in plan.first[:2]] == [Act.CUSTODY, Act.CUSTODY]
    everything = (*plan.first, *plan.this_shift, *plan.later)
    (cover,) = [one for one in everything if one.act is Act.COVER]
    assert cover in plan.first
    assert cover.crimes > 1
    asked = [one for one in (*plan.first, *plan.this_shift) if one.act in {Act.CHASE, Act.VICTIM}]
    assert not [one for one in asked if one.officer == cover.officer]
    assert all(one.why[0] is not Why.LATER for one in (*plan.first, *plan.this_shift))
    assert all(one.why == (Why.LATER,) and one.due_at > plan.ends_at for one in plan.later)
    assert len(
        {(one.act, one.crime, one.officer if one.act is Act.COVER else None) for one in everything if one.crime}
    ) == len([one for one in everything if one.crime]), "each crime has one action of a kind"
    entry = JournalEntry.objects.filter(kind="read_shift").latest("id")
    assert set(entry.rows) >= set(opened.crimes)


def sign_in(person, number: str, **options):
    someone = person(Role.SUPERVISOR, **options)
    someone.page.get_by_role("button", name="Sign out").click()
    someone.page.get_by_label("Collar or staff number").fill(number)
    someone.page.get_by_label("Password").fill("constabulary")
    someone.page.get_by_role("button", name="Sign in").click()
    return someone


def test_on_a_phone_nothing_is_wider_than_the_screen_and_the_first_five_come_before_the_rest(person, scene):
    someone = sign_in(person, "S900", narrow=True)
    page = someone.open("/supervision/shift")
    first = page.locator("ol.govuk-list--number > li")
    assert first.count() == 5
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    headings = page.locator("h2").all_inner_texts()
    assert headings[:4] == ["Handed over, not acknowledged", "First", "Who is at work", "May wait"]
    someone.check_accessible()
    someone.picture("shift-narrow")


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_a_hand_over_is_typed_found_again_and_sent(person, scene, script):
    someone = sign_in(person, "S901", script=script)
    page = someone.open("/supervision/shift/hand-over")
    page.get_by_role("button", name="Hand over").click()
    assert "Say what the next supervisor has to know" in page.locator("body").inner_text()
    page.get_by_label("What does the next supervisor").fill("She is at ZZ9 7QX.")
    page.get_by_role("button", name="Hand over").click()
    assert "Leave out addresses" in page.locator("body").inner_text()
    page = someone.open("/supervision/shift/hand-over")
    assert page.get_by_label("What does the next supervisor").input_value() == "She is at ZZ9 7QX."
    if script:
        someone.check_accessible()
    page.get_by_label("What does the next supervisor").fill("Nothing else.")
    page.get_by_role("button", name="Hand over").click()
    assert page.url.split("?")[0].endswith("/supervision/shift")
    assert "Nothing else." in page.locator("body").inner_text()


def test_the_incoming_sergeant_takes_over_finds_cover_and_keeps_time_free(person, scene):
    someone = sign_in(person, "S900")
    page = someone.open("/supervision/shift")
    someone.check_accessible()
    someone.picture("shift-wide")
    waiting = page.get_by_role("button", name="I have taken this over")
    before = waiting.count()
    waiting.last.click()
    assert page.get_by_role("button", name="I have taken this over").count() == before - 1
    page.get_by_role("link", name="Find cover for an officer who is away").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Crimes that need cover"
    page.get_by_role("button", name="Propose colleagues").click()
    someone.check_accessible()
    someone.picture("cover-wide")
    page = someone.open("/supervision/shift/protect")
    page.get_by_label("Whose?").select_option(label="Constable Constable R901 R901")
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    page.get_by_label("From").fill(f"{tomorrow:%d/%m/%Y} 12:00")
    page.get_by_label("Until").fill(f"{tomorrow:%d/%m/%Y} 15:00")
    page.get_by_role("button", name="Keep it free").click()
    page.get_by_role("button", name="Give up").click()
    assert "The time is given up." in page.locator("body").inner_text()
    someone.open("/supervision/quality")
    someone.check_accessible()
    someone.picture("quality-wide")
