"""Custody, bail and release under investigation as data: the record's reference, decisions by the right rank, clocks.

Decisions on detention and bail are made elsewhere and taken over from the custody record. Who made one is found by their
number, so that its rank is read from their record and not typed.
"""

from datetime import datetime, timedelta

from constabulary.access.officers import Officer, check_authority, check_in_charge, check_may, holds_authority
from constabulary.access.permissions import Permission
from constabulary.access.ranks import Rank
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties, supersede_duties
from constabulary.casework.investigation.changes import owe_change_of_suspect
from constabulary.casework.investigation.crime import rulebook_of, supervisor_of
from constabulary.casework.investigation.suspects import (
    arrest_of,
    bail_facts_of,
    by_arrest,
    hold_crime_of,
    note_event,
    wind_bail,
)
from constabulary.policing.decisions import NotAllowed, refuse_if
from constabulary.policing.desks import DESK_OF_AUTHORITY, Authority, Desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.bail import BailFacts, find_bail_periods, find_last_looker
from constabulary.policing.investigation.clocks import DetentionFacts
from constabulary.policing.investigation.detention import (
    NO_CUSTODY_RECORD,
    NOT_ON_BAIL,
    NOT_RELEASED,
    RANK_FOR,
    BailExtension,
    CustodyDetails,
    DetentionAct,
    DetentionDecided,
    OpenLook,
    authority_of_release_review,
    authority_over_detention,
    bail_looks_due,
    detention_due,
    find_looks_done,
    find_reasons_against_bail_extension,
    find_reasons_against_custody,
    find_reasons_against_decision,
    find_reasons_against_designation,
    find_reasons_against_look,
    release_review_due,
)
from constabulary.policing.investigation.suspects import WORDS_MISSING, SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.facts.crimes import risk_of_crime
from constabulary.records.models import Crime, CustodyRecord, DetentionDecision, Suspect, SuspectEvent
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import Writing, writing
from constabulary.standards.custody import BAIL_DESIGNATED_BY, COURT
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value

S = SuspectStatus
PURPOSE = "Working the crime"
OF_BAIL = (DutyKind.LOOK_AT_BAIL, DutyKind.DECIDE_BAIL)
DETENTION = (DutyKind.REVIEW_DETENTION, DutyKind.END_DETENTION)
AUTHORITY_FOR = {
    DetentionAct.REVIEW: "inspector",
    DetentionAct.EXTENSION: "superintendent",
    DetentionAct.WARRANT: COURT,
}
RANKS = {
    Authority.SUPERVISOR: Rank.SERGEANT, Authority.INSPECTOR: Rank.INSPECTOR,
    Authority.SUPERINTENDENT: Rank.SUPERINTENDENT, Authority.CHIEF_OFFICER: Rank.CHIEF_OFFICER,
}  # fmt: skip


@value
class DecisionTaken:
    """A decision on detention as it is entered: by whom (their number; a court has none), when, and what was found."""

    act: DetentionAct
    moment: datetime
    decider: str = ""
    hours: int = 0
    reference: str = ""
    diligent: bool = False
    needed: bool = False
    words: str = ""


def note_custody(*, suspect: int, details: CustodyDetails, by: Officer, at: datetime) -> None:
    """Note the custody record of somebody in custody: from it their detention is counted.

    One noted wrongly is noted anew; the newest counts. Raises NotPermitted, or NotAllowed with what does not fit.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = w.lock(Suspect, suspect)
        crime = hold_crime_of(w, row.crime_id)
        check_in_charge(by, crime.officer_id)
        refuse_if(find_reasons_against_custody(details, detained=row.state == S.ARRESTED_IN_CUSTODY.value, at=at))
        w.entry(
            EntryKind.CUSTODY_NOTED, subject=crime, journey=crime.journey_id, facts={"reference": details.reference}
        )
        kept = w.insert(
            CustodyRecord(
                id=w.new_id(),
                journey_id=row.journey_id,
                suspect_id=row.id,
                reference=details.reference.strip(),
                arrested_at=details.arrested_at,
                arrived_at=details.arrived_at,
                authorised_at=details.authorised_at,
                indictable=details.indictable,
                noted_at=at,
                noted_by_id=by.id,
            )
        )
        _count_detention(w, crime, row, kept, met=())


def decide_detention(*, suspect: int, taken: DecisionTaken, by: Officer, at: datetime) -> None:
    """Note a review, an extension or a warrant from the custody record; the next review and limit follow from it.

    Raises NotPermitted, or NotAllowed: with no custody record, by a rank that may not, or when the law gives no more.
    """
    check_may(by, Permission.INVESTIGATE)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = w.lock(Suspect, suspect)
        crime = hold_crime_of(w, row.crime_id)
        check_in_charge(by, crime.officer_id)
        kept = _custody_of(w, row)
        if kept is None:
            raise NotAllowed([NO_CUSTODY_RECORD])
        law = _law(w, crime, kept)
        authority = authority_over_detention(taken.act, law)
        decider = _decider(w, taken.decider)
        facts = _facts(w, kept)
        refuse_if(
            find_reasons_against_decision(
                DetentionDecided(
                    act=taken.act, moment=taken.moment, hours=taken.hours, reference=taken.reference,
                    diligent=taken.diligent, needed=taken.needed,
                    right_rank=authority == COURT or _may_decide(decider, authority, crime),
                ),
                facts, at=at, rulebook=law,
            )
        )  # fmt: skip
        w.entry(
            EntryKind.DETENTION_DECIDED, subject=crime, journey=crime.journey_id,
            facts={"act": taken.act.value, "authority": authority},
        )  # fmt: skip
        w.insert(
            DetentionDecision(
                journey_id=row.journey_id,
                custody_id=kept.id,
                act=taken.act.value,
                officer_id=decider.id if decider is not None and authority != COURT else None,
                authority=authority,
                hours=taken.hours if taken.act is DetentionAct.WARRANT else 0,
                reference=taken.reference.strip(),
                words=taken.words,
                moment=taken.moment,
                noted_at=at,
                noted_by_id=by.id,
            )
        )
        # A review is done by its review alone; a limit moved is met by what moved it.
        met = DutyKind.REVIEW_DETENTION if taken.act is DetentionAct.REVIEW else DutyKind.END_DETENTION
        _count_detention(w, crime, row, kept, met=(met,))


def extend_bail(
    *,
    suspect: int,
    until: datetime,
    authority: str,
    decider: str,
    reference: str,
    words: str,
    by: Officer,
    at: datetime,
) -> None:
    """Note that bail was extended: until when, by which authority under the law of the arrest, under which reference.

    Raises NotPermitted, or NotAllowed: too late, not longer, or longer than that rank may give.
    """
    check_may(by, Permission.DECIDE_BAIL)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = w.lock(Suspect, suspect)
        crime = hold_crime_of(w, row.crime_id)
        _check_decides_bail(by, crime)
        if row.state != S.BAILED_PRE_CHARGE.value or row.until is None:
            raise NotAllowed([NOT_ON_BAIL])
        arrested_at = arrest_of(w, row)
        law = by_arrest(rulebook_of(w, crime), arrested_at)
        facts = bail_facts_of(w, row)
        by_whom = _decider(w, decider)
        asked = BailExtension(
            until=until, authority=authority, reference=reference,
            right_rank=authority in RANK_FOR and _may_decide(by_whom, authority, crime),
        )  # fmt: skip
        refuse_if(find_reasons_against_bail_extension(asked, facts, ends_at=row.until, at=at, rulebook=law))
        w.entry(
            EntryKind.BAIL_EXTENDED, subject=crime, journey=crime.journey_id,
            facts={"authority": authority, "until": until.isoformat()},
        )  # fmt: skip
        w.update(row, until=until)
        note_event(w, row, "bail_extended", words, moment=until, reference=reference)
        meet_duties(w, find_open_duties_of(w, crime, *OF_BAIL, subject_row=row.id), at)
        step = next(one for one in find_bail_periods(facts, law) if one.authority == authority)
        wind_bail(w, crime, row, min(until, step.due_at or until), law)
        owe_change_of_suspect(w, crime, row)


def designate_case(*, suspect: int, reference: str, words: str, by: Officer, at: datetime) -> None:
    """Note that the Director of Public Prosecutions designated the case of somebody on bail as exceptionally complex.

    From then on a chief officer may extend their bail, and looks before it ends. Raises NotPermitted without the rank that
    notes it; NotAllowed before a superintendent extended bail, once it ended, a second time, or without reference or reason.
    """
    check_may(by, Permission.DECIDE_BAIL)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = w.lock(Suspect, suspect)
        crime = hold_crime_of(w, row.crime_id)
        facts = bail_facts_of(w, row)
        law = by_arrest(rulebook_of(w, crime), facts.arrested_at)
        check_authority(by, Authority(law[BAIL_DESIGNATED_BY].value))
        until = row.until if row.state == S.BAILED_PRE_CHARGE.value else None
        refuse_if(
            find_reasons_against_designation(
                facts, ends_at=until, reference=reference, words=words, at=at, rulebook=law
            )
        )
        w.entry(
            EntryKind.CASE_DESIGNATED, subject=crime, journey=crime.journey_id, facts={"reference": reference.strip()}
        )
        note_event(w, row, "case_designated", words, reference=reference)
        if until is not None:
            _move_last_looks(w, crime, row, until, facts, law)


def _move_last_looks(w: Writing, crime: Crime, row: Suspect, until: datetime, before: BailFacts, law: Rulebook) -> None:
    """The last looks that are still open, late or not, wait with whoever decides next from now on."""
    desk = DESK_OF_AUTHORITY[find_last_looker(until, before, law)].value
    standing = find_open_duties_of(w, crime, DutyKind.LOOK_AT_BAIL, subject_row=row.id)
    last = {one.due_at: one for one in standing if one.desk == desk}
    supersede_duties(w, last.values(), w.at)
    earliest = min(last, default=until) - timedelta(seconds=1)
    due = bail_looks_due(until, bail_facts_of(w, row), law, at=earliest, risk=risk_of_crime(crime))
    open_duties(w, [one for one in due if one.due_at in last], about=crime, team_id=crime.team_id, subject_row=row.id)


def look_at_bail(*, suspect: int, words: str, by: Officer, at: datetime) -> None:
    """Note what is still to do before somebody's bail ends, and whether it will have to be extended.

    It does the look that is due of whoever takes it: the officer in the case their own, a supervisor theirs and an
    officer's, all where they hold the rank that the law of the arrest asks to decide next. Raises NotPermitted, or NotAllowed for somebody not on bail, or without words.
    """
    check_may(by, Permission.DECIDE_BAIL)
    with writing(by=by, at=at, purpose=PURPOSE) as w:
        row = w.lock(Suspect, suspect)
        crime = hold_crime_of(w, row.crime_id)
        _check_decides_bail(by, crime)
        refuse_if(find_reasons_against_look(on_bail=row.state == S.BAILED_PRE_CHARGE.value, words=words))
        w.entry(EntryKind.BAIL_LOOKED_AT, subject=crime, journey=crime.journey_id)
        note_event(w, row, "bail_looked_at", words)
        there = find_open_duties_of(w, crime, DutyKind.LOOK_AT_BAIL, subject_row=row.id)
        done = find_looks_done(
            [OpenLook(desk=Desk(one.desk), due_at=one.due_at) for one in there],
            desks=_desks_looked_for(w, by, crime, row), at=at,
        )  # fmt: skip
        meet_duties(w, [one for one in there if OpenLook(desk=Desk(one.desk), due_at=one.due_at) in done], at)


def _check_decides_bail(by: Officer, crime: Crime) -> None:
    """Whoever is in charge, supervises, or has a rank that the law asks to decide on bail."""
    if not holds_authority(by, Authority.SUPERINTENDENT):
        check_in_charge(by, crime.officer_id)


def _desks_looked_for(w: Writing, by: Officer, crime: Crime, row: Suspect) -> tuple[Desk, ...]:
    if by.id == crime.officer_id:
        # Nobody looks over their own shoulder, whatever their rank.
        return (Desk.INVESTIGATION,)
    facts = bail_facts_of(w, row)
    last = find_last_looker(row.until or w.at, facts, by_arrest(rulebook_of(w, crime), facts.arrested_at))
    below = (Desk.INVESTIGATION, Desk.SUPERVISION)
    return (*below, Desk.INSPECTORS, DESK_OF_AUTHORITY[last]) if holds_authority(by, last) else below


def review_release(*, suspect: int, words: str, by: Officer, at: datetime) -> None:
    """Review a release under investigation, with the rank that this review takes; the next is due by the standard.

    Raises NotPermitted without that rank; NotAllowed for somebody not released, or without words.
    """
    check_may(by, Permission.REVIEW_AS_SUPERVISOR)
    with writing(by=by, at=at, purpose="Reviewing a release") as w:
        row = w.lock(Suspect, suspect)
        crime = hold_crime_of(w, row.crime_id)
        law = by_arrest(rulebook_of(w, crime), arrest_of(w, row))
        done = _reviews_of_release(w, row)
        check_authority(by, authority_of_release_review(law, done=done))
        refuse_if(
            (
                *(() if row.state == S.UNDER_INVESTIGATION.value else (NOT_RELEASED,)),
                *(() if words.strip() else (WORDS_MISSING,)),
            )
        )
        w.entry(EntryKind.RELEASE_REVIEWED, subject=crime, journey=crime.journey_id)
        note_event(w, row, "release_reviewed", words)
        meet_duties(w, find_open_duties_of(w, crime, DutyKind.REVIEW_RELEASE, subject_row=row.id), at)
        due = release_review_due(row.since, law, done=done + 1, at=at, risk=risk_of_crime(crime))
        # What takes a higher rank than theirs waits at a desk, on no supervisor's list.
        owner = supervisor_of(w, crime) if due.desk is Desk.SUPERVISION else None
        open_duties(w, [due], about=crime, owner_id=owner, team_id=crime.team_id, subject_row=row.id)


def _reviews_of_release(w: Writing, row: Suspect) -> int:
    events = w.find(SuspectEvent, suspect_id=row.id)
    return sum(one.kind == "release_reviewed" and one.noted_at >= row.since for one in events)


def _custody_of(w: Writing, row: Suspect) -> CustodyRecord | None:
    """The custody record of the present detention; None where somebody is not in custody or none is noted."""
    if row.state != S.ARRESTED_IN_CUSTODY.value:
        return None
    kept = [one for one in w.find(CustodyRecord, suspect_id=row.id) if one.noted_at >= row.since]
    return max(kept, key=lambda one: (one.noted_at, one.id), default=None)


def _law(w: Writing, crime: Crime, kept: CustodyRecord) -> Rulebook:
    return by_arrest(rulebook_of(w, crime), kept.arrested_at)


def _facts(w: Writing, kept: CustodyRecord) -> DetentionFacts:
    decisions = w.find(DetentionDecision, custody_id=kept.id)
    return DetentionFacts(
        arrested_at=kept.arrested_at,
        arrived_at=kept.arrived_at,
        authorised_at=kept.authorised_at,
        reviewed_at=tuple(sorted(one.moment for one in decisions if one.act == DetentionAct.REVIEW.value)),
        indictable=kept.indictable,
        extended=any(one.act == DetentionAct.EXTENSION.value for one in decisions),
        warrants=tuple(timedelta(hours=one.hours) for one in decisions if one.act == DetentionAct.WARRANT.value),
    )


def _count_detention(w: Writing, crime: Crime, row: Suspect, kept: CustodyRecord, *, met: tuple[DutyKind, ...]) -> None:
    standing = find_open_duties_of(w, crime, *DETENTION, subject_row=row.id)
    meet_duties(w, [one for one in standing if one.kind in met], w.at)
    supersede_duties(w, [one for one in standing if one.kind not in met], w.at)
    due = detention_due(_facts(w, kept), _law(w, crime, kept), risk=risk_of_crime(crime))
    open_duties(w, due, about=crime, team_id=crime.team_id, subject_row=row.id)


def _decider(w: Writing, number: str) -> OfficerRow | None:
    return next(iter(w.find(OfficerRow, collar_number=number.strip().upper())), None) if number.strip() else None


def _may_decide(officer: OfficerRow | None, authority: str, crime: Crime) -> bool:
    if officer is None or not officer.is_active or officer.id == crime.officer_id:
        return False
    return Rank(officer.rank) >= RANKS[RANK_FOR[authority]]
