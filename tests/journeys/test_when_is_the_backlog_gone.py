"""A planner asks: when is POLIT's backlog gone with two more investigators, how sure, and what if referrals double?

From the force's own records, in the browser, with and without a script; the plan is printed, and its figures repeated by
the command line from the file that the page gives.
"""

import re
import subprocess
import sys

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from tests.early import ROOT
from tests.factories.scenarios import online_team_at_work, play_all
from tests.journeys.widths import narrow_every_day

pytestmark = pytest.mark.browser
TIMES = "60"


@pytest.fixture(scope="module")
def team_made() -> list[bool]:
    """One site serves the tests of this file: its team is made once."""
    return []


def play() -> None:
    """What the worker does."""
    assert play_all(timezone.now()) == 1


def show(page, script: bool) -> None:
    """Have what waits played, and go to what came of it: with a script the page says itself that it is done."""
    play()
    if not script:
        page.get_by_role("link", name="Look again").click()
        return
    page.get_by_role("link", name="Show it").wait_for()
    assert page.get_by_role("button", name="Cancel the run").count() == 0, "what is done is not cancelled any more"
    assert page.get_by_role("link", name="Look again").count() == 0
    page.get_by_role("link", name="Show it").click()


def change(page, name: str, label: str, to: str, *, script: bool) -> str:
    """Change one thing of the scenario on the page, have it played, and say which run it is."""
    page.get_by_role("link", name="Change it and run again").click()
    page.get_by_label("What do you call it now?").fill(name)
    page.get_by_label(label).fill(to)
    page.get_by_role("button", name="Save and run").click()
    page.get_by_text("It was asked for, and is played in the background").wait_for()
    assert page.get_by_role("button", name="Cancel the run").count() == 1
    show(page, script)
    page.get_by_role("heading", name="How many wait, day by day").wait_for()
    return page.url.split("?")[0].rsplit("/", 1)[1]


@pytest.mark.parametrize("script", [False, True], ids=["without a script", "with a script"])
def test_when_is_the_backlog_gone_with_two_more_and_what_if_referrals_double(
    person, on_site, team_made, tmp_path, script
):
    if not team_made:
        online_team_at_work(timezone.now(), investigators=3, crimes=9)
        team_made.append(True)
    planner = person(Role.PLANNER, script=script)
    page = planner.open("/planning")
    page.get_by_role("button", name="Start a scenario").click() if script else page.get_by_text(
        "Start a scenario"
    ).click()
    page.get_by_label("What do you call it?").fill("POLIT today")
    page.get_by_label("POLIT as the records have it today").check()
    page.get_by_role("button", name="Save the scenario").click()
    page.get_by_text("The scenario is saved.").wait_for()
    assert "9 open with their ages" in page.locator("main").inner_text()
    page.get_by_label("How many times is it played?").fill(TIMES)
    page.get_by_role("button", name="Run it as it is").click()
    page.get_by_text(re.compile("Waiting to be played|being compiled")).first.wait_for()
    show(page, script)
    page.get_by_role("heading", name="How many wait, day by day").wait_for()
    said = page.locator("main").inner_text()
    assert "synthetic" in said.lower()
    assert re.search(r"Gone by \d+ \w+ \d{4}, with 80 % chance", said)
    now = page.url.split("?")[0].rsplit("/", 1)[1]

    more = change(page, "Two more investigators", "More online investigators", "2", script=script)
    assert "2 more online investigators" in page.locator("main").inner_text()
    change(page, "Two more, referrals doubled", "What comes in, times", "2", script=script)
    said = page.locator("main").inner_text()
    assert "ungraded: 2 times as much comes in" in said

    page.get_by_role("link", name="Compare with another run").click()
    page.get_by_label("Compare with").select_option(more)
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("heading", name="Figure by figure").wait_for()
    if script:
        planner.check_accessible()
        planner.picture("planning-compared")
    page = planner.open(f"/planning/runs/{more}/compare?other={now}")
    row = page.get_by_role("row").filter(has_text="Days until the backlog is gone")
    assert row.count() == 1

    page = planner.open(f"/planning/runs/{more}")
    if script:
        planner.check_accessible()
        planner.picture("planning-run")
    page.get_by_role("link", name="A plan to print").click()
    plan = page.locator("main").inner_text()
    assert "How far to trust it" in plan
    page.emulate_media(media="print")
    repeats = page.get_by_label("The command that repeats it")
    assert repeats.evaluate("one => one.scrollWidth <= one.clientWidth"), "paper does not scroll: it is wrapped"
    page.emulate_media(media="screen")
    command = re.search(r"constabulary simulate (\S+) --seed (\d+) --replications (\d+)", plan)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="the scenario's file").click()
    assert waiting.value.suggested_filename == command[1]
    waiting.value.save_as(tmp_path / command[1])
    again = subprocess.run(
        [sys.executable, "-m", "constabulary.project.main", *command[0].split()[1:]],
        capture_output=True, text=True, check=True, cwd=tmp_path,
        env={"PYTHONPATH": f"{ROOT / 'src'}", "PATH": "/usr/bin:/bin"},
    ).stdout  # fmt: skip
    for day in re.findall(r"(?:50|80|90) %\s+(\d+ \w+ \d{4})", plan):
        assert day in again, "the command gives the same days"
    assert len(re.findall(r"with \d+% chance by", again)) == 3


@narrow_every_day
def test_the_pages_of_planning_are_accessible_and_fit(person, narrow):
    planner = person(Role.PLANNER, narrow=narrow)
    page = planner.open("/planning")
    paths = ["/planning", "/planning/new"]
    if page.get_by_role("link", name="Two more investigators").count():
        paths.append(page.get_by_role("link", name="Two more investigators").first.get_attribute("href"))
        paths.append(f"{paths[-1]}/change")
    for path in paths:
        page = planner.open(path)
        planner.check_accessible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        planner.picture(f"planning{paths.index(path)}-{'narrow' if narrow else 'wide'}")
