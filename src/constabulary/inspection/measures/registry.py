"""Every measure there is, in the order in which the inspection page shows them."""

from collections.abc import Mapping

from constabulary.inspection.measures import (
    allocated_within_48_hours,
    evidence_led_before_outcome,
    recorded_within_24_hours,
    second_scorers_agree,
    suspects_long_outstanding,
    thrive_recorded,
    thrive_reviewed_in_time,
    victim_updated_as_agreed,
)
from constabulary.inspection.measures.definition import Measure

MEASURES: Mapping[str, Measure] = {
    one.MEASURE.code: one.MEASURE
    for one in (
        thrive_recorded,
        thrive_reviewed_in_time,
        recorded_within_24_hours,
        allocated_within_48_hours,
        evidence_led_before_outcome,
        victim_updated_as_agreed,
        suspects_long_outstanding,
        second_scorers_agree,
    )
}
