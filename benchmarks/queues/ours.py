"""The three models of the benchmark in the language of `simulation.model`."""

from datetime import UTC, date, datetime, time

from constabulary.simulation.model.demand import Arrivals, WorkClass
from constabulary.simulation.model.durations import Exponential, Lognormal, for_all
from constabulary.simulation.model.staffing import Shift, StaffGroup
from constabulary.simulation.model.stages import Reassessment, Route, Stage
from constabulary.simulation.model.whole import Model

START = datetime(2026, 1, 5, tzinfo=UTC)
#: (a): arrivals an hour and people, each piece an hour of work.
LOAD, SERVERS = 9.0, 10

#: (b): 850,000 contacts a year in three classes, by hour of the day; the shape is an assumption.
CONTACTS, YEAR = 850_000, 365.0
SHARES = (0.45, 0.35, 0.20)
BY_HOUR = (
    0.85, 0.70, 0.55, 0.45, 0.38, 0.35, 0.42, 0.60, 0.85, 1.00, 1.05, 1.10,
    1.12, 1.12, 1.15, 1.25, 1.35, 1.42, 1.48, 1.50, 1.45, 1.38, 1.28, 1.20,
)  # fmt: skip
#: Minutes: the median and the deviation of the logarithm, by class.
TALK = ((5.0, 0.6), (6.0, 0.7), (7.0, 0.7))
ROTA = ((6, 14, 17), (14, 22, 23), (22, 6, 14))

#: (c): (name, people, hours of work, sigma) of six stages, and where work goes: (from, to, share).
STAGES = (
    ("report", 6, 0.5, 0.5),
    ("assess", 6, 0.5, 0.6),
    ("allocate", 3, 0.25, 0.4),
    ("investigate", 24, 2.0, 0.8),
    ("review", 5, 0.4, 0.5),
    ("file", 9, 1.0, 0.6),
)
WAYS = (
    ("report", "assess", 0.9),
    ("assess", "allocate", 0.85),
    ("allocate", "investigate", 0.95),
    ("investigate", "review", 1.0),
    ("review", "investigate", 0.15),
    ("review", "file", 0.6),
    ("file", "investigate", 0.05),
)
HIGH, STANDARD = 3.0, 6.0
#: Waiting work is looked at anew every so many hours, and becomes high with this chance.
LOOK, BECOMES_HIGH = 1.0, 0.1


def by_hour() -> list[list[float]]:
    """Arrivals an hour of each class of (b) by hour of the day."""
    mean = sum(BY_HOUR) / 24
    return [[CONTACTS / YEAR / 24 * share * weight / mean for weight in BY_HOUR] for share in SHARES]


def simple(days: float) -> Model:
    """(a) M/M/10 at load 0.9."""
    return Model(
        name="a",
        start=START,
        days=days,
        classes=(WorkClass(name="all", arrivals=Arrivals(per_day=24 * LOAD, to="desk")),),
        stages=(Stage(name="desk", skill="desk", service=for_all(Exponential(mean=1.0))),),
        staff=(StaffGroup(name="staff", skills=("desk",), always=SERVERS),),
    )


def control_room(days: float = YEAR, *, forces: int = 1) -> Model:
    """(b) a control room; `forces` of them in one."""
    return Model(
        name="b",
        start=START,
        days=days,
        classes=tuple(
            WorkClass(
                name=f"class {n}",
                priority=n,
                arrivals=Arrivals(per_day=forces * CONTACTS / YEAR * share, to="answer", by_hour=BY_HOUR),
            )
            for n, share in enumerate(SHARES)
        ),
        stages=(
            Stage(
                name="answer",
                skill="answer",
                service={f"class {n}": Lognormal(median=m / 60, sigma=s) for n, (m, s) in enumerate(TALK)},
                target={"": 10 / 3600},
            ),
        ),
        staff=(
            StaffGroup(
                name="handlers",
                skills=("answer",),
                shifts=tuple(
                    Shift(starts=time(starts), ends=time(ends), people=forces * people) for starts, ends, people in ROTA
                ),
            ),
        ),
    )


def six_stages(days: float) -> Model:
    """(c) six stages with routing, rework and re-assessment while waiting."""
    return Model(
        name="c",
        start=START,
        days=days,
        classes=tuple(
            WorkClass(name=name, priority=n, arrivals=Arrivals(per_day=24 * rate, to="report"))
            for n, (name, rate) in enumerate((("high", HIGH), ("standard", STANDARD)))
        ),
        stages=tuple(
            Stage(
                name=name,
                skill=name,
                service=for_all(Lognormal(median=median, sigma=sigma)),
                reassessment={"standard": Reassessment(every=LOOK, becomes={"high": BECOMES_HIGH})},
                routes=tuple(Route(to=to, share=share) for start, to, share in WAYS if start == name),
            )
            for name, _, median, sigma in STAGES
        ),
        staff=tuple(StaffGroup(name=name, skills=(name,), always=people) for name, people, _, _ in STAGES),
    )


def online_investigation() -> Model:
    """A year of a POLIT-like chain with office hours, deadlines and devices; for the benchmark of replications."""
    levels = (("very high", 24.0, 0.05), ("high", 168.0, 0.25), ("medium", 336.0, 0.35), ("low", 720.0, 0.35))
    office = tuple(
        Shift(starts=time(8), ends=time(18), people=people, weekdays=(0, 1, 2, 3, 4), last=date(2027, 12, 31))
        for people in (9,)
    )
    names = ("triage", "research", "warrant", "visit", "interview", "file")
    hours = (2.0, 4.5, 3.0, 6.0, 8.0, 16.0)
    shares = (0.95, 0.55, 1.0, 0.8, 0.75, 0.0)
    return Model(
        name="online",
        start=START,
        days=365,
        classes=tuple(
            WorkClass(
                name=name,
                priority=n,
                due_within=due,
                arrivals=Arrivals(per_day=80 / 30.4 * share, to="triage", dispersion=0.3, dispersion_over="week"),
            )
            for n, (name, due, share) in enumerate(levels)
        ),
        stages=tuple(
            Stage(
                name=name,
                skill="detective",
                rank=len(names) - n,
                service=for_all(Lognormal(median=hours[n], sigma=0.6)),
                routes=(Route(to=names[n + 1], share=shares[n]),) if n + 1 < len(names) else (),
            )
            for n, name in enumerate(names)
        ),
        staff=(StaffGroup(name="detectives", skills=("detective",), shifts=office, abstraction=0.2),),
    )
