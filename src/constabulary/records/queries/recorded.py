"""A crime's classification as people see it: offences it was recorded as, related crimes, cancellations."""

from datetime import datetime

from constabulary.records.queries.outcomes import rows_of
from constabulary.standards.values import value


@value
class ClassifiedView:
    """What a crime was classified as from a moment on, and why."""

    offence_key: str
    offence_code: str
    reason: str
    edition: str
    classified_at: datetime
    classified_by: int


@value
class RelatedView:
    """A related crime noted on a crime; `recorded_as` where it has since been recorded by itself."""

    offence_code: str
    offence_title: str
    words: str
    noted_at: datetime
    noted_by: int
    recorded_as: str


@value
class CancellationView:
    """A cancellation as asked for, and how it was decided. `survivor` is the reference of the crime that stays."""

    id: int
    code: str
    state: str
    outside_force: bool
    receiving_force: str
    receiving_reference: str
    information_came: str
    information_source: str
    information_checked: str
    information_changes: str
    survivor: str
    mistake: str
    pressure_considered: str
    victim_told_at: datetime | None
    asked_at: datetime
    asked_by: int
    words: str
    registrar_advice: str
    authority: str
    decided_at: datetime | None
    decided_by: int | None


@value
class FlagsView:
    """What a crime's flags say, with what they ask for besides."""

    flags: tuple[str, ...]
    faith: str
    corrosive_evidence: str
    offence_key: str
    occurred_from: datetime
    qualifiers: tuple[str, ...]
    domestic_abuse: bool


def classifications_of_crime(crime: int) -> list[ClassifiedView]:
    """What a crime was classified as, the latest first."""
    found = rows_of(
        """
        SELECT offence_key, offence_code, reason, edition, classified_at, classified_by_id
        FROM crime_classification WHERE crime_id = %(crime)s ORDER BY id DESC
        """,
        {"crime": crime},
    )
    return [ClassifiedView(**dict(zip(ClassifiedView.__dataclass_fields__, row, strict=True))) for row in found]


def related_crimes_of(crime: int) -> list[RelatedView]:
    """The related crimes noted on a crime, in order."""
    found = rows_of(
        """
        SELECT r.offence_code, r.offence_title, r.words, r.noted_at, r.noted_by_id, coalesce(c.reference, '')
        FROM related_crime r LEFT JOIN crime c ON c.id = r.recorded_as_id WHERE r.crime_id = %(crime)s ORDER BY r.id
        """,
        {"crime": crime},
    )
    return [RelatedView(**dict(zip(RelatedView.__dataclass_fields__, row, strict=True))) for row in found]


def cancellations_of_crime(crime: int) -> list[CancellationView]:
    """The cancellations asked for, the latest first."""
    found = rows_of(
        """
        SELECT a.id, a.listed_as, a.state, a.outside_force, a.receiving_force, a.receiving_reference,
            a.information_came, a.information_source, a.information_checked, a.information_changes,
            coalesce(s.reference, ''), a.mistake, a.pressure_considered, a.victim_told_at, a.asked_at, a.asked_by_id,
            a.words, a.registrar_advice, a.authority, a.decided_at, a.decided_by_id
        FROM cancellation a LEFT JOIN crime s ON s.id = a.survivor_id
        WHERE a.crime_id = %(crime)s ORDER BY a.id DESC
        """,
        {"crime": crime},
    )
    return [CancellationView(**dict(zip(CancellationView.__dataclass_fields__, row, strict=True))) for row in found]


def flags_of_crime(crime: int) -> FlagsView:
    """A crime's flags, and what of its incident calls for one."""
    found = rows_of(
        """
        SELECT c.flags, c.faith, c.corrosive_evidence, c.offence_key, c.occurred_from, i.qualifiers,
            i.domestic_abuse
        FROM crime c JOIN incident i ON i.id = c.incident_id WHERE c.id = %(crime)s
        """,
        {"crime": crime},
    )
    row = found[0]
    return FlagsView(
        flags=tuple(row[0]), faith=row[1], corrosive_evidence=row[2], offence_key=row[3], occurred_from=row[4],
        qualifiers=tuple(row[5]), domestic_abuse=row[6],
    )  # fmt: skip
