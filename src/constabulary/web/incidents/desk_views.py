"""The control room's page and the IMU's."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.desks import count_new_in_control_room, open_control_room, open_imu_desk
from constabulary.policing.lifecycles import INCIDENT
from constabulary.records.queries.desks import QueueFilter
from constabulary.web.forming import PageForm, one_of, tick
from constabulary.web.lists import A_PAGE, next_page, paging, start_from
from constabulary.web.pages import PAGES, page, render
from constabulary.web.requests import UNATTENDED

AGES = (("", "Any age"), ("1", "Over 24 hours"), ("2", "Over 48 hours"), ("3", "Over 72 hours"), ("7", "Over a week"))


class QueueForm(PageForm):
    """What of the IMU's queue to show."""

    what = one_of(
        "Waiting for",
        [("", "Anything"), ("unrecorded", "Recording"), ("unallocated", "Allocation"), ("call_back", "A call back")],
        required=False, select=True,
    )  # fmt: skip
    risk = one_of(
        "Risk", [("0", "Any"), ("1", "Urgent or higher"), ("2", "Vulnerable or higher"), ("3", "Safeguarding")],
        required=False, select=True,
    )  # fmt: skip
    age = one_of("Age", AGES, required=False, select=True)
    marker = one_of(
        "Marker",
        [("", "Any"), ("domestic_abuse", "Domestic abuse"), ("stalking", "Stalking"), ("hate", "Hate"),
         ("vulnerable", "Vulnerable")],
        required=False, select=True,
    )  # fmt: skip
    overdue = tick("Only what is overdue")

    def wanted(self) -> QueueFilter:
        """The filter; an address somebody typed wrongly asks for everything."""
        if not self.is_valid():
            return QueueFilter()
        data = self.cleaned_data
        return QueueFilter(
            what=data["what"], least_risk=int(data["risk"] or 0), marker=data["marker"], overdue_only=data["overdue"],
            older_than=timedelta(days=int(data["age"])) if data["age"] else None,
        )  # fmt: skip


@page("control_room", "control-room", title="Control room", permission=Permission.DISPATCH)
def control_room(request: Any) -> HttpResponse:
    """Open incidents by risk and clock, THRIVE due again, hand-offs not acknowledged, grades to decide."""
    skip = start_from(request)
    read_at = now()
    room = open_control_room(purpose="Running the control room", by=request.officer, at=read_at, most=A_PAGE, skip=skip)
    incidents = room.incidents
    return render(
        request,
        "incidents/control_room.html",
        {
            "room": room,
            "paging": paging(request, skip, shown=len(incidents.lines), count=incidents.count),
            "desks": {desk.value for desk in request.officer.desks},
            "states": INCIDENT.states,
            "read_at": read_at,
        },
    )


@page("control_room_changes", f"control-room{UNATTENDED}", title="What has come since", permission=Permission.DISPATCH)
def control_room_changes(request: Any) -> HttpResponse:
    """What has come since the page was read, in numbers: a part of that page, which asks for it by itself."""
    at = now()
    since = _moment(request.GET.get("since", ""), at)
    new = count_new_in_control_room(since=since, by=request.officer, at=at)
    return render(request, "incidents/_changes.html", {"new": new, "read_at": since})


def _moment(raw: str, at: datetime) -> datetime:
    """A moment as the page writes it, never one to come; now, where somebody typed the address."""
    try:
        found = datetime.fromisoformat(raw)
    except ValueError:
        return at
    return min(found, at) if found.tzinfo else min(found.replace(tzinfo=UTC), at)


@page("imu_desk", "imu", title="Incident management unit", permission=Permission.WORK_IMU_DESK)
def imu_desk(request: Any) -> HttpResponse:
    """The queue, riskiest and oldest first; unrecorded and unallocated ages apart."""
    form, skip = QueueForm(request.GET), start_from(request)
    desk = open_imu_desk(
        wanted=form.wanted(), purpose="Working the IMU's queue", by=request.officer, at=now(), most=A_PAGE, skip=skip
    )
    return render(
        request,
        "incidents/imu_desk.html",
        {
            "desk": desk, "form": form, "skip": skip, "next_page": next_page(request, skip + A_PAGE) if desk.has_more else "",
            "desks": {one.value for one in request.officer.desks}, "can_allocate": "allocate" in PAGES,
        },
    )  # fmt: skip
