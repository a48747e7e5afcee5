"""Worklists, the breach register, the queues and their alarms."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse

from constabulary.access.officers import may
from constabulary.access.permissions import Permission
from constabulary.access.roles import Role
from constabulary.casework.clock import now
from constabulary.casework.desks import open_breaches
from constabulary.casework.queues import answer_queue_alarm
from constabulary.casework.reading import NoSuchRecord, open_worklist
from constabulary.casework.rulebooks import read_rulebook
from constabulary.casework.shift import glance_at_shift
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import DESK_TITLES, Desk
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.flow import FlowState
from constabulary.records.queries.breaches import BreachFilter, count_breaches
from constabulary.records.queries.officers import names_of
from constabulary.records.queries.queues import (
    AlarmView,
    QueueName,
    alarms,
    figures_of_days,
    ledger,
    queue_flows,
)
from constabulary.standards.calendar import local_day
from constabulary.standards.queues import FLOW, FORECAST
from constabulary.standards.rulebook import Moments
from constabulary.web.duties.charts import queue_chart
from constabulary.web.duties.forecasting import forecast_shown
from constabulary.web.forming import PageForm, one_of, tick, words
from constabulary.web.lists import next_page, start_from
from constabulary.web.pages import go_to, page, render
from constabulary.web.supervision.shift_views import address_of

WORKLIST_PAGE = 25
BREACH_PAGE = 100
SHOWN_BACK = timedelta(days=28)
LEDGER_DAYS = 60


#: What is here for a role that has no pages of its own yet, and what is not.
OF_ROLE = {
    Role.OFFENDER_MANAGER: "The plans, visits and notifications of people who have offended are not kept here yet. What is: who is "
    "complained of in what is at your desk, under Offenders; their records, with warnings and links; each crime's suspects, wanted or on bail, with their clocks; the incidents they are in.",
    Role.FIREARMS_LEAD: "The armed policing threat assessment, capacity and capability are not kept here yet. What is: an "
    "incident, found by its reference at the top of every page, the queues, what was not done in time, and the figures of the inspection.",
}


def words_for(roles: frozenset[Role]) -> list[str]:
    """What is here for each of these roles that has no pages of its own yet."""
    return [words for role, words in OF_ROLE.items() if role in roles]


@page("home", "", title="My work", permission=Permission.SEE_WORKLIST)
def home(request: Any) -> HttpResponse:
    """What falls due about now, then all that is due from me and from my desks, riskiest and most overdue first."""
    skip = start_from(request)
    opened = open_worklist(purpose="Working the list", by=request.officer, at=now(), most=WORKLIST_PAGE + 1, skip=skip)
    more = next_page(request, skip + WORKLIST_PAGE) if len(opened.lines) > WORKLIST_PAGE else ""
    return render(
        request,
        "duties/worklist.html",
        {
            "opened": opened,
            "lines": opened.lines[:WORKLIST_PAGE],
            "next_page": more,
            "skip": skip,
            "of_role": words_for(request.officer.roles),
            **_shift(request),
        },
    )


def _shift(request: Any) -> dict[str, Any]:
    """What a supervisor's shift holds, for whoever runs one; it stands on the first page of the list."""
    if not may(request.officer, Permission.REVIEW_AS_SUPERVISOR) or start_from(request):
        return {"shift": None}
    shift = glance_at_shift(by=request.officer, at=now())
    named = {one.officer for one in shift.first if one.officer is not None}
    named |= {one.officer for one in shift.crimes.values() if one.officer is not None}
    return {
        "shift": shift, "shift_names": names_of(named),
        "shift_address": lambda action: address_of(action, shift.crimes),
    }  # fmt: skip


class BreachForm(PageForm):
    """Which breaches to show."""

    which = one_of(
        "Which", [("open", "Open now"), ("past", "Ended late in the last 28 days")], required=False, select=True
    )
    desk = one_of(
        "Desk", [("", "Any"), *((desk.value, DESK_TITLES[desk]) for desk in Desk)], required=False, select=True
    )
    kind = one_of(
        "What was due", [("", "Anything"), *((kind.value, CATALOGUE[kind].title) for kind in DutyKind)], required=False,
        select=True,
    )  # fmt: skip
    risk = one_of(
        "Risk", [("0", "Any"), ("1", "Urgent or higher"), ("2", "Vulnerable or higher"), ("3", "Safeguarding")],
        required=False, select=True,
    )  # fmt: skip

    def wanted(self) -> BreachFilter:
        """The filter; an address somebody typed wrongly asks for every open breach."""
        if not self.is_valid():
            return BreachFilter()
        data = self.cleaned_data
        return BreachFilter(
            past=data["which"] == "past",
            desk=Desk(data["desk"]) if data["desk"] else None,
            kind=DutyKind(data["kind"]) if data["kind"] else None,
            least_risk=int(data["risk"] or 0),
        )


@page("breaches", "breaches", title="Breach register", permission=Permission.SEE_MEASURES)
def breach_register(request: Any) -> HttpResponse:
    """What was due and not done in time: what, when, by which rule, how late, at whose desk."""
    at = now()
    form, skip = BreachForm(request.GET), start_from(request)
    wanted = form.wanted()
    found = open_breaches(
        wanted=wanted, since=at - SHOWN_BACK, purpose="Reading the breach register", by=request.officer, at=at,
        most=BREACH_PAGE + 1, skip=skip,
    )  # fmt: skip
    shown = found[:BREACH_PAGE]
    return render(
        request,
        "duties/breaches.html",
        {
            "form": form, "lines": shown, "past": wanted.past,
            # Counting goes over every breach there is, so it is done for those who ask for it.
            "counts": count_breaches(since=at - SHOWN_BACK, at=at) if "counts" in request.GET else (),
            "names": names_of({one.owner_id for one in shown if one.owner_id}),
            "next_page": next_page(request, skip + BREACH_PAGE) if len(found) > BREACH_PAGE else "",
        },
    )  # fmt: skip


@page("queues", "queues", title="Queues", permission=Permission.SEE_MEASURES)
def queues(request: Any) -> HttpResponse:
    """Every queue now: what waits, since when, how risky, what came and went, and whether it flows."""
    at = now()
    today = local_day(at)
    settings = read_rulebook(Moments(report=at, decision=at))[FLOW]
    current = figures_of_days(from_on=today, until_on=today, as_at=at)
    yesterday = {(one.desk, one.kind): one for one in ledger(from_on=today - timedelta(days=1), until_on=today)}
    flows = {(one.desk, one.kind): one for one in queue_flows().values()}
    found = alarms(since=at - SHOWN_BACK)
    return render(
        request,
        "duties/queues.html",
        {
            "queues": sorted(current, key=lambda one: (one.desk.label, -one.risks[3], -one.waiting)),
            "yesterday": yesterday, "flows": flows, "alarms": found, "catalogue": CATALOGUE, "settings": settings,
            "names": names_of({one.answered_by for one in found if one.answered_by}),
        },
    )  # fmt: skip


def _queue(named: str) -> QueueName:
    desk, _, kind = named.partition(".")
    try:
        return QueueName(desk=Desk(desk), kind=DutyKind(kind))
    except ValueError as error:
        raise NoSuchRecord(named) from error


@page("queue", "queues/<str:named>", title="Queue", permission=Permission.SEE_MEASURES)
def queue(request: Any, named: str) -> HttpResponse:
    """One queue over the last days: a picture and its table, how it flows, and what is forecast of it."""
    at = now()
    name = _queue(named)
    today = local_day(at)
    from_on = today - timedelta(days=LEDGER_DAYS - 1)
    kept = ledger(from_on=from_on, until_on=today, desk=name.desk, kind=name.kind)
    live = [
        one
        for one in figures_of_days(from_on=today, until_on=today, as_at=at)
        if (one.desk, one.kind) == (name.desk, name.kind)
    ]
    rulebook = read_rulebook(Moments(report=at, decision=at))
    title = CATALOGUE[name.kind].title
    days = [*kept, *live]
    found = [one for one in alarms(since=at - SHOWN_BACK) if (one.desk, one.kind) == (name.desk, name.kind)]
    return render(
        request,
        "duties/queue.html",
        {
            "name": name, "days": list(reversed(days)), "catalogue": CATALOGUE, "settings": rulebook[FLOW],
            "alarms": found,
            "chart": queue_chart(days, from_on=from_on, until_on=today),
            "flow": queue_flows().get(name), "standing": live[0] if live else None,
            "names": names_of({one.answered_by for one in found if one.answered_by}),
            "forecast": forecast_shown(name, standard=rulebook[FORECAST], today=today, title=title),
        },
        title=f"{name.desk.label}: {title}",
    )  # fmt: skip


class AnswerForm(PageForm):
    """What is done about a queue."""

    words = words("What is done about it, and by when?", rows=3)
    is_usual = tick("So much is usual from now on: close the alarm, and go by the weeks from today")


@page(
    "answer_alarm", "queues/alarms/<int:number>/answer", title="Answer for a queue",
    permission=Permission.ANSWER_ALARMS, methods=("GET", "POST"),
)  # fmt: skip
def answer_alarm(request: Any, number: int) -> HttpResponse:
    """A supervisor says what is done about a queue that has stopped or slowed."""
    alarm = _alarm(number)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if alarm.nature != FlowState.THINNED:
        del form.fields["is_usual"]
    if request.method == "POST" and form.is_valid():
        try:
            answer_queue_alarm(alarm=number, **form.cleaned_data, by=request.officer, at=now())
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            return go_to("queues", done="alarm-answered")
    status = 422 if request.method == "POST" else 200
    return render(
        request, "duties/answer_alarm.html", {"form": form, "alarm": alarm, "catalogue": CATALOGUE}, status=status
    )


def _alarm(number: int) -> AlarmView:
    for one in alarms(since=now() - SHOWN_BACK):
        if one.id == number:
            return one
    raise NoSuchRecord(str(number))
