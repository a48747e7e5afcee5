"""An outcome that somebody else decided while a form about it lay open: it is said, with what was typed, and decides nothing.

A form is of the outcome that its reader had before them. Where another was proposed since, it is not decided by that form.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse

from constabulary.casework.outcomes.reading import OutcomeSheet
from constabulary.casework.reading import NoSuchRecord, OpenedCrime
from constabulary.records.queries.outcomes import OutcomeView
from constabulary.web.pages import render

#: The field that says of which outcome a form is.
OF = "asked"


def waiting_outcome(
    request: Any, opened: OpenedCrime, sheet: OutcomeSheet, shown: dict[str, Any], words: Mapping[str, Any]
) -> OutcomeView:
    """The outcome that waits, as the one a form was of. Raises NoSuchRecord, with what was meant in `shown` if it is known."""
    waits, number = sheet.proposed, request.POST.get(OF, "")
    if waits is not None and number in {"", str(waits.id)}:
        return waits
    decided = [one for one in sheet.history if one.decided_at is not None]
    if number:
        decided = [one for one in decided if str(one.id) == number]
    if decided:
        shown.update(words, opened=opened, meant=max(decided, key=lambda one: one.id))
    raise NoSuchRecord(opened.crime.reference)


def said_if_decided(
    request: Any,
    shown: dict[str, Any],
    act: Callable[[], HttpResponse],
    *,
    typed: Sequence[tuple[str, str]],
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
        "outcomes/decided_meanwhile.html",
        {
            **shown,
            "chosen": choices.get(request.POST.get("decision", ""), ""),
            "written": [(label, said) for label, said in written if said],
        },
        status=422 if request.method == "POST" else 200,
        title="Decided meanwhile",
    )
