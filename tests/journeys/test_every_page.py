"""Trust 20: every declared page in a real browser, with something on it, wide and narrow, and each of its forms refused.

Accessible (axe, WCAG 2.2 AA), reached by the keyboard alone, nothing on the console, nothing fetched from elsewhere, no
page wider than the screen, every link of an error summary moves the focus to its field. A new page is picked up by
itself: by an identifier of the scene, or by a link on another page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from constabulary.access.roles import Role
from constabulary.project.installation import PACKAGE
from constabulary.web.pages import PAGES
from tests.journeys.conftest import violations
from tests.journeys.site import serving
from tests.trust.force import Force
from tests.trust.reached import Reached, readable

pytestmark = pytest.mark.browser
WIDTHS = {"wide": 1280, "narrow": 400}
COOKIE = "constabulary_sign_in"

#: Pages that nothing leads to, each with the reason.
UNREACHED: dict[str, str] = {}
#: Templates that no page of the sweep uses, each with the reason.
UNUSED: dict[str, str] = {
    "contact/unfinished.html": "while a call is not finished; tests/web/contact and a journey look at it",
    "recording/_no_offence.html": "where no offence is found; tests/web/recording looks at it",
    "allocation/decided_meanwhile.html": "while nobody proposes anew meanwhile; tests/web/allocation looks at it",
    "meanwhile.html": "where somebody else decided meanwhile: what the next three have in common",
    "recording/cancellation_decided.html": "where somebody else decided meanwhile; tests/web/recording looks at it",
    "outcomes/evidence_led_meanwhile.html": "where somebody else decided meanwhile; tests/web/outcomes looks at it",
    "outcomes/decided_meanwhile.html": "where somebody else decided meanwhile; tests/web/outcomes looks at it",
    "victims/your_page.html": "a code opens it once; tests/trust/test_your_page.py and a journey look at it",
    "errors/signed_out_part.html": "a part of a page asked for after signing out; tests/web looks at it",
    "planning/no_queue.html": "where nothing waits at the start of a scenario; tests/web/planning looks at it",
    "planning/staffing.html": "what came of one kind of question; tests/web/planning looks at it",
    "planning/roster.html": "what came of a third kind of question; tests/web/planning looks at it",
    "planning/_roster.html": "a part of two of those; tests/web/planning looks at it",
    "planning/recovery.html": "what came of another kind of question; tests/web/planning looks at it",
    "administration/first_password.html": "shown once when somebody was added; tests/web/administration and a journey look at it",
    "open_data/none.html": "before any published table is imported; tests/web looks at it",
}

FOCUSABLE = """() => {
  const seen = one => one.checkVisibility({visibilityProperty: true}) && !one.disabled
    && !one.closest("details:not([open]) > :not(summary)");
  const groups = new Set();
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(one => seen(one) && one.type !== "hidden" && one.tabIndex >= 0)
    .filter(one => {
      if (one.type !== "radio") return true;
      const group = (one.form ? [...document.forms].indexOf(one.form) : "") + one.name;
      if (groups.has(group)) return false;
      groups.add(group);
      return true;
    }).length;
}"""
NOTE_FOCUS = """() => {
  window.reached = new Set();
  document.addEventListener("focusin", event => {
    const one = event.target;
    const group = (one.form ? [...document.forms].indexOf(one.form) : "") + one.name;
    window.reached.add(one.type === "radio" ? "radio " + group : one);
  });
}"""
EMPTY = """form => {
  for (const one of form.elements) {
    if (one.type === "hidden" || one.tagName === "BUTTON") continue;
    if (one.type === "checkbox" || one.type === "radio") one.checked = false;
    else if (one.tagName === "SELECT") one.selectedIndex = [...one.options].findIndex(option => option.value === "");
    else one.value = "";
  }
  form.noValidate = true;
  const last = [...form.elements].filter(one => one.type === "submit").pop();
  form.requestSubmit(last);
}"""


@dataclass
class Site:
    """Where it is served, and what opens there."""

    address: str
    reached: Reached
    browser: Browser

    def context(self, role: Role, width: str) -> BrowserContext:
        """A browser window of this width in which the officer of a role is signed in."""
        made = self.browser.new_context(
            viewport={"width": WIDTHS[width], "height": 900}, locale="en-GB", timezone_id="Europe/London"
        )
        number = f"D{list(Role).index(role) + 1:02d}"
        made.add_cookies([{"name": COOKIE, "value": f"token of {number}", "url": self.address}])
        made.set_default_timeout(15_000)
        return made


@contextmanager
def served(force: Force, browser: Browser, called: str) -> Iterator[Site]:
    """A copy of the force, served."""
    with force.copied(called) as name, serving(name) as address:
        yield Site(address=address, reached=force.reached, browser=browser)


@pytest.fixture(scope="module")
def site(force, browser: Browser) -> Iterator[Site]:
    """The force, served."""
    with served(force, browser, "shared") as found:
        yield found


@pytest.fixture
def own_site(force, browser: Browser) -> Iterator[Site]:
    """The force as it was at first, served for one test: a form that is sent may end what a page is about."""
    with served(force, browser, "own") as found:
        yield found


class Look:
    """One window that goes from page to page and notes what is wrong."""

    def __init__(self, site: Site, context: BrowserContext) -> None:
        self.site = site
        self.page: Page = context.new_page()
        self.wrong: list[str] = []
        self.where = ""
        self.page.on("console", lambda one: self._note(one.text) if one.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda one: self._note(str(one)))
        self.page.on("request", lambda one: self._fetched(one.url))

    def _note(self, what: str) -> None:
        # The console repeats that a refused form was answered with 422, or with 403 where it is somebody else's to send.
        if "status of 422" not in what and "status of 403" not in what:
            self.wrong.append(f"{self.where}: {what}")

    def _fetched(self, url: str) -> None:
        if not url.startswith((self.site.address, "data:")):
            self._note(f"fetched {url}")

    def go(self, name: str, address: str) -> bool:
        """Open a page; whether it is there."""
        self.where = name
        answer = self.page.goto(self.site.address + address)
        return answer is not None and answer.status == 200

    def check(self) -> None:
        """Accessible, and not wider than the screen."""
        for one in violations(self.page):
            self._note(f"{one['id']}: {' | '.join(one['nodes'])}")
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            self._note(f"{wide} pixels wider than the screen")

    def check_keyboard(self) -> None:
        """The key to go on reaches everything that can be used, and comes back."""
        wanted = self.page.evaluate(FOCUSABLE)
        self.page.evaluate(NOTE_FOCUS)
        for _ in range(wanted + 2):
            self.page.keyboard.press("Tab")
        got = self.page.evaluate("[...window.reached].length")
        if got < wanted:
            self._note(f"the keyboard reaches {got} of {wanted}")

    def refuse_forms(self, name: str, address: str) -> int:
        """Send each form empty; every link of the summary moves the focus to its field. How many links that were."""
        links = 0
        for number in range(self.page.locator("main form[method=post]").count()):
            forms = self.page.locator("main form[method=post]")
            # A form that asks for nothing has done its work, and what the page was about may be over.
            if not self.go(name, address) or number >= forms.count():
                break
            self.where = f"{name}, form {number} sent empty"
            with self.page.expect_navigation():
                forms.nth(number).evaluate(EMPTY)
            if self.page.locator(".govuk-error-summary").count():
                self.check()
                links += self._follow_errors()
        return links

    def _follow_errors(self) -> int:
        found = self.page.locator(".govuk-error-summary a").all()
        for link in found:
            link.click()
            target = (link.get_attribute("href") or "")[1:]
            focused = self.page.evaluate("document.activeElement.id")
            if not target or focused != target:
                self._note(f"the error {link.inner_text()!r} moves the focus to {focused!r}, not {target!r}")
        if not found:
            self._note("an error summary without a link")
        return len(found)


def sweep(
    site: Site, width: str, act: Callable[[Look, str, str], object], chosen: list[str], *, gone: bool = False
) -> str:
    """What is wrong on these pages at this width, in lines; with `gone` a page may have ended with a form of before."""
    wrong = []
    by_role: dict[Role, list[str]] = {}
    for name in chosen:
        by_role.setdefault(site.reached.looked_at[name][0], []).append(name)
    for role, names in by_role.items():
        context = site.context(role, width)
        look = Look(site, context)
        for name in names:
            address = site.reached.looked_at[name][1]
            if look.go(name, address):
                act(look, name, address)
            elif not gone:
                look.wrong.append(f"{name}: not there at {address}")
        wrong += look.wrong
        context.close()
    return "\n".join(wrong)


def with_forms(site: Site) -> list[str]:
    return [name for name in site.reached.looked_at if "POST" in PAGES[name].methods]


def test_every_page_opens_with_something_on_it_as_somebody_who_may(site):
    missing = {one.name: site.reached.answered.get(one.name) for one in readable()} | {}
    missing = {name: status for name, status in missing.items() if name not in site.reached.opened}
    assert missing.keys() == UNREACHED.keys(), (
        f"these answered otherwise than with a page: {missing}. Put what they are about into tests/trust/everything.py "
        "and its identifier into `known`, or name the page in UNREACHED with the reason."
    )


def test_every_template_is_used_by_a_page_of_the_sweep(site):
    folder = PACKAGE / "web" / "templates"
    there = {str(one.relative_to(folder)) for one in folder.rglob("*.html")}
    assert there - site.reached.templates == UNUSED.keys()


def test_pages_are_accessible_fit_and_fetch_nothing(site):
    """Two pages of fourteen once, one of them narrow, so that both widths are seen in every run; `make test-all` sees all."""
    names = list(site.reached.looked_at)
    assert sweep(site, "narrow", lambda look, *_: look.check(), names[::14]) == ""
    assert sweep(site, "wide", lambda look, *_: look.check(), names[7::14]) == ""


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_at_both_widths_and_by_the_keyboard_alone(site, width):
    def in_full(look: Look, *_: str) -> None:
        look.check()
        look.check_keyboard()

    assert sweep(site, width, in_full, list(site.reached.looked_at)) == ""


def test_error_links_of_emptied_forms_move_the_focus_to_their_fields(site):
    links = []

    def refuse(look: Look, name: str, address: str) -> None:
        links.append(look.refuse_forms(name, address))

    assert sweep(site, "wide", refuse, with_forms(site)[::14]) == ""
    assert sum(links) > 10


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_every_error_link_of_every_emptied_form_at_both_widths(own_site, width):
    def refuse(look: Look, name: str, address: str) -> None:
        look.refuse_forms(name, address)

    assert sweep(own_site, width, refuse, with_forms(own_site), gone=True) == ""
