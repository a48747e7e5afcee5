"""What is odd about a published file though nothing of it is refused: counted while it is read, said in sentences."""

from collections import Counter
from collections.abc import Mapping
from itertools import compress

from constabulary.open_data.districts import force_of_lsoa
from constabulary.open_data.forces import slug_of
from constabulary.open_data.kinds import Kind, Table
from constabulary.open_data.labels import known_crime_types, known_outcome_labels

NOTES: Mapping[str, str] = {
    "without_crime_id": "rows have no Crime ID: anti-social behaviour is published without one",
    "indistinguishable": "of these cannot be told from another row; each is an incident of its own and is kept",
    "repeated_crime_ids": "rows have a Crime ID that an earlier row has too, with another place or outcome, or the same",
    "same_offence_twice": "rows are for a force, quarter and offence that an earlier row is for too; their counts add up",
    "without_place": "rows have no place",
    "lsoa_elsewhere": "rows lie in a neighbourhood (LSOA) of another force's area",
    "unknown_crime_types": "rows have a crime type that is not on our list",
    "unknown_outcomes": "rows have an outcome label that is not on our list",
    "renamed_labels": "rows have a label that was renamed in 2014 or before",
    "blanks_recorded_in": "rows have no figure for crimes recorded in the quarter",
    "blanks_decided_in": "rows have no figure for outcomes decided in the quarter",
    "negative": "rows have a count below nought: earlier crimes or outcomes were taken back",
    "without_outcome": "searches have no outcome",
    "odd_encoding": "lines are not UTF-8 and were read as Windows-1252",
}


class Quality:
    """The counts of one file."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._notes: Counter[str] = Counter()
        self._places: Counter[tuple[str, str]] = Counter()
        self._seen: set[tuple[str, ...]] = set()
        self._keys: set[str] = set()

    def note(self, code: str, times: int) -> None:
        """Add to a count."""
        self._notes[code] += times

    def count(self, columns: list[list[str]], table: Table) -> None:
        """Look at a block of good rows."""
        by_name = dict(zip((column.name for column in table.columns), columns, strict=True))
        if "longitude" in by_name:
            self.note("without_place", by_name["longitude"].count(""))
        if "lsoa_name" in by_name:
            self._where(by_name["reported_by"], by_name["lsoa_name"])
        if "crime_type" in by_name:
            self._labels(by_name["crime_type"], known_crime_types(), "unknown_crime_types")
            self._without_id(columns)
        if "crime_id" in by_name:
            self._repeated("repeated_crime_ids", list(filter(None, by_name["crime_id"])))
        if self._kind is Kind.RECORDED_CRIME:
            keys = zip(*(by_name[name] for name in ("financial_year", "quarter", "force", "offence_code")), strict=True)
            self._repeated("same_offence_twice", list(map("\t".join, keys)))
        label = by_name.get("last_outcome") or (by_name["outcome"] if self._kind is Kind.OUTCOMES else None)
        if label:
            self._labels(label, known_outcome_labels(), "unknown_outcomes")
        if self._kind is Kind.STOP_AND_SEARCH:
            self.note("without_outcome", by_name["outcome"].count(""))
        for name in ("recorded_in", "decided_in", "crimes"):
            if name in by_name:
                self.note("negative", sum(one.startswith("-") for one in by_name[name]))
                if name != "crimes":
                    self.note(f"blanks_{name}", by_name[name].count(""))

    def _where(self, forces: list[str], names: list[str]) -> None:
        if forces and forces.count(forces[0]) == len(forces):
            for name, times in Counter(names).items():
                self._places[forces[0], name] += times
        else:
            self._places.update(zip(forces, names, strict=True))

    def _labels(self, labels: list[str], known: Mapping[str, str], unknown: str) -> None:
        odd = {label for label in set(labels) if label and known.get(label) != label}
        for label in odd:
            self.note("renamed_labels" if label in known else unknown, labels.count(label))

    def _without_id(self, columns: list[list[str]]) -> None:
        without = [not one for one in columns[0]]
        times = sum(without)
        if times:
            before = len(self._seen)
            self._seen.update(zip(*(compress(column, without) for column in columns[1:]), strict=True))
            self.note("without_crime_id", times)
            self.note("indistinguishable", times - (len(self._seen) - before))

    def _repeated(self, code: str, keys: list[str]) -> None:
        before = len(self._keys)
        self._keys.update(keys)
        self.note(code, len(keys) - (len(self._keys) - before))

    def report(self) -> dict[str, int]:
        """Every count above nought, by its code in NOTES."""
        found = Counter(self._notes)
        for (force, lsoa), times in self._places.items():
            owner = force_of_lsoa(lsoa)
            if owner and owner != slug_of(force):
                found["lsoa_elsewhere"] += times
        return {code: found[code] for code in NOTES if found[code]}


def sentences(report: Mapping[str, int]) -> list[str]:
    """The counts in words; a code no longer known is left out."""
    return [f"{times:,} {NOTES[code]}." for code, times in report.items() if code in NOTES]
