"""The rule book for an act: the product's standards under the force's own."""

from constabulary.records.models import Crime, Force
from constabulary.records.queries.force import standards_overlay
from constabulary.records.writing import Writing
from constabulary.standards.overlay import read_overlay
from constabulary.standards.rulebook import NO_OVERLAY, Moments, Rulebook, at


def the_force(w: Writing) -> Force:
    """The force of this database. Raises LookupError before one is set up."""
    return w.kept("force", lambda: next(iter(w.find(Force))))


def rulebook_for(w: Writing, moments: Moments) -> Rulebook:
    """The standards that bear on a matter with these dates, the force's own lying over ours."""
    overlay = the_force(w).standards_overlay
    return at(moments, read_overlay(overlay) if overlay else NO_OVERLAY)


def rulebook_of(w: Writing, crime: Crime) -> Rulebook:
    """The standards as they bear on a crime now."""
    offence, report = crime.occurred_from, crime.reported_at
    # Under its dates: an act may move them, and asks for the rule book of one crime again and again.
    return w.kept(
        ("rule book", offence, report),
        lambda: rulebook_for(w, Moments(offence=offence, report=report, decision=w.at)),
    )


def read_rulebook(moments: Moments, *, overlay: str | None = None) -> Rulebook:
    """The same for a page that proposes or explains, outside any act; with the overlay, where it has been read already."""
    if overlay is None:
        overlay = standards_overlay()
    return at(moments, read_overlay(overlay) if overlay else NO_OVERLAY)
