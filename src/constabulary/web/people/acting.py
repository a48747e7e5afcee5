"""Pages on which one thing is done to a person, place or thing: a form, one verb, back to the record."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from constabulary.policing.decisions import NotAllowed
from constabulary.web import unsent
from constabulary.web.forming import PageForm
from constabulary.web.pages import go_to, render

#: The page of each kind of record, by the letter that its reference begins with.
PAGE_OF = {"P": "person", "O": "organisation", "V": "vehicle", "T": "telephone", "L": "place", "I": "incident"}


def page_of(reference: str) -> str:
    """The name of the page that shows the record of a reference."""
    return "crime" if "/" in reference else PAGE_OF.get(reference[:1], "")


def back_to(reference: str, *, done: str = "") -> HttpResponse:
    """Send the browser to the record."""
    return go_to(page_of(reference), reference=reference, done=done)


def act_page(
    request: Any,
    *,
    subject: str,
    caption: str,
    verb: str,
    done: str,
    make_form: Callable[[Any], PageForm],
    carry_out: Callable[[PageForm], str | None],
    about: str = "",
) -> HttpResponse:
    """Show the form, or carry out what was sent and go to the record it gives, or to the subject."""
    name = request.resolver_match.url_name
    if request.method == "POST":
        form = make_form(request.POST)
        unsent.keep(request, name, subject)
        if form.is_valid():
            try:
                went_to = carry_out(form)
            except NotAllowed as refusal:
                form.refuse(refusal)
            else:
                unsent.drop(request.officer, name, subject)
                return back_to(went_to or subject, done=done)
    else:
        form = make_form(unsent.draft_of(request.officer, name, subject))
        form.forget_errors()
    return render(
        request,
        "people/act.html",
        {"form": form, "caption": caption, "subject": subject, "verb": verb, "about": about, "page_of": page_of},
        status=422 if request.method == "POST" else 200,
    )
