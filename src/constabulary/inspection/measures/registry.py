"""Every measure there is."""

from collections.abc import Mapping

from constabulary.inspection.measures import recorded_within_24_hours
from constabulary.inspection.measures.definition import Measure

MEASURES: Mapping[str, Measure] = {one.code: one for one in (recorded_within_24_hours.MEASURE,)}
