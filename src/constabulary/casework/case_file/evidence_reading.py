"""Opening the exhibits and statements of a crime; journalled with everybody whom they name."""

from datetime import datetime

from constabulary.access.officers import Officer
from constabulary.casework.investigation.reading import OpenedInvestigation, open_investigation
from constabulary.casework.reading import NoSuchRecord
from constabulary.records.queries.crimes import CrimeView
from constabulary.records.queries.exhibits import ExhibitView, StatementView, exhibits_of_crime, statements_of_crime
from constabulary.records.queries.together import ask_together
from constabulary.standards.values import value


@value
class OpenedEvidence:
    """A crime opened with its exhibits and statements."""

    investigation: OpenedInvestigation
    exhibits: tuple[ExhibitView, ...]
    statements: tuple[StatementView, ...]

    @property
    def crime(self) -> CrimeView:
        """The crime."""
        return self.investigation.crime

    @property
    def officers(self) -> set[int]:
        """Everybody whom the page names."""
        found = {one.seized_by for one in self.exhibits} | {one.taken_by for one in self.statements}
        found |= {move.noted_by for one in self.exhibits for move in one.moves}
        return found | {one.ended_by for one in self.exhibits if one.ended_by is not None}

    def exhibit(self, number: int) -> ExhibitView:
        """One exhibit. Raises NoSuchRecord."""
        for one in self.exhibits:
            if one.id == number:
                return one
        raise NoSuchRecord(str(number))


def open_evidence(*, reference: str, purpose: str, by: Officer, at: datetime) -> OpenedEvidence:
    """Open a crime with its exhibits and statements. Raises NotPermitted or NoSuchRecord."""
    opened = open_investigation(reference=reference, purpose=purpose, by=by, at=at)
    exhibits, statements = exhibits_of_crime.later(opened.crime.id), statements_of_crime.later(opened.crime.id)
    ask_together(exhibits, statements)
    return OpenedEvidence(
        investigation=opened, exhibits=tuple(exhibits.answer), statements=tuple(statements.answer)
    )  # fmt: skip
