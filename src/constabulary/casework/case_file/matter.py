"""Gathers what a case file holds: the same facts for the page that shows what is missing and the act that is refused."""

from collections.abc import Iterable
from datetime import date, datetime

from constabulary.casework.identity import numbers_of_one
from constabulary.casework.investigation.crime import AtWork, hold_crime, rulebook_of
from constabulary.casework.outcomes.matter import Matter, gather_matter
from constabulary.policing.case_file.checklist import FileFacts
from constabulary.policing.case_file.code_tests import CodeTestKind
from constabulary.policing.case_file.learning import is_fresh
from constabulary.policing.investigation.plans import Direction
from constabulary.policing.investigation.suspects import SuspectFacts
from constabulary.records.models import (
    ActionPlanItem,
    ChargingDecision,
    ChargingRequest,
    CodeTest,
    Crime,
    Exhibit,
    InvestigationPlan,
    LineOfEnquiry,
    RiskAssessment,
    ScheduleSignature,
    Statement,
    Suspect,
    SuspectLearnsPlan,
    UnusedItem,
    VictimNeeds,
    VictimPosition,
)
from constabulary.records.writing import Writing
from constabulary.standards.charging import BEFORE_SUSPECT_LEARNS
from constabulary.standards.values import value


@value
class FileRows:
    """What of a crime bears on every suspect's file alike."""

    matter: Matter
    plan_approved: bool
    looks_away: bool
    needs_assessed: bool
    safety_assessed: bool
    day_planned: bool
    tests: tuple[CodeTest, ...]
    requests: tuple[ChargingRequest, ...]
    items: tuple[ActionPlanItem, ...]
    decisions: tuple[ChargingDecision, ...]
    pieces: int
    victim_statement: bool
    schedule_signed: bool

    def test_of(self, suspect: int) -> CodeTest | None:
        """The test that was last applied to a suspect."""
        return next((one for one in reversed(self.tests) if one.suspect_id == suspect), None)

    def request_of(self, suspect: int) -> ChargingRequest | None:
        """The request last sent about a suspect."""
        return next((one for one in reversed(self.requests) if one.suspect_id == suspect), None)

    def decision_of(self, suspect: int) -> ChargingDecision | None:
        """The decision last taken on a charge of a suspect."""
        return next((one for one in reversed(self.decisions) if one.suspect_id == suspect), None)

    def open_items_of(self, suspect: int) -> int:
        """How many items of action plans about a suspect wait to be answered."""
        about = {one.id for one in self.requests if one.suspect_id == suspect}
        return sum(one.request_id in about and one.answered_at is None for one in self.items)

    def facts_of(self, suspect: SuspectFacts) -> FileFacts:
        """What the checklist of one suspect looks at."""
        test = self.test_of(suspect.id)
        return FileFacts(
            crime=self.matter.crime,
            suspect=suspect,
            plan_approved=self.plan_approved,
            looks_away=self.looks_away,
            open_lines=self.matter.lines.open,
            victim=self.matter.victim,
            needs_assessed=self.needs_assessed,
            evidence_led=self.matter.evidence_led,
            safety_assessed=self.safety_assessed,
            day_planned=self.day_planned,
            test=CodeTestKind(test.kind) if test is not None else None,
            test_met=test is not None and test.is_met,
            open_items=self.open_items_of(suspect.id),
            pieces=self.pieces,
            victim_statement=self.victim_statement,
            schedule_signed=self.schedule_signed,
        )

    def suspect(self, number: int) -> SuspectFacts:
        """One suspect of the crime."""
        return next(one for one in self.matter.suspects if one.id == number)


def gather_file(w: Writing, crime: Crime, *, born: dict[int, date | None] | None = None) -> FileRows:
    """What the rows of a crime say of its case file."""
    plan = next(iter(w.find(InvestigationPlan, crime_id=crime.id)), None)
    lines = w.find(LineOfEnquiry, crime_id=crime.id)
    needs = w.find(VictimNeeds, crime_id=crime.id)
    spoke_at = last_position_at(w, crime)
    statements = w.find(Statement, crime_id=crime.id)
    return FileRows(
        matter=gather_matter(w, crime, born=born),
        plan_approved=plan is not None and plan.approved_at is not None,
        looks_away=_looks_away(plan, lines),
        needs_assessed=bool(needs),
        safety_assessed=is_safety_fresh(w, crime, spoke_at),
        day_planned=is_day_planned(w, crime, spoke_at),
        tests=tuple(w.find(CodeTest, crime_id=crime.id)),
        requests=tuple(w.find(ChargingRequest, crime_id=crime.id)),
        items=tuple(w.find(ActionPlanItem, crime_id=crime.id)),
        decisions=tuple(w.find(ChargingDecision, crime_id=crime.id)),
        pieces=len(w.find(Exhibit, crime_id=crime.id)) + len(statements),
        victim_statement=any(one.of_victim for one in statements),
        schedule_signed=is_schedule_signed(w, crime),
    )


def _looks_away(plan: InvestigationPlan | None, lines: Iterable[LineOfEnquiry]) -> bool:
    away = any(one.direction in {Direction.AWAY.value, Direction.EITHER.value} for one in lines)
    return away or (plan is not None and bool(plan.nothing_away_because.strip()))


def last_position_at(w: Writing, crime: Crime) -> datetime | None:
    """When the victim last said where they stand."""
    positions = w.find(VictimPosition, crime_id=crime.id)
    return positions[-1].recorded_at if positions else None


def is_safety_fresh(w: Writing, crime: Crime, spoke_at: datetime | None) -> bool:
    """Whether safety was looked at since the victim last spoke: by the risk assessment where there is abuse or stalking."""
    if crime.domestic_abuse or crime.stalking:
        people = numbers_of_one(w, crime.victim_id) if crime.victim_id is not None else []
        looked = [one.assessed_at for number in people for one in w.find(RiskAssessment, person_id=number)]
    else:
        looked = [one.assessed_at for one in w.find(VictimNeeds, crime_id=crime.id)]
    within = rulebook_of(w, crime)[BEFORE_SUSPECT_LEARNS].value.fresh
    return is_fresh(max(looked, default=None), spoke_at=spoke_at, at=w.at, within=within)


def is_day_planned(w: Writing, crime: Crime, spoke_at: datetime | None) -> bool:
    """Whether the day the suspect learns was planned since the victim last spoke."""
    plans = w.find(SuspectLearnsPlan, crime_id=crime.id)
    return bool(plans) and (spoke_at is None or plans[-1].planned_at >= spoke_at)


def hold_suspect(w: Writing, suspect: int, *, also: frozenset[str] = frozenset()) -> tuple[Suspect, AtWork]:
    """Hold a suspect of a crime that somebody investigates. Raises NotAllowed where nobody does."""
    row = w.lock(Suspect, suspect)
    return row, hold_crime(w, row.crime_id, also=also)


def is_schedule_signed(w: Writing, crime: Crime) -> bool:
    """Whether the open schedule of unused material is signed as it stands: nothing was listed or decided since."""
    signed = [one for one in w.find(ScheduleSignature, crime_id=crime.id) if not one.sensitive]
    items = [one for one in w.find(UnusedItem, crime_id=crime.id) if not one.sensitive]
    return bool(signed) and not is_overtaken(signed[-1].signed_at, items)


def is_overtaken(signed_at: datetime, items: Iterable[UnusedItem]) -> bool:
    """Whether a schedule has changed since it was signed: an item listed, or decided anew."""
    return any(one.decided_at is None or one.listed_at > signed_at or one.decided_at > signed_at for one in items)
