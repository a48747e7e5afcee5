"""Filling in a form as a person would, by the names of its fields."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page

from tests.journeys.conftest import Someone


def fill_in(page: Page, answers: Mapping[str, Any]) -> None:
    """Fill in fields by name: words, a choice, a box to tick ("on"), or several boxes (a list)."""
    for name, answer in answers.items():
        found = page.locator(f'main [name="{name}"]:not([type="hidden"])')
        kind = found.first.evaluate("field => field.type || field.tagName.toLowerCase()")
        if kind in {"radio", "checkbox"}:
            for one in answer if isinstance(answer, list) else [answer]:
                page.locator(f'main [name="{name}"][value="{one}"]').check()
        elif kind == "select-one":
            found.first.select_option(str(answer))
        else:
            found.first.fill(str(answer))


def press(page: Page, words: str) -> None:
    """Press a button of the main part of the page."""
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def new_call(someone: Someone) -> Page:
    """The page of a new call, whatever call is not finished."""
    page = someone.open("/calls/new")
    start = page.get_by_role("button", name="Start a new call")
    if start.count():
        start.click()
        page.get_by_label("What has happened?").wait_for()
    return page
