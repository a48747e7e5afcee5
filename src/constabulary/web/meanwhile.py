"""What somebody else decided while a form about it lay open: it is said, with what was typed, and decides nothing.

A form is of what its reader had before them. Where something else waits since, that is not decided by the form.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.http import HttpResponse

from constabulary.casework.reading import NoSuchRecord, OpenedCrime
from constabulary.web.pages import render

#: The field that says of what a form is.
OF = "asked"


class Decidable(Protocol):
    """What waits for a decision of one person, and was decided once."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def decided_at(self) -> datetime | None:
        """When it was decided; None while it waits."""


Waiting = TypeVar("Waiting", bound=Decidable)


def find_waiting(
    request: Any, opened: OpenedCrime, waits: Waiting | None, history: Iterable[Waiting], shown: dict[str, Any],
    words: Mapping[str, Any],
) -> Waiting:  # fmt: skip
    """What waits, as the one a form was of. Raises NoSuchRecord, with what was meant in `shown` if it is known."""
    number = request.POST.get(OF, "")
    if waits is not None and number in {"", str(waits.id)}:
        return waits
    decided = [one for one in history if one.decided_at is not None and number in {"", str(one.id)}]
    if decided:
        shown.update(words, opened=opened, meant=max(decided, key=lambda one: one.id))
    raise NoSuchRecord(opened.crime.reference)


def said_if_decided(
    request: Any,
    shown: dict[str, Any],
    act: Callable[[], HttpResponse],
    *,
    template: str,
    typed: Sequence[tuple[str, str]],
    choice: str = "decision",
    choices: Mapping[str, str],
) -> HttpResponse:
    """Carry out `act`; where somebody else decided meanwhile, a page that says so with what was typed (field, label)."""
    try:
        return act()
    except NoSuchRecord:
        if "meant" not in shown:
            raise
    written = [(label, request.POST.get(name, "").strip()) for name, label in typed]
    return render(
        request,
        template,
        {
            **shown,
            "chosen": choices.get(request.POST.get(choice, ""), ""),
            "written": [(label, said) for label, said in written if said],
        },
        status=422 if request.method == "POST" else 200,
        title="Decided meanwhile",
    )
