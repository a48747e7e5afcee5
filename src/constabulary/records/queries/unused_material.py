"""Unused material as people see it, and its schedules in words for print."""

from datetime import datetime

from constabulary.policing.case_file.disclosure import Bearing
from constabulary.records.queries.case_file import made
from constabulary.records.queries.together import Asked, Asking, Question
from constabulary.standards.values import value


@value
class UnusedItemView:
    """An item of unused material."""

    id: int
    number: int
    sensitive: bool
    sensitive_because: str
    description: str
    held_where: str
    points_away: bool
    line: int | None
    listed_at: datetime
    inspected_at: datetime | None
    inspected_by: int | None
    bearing: Bearing | None
    revealed: bool
    words: str
    decided_at: datetime | None
    decided_by: int | None


@value
class SignatureView:
    """A schedule as signed."""

    sensitive: bool
    count: int
    words: str
    edition: str
    signed_at: datetime
    signed_by: int


@value
class ScheduleLine:
    """An item of a schedule as it is printed."""

    number: int
    description: str
    held_where: str
    bearing: Bearing | None
    revealed: bool
    sensitive_because: str


def _bearing(code: str) -> Bearing | None:
    return Bearing(code) if code else None


@Question
def unused_material_of_crime(crime: int) -> Asking[list[UnusedItemView]]:
    """The items that whoever asks may see: the open ones first, each schedule in its order."""
    found = yield Asked(
        "SELECT u.id, u.number, u.sensitive, u.sensitive_because, u.description, u.held_where, u.points_away, l.number, "
        "u.listed_at, u.inspected_at, u.inspected_by_id, u.bearing, u.revealed, u.words, u.decided_at, u.decided_by_id "
        "FROM unused_item u LEFT JOIN line_of_enquiry l ON l.id = u.line_id WHERE u.crime_id = %s "
        "ORDER BY u.sensitive, u.number",
        [crime],
    )
    return [made(UnusedItemView, row, bearing=_bearing(row[11])) for row in found]


@Question
def signatures_of_crime(crime: int) -> Asking[list[SignatureView]]:
    """The signatures that whoever asks may see, the latest first."""
    found = yield Asked(
        "SELECT sensitive, count, words, edition, signed_at, signed_by_id FROM schedule_signature WHERE crime_id = %s "
        "ORDER BY id DESC",
        [crime],
    )
    return [made(SignatureView, row) for row in found]


@Question
def disclosure_officer_of_crime(crime: int) -> Asking[int | None]:
    """Who is the disclosure officer now."""
    found = yield Asked(
        "SELECT officer_id FROM disclosure_officer WHERE crime_id = %s ORDER BY id DESC LIMIT 1", [crime]
    )
    return found[0][0] if found else None


@Question
def schedule_of_crime(crime: int, *, sensitive: bool) -> Asking[list[ScheduleLine]]:
    """A schedule in words for print: what any seal hides is taken out, whoever prints it.

    The sensitive one has no row for anybody but the few who may see it: the database holds them.
    """
    found = yield Asked(
        "WITH items AS MATERIALIZED (SELECT number, description, held_where, bearing, revealed, sensitive_because, journey_id, "
        "row_number() OVER (ORDER BY number) AS place FROM unused_item WHERE crime_id = %s AND sensitive = %s), "
        "said AS MATERIALIZED (SELECT count(*) AS many, words_for_the_defence(array_agg(description ORDER BY place) "
        "|| array_agg(held_where ORDER BY place) || array_agg(sensitive_because ORDER BY place), min(journey_id)) AS words "
        "FROM items) SELECT number, words[place], words[many + place], bearing, revealed, words[2 * many + place] "
        "FROM items CROSS JOIN said ORDER BY number",
        [crime, sensitive],
    )
    return [made(ScheduleLine, row, bearing=_bearing(row[3])) for row in found]
