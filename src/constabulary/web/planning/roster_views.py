"""Who works when, and what binds the roster: asked of an answer about staff."""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.planning.questions import RosterMisread, ask_roster, counts_found
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.planning.runs import RunKind
from constabulary.records.queries.planning import run_by_id, scenario_by_id
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.staffing.filling import first_day, usual_people
from constabulary.web.pages import go_to, page, render
from constabulary.web.planning.roster_forms import RosterForm


@page(
    "ask_roster", "planning/runs/<int:number>/roster", title="Who works when, and what binds it?",
    permission=Permission.PLAN, methods=("GET", "POST"),
)  # fmt: skip
def roster(request: Any, number: int) -> HttpResponse:
    """Ask for a roster of the people that were found to be needed, with what binds it."""
    run = run_by_id(number)
    found = scenario_by_id(run.scenario) if run and run.kind == RunKind.STAFFING and run.result else None
    if run is None or found is None:
        raise NoSuchRecord(str(number))
    model = read_model(found.text)
    needed, today = (
        usual_people(model, run.question["group"], counts_found(run, as_today=as_today)) for as_today in (False, True)
    )
    first = first_day(model.start)
    form = RosterForm(request.POST if request.method == "POST" else None, first=first, needed=needed, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_roster(run=number, **form.asked(), by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        except RosterMisread as refusal:
            form.refuse_faults(refusal.faults)
        else:
            return go_to("scenario_run", done="run-asked", number=made)
    return render(
        request, "planning/ask_roster.html",
        {"one": found, "run": run, "form": form, "model": model, "first": first},
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip
