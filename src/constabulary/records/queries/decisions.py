"""How it was decided whether an incident is a crime, time after time, and what the registrar found of each decision."""

from datetime import datetime

from constabulary.policing.recording.decision import RecordingResult
from constabulary.policing.recording.oversight import Finding
from constabulary.records.queries.registrar import LATEST_FINDING
from constabulary.records.queries.together import Asked, Asking, Question
from constabulary.standards.values import value


@value
class DecidedView:
    """One recording decision on an incident, and the registrar's latest finding of it, if there is one."""

    id: int
    result: RecordingResult
    incident_code: str
    rationale: str
    no_rape_because: str
    reasons: tuple[str, ...]
    decided_at: datetime
    decided_by: int
    finding: Finding | None
    found: str
    overseen_at: datetime | None
    overseen_by: int | None
    answer: str = ""
    answered_at: datetime | None = None
    answered_by: int | None = None
    question: int | None = None

    @property
    def records(self) -> bool:
        """Whether a crime was recorded, or the report added to one."""
        return self.result is RecordingResult.RECORD

    @property
    def is_questioned(self) -> bool:
        """Whether the registrar found it wrong, or that more is needed."""
        return self.finding in {Finding.WRONG, Finding.MORE_NEEDED}

    @property
    def officers(self) -> set[int]:
        """Who decided it, who looked at that and who answered them."""
        return {self.decided_by, *(one for one in (self.overseen_by, self.answered_by) if one)}


@Question
def decisions_of_incident(incident: int) -> Asking[list[DecidedView]]:
    """Every recording decision on an incident, newest first."""
    found = yield Asked(
        "SELECT r.id, r.result, r.incident_code, r.rationale, r.no_rape_because, r.reasons, r.decided_at, r.decided_by_id, "
        "v.finding, coalesce(v.words, ''), v.overseen_at, v.overseen_by_id, coalesce(va.words, ''), va.answered_at, va.answered_by_id, v.id "
        f"FROM recording_decision r {LATEST_FINDING} WHERE r.incident_id = %s ORDER BY r.id DESC",
        [incident],
    )
    return [
        DecidedView(
            id=row[0], result=RecordingResult(row[1]), incident_code=row[2], rationale=row[3], no_rape_because=row[4],
            reasons=tuple(row[5]), decided_at=row[6], decided_by=row[7], finding=Finding(row[8]) if row[8] else None,
            found=row[9], overseen_at=row[10], overseen_by=row[11], answer=row[12], answered_at=row[13],
            answered_by=row[14], question=row[15],
        )
        for row in found
    ]  # fmt: skip
