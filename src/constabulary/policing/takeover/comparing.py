"""Both systems side by side: row by row where the old one lists its rows, figure by figure where it counts.

Nothing is excused: a row that only one side has, a field that differs, a count that differs, rows refused and rows that
wait are each a difference, until it is put right or a named person with the authority accepts it with a reason.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons
from constabulary.policing.takeover import reasons as why
from constabulary.standards.values import value


class Nature(StrEnum):
    """How the two differ."""

    MISSING = "missing"
    EXTRA = "extra"
    DIFFERS = "differs"
    COUNT = "count"
    REJECTED = "rejected"
    HELD = "held"

    @property
    def words(self) -> str:
        """In words."""
        return NATURE_WORDS[self]


NATURE_WORDS = {
    Nature.MISSING: "In the old system only",
    Nature.EXTRA: "In the product only",
    Nature.DIFFERS: "Says otherwise",
    Nature.COUNT: "Counts differ",
    Nature.REJECTED: "Refused and not repaired",
    Nature.HELD: "Waits for a place in the product",
}
FIELD_WORDS = {
    "status": "status", "moment": "date", "code": "code", "result": "outcome", "owner": "officer",
    "of": "what it belongs to", "words": "name", "protection": "protection",
}  # fmt: skip

Row = Mapping[str, str]
Figure = tuple[str, str, str, str]


@value
class Difference:
    """One difference: where, and what each side says. `is_protected` where the values are not for everybody."""

    nature: Nature
    table: str
    reference: str = ""
    field: str = ""
    told: str = ""
    found: str = ""
    is_protected: bool = False

    @property
    def fingerprint(self) -> str:
        """What an acceptance holds to: another difference, or the same with other values, is not accepted with it."""
        said = "\x1f".join((self.nature, self.table, self.reference, self.field, self.told, self.found))
        return hashlib.sha256(said.encode()).hexdigest()


def compare_rows(
    table: str, told: Mapping[str, Row], found: Mapping[str, Row], fields: Iterable[str]
) -> Iterator[Difference]:
    """Row by row, by the old system's references."""
    compared = tuple(fields)
    for reference, row in told.items():
        there = found.get(reference)
        is_protected = bool(row.get("protection")) or bool(there and there.get("protection"))
        if there is None:
            yield Difference(nature=Nature.MISSING, table=table, reference=reference, is_protected=is_protected)
            continue
        for field in compared:
            if row.get(field, "") != there.get(field, ""):
                yield Difference(
                    nature=Nature.DIFFERS, table=table, reference=reference, field=field, told=row.get(field, ""),
                    found=there.get(field, ""), is_protected=is_protected,
                )  # fmt: skip
    for reference in found:
        if reference not in told:
            yield Difference(
                nature=Nature.EXTRA, table=table, reference=reference,
                is_protected=bool(found[reference].get("protection")),
            )  # fmt: skip


def compare_figures(told: Mapping[Figure, int], found: Mapping[Figure, int]) -> Iterator[Difference]:
    """Figure by figure, for the measures that the old system counts at all."""
    measures = {one[0] for one in told}
    for figure in sorted({*told, *(one for one in found if one[0] in measures)}):
        said, there = told.get(figure, 0), found.get(figure, 0)
        if said != there:
            measure, *keys = figure
            yield Difference(
                nature=Nature.COUNT, table=measure, reference=" / ".join(one for one in keys if one), told=str(said),
                found=str(there),
            )  # fmt: skip


def canonical_moment(moment: datetime | None) -> str:
    """A moment as both sides write it to be compared: to the second, in one offset."""
    return "" if moment is None else str(int(moment.timestamp()))


@value
class CutOverFacts:
    """What leaving the old system depends on."""

    is_over: bool
    compared_at: datetime | None
    newest_batch_at: datetime | None
    told: int
    open_differences: int
    open_samples: int
    fresh_for: timedelta
    at: datetime
    words: str


def find_reasons_against_cut_over(facts: CutOverFacts) -> Reasons:
    """Why the old system cannot be left yet; none when it can."""
    if facts.is_over:
        return (why.CUT_OVER_ALREADY,)
    compared = facts.compared_at
    stale = compared is None or (facts.newest_batch_at is not None and compared < facts.newest_batch_at)
    checks: tuple[tuple[bool, Reason], ...] = (
        (stale, why.NOTHING_COMPARED),
        (not stale and compared is not None and compared + facts.fresh_for < facts.at, why.COMPARED_LONG_AGO),
        (not stale and facts.told == 0, why.NOTHING_TOLD),
        (facts.open_differences > 0, why.DOES_NOT_BALANCE),
        (facts.open_samples > 0, why.SAMPLE_OPEN),
        (not facts.words.strip(), why.WORDS_MISSING),
    )
    return tuple(reason for applies, reason in checks if applies)
