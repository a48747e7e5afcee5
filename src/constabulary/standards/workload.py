"""What a crime weighs in an officer's load, and how much an officer carries."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from constabulary.standards.dated import Key
from constabulary.standards.values import value


@value
class LoadLimits:
    """The weighted load an officer of full hours carries at most, and when it turns amber.

    Shares reduce it for the less experienced, and for ranks that supervise.
    """

    pip1: float
    pip2: float
    amber_share: float
    probationer_share: float
    newly_accredited_share: float
    above_constable_share: float


@value
class ProposalCosts:
    """What each part of a proposal of allocation costs; `balance` is (share of the limit, cost of each point beyond it).

    What each name means stands with `optimisation.pool.Costs`.
    """

    urgency: float
    skill: float
    balance: tuple[tuple[float, float], ...]
    distance: float
    elsewhere_km: float
    continuity: float
    fairness: float
    move: float
    waiting: float
    waiting_urgent: float


@value
class Proposing:
    """What a proposal goes by besides its costs.

    `of_waiting` is how much of a crime's urgency its waiting makes, from 0 to 1, and full after `hours_to_full`;
    `overqualified` is how poorly somebody fits who has more accreditation than is asked for, from 0 to 1, and
    `stands_after` how poorly somebody who supervises; `most_together` the points of crimes that stay together at most. Who was given how much is counted over `lately_weeks`, by the hour for whoever
    worked `least_worked` of full hours; who goes away is looked at `soon_days` ahead.
    """

    of_waiting: float
    hours_to_full: float
    overqualified: float
    stands_after: float
    most_together: float
    lately_weeks: float
    least_worked: float
    soon_days: float


@value
class ScreeningRule:
    """The share of filed crimes that is investigated all the same, and within how many days a report is prompt.

    Of fewer than `least_to_say` drawn crimes that have ended, nothing is said.
    """

    anyway_share: float
    prompt_days: int
    least_to_say: int


@value
class FitSettings:
    """How screening factors are fitted: of how many crimes at least, how many of them solved and how many not.

    `ridge` shrinks the weights, `folds` is into how many parts crimes are parted, `resamples` how often they are drawn
    again for intervals; crimes screened in the last `looked_back_days` count; of a group of fewer than `least_of_group` nothing is said.
    """

    looked_back_days: int
    least_crimes: int
    least_solved: int
    least_of_group: int
    ridge: float
    folds: int
    resamples: int


def _fitting(raw: Mapping[str, Any]) -> FitSettings:
    whole = {name: int(one) for name, one in raw.items() if name != "ridge"}
    made = FitSettings(ridge=float(raw["ridge"]), **whole)
    if made.ridge <= 0 or made.folds < 2 or made.least_solved < made.folds or made.resamples < 1:
        raise ValueError("a ridge above nought, two folds or more, and a solved crime for each")
    return made


@value
class TrainingRule:
    """What an officer in training may hold: crimes of these groups (of any where none is named), at most so many of a kind.

    A kind that is not named may not be held at all.
    """

    groups: frozenset[str]
    at_most: Mapping[str, int]


#: The skills that say somebody is in training; rules can be set for these.
IN_TRAINING = ("newly_accredited", "probationer")


def _training(raw: Mapping[str, Any]) -> Mapping[str, TrainingRule]:
    if unknown := set(raw) - set(IN_TRAINING):
        raise ValueError(f"nobody is in training as {', '.join(sorted(unknown))}")
    made = {
        skill: TrainingRule(
            groups=frozenset(rule.get("groups", ())),
            at_most={kind: int(most) for kind, most in rule["at_most"].items()},
        )
        for skill, rule in raw.items()
    }
    if any(most < 0 for rule in made.values() for most in rule.at_most.values()):
        raise ValueError("nobody holds fewer crimes than none")
    return made


@value
class RegradingRule:
    """Of officers from this share of their limit on, which share is drawn each week, and how many crimes of each.

    A crime drawn is graded again `within`.
    """

    from_share: float
    share: float
    crimes_each: int
    within: timedelta


def _regrading(raw: Mapping[str, Any]) -> RegradingRule:
    made = RegradingRule(
        from_share=float(raw["from_share"]), share=float(raw["share"]), crimes_each=int(raw["crimes_each"]),
        within=timedelta(days=raw["within_days"]),
    )  # fmt: skip
    if not (0 < made.from_share <= 1 and 0 < made.share <= 1 and made.crimes_each > 0):
        raise ValueError("shares lie above 0 and up to 1, and of each officer drawn a crime is graded at least")
    return made


def _proposal_costs(raw: Mapping[str, Any]) -> ProposalCosts:
    bands = tuple((float(one["from_share"]), float(one["each_point"])) for one in raw["balance"])
    numbers = _numbers({name: number for name, number in raw.items() if name != "balance"})
    return ProposalCosts(balance=bands, **numbers)


def _numbers(raw: Mapping[str, Any]) -> Mapping[str, float]:
    return {name: float(number) for name, number in raw.items()}


#: Who may lift a limit: ranks, not desks.
RANKS_THAT_LIFT = ("supervisor", "inspector", "superintendent", "chief_officer")


def _rank(raw: str) -> str:
    if raw not in RANKS_THAT_LIFT:
        raise ValueError(f"a limit is lifted by one of {', '.join(RANKS_THAT_LIFT)}, not by {raw!r}")
    return raw


WEIGHTS = Key("allocation.weights", _numbers)
STAGE_FACTORS = Key("allocation.stage_factors", _numbers)
LOAD_LIMITS = Key("allocation.limits", lambda raw: LoadLimits(**_numbers(raw)))
OVER_LIMIT_BY = Key("allocation.over_limit", _rank)
PROPOSAL_COSTS = Key("allocation.proposal_costs", _proposal_costs)
PROPOSING = Key("allocation.proposing", lambda raw: Proposing(**_numbers(raw)))
FITTING = Key("allocation.screening_fit", _fitting)
TRAINING = Key("allocation.training", _training)
#: The kinds of crime (the names of the weights) that a kind of team takes; a kind that is not named takes all.
REMITS = Key("allocation.remits", lambda raw: {team: frozenset(map(str, kinds)) for team, kinds in raw.items()})
REGRADING = Key("allocation.regrading", _regrading)
MOST_LINKS_OF_SERIES = Key("allocation.series", lambda raw: int(raw["most_links"]))
SCREENING = Key(
    "allocation.screening",
    lambda raw: ScreeningRule(
        anyway_share=float(raw["anyway_share"]),
        prompt_days=int(raw["prompt_days"]),
        least_to_say=int(raw["least_to_say"]),
    ),
)
