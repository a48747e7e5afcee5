"""Charging: the tests as edited, what the police may charge, and the clocks around a request to the prosecutor."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from constabulary.standards.authorities import known_authority
from constabulary.standards.dated import Key
from constabulary.standards.values import value


@value
class PoliceMayCharge:
    """Kinds of theft that the police may charge whatever the plea, and above how many months nothing is either-way theirs."""

    whatever_plea: tuple[str, ...]
    likely_over_months: int


@value
class BeforeSuspectLearns:
    """How fresh the look at the victim's safety must be, and within what time the plan for the day is due."""

    fresh: timedelta
    plan_within: timedelta


@value
class ChargingClocks:
    """When to ask after the prosecutor's answer by colour, when to send again, when to charge."""

    hear_within: Mapping[str, timedelta]
    send_again_within: timedelta
    charge_within: timedelta


def _clocks(raw: Mapping[str, Any]) -> ChargingClocks:
    return ChargingClocks(
        hear_within={
            colour: timedelta(hours=raw[f"hear_{colour}_hours"]) for colour in ("red", "green_priority", "green")
        },
        send_again_within=timedelta(hours=raw["send_again_hours"]),
        charge_within=timedelta(hours=raw["charge_hours"]),
    )


FULL_CODE_TEST = Key("charging.full_code_test", lambda raw: tuple(str(one) for one in raw["stages"]))
THRESHOLD_TEST = Key("charging.threshold_test", lambda raw: tuple(str(one) for one in raw["conditions"]))
POLICE_MAY_CHARGE = Key(
    "charging.police_may_charge",
    lambda raw: PoliceMayCharge(
        whatever_plea=tuple(raw["whatever_plea"]), likely_over_months=int(raw["likely_over_months"])
    ),
)
POLICE_AUTHORITY = Key("charging.police_authority", lambda raw: known_authority(raw["authority"]))
BEFORE_SUSPECT_LEARNS = Key(
    "charging.before_suspect_learns",
    lambda raw: BeforeSuspectLearns(
        fresh=timedelta(days=raw["fresh_days"]), plan_within=timedelta(hours=raw["plan_hours"])
    ),
)
CHARGING_CLOCKS = Key("charging.clocks", _clocks)
UNUSED_MATERIAL = Key("charging.unused_material", lambda raw: tuple(str(one) for one in raw["schedules"]))
