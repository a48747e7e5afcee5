"""The two questions about a scenario: how many people do we need, and how is the backlog cleared?"""

from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.planning.questions import ask_recovery, ask_staffing
from constabulary.casework.planning.recovery_weeks import recovery_settings
from constabulary.casework.reading import NoSuchRecord
from constabulary.policing.decisions import NotAllowed
from constabulary.records.queries.planning import ScenarioView, scenario_by_id
from constabulary.simulation.model.checking import NotPlayable
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.units import Misread
from constabulary.simulation.recovery.from_model import NoQueue, Reckoned, reckon
from constabulary.standards.calendar import local_day
from constabulary.web.pages import go_to, page, render
from constabulary.web.planning.forms import USUAL_SEED, USUAL_TIMES
from constabulary.web.planning.question_forms import USUAL_SURELY, RecoveryForm, StaffingForm
from constabulary.web.planning.showing import as_sentence, shown_model

#: Days of a queue are cheaper than the work of a year: they are played oftener.
RECOVERY_TIMES, RECOVERY_DAYS = 1000, 365


def _scenario(number: int) -> ScenarioView:
    found = scenario_by_id(number)
    if found is None:
        raise NoSuchRecord(str(number))
    return found


@page(
    "ask_staffing", "planning/scenarios/<int:number>/staffing", title="How many people do we need?",
    permission=Permission.PLAN, methods=("GET", "POST"),
)  # fmt: skip
def staffing(request: Any, number: int) -> HttpResponse:
    """Ask how many people a scenario needs for what it is to meet."""
    found = _scenario(number)
    model = read_model(found.text)
    initial = {
        "group": model.staff[0].name if model.staff else "", "surely": USUAL_SURELY, "replications": USUAL_TIMES,
        "seed": USUAL_SEED,
    }  # fmt: skip
    form = StaffingForm(model, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            run = ask_staffing(
                scenario=number, group=data["group"], goals=form.goals(), surely=data["surely"],
                replications=data["replications"], seed=data["seed"], by=request.officer, at=now(),
            )  # fmt: skip
        except NotAllowed as refusal:
            form.refuse(refusal)
        except (Misread, NotPlayable) as refusal:
            form.add_error(None, as_sentence(refusal))
        else:
            return go_to("scenario_run", done="run-asked", number=run)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "planning/ask_staffing.html", {"one": found, "form": form, "model": model, **shown_model(model)},
        status=status,
    )  # fmt: skip


@page(
    "ask_recovery", "planning/scenarios/<int:number>/recovery", title="How is the backlog cleared?",
    permission=Permission.PLAN, methods=("GET", "POST"),
)  # fmt: skip
def recovery(request: Any, number: int) -> HttpResponse:
    """Ask how the backlog of a scenario is cleared."""
    found = _scenario(number)
    model = read_model(found.text)
    try:
        reckoned = reckon(model)
    except NoQueue as why:
        return render(request, "planning/no_queue.html", {"one": found, "why": str(why)})
    initial = {
        "first": max(model.start.date(), local_day(now())), "days": RECOVERY_DAYS, "replications": RECOVERY_TIMES,
        "seed": USUAL_SEED,
    }  # fmt: skip
    usual_days = recovery_settings(now()).usual_days
    form = RecoveryForm(
        reckoned, request.POST if request.method == "POST" else None, usual_days=usual_days, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            run = ask_recovery(
                scenario=number, asked=form.asked(), times=data["replications"], seed=data["seed"],
                by=request.officer, at=now(),
            )  # fmt: skip
        except NotAllowed as refusal:
            form.refuse(refusal)
        except (Misread, NotPlayable) as refusal:
            form.add_error(None, as_sentence(refusal))
        else:
            return go_to("scenario_run", done="run-asked", number=run)
    return render(
        request, "planning/ask_recovery.html",
        {"one": found, "form": form, "model": model, "reckoned": reckoned, "rates": _rates(reckoned)},
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


def _rates(reckoned: Reckoned) -> list[tuple[str, float]]:
    """What comes in and is done a day, as the bars of the picture."""
    return [("Comes in a day", reckoned.queue.arrivals_a_day), ("Done a day", reckoned.queue.done_a_day)]
