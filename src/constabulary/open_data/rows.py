"""The typed rows of each kind of published table.

Named tuples, not the project's values: a file has tens of thousands of rows, and a frozen value of twelve fields costs
four times as much to make.
"""

from datetime import date, datetime
from typing import NamedTuple


class StreetCrime(NamedTuple):
    """A crime or an anti-social behaviour incident of a month, on the map point it was moved to."""

    crime_id: str | None
    month: date
    reported_by: str
    falls_within: str
    longitude: float | None
    latitude: float | None
    location: str | None
    lsoa_code: str | None
    lsoa_name: str | None
    crime_type: str
    last_outcome: str | None
    context: str | None


class StreetOutcome(NamedTuple):
    """An outcome of a month; its crime may be of an earlier one, and may have several outcomes."""

    crime_id: str | None
    month: date
    reported_by: str
    falls_within: str
    longitude: float | None
    latitude: float | None
    location: str | None
    lsoa_code: str | None
    lsoa_name: str | None
    outcome: str


class StopSearch(NamedTuple):
    """A stop and search; which force it was is told by the file, not by the row."""

    search_type: str
    stopped_at: datetime
    in_operation: bool | None
    operation: str | None
    latitude: float | None
    longitude: float | None
    gender: str | None
    age_range: str | None
    self_defined_ethnicity: str | None
    officer_defined_ethnicity: str | None
    legislation: str | None
    object_of_search: str | None
    outcome: str | None
    outcome_linked: bool | None
    clothing_removed: bool | None


class OutcomeCount(NamedTuple):
    """How often one outcome was given for one offence by one force in one quarter, on both bases."""

    financial_year: str
    quarter: int
    force: str
    offence_code: str
    offence: str
    offence_group: str
    offence_subgroup: str | None
    outcome_type: int
    outcome: str
    outcome_group: str
    recorded_in: int | None
    decided_in: int | None


class RecordedCount(NamedTuple):
    """How many crimes of one offence one force recorded in one quarter; negative where earlier ones were cancelled."""

    financial_year: str
    quarter: int
    force: str
    offence_code: str
    offence: str
    offence_group: str
    offence_subgroup: str | None
    crimes: int


class WorkforceCount(NamedTuple):
    """How many of one kind of worker one force had on one day."""

    counted_on: date
    force: str
    area_code: str | None
    region: str | None
    sex: str | None
    rank: str | None
    worker_type: str
    headcount: float | None
    full_time: float | None


class SeverityScore(NamedTuple):
    """The published Crime Severity Score of one area for one group of offences in a year ending March."""

    year_ending: date
    area_code: str
    area: str
    offence_group: str
    score: float | None


Row = StreetCrime | StreetOutcome | StopSearch | OutcomeCount | RecordedCount | WorkforceCount | SeverityScore
