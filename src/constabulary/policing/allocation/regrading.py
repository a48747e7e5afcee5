"""What a crime weighs, graded a second time: who may not, what it needs, and how far two gradings agree.

A weight near a limit is where it would pay to under-grade. So some are graded again by somebody who neither has the
crime nor graded it, and is not shown the first weight. Nothing is said of any one person, and neither side is right by
itself.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from constabulary.policing.allocation.workload import Stage, Weight
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.inspection.agreement import Agreement, Weighting, agreement_of
from constabulary.policing.inspection.intervals import Rate, wilson
from constabulary.standards.dated import Confidence, Standard
from constabulary.standards.self_inspection import AgreementSettings
from constabulary.standards.values import value
from constabulary.standards.workload import RegradingRule

REASONS = ReasonsCatalogue("regrading")
OURS = "Our safeguard: a second grading is blind or it says nothing"
#: What can be chosen. Desk work is no kind that a crime is found to be of, and not knowing is no grading.
OFFERED = tuple(one for one in Weight if one not in {Weight.DESK, Weight.UNKNOWN})


@value
class GraderFacts:
    """What decides whether somebody's grading would be their own and blind."""

    grader: int
    had_a_part: frozenset[int]
    has_opened: bool
    is_connected: bool
    is_graded: bool


@value
class Graded:
    """What somebody says a crime weighs: its kind, what it waits for, and why."""

    weight: str
    stage: str
    words: str


def _reason(code: str, sentence: str, field: str = "") -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field=field)


OWN = _reason("own", "You have this crime, or had a part in what it weighs. Somebody else grades it again.")
HAS_OPENED = _reason("has-opened", "You have opened this crime, so you have seen what it weighs.")
CONNECTED = _reason("connected", "A conflict of interest is recorded: somebody else grades it again.")
GRADED = _reason("graded", "It has been graded again already.")
NO_SUCH_WEIGHT = _reason("no-such-weight", "Choose what kind of crime it is.", "weight")
NO_SUCH_STAGE = _reason("no-such-stage", "Choose what it waits for, or that it is active.", "stage")
WHY_MISSING = _reason("why-missing", "Say why you would weigh it so.", "words")


def find_reasons_against_grader(facts: GraderFacts) -> Reasons:
    """Why somebody may not grade a crime again."""
    against: Mapping[Reason, bool] = {
        OWN: facts.grader in facts.had_a_part,
        HAS_OPENED: facts.has_opened,
        CONNECTED: facts.is_connected,
        GRADED: facts.is_graded,
    }
    return tuple(reason for reason, applies in against.items() if applies)


def find_reasons_against_grading(given: Graded) -> Reasons:
    """What a second grading lacks."""
    against: Mapping[Reason, bool] = {
        NO_SUCH_WEIGHT: given.weight not in {one.value for one in OFFERED},
        NO_SUCH_STAGE: given.stage not in {one.value for one in Stage},
        WHY_MISSING: not given.words.strip(),
    }
    return tuple(reason for reason, applies in against.items() if applies)


def points_for(weight: Weight, stage: Stage, weights: Mapping[str, float], stages: Mapping[str, float]) -> float:
    """What a crime of this kind that waits for this adds to a load; of a kind that no weight is given for, the heaviest."""
    return round(weights.get(weight.value, max(weights.values(), default=1.0)) * stages.get(stage.value, 1.0), 2)


def regrading_due(standard: Standard[RegradingRule], *, at: datetime) -> DutyDue:
    """The second grading of a crime that was drawn."""
    kind = DutyKind.GRADE_AGAIN
    return DutyDue(
        kind=kind, desk=CATALOGUE[kind].desk, due_at=at + standard.value.within, rule=standard.key,
        edition=standard.edition,
    )  # fmt: skip


@value
class GradedTwice:
    """Both gradings of one crime: what it weighed, whose team, and who had it, counted and never told."""

    first_weight: Weight
    first_points: float
    second_weight: Weight
    second_points: float
    team: str
    officer: int | None


@value
class WeightsOfTeam:
    """Of one team's crimes: how often both weighed alike, and how often the first weight was the lower one."""

    team: str
    alike: Rate
    lower_at_first: Rate
    too_few: bool


def agree_on_weights(pairs: Iterable[GradedTwice], least: AgreementSettings) -> Agreement:
    """Cohen's kappa of the kinds that both chose."""
    found = list(pairs)
    kinds = list(Weight)
    return agreement_of(
        [(kinds.index(one.first_weight), kinds.index(one.second_weight)) for one in found], people=_people(found),
        categories=len(kinds), least_pairs=least.pairs, least_people=least.people, weighting=Weighting.NONE,
    )  # fmt: skip


def weights_of_team(team: str, pairs: Iterable[GradedTwice], least: AgreementSettings) -> WeightsOfTeam:
    """The figures of one team, or of everybody; nothing is to be told of few crimes or few people."""
    found = list(pairs)
    return WeightsOfTeam(
        team=team,
        alike=wilson(sum(one.first_points == one.second_points for one in found), len(found)),
        lower_at_first=wilson(sum(one.first_points < one.second_points for one in found), len(found)),
        too_few=len(found) < least.pairs or _people(found) < least.people,
    )


def _people(pairs: Iterable[GradedTwice]) -> int:
    return len({one.officer for one in pairs if one.officer is not None})
