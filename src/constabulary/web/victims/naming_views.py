"""Naming the victim of a crime that has none: a person of the incident, on record or new; or an organisation."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.people.naming import find_organisations
from constabulary.casework.victims.naming import VictimNamed, name_victim
from constabulary.casework.victims.naming_reading import PURPOSE, CrimeToName, find_to_name, open_to_name
from constabulary.web.pages import page
from constabulary.web.people.asking import LONGEST, person_asked
from constabulary.web.recording.crime_pages import crime_act_page
from constabulary.web.victims.naming_forms import ORGANISATION, PERSON, VictimForm


@page(
    "name_victim", "crimes/<crime:reference>/victim/name", title="Name the victim",
    permission=Permission.UPDATE_VICTIM, methods=("GET", "POST"),
)  # fmt: skip
def naming(request: Any, reference: str) -> HttpResponse:
    """Who the victim is: looked for on record before a new record is made."""
    return crime_act_page(
        request,
        reference,
        make_form=lambda data, opened: _form(request, data, opened),
        carry_out=lambda form, opened: name_victim(
            crime=opened.crime.id, words=form.cleaned_data["words"], by=request.officer, at=now(), **form.victim()
        ),
        done=_notice,
        then="crime_victim",
        template="victims/name.html",
        opening=open_to_name,
        looks="look",
    )


def _form(request: Any, data: Any, opened: CrimeToName) -> VictimForm:
    """The form with who on record fits what is typed, of the answer that was chosen; of both while none is."""
    typed, by_at = data or {}, {"by": request.officer, "at": now()}
    which, name = typed.get("which", ""), str(typed.get("organisation", ""))[:LONGEST]
    asked = person_asked(typed, given="given", family="family", born="born_on", telephone="")
    speaks = person_asked(typed, given="contact_given", family="contact_family", born="contact_born_on", telephone="")
    return VictimForm(
        data,
        opened=opened,
        found=() if which == ORGANISATION else find_to_name(asked=asked, **by_at),
        speakers=() if which == PERSON else find_to_name(asked=speaks, **by_at),
        alike=() if which == PERSON else find_organisations(words=name, purpose=PURPOSE, **by_at),
    )


def _notice(done: VictimNamed) -> str:
    if done.needs_sealed:
        return "victim-named-sealed"
    return "victim-named-registrar" if done.to_registrar else "victim-named"
