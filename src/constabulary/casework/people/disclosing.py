"""Disclosing one person's record to somebody outside: approved sections only, journalled with whom, why, on what basis."""

import hashlib
from datetime import date, datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.exporting.records import MEDIA, WRITERS, Exported
from constabulary.casework.exporting.sheet import Cell, Sheet
from constabulary.casework.identity import numbers_of_one
from constabulary.policing.decisions import refuse_if
from constabulary.policing.exports import ExportFormat
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.people.disclosure import (
    BASES,
    COLUMNS,
    SECTIONS,
    Basis,
    Section,
    find_reasons_against_disclosure,
)
from constabulary.records.models import Disclosure, Person
from constabulary.records.queries.people import rows_to_disclose
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from constabulary.standards.values import value


@value
class DisclosureDetails:
    """To whom, on which basis, what for, which sections, as what; with what is sealed only where that is said and why."""

    recipient: str
    basis: Basis
    purpose: str
    sections: frozenset[Section]
    file_format: ExportFormat
    with_sealed: bool = False
    sealed_reason: str = ""


def disclose_person_record(*, person: int, details: DisclosureDetails, by: Officer, at: datetime) -> Exported:
    """The chosen sections of a person's record as a file; kept as a disclosure with every record in it and its digest.

    What is sealed stays out unless the basis can carry it, its reason is given and whoever discloses may see it.
    Raises NotPermitted, or NotAllowed beside its field.
    """
    check_may(by, Permission.DISCLOSE)
    refuse_if(
        find_reasons_against_disclosure(
            basis=details.basis,
            recipient=details.recipient,
            purpose=details.purpose,
            sections=details.sections,
            with_sealed=details.with_sealed,
            sealed_reason=details.sealed_reason,
        )
    )
    with writing(by=by, at=at, purpose=details.purpose.strip()) as w:
        row = w.lock(Person, person)
        chosen = [one for one in Section if one in details.sections]
        found = rows_to_disclose(row.id, chosen, with_sealed=details.with_sealed)
        sheet = _sheet(details, tuple(one.cells for one in found), local_day(at))
        content = WRITERS[details.file_format](sheet)
        digest = hashlib.sha256(content).digest()
        made = Disclosure(
            id=w.new_id(),
            person_id=row.id,
            recipient=details.recipient.strip(),
            basis=details.basis.value,
            purpose=details.purpose.strip(),
            sections=[one.value for one in chosen],
            sealed_reason=details.sealed_reason.strip() if details.with_sealed else "",
            file_format=details.file_format.value,
            count=len(found),
            digest=digest,
            disclosed_at=at,
            disclosed_by_id=by.id,
        )
        entry = w.entry(EntryKind.PERSON_DISCLOSED, subject=row, facts={"count": len(found), "digest": digest})
        w.insert(made)
        for number in (*numbers_of_one(w, row.id), *(one.id for one in found)):
            entry.touch(number)
        name = f"person-{row.reference}-{local_day(at).isoformat()}.{details.file_format.value}"
    return Exported(name=name, media=MEDIA[details.file_format], content=content, count=len(found), digest=digest)


def _sheet(details: DisclosureDetails, rows: tuple[tuple[Cell, ...], ...], today: date) -> Sheet:
    card = BASES[details.basis]
    return Sheet(
        title="Record of a person",
        columns=COLUMNS,
        rows=rows,
        about=(
            ("Disclosed to", details.recipient.strip()),
            ("Basis", f"{card.title}: {card.law}. {card.confidence.sentence}"),
            ("What for", details.purpose.strip()),
            ("Disclosed", today.isoformat()),
            ("Rows", str(len(rows))),
            ("Left out", "Nothing chosen was left out." if details.with_sealed else "What is sealed."),
            *((SECTIONS[one].title, SECTIONS[one].reason) for one in Section if one in details.sections),
        ),
    )
