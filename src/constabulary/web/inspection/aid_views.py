"""Decision aids: what each proposes, how far it errs and for whom, who accepted it until when, and the switch."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.aids import OpenedAid, accept_aid, open_aids, switch_off_aid
from constabulary.casework.clock import now
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.inspection.aids import GROUPS, NO_AIDS, Aid
from constabulary.records.queries.officers import names_of
from constabulary.web import unsent
from constabulary.web.forming import DayField, PageForm, one_of, words
from constabulary.web.pages import go_to, page, render


class AcceptForm(PageForm):
    """An aid accepted until a day, or switched off."""

    what = one_of("What is to happen?", [("accept", "Accept it until a day"), ("off", "Switch it off")])
    until_on = DayField(label="Until", hint="The last day on which it is on. A year at most.", required=False)
    reason = words("Why?", hint="With its error by group in mind. Everybody who sees measures can read this.", rows=4)

    def clean(self) -> dict[str, Any]:
        """A day where it is accepted."""
        data = super().clean() or {}
        if data.get("what") == "accept" and not data.get("until_on") and "until_on" not in self.errors:
            self.add_error("until_on", "Enter the last day.")
        return data


@page("aids", "inspection/aids", title="Decision aids", permission=Permission.SEE_MEASURES)
def aids(request: Any) -> HttpResponse:
    """The register of aids, each with its error by group, and whether it is on."""
    opened = open_aids(by=request.officer, at=now())
    return render(request, "inspection/aids.html", {"opened": opened, "no_aids": NO_AIDS, **_shown(list(opened.aids))})


def _shown(found: list[OpenedAid]) -> dict[str, Any]:
    people = {one.accepted_by for aid in found for one in aid.history}
    people |= {one.ended_by for aid in found for one in aid.history if one.ended_by}
    return {"names": names_of(people), "group_titles": GROUPS}


@page(
    "accept_aid", "inspection/aids/<slug:aids>", title="Accept a decision aid, or switch it off",
    permission=Permission.ACCEPT_AIDS, methods=("GET", "POST"),
)  # fmt: skip
def accept(request: Any, aids: str) -> HttpResponse:
    """One aid with its error by group, accepted until a day or switched off."""
    if aids not in {one.value for one in Aid}:
        raise NoSuchRecord(aids)
    opened = open_aids(by=request.officer, at=now())
    shown = next(one for one in opened.aids if one.aid.value == aids)
    if request.method == "POST":
        form = AcceptForm(request.POST)
        unsent.keep(request, "accept_aid", aids)
        if form.is_valid():
            try:
                done = _carry_out(form, Aid(aids), request)
            except NotAllowed as refusal:
                form.refuse(refusal)
            else:
                unsent.drop(request.officer, "accept_aid", aids)
                return go_to("aids", done=done)
    else:
        form = AcceptForm(unsent.draft_of(request.officer, "accept_aid", aids))
        form.forget_errors()
    return render(
        request, "inspection/accept_aid.html", {"one": shown, "opened": opened, "form": form, **_shown([shown])},
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


def _carry_out(form: AcceptForm, aid: Aid, request: Any) -> str:
    data = form.cleaned_data
    if data["what"] == "off":
        switch_off_aid(aid=aid, reason=data["reason"], by=request.officer, at=now())
        return "aid-off"
    accept_aid(aid=aid, until_on=data["until_on"], reason=data["reason"], by=request.officer, at=now())
    return "aid-accepted"
