"""The page on which a victim reads how things stand: a code given once, used once; what the page shows.

Whoever opens it is not signed in: `by` is the system. A code is found by its keyed hash, which is all that is kept of it.
"""

import hashlib
import hmac
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of
from constabulary.casework.messages import latest_route
from constabulary.casework.rulebooks import read_rulebook, rulebook_for, the_force
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.safe_route import Way
from constabulary.policing.victims.contact import Occasion, Reached
from constabulary.policing.victims.rights import Right, find_rights
from constabulary.policing.victims.summary import (
    ALPHABET,
    LETTERS,
    STAGES,
    CodeFacts,
    CodeState,
    Stage,
    find_reasons_against_code,
    is_open_to_tries,
    may_be_used,
    read_code,
)
from constabulary.records.journal import write_reading
from constabulary.records.models import ContactPoint, Crime, Force, SafeRoute, SummaryCode, VictimUpdate
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.victims_words import owed_to_victim
from constabulary.records.writing import Writing, looking, writing
from constabulary.standards.offences import offences_by_key
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value
from constabulary.standards.victims import SUMMARY_PAGE


class CodeRefused(Exception):
    """The code was not taken. Nobody is told why."""


@value
class Told:
    """That a victim was told something, on which day: never the words, which are the force's own notes."""

    at: datetime
    occasion: Occasion
    was_reached: bool


@value
class Summary:
    """What a victim reads: nothing sealed, nobody of the other side, the offence only where they chose so."""

    stage: Stage
    reference: str
    officer: str
    telephone: str
    next_by: datetime | None
    rights: tuple[Right, ...]
    told: tuple[Told, ...]
    offence: str
    open_until: datetime


def is_summary_on(*, at: datetime) -> bool:
    """Whether the force has switched the page for victims on."""
    return read_rulebook(Moments(decision=at))[SUMMARY_PAGE].value.on


def give_summary_code(*, crime: int, telephone: str, names_offence: bool, by: Officer, at: datetime) -> str:
    """Give the victim of a crime a code; it is shown once, to be read to them by their safe route. Ends any earlier one.

    Raises NotPermitted, or NotAllowed for each reason why they cannot be given one.
    """
    check_may(by, Permission.WORK_VICTIMS_DESK)
    with writing(by=by, at=at, purpose="Giving the victim a code for their page") as w:
        row = w.lock(Crime, crime)
        standard = rulebook_for(w, Moments(decision=at))[SUMMARY_PAGE]
        route = latest_route(w, row.victim_id) if row.victim_id is not None else None
        refuse_if(
            find_reasons_against_code(
                CodeFacts(
                    is_on=standard.value.on,
                    way=Way(route.way) if route is not None else None,
                    contact_is_shared=_is_shared(w, route),
                    waits_to_be_asked=_waits(w, row),
                    telephone=telephone,
                )
            )
        )
        if route is None:
            raise LookupError("a code without a route was not refused")
        code = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
        w.entry(EntryKind.SUMMARY_CODE_GIVEN, subject=row, journey=row.journey_id, editions=[standard.edition])
        for earlier in w.find(SummaryCode, lock=True, crime_id=row.id):
            w.update(earlier, ends_at=min(earlier.ends_at, at), open_until=None, page_hash="")
        w.insert(
            SummaryCode(
                journey_id=row.journey_id,
                crime_id=row.id,
                route_id=route.id,
                code_hash=_hash(code),
                telephone=telephone.strip(),
                names_offence=names_offence,
                edition=standard.edition,
                ends_at=at + timedelta(hours=standard.value.code_hours),
                made_at=at,
                made_by_id=by.id,
            )
        )
        return code


def open_with_code(*, code: str, by: Officer, at: datetime) -> str:
    """Use a code; returns the key of the page it opens, for a cookie. Raises CodeRefused, whatever the reason.

    A wrong code is journalled and counted; after too many nobody's code is taken for a time.
    """
    check_may(by, Permission.SEND_MESSAGES)
    key = ""
    with writing(by=by, at=at, purpose="Opening the page for a victim") as w:
        force = w.lock(Force, the_force(w).id)
        page = rulebook_for(w, Moments(decision=at))[SUMMARY_PAGE].value
        if not page.on or not is_open_to_tries(force.summary_failures, force.summary_failing_since, page, at=at):
            raise CodeRefused
        typed = read_code(code)
        found = next(iter(w.find(SummaryCode, lock=True, code_hash=_hash(typed))), None) if typed else None
        if found is not None and may_be_used(_state(w, found, is_on=page.on, ends_at=found.ends_at), at=at):
            key = secrets.token_urlsafe(32)
            w.entry(EntryKind.SUMMARY_USED, subject=found, journey=found.journey_id, facts={"what": "opened"})
            until = at + timedelta(minutes=page.open_minutes)
            w.update(found, used_at=at, page_hash=_hash(key), open_until=until)
        else:
            since = force.summary_failing_since
            goes_on = since is not None and at - since < timedelta(minutes=page.wrong_minutes)
            w.entry(EntryKind.SUMMARY_USED, subject=force, facts={"what": "not taken"})
            w.update(
                force,
                summary_failures=force.summary_failures + 1 if goes_on else 1,
                summary_failing_since=since if goes_on else at,
            )
    if not key:
        raise CodeRefused
    return key


def close_summary(*, key: str, by: Officer, at: datetime) -> None:
    """Close an open page at once; nothing happens where none is open."""
    check_may(by, Permission.SEND_MESSAGES)
    with writing(by=by, at=at, purpose="Closing the page for a victim") as w:
        found = next(iter(w.find(SummaryCode, lock=True, page_hash=_hash(key))), None) if key else None
        if found is not None:
            w.entry(EntryKind.SUMMARY_USED, subject=found, journey=found.journey_id, facts={"what": "closed"})
            w.update(found, page_hash="", open_until=None)


def read_summary(*, key: str, by: Officer, at: datetime) -> Summary | None:
    """What the open page shows, journalled; None where it is not open, or what was agreed holds no longer."""
    check_may(by, Permission.SEND_MESSAGES)
    with looking(at=at) as w:
        found = next(iter(w.find(SummaryCode, page_hash=_hash(key))), None) if key else None
        if found is None or found.open_until is None:
            return None
        is_on = rulebook_for(w, Moments(decision=at))[SUMMARY_PAGE].value.on
        opened = _state(w, found, is_on=is_on, ends_at=found.open_until)
        if not may_be_used(replace(opened, was_used=False), at=at):
            return None
        crime = w.find(Crime, id=found.crime_id)[0]
        shown = _summary(w, crime, found, open_until=found.open_until)
    write_reading(
        EntryKind.READ_VICTIM, subject=f"the victim's own page of crime {crime.reference}", subject_row=crime.id,
        journey=crime.journey_id, by=by, at=at, purpose="Shown to the victim", shown=[crime.id],
    )  # fmt: skip
    return shown


def _summary(w: Writing, crime: Crime, code: SummaryCode, *, open_until: datetime) -> Summary:
    officer = next(iter(w.find(OfficerRow, id=crime.officer_id)), None) if crime.officer_id else None
    updates = w.find(VictimUpdate, crime_id=crime.id)
    due = [one.due_at for one in find_open_duties_of(w, crime, DutyKind.UPDATE_VICTIM)]
    return Summary(
        stage=STAGES[crime.state],
        reference=crime.reference if code.names_offence else "",
        officer=officer.name if officer is not None else "",
        telephone=code.telephone,
        next_by=min(due, default=None),
        rights=find_rights(owed_to_victim(crime.id), at=w.at),
        told=tuple(
            Told(at=one.updated_at, occasion=Occasion(one.occasion), was_reached=one.reached == Reached.REACHED.value)
            for one in reversed(updates)
            if one.reached != Reached.NO_REPLY.value
        ),
        offence=offences_by_key()[crime.offence_key].title if code.names_offence else "",
        open_until=open_until,
    )


def _state(w: Writing, code: SummaryCode, *, is_on: bool, ends_at: datetime) -> CodeState:
    """What was agreed when the code was given, as it stands now: the very route, not shared, and nobody else's words."""
    crime = w.find(Crime, id=code.crime_id)[0]
    route = latest_route(w, crime.victim_id) if crime.victim_id is not None else None
    holds = route is not None and route.id == code.route_id and not _is_shared(w, route)
    return CodeState(
        is_on=is_on, route_holds=holds, way=Way(route.way) if route is not None else None,
        waits_to_be_asked=_waits(w, crime), ends_at=ends_at, was_used=code.used_at is not None,
    )  # fmt: skip


def _waits(w: Writing, crime: Crime) -> bool:
    return bool(find_open_duties_of(w, crime, DutyKind.ASK_VICTIM_ALONE))


def _is_shared(w: Writing, route: SafeRoute | None) -> bool:
    if route is None or route.contact_point_id is None:
        return False
    return any(one.shared for one in w.find(ContactPoint, id=route.contact_point_id))


def _hash(secret: str) -> str:
    """Keyed: a copy of the table without the installation's key tells nothing, however short the code."""
    return hmac.new(settings.SECRET_KEY.encode(), f"summary {secret}".encode(), hashlib.sha256).hexdigest()
