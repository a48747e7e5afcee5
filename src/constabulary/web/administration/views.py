"""Who holds which role, in which team and under whom."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import Officer
from constabulary.access.permissions import Permission
from constabulary.access.roles import ROLES, Role
from constabulary.casework.clock import now
from constabulary.casework.officers import end_role, grant_role, move_officer
from constabulary.casework.passwords import first_password_lapses
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.records.queries.officers import (
    all_teams,
    find_officers,
    officer_by_number,
    password_given_at,
    supervisor_of_officer,
)
from constabulary.web.forming import PageForm, one_of, words
from constabulary.web.pages import go_to, page, render


class RoleForm(PageForm):
    """A role given or ended, with the reason."""

    role = one_of("Role", [(role.value, card.title) for role, card in ROLES.items()], select=True)
    what = one_of("What is to be done?", [("give", "Give the role"), ("end", "End the role")])
    reason = words("Why?", required=True)


class TeamForm(PageForm):
    """The team someone moves to, and who supervises them there."""

    team = one_of("Team", [], select=True, required=False)
    supervisor = words(
        "Supervisor", hint="Their collar or staff number; empty for nobody.", autocomplete="off",
        classes="govuk-input--width-10",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("team", [("", "None"), *((str(number), name) for number, name in all_teams())])


@page("roles", "roles", title="Roles", permission=Permission.ADMINISTER)
def roles(request: Any) -> HttpResponse:
    """Officers and staff with their roles, and what each role is for."""
    asked = request.GET.get("words", "")
    return render(
        request, "administration/roles.html", {"officers": find_officers(asked), "words": asked, "cards": ROLES}
    )


def someone(number: str) -> Officer:
    """Who has this number. Raises NoSuchRecord."""
    found = officer_by_number(number)
    if found is None or found.is_system:
        raise NoSuchRecord(number)
    return found


@page(
    "officer_roles", "officers/<str:number>/roles", title="Roles of an officer",
    permission=Permission.ADMINISTER, methods=("GET", "POST"),
)  # fmt: skip
def of_officer(request: Any, number: str) -> HttpResponse:
    """Give someone a role or end one. It takes effect at their next page."""
    found = someone(number)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        act = grant_role if data["what"] == "give" else end_role
        try:
            act(holder=found.id, role=Role(data["role"]), reason=data["reason"], by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("officer_roles", number=found.collar_number, done="roles-changed")
    return _shown(request, found, form=form)


def _shown(
    request: Any, who: Officer, *, form: RoleForm | None = None, team_form: TeamForm | None = None
) -> HttpResponse:
    above = supervisor_of_officer(who.id)
    now_there = {"team": who.team_id, "supervisor": above.collar_number if above else ""}
    given = password_given_at(who.id)
    form, team_form = form or RoleForm(), team_form or TeamForm(initial=now_there)
    return render(
        request, "administration/officer.html",
        {"form": form, "who": who, "is_own": who.id == request.officer.id, "cards": ROLES, "team_form": team_form, "above": above, "given_at": given, "lapses_at": first_password_lapses(given, at=now()) if given else None},
        status=422 if form.errors or team_form.errors else 200, title=f"Roles of {who.title}",
    )  # fmt: skip


@page(
    "officer_team", "officers/<str:number>/team", title="Move an officer", permission=Permission.ADMINISTER,
    methods=("POST",),
)  # fmt: skip
def team(request: Any, number: str) -> HttpResponse:
    """Move someone to another team or supervisor. What they saw through the old team is closed at their next page."""
    found = someone(number)
    form = TeamForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            move_officer(
                officer=found.id, team=int(data["team"]) if data["team"] else None, supervisor=data["supervisor"],
                by=request.officer, at=now(),
            )  # fmt: skip
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("officer_roles", number=found.collar_number, done="roles-changed")
    return _shown(request, found, team_form=form)
