"""What a victim needs, assessed and assessed again."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, meet_duties
from constabulary.casework.identity import numbers_of_one
from constabulary.casework.victims.holding import hold_with_victim
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.victims.needs import NeedsDetails, SupportReferral, find_reasons_against_needs
from constabulary.policing.vulnerability.referrals import ReferralTo, met_by_referral
from constabulary.records.models import Crime, Referral, VictimNeeds
from constabulary.records.writing import Writing, writing


def assess_needs(*, crime: int, needs: NeedsDetails, by: Officer, at: datetime) -> None:
    """Assess what a victim needs; a ground for enhanced rights is never taken away again by a later assessment."""
    check_may(by, Permission.UPDATE_VICTIM)
    with writing(by=by, at=at, purpose="Assessing the victim's needs") as w:
        row = hold_with_victim(w, crime)
        refuse_if(find_reasons_against_needs(needs, has_referral=_is_referred(w, row)))
        w.entry(EntryKind.VICTIM_NEEDS_ASSESSED, subject=row, journey=row.journey_id)
        w.insert(
            VictimNeeds(
                journey_id=row.journey_id,
                crime_id=row.id,
                needs=[one.value for one in needs.needs],
                enhanced_because=[one.value for one in needs.enhanced_because],
                special_measures=needs.special_measures,
                support=needs.support.value,
                words=needs.words,
                assessed_at=at,
                assessed_by_id=by.id,
            )
        )
        w.update(row, enhanced_rights=row.enhanced_rights or bool(needs.enhanced_because))
        met = [DutyKind.ASSESS_NEEDS]
        if needs.support is not SupportReferral.NOT_YET:
            met.append(DutyKind.REFER_TO_SUPPORT)
        meet_duties(w, find_open_duties_of(w, row, *met), at)


def _is_referred(w: Writing, crime: Crime) -> bool:
    """Whether the victim was referred to a support service in this journey, and it was not declined by the service."""
    theirs = numbers_of_one(w, crime.victim_id) if crime.victim_id is not None else []
    return any(
        one.person_id in theirs
        and one.state != "declined"
        and DutyKind.REFER_TO_SUPPORT in met_by_referral(ReferralTo(one.sent_to))
        for one in w.find(Referral, journey_id=crime.journey_id)
    )
