"""A form that is one act: what was typed is kept until the act is done, and a refusal lands beside its field."""

from collections.abc import Callable
from typing import Any, TypeVar

from constabulary.policing.decisions import NotAllowed
from constabulary.web import unsent
from constabulary.web.forming import PageForm

Form = TypeVar("Form", bound=PageForm)


def send_form(
    request: Any, make: Callable[[Any], Form], act: Callable[[Form], Any], *, subject: str
) -> tuple[Form, bool]:
    """The form as it stands, and whether its act is done; its draft is kept under the page's name and `subject`."""
    name = request.resolver_match.url_name
    if request.method != "POST":
        form = make(unsent.draft_of(request.officer, name, subject))
        form.forget_errors()
        return form, False
    form = make(request.POST)
    unsent.keep(request, name, subject)
    if form.is_valid():
        try:
            act(form)
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            unsent.drop(request.officer, name, subject)
            return form, True
    return form, False
