"""What every page of a crime shares: the way between them, and the page on which one thing is done to a crime."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import NotPermitted, Officer, may
from constabulary.casework.clock import now
from constabulary.casework.danger_reading import read_danger_of_crime
from constabulary.casework.reading import open_crime
from constabulary.policing.decisions import NotAllowed
from constabulary.standards.values import value
from constabulary.web import unsent
from constabulary.web.forming import PageForm
from constabulary.web.pages import PAGES, address_of_crime, go_to, render

#: The pages of a crime in the order in which they stand beside each other.
PARTS: tuple[tuple[str, str], ...] = (
    ("crime", "Overview"),
    ("crime_investigation", "Investigation"),
    ("crime_suspects", "Suspects"),
    ("crime_victim", "Victim"),
    ("crime_risk", "Risk"),
    ("crime_case_file", "Case file"),
    ("crime_outcome", "Outcome"),
    ("crime_classification", "Classification"),
)


@value
class Part:
    """One page of a crime: its words, its address, whether it is the one being shown."""

    words: str
    address: str
    is_here: bool


def parts_of(officer: Officer, reference: str, here: str) -> tuple[Part, ...]:
    """The pages of a crime that this officer may open."""
    found = []
    for name, words in PARTS:
        permission = PAGES[name].permission if name in PAGES else None
        if permission is not None and may(officer, permission):
            address = address_of_crime(name, reference)
            found.append(Part(words=words, address=address, is_here=name == here))
    return tuple(found)


def render_part(
    request: Any, template: str, opened: Any, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page of a crime, with the way to its others."""
    here = request.resolver_match.url_name
    shared = {
        "opened": opened,
        "this_part": here,
        "parts": parts_of(request.officer, opened.crime.reference, here),
        "danger": read_danger_of_crime(crime=opened.crime, by=request.officer, at=now()),
    }
    part = PAGES[here].title
    title = f"Crime {opened.crime.reference}" if part == "Crime" else f"{part}: crime {opened.crime.reference}"
    return render(request, template, {**shared, **(context or {})}, status=status, title=title)


def crime_act_page(
    request: Any,
    reference: str,
    *,
    make_form: Callable[[Any, Any], PageForm],
    carry_out: Callable[[Any, Any], Any],
    done: str | Callable[[Any], str],
    then: str = "crime",
    subject: str = "",
    template: str = "recording/act.html",
    context: dict[str, Any] | None = None,
    opening: Callable[..., Any] = open_crime,
    looks: str = "",
) -> HttpResponse:
    """Show the form, or carry out what was sent and go to the page `then` of the crime.

    Refusals land beside their fields, and what was typed is kept as a draft under `subject` (the crime itself unless a
    part of it is meant). `opening` is the read that opens the crime, with as much of it as the page shows. `looks` names a
    button that only looks something up: what was typed is kept and shown again, and not judged. `done` names the
    notice, or says which by what `carry_out` answered.
    """
    match = request.resolver_match
    name, about = match.url_name, subject or "/".join(str(one) for one in match.kwargs.values())
    opened = opening(reference=reference, purpose="Working the crime", by=request.officer, at=now())
    danger = read_danger_of_crime(crime=opened.crime, by=request.officer, at=now())
    status = 422 if request.method == "POST" else 200
    if request.method == "POST":
        form = make_form(request.POST, opened)
        unsent.keep(request, name, about)
        if looks and looks in request.POST:
            form.forget_errors()
            status = 200
        elif form.is_valid():
            try:
                said = carry_out(form, opened)
            except NotAllowed as refusal:
                form.refuse(refusal)
            except NotPermitted as refusal:
                form.forbid(str(refusal))
                status = 403
            else:
                unsent.drop(request.officer, name, about)
                return go_to(then, reference=reference, done=done if isinstance(done, str) else done(said))
    else:
        form = make_form(unsent.draft_of(request.officer, name, about), opened)
        form.forget_errors()
    return render(
        request,
        template,
        {
            "opened": opened,
            "danger": danger,
            "form": form,
            "page_name": name,
            "draft_subject": about,
            "then": then,
            **(context or {}),
        },
        status=status,
    )
