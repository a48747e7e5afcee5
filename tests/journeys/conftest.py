"""The browser for journeys: signed-in people, axe, screenshots for the documents."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from constabulary.access.roles import Role
from constabulary.casework.demo import PASSWORD
from tests import databases
from tests.early import ROOT, WORKER
from tests.factories.officers import number_of
from tests.journeys.arrival import presses_settle, settle, watch
from tests.journeys.site import CHROMIUM_ARGUMENTS, browser_path, site

AXE = (Path(__file__).parent / "axe.min.js").read_text()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser they are skipped and say why."""
    for item in items:
        if "browser" in item.keywords and not browser_path():
            item.add_marker(pytest.mark.skip(reason="no Chromium is installed here"))


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds against WCAG 2.2 AA on a page as it stands: of each rule, the first three places."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(
        "async (tags) => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']})).violations.map(v => "
        "({id: v.id, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 200))}))",
        WCAG,
    )


@dataclass
class Someone:
    """A person at a browser."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        watch(self.page)

    def open(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.address + path)
        return self.page

    def check_accessible(self) -> None:
        """No violation of WCAG 2.2 AA on the page as it stands, nothing on the console, nothing fetched from elsewhere."""
        settle(self.page)
        found = violations(self.page)
        assert not found, f"{self.page.url}: {json.dumps(found, indent=1)}"
        assert not self.complaints, self.complaints

    def picture(self, name: str) -> None:
        """A screenshot, kept with CONSTABULARY_PICTURES=1; those that the documents show are then taken anew."""
        if os.environ.get("CONSTABULARY_PICTURES") != "1":
            return
        folder = ROOT / "var" / "tests" / "pictures"
        folder.mkdir(parents=True, exist_ok=True)
        shown = ROOT / "docs" / "pictures" / f"{name}.png"
        taken = self.page.screenshot(path=folder / f"{name}.png", full_page=True)
        if shown.exists():
            shown.write_bytes(taken)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a site with a force of its own."""
    with site() as found:
        yield found


@pytest.fixture
def on_site(address, django_db_setup, django_db_blocker):
    """Acts go to the database of the site."""
    with django_db_blocker.unblock(), databases.connected_to(f"test_site_{WORKER}"):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    presses_settle()
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=browser_path(), args=list(CHROMIUM_ARGUMENTS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def signed_in() -> dict[tuple[str, Role], list[Any]]:
    """For each site, the cookies of whoever has signed in already; a sign-in that has ended sends to the form, and they sign in again."""
    return {}


@pytest.fixture
def person(
    browser: Browser, address: str, signed_in: dict[tuple[str, Role], list[Any]]
) -> Iterator[Callable[..., Someone]]:
    """Signs someone of a role in, wide by default; `narrow` at 400 px; `script=False` without JavaScript."""
    contexts = []

    def sign_in(role: Role, *, narrow: bool = False, script: bool = True) -> Someone:
        context = browser.new_context(
            viewport={"width": 400 if narrow else 1280, "height": 900},
            java_script_enabled=script,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        contexts.append(context)
        page = context.new_page()
        someone = Someone(page=page, address=address)
        page.on(
            "console",
            lambda message: (
                someone.complaints.append(message.text)
                if message.type in {"error", "warning"} and "status of 4" not in message.text
                else None
            ),
        )
        page.on(
            "request",
            lambda request: (
                someone.complaints.append(f"fetched {request.url}")
                if not request.url.startswith((address, "data:"))
                else None
            ),
        )
        page.set_default_timeout(10_000)
        context.add_cookies(signed_in.get((address, role), []))
        someone.open("/" if (address, role) in signed_in else "/sign-in")
        if page.url.startswith(f"{address}/sign-in"):
            page.get_by_label("Collar or staff number").fill(number_of(role))
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(f"{address}/")
            signed_in[(address, role)] = context.cookies()
        assert page.get_by_role("heading", level=1).inner_text() == "My work"
        return someone

    yield sign_in
    for context in contexts:
        context.close()
