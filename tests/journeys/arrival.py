"""Waiting for the page that a press has asked for: a click itself returns as soon as the mouse is up."""

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Locator, Page, Request

A_MOMENT = 40  # milliseconds in which a press has asked for its page, if it asks for one
_LEAVING: WeakKeyDictionary[Page, bool] = WeakKeyDictionary()


def watch(page: Page) -> None:
    """Know from now on whether the page is being left for another."""
    _LEAVING[page] = False

    def note(leaving: bool, asked: Request | None = None) -> None:
        if asked is None or (asked.is_navigation_request() and asked.frame == page.main_frame):
            _LEAVING[page] = leaving

    page.on("request", lambda asked: note(True, asked))
    page.on("requestfailed", lambda asked: note(False, asked))
    page.on("load", lambda _: note(False))
    page.on("download", lambda _: note(False))


def settle(page: Page) -> None:
    """Wait until the page that a press has just asked for is there, if it asked for one.

    Raises:
        AssertionError: the page was left and in twenty seconds no other came.
    """
    page.wait_for_timeout(A_MOMENT)
    for _ in range(1000):
        if not _LEAVING.get(page):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{page.url} was left and no page came")


def presses_settle() -> None:
    """From now on a click or a key on a page that is watched waits for what it asked for: else what follows it may look
    at the page before."""
    for name in ("click", "press"):
        setattr(Locator, name, _settling(getattr(Locator, name)))


def _settling(usual: Callable[..., None]) -> Callable[..., None]:
    def press(self: Locator, *args: Any, **kwargs: Any) -> None:
        usual(self, *args, **kwargs)
        if self.page in _LEAVING and not self.page.is_closed():
            settle(self.page)

    return press
