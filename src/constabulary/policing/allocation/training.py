"""What an officer in training may hold: crimes of listed groups, and at most so many of each kind.

The lists are our assumption and a force sets its own; nothing national was found. Beyond them a crime is given only by
whoever may lift a limit, with a reason, and is never proposed.
"""

from collections.abc import Iterable, Mapping

from constabulary.policing.allocation.workload import CarriedCrime, weigh
from constabulary.policing.decisions import Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.workload import TrainingRule

REASONS = ReasonsCatalogue("training")
OURS = "Our default: what officers in training may hold is not set nationally"

NOT_IN_TRAINING = REASONS.add(
    "not-in-training",
    "The officer is in training, and crimes of this kind are not among those they may hold. Give a reason, or choose another officer.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="override_reason",
)
FULL_IN_TRAINING = REASONS.add(
    "full-in-training",
    "The officer is in training, and holds as many crimes of this kind as they may. Give a reason, or choose another officer.",
    source=OURS,
    confidence=Confidence.ASSUMPTION,
    field="override_reason",
)
Rules = Mapping[str, TrainingRule]
#: What a class of crimes is called where no officer in training may hold them.
NONE_MAY = "none"


def rules_for(skills: Iterable[str], rules: Rules) -> tuple[TrainingRule, ...]:
    """The rules that an officer with these skills is under; none for whoever is not in training."""
    held = set(skills)
    return tuple(rule for skill, rule in sorted(rules.items()) if skill in held)


def may_hold(crime: CarriedCrime, rule: TrainingRule) -> bool:
    """Whether crimes of this group and kind are among those that the rule lists."""
    return (not rule.groups or crime.group in rule.groups) and bool(rule.at_most.get(weigh(crime).value))


def room_for(crime: CarriedCrime, held: Mapping[str, int], applying: Iterable[TrainingRule]) -> int | None:
    """How many more crimes of this one's kind an officer may hold; None where no rule applies to them.

    `held` is how many they hold of each kind. Where two rules apply, the narrower holds.
    """
    kind = weigh(crime).value
    rooms = [rule.at_most[kind] - held.get(kind, 0) if may_hold(crime, rule) else -1 for rule in applying]
    return max(min(rooms), -1) if rooms else None


def find_reasons_of_training(crime: CarriedCrime, held: Mapping[str, int], applying: Iterable[TrainingRule]) -> Reasons:
    """What stands against one more crime of this kind for an officer under these rules."""
    rules = list(applying)
    if not all(may_hold(crime, rule) for rule in rules):
        return (NOT_IN_TRAINING,)
    room = room_for(crime, held, rules)
    return (FULL_IN_TRAINING,) if room is not None and room <= 0 else ()


def class_of(crime: CarriedCrime, rules: Rules) -> str:
    """What of a crime decides whether officers in training may hold it, as one word: its kind, and which rules allow it."""
    allowing = [skill for skill, rule in sorted(rules.items()) if may_hold(crime, rule)]
    return f"{weigh(crime).value}-{'+'.join(allowing)}" if allowing else NONE_MAY


def kinds_held(crimes: Iterable[CarriedCrime]) -> dict[str, int]:
    """How many of each kind."""
    found: dict[str, int] = {}
    for one in crimes:
        kind = weigh(one).value
        found[kind] = found.get(kind, 0) + 1
    return found
