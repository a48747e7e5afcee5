"""Districts, and the teams that work them: added, renamed, ended."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.districts import add_district, change_team, end_district, rename_district
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.records.queries.allocation import all_districts
from constabulary.records.queries.districts import DistrictView, districts_with_teams
from constabulary.records.queries.officers import all_teams, team_by_id
from constabulary.web.forming import PageForm, one_of, words
from constabulary.web.pages import go_to, page, render

BOTH = ("GET", "POST")


class DistrictForm(PageForm):
    """A district that is added."""

    name = words("Name", required=True, autocomplete="off", classes="govuk-input--width-20")
    code = words(
        "Code", required=True, hint="As your other systems know it, for example E1. It is never changed.",
        autocomplete="off", classes="govuk-input--width-5",
    )  # fmt: skip


class NameForm(PageForm):
    """What a district is called from now on."""

    name = words("Name", required=True, autocomplete="off", classes="govuk-input--width-20")


class ChangedTeamForm(PageForm):
    """What a team is called, and which district it works."""

    name = words("Name", required=True, autocomplete="off", classes="govuk-input--width-20")
    district = one_of("District", [], select=True, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("district", [("", "None: the whole force"), *((str(row), name) for row, name in all_districts())])


@page("districts", "districts", title="Districts and teams", permission=Permission.ADMINISTER, methods=BOTH)
def districts(request: Any) -> HttpResponse:
    """Every district with the teams that work it, and a form to add one."""
    form = DistrictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_district(**form.cleaned_data, by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("districts", done="district-added")
    found = districts_with_teams()
    worked = {number for one in found for number, _ in one.teams}
    return render(
        request, "administration/districts.html",
        {"form": form, "districts": found, "others": [one for one in all_teams() if one[0] not in worked]},
        status=422 if form.errors else 200,
    )  # fmt: skip


def _district(code: str) -> DistrictView:
    found = districts_with_teams(code)
    if not found:
        raise NoSuchRecord(code)
    return found[0]


@page("district", "districts/<str:code>", title="District", permission=Permission.ADMINISTER, methods=BOTH)
def district(request: Any, code: str) -> HttpResponse:
    """Rename a district, or end one that no team works."""
    found = _district(code)
    is_ending = "end" in request.POST
    form = NameForm(request.POST if request.method == "POST" and not is_ending else None, initial={"name": found.name})
    against: tuple[str, ...] = ()
    if request.method == "POST" and (is_ending or form.is_valid()):
        try:
            if is_ending:
                end_district(district=found.id, by=request.officer, at=now())
            else:
                rename_district(district=found.id, name=form.cleaned_data["name"], by=request.officer, at=now())
        except NotAllowed as refusal:
            against = tuple(one.sentence for one in refusal.reasons) if is_ending else ()
            if not is_ending:
                form.refuse(refusal)
        else:
            return go_to("districts", done="district-ended" if is_ending else "district-renamed")
    return render(
        request, "administration/district.html", {"form": form, "district": found, "against": against},
        status=422 if form.errors or against else 200, title=found.name,
    )  # fmt: skip


@page("change_team", "teams/<int:team>/change", title="Change a team", permission=Permission.ADMINISTER, methods=BOTH)
def changing_team(request: Any, team: int) -> HttpResponse:
    """Rename a team, or put it in another district."""
    found = team_by_id(team)
    if found is None:
        raise NoSuchRecord(str(team))
    form = ChangedTeamForm(request.POST or None, initial={"name": found.name, "district": str(found.district or "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        number = int(data["district"]) if data["district"] else None
        try:
            change_team(team=team, name=data["name"], district=number, by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("districts", done="team-changed")
    return render(
        request, "administration/team.html", {"form": form, "team": found}, status=422 if form.errors else 200,
        title=found.name,
    )  # fmt: skip
