"""Models the simulator's tests play: small ones of every sort, and those whose answers are known from theory."""

from datetime import UTC, date, datetime, time

from constabulary.simulation.model.demand import Arrivals, Backlog, Burst, Event, WorkClass
from constabulary.simulation.model.durations import (
    Duration,
    Empirical,
    Exponential,
    Fixed,
    Gamma,
    Lognormal,
    Triangular,
    for_all,
)
from constabulary.simulation.model.staffing import AtShiftEnd, Break, Leave, Rota, Shift, StaffGroup
from constabulary.simulation.model.stages import Kind, Order, Patience, Reassessment, Route, Stage, WhenFull
from constabulary.simulation.model.whole import Duty, Model, Since, Until

START = datetime(2026, 1, 5, tzinfo=UTC)


def queue(
    *,
    rate: float,
    service: Duration,
    servers: int,
    days: float,
    warm_up_days: float = 0.0,
    room: int | None = None,
    patience: Duration | None = None,
) -> Model:
    """One stage with `servers` people always there; `rate` arrivals an hour."""
    return Model(
        name="queue",
        start=START,
        days=days,
        warm_up_days=warm_up_days,
        classes=(WorkClass(name="all", arrivals=Arrivals(per_day=24 * rate, to="desk")),),
        stages=(
            Stage(
                name="desk",
                skill="desk",
                service=for_all(service),
                room=room,
                patience={"": Patience(limit=patience)} if patience else {},
            ),
        ),
        staff=(StaffGroup(name="staff", skills=("desk",), always=servers),),
    )


def everything(
    *,
    days: float = 12.0,
    order: Order = Order.PRIORITY,
    end: AtShiftEnd = AtShiftEnd.FINISH,
    demand: float = 1.0,
) -> Model:
    """A small model in which every part of the language occurs; with more `demand` everything waits and gives up."""
    day, late = time(7), time(15)
    shifts = (
        Shift(starts=day, ends=late, people=5, weekdays=(0, 1, 2, 3, 4), breaks=(Break(after=3, minutes=45),)),
        Shift(starts=late, ends=time(23), people=4),
        Shift(starts=time(23), ends=day, people=2),
        Shift(starts=day, ends=time(19), people=3, weekdays=(5, 6), first=date(2026, 1, 6), last=date(2026, 3, 1)),
    )
    rota = Rota(
        pattern="EELLNN----",
        shifts=(
            Shift(name="E", starts=day, ends=late),
            Shift(name="L", starts=late, ends=time(23)),
            Shift(name="N", starts=time(22), ends=day),
        ),
        teams=(3, 3, 4, 3, 3),
        begins_on=date(2026, 1, 1),
    )
    return Model(
        name="everything",
        start=START,
        days=days,
        warm_up_days=1.0,
        snapshots_a_day=2,
        classes=(
            WorkClass(
                name="high",
                priority=0,
                risk="high",
                due_within=6.0,
                ageing=0.5,
                arrivals=Arrivals(
                    per_day=9.0 * demand,
                    to="answer",
                    by_hour=tuple(1.0 + (hour > 16) for hour in range(24)),
                    dispersion=0.3,
                    bursts=(Burst(per_day=0.4, size=5.0, hours=1.5),),
                    events=(Event(name="match", at=datetime(2026, 1, 7, 18, 30, tzinfo=UTC), hours=2.5, expected=9),),
                ),
                backlog=(Backlog(stage="check", count=4, age=Lognormal(median=30.0, sigma=1.0)),),
            ),
            WorkClass(
                name="medium",
                priority=1,
                due_within=24.0,
                ageing=0.25,
                arrivals=Arrivals(
                    per_day=10.0 * demand, to="answer", by_weekday=(1, 1, 1, 1, 2, 2, 1), dispersion_over="week"
                ),
                backlog=(Backlog(stage="carry", count=7, age=Fixed(hours=50.0)),),
            ),
            WorkClass(name="low", priority=2, due_within=48.0, arrivals=Arrivals(per_day=7.0 * demand, to="answer")),
        ),
        stages=(
            Stage(
                name="answer",
                skill="phone",
                order=order,
                service={"": Lognormal(median=0.3, sigma=0.8), "low": Gamma(mean=0.5, form=0.6)},
                patience={"low": Patience(limit=Exponential(mean=0.3), try_again=0.6, after=Gamma(mean=1.0, form=3))},
                reassessment={
                    "medium": Reassessment(every=1.5, becomes={"high": 0.1, "low": 0.05}, restarts_clock=True)
                },
                target={"": 0.25, "high": 0.1},
                interrupts=True,
                exposes=True,
                routes=(
                    Route(of="high", to="visit", share=0.7),
                    Route(of="high", to="check", share=0.2, becomes="medium", restarts_clock=True),
                    Route(to="check", share=0.6),
                ),
            ),
            Stage(
                name="check",
                skill="phone",
                rank=1,
                order=order,
                service=for_all(Triangular(least=0.2, usual=0.4, most=1.1)),
                routes=(Route(to="wait", share=0.5), Route(to="carry", share=0.3)),
            ),
            Stage(
                name="visit",
                skill="drive",
                order=order,
                people=2,
                room=4,
                when_full=WhenFull.HELD_BACK,
                service=for_all(Empirical(hours=(0.5, 1.0, 2.5))),
                routes=(Route(to="carry", share=0.4), Route(to="answer", share=0.1)),
            ),
            Stage(
                name="wait",
                kind=Kind.DELAY,
                service=for_all(Gamma(mean=9.0, form=2.5)),
                routes=(Route(to="devices", share=0.9),),
            ),
            Stage(
                name="devices",
                skill="lab",
                order=order,
                batch=3,
                batch_wait=20.0,
                room=4,
                service=for_all(Exponential(mean=30.0)),
                routes=(Route(to="check", share=0.2),),
            ),
            Stage(
                name="carry",
                kind=Kind.CASELOAD,
                skill="investigate",
                order=order,
                caseload=3,
                pieces=3,
                between=Lognormal(median=10.0, sigma=0.5),
                switching=0.02,
                service=for_all(Exponential(mean=1.5)),
                routes=(Route(to="check", share=0.1),),
            ),
        ),
        staff=(
            StaffGroup(name="desk", skills=("phone",), shifts=shifts, abstraction=0.15, at_shift_end=end),
            StaffGroup(name="cars", skills=("drive", "phone"), rotas=(rota,), abstraction=0.1, at_shift_end=end),
            StaffGroup(
                name="detectives",
                skills=("investigate",),
                shifts=(Shift(starts=time(8), ends=time(18), people=4, weekdays=(0, 1, 2, 3, 4)),),
                leave=(Leave(first=date(2026, 1, 8), last=date(2026, 1, 9), people=2),),
            ),
            StaffGroup(name="laboratory", skills=("lab",), always=1),
        ),
        duties=(
            Duty(name="answered", stage="answer", hours=0.2, of=("high",)),
            Duty(name="checked", stage="check", hours=10.0, since=Since.GRADING, until=Until.END),
            Duty(name="visited", stage="visit", hours=1.0, since=Since.JOINING),
        ),
    )
