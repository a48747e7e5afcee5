"""Who joins, and who needs a new password: a first password is shown once, on the page that answers."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import Officer
from constabulary.access.permissions import Permission
from constabulary.access.ranks import RANK_TITLES, Rank
from constabulary.access.roles import ROLES, Role
from constabulary.casework.clock import now
from constabulary.casework.officers import Joining, add_officer, add_team, give_password
from constabulary.casework.passwords import first_password_lapses
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.workforce.joining import TEAM_KINDS
from constabulary.records.queries.allocation import all_districts
from constabulary.records.queries.officers import all_teams
from constabulary.web.administration.views import someone
from constabulary.web.forming import PageForm, any_of, one_of, words
from constabulary.web.pages import go_to, page, render

PIP_LEVELS = [("0", "None"), *((str(level), f"PIP {level}") for level in range(1, 5))]
#: Why somebody is given a password; kept in the journal as it stands here.
WHY = (
    "They have forgotten theirs", "They have none yet", "They are locked out",
    "Somebody else may know the one they have",
)  # fmt: skip


class JoiningForm(PageForm):
    """Somebody who joins."""

    collar_number = words(
        "Collar or staff number", required=True, hint="They sign in with it; it stays theirs.",
        autocomplete="off", classes="govuk-input--width-10",
    )  # fmt: skip
    name = words("Name", required=True, autocomplete="off", classes="govuk-input--width-20")
    rank = one_of(
        "Rank", [(str(int(rank)), title) for rank, title in RANK_TITLES.items()], select=True,
        hint="Staff of a grade that counts as a rank are entered as that rank.",
    )  # fmt: skip
    team = one_of("Team", [], select=True, required=False)
    supervisor = words(
        "Supervisor", hint="Their collar or staff number; empty for nobody.", autocomplete="off",
        classes="govuk-input--width-10",
    )  # fmt: skip
    pip_level = one_of("Investigator's accreditation", PIP_LEVELS, select=True)
    roles = any_of(
        "Roles", [(role.value, card.title) for role, card in ROLES.items()],
        hint="What each is for stands under Roles. Without one nothing opens to them; more can be given later.",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("team", [("", "None yet"), *((str(number), name) for number, name in all_teams())])


class PasswordReasonForm(PageForm):
    """Why somebody needs a new password."""

    reason = one_of("Why do they need one?", [(one, one) for one in WHY])


@page(
    "add_officer", "officers/new", title="Add an officer or member of staff", permission=Permission.ADMINISTER,
    methods=("GET", "POST"),
)  # fmt: skip
def adding(request: Any) -> HttpResponse:
    """Add somebody, and show their first password once."""
    form = JoiningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        joining = Joining(
            collar_number=data["collar_number"], name=data["name"], rank=Rank(int(data["rank"])),
            roles=tuple(Role(one) for one in data["roles"]), team=int(data["team"]) if data["team"] else None,
            pip_level=int(data["pip_level"]), supervisor=data["supervisor"],
        )  # fmt: skip
        try:
            password = add_officer(joining=joining, by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return _shown_once(request, someone(data["collar_number"]), password, was_there=False)
    return render(request, "administration/add_officer.html", {"form": form}, status=422 if form.errors else 200)


class NewTeamForm(PageForm):
    """A team."""

    name = words("Name", required=True, autocomplete="off", classes="govuk-input--width-20")
    kind = one_of("What does it do?", list(TEAM_KINDS.items()))
    district = one_of("District", [], select=True, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("district", [("", "None: the whole force"), *((str(row), name) for row, name in all_districts())])


@page("add_team", "teams/new", title="Add a team", permission=Permission.ADMINISTER, methods=("GET", "POST"))
def adding_team(request: Any) -> HttpResponse:
    """Add a team."""
    form = NewTeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        district = int(data["district"]) if data["district"] else None
        try:
            add_team(name=data["name"], kind=data["kind"], district=district, by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("add_team", done="team-added")
    return render(
        request, "administration/add_team.html", {"form": form, "teams": [name for _, name in all_teams()]},
        status=422 if form.errors else 200,
    )  # fmt: skip


@page(
    "officer_password", "officers/<str:number>/password", title="Give a new password", permission=Permission.ADMINISTER,
    methods=("GET", "POST"),
)  # fmt: skip
def giving(request: Any, number: str) -> HttpResponse:
    """Give somebody a new first password, and show it once."""
    found, form = someone(number), PasswordReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            password = give_password(holder=found.id, reason=form.cleaned_data["reason"], by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return _shown_once(request, found, password, was_there=True)
    return render(
        request, "administration/give_password.html", {"form": form, "who": found},
        status=422 if form.errors else 200,
    )  # fmt: skip


def _shown_once(request: Any, who: Officer, password: str, *, was_there: bool) -> HttpResponse:
    at = now()
    answer = render(
        request, "administration/first_password.html",
        {"who": who, "password": password, "was_there": was_there, "lapses_at": first_password_lapses(at, at=at)},
        title=f"First password of {who.title}",
    )  # fmt: skip
    # Not even the browser keeps it: nobody who comes to this screen later goes back to it.
    answer["Cache-Control"] = "no-store"
    return answer
