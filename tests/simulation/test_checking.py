"""What is wrong with a model is said in a sentence; what is sound is not complained of."""

from dataclasses import replace
from datetime import date, time

import pytest

from constabulary.simulation.model.checking import NotPlayable, check_playable, find_problems
from constabulary.simulation.model.demand import Arrivals, Backlog, Burst, Event, WorkClass
from constabulary.simulation.model.durations import Empirical, Exponential, Fixed, Gamma, Lognormal, Triangular, for_all
from constabulary.simulation.model.staffing import Break, Leave, Rota, Shift, StaffGroup
from constabulary.simulation.model.stages import Kind, Order, Patience, Reassessment, Route, Stage, WhenFull
from constabulary.simulation.model.whole import Duty
from tests.simulation.models import START, everything, queue

BASE = queue(rate=1.0, service=Exponential(mean=1.0), servers=2, days=10)


def arrivals(**changed):
    return replace(BASE, classes=(WorkClass(name="all", arrivals=replace(BASE.classes[0].arrivals, **changed)),))


def stage(**changed):
    return BASE.with_stage(replace(BASE.stages[0], **changed))


def staff(**changed):
    return BASE.with_group(replace(BASE.staff[0], **changed))


def shifts(*given):
    return staff(always=0, shifts=given)


def rota(pattern="EL--", *, teams=(1,), hours=((7, 15), (15, 23))):
    made = tuple(
        Shift(name=name, starts=time(starts), ends=time(ends)) for name, (starts, ends) in zip("EL", hours, strict=True)
    )
    return staff(always=0, rotas=(Rota(pattern=pattern, shifts=made, teams=teams, begins_on=date(2026, 1, 1)),))


CASES = {
    "no-time-zone": (replace(BASE, start=START.replace(tzinfo=None)), "no time zone"),
    "half-hour": (replace(BASE, start=START.replace(minute=30)), "not on a full hour"),
    "no-days": (replace(BASE, days=0), "must be above nought"),
    "warm-up-too-long": (replace(BASE, warm_up_days=10), "must be shorter than the run"),
    "bands": (replace(BASE, age_bands=(3, 1)), "age bands must rise"),
    "snapshots": (replace(BASE, snapshots_a_day=0), "once to 24 times a day"),
    "nothing": (replace(BASE, stages=(), classes=()), "at least one class of work and one stage"),
    "two-of-a-name": (replace(BASE, stages=BASE.stages * 2), "two of the stage desk"),
    "no-name": (replace(BASE, stages=(replace(BASE.stages[0], name=""),)), "A stage has no name"),
    "nothing-comes": (replace(BASE, classes=(WorkClass(name="all"),)), "Nothing ever comes in"),
    "negative-rate": (arrivals(per_day=-1), "must be nought or more"),
    "missing-rate": (arrivals(per_day=float("nan")), "must be nought or more"),
    "nowhere": (arrivals(to="moon"), "moon, which is no stage"),
    "23-hours": (arrivals(by_hour=(1.0,) * 23), "has 23 weights, and needs 24"),
    "negative-weight": (arrivals(by_weekday=(1, 1, 1, 1, 1, 1, -1)), "negative weight"),
    "dispersion": (arrivals(dispersion=-1), "dispersion must be nought or more"),
    "dispersion-over": (arrivals(dispersion_over="month"), "can be over a day or a week"),
    "burst": (arrivals(bursts=(Burst(per_day=1, size=-2, hours=1),)), "a burst must last"),
    "event": (arrivals(events=(Event(name="match", at=START, hours=0, expected=1),)), "the event match must last"),
    "event-zone": (
        arrivals(events=(Event(name="match", at=START.replace(tzinfo=None), hours=1, expected=1),)),
        "match has no time zone",
    ),
    "due": (replace(BASE, classes=(replace(BASE.classes[0], due_within=0),)), "due within must be above nought"),
    "ageing": (replace(BASE, classes=(replace(BASE.classes[0], ageing=-1),)), "ageing must be nought or more"),
    "backlog-nowhere": (
        replace(BASE, classes=(WorkClass(name="all", backlog=(Backlog(stage="moon", count=3),)),)),
        "waits at moon",
    ),
    "backlog-negative": (
        replace(
            BASE, classes=(WorkClass(name="all", backlog=(Backlog(stage="desk", count=-3, age=Fixed(hours=-1)),)),)
        ),
        "is negative",
    ),
    "skill-nobody-has": (stage(skill="dogs"), "needs the skill dogs, which nobody has"),
    "no-skill": (stage(skill=""), "names no skill"),
    "useless-skill": (staff(skills=("dogs",)), "no skill that any stage needs"),
    "no-service": (stage(service={"other class": Fixed(hours=1)}), "no service time for all"),
    "negative-mean": (stage(service=for_all(Exponential(mean=-1))), "must be a number above nought"),
    "gamma": (stage(service=for_all(Gamma(mean=1, form=0))), "form is 0"),
    "sigma": (stage(service=for_all(Lognormal(median=1, sigma=-1))), "sigma is -1"),
    "triangle": (stage(service=for_all(Triangular(least=2, usual=1, most=3))), "must rise"),
    "no-history": (stage(service=for_all(Empirical(hours=()))), "no measured value"),
    "bad-history": (stage(service=for_all(Empirical(hours=(1.0, -2.0)))), "1 of its 2 measured values"),
    "no-deadline": (stage(order=Order.DEADLINE), "give due_within"),
    "shares": (stage(routes=(Route(to="desk", share=0.7), Route(to="", share=0.7))), "more than one"),
    "share": (stage(routes=(Route(to="desk", share=-0.1),)), "not between 0 and 1"),
    "route-nowhere": (stage(routes=(Route(to="moon"),)), "goes to moon"),
    "route-class": (stage(routes=(Route(to="desk", share=0.1, becomes="x"),)), "speaks of x"),
    "people": (stage(people=0), "must be one or more"),
    "room": (stage(room=0), "room for nothing"),
    "batch": (stage(batch=0), "must be one or more"),
    "batch-wait": (stage(batch=2, batch_wait=0), "must be above nought"),
    "target": (stage(target={"": -1}), "target of every class"),
    "patience": (stage(patience={"": Patience(limit=Exponential(mean=1), try_again=0.5)}), "after how long"),
    "again": (stage(patience={"": Patience(limit=Exponential(mean=1), try_again=2)}), "between 0 and 1"),
    "look": (stage(reassessment={"": Reassessment(every=0, becomes={"x": 2})}), "more than nought hours"),
    "desk-caseload": (stage(caseload=3), "caseload is for caseloads only"),
    "caseload-people": (stage(kind=Kind.CASELOAD, people=2), "people is for desks only"),
    "caseload-nothing": (stage(kind=Kind.CASELOAD, caseload=0), "lets nobody work"),
    "pieces": (stage(kind=Kind.CASELOAD, pieces=2), "no wait between them"),
    "switching": (stage(kind=Kind.CASELOAD, switching=1), "from 0 to below 1"),
    "between": (stage(kind=Kind.CASELOAD, between=Fixed(hours=-1)), "wait between pieces"),
    "delay-patience": (
        stage(kind=Kind.DELAY, skill="", patience={"": Patience(limit=Fixed(hours=1))}),
        "nobody queues for a delay",
    ),
    "batch-interrupted": (stage(batch=2, interrupts=True), "cannot be interrupted"),
    "blocking-circle": (
        stage(room=3, when_full=WhenFull.HELD_BACK, routes=(Route(to="desk", share=0.5),)),
        "standstill for ever",
    ),
    "no-duty-stage": (replace(BASE, duties=(Duty(name="d", stage="moon", hours=0, of=("x",)),)), "moon, which is no"),
    "nobody": (staff(always=0), "nobody is ever on duty"),
    "negative-people": (staff(always=-1), "fewer than nobody"),
    "abstraction": (staff(abstraction=1.0), "share from 0 to below 1"),
    "abstraction-always": (staff(abstraction=0.2), "give shifts"),
    "empty-shift": (shifts(Shift(starts=time(7), ends=time(15))), "covers nothing: it has 0 people"),
    "no-weekday": (shifts(Shift(starts=time(7), ends=time(15), people=1, weekdays=(7,))), "Monday is 0"),
    "weekday-twice": (shifts(Shift(starts=time(7), ends=time(15), people=1, weekdays=(1, 1))), "overlap itself"),
    "shift-twice": (shifts(*[Shift(starts=time(7), ends=time(15), people=1)] * 2), "overlap on the same days"),
    "shift-never": (
        shifts(Shift(starts=time(7), ends=time(15), people=1, first=date(2026, 2, 1), last=date(2026, 1, 1))),
        "before it begins: it covers nothing",
    ),
    "shift-outside": (
        shifts(Shift(starts=time(7), ends=time(15), people=1, last=date(2020, 1, 1))),
        "cover nothing of the run",
    ),
    "shift-zone": (shifts(Shift(starts=time(7, tzinfo=START.tzinfo), ends=time(15), people=1)), "shifts are local"),
    "break": (
        shifts(Shift(starts=time(7), ends=time(15), people=1, breaks=(Break(after=7.9, minutes=30),))),
        "ends after the shift",
    ),
    "break-turns": (
        shifts(Shift(starts=time(7), ends=time(15), people=1, breaks=(Break(after=1, minutes=30, turns=0),))),
        "must have a turn",
    ),
    "breaks": (
        shifts(Shift(starts=time(7), ends=time(15), people=1, breaks=(Break(after=1, minutes=30),) * 2)),
        "breaks of the shift 07:00 to 15:00 overlap",
    ),
    "leave": (
        staff(leave=(Leave(first=date(2026, 2, 1), last=date(2026, 1, 1), people=1),)),
        "ends before it begins",
    ),
    "too-many-together": (stage(people=3), "takes 3 people together, and no group has more than 2"),
    "two-orders": (
        replace(
            BASE,
            stages=(*BASE.stages, replace(BASE.stages[0], name="other", order=Order.FIRST_COME)),
        ),
        "give both the same order, or different ranks",
    ),
    "batches-held-back": (
        replace(
            BASE,
            stages=(
                replace(BASE.stages[0], batch=2, routes=(Route(to="next", share=1.0),)),
                replace(BASE.stages[0], name="next", room=2, when_full=WhenFull.HELD_BACK),
            ),
        ),
        "next can hold back only one piece at a time",
    ),
    "too-many": (replace(BASE, duties=(Duty(name="d", stage="desk", hours=1),) * 61), "There are 61 duties"),
    "too-many-classes": (
        replace(BASE, classes=tuple(replace(BASE.classes[0], name=str(n)) for n in range(61))),
        "61 names of a class",
    ),
    "caseload-and-desk": (
        replace(BASE, stages=(*BASE.stages, replace(BASE.stages[0], name="other", kind=Kind.CASELOAD))),
        "can then work at no other stage",
    ),
    "caseload-of-two-groups": (
        replace(stage(kind=Kind.CASELOAD), staff=(BASE.staff[0], replace(BASE.staff[0], name="others"))),
        "it can be carried by one group",
    ),
    "rota-letter": (rota("EX--"), "speaks of X"),
    "rota-rest": (rota("----"), "covers nothing"),
    "rota-team": (rota(teams=(0,)), "at least one"),
    "rota-overlap": (rota("EL--", hours=((22, 8), (7, 15))), "shift E overlaps the L of the day after"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_stops_a_model_is_said(case):
    model, sentence = CASES[case]
    told = [problem.sentence for problem in find_problems(model)]
    assert any(sentence in one for one in told), told
    with pytest.raises(NotPlayable, match=r"\."):
        check_playable(model)


def test_sound_models_are_not_complained_of():
    assert find_problems(BASE) == ()
    assert [problem for problem in find_problems(everything()) if problem.stops] == []


def test_a_backlog_that_cannot_be_cleared_is_said_and_played_all_the_same():
    (problem,) = check_playable(queue(rate=3.0, service=Exponential(mean=1.0), servers=2, days=10))
    assert not problem.stops
    assert problem.sentence == (
        "What needs desk keeps 3.0 people busy and 2.0 are on duty on average: the backlog grows, and cannot be "
        "cleared without more people, less work or quicker work."
    )


def test_a_shift_that_ends_when_it_begins_is_read_as_a_day_and_that_is_said():
    group = StaffGroup(name="clerks", skills=("desk",), shifts=(Shift(starts=time(8), ends=time(8), people=3),))
    (problem,) = check_playable(replace(BASE, staff=(group,)))
    assert not problem.stops
    assert problem.sentence == "The shift of clerks from 08:00 ends when it begins: it is read as 24 hours long."


def test_hardly_enough_people_are_said():
    (problem,) = check_playable(queue(rate=1.97, service=Exponential(mean=1.0), servers=2, days=10))
    assert "the backlog clears hardly at all" in problem.sentence


def test_rework_without_end_is_said():
    (problem,) = check_playable(stage(routes=(Route(to="desk"),)))
    assert "goes round and never leaves" in problem.sentence


def test_people_with_two_skills_are_counted_once():
    """Two stages that share a group are weighed together."""
    two = replace(
        BASE,
        classes=(*BASE.classes, WorkClass(name="more", arrivals=Arrivals(per_day=36, to="other"))),
        stages=(*BASE.stages, Stage(name="other", skill="other", service=for_all(Exponential(mean=1.0)))),
        staff=(StaffGroup(name="staff", skills=("desk", "other"), always=2),),
    )
    (problem,) = check_playable(two)
    assert "desk and other keeps 2.5 people busy" in problem.sentence
