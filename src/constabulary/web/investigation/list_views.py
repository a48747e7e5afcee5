"""Lists of crimes under investigation: somebody's own, and a team's with what waits for its supervisor."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.investigation.reading import open_my_crimes, open_team
from constabulary.policing.allocation.workload import STAGE_TITLES
from constabulary.records.queries.officers import all_teams, names_of
from constabulary.web.forming import PageForm, one_of
from constabulary.web.lists import next_page, start_from
from constabulary.web.pages import page, render

A_PAGE = 50
STATES = [
    ("", "Any"), ("allocated", "Allocated"), ("investigating", "Investigating"),
    ("outcome_proposed", "Outcome proposed"),
]  # fmt: skip
STAGES = {stage.value: title for stage, title in STAGE_TITLES.items()}


class MyCrimesForm(PageForm):
    """Which of one's own crimes to show."""

    state = one_of("State", STATES, required=False, select=True)
    due = one_of("Due", [("", "Any"), ("overdue", "Overdue")], required=False, select=True)


@page("my_crimes", "my-crimes", title="My crimes", permission=Permission.INVESTIGATE)
def my_crimes(request: Any) -> HttpResponse:
    """The reader's own crimes, soonest due first."""
    form, skip = MyCrimesForm(request.GET), start_from(request)
    # An address somebody typed wrongly asks for everything.
    data = form.cleaned_data if form.is_valid() else {}
    found = open_my_crimes(
        purpose="Working my crimes", state=data.get("state", ""), overdue_only=data.get("due") == "overdue",
        most=A_PAGE, skip=skip, by=request.officer, at=now(),
    )  # fmt: skip
    more = next_page(request, skip + A_PAGE) if found.has_more else ""
    return render(
        request, "investigation/my_crimes.html",
        {"crimes": found.crimes, "form": form, "next_page": more, "stages": STAGES},
    )  # fmt: skip


class TeamForm(PageForm):
    """Which team to look at."""

    team = one_of("Team", [], required=False, select=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("team", [("", "My people"), *((str(number), name) for number, name in all_teams())])


@page("team", "team", title="Team", permission=Permission.REVIEW_AS_SUPERVISOR)
def team(request: Any) -> HttpResponse:
    """What waits for a supervisor, who of the team carries how much, and the team's crimes."""
    form, skip = TeamForm(request.GET), start_from(request)
    chosen = form.cleaned_data["team"] if form.is_valid() else ""
    found = open_team(
        team=int(chosen) if chosen else None, purpose="Supervising", most=A_PAGE, skip=skip, by=request.officer,
        at=now(),
    )  # fmt: skip
    more = next_page(request, skip + A_PAGE) if found.has_more else ""
    officers = {one.officer for one in found.crimes if one.officer is not None}
    return render(
        request, "investigation/team.html",
        {"team": found, "form": form, "next_page": more, "stages": STAGES, "names": names_of(officers)},
    )  # fmt: skip
