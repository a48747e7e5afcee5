"""Published files: valid as they are; a test changes the row or the byte it is about."""

import hashlib
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "open_data" / "samples"
WEST_YORKSHIRE = SAMPLES / "2017-07-west-yorkshire-street.csv.gz"
LONDON_STREET = SAMPLES / "2023-01-city-of-london-street.csv.gz"
LONDON_OUTCOMES = SAMPLES / "2023-01-city-of-london-outcomes.csv.gz"
LONDON_STOPS = SAMPLES / "2023-01-city-of-london-stop-and-search.csv.gz"
KENT_WORKFORCE = SAMPLES / "police-workforce-kent-2018_2019.csv.gz"

STREET_HEADINGS = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)
OUTCOME_TABLE_HEADINGS = (
    "Financial Year,Financial Quarter,Force Name,Offence Description,Offence Group,Offence Subgroup,Offence Code,"
    "Outcome Description,Outcome Group,Outcome Type,Force outcomes for offences recorded in quarter,"
    "Force outcomes recorded in quarter"
)
RECORDED_HEADINGS = "FY,Financial Quarter,Force,Offence Description,Group,Offence Subgroup,Offence Code,n"
SEARCH_HEADINGS = (
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
    "Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Outcome linked to object of search,Removal of more than just outer clothing"
)


def crime_id(number: int) -> str:
    """A Crime ID."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def street_row(number: int = 1, **changes: str) -> str:
    """A row of a street file."""
    parts = {
        "crime_id": crime_id(number), "month": "2017-07", "reported_by": "Kent Police", "falls_within": "Kent Police",
        "longitude": "0.521", "latitude": "51.272", "location": "On or near Quay Lane", "lsoa_code": "E01024345",
        "lsoa_name": "Maidstone 001A", "crime_type": "Burglary", "last_outcome": "Under investigation", "context": "",
        **changes,
    }  # fmt: skip
    return ",".join(parts.values())


def street_file(*rows: str) -> str:
    """A street file of these rows."""
    return "\r\n".join([STREET_HEADINGS, *rows]) + "\r\n"


def outcome_row(recorded_in: str = "10", decided_in: str = "9", **changes: str) -> str:
    """A row of the outcomes open data table."""
    parts = {
        "year": "2018/19", "quarter": "1", "force": "Kent", "offence": "Shoplifting", "group": "Theft offences",
        "subgroup": "Shoplifting", "code": "46", "outcome": "Charged/Summonsed", "outcome_group": "Charged/Summonsed",
        "type": "1", **changes,
    }  # fmt: skip
    return ",".join([*parts.values(), recorded_in, decided_in])


def outcome_table(*rows: str) -> str:
    """The outcomes open data table with these rows."""
    return "\n".join([OUTCOME_TABLE_HEADINGS, *rows]) + "\n"


def recorded_row(count: str = "5", **changes: str) -> str:
    """A row of the recorded crime open data table."""
    parts = {
        "year": "2018/19", "quarter": "1.0", "force": "Kent", "offence": "Shoplifting", "group": "Theft offences",
        "subgroup": "Shoplifting", "code": "46", **changes,
    }  # fmt: skip
    return ",".join([*parts.values(), count])


def recorded_table(*rows: str) -> str:
    """The recorded crime open data table with these rows."""
    return "\n".join([RECORDED_HEADINGS, *rows]) + "\n"


def search_row(date: str, **changes: str) -> str:
    """A row of a stop and search file."""
    parts = {
        "type": "Person search", "date": date, "operation": "False", "name": "", "latitude": "51.51",
        "longitude": "-0.08", "gender": "Male", "age": "18-24", "self": "", "officer": "White",
        "legislation": "Misuse of Drugs Act 1971 (section 23)", "object": "Controlled drugs", "outcome": "Arrest",
        "linked": "True", "clothing": "False", **changes,
    }  # fmt: skip
    return ",".join(parts.values())


def search_file(*rows: str) -> str:
    """A stop and search file of these rows."""
    return "\n".join([SEARCH_HEADINGS, *rows]) + "\n"


def write(folder: Path, name: str, text: str | bytes) -> Path:
    """A file with this content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
