"""Opening what concerns the victim of a crime, and the victims' desk; journalled with everything shown."""

from collections.abc import Mapping
from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.reading import OpenedCrime, open_crime
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.safe_route import IN_WRITING, Way
from constabulary.policing.victims.duties import ACKNOWLEDGED_BY
from constabulary.policing.victims.rights import Right, find_rights
from constabulary.records.journal import write_reading
from constabulary.records.queries import review_requests, victims, victims_words
from constabulary.records.queries.crimes import CrimeView
from constabulary.records.queries.due_lines import DuePart, due_parts
from constabulary.records.queries.messages import RouteView
from constabulary.records.queries.outcomes import suspects_of_crime
from constabulary.records.queries.protection import is_sealed_from_asker
from constabulary.records.queries.reach import Reaches, reach_in_crime
from constabulary.records.queries.review_requests import RequestView
from constabulary.records.queries.victims import AgreementView, NeedsView, PositionView, UpdateView
from constabulary.records.queries.victims_words import IncomingView, MeasuresView, OfferView, RulingView
from constabulary.records.queries.worklists import DutyLine
from constabulary.standards.values import value
from constabulary.standards.victims import GOES_ON as GOES_ON_RULE

NEEDS = (DutyKind.ASSESS_NEEDS, *ACKNOWLEDGED_BY, DutyKind.AGREE_CONTACT, DutyKind.CONTACT_VICTIM_FIRST)
UPDATES = (
    DutyKind.UPDATE_VICTIM, DutyKind.TELL_VICTIM_OF_CHANGE, DutyKind.TELL_VICTIM_OF_OUTCOME, DutyKind.ANSWER_VICTIM,
    DutyKind.ASK_VICTIM_ALONE, DutyKind.SEE_IF_SAFE_TO_TELL,
)  # fmt: skip
SUPPORT = (DutyKind.REFER_TO_SUPPORT, DutyKind.FOLLOW_REFERRAL, DutyKind.SEE_REFERRAL_TAKEN)
RIGHTS = (
    DutyKind.OFFER_REVIEW, DutyKind.ACKNOWLEDGE_REVIEW, DutyKind.TELL_OF_REVIEW, DutyKind.OFFER_PERSONAL_STATEMENT,
    DutyKind.ASK_SPECIAL_MEASURES,
)  # fmt: skip
#: What waits at the desk, in the order of its page.
PARTS = {"updates": UPDATES, "needs": NEEDS, "support": SUPPORT, "rights": RIGHTS}
OWED = (*NEEDS, *UPDATES, DutyKind.REFER_TO_SUPPORT, *RIGHTS, DutyKind.REVIEW_DECISION)

#: What a victim is told of a case whose outcome was refused, or no longer stands.
GOES_ON = "The investigation goes on"


@value
class ChangeToTell:
    """A change that waits to be told to a victim: of whom, as far as whoever asks may know, what, and when it happened."""

    duty: int
    who: str
    what: str
    happened_at: datetime


@value
class OpenedVictim:
    """What concerns the victim of a crime: how they are reached first of all, then what was agreed, said and owed."""

    opened: OpenedCrime
    reference: str
    route: RouteView | None
    agreements: tuple[AgreementView, ...]
    updates: tuple[UpdateView, ...]
    needs: tuple[NeedsView, ...]
    positions: tuple[PositionView, ...]
    incoming: tuple[IncomingView, ...]
    rulings: tuple[RulingView, ...]
    offers: tuple[OfferView, ...]
    measures: tuple[MeasuresView, ...]
    reviews: tuple[RequestView, ...]
    rights: tuple[Right, ...]
    owed: tuple[DutyLine, ...]
    is_sealed: bool
    asked: DutyLine | None
    reach: Reaches = Reaches()
    #: For those who say which of them were told.
    changes: tuple[ChangeToTell, ...] = ()

    @property
    def crime(self) -> CrimeView:
        """The crime whose victim it is."""
        return self.opened.crime

    @property
    def safety_matters(self) -> bool:
        """Whether contact goes by the safe route only: in domestic abuse and stalking, and wherever one was agreed.

        And where nobody else may learn that they rang.
        """
        is_danger = self.crime.domestic_abuse or self.crime.stalking or self.reach.must_not_know
        return is_danger or self.route is not None

    @property
    def waits_to_be_asked(self) -> bool:
        """Whether a message could mean that they withdraw, and nobody has asked them alone yet."""
        return any(one.kind is DutyKind.ASK_VICTIM_ALONE for one in self.owed)

    @property
    def outcome_to_tell(self) -> bool:
        """Whether an outcome waits that they are to be told of, or somebody is to look again whether they can be."""
        telling = {DutyKind.TELL_VICTIM_OF_OUTCOME, DutyKind.SEE_IF_SAFE_TO_TELL}
        return any(one.kind in telling for one in self.owed)

    @property
    def may_ask_for_review(self) -> bool:
        """Whether a decision stands and there is a victim who can ask for it to be looked at again."""
        return self.crime.state == "finalised" and self.crime.has_victim

    @property
    def is_safe(self) -> bool:
        """Whether a way to reach them is confirmed."""
        return self.route is not None and self.route.way != Way.NONE.value

    @property
    def may_be_written_to(self) -> bool:
        """Whether the confirmed way is one by which anything may go in writing."""
        return self.route is not None and self.route.way in IN_WRITING


def open_victim(
    *, reference: str, purpose: str, by: Officer, at: datetime, names_changes: bool = False
) -> OpenedVictim:
    """What concerns the victim of a crime; `names_changes` says of each change to tell whose it is.

    Raises NotPermitted or NoSuchRecord.
    """
    check_may(by, Permission.UPDATE_VICTIM)
    opened = open_crime(reference=reference, purpose=purpose, by=by, at=at)
    crime = opened.crime
    reach = reach_in_crime(crime.id, crime.journey_id)
    route = next((one.route for one in reach.people), None)
    suspects = suspects_of_crime(crime.id) if names_changes else []
    owed = tuple(one for one in opened.duties if one.kind in OWED and one.crime_id == crime.id)
    shown = [crime.id, *(one for one in (crime.victim_id, route.id if route else None) if one is not None)]
    write_reading(
        EntryKind.READ_VICTIM, subject=f"victim of crime {reference}", subject_row=crime.id, journey=crime.journey_id,
        by=by, at=at, purpose=purpose, shown=[*shown, *(one.person_id for one in suspects if one.person_id is not None)],
    )  # fmt: skip
    return OpenedVictim(
        opened=opened,
        reference=victims.victim_reference(crime.victim_id) if crime.victim_id else "",
        route=route,
        reach=reach,
        agreements=tuple(victims.agreements_of(crime.id)),
        updates=tuple(victims.updates_of(crime.id)),
        needs=tuple(victims.needs_of(crime.id)),
        positions=tuple(victims.positions_of(crime.id)),
        incoming=tuple(victims_words.incoming_of(crime.id)),
        rulings=tuple(victims_words.rulings_of(crime.id)),
        offers=tuple(victims_words.offers_of(crime.id)),
        measures=tuple(victims_words.measures_of(crime.id)),
        reviews=tuple(review_requests.requests_of(crime.id)),
        rights=find_rights(victims_words.owed_to_victim(crime.id), at=at),
        is_sealed=is_sealed_from_asker(crime.victim_id) if crime.victim_id else False,
        asked=next((one for one in opened.duties if one.kind is DutyKind.GIVE_NEED and one.crime_id == crime.id), None),
        owed=owed,
        changes=_changes(owed, {one.id: one.name for one in suspects}) if names_changes else (),
    )


def _changes(owed: tuple[DutyLine, ...], names: Mapping[int, str]) -> tuple[ChangeToTell, ...]:
    """Each change that waits, soonest due first. A name that whoever asks may not see leaves the suspect's number."""
    waiting = sorted(
        (one for one in owed if one.kind is DutyKind.TELL_VICTIM_OF_CHANGE), key=lambda one: (one.due_at, one.id)
    )
    return tuple(
        ChangeToTell(
            duty=one.id,
            who=", ".join(part for part in (f"Suspect {one.suspect}", names.get(one.subject_row or 0, "")) if part),
            what=SuspectStatus(one.became).label.lower(),
            happened_at=one.opened_at,
        )
        if one.became
        else ChangeToTell(
            duty=one.id, who="", what=GOES_ON if one.rule == GOES_ON_RULE.name else one.title, happened_at=one.opened_at
        )
        for one in waiting
    )


def open_victims_desk(
    *, purpose: str, by: Officer, at: datetime, shown: tuple[str, ...] = tuple(PARTS), most: int = 50, skip: int = 0
) -> dict[str, DuePart]:
    """What victims are owed by part, each counted, lines of those `shown`. Raises NotPermitted."""
    check_may(by, Permission.WORK_VICTIMS_DESK)
    found = due_parts(PARTS, shown=shown, at=at, most=most, skip=skip)
    write_reading(
        EntryKind.READ_WORKLIST, subject="desk victims", subject_row=by.id, by=by, at=at, purpose=purpose,
        shown=[line.id for part in found.values() for line in part.lines],
    )  # fmt: skip
    return found
