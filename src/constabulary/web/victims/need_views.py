"""The officer in charge and the victim's sealed details: asking for need, and saying that they need them."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.need import ask_for_need, give_need_in_charge
from constabulary.casework.protected_reading import OpenedNeed, open_need
from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.victims.reading import open_victim
from constabulary.policing.people.details import words_of_sealed
from constabulary.records.queries.officers import names_of
from constabulary.standards.protection import SEAL_GRANT
from constabulary.standards.rulebook import Moments
from constabulary.web.forming import MomentField, PageForm, words
from constabulary.web.lists import number_of
from constabulary.web.pages import page
from constabulary.web.recording.crime_pages import crime_act_page


class AskForm(PageForm):
    """Nothing is asked: that it is their crime is the reason."""


class GiveForm(PageForm):
    """Why the officer in charge needs what is sealed, and until when."""

    reason = words("Why do they have to see it?", hint="For example, must be able to ring her about the statement.")
    until = MomentField(label="Until when", required=False, until=True)


@page(
    "ask_for_need", "crimes/<crime:reference>/victim/ask", title="Ask to see what is sealed",
    permission=Permission.UPDATE_VICTIM, methods=("GET", "POST"),
)  # fmt: skip
def asking(request: Any, reference: str) -> HttpResponse:
    """The officer in charge asks for need; nothing is shown by asking."""
    return crime_act_page(
        request,
        reference,
        make_form=lambda data, _: AskForm(data),
        carry_out=lambda _, opened: ask_for_need(crime=opened.crime.id, by=request.officer, at=now()),
        done="need-asked",
        then="crime_victim",
        template="victims/ask_for_need.html",
        opening=open_victim,
    )


@page(
    "give_need", "crimes/<crime:reference>/victim/need", title="Say who needs what is sealed",
    permission=Permission.KEEP_SEALS, methods=("GET", "POST"),
)  # fmt: skip
def giving(request: Any, reference: str) -> HttpResponse:
    """Whether the officer in charge needs what is sealed of the victim, why and until when."""
    usual = read_rulebook(Moments(decision=now()))[SEAL_GRANT].value
    had = request.POST.get("officer", "")

    def carry_out(form: GiveForm, opened: OpenedNeed) -> None:
        give_need_in_charge(
            crime=opened.crime.id, reason=form.cleaned_data["reason"], until=form.cleaned_data["until"],
            officer=number_of(had), by=request.officer, at=now(),
        )  # fmt: skip

    return crime_act_page(
        request,
        reference,
        make_form=lambda data, _: GiveForm(data, initial={"until": now() + usual}),
        carry_out=carry_out,
        done="need-given",
        template="victims/give_need.html",
        context={"names_of": names_of, "words_of_sealed": words_of_sealed},
        opening=open_need,
    )
