"""Whether a victim counts as told of an outcome; and deciding, for their safety, that they cannot be told."""

from datetime import datetime

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties, supersede_duties
from constabulary.casework.investigation.crime import rulebook_of
from constabulary.casework.messages import latest_route
from constabulary.casework.victims.holding import hold_with_victim
from constabulary.policing.decisions import refuse_if
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.safe_route import Way
from constabulary.policing.victims.contact import TellingFacts, telling_of
from constabulary.policing.victims.telling import (
    RulingDetails,
    find_reasons_against_ruling,
    look_again_due,
    ruling_stands,
)
from constabulary.records.facts.crimes import contact_made, risk_of_crime
from constabulary.records.models import Crime, Outcome, TellingRuling, VictimUpdate
from constabulary.records.writing import Writing, writing
from constabulary.standards.victims import LOOK_AGAIN_AT_TELLING


def told_since(w: Writing, crime: Crime) -> datetime | None:
    """Since when telling counts: since the crime was last reopened or a proposal refused; None where neither ever was."""
    made = w.find(Outcome, crime_id=crime.id)
    refused = [one.decided_at for one in made if one.state == "refused" and one.decided_at is not None]
    reopened = _reopened_at(w, crime)
    return max([*refused, *([reopened] if reopened is not None else [])], default=None)


def _reopened_at(w: Writing, crime: Crime) -> datetime | None:
    return max((one.overtaken_at for one in w.find(Outcome, crime_id=crime.id) if one.overtaken_at), default=None)


def find_ruled_unsafe(w: Writing, crime: Crime) -> frozenset[str]:
    """The outcomes of which it is decided, and still holds, that the victim cannot safely be told.

    A proposal that is refused changes nothing of the danger: what was decided for their safety stands until it is looked at.
    """
    rulings = w.find(TellingRuling, crime_id=crime.id)
    if not rulings:
        return frozenset()
    since, reopened = _route_since(w, crime), _reopened_at(w, crime)
    return frozenset(
        one.outcome_type for one in rulings if ruling_stands(one.ruled_at, reopened_at=reopened, route_since=since)
    )


def _route_since(w: Writing, crime: Crime) -> datetime | None:
    """Since when there is a way by which the victim can safely be reached; None where there is none."""
    latest = latest_route(w, crime.victim_id) if crime.victim_id is not None else None
    return latest.confirmed_at if latest is not None and latest.way != Way.NONE.value else None


def telling_now(w: Writing, crime: Crime, outcome_type: str) -> TellingFacts:
    """Whether the victim was told of this outcome as it is proposed now."""
    made = [contact_made(one, crime) for one in w.find(VictimUpdate, crime_id=crime.id)]
    unsafe = outcome_type in find_ruled_unsafe(w, crime)
    return telling_of(made, outcome_type, since=told_since(w, crime), ruled_unsafe=unsafe)


def rule_telling_unsafe(*, crime: int, details: RulingDetails, by: Officer, at: datetime) -> None:
    """Decide that the victim cannot safely be told of the outcome that waits, or look again at that.

    Somebody looks again on a day, and goes on looking until they are told. It lapses when a safe way to reach them is
    confirmed or the crime is reopened. Raises NotPermitted, or NotAllowed with what the decision lacks.
    """
    check_may(by, Permission.WORK_VULNERABILITY_DESK)
    with writing(by=by, at=at, purpose="Deciding whether the victim can be told") as w:
        row = hold_with_victim(w, crime)
        rulebook = rulebook_of(w, row)
        made = next((one for one in w.find(Outcome, crime_id=row.id) if one.state == "proposed"), None)
        looked_at = find_open_duties_of(w, row, DutyKind.SEE_IF_SAFE_TO_TELL)
        # Looked at again while nothing is proposed, after a refusal or a reopening: it is of what was decided last.
        of_last = next((one.outcome_type for one in reversed(w.find(TellingRuling, crime_id=row.id))), "")
        outcome_type = made.outcome_type if made is not None else (row.outcome or of_last) if looked_at else ""
        proposer = made.proposed_by_id if made is not None else None
        refuse_if(
            find_reasons_against_ruling(
                details, something_waits=bool(outcome_type), is_their_crime=by.id in {row.officer_id, proposer},
                at=at, rulebook=rulebook,
            )
        )  # fmt: skip
        if details.look_again_on is None:
            raise LookupError("a decision without a day to look again was not refused")
        edition = rulebook[LOOK_AGAIN_AT_TELLING].edition
        w.entry(
            EntryKind.VICTIM_NOT_TOLD, subject=row, journey=row.journey_id, editions=[edition],
            facts={"outcome": outcome_type},
        )  # fmt: skip
        w.insert(
            TellingRuling(
                journey_id=row.journey_id,
                crime_id=row.id,
                outcome_type=outcome_type,
                tried=details.tried.strip(),
                danger=details.danger.strip(),
                instead=details.instead.strip(),
                look_again_on=details.look_again_on,
                edition=edition,
                ruled_at=at,
                ruled_by_id=by.id,
            )
        )
        meet_duties(w, looked_at, at)
        supersede_duties(w, find_open_duties_of(w, row, DutyKind.TELL_VICTIM_OF_OUTCOME), at)
        due = [look_again_due(details.look_again_on, rulebook, risk=risk_of_crime(row))]
        open_duties(w, due, about=row, person_id=row.victim_id)
