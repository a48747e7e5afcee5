"""The force's own standards: set by an administrator, laid over ours from the next act on."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.rulebooks import the_force
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Force
from constabulary.records.writing import writing
from constabulary.standards.overlay import read_overlay
from constabulary.standards.reading import Editions


def set_local_standards(*, text: str, by: Officer, at: datetime) -> Editions:
    """Set the force's own values, in the shape of our data files; an empty text takes them all back.

    What was decided before stays under the edition it names. Raises NotPermitted, or StandardsError with a sentence
    when the text cannot be read; then nothing is changed.
    """
    check_may(by, Permission.ADMINISTER)
    overlay = read_overlay(text)
    with writing(by=by, at=at, purpose="Setting the force's own standards") as w:
        force = w.lock(Force, the_force(w).id)
        w.entry(
            EntryKind.LOCAL_STANDARDS_SET,
            subject=force,
            editions=[one.edition for editions in overlay.values() for one in editions],
            facts={"standards": sorted(overlay)},
        )
        w.update(force, standards_overlay=text)
    return overlay
