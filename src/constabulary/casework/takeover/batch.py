"""What a batch of staged rows is worked with: where it comes from, what its rows lead to, and what each became."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from constabulary.access.officers import NotPermitted, Officer
from constabulary.casework.people import PlaceDetails
from constabulary.casework.people.locating import with_district
from constabulary.casework.takeover.files import StagedRow
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.takeover.checking import Problem
from constabulary.policing.takeover.layout import Table
from constabulary.policing.takeover.ledger import Fate
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.models import Place, Takeover
from constabulary.records.models.base import Record
from constabulary.records.queries.takeover_rows import Known
from constabulary.records.writing import Writing
from constabulary.standards.values import value

PURPOSE = "Taking over from another system"


def check_sees_everything(by: Officer) -> None:
    """Raise NotPermitted unless whoever acts sees every record: what is hidden from them would come twice, or be missed."""
    if not by.is_system:
        raise NotPermitted("This is done by the command only: whoever does it has to see every record.")


class Refused(Exception):
    """A row cannot be stored, which is seen only beside what is there; nothing of it has been written."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.reason.sentence)


@value
class Fresh:
    """A row that is new and in order: as it came, and as it was understood."""

    staged: StagedRow
    said: Mapping[str, Any]

    @property
    def reference(self) -> str:
        """Its reference in the old system."""
        said: str = self.said["reference"]
        return said


@value
class Became:
    """What a row became: the record, and the journey or person whose marking holds for it."""

    fate: Fate
    record: str = ""
    row: int | None = None
    reference: str = ""
    journey: int | None = None
    person: int | None = None


@value
class Accounted:
    """A row and what became of it; `known` when it is there already as it says."""

    staged: StagedRow
    fate: Fate
    reference: str = ""
    problems: tuple[Problem, ...] = ()
    became: Became | None = None


class Batch:
    """One batch while it is stored."""

    def __init__(self, takeover: Takeover, table: Table, *, by: Officer, at: datetime) -> None:
        self.takeover = takeover
        self.table = table
        self.by = by
        self.at = at
        self.links: dict[tuple[str, str], Known] = {}
        #: The journeys and people that stand under a restriction before anything else of them is written.
        self.containers: dict[str, int] = {}
        self.became: dict[str, Became] = {}
        #: What preparing a row has found out for storing it, by its reference.
        self.found: dict[str, Any] = {}
        self._places: dict[tuple[str, str, str], str] = {}

    @property
    def edition(self) -> str:
        """What stands where an edition of a rule would, for what was decided in the old system."""
        return f"As recorded in {self.takeover.name}"

    def link(self, of: str, reference: str) -> Known | None:
        """What a row of another table became; None for no reference."""
        return self.links.get((of, reference)) if reference else None

    def row_of(self, of: str, reference: str) -> int | None:
        """The number of what a row of another table became; None for no reference."""
        known = self.link(of, reference)
        return known.row if known else None

    def entry(self, w: Writing, row: Fresh, subject: Record, *, journey: int | None = None) -> None:
        """Begin the entry by which a record says where it came from."""
        w.entry(
            EntryKind.TAKEN_OVER, subject=subject, journey=journey, editions=[self.edition],
            facts={"system": self.takeover.name, "reference": row.reference},
        )  # fmt: skip

    def officer(self, w: Writing, number: int | None) -> OfficerRow | None:
        """An officer, looked up once."""
        if number is None:
            return None
        return w.kept(f"officer {number}", lambda: next(iter(w.find(OfficerRow, id=number)), None))

    def place(self, w: Writing, said: Mapping[str, Any]) -> PlaceDetails | None:
        """Where a row says it was: the same address of one batch is one place."""
        line = said["address_line"]
        if not line:
            return None
        key = (line, said["address_locality"], said["address_postcode"])
        if key in self._places:
            return PlaceDetails(reference=self._places[key])
        return with_district(PlaceDetails(line=key[0], locality=key[1], postcode=key[2]))

    def remember_place(self, said: Mapping[str, Any], place: Place) -> None:
        """The place that an address of this batch became."""
        self._places[said["address_line"], said["address_locality"], said["address_postcode"]] = place.reference
