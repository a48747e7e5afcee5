"""Every measure there is, in the order in which the inspection page shows them."""

from collections.abc import Mapping

from constabulary.inspection.measures import (
    allocated_within_48_hours,
    recorded_within_24_hours,
    thrive_recorded,
    thrive_reviewed_in_time,
)
from constabulary.inspection.measures.definition import Measure

MEASURES: Mapping[str, Measure] = {
    one.MEASURE.code: one.MEASURE
    for one in (
        thrive_recorded,
        thrive_reviewed_in_time,
        recorded_within_24_hours,
        allocated_within_48_hours,
    )
}
