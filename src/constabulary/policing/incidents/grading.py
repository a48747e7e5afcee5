"""From THRIVE to a grade: floor rules, an advisory score, a proposal with reasons; a person decides.

There is no national scoring formula and the incident category must not set the grade (NSIR 2011, 1.2). A floor
rule forces at least its grade; below the floor needs a written reason and a supervisor's acceptance.
"""

from collections.abc import Callable

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.incidents.thrive import Imminence, Suspect, ThriveAnswers, Violence, VulnerabilityFactor
from constabulary.standards.dated import Confidence, Standard
from constabulary.standards.response import AdvisoryScore, ResponseGrades
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("grading")
GRADE_DOC = "National contact grades: emergency and priority"
NO_RESOURCE_WORDS = (
    "no unit", "no resource", "no officer", "no patrol", "no car", "unavailable", "short of", "nobody free",
    "no one free", "none free", "not enough officers", "not enough units", "lack of units", "lack of officers",
    "lack of resource", "resourcing",
)  # fmt: skip


@value
class Marked:
    """What the call or the incident is marked as. It counts whether or not THRIVE names it among the vulnerabilities."""

    domestic_abuse: bool = False
    stalking: bool = False
    hate: bool = False


def _is_abuse(answers: ThriveAnswers, marked: Marked) -> bool:
    return marked.domestic_abuse or marked.stalking or answers.domestic_abuse or answers.stalking


@value
class FloorRule:
    """One floor rule: when it is true, the grade is at least this urgent."""

    rank: int
    reason: Reason
    applies: Callable[[ThriveAnswers, Marked], bool]


def _floor(
    rank: int,
    code: str,
    sentence: str,
    applies: Callable[[ThriveAnswers, Marked], bool],
    *,
    source: str = GRADE_DOC,
) -> FloorRule:
    reason = REASONS.add(code, sentence, source=source, confidence=Confidence.ASSUMPTION)
    return FloorRule(rank=rank, reason=reason, applies=applies)


FLOOR_RULES: tuple[FloorRule, ...] = (
    _floor(1, "danger-to-life", "There is a danger to life.", lambda a, _: a.threat.danger_to_life),
    _floor(
        1,
        "violence",
        "Violence is being used or is about to be.",
        lambda a, _: (
            a.threat.violence is Violence.IMMINENT or (a.threat.violence is Violence.USED and a.threat.in_progress)
        ),
    ),
    _floor(1, "serious-injury", "Someone is seriously injured.", lambda a, _: a.harm.serious_injury),
    _floor(1, "weapon", "A weapon is present.", lambda a, _: a.threat.weapon),
    _floor(1, "in-progress", "A crime is in progress.", lambda a, _: a.threat.in_progress),
    _floor(1, "suspect-on-scene", "The suspect is there.", lambda a, _: a.threat.suspect is Suspect.ON_SCENE),
    _floor(
        1,
        "alone-at-risk",
        "A child or vulnerable person is alone and at risk.",
        lambda a, _: a.vulnerability.alone_at_risk,
    ),
    _floor(
        2,
        "evidence-perishable",
        "Key evidence or a witness is about to be lost.",
        lambda a, _: a.investigation.key_evidence_perishable,
    ),
    _floor(
        2,
        "suspect-detained",
        "The suspect is detained by the public.",
        lambda a, _: a.threat.suspect is Suspect.DETAINED,
    ),
    _floor(
        2,
        "high-risk-history",
        "High-risk domestic abuse is on record, and this is a new contact.",
        lambda a, _: a.vulnerability.high_risk_abuse_history,
    ),
    _floor(
        2,
        "abuse-with-violence",
        "Domestic abuse or stalking, and violence was used or threatened.",
        lambda a, marked: _is_abuse(a, marked) and a.threat.violence is not Violence.NONE,
        source="Our default: violence in domestic abuse or stalking is seen to, not telephoned, also when he has gone",
    ),
    _floor(
        2,
        "serious-distress",
        "The caller or victim is in serious distress.",
        lambda a, _: a.vulnerability.serious_distress,
    ),
    _floor(
        2,
        "cannot-speak-freely",
        "The caller cannot speak freely.",
        lambda a, _: a.engagement.cannot_speak_freely,
    ),
)

SCORE_HIGH = REASONS.add(
    "score-high",
    "Severity, likelihood and vulnerability together score high.",
    source="Our advisory score",
    confidence=Confidence.ASSUMPTION,
)
SCORE_MIDDLE = REASONS.add(
    "score-middle",
    "Severity, likelihood and vulnerability together score in the middle.",
    source="Our advisory score",
    confidence=Confidence.ASSUMPTION,
)
SCORE_LOW = REASONS.add(
    "score-low",
    "Severity, likelihood and vulnerability together score low.",
    source="Our advisory score",
    confidence=Confidence.ASSUMPTION,
)
ABUSE_COUNTS = REASONS.add(
    "abuse-counts",
    "Domestic abuse or stalking counts as vulnerability.",
    source="Our default: who is abused or stalked is vulnerable by the situation they are in",
    confidence=Confidence.ASSUMPTION,
)
CALL_BACK_OWED = REASONS.add(
    "call-back-owed",
    "The caller is owed a call back or an enquiry.",
    source="Our reading of the fourth and fifth grade",
    confidence=Confidence.ASSUMPTION,
)
NOTHING_OWED = REASONS.add(
    "nothing-owed",
    "Nothing more is owed to the caller after this call.",
    source="Our reading of the fourth and fifth grade",
    confidence=Confidence.ASSUMPTION,
)
BELOW_FLOOR_REASON = REASONS.add(
    "below-floor-reason",
    "Say why this grade is right although a floor rule asks for a more urgent one.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="reason_below_floor",
)
DOWNGRADE_REASON = REASONS.add(
    "downgrade-reason",
    "Say why the grade should be less urgent than it was.",
    source="HMICFRS on Hertfordshire 2016: a downgrade is controlled by reason and supervisor",
    confidence=Confidence.READ,
    field="reason_below_floor",
)
NOT_FOR_LACK_OF_UNITS = REASONS.add(
    "no-resource",
    "A grade is never lowered because no unit is free. Give a reason that lies in the incident.",
    source="HMICFRS on Hertfordshire 2016: resource-led response was a cause of concern",
    confidence=Confidence.READ,
    field="reason_below_floor",
)


@value
class Grading:
    """A proposed grade with its reasons, the floor under it and the score beside it."""

    grade: str
    floor: str | None
    floor_reasons: Reasons
    score: int
    also_fitting: str | None
    reasons: Reasons
    edition: str


def find_floor_reasons(answers: ThriveAnswers, marked: Marked) -> tuple[int | None, Reasons]:
    """The most urgent rank that a floor rule forces, and the reasons of every rule that applies."""
    applying = [rule for rule in FLOOR_RULES if rule.applies(answers, marked)]
    if not applying:
        return None, ()
    return min(rule.rank for rule in applying), tuple(rule.reason for rule in applying)


def advisory_score(answers: ThriveAnswers, weights: AdvisoryScore, *, vulnerable: bool) -> int:
    """Severity x likelihood (0 to 16), more for vulnerability and for repetition."""
    score = int(answers.harm.severity) * int(answers.risk.likelihood)
    score += weights.vulnerability * vulnerable
    score += weights.repeat * answers.vulnerability.repeat_victim
    return score


def propose_grade(
    answers: ThriveAnswers,
    *,
    marked: Marked,
    grades: Standard[ResponseGrades],
    weights: Standard[AdvisoryScore],
) -> Grading:
    """Propose a grade from the answers and what is marked; the reasons go on the incident log.

    The score gives a pair of neighbouring grades; how imminent the threat is chooses within the pair.
    """
    abused = _is_abuse(answers, marked)
    vulnerable = answers.someone_is_vulnerable or abused
    score = advisory_score(answers, weights.value, vulnerable=vulnerable)
    soon = answers.risk.imminence in {Imminence.NOW, Imminence.HOURS}
    owed = answers.engagement.call_back_owed or answers.investigation.needed
    if score >= weights.value.high:
        pair, reasons = (1, 2), [SCORE_HIGH]
    elif score >= weights.value.middle:
        pair, reasons = (2, 3), [SCORE_MIDDLE]
    elif soon or owed or vulnerable:
        pair, reasons = (3, 4), [SCORE_LOW, CALL_BACK_OWED] if owed else [SCORE_LOW]
    else:
        pair, reasons = (4, 5), [SCORE_LOW, NOTHING_OWED]
    # Only a threat that is happening now makes the more urgent of the two right without a floor rule.
    first = answers.risk.imminence is Imminence.NOW or (pair == (3, 4) and vulnerable)
    rank = pair[0] if first else pair[1]
    also = pair[1] if first else pair[0]
    floor_rank, floor_reasons = find_floor_reasons(answers, marked)
    if floor_rank is not None and floor_rank < rank:
        rank, also = floor_rank, rank
    by_rank = {grade.rank: grade.code for grade in grades.value.grades}
    return Grading(
        grade=by_rank[rank],
        floor=None if floor_rank is None else by_rank[floor_rank],
        floor_reasons=floor_reasons,
        score=score,
        also_fitting=by_rank[also],
        reasons=(*floor_reasons, *reasons, *((ABUSE_COUNTS,) if abused else ())),
        edition=f"{grades.edition}; {weights.edition}",
    )


def is_calm(
    grade: str, *, grading: Grading, answers: ThriveAnswers, marked: Marked, grades: ResponseGrades, current: str = ""
) -> bool:
    """Whether fewer words will do: nobody is sent at the grade, nor at the one proposed or held so far, and nothing marks it.

    No floor, neither abuse, stalking nor hate marked or found. To come down from a grade takes every word.
    """
    sends_nobody = {one.code for one in grades.grades if not one.deployed}
    are_unsent = {grade, grading.grade, current or grade} <= sends_nobody
    return are_unsent and grading.floor is None and not is_marked(answers, marked)


def is_marked(answers: ThriveAnswers, marked: Marked) -> bool:
    """Whether abuse, stalking or hate is marked or found."""
    return marked.hate or VulnerabilityFactor.HATE in answers.vulnerability.factors or _is_abuse(answers, marked)


@value
class GradeChoice:
    """A person's choice of grade as the rules see it, and the grade the incident is worked at until it is accepted."""

    below_floor: bool
    downgrade: bool
    worked_at: str

    @property
    def needs_acceptance(self) -> bool:
        """Whether a supervisor has to accept it."""
        return self.below_floor or self.downgrade


def weigh_choice(grade: str, *, grading: Grading, current: str, grades: ResponseGrades) -> GradeChoice:
    """Whether the chosen grade lies below the floor, or below the grade held until now (`current`; empty at first)."""
    chosen = grades.named(grade)
    floor = grades.named(grading.floor) if grading.floor else None
    held = grades.named(current) if current else None
    bounds = [one for one in (floor, held) if one is not None and chosen.rank > one.rank]
    most_urgent = min((*bounds, chosen), key=lambda one: one.rank)
    return GradeChoice(
        below_floor=floor is not None and chosen.rank > floor.rank,
        downgrade=held is not None and chosen.rank > held.rank,
        worked_at=most_urgent.code,
    )


def find_reasons_against_grade(choice: GradeChoice, *, reason_below_floor: str) -> Reasons:
    """Why a person's choice of grade cannot stand as it is: less urgent without a reason that counts."""
    if not choice.needs_acceptance:
        return ()
    if not reason_below_floor.strip():
        return (BELOW_FLOOR_REASON if choice.below_floor else DOWNGRADE_REASON,)
    if names_lack_of_units(reason_below_floor):
        return (NOT_FOR_LACK_OF_UNITS,)
    return ()


def names_lack_of_units(reason: str) -> bool:
    """Whether a reason speaks of units rather than of the incident."""
    return any(words in reason.lower() for words in NO_RESOURCE_WORDS)
