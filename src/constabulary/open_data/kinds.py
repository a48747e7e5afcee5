"""The kinds of published table: publisher, columns with the headings they go under, what makes a row unique, what a
batch of it covers. A file is known by its headings, never by its name."""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from constabulary.open_data import fields as f
from constabulary.open_data import rows
from constabulary.open_data.fields import Coordinate, CrimeId, Field, Text, Typed
from constabulary.standards.values import value

OGL = "Contains public sector information licensed under the Open Government Licence v3.0."


class Kind(StrEnum):
    """One kind of published table."""

    STREET = "street"
    OUTCOMES = "outcomes"
    STOP_AND_SEARCH = "stop-and-search"
    OUTCOME_TABLE = "outcome-table"
    RECORDED_CRIME = "recorded-crime"
    WORKFORCE = "workforce"
    SEVERITY_SCORE = "severity-score"


@value
class Column:
    """One column: its name here, the headings it is published under, how it is read and what it becomes."""

    name: str
    headings: tuple[str, ...]
    field: Callable[[], Field]
    typed: Typed
    optional: bool = False


@value
class Table:
    """One kind of table. `area` and `period` name the columns that say what a row is of; `area` may be missing."""

    kind: Kind
    title: str
    publisher: str
    row: type[rows.Row]
    columns: tuple[Column, ...]
    area: str
    period: str
    unique: tuple[str, ...] = ()
    points: tuple[str, str] | None = None

    def place(self, name: str) -> int:
        """Where a column stands."""
        return [column.name for column in self.columns].index(name)


def heading_key(heading: str) -> str:
    """A heading as it is compared: lower case, words joined by underscores."""
    return re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")


def _column(name: str, make: Callable[[], Field], typed: Typed, *headings: str, optional: bool = False) -> Column:
    keys = tuple(heading_key(one) for one in (headings or (name,)))
    return Column(name=name, headings=keys, field=make, typed=typed, optional=optional)


def _words(name: str, *headings: str) -> Column:
    return _column(name, lambda: Field(f.words), f.as_text, *headings)


def _text(name: str, *headings: str, optional: bool = False) -> Column:
    return _column(name, Text, f.as_text_or_none, *headings, optional=optional)


def _tidied(name: str, *headings: str, optional: bool = False) -> Column:
    return _column(name, lambda: Field(f.tidied), f.as_text_or_none, *headings, optional=optional)


def _of(name: str, canonical: Callable[[str], str], typed: Typed, *headings: str, optional: bool = False) -> Column:
    return _column(name, lambda: Field(canonical), typed, *headings, optional=optional)


LONGITUDE = _column("longitude", lambda: Coordinate(-9.0, 2.5), f.as_number_or_none)
LATITUDE = _column("latitude", lambda: Coordinate(49.0, 61.0), f.as_number_or_none)


def _crime_columns() -> tuple[Column, ...]:
    return (
        _column("crime_id", CrimeId, f.as_text_or_none, "Crime ID"),
        _of("month", f.month, f.as_day),
        _words("reported_by"),
        _words("falls_within"),
        LONGITUDE,
        LATITUDE,
        _text("location"),
        _text("lsoa_code"),
        _text("lsoa_name"),
    )


POLICE_UK = "data.police.uk, Home Office single online home"
HOME_OFFICE = "Home Office"

_TABLES = (
    Table(
        kind=Kind.STREET,
        title="Street-level crime",
        publisher=POLICE_UK,
        row=rows.StreetCrime,
        columns=(
            *_crime_columns(),
            _words("crime_type"),
            _text("last_outcome", "Last outcome category"),
            _text("context", optional=True),
        ),
        area="reported_by",
        period="month",
        points=("longitude", "latitude"),
    ),
    Table(
        kind=Kind.OUTCOMES,
        title="Outcomes of street-level crime",
        publisher=POLICE_UK,
        row=rows.StreetOutcome,
        columns=(*_crime_columns(), _words("outcome", "Outcome type")),
        area="reported_by",
        period="month",
        points=("longitude", "latitude"),
    ),
    Table(
        kind=Kind.STOP_AND_SEARCH,
        title="Stop and search",
        publisher=POLICE_UK,
        row=rows.StopSearch,
        columns=(
            _words("search_type", "Type"),
            _of("stopped_at", f.required(f.moment), f.as_moment, "Date"),
            _of("in_operation", f.yes_or_no, f.as_answer, "Part of a policing operation"),
            _text("operation", "Policing operation"),
            LATITUDE,
            LONGITUDE,
            _text("gender"),
            _text("age_range"),
            _text("self_defined_ethnicity"),
            _text("officer_defined_ethnicity"),
            _text("legislation"),
            _text("object_of_search"),
            _text("outcome"),
            _of("outcome_linked", f.yes_or_no, f.as_answer, "Outcome linked to object of search"),
            _of("clothing_removed", f.yes_or_no, f.as_answer, "Removal of more than just outer clothing"),
        ),
        area="",
        period="",
        points=("longitude", "latitude"),
    ),
    Table(
        kind=Kind.OUTCOME_TABLE,
        title="Crime outcomes open data table",
        publisher=HOME_OFFICE,
        row=rows.OutcomeCount,
        columns=(
            _of("financial_year", f.financial_year, f.as_text),
            _of("quarter", f.quarter, f.as_count, "Financial quarter"),
            _words("force", "Force name"),
            _words("offence_code"),
            _words("offence", "Offence description"),
            _words("offence_group"),
            _tidied("offence_subgroup", optional=True),
            _of("outcome_type", f.outcome_number, f.as_count),
            _words("outcome", "Outcome description"),
            _words("outcome_group"),
            _of(
                "recorded_in", f.count, f.as_count_or_none,
                "Force outcomes for offences recorded in quarter", "Outcomes for offences recorded in quarter",
            ),
            _of(
                "decided_in", f.count, f.as_count_or_none,
                "Force outcomes recorded in quarter", "Outcomes recorded in quarter",
            ),
        ),
        area="",
        period="financial_year",
        unique=("financial_year", "quarter", "force", "offence_code", "outcome_type"),
    ),
    Table(
        kind=Kind.RECORDED_CRIME,
        title="Police recorded crime open data table",
        publisher=HOME_OFFICE,
        row=rows.RecordedCount,
        columns=(
            _of("financial_year", f.financial_year, f.as_text, "Financial year", "FY"),
            _of("quarter", f.quarter, f.as_count, "Financial quarter"),
            _words("force", "Force name", "Force"),
            _words("offence_code"),
            _words("offence", "Offence description"),
            _words("offence_group", "Offence group", "Group"),
            _tidied("offence_subgroup", optional=True),
            _of("crimes", f.required(f.count), f.as_count, "Number of offences", "n"),
        ),
        area="",
        # Not unique: early editions have several rows of one code (homicide), and their counts add up.
        period="financial_year",
    ),
    Table(
        kind=Kind.WORKFORCE,
        title="Police workforce open data table",
        publisher=HOME_OFFICE,
        row=rows.WorkforceCount,
        columns=(
            _of("counted_on", f.day, f.as_day, "Date", "As at date"),
            _words("force", "Force name"),
            _tidied("area_code", "Geo code", optional=True),
            _tidied("region", optional=True),
            _tidied("sex", optional=True),
            _tidied("rank", "Rank description", optional=True),
            _words("worker_type"),
            _of("headcount", f.number, f.as_number_or_none, "Total headcount"),
            _of("full_time", f.number, f.as_number_or_none, "Total FTE"),
        ),
        area="",
        period="counted_on",
        unique=("counted_on", "force", "sex", "rank", "worker_type"),
    ),
    Table(
        kind=Kind.SEVERITY_SCORE,
        title="Crime Severity Score",
        publisher="Office for National Statistics",
        row=rows.SeverityScore,
        columns=(
            _of("year_ending", f.day, f.as_day),
            _words("area_code", "Code"),
            _words("area", "Name"),
            _words("offence_group"),
            _of("score", f.number, f.as_number_or_none, "Severity score"),
        ),
        area="",
        period="year_ending",
        # A region and a force share a name (West Midlands): only the code tells them apart.
        unique=("year_ending", "area_code", "offence_group"),
    ),
)  # fmt: skip

TABLES: Mapping[Kind, Table] = {table.kind: table for table in _TABLES}


def places_of(table: Table, headings: Sequence[str]) -> tuple[list[int | None], list[Column]]:
    """(where each column of the table stands under these headings, the columns that are missing)."""
    keys = [heading_key(one) for one in headings]
    found: list[int | None] = []
    missing = []
    for column in table.columns:
        place = next((keys.index(one) for one in column.headings if one in keys), None)
        found.append(place)
        if place is None and not column.optional:
            missing.append(column)
    return found, missing


def share_missing(table: Table, headings: Sequence[str]) -> float:
    """The share of the columns a table must have that are missing under these headings."""
    needed = sum(not column.optional for column in table.columns)
    return len(places_of(table, headings)[1]) / needed


def kinds_like(headings: Sequence[str]) -> list[tuple[float, Table]]:
    """Every kind with the share of its columns that is missing under these headings, likeliest first."""
    tried = [(share_missing(table, headings), table) for table in TABLES.values()]
    # Among those that fit, the one with most columns is meant.
    return sorted(tried, key=lambda one: (one[0], -len(one[1].columns)))
