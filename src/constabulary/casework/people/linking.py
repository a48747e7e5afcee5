"""Linking records to one another, and ending links."""

from datetime import date, datetime
from typing import Any

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.identity import survivor_of
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.people.details import find_reasons_against_ending
from constabulary.policing.people.links import END_UNKNOWN, Thing, find_reasons_against_link
from constabulary.records.models import (
    Crime,
    Incident,
    Organisation,
    Person,
    Place,
    RecordLink,
    Telephone,
    Vehicle,
)
from constabulary.records.models.base import Record
from constabulary.records.writing import Writing, writing

MODELS: dict[Thing, type[Record]] = {
    Thing.PERSON: Person,
    Thing.ORGANISATION: Organisation,
    Thing.VEHICLE: Vehicle,
    Thing.TELEPHONE: Telephone,
    Thing.PLACE: Place,
    Thing.INCIDENT: Incident,
    Thing.CRIME: Crime,
}
LETTERS = {
    "P": Thing.PERSON, "O": Thing.ORGANISATION, "V": Thing.VEHICLE, "T": Thing.TELEPHONE, "L": Thing.PLACE,
    "I": Thing.INCIDENT,
}  # fmt: skip


def thing_of(reference: str) -> Thing | None:
    """What kind of record a reference names, by its shape."""
    return Thing.CRIME if "/" in reference else LETTERS.get(reference[:1])


def link_records(
    *,
    start: str,
    to: str,
    kind: str,
    source: str,
    by: Officer,
    at: datetime,
    words: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
) -> int:
    """Link one record to another (by their references); returns the link's number.

    Whoever links must see both; whoever may not see either never sees the link. Raises NotAllowed beside its field.
    """
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Linking records") as w:
        begins, first = _found(w, start)
        ends, last = _found(w, to)
        if begins is None or first is None or begins in {Thing.INCIDENT, Thing.CRIME}:
            raise NotAllowed([END_UNKNOWN.on("start")])
        columns: dict[str, Any] = {f"from_{begins.value}_id": first.id}
        if ends is not None and last is not None:
            columns[f"to_{ends.value}_id"] = last.id
        refuse_if(
            find_reasons_against_link(
                begins=begins,
                ends=ends,
                kind=kind,
                source=source,
                is_itself=last is not None and last.id == first.id,
                is_there=ends is not None and bool(w.find(RecordLink, **columns, kind=kind, ended_at=None)),
                from_on=from_on,
                until_on=until_on,
            )
        )
        made = RecordLink(
            id=w.new_id(),
            **columns,
            kind=kind,
            source=source,
            words=words.strip(),
            from_on=from_on,
            until_on=until_on,
            noted_at=at,
            noted_by_id=by.id,
        )
        _speak(w, EntryKind.RECORDS_LINKED, first, last)
        w.insert(made)
        return made.id


def _found(w: Writing, reference: str) -> tuple[Thing | None, Record | None]:
    asked = reference.strip().upper()
    thing = thing_of(asked)
    found = next(iter(w.find(MODELS[thing], reference=asked)), None) if thing else None
    if isinstance(found, Person):
        found = survivor_of(w, found)
    return (thing, found) if found is not None else (None, None)


def _speak(w: Writing, kind: EntryKind, first: Record, last: Record | None, **facts: Any) -> None:
    """The entry is about a person where there is one, so that a restriction on them holds its payload too."""
    people = [one for one in (first, last) if isinstance(one, Person)]
    held = next((one for one in people if one.restriction_id is not None), None)
    subject = held or next(iter(people), first)
    journey = last.journey_id if isinstance(last, Incident | Crime) else None
    w.entry(kind, subject=subject, journey=journey, facts=facts or None)


def end_link(*, link: int, reason: str, by: Officer, at: datetime, until_on: date | None = None) -> None:
    """End a link that no longer holds, or never did: the reason says which."""
    check_may(by, Permission.KEEP_PEOPLE)
    with writing(by=by, at=at, purpose="Ending a link") as w:
        row = w.lock(RecordLink, link)
        refuse_if(
            find_reasons_against_ending(
                reason=reason, has_ended=row.ended_at is not None, from_on=row.from_on, until_on=until_on
            )
        )
        _speak(w, EntryKind.LINK_ENDED, _end(w, row, "from"), _end(w, row, "to"), reason=reason.strip())
        w.update(row, ended_at=at, ended_by_id=by.id, ending=reason.strip())
        if until_on is not None:
            w.update(row, until_on=until_on)


def _end(w: Writing, link: RecordLink, side: str) -> Any:
    for thing, model in MODELS.items():
        number = getattr(link, f"{side}_{thing.value}_id", None)
        if number is not None:
            return w.lock(model, number)
    raise RuntimeError(f"the link {link.id} has no {side} end")
