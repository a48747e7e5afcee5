"""One crime's investigation as people see it: plan, lines, suspects and their changes, reviews, directions, allocations."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from constabulary.policing.investigation.bail import is_designated
from constabulary.policing.investigation.clocks import DetentionFacts
from constabulary.policing.investigation.detention import DetentionAct
from constabulary.policing.investigation.plans import Direction
from constabulary.policing.investigation.register import AttemptResult
from constabulary.policing.investigation.reviews import Examined, Occasion, ReviewLevel
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.records.queries.together import Asked, Asking, Question
from constabulary.standards.values import value


@value
class WorkView:
    """Who works a crime, for what it waits, and what else decides what may be done."""

    stage: str
    is_complex: bool
    officer: int | None
    team: str
    supervisor: int | None
    district: str
    abuse_risk: str
    high_risk_abuse: bool
    enhanced_rights: bool
    restriction: int | None


@value
class PlanView:
    """The plan."""

    summary: str
    points_to_prove: str
    evidence_led_route: str
    nothing_away_because: str
    victim_needs: str
    finish_on: date | None
    set_at: datetime
    set_by: int
    approval: str
    approved_at: datetime | None
    approved_by: int | None

    @property
    def is_returned(self) -> bool:
        """Whether a supervisor sent it back: their words stand on it, and no approval."""
        return bool(self.approval) and self.approved_at is None


@value
class LineView:
    """A line of enquiry."""

    id: int
    number: int
    state: str
    objective: str
    action: str
    direction: Direction
    owner: int | None
    due_on: date
    gone_from: date | None
    added_at: datetime
    result: str
    ended_at: datetime | None
    ended_by: int | None


@value
class DirectionView:
    """A direction of a review, and its answer."""

    id: int
    review_id: int
    words: str
    due_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: int | None


@value
class ReviewView:
    """A review with its directions."""

    id: int
    number: int
    level: ReviewLevel
    occasion: Occasion
    examined: tuple[Examined, ...]
    findings: str
    challenge: str
    no_direction_because: str
    reviewed_at: datetime
    reviewed_by: int
    directions: tuple[DirectionView, ...] = ()


@value
class SuspectEventView:
    """One change of a suspect."""

    kind: str
    from_state: SuspectStatus | None
    to_state: SuspectStatus | None
    words: str
    moment: datetime | None
    noted_at: datetime
    noted_by: int
    reference: str = ""
    result: AttemptResult | None = None


@value
class DetentionView:
    """One decision on a detention as the custody record has it; a court has no officer."""

    act: DetentionAct
    officer: int | None
    authority: str
    hours: int
    reference: str
    words: str
    moment: datetime


@value
class CustodyView:
    """A custody record as it was noted, with the decisions on the detention, oldest first."""

    reference: str
    arrested_at: datetime
    arrived_at: datetime
    authorised_at: datetime
    indictable: bool
    decisions: tuple[DetentionView, ...] = ()

    @property
    def facts(self) -> DetentionFacts:
        """What the clocks of the detention depend on."""
        return DetentionFacts(
            arrested_at=self.arrested_at, arrived_at=self.arrived_at, authorised_at=self.authorised_at,
            reviewed_at=tuple(one.moment for one in self.decisions if one.act is DetentionAct.REVIEW),
            indictable=self.indictable,
            extended=any(one.act is DetentionAct.EXTENSION for one in self.decisions),
            warrants=tuple(
                timedelta(hours=one.hours) for one in self.decisions if one.act is DetentionAct.WARRANT
            ),
        )  # fmt: skip


@value
class SuspectView:
    """A suspect with every change of theirs, oldest first."""

    id: int
    person_id: int | None
    person: str
    name: str
    status: SuspectStatus
    description: str
    since: datetime
    until: datetime | None
    interviewed_at: datetime | None
    identified_at: datetime | None
    recorded_at: datetime | None
    told_at: datetime | None
    not_identifiable_at: datetime | None
    not_identifiable_because: str
    is_settled: bool
    events: tuple[SuspectEventView, ...] = ()

    @property
    def is_named(self) -> bool:
        """Whether somebody's name is known."""
        return self.person_id is not None

    @property
    def called(self) -> str:
        """The name, or what describes them."""
        return self.name or ("Somebody whose name is not shown to you" if self.person_id else "Not named")

    @property
    def arrested_at(self) -> datetime | None:
        """When an arrest was last noted."""
        arrests = [one.noted_at for one in self.events if one.to_state is SuspectStatus.ARRESTED_IN_CUSTODY]
        return arrests[-1] if arrests else None

    @property
    def exceptionally_complex(self) -> bool:
        """Whether the case was designated as exceptionally complex since the last arrest."""
        designated = [one.noted_at for one in self.events if one.kind == "case_designated"]
        return is_designated(designated, arrested_at=self.arrested_at)


@value
class AllocationView:
    """One allocation."""

    officer: int
    instead_of: int | None
    reason: str
    override_reason: str
    reasons: tuple[str, ...]
    load_before: float
    load_after: float
    load_limit: float
    edition: str
    allocated_at: datetime
    allocated_by: int


@value
class PersonInCrime:
    """Somebody with a part in a crime."""

    person_id: int
    reference: str
    name: str
    role: str


@Question
def work_of_crime(crime: int) -> Asking[WorkView]:
    """Who works a crime and what for it waits."""
    found = yield Asked(
        "SELECT c.stage, c.is_complex, c.officer_id, coalesce(t.name, ''), o.supervisor_id, coalesce(d.name, ''), "
        "c.abuse_risk, c.high_risk_abuse, c.enhanced_rights, c.restriction_id "
        "FROM crime c LEFT JOIN team t ON t.id = c.team_id LEFT JOIN officer o ON o.id = c.officer_id "
        "LEFT JOIN place p ON p.id = c.place_id LEFT JOIN district d ON d.id = p.district_id WHERE c.id = %s",
        [crime],
    )
    return WorkView(**dict(zip(WorkView.__dataclass_fields__, found[0], strict=True)))


@Question
def plan_of_crime(crime: int) -> Asking[PlanView | None]:
    """The plan, if one is set."""
    found = yield Asked(
        "SELECT summary, points_to_prove, evidence_led_route, nothing_away_because, victim_needs, finish_on, set_at, "
        "set_by_id, approval, approved_at, approved_by_id FROM investigation_plan WHERE crime_id = %s",
        [crime],
    )
    return PlanView(**dict(zip(PlanView.__dataclass_fields__, found[0], strict=True))) if found else None


@Question
def lines_of_crime(crime: int) -> Asking[list[LineView]]:
    """The lines of enquiry: open ones first, by when they are due."""
    found = yield Asked(
        "SELECT id, number, state, objective, action, direction, owner_id, due_on, gone_from, added_at, result, ended_at, "
        "ended_by_id FROM line_of_enquiry WHERE crime_id = %s ORDER BY state <> 'open', due_on, number",
        [crime],
    )
    lines = (dict(zip(LineView.__dataclass_fields__, row, strict=True)) for row in found)
    return [LineView(**{**one, "direction": Direction(one["direction"])}) for one in lines]


@Question
def reviews_of_crime(crime: int) -> Asking[list[ReviewView]]:
    """The reviews with their directions, newest first."""
    directions: dict[int, list[DirectionView]] = {}
    directed, found = yield (
        Asked(
            "SELECT id, review_id, words, due_at, answer, answered_at, answered_by_id FROM review_direction "
            "WHERE crime_id = %s ORDER BY due_at, id",
            [crime],
        ),
        Asked(
            "SELECT id, number, level, occasion, examined, findings, challenge, no_direction_because, reviewed_at, "
            "reviewed_by_id FROM investigation_review WHERE crime_id = %s ORDER BY reviewed_at DESC, id DESC",
            [crime],
        ),
    )
    for row in directed:
        made = DirectionView(**dict(zip(DirectionView.__dataclass_fields__, row, strict=True)))
        directions.setdefault(made.review_id, []).append(made)
    return [
        ReviewView(
            id=row[0], number=row[1], level=ReviewLevel(row[2]), occasion=Occasion(row[3]),
            examined=tuple(Examined(one) for one in row[4]), findings=row[5], challenge=row[6],
            no_direction_because=row[7], reviewed_at=row[8], reviewed_by=row[9],
            directions=tuple(directions.get(row[0], ())),
        )
        for row in found
    ]  # fmt: skip


def _status(code: str) -> SuspectStatus | None:
    return SuspectStatus(code) if code else None


@Question
def suspects_of_crime(crime: int) -> Asking[list[SuspectView]]:
    """The suspects with every change of theirs, in the order they were added."""
    events: dict[int, list[SuspectEventView]] = {}
    changed, found = yield (
        Asked(
            "SELECT e.suspect_id, e.kind, e.from_state, e.to_state, e.words, e.moment, e.noted_at, e.noted_by_id, "
            "e.reference, e.result "
            "FROM suspect_event e JOIN suspect s ON s.id = e.suspect_id WHERE s.crime_id = %s ORDER BY e.noted_at, e.id",
            [crime],
        ),
        Asked(
            "SELECT s.id, s.person_id, coalesce(p.reference, ''), trim(coalesce(p.given, '') || ' ' || "
            "coalesce(p.family, '')), s.state, s.description, s.since, s.until, s.interviewed_at, s.identified_at, "
            "s.recorded_at, s.told_at, s.not_identifiable_at, s.not_identifiable_because, "
            "s.settled_with_id IS NOT NULL "
            "FROM suspect s LEFT JOIN person p ON p.id = s.person_id WHERE s.crime_id = %s ORDER BY s.id",
            [crime],
        ),
    )
    for row in changed:
        made = SuspectEventView(
            kind=row[1], from_state=_status(row[2]), to_state=_status(row[3]), words=row[4], moment=row[5],
            noted_at=row[6], noted_by=row[7], reference=row[8], result=AttemptResult(row[9]) if row[9] else None,
        )  # fmt: skip
        events.setdefault(row[0], []).append(made)
    names = tuple(SuspectView.__dataclass_fields__)[:-1]
    suspects = (dict(zip(names, row, strict=True)) for row in found)
    return [
        SuspectView(**{**one, "status": SuspectStatus(one["status"]), "events": tuple(events.get(one["id"], ()))})
        for one in suspects
    ]


@Question
def custody_of_crimes(crimes: Iterable[int]) -> Asking[dict[int, CustodyView]]:
    """The custody record of each suspect of these crimes who is in custody now, by the suspect's number; the newest noted."""
    asked = list(crimes)
    decided, found = yield (
        Asked(
            "SELECT d.custody_id, d.act, d.officer_id, d.authority, d.hours, d.reference, d.words, d.moment "
            "FROM detention_decision d JOIN custody_record v ON v.id = d.custody_id JOIN suspect s ON s.id = v.suspect_id "
            "WHERE s.crime_id = ANY(%s) ORDER BY d.moment, d.id",
            [asked],
        ),
        Asked(
            "SELECT DISTINCT ON (s.id) s.id, v.id, v.reference, v.arrested_at, v.arrived_at, v.authorised_at, v.indictable "
            "FROM suspect s JOIN custody_record v ON v.suspect_id = s.id AND v.noted_at >= s.since "
            "WHERE s.crime_id = ANY(%s) AND s.state = 'arrested_in_custody' ORDER BY s.id, v.noted_at DESC, v.id DESC",
            [asked],
        ),
    )
    decisions: dict[int, list[DetentionView]] = {}
    for row in decided:
        decisions.setdefault(row[0], []).append(
            DetentionView(
                act=DetentionAct(row[1]), officer=row[2], authority=row[3], hours=row[4], reference=row[5],
                words=row[6], moment=row[7],
            )
        )  # fmt: skip
    return {
        row[0]: CustodyView(
            reference=row[2], arrested_at=row[3], arrived_at=row[4], authorised_at=row[5], indictable=row[6],
            decisions=tuple(decisions.get(row[1], ())),
        )
        for row in found
    }  # fmt: skip


@Question
def allocations_of_crime(crime: int) -> Asking[list[AllocationView]]:
    """Every allocation, newest first."""
    found = yield Asked(
        "SELECT officer_id, instead_of_id, reason, override_reason, reasons, load_before::float, load_after::float, "
        "load_limit::float, edition, allocated_at, allocated_by_id FROM allocation WHERE crime_id = %s "
        "ORDER BY allocated_at DESC, id DESC",
        [crime],
    )
    made = (dict(zip(AllocationView.__dataclass_fields__, row, strict=True)) for row in found)
    return [AllocationView(**{**one, "reasons": tuple(one["reasons"])}) for one in made]


@Question
def people_in_crime(crime: int) -> Asking[list[PersonInCrime]]:
    """Everyone with a part in a crime, as far as whoever asks may see them."""
    found = yield Asked(
        "SELECT p.id, p.reference, trim(p.given || ' ' || p.family), c.role FROM crime_person c "
        "JOIN person p ON p.id = c.person_id WHERE c.crime_id = %s ORDER BY c.id",
        [crime],
    )
    return [PersonInCrime(person_id=row[0], reference=row[1], name=row[2], role=row[3]) for row in found]
