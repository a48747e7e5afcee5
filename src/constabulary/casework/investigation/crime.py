"""What every act on an investigation begins with: the crime held, its clocks, its officer's supervisor."""

from constabulary.casework.rulebooks import rulebook_of as rulebook_of
from constabulary.policing.decisions import refuse_if
from constabulary.policing.investigation.duties import CrimeAtWork
from constabulary.policing.lifecycles import AT_WORK, CRIME, WRONG_STATE
from constabulary.records.facts.crimes import crime_at_work
from constabulary.records.models import Crime
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import Writing
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value


@value
class AtWork:
    """A crime under investigation, held for this act, with its clocks and the rules that bear on it."""

    row: Crime
    clocks: CrimeAtWork
    rulebook: Rulebook
    supervisor_id: int | None


def hold_crime(w: Writing, crime: int, *, also: frozenset[str] = frozenset()) -> AtWork:
    """Hold a crime that somebody investigates. Raises NotAllowed when nobody does, or it is finalised or cancelled.

    `also` names a further state in which the act may be done, of a crime that an officer had.
    """
    row = w.lock(Crime, crime)
    may_be_done = row.state in AT_WORK or (row.state in also and row.allocated_at is not None)
    refuse_if(() if may_be_done else (WRONG_STATE[CRIME.name],))
    return AtWork(
        row=row,
        clocks=crime_at_work(row),
        rulebook=rulebook_of(w, row),
        supervisor_id=supervisor_of(w, row),
    )


def supervisor_of(w: Writing, crime: Crime) -> int | None:
    """Who supervises the officer in charge, if anyone does."""
    officer = next(iter(w.find(OfficerRow, id=crime.officer_id)), None) if crime.officer_id else None
    return officer.supervisor_id if officer else None
