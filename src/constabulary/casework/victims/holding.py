"""A crime held for an act that is done for its victim, or recorded of them."""

from constabulary.policing.decisions import refuse_if
from constabulary.policing.victims.contact import find_reasons_against_acting
from constabulary.records.facts.crimes import has_victim
from constabulary.records.models import Crime
from constabulary.records.writing import Writing


def hold_with_victim(w: Writing, crime: int) -> Crime:
    """The crime, held. Raises NotAllowed where it has no victim."""
    row = w.lock(Crime, crime)
    refuse_if(find_reasons_against_acting(has_victim=has_victim(row)))
    return row
