"""A force leaves its old system: what was refused is seen, differences are accepted by name, rows looked at, then it is left."""

import pytest

from constabulary.access.roles import Role
from constabulary.casework.clock import now
from constabulary.casework.takeover.comparing import compare_systems
from constabulary.casework.takeover.loading import take_over
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests import databases
from tests.early import WORKER
from tests.factories.staging import small_folder, write_folder
from tests.journeys.filling import press
from tests.journeys.site import serving

pytestmark = pytest.mark.browser
NAME = f"test_takeover_{WORKER}"
TOLD = [
    {"table": "orders", "reference": "X1"},
    {"table": "crimes", "reference": "C99", "status": "allocated"},
    {"table": "tasks", "reference": "T1", "code": "update_victim", "moment": "2026-10-01T09:00:00+00:00", "of": "C1"},
]  # fmt: skip


@pytest.fixture(scope="module")
def address(django_db_setup, django_db_blocker, tmp_path_factory):
    """A site of its own, into which another system's rows have come."""
    with django_db_blocker.unblock(), databases.own(NAME):
        take_over_some(tmp_path_factory.mktemp("staged"))
        with serving(NAME) as found:
            yield found


def take_over_some(folder) -> None:
    at, system = now(), system_officer()
    say_who_asks(system)
    tables = small_folder(at)
    tables["people"].append({**tables["people"][0], "reference": "P4", "telephone": "", "address_line": "9 Far Road"})
    tables["crimes"][3]["cancellation"] = ""
    write_folder(folder, {**tables, "control_references": TOLD})
    list(take_over(folder=folder, name="Oldsys", by=system, at=at))
    compare_systems(folder=folder, name="Oldsys", by=system, at=at)


def test_whoever_administers_sees_the_ledger_and_nobody_by_name(person):
    for narrow in (False, True):
        admin = person(Role.ADMINISTRATOR, narrow=narrow)
        page = admin.open("/ledgers")
        assert "A cancelled crime has a code and the moment of it." in page.content()
        assert "Ruth" not in page.content()
        admin.check_accessible()
        admin.picture(f"takeover-ledger{'-narrow' if narrow else ''}")


def test_somebody_decides_whether_two_people_are_one(person):
    for narrow in (False, True):
        officer = person(Role.INVESTIGATOR, narrow=narrow)
        officer.open("/taking-over/people")
        officer.check_accessible()
        officer.picture(f"takeover-people{'-narrow' if narrow else ''}")


def test_a_chief_officer_leaves_the_old_system_once_it_balances(person):
    for narrow in (True, False):
        chief = person(Role.CHIEF_OFFICER, narrow=narrow, script=not narrow or True)
        page = chief.open("/taking-over")
        chief.check_accessible()
        page.get_by_role("link", name="Oldsys").click()
        overview = page.url
        for name, link in (("differences", "Both systems side by side"), ("sample", "Rows compared by eye")):
            chief.check_accessible()
            chief.picture(f"takeover-overview{'-narrow' if narrow else ''}")
            page.get_by_role("link", name=link).click()
            chief.check_accessible()
            chief.picture(f"takeover-{name}{'-narrow' if narrow else ''}")
            page.goto(overview)
    page.get_by_role("link", name="Both systems side by side").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(page, "Accept the differences")
    assert "There is a problem" in page.content()
    chief.check_accessible()
    page.get_by_label("Why?").fill("Orders follow; the crime is of a test.")
    press(page, "Accept the differences")
    page.goto(overview)
    page.get_by_role("link", name="Rows compared by eye").click()
    press(page, "Draw rows")
    page.get_by_role("link", name="Crimes C2").click()
    chief.check_accessible()
    chief.picture("takeover-look")
    page.goto(overview)
    page.get_by_role("link", name="Decide to leave").click()
    chief.picture("takeover-cut-over")
    chief.check_accessible()
    page.get_by_label("Why?").fill("Everything is here.")
    press(page, "Leave Oldsys")
    assert "Rows drawn to be looked at by eye have not all been looked at." in page.content()
