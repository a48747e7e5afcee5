"""The questions about a scenario for machines: how many people, who works when, and how is the backlog cleared."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import Officer
from constabulary.access.permissions import Permission
from constabulary.api.endpoints import Endpoint, Method
from constabulary.api.problems import BadBody
from constabulary.api.v1.planning import asked_for
from constabulary.api.v1.reading import check_members, day_of, list_of, number, share, whole, words
from constabulary.casework.clock import now
from constabulary.casework.planning.questions import RosterMisread, ask_recovery, ask_roster, ask_staffing
from constabulary.simulation.model.units import Misread
from constabulary.simulation.recovery.asked import Asked
from constabulary.simulation.staffing.filling import Away, Contract, Skill
from constabulary.simulation.staffing.goals import About, Goal

Body = Mapping[str, Any]
#: A skill is called by a few words.
MOST_NAME = 80
PLAYED = {"replications", "seed"}
#: Of a surge, of mutual aid and of overtime: how many, and for how many days; these are asked about together.
PAIRS = (("surge_people", "surge_days"), ("aid_people", "aid_days"), ("overtime_hours", "overtime_days"))
SHARES = ("triage", "telephone", "partner")
GOAL = {
    About.WAIT: {"what", "stage", "of", "within", "share"},
    About.DUTY: {"what", "name", "share"},
    About.GONE: {"what", "day"},
}


def add_staffing(*, by: Officer, body: Body, number: int) -> HttpResponse:
    """Ask how many of `group` are needed so that all `goals` hold with the probability `surely`."""
    check_members(body, {"group", "goals", "surely", *PLAYED})
    goals = tuple(_goal(one) for one in list_of(body, "goals"))
    try:
        run = ask_staffing(
            scenario=number, group=words(body, "group"), goals=goals, surely=share(body.get("surely", 0.8), "surely"),
            replications=_times(body), seed=whole(body.get("seed", 1), "seed"), by=by, at=now(),
        )  # fmt: skip
    except Misread as refusal:
        raise BadBody(str(refusal), "goals") from refusal
    return asked_for(run)


def _goal(raw: Any) -> Goal:
    kinds = {one.value: one for one in About}
    if not isinstance(raw, dict) or raw.get("what") not in kinds:
        raise BadBody(f"A goal is an object whose what is one of {', '.join(kinds)}.", "goals")
    what = kinds[raw["what"]]
    missing = GOAL[what] - set(raw)
    if missing or set(raw) - GOAL[what]:
        raise BadBody(f"A goal of the kind {what.value} has {', '.join(sorted(GOAL[what]))}.", "goals")
    if what is About.GONE:
        return Goal(what=what, day=number(raw["day"], "goals.day"))
    held = share(raw["share"], "goals.share")
    if what is About.DUTY:
        return Goal(what=what, name=words(raw, "name"), share=held)
    within = number(raw["within"], "goals.within")
    return Goal(what=what, stage=words(raw, "stage"), of=words(raw, "of"), within=within, share=held)


def add_roster(*, by: Officer, body: Body, number: int) -> HttpResponse:
    """Ask who works when of the rota that a run about staff found (`as_today`: of today's), and what binds the roster."""
    check_members(body, {"as_today", "people", "skills", "contracts", "away"})
    if not isinstance(body.get("as_today", False), bool):
        raise BadBody("as_today is true or false.", "as_today")
    try:
        run = ask_roster(
            run=number, as_today=body.get("as_today", False), skills=tuple(_skill(one) for one in list_of(body, "skills")),
            contracts=tuple(_contract(one) for one in list_of(body, "contracts")),
            people=whole(body["people"], "people") if "people" in body else None,
            away=tuple(_away(one) for one in list_of(body, "away")), by=by, at=now(),
        )  # fmt: skip
    except RosterMisread as refusal:
        raise BadBody(str(refusal), next(iter(refusal.faults))) from refusal
    return asked_for(run)


def _skill(raw: Any) -> Skill:
    if not isinstance(raw, dict) or set(raw) != {"name", "people", "needed"}:
        raise BadBody("skills is a list of objects with name, people and needed.", "skills")
    needed = whole(raw["needed"], "skills.needed")
    return Skill(name=words(raw, "name", most=MOST_NAME), people=_numbers(raw, "skills.people"), needed=needed)


def _contract(raw: Any) -> Contract:
    if not isinstance(raw, dict) or set(raw) != {"people", "hours"}:
        raise BadBody("contracts is a list of objects with people and hours.", "contracts")
    return Contract(people=_numbers(raw, "contracts.people"), hours=number(raw["hours"], "contracts.hours"))


def _numbers(raw: Body, name: str) -> tuple[int, ...]:
    return tuple(whole(one, name) for one in list_of(raw, "people"))


def _away(raw: Any) -> Away:
    if not isinstance(raw, dict) or set(raw) != {"person", "first", "last"}:
        raise BadBody("away is a list of objects with person, first and last.", "away")
    return Away(
        person=whole(raw["person"], "away.person"), first=day_of(raw["first"], "away.first"), last=day_of(raw["last"], "away.last")
    )  # fmt: skip


def add_recovery(*, by: Officer, body: Body, number: int) -> HttpResponse:
    """Ask how the backlog is cleared from the day `first` on, by each option by itself and by all of them."""
    check_members(body, {"first", "days", "done_a_day", *SHARES, *PLAYED, *(name for pair in PAIRS for name in pair)})
    if "first" not in body:
        raise BadBody("first is a day, such as 2026-03-01.", "first")
    try:
        run = ask_recovery(
            scenario=number, asked=_asked(body), times=_times(body), seed=whole(body.get("seed", 1), "seed"), by=by, at=now()
        )  # fmt: skip
    except Misread as refusal:
        raise BadBody(str(refusal), "first") from refusal
    return asked_for(run)


def _asked(body: Body) -> Asked:
    given: dict[str, Any] = {name: share(body[name], name) for name in SHARES if name in body}
    for much, days in PAIRS:
        if (much in body) != (days in body):
            raise BadBody(f"{much} and {days} are asked about together.", much)
        if much in body:
            read = number if much == "overtime_hours" else whole
            given |= {much: read(body[much], much), days: whole(body[days], days)}
    if any(one < 0 for one in given.values()):
        raise BadBody(
            "People, hours and days are nought or more.", next(name for name, one in given.items() if one < 0)
        )
    done = number(body["done_a_day"], "done_a_day") if "done_a_day" in body else None
    return Asked(
        first=day_of(body["first"], "first"), days=whole(body.get("days", 365), "days"), done_a_day=done, **given
    )


def _times(body: Body) -> int:
    if "replications" not in body:
        raise BadBody("Say how often it is played: replications is a whole number.", "replications")
    return whole(body["replications"], "replications")


ENDPOINTS = (
    Endpoint("api_staffing", "scenarios/<int:number>/staffing", {"POST": Method(Permission.PLAN, add_staffing)}),
    Endpoint("api_roster", "runs/<int:number>/roster", {"POST": Method(Permission.PLAN, add_roster)}),
    Endpoint("api_recovery", "scenarios/<int:number>/recovery", {"POST": Method(Permission.PLAN, add_recovery)}),
)
