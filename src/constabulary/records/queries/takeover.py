"""What a page shows of taking over: the ledger, what is refused and why, how both systems compare, what was drawn."""

from collections import defaultdict
from datetime import datetime

from constabulary.policing.takeover.comparing import Nature
from constabulary.policing.takeover.ledger import Tally
from constabulary.records.queries.together import ask
from constabulary.standards.values import value


@value
class TakeoverView:
    """Everything that comes from one other system."""

    id: int
    name: str
    edition: str
    begun_at: datetime
    cut_over_at: datetime | None
    cut_over_by: int | None
    cut_over_words: str


def takeovers() -> list[TakeoverView]:
    """Every system that was or is taken over from, the newest first."""
    names = tuple(TakeoverView.__dataclass_fields__)
    found = ask(
        "SELECT id, name, edition, begun_at, cut_over_at, cut_over_by_id, cut_over_words FROM takeover "
        "ORDER BY begun_at DESC",
        {},
    )
    return [TakeoverView(**dict(zip(names, row, strict=True))) for row in found]


def takeover_by_number(number: int) -> TakeoverView | None:
    """One of them."""
    return next((one for one in takeovers() if one.id == number), None)


@value
class LedgerLine:
    """What became of the rows of one table so far, over all its batches."""

    table: str
    batches: int
    tally: Tally
    newest_at: datetime
    waiting: int
    refused: int


def ledger_of(takeover: int) -> list[LedgerLine]:
    """The ledger by table. `waiting` and `refused` are what is so now; the tally is what was read over time."""
    found = ask(
        """
        SELECT b.staged_table, count(*), sum(b.read), sum(b.stored), sum(b.merged), sum(b.held), sum(b.known),
            sum(b.rejected), max(b.loaded_at), min(b.id)
        FROM takeover_batch b WHERE b.takeover_id = %(takeover)s GROUP BY b.staged_table ORDER BY min(b.id)
        """,
        {"takeover": takeover},
    )
    now: dict[tuple[str, str], int] = defaultdict(int)
    for one in rejects_of(takeover):
        now[one.table, one.fate] += one.count
    return [
        LedgerLine(
            table=row[0], batches=row[1], newest_at=row[8], waiting=now[row[0], "held"],
            refused=now[row[0], "rejected"],
            tally=Tally(read=row[2], stored=row[3], merged=row[4], held=row[5], known=row[6], rejected=row[7]),
        )
        for row in found
    ]  # fmt: skip


@value
class RejectLine:
    """Rows that are refused for one reason in one column, and the lines the first of them stood in."""

    table: str
    fate: str
    reason: str
    column: str
    count: int
    lines: tuple[int, ...]


def rejects_of(takeover: int) -> list[RejectLine]:
    """What is refused and not repaired, and what waits, by the first reason of each row; never what a row says."""
    found = ask(
        "SELECT staged_table, fate, reasons[1], coalesce(columns[1], ''), count(*), "
        "(array_agg(line ORDER BY line))[1:8] FROM takeover_open_rejects(%(takeover)s) "
        "GROUP BY 1, 2, 3, 4 ORDER BY 1, 5 DESC, 3, 4",
        {"takeover": takeover},
    )
    return [
        RejectLine(table=row[0], fate=row[1], reason=row[2], column=row[3], count=row[4], lines=tuple(row[5]))
        for row in found
    ]


@value
class BatchLine:
    """One batch: which lines of which file, and what became of them."""

    id: int
    table: str
    file: str
    first_line: int
    last_line: int
    tally: Tally
    loaded_at: datetime
    loaded_by: int


def batches_of(takeover: int, *, most: int = 200) -> list[BatchLine]:
    """The newest batches."""
    found = ask(
        "SELECT id, staged_table, file_name, first_line, last_line, read, stored, merged, held, known, rejected, "
        "loaded_at, loaded_by_id FROM takeover_batch WHERE takeover_id = %(takeover)s ORDER BY id DESC LIMIT %(most)s",
        {"takeover": takeover, "most": most},
    )
    return [
        BatchLine(
            id=row[0], table=row[1], file=row[2], first_line=row[3], last_line=row[4],
            tally=Tally(read=row[5], stored=row[6], merged=row[7], held=row[8], known=row[9], rejected=row[10]),
            loaded_at=row[11], loaded_by=row[12],
        )
        for row in found
    ]  # fmt: skip


@value
class ComparisonView:
    """The newest comparison, and how much of it is still open."""

    id: int
    compared_at: datetime
    compared_by: int
    told_rows: int
    told_figures: int
    differences: int
    open_differences: int


def newest_comparison(takeover: int) -> ComparisonView | None:
    """The newest comparison of both systems."""
    found = ask(
        """
        SELECT c.id, c.compared_at, c.compared_by_id, c.told_rows, c.told_figures, c.differences,
            (SELECT count(*) FROM unnest(c.fingerprints) f WHERE NOT EXISTS (
                SELECT FROM takeover_acceptance a WHERE a.takeover_id = c.takeover_id AND a.fingerprint = f))
        FROM takeover_comparison c WHERE c.takeover_id = %(takeover)s ORDER BY c.compared_at DESC, c.id DESC LIMIT 1
        """,
        {"takeover": takeover},
    )
    names = tuple(ComparisonView.__dataclass_fields__)
    return ComparisonView(**dict(zip(names, found[0], strict=True))) if found else None


@value
class DifferenceView:
    """One difference as whoever asks may see it, and who took it as it is."""

    nature: Nature
    table: str
    reference: str
    field: str
    told: str
    found: str
    fingerprint: str
    accepted_words: str
    accepted_at: datetime | None
    accepted_by: int | None


def differences_of(comparison: int, *, most: int = 500) -> list[DifferenceView]:
    """The differences of a comparison, those nobody has accepted first."""
    found = ask(
        """
        SELECT d.nature, d.staged_table, d.old_reference, d.field, d.told, d.found, d.fingerprint,
            coalesce(a.words, ''), a.accepted_at, a.accepted_by_id
        FROM takeover_difference d JOIN takeover_comparison c ON c.id = d.comparison_id
        LEFT JOIN takeover_acceptance a ON a.takeover_id = c.takeover_id AND a.fingerprint = d.fingerprint
        WHERE d.comparison_id = %(comparison)s ORDER BY a.accepted_at NULLS FIRST, d.staged_table, d.nature, d.id
        LIMIT %(most)s
        """,
        {"comparison": comparison, "most": most},
    )
    names = tuple(DifferenceView.__dataclass_fields__)
    made = (dict(zip(names, row, strict=True)) for row in found)
    return [DifferenceView(**{**one, "nature": Nature(one["nature"])}) for one in made]


def references_to_draw(takeover: int) -> dict[str, dict[str, int]]:
    """By table, the rows that became a record whoever asks may see: old reference and number."""
    made: dict[str, dict[str, int]] = defaultdict(dict)
    for table, reference, number in ask(
        "SELECT staged_table, old_reference, id FROM takeover_row WHERE takeover_id = %(takeover)s "
        "AND fate <> 'held' ORDER BY id",
        {"takeover": takeover},
    ):
        made[table][reference] = number
    return dict(made)


@value
class SampleView:
    """A row drawn to be looked at, the record it became, and what somebody found."""

    id: int
    table: str
    old_reference: str
    record: str
    reference: str
    is_same: bool | None
    words: str
    looked_at: datetime | None
    looked_by: int | None


SAMPLE = """
    SELECT s.id, r.staged_table, r.old_reference,
        CASE WHEN r.reference <> '' THEN r.record WHEN r.journey_id IS NOT NULL THEN 'journey' ELSE 'person' END,
        coalesce(nullif(r.reference, ''), j.reference, p.reference, ''), s.is_same, s.words, s.looked_at, s.looked_by_id
    FROM takeover_sample s JOIN takeover_row r ON r.id = s.row_id
    LEFT JOIN journey j ON j.id = r.journey_id LEFT JOIN person p ON p.id = r.person_id
"""


def samples_of(takeover: int) -> list[SampleView]:
    """The rows drawn, those nobody has looked at first."""
    names = tuple(SampleView.__dataclass_fields__)
    found = ask(
        f"{SAMPLE} WHERE s.takeover_id = %(takeover)s ORDER BY s.looked_at NULLS FIRST, r.staged_table, s.id",
        {"takeover": takeover},
    )
    return [SampleView(**dict(zip(names, row, strict=True))) for row in found]


def sample_by_number(takeover: int, number: int) -> SampleView | None:
    """One of them."""
    return next((one for one in samples_of(takeover) if one.id == number), None)


@value
class OldReference:
    """What a reference of another system became here."""

    system: str
    kind: str
    reference: str


def records_of_old_reference(reference: str, *, most: int = 20) -> list[OldReference]:
    """What an old reference became, as far as whoever asks may see it."""
    found = ask(
        "SELECT DISTINCT t.name, r.record, r.reference FROM takeover_row r JOIN takeover t ON t.id = r.takeover_id "
        "WHERE r.old_reference = %(reference)s AND r.reference <> '' AND r.record IN ('crime', 'incident', 'person') "
        "ORDER BY 1, 2, 3 LIMIT %(most)s",
        {"reference": reference.strip(), "most": most},
    )
    return [OldReference(system=row[0], kind=row[1], reference=row[2]) for row in found]


def came_from(record_row: int) -> list[tuple[str, str]]:
    """(system, old reference) of a record that was taken over."""
    found = ask(
        "SELECT t.name, r.old_reference FROM takeover_row r JOIN takeover t ON t.id = r.takeover_id "
        "WHERE r.record_row = %(row)s ORDER BY r.id LIMIT 5",
        {"row": record_row},
    )
    return [(row[0], row[1]) for row in found]


@value
class Likeness:
    """Two people who are perhaps one, and why."""

    id: int
    person: int
    other: int
    reasons: tuple[str, ...]
    edition: str


def next_likeness() -> Likeness | None:
    """The pair that fits best of those nobody has decided, as far as whoever asks may see both."""
    found = ask(
        "SELECT k.id, k.person_id, k.other_id, k.reasons, k.edition FROM takeover_likeness k "
        "JOIN person p ON p.id = k.person_id JOIN person o ON o.id = k.other_id "
        "WHERE k.decided_at IS NULL AND p.merged_into_id IS NULL AND o.merged_into_id IS NULL "
        "ORDER BY k.score DESC, k.id LIMIT 1",
        {},
    )
    return (
        Likeness(id=found[0][0], person=found[0][1], other=found[0][2], reasons=tuple(found[0][3]), edition=found[0][4])
        if found
        else None
    )


def count_likenesses() -> int:
    """How many pairs nobody has decided, as far as whoever asks may see them."""
    count: int = ask("SELECT count(*) FROM takeover_likeness WHERE decided_at IS NULL", {})[0][0]
    return count
