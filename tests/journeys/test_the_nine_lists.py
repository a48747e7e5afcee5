"""A sergeant works the nine lists of supervision one by one: each count opens its records, and each act clears some."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.outcomes.check import RULES
from constabulary.policing.supervision.lists import LISTS, SupervisionList
from constabulary.records.models import Crime
from tests import databases
from tests.conftest import asking
from tests.early import WORKER
from tests.factories.crimes import (
    allocated,
    considered,
    identified,
    planned,
    recorded,
    the_suspect,
    told_of,
    withdraws,
)
from tests.factories.outcomes import filled
from tests.factories.worked import worked
from tests.journeys.filling import fill_in, press
from tests.journeys.site import serving

pytestmark = pytest.mark.browser
NAME = f"test_lists_{WORKER}"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
L = SupervisionList


def look(someone, name: str) -> None:
    """The page is accessible, fits the width, and is pictured."""
    someone.check_accessible()
    assert someone.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), someone.page.url
    someone.picture(name)


def soon(days: int) -> str:
    return (timezone.localtime() + days * DAY).strftime("%d/%m/%Y")


@pytest.fixture
def crimes() -> dict[str, Crime]:
    """One crime for each thing that was left undone."""
    return {}


@pytest.fixture
def address(crimes, django_db_setup, django_db_blocker):
    """A site of its own, on which nothing else stands on any list."""
    with django_db_blocker.unblock(), databases.own(NAME):
        crimes |= leave_undone()
        with serving(NAME) as found:
            yield found


def leave_undone() -> dict[str, Crime]:
    now = timezone.now()
    bailed, month = planned(now - 40 * DAY), now - 30 * DAY
    for status, until in (
        (SuspectStatus.ARRESTED_IN_CUSTODY, None), (SuspectStatus.BAILED_PRE_CHARGE, now - 2 * DAY),
    ):  # fmt: skip
        move_suspect(
            suspect=the_suspect(bailed).pk, to_status=status, words="As custody says.", moment=until,
            reference="ZZ/1", by=asking(Role.DETECTIVE), at=month,
        )  # fmt: skip
    return {
        "waits": recorded(now - 3 * DAY),
        "neglected": allocated(now - 9 * DAY),
        "wanted": planned(now - 40 * DAY),
        "bailed": bailed,
        "proposed": proposed(now - 130 * DAY),
    }


def proposed(at) -> Crime:
    """Everything that an outcome 16 asks for is done; it waits for a decision."""
    crime = planned(at)
    worked(crime, at + 4 * HOUR)
    identified(crime, at + 5 * HOUR)
    withdraws(crime, at + 6 * HOUR)
    considered(crime, at + 7 * HOUR)
    propose_outcome(
        crime=crime.pk, outcome_type="16", rationale="Nothing but her account shows it.", suspect=the_suspect(crime).pk,
        stated=filled(tuple(one.heading for one in RULES["16"].stated)), by=asking(Role.DETECTIVE), at=at + 8 * HOUR,
    )  # fmt: skip
    told_of(crime, "16", at + 9 * HOUR)
    return crime


GIVEN = {"reason": "Local.", "override_reason": "Nobody else is on duty."}
PLAN = {
    "summary": "The former partner and the car.", "points_to_prove": "Damage, intent.", "objective": "Who did it",
    "evidence_led_route": "Footage and the call.", "action": "Get the footage", "due_on": soon(5), "direction": "either",
}  # fmt: skip
AGREED = {"how": "telephone", "by_safe_route": "on", "every_days": "28"}
TOLD = {
    "occasion": "as_agreed", "method": "telephone", "reached": "reached", "by_safe_route": "on", "spoken_to": "victim",
    "said": "What has been done.", "questions": "None.", "next_on": soon(7),
}  # fmt: skip
REVIEW = {
    "examined": ["plan", "victim"], "findings": "A plan at last, and she knows who to ring.",
    "direction": "Ask for the footage today.", "direction_due": f"{soon(1)} 12:00",
}  # fmt: skip
INSPECTED = {
    "examined": ["plan", "suspects"], "findings": "Her words, the footage and the suspect are looked at.",
    "no_direction_because": "The decision on the outcome is what is left, and it waits with the sergeant.",
}  # fmt: skip
MOVED = {"to_status": "arrested_in_custody", "words": "Arrested at home.", "reference": "ZZ/2"}
RELEASED = {"to_status": "under_investigation", "words": "Not charged in time.", "reference": "ZZ/1"}
APPROVED = {"decision": "approve", **{one.heading.code: "on" for one in RULES["16"].by_approver}}
#: List by list: who works it, whose crime is taken from it, which links lead to the act, what is answered, the button.
WORK: tuple[tuple[L, Role, str, tuple[str, ...], dict[str, Any], str], ...] = (
    (L.UNALLOCATED, Role.SUPERVISOR, "waits", ("Allocate",), GIVEN, "Allocate"),
    (L.NO_PLAN, Role.SUPERVISOR, "neglected", ("Set the plan",), PLAN, "Set the plan"),
    (L.NO_CONTACT_AGREED, Role.SUPERVISOR, "neglected", ("Agree contact with the victim",), AGREED, "Save"),
    (L.CONTACT_OVERDUE, Role.SUPERVISOR, "neglected", ("Update the victim",), TOLD, "Save"),
    (L.REVIEW_OVERDUE, Role.SUPERVISOR, "neglected", ("Review the investigation",), REVIEW, "Keep the review"),
    (L.SUSPECT_OUTSTANDING, Role.SUPERVISOR, "wanted", ("Move on",), MOVED, "Save"),
    (L.BAIL_EXPIRED, Role.SUPERVISOR, "bailed", ("Move on",), RELEASED, "Save"),
    (L.INSPECTION_OVERDUE, Role.INSPECTOR, "proposed", ("Review the investigation",), INSPECTED, "Keep the review"),
    (L.OPEN_LONG, Role.SUPERVISOR, "proposed", ("Decide the outcome",) * 2, APPROVED, "Store the decision"),
)


def counts(someone) -> dict[L, int]:
    """How many stand on each list, as the page says."""
    page = someone.open("/supervision")
    lines = page.get_by_role("region", name="The nine lists").locator("tbody tr")
    assert lines.count() == len(L)
    said = [line.locator("[data-label=Now]").inner_text() for line in lines.all()]
    return dict(zip(LISTS, [int(one.strip("–") or 0) for one in said], strict=True))


def open_list(someone, wanted: L) -> list[str]:
    """Open what a list's count counts; the references that stand there."""
    page = someone.page if someone.page.url.endswith("/supervision") else someone.open("/supervision")
    page.locator(f'[data-label=Now] a[href="/supervision/{wanted.value}"]').click()
    page.get_by_role("heading", level=1, name=f"{LISTS[wanted].title}: The force").wait_for()
    return page.locator("[data-label=Crime] a").all_inner_texts()


def work(someone, crime: Crime, ways: tuple[str, ...], answers: dict[str, Any], button: str) -> None:
    """From a line of a list that stands open to its record, and from there to the act and through it."""
    page = someone.page
    page.get_by_role("link", name=crime.reference, exact=True).first.click()
    for one in ways:
        page.wait_for_load_state()
        page.locator("main").get_by_role("link", name=one).first.click()
    page.locator("main form").first.wait_for()
    for officer in page.locator("main input[name=officer]").all()[:1]:
        officer.check()
    fill_in(page, answers)
    press(page, button)
    page.locator(".moj-alert, .govuk-error-summary").first.wait_for()
    refused = page.locator(".govuk-error-summary")
    assert not refused.count(), f"{page.url}: {refused.inner_text()}"


@pytest.mark.parametrize(
    "narrow", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["wide", "narrow"]
)  # fmt: skip
def test_a_sergeant_works_the_nine_lists_one_by_one(person, crimes, narrow):
    width = "-narrow" if narrow else ""
    sergeant = person(Role.SUPERVISOR, narrow=narrow)
    inspector = person(Role.INSPECTOR, narrow=narrow)
    stand = counts(sergeant)
    assert all(stand.values()), "something stands on each of the nine"
    look(sergeant, f"nine-lists{width}")

    cleared: dict[L, set[L]] = {}
    for wanted, role, name, ways, answers, button in WORK:
        someone = inspector if role is Role.INSPECTOR else sergeant
        crime = crimes[name]
        listed = open_list(someone, wanted)
        assert len(listed) == stand[wanted], "each count opens as many records"
        assert crime.reference in listed
        if wanted in {L.UNALLOCATED, L.BAIL_EXPIRED}:
            look(someone, f"list-{wanted.value}{width}")
        work(someone, crime, ways, answers, button)
        left = counts(sergeant)
        assert left[wanted] == stand[wanted] - 1, wanted
        cleared[wanted] = {one for one in L if left[one] < stand[one]}
        assert all(left[one] <= stand[one] for one in L), f"{wanted} puts nothing onto another list"
        stand = left

    assert len(cleared[L.OPEN_LONG]) > 1, "one act clears every list that the crime stood on"
    crime = crimes["proposed"].reference
    assert not [one for one in L if stand[one] and crime in open_list(sergeant, one)]
