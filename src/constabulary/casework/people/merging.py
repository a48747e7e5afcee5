"""Combining two records of one person (Data Protection Act 2018, section 62), and taking that apart again.

Nothing is moved: the record that is combined stays as it is and leads to the survivor, and both are read as one from
then on. So each row keeps its own restriction and seal, and taking apart gives back exactly what there was. What
protects either protects both: the database follows a person to every record of theirs (`same_person`), and where only
one of the two is restricted the other becomes so as well.
"""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.conflicts import ask_others_for_combined
from constabulary.casework.identity import numbers_of_one
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.people.merging import (
    OTHER_UNKNOWN,
    find_reasons_against_merging,
    find_reasons_against_unmerging,
)
from constabulary.records.models import Crime, Person, Seal, Suspect
from constabulary.records.writing import Writing, writing


def merge_people(*, survivor: int, other: str, reason: str, by: Officer, at: datetime) -> None:
    """Combine the record `other` (by reference) into the survivor's: they are of one person.

    Raises NotAllowed with the reasons, also for an `other` that whoever asks may not see.
    """
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Combining two records of one person") as w:
        kept = w.lock(Person, survivor)
        found = next(iter(w.find(Person, lock=True, reference=other.strip().upper())), None)
        if found is None:
            raise NotAllowed([OTHER_UNKNOWN])
        refuse_if(
            find_reasons_against_merging(
                reason=reason,
                is_itself=found.id == kept.id,
                either_is_merged=found.merged_into_id is not None or kept.merged_into_id is not None,
                one_against_the_other=_is_sealed_against(w, kept, found) or _is_sealed_against(w, found, kept),
                victim_and_suspect=_is_suspected_of_crime_against(w, kept, found)
                or _is_suspected_of_crime_against(w, found, kept),
            )
        )
        # No reference of the other: whoever may see one of two restricted records learns nothing of the second.
        facts = {"reason": reason.strip()}
        _restrict_both(w, kept, found)
        # One entry on each record, so that whoever opens either finds it.
        w.entry(EntryKind.PEOPLE_MERGED, subject=kept, facts=facts)
        w.entry(EntryKind.PEOPLE_MERGED, subject=found, facts=facts)
        # As this act leaves it: a restriction may just have come to it.
        w.update(w.lock(Person, found.id), merged_into_id=kept.id)
        ask_others_for_combined(w, kept.id)


def _is_sealed_against(w: Writing, protected: Person, other: Person) -> bool:
    mine, theirs = numbers_of_one(w, protected.id), set(numbers_of_one(w, other.id))
    return any(seal.against_id in theirs for number in mine for seal in w.find(Seal, person_id=number, lifted_at=None))


def _is_suspected_of_crime_against(w: Writing, victim: Person, other: Person) -> bool:
    """Whether the one is the victim of a crime of which the other is suspected, as far as whoever combines may see."""
    theirs = set(numbers_of_one(w, other.id))
    return any(
        suspect.person_id in theirs
        for number in numbers_of_one(w, victim.id)
        for crime in w.find(Crime, victim_id=number)
        if crime.state != "cancelled"
        for suspect in w.find(Suspect, crime_id=crime.id)
        if suspect.state != SuspectStatus.ELIMINATED.value
    )


def _restrict_both(w: Writing, kept: Person, found: Person) -> None:
    """The stricter wins: a restriction on one record comes to hold the other, all of either group included."""
    for held, open_one in ((kept, found), (found, kept)):
        if held.restriction_id is None or open_one.restriction_id is not None:
            continue
        for number in numbers_of_one(w, open_one.id):
            row = w.lock(Person, number)
            if row.restriction_id is None:
                w.entry(
                    EntryKind.RESTRICTION_MADE,
                    subject=row,
                    facts={"reason": "The other record of the same person is restricted."},
                )
                w.update(row, restriction_id=held.restriction_id)


def unmerge_people(*, person: int, reason: str, by: Officer, at: datetime) -> None:
    """Take a combined record apart from the one it leads to. A restriction that came to it stays until it is lifted."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Taking two combined records apart") as w:
        row = w.lock(Person, person)
        refuse_if(find_reasons_against_unmerging(reason=reason, is_merged=row.merged_into_id is not None))
        kept = w.lock(Person, row.merged_into_id or 0)
        facts = {"reason": reason.strip()}
        w.entry(EntryKind.PEOPLE_UNMERGED, subject=kept, facts=facts)
        w.entry(EntryKind.PEOPLE_UNMERGED, subject=row, facts=facts)
        w.update(row, merged_into_id=None)
