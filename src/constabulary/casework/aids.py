"""Decision aids: accepted until a day by a named person who has seen the error, switched off at any time by the same."""

from dataclasses import asdict
from datetime import date, datetime

from constabulary.access.officers import Officer, check_authority, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import meet_duties, open_desk_duty
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import refuse_if
from constabulary.policing.desks import Authority
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.inspection.aids import (
    AID_CARDS,
    IS_OFF,
    NOTHING_FITTED,
    Aid,
    AidCard,
    ErrorOfGroup,
    accept_again_due,
    errors_by_group,
    find_reasons_against_accepting,
    find_reasons_against_switching_off,
    is_on,
)
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import AidAcceptance, Duty
from constabulary.records.queries.aids import AcceptanceView, acceptances, accepted_until, judged_by_group
from constabulary.records.queries.screening import newest_fit
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Standard
from constabulary.standards.rulebook import Moments
from constabulary.standards.self_inspection import AIDS, LOOKED_BACK, AidSettings
from constabulary.standards.values import value


@value
class OpenedAid:
    """An aid: what it is, its error in the last year, whether it is on, and every acceptance of it, the latest first."""

    aid: Aid
    card: AidCard
    errors: tuple[ErrorOfGroup, ...]
    is_on: bool
    standing: AcceptanceView | None
    history: tuple[AcceptanceView, ...]


@value
class OpenedAids:
    """Every aid of the register, and by which edition few are too few."""

    aids: tuple[OpenedAid, ...]
    settings: Standard[AidSettings]
    since: datetime


def aid_is_on(aid: Aid, at: datetime) -> bool:
    """Whether an aid's advice is shown: accepted by a named person, and the day they set not past."""
    return is_on(accepted_until(aid), local_day(at))


def check_aid(aid: Aid, at: datetime) -> None:
    """Raise NotAllowed where an aid is off."""
    refuse_if(() if aid_is_on(aid, at) else (IS_OFF,))


def open_aids(*, by: Officer, at: datetime) -> OpenedAids:
    """Every aid with its error by group and who accepted it. Numbers only, of no officer. Raises NotPermitted."""
    check_may(by, Permission.SEE_MEASURES)
    settings = _settings(at)
    found, since = acceptances(), looked_back_to(at)
    return OpenedAids(
        aids=tuple(
            _opened(aid, [one for one in found if one.aid is aid], errors_of(aid, settings.value, since=since, at=at), at)
            for aid in Aid
        ),
        settings=settings,
        since=since,
    )  # fmt: skip


def _opened(aid: Aid, history: list[AcceptanceView], errors: tuple[ErrorOfGroup, ...], at: datetime) -> OpenedAid:
    standing = next((one for one in history if one.ended_at is None), None)
    return OpenedAid(
        aid=aid, card=AID_CARDS[aid], errors=errors,
        is_on=is_on(standing.until_on if standing else None, local_day(at)), standing=standing, history=tuple(history),
    )  # fmt: skip


def errors_of(aid: Aid, settings: AidSettings, *, since: datetime, at: datetime) -> tuple[ErrorOfGroup, ...]:
    """How far an aid erred from a moment on, by group."""
    counted = judged_by_group(aid, since=since, until=at)
    return errors_by_group(counted, AID_CARDS[aid].errors, least=settings.least)


def looked_back_to(at: datetime) -> datetime:
    """Since when errors are counted."""
    return at - read_rulebook(Moments(decision=at))[LOOKED_BACK].value


def _settings(at: datetime) -> Standard[AidSettings]:
    return read_rulebook(Moments(decision=at))[AIDS]


def accept_aid(*, aid: Aid, until_on: date, reason: str, by: Officer, at: datetime) -> int:
    """Accept an aid until a day; its error as shown is kept with it. Returns the number of the acceptance.

    What was accepted before ends with it. Raises NotPermitted for anybody but a chief officer, or NotAllowed beside
    what is missing or too long.
    """
    check_may(by, Permission.ACCEPT_AIDS)
    check_authority(by, Authority.CHIEF_OFFICER)
    rulebook = read_rulebook(Moments(decision=at))
    settings = rulebook[AIDS]
    # A fit that is made later is accepted by itself, or not at all.
    refuse_if((NOTHING_FITTED,) if aid is Aid.SCREENING and newest_fit(before=at) is None else ())
    refuse_if(
        find_reasons_against_accepting(
            reason=reason, until_on=until_on, today=local_day(at), longest=settings.value.longest
        )
    )
    shown = [_plain(one) for one in errors_of(aid, settings.value, since=looked_back_to(at), at=at)]
    due = accept_again_due(rulebook, until_on=until_on)
    with writing(by=by, at=at, purpose="Accepting a decision aid") as w:
        made = AidAcceptance(
            id=w.new_id(), aid=aid.value, until_on=until_on, reason=reason, errors=shown, edition=settings.edition,
            accepted_at=at, accepted_by_id=by.id,
        )  # fmt: skip
        w.entry(
            EntryKind.AID_DECIDED, subject=made, editions=[settings.edition],
            facts={"aid": aid.value, "until": until_on.isoformat()},
        )  # fmt: skip
        _end_standing(w, aid, "Accepted anew.")
        w.insert(made)
        open_desk_duty(w, due, subject_row=made.id)
    return made.id


def switch_off_aid(*, aid: Aid, reason: str, by: Officer, at: datetime) -> None:
    """Switch an aid off at once. Raises NotPermitted, or NotAllowed without a reason or where it is off already."""
    check_may(by, Permission.ACCEPT_AIDS)
    check_authority(by, Authority.CHIEF_OFFICER)
    with writing(by=by, at=at, purpose="Switching a decision aid off") as w:
        standing = w.find(AidAcceptance, lock=True, aid=aid.value, ended_at=None)
        refuse_if(find_reasons_against_switching_off(reason=reason, is_on=bool(standing)))
        w.entry(EntryKind.AID_DECIDED, subject=standing[0], facts={"aid": aid.value})
        _end_standing(w, aid, reason)


def _end_standing(w: Writing, aid: Aid, because: str) -> None:
    for one in w.find(AidAcceptance, lock=True, aid=aid.value, ended_at=None):
        w.update(one, ended_because=because, ended_at=w.at, ended_by_id=w.by.id)
        open_ones = w.find(Duty, lock=True, kind=DutyKind.ACCEPT_AID_AGAIN.value, subject_row=one.id, state="open")
        meet_duties(w, open_ones, w.at)


def _plain(one: ErrorOfGroup) -> dict[str, object]:
    """An error as it is kept: without its numbers where too few were judged to tell them."""
    told = {"by": one.by, "name": one.name, "error": one.error, "too_few": one.too_few}
    return told if one.too_few else {**told, **asdict(one.rate)}
