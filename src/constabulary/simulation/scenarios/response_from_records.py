"""The response scenario with what a force's own deployments say of it: how much comes in of each grade, how long a unit is taken,
how often one that waits is made more urgent. Who is on duty, and how many are arrested, stays assumed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from constabulary.simulation.learning.modelling import CannotModel, arrivals_of, duration_of
from constabulary.simulation.learning.response import TOGETHER, Response
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.stages import Reassessment, Stage
from constabulary.simulation.model.tables import tables_of
from constabulary.simulation.model.writing import write_model
from constabulary.simulation.scenarios.library import read_text

NAME = "response"
#: The shipped scenario's classes of work, the most urgent first.
KINDS = ("immediate", "priority", "scheduled")
ATTEND = "attend"
COMMENT = """\
Attendance by grade: volumes, grading and the time that a unit is taken (the way and the scene) as a force's own records have them,
where they have enough. Who is on duty, arrests and the time in custody are assumed."""


def response_model(taught: Response, *, on: date) -> str:
    """The scenario's file as at a day. Raises CannotModel where nothing came in."""
    shipped = read_model(read_text(NAME))
    if not any(taught.arrivals.values()):
        raise CannotModel("No incident to be attended was graded in that time, so there is nothing to play.")
    classes = []
    for work in shipped.classes:
        rates = taught.arrivals.get(work.name)
        # A grade that the records never gave has nobody coming in.
        classes.append(replace(work, arrivals=arrivals_of(rates, ATTEND) if rates else None))
    stages = tuple(_attend(one, taught) if one.name == ATTEND else one for one in shipped.stages)
    measured = [kind for kind in KINDS if taught.of(TOGETHER, kind)]
    made = replace(
        shipped,
        name="Response, from the records",
        label=_label(measured, on),
        start=datetime.combine(on, time(), tzinfo=shipped.start.tzinfo),
        classes=tuple(classes),
        stages=stages,
    )
    text = write_model(tables_of(made), comment=COMMENT)
    read_model(text)
    return text


def _label(measured: list[str], on: date) -> str:
    what = ["volumes by grade"]
    if measured:
        every = "" if len(measured) == len(KINDS) else f" of {' and '.join(measured)} incidents"
        what.append(f"the time that a unit is taken{every}")
    return (
        f"{' and '.join(what)} measured in the records up to {on.day} {on:%B %Y}; who is on duty and what follows an arrest "
        "assumed"
    )


def _attend(stage: Stage, taught: Response) -> Stage:
    service = dict(stage.service)
    for kind in KINDS:
        found = taught.of(TOGETHER, kind)
        if found is not None:
            service[kind] = duration_of(found)
    return replace(stage, service=service, reassessment=_looked_at_again(stage.reassessment, taught))


def _looked_at_again(assumed: Mapping[str, Reassessment], taught: Response) -> dict[str, Reassessment]:
    """The share that is made more urgent in each hour of waiting, as measured where enough waiting was seen."""
    found = dict(assumed)
    for kind, raised in taught.raised.items():
        share = raised.in_an_hour
        if share is not None and share > 0:
            found[kind] = Reassessment(every=1.0, becomes={KINDS[0]: share}, restarts_clock=True)
        elif share is not None:
            found.pop(kind, None)
    return found
