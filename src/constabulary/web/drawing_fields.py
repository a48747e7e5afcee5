"""Draws form fields by the GOV.UK components, and keeps what the same parameters were drawn to.

The page of a call has seventy fields, and a component takes up to a millisecond: it goes through every attribute that it
could have. Nearly all fields of nearly all pages are drawn from the same parameters as the last time, whoever asks.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.forms.boundfield import BoundField
from jinja2 import Environment
from markupsafe import Markup

from constabulary.web.components import component_of

MACROS = {
    "input": "govukInput",
    "textarea": "govukTextarea",
    "select": "govukSelect",
    "radios": "govukRadios",
    "checkboxes": "govukCheckboxes",
}
#: So many drawings are kept, of some kilobytes each.
KEPT = 2_048


class _Parameters:
    """Parameters that are told apart by all that they say, and by the kinds of it: marked words are drawn as they are."""

    __slots__ = ("_all", "_hash", "component", "given")

    def __init__(self, component: str, given: dict[str, Any]) -> None:
        self.component = component
        self.given = given
        self._all = (component, _told_apart(given))
        self._hash = hash(self._all)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Parameters) and self._all == other._all


def _told_apart(value: Any) -> Hashable:
    if type(value) is dict:
        return tuple((name, _told_apart(one)) for name, one in value.items())
    if type(value) is list:
        return tuple(map(_told_apart, value))
    return (type(value), value)


def drawer(environment: Environment) -> Callable[[BoundField], Markup]:
    """A function that draws a field, for the templates of this environment."""

    def macro_of(component: str) -> Any:
        template = environment.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
        return getattr(template.module, MACROS[component])

    def draw(one: _Parameters) -> Markup:
        return Markup(macro_of(one.component)(one.given))

    kept = lru_cache(maxsize=KEPT)(draw)

    def drawn(bound: BoundField) -> Markup:
        """The field with its label, hint, value and error. What somebody typed is not kept, nor what is said of it."""
        component, given = component_of(bound)
        typed = given.get("value") or "errorMessage" in given
        return (draw if typed else kept)(_Parameters(component, given))

    return drawn
