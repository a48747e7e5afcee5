"""What waits at a desk, as its people see it: open incidents by risk and clock, and the IMU's queue by risk and age."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from constabulary.policing.desks import Desk
from constabulary.records.queries.together import ask
from constabulary.standards.values import value


@value
class OpenLine:
    """An open incident on a desk's page."""

    id: int
    reference: str
    state: str
    grade: str
    risk: int
    category: str
    summary: str
    place: str
    domestic_abuse: bool
    stalking: bool
    hate: bool
    vulnerable: bool
    opened_at: datetime
    attend_due_at: datetime | None
    reassess_due_at: datetime | None
    supervise_due_at: datetime | None
    units: tuple[str, ...]
    grade_waits: bool
    cannot_speak_freely: bool
    thrive_asked: bool
    without_district: bool
    place_is_unknown: bool
    organisation: str

    def next_due_at(self) -> datetime:
        """The earliest of its clocks."""
        clocks = (self.reassess_due_at, self.attend_due_at if self.state != "attended" else None)
        return min((one for one in clocks if one is not None), default=self.opened_at)


@value
class WaitingHandoff:
    """A hand-off that nobody has acknowledged."""

    id: int
    reference: str
    state: str
    from_desk: Desk
    to_desk: Desk
    reason: str
    sent_at: datetime
    due_at: datetime | None
    risk: int
    summary: str


@value
class QueueFilter:
    """What of the IMU's queue is asked for. `what`: unrecorded, unallocated, call_back, or empty for all."""

    what: str = ""
    least_risk: int = 0
    older_than: timedelta | None = None
    overdue_only: bool = False
    marker: str = ""


@value
class QueueLine:
    """One line of the IMU's queue: an incident, or a crime that waits for an officer."""

    id: int
    incident: str
    crime: str
    grade: str
    risk: int
    summary: str
    domestic_abuse: bool
    stalking: bool
    hate: bool
    vulnerable: bool
    reported_at: datetime
    unrecorded_since: datetime | None
    unallocated_since: datetime | None
    call_back_due_at: datetime | None
    reassess_due_at: datetime | None
    due_at: datetime
    thrive_asked: bool
    organisation: str


@value
class QueueAge:
    """How many wait, since when the oldest has, and how many longer than a day."""

    count: int
    oldest: datetime | None
    over_a_day: int


@value
class OpenLines:
    """A page of a desk's open incidents, and how many there are of all.

    Open; THRIVE overdue; late to be looked at; grades to decide; with nobody on the way, due within the hour and late;
    late with a unit on the way that is not there.
    """

    lines: tuple[OpenLine, ...]
    count: int
    overdue: int
    unsent: int
    to_decide: int
    nobody_sent: int
    nobody_late: int
    sent_late: int


@value
class NewHere:
    """What has come to a desk since a moment, in numbers alone: at one of the pressing `grades`, and at any other."""

    pressing: int
    others: int
    grades: tuple[str, ...]


@value
class Handoffs:
    """The first of the hand-offs nobody has acknowledged, and how many there are."""

    lines: tuple[WaitingHandoff, ...]
    count: int


#: Which are shown is decided on clocks alone; words, places and units are read for those only. The journeys of a list are
#: looked over together before their words are read (`records/masking.py`).
OPEN_LINES = """
    WITH shown AS (
        SELECT i.id, i.journey_id, d.reassess, d.supervise, d.grade_waits, count(*) OVER () AS open,
            count(*) FILTER (WHERE d.reassess < %(at)s) OVER () AS overdue,
            count(*) FILTER (WHERE d.supervise < %(at)s) OVER () AS unsent,
            count(*) FILTER (WHERE d.grade_waits) OVER () AS to_decide,
            count(*) FILTER (WHERE w.soon AND NOT w.late) OVER () AS nobody_sent,
            count(*) FILTER (WHERE w.late) OVER () AS nobody_late,
            count(*) FILTER (WHERE w.behind AND i.attend_due_at < %(at)s) OVER () AS sent_late,
            -- Where somebody has to be soon or should have been comes before everything else: a unit on its way is not there.
            row_number() OVER (
                ORDER BY CASE WHEN w.soon OR w.late OR w.behind THEN array_position(%(deployed)s::text[], i.grade::text) END
                    NULLS LAST, w.behind, CASE WHEN w.soon OR w.late OR w.behind THEN i.attend_due_at END, i.risk DESC, least(d.reassess, CASE WHEN i.state <> 'attended' THEN i.attend_due_at END), i.id
            ) AS place
        FROM incident i
        LEFT JOIN LATERAL (
            SELECT min(due_at) FILTER (WHERE kind = 'reassess') AS reassess,
                min(due_at) FILTER (WHERE kind = 'supervise') AS supervise,
                bool_or(kind = 'accept_below_floor') AS grade_waits
            FROM duty WHERE journey_id = i.journey_id AND state = 'open'
        ) d ON true
        CROSS JOIN LATERAL (
            SELECT i.state = 'open' AND i.grade = ANY(%(deployed)s) AND coalesce(i.attend_due_at < %(at)s, false) AS late,
                i.state = 'open' AND (i.grade = ANY(%(pressing)s) OR (i.grade = ANY(%(deployed)s)
                    AND coalesce(i.attend_due_at < %(at)s + interval '1 hour', false))) AS soon,
                i.state = 'deployed' AND (i.grade = ANY(%(pressing)s) OR (i.grade = ANY(%(deployed)s)
                    AND coalesce(i.attend_due_at < %(at)s, false))) AS behind
        ) w
        WHERE i.desk = %(desk)s AND i.state <> 'closed'
        ORDER BY place LIMIT %(most)s OFFSET %(skip)s
    )
    SELECT i.id, i.reference, i.state, i.grade, i.risk, i.category, i.summary,
        coalesce(concat_ws(', ', nullif(p.line, ''), nullif(p.locality, '')), ''),
        i.domestic_abuse, i.stalking, i.hate, i.vulnerable, i.opened_at, i.attend_due_at,
        s.reassess, s.supervise, coalesce(u.units, ARRAY[]::text[]), coalesce(s.grade_waits, false),
        coalesce(c.cannot_speak_freely, false), i.assessed_at IS NOT NULL, p.id IS NOT NULL AND p.district_id IS NULL,
        i.place_id IS NULL, coalesce((SELECT name FROM organisation WHERE id = i.organisation_id), ''),
        s.open, s.overdue, s.unsent, s.to_decide, s.nobody_sent, s.nobody_late, s.sent_late
    FROM shown s
    JOIN incident i ON i.id = s.id
    LEFT JOIN place p ON p.id = i.place_id
    LEFT JOIN LATERAL (
        SELECT array_agg(unit ORDER BY id) AS units FROM deployment
        WHERE incident_id = i.id AND state IN ('sent', 'en_route', 'at_scene')
    ) u ON true
    LEFT JOIN LATERAL (
        SELECT bool_or(cannot_speak_freely) AS cannot_speak_freely FROM contact WHERE journey_id = i.journey_id
    ) c ON true
    WHERE (SELECT look_over_journeys(ARRAY(SELECT journey_id FROM shown)))
    ORDER BY s.place
"""


def open_incidents_of(
    desk: Desk, *, pressing: Sequence[str], deployed: Sequence[str], at: datetime, most: int = 50, skip: int = 0
) -> OpenLines:
    """The open incidents of a desk that whoever asks may see, riskiest and soonest due first.

    Before them those of the `deployed` grades that nobody has reached although somebody is late, is to be there within
    the hour, or the grade is `pressing`: most urgent first, at each first where nobody is on the way, the latest first.
    """
    names = tuple(OpenLine.__dataclass_fields__)
    asked = {"desk": desk.value, "pressing": list(pressing), "deployed": list(deployed), "at": at}
    found = ask(OPEN_LINES, {**asked, "most": most, "skip": skip})
    lines = (dict(zip(names, row[: len(names)], strict=True)) for row in found)
    count, overdue, unsent, to_decide, nobody_sent, nobody_late, sent_late = (
        found[0][len(names) :] if found else (0,) * 7
    )
    return OpenLines(
        lines=tuple(OpenLine(**{**one, "units": tuple(one["units"])}) for one in lines), count=count, overdue=overdue,
        unsent=unsent, to_decide=to_decide, nobody_sent=nobody_sent, nobody_late=nobody_late, sent_late=sent_late,
    )  # fmt: skip


def new_at(desk: Desk, *, pressing: Sequence[str], since: datetime) -> NewHere:
    """How many open incidents of a desk were opened or graded anew since a moment, as far as they are shown."""
    row = ask(
        """
        SELECT count(*) FILTER (WHERE i.grade = ANY(%(pressing)s)), count(*) FILTER (WHERE i.grade <> ALL(%(pressing)s))
        FROM incident i WHERE i.desk = %(desk)s AND i.state <> 'closed' AND i.graded_at > %(since)s
        """,
        {"desk": desk.value, "pressing": list(pressing), "since": since},
    )[0]
    return NewHere(pressing=row[0], others=row[1], grades=tuple(pressing))


def waiting_handoffs(desk: Desk, *, most: int = 20) -> Handoffs:
    """The hand-offs from or to a desk that nobody has acknowledged, escalated and oldest first."""
    found = ask(
        """
        WITH shown AS (
            SELECT h.id, h.journey_id, count(*) OVER () AS waiting FROM handoff h JOIN incident i ON i.id = h.incident_id
            WHERE h.state <> 'acknowledged' AND %(desk)s IN (h.from_desk, h.to_desk)
            ORDER BY h.state, h.sent_at LIMIT %(most)s
        )
        SELECT h.id, i.reference, h.state, h.from_desk, h.to_desk, h.reason, h.sent_at,
            (SELECT min(due_at) FROM duty WHERE journey_id = h.journey_id AND state = 'open'
             AND kind = 'acknowledge_handoff'), i.risk, i.summary, s.waiting
        FROM shown s JOIN handoff h ON h.id = s.id JOIN incident i ON i.id = h.incident_id
        WHERE (SELECT look_over_journeys(ARRAY(SELECT journey_id FROM shown)))
        ORDER BY h.state, h.sent_at
        """,
        {"desk": desk.value, "most": most},
    )
    lines = [
        WaitingHandoff(
            id=row[0], reference=row[1], state=row[2], from_desk=Desk(row[3]), to_desk=Desk(row[4]), reason=row[5],
            sent_at=row[6], due_at=row[7], risk=row[8], summary=row[9],
        )
        for row in found
    ]  # fmt: skip
    return Handoffs(lines=tuple(lines), count=found[0][10] if found else 0)


#: What waits for an officer, said once for every page that shows or counts it: a crime, as `c`. What the desk has put
#: forward with an outcome keeps its open duty until that is decided, and waits for the decision and not for an officer;
#: what it decided to file waits for its outcome.
WAITS_FOR_OFFICER = "c.state = 'unallocated' AND c.filed_at IS NULL"
QUEUE = f"""
    WITH waiting AS (
        SELECT coalesce(d.crime_id, d.incident_id) AS id, max(d.incident_id) AS incident_id, max(d.crime_id) AS crime_id,
            max(d.risk) AS risk, min(d.due_at) AS due_at,
            bool_or(d.kind = 'decide_recording') AS unrecorded, bool_or(d.kind = 'allocate') AS unallocated,
            bool_and(d.kind = 'allocate') AS only_allocation,
            min(d.due_at) FILTER (WHERE d.kind = 'call_back') AS call_back
        FROM (
            -- OFFSET keeps the two desks' open duties apart from the rest of the question: they are found by their index.
            SELECT * FROM duty WHERE state = 'open' AND owner_id IS NULL AND desk IN ('imu', 'allocation') OFFSET 0
        ) d
        WHERE (d.desk = 'imu' OR d.kind = 'allocate') AND (d.incident_id IS NOT NULL OR d.crime_id IS NOT NULL)
        GROUP BY 1
    ), shown AS (
        SELECT w.id, w.risk, w.due_at, w.unrecorded, w.unallocated AND {WAITS_FOR_OFFICER} AS unallocated, w.call_back,
            w.crime_id, i.id AS incident_id, i.journey_id, i.reported_at
        FROM waiting w
        LEFT JOIN crime c ON c.id = w.crime_id
        JOIN incident i ON i.id = CASE WHEN w.incident_id IS NULL THEN c.incident_id ELSE w.incident_id END
        WHERE w.risk >= %(least_risk)s AND (NOT w.only_allocation OR {WAITS_FOR_OFFICER})
          AND (%(what)s = '' OR (%(what)s = 'unrecorded' AND w.unrecorded) OR (%(what)s = 'unallocated' AND w.unallocated AND {WAITS_FOR_OFFICER})
               OR (%(what)s = 'call_back' AND w.call_back IS NOT NULL))
          AND (%(before)s::timestamptz IS NULL OR i.reported_at < %(before)s)
          AND (NOT %(overdue)s OR w.due_at < %(at)s)
          AND (%(marker)s = '' OR (%(marker)s = 'domestic_abuse' AND i.domestic_abuse)
               OR (%(marker)s = 'stalking' AND i.stalking) OR (%(marker)s = 'hate' AND i.hate)
               OR (%(marker)s = 'vulnerable' AND i.vulnerable))
        ORDER BY w.risk DESC, i.reported_at, w.id
        LIMIT %(most)s OFFSET %(skip)s
    )
    SELECT w.id, i.reference, coalesce(c.reference, ''), i.grade, w.risk,
        coalesce(nullif(c.offence_title, ''), i.summary), i.domestic_abuse, i.stalking, i.hate, i.vulnerable,
        w.reported_at, CASE WHEN w.unrecorded THEN w.reported_at END, CASE WHEN w.unallocated THEN c.recorded_at END,
        w.call_back,
        (SELECT min(due_at) FROM duty WHERE journey_id = w.journey_id AND state = 'open' AND kind = 'reassess'),
        w.due_at, i.assessed_at IS NOT NULL,
        coalesce((SELECT name FROM organisation WHERE id = coalesce(c.victim_organisation_id, i.organisation_id)), '')
    FROM shown w
    LEFT JOIN crime c ON c.id = w.crime_id
    JOIN incident i ON i.id = w.incident_id
    WHERE (SELECT look_over_journeys(ARRAY(SELECT journey_id FROM shown)))
    ORDER BY w.risk DESC, w.reported_at, w.id
"""


def imu_queue(wanted: QueueFilter, *, at: datetime, most: int = 50, skip: int = 0) -> list[QueueLine]:
    """The IMU's queue as far as whoever asks may see it, riskiest and then oldest first."""
    names = tuple(QueueLine.__dataclass_fields__)
    found = ask(
        QUEUE,
        {
            "least_risk": wanted.least_risk, "what": wanted.what, "marker": wanted.marker, "at": at,
            "before": at - wanted.older_than if wanted.older_than else None, "overdue": wanted.overdue_only,
            "most": most, "skip": skip,
        },
    )  # fmt: skip
    return [QueueLine(**dict(zip(names, row, strict=True))) for row in found]


def unrecorded_age(*, at: datetime) -> QueueAge:
    """How many reports wait for a recording decision, the oldest, and how many for more than a day."""
    row = ask(
        """
        SELECT count(*), min(coalesce(c.recorded_at, i.reported_at)),
            count(*) FILTER (WHERE coalesce(c.recorded_at, i.reported_at) < %(day_ago)s)
        FROM (
            SELECT * FROM duty WHERE state = 'open' AND owner_id IS NULL AND desk IN ('imu', 'allocation') OFFSET 0
        ) d LEFT JOIN crime c ON c.id = d.crime_id LEFT JOIN incident i ON i.id = d.incident_id
        WHERE d.kind = 'decide_recording'
        """,
        {"day_ago": at - timedelta(hours=24)},
    )[0]
    return QueueAge(count=row[0], oldest=row[1], over_a_day=row[2])
