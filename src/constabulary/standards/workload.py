"""What a crime weighs in an officer's load, and how much an officer carries."""

from collections.abc import Mapping
from typing import Any

from constabulary.standards.dated import Key
from constabulary.standards.values import value


@value
class LoadLimits:
    """The weighted load an officer carries at most, and when it turns amber; shares reduce it for the less experienced."""

    pip1: float
    pip2: float
    amber_share: float
    probationer_share: float
    newly_accredited_share: float


def _numbers(raw: Mapping[str, Any]) -> Mapping[str, float]:
    return {name: float(number) for name, number in raw.items()}


WEIGHTS = Key("allocation.weights", _numbers)
STAGE_FACTORS = Key("allocation.stage_factors", _numbers)
LOAD_LIMITS = Key("allocation.limits", lambda raw: LoadLimits(**_numbers(raw)))
