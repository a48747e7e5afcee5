"""How far a second scorer, who does not see the first grade, comes to the same one: weighted kappa.

Worked example: forty assessments scored a second time, thirty with the same grade, eight one grade off and two further:
the share that is the same is 75 %, but some of that is chance; kappa takes chance off.
"""

from datetime import date

from constabulary.inspection.measures.definition import Definition, Measure, Scale, Window
from constabulary.records.queries.measures.agreement import second_scored
from constabulary.records.queries.measures.counted import Counted
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.self_inspection import AGREEMENT


def _count(window: Window, rulebook: Rulebook) -> Counted:
    del rulebook
    return second_scored(from_at=window.from_at, until_at=window.until_at, as_at=window.as_at)


MEASURE = Measure(
    code="second_scorers_agree",
    title="Agreement of blind second scorers",
    questions=("effectiveness-3",),
    why="Consistency and correctness, not presence, is what the inspectors asked for: whether two people who hear the same call grade it alike.",
    good_is="high",
    target=0.6,
    target_confidence=Confidence.ASSUMPTION,
    evidence="second_score",
    sampled=True,
    checked_by="Constabulary maintainers, against a plain recount and a seeded bootstrap",
    review_on=date(2027, 4, 1),
    definitions=(
        Definition(
            code="2026.1",
            valid_from=date(2018, 1, 1),
            numerator="Of these, those given the same grade twice. The figure is Cohen's kappa with linear weights over the five grades: 1 is full agreement, 0 what chance alone would give. Nothing is said of too few pairs or people, and nothing ever of one person.",
            denominator="Assessments drawn by chance and scored a second time in the window, blind. What goes wrong more "
            "often has a greater chance to be drawn, and is not weighted back: domestic abuse, what was overdue, what was closed "
            "without anybody sent. The figure speaks of the calls drawn, and is no estimate for all calls.",
            count=_count,
            edition_of=lambda rulebook: rulebook[AGREEMENT].edition,
        ),
    ),
    scale=Scale.KAPPA,
    numerator_is="Same grade",
    other_is="Another grade",
)
