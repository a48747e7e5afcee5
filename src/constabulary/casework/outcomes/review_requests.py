"""A victim asks for a decision to be reviewed: kept as it came, given to somebody who had no part, answered with reasons."""

from datetime import datetime

from constabulary.access.officers import Officer, authority_of_rank, check_may
from constabulary.access.permissions import Permission
from constabulary.access.ranks import Rank
from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties
from constabulary.casework.investigation.crime import rulebook_of
from constabulary.casework.outcomes.deciding import reopen_in_act
from constabulary.casework.outcomes.review_ending import end_request
from constabulary.casework.reading import NoSuchRecord, OpenedCrime, open_crime
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import NotAllowed, Reasons, refuse_if
from constabulary.policing.desks import DESK_OF_AUTHORITY
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.outcomes.review_requests import (
    Found,
    RequestDetails,
    find_duties_of_request,
    find_reasons_against_answer,
    find_reasons_against_request,
    kind_of_decision,
)
from constabulary.policing.victims.code import (
    ReviewFacts,
    find_reasons_against_review,
    find_reasons_against_reviewer,
    rank_to_review,
    review_dates,
)
from constabulary.policing.victims.incoming import Meaning, find_duty_of_incoming
from constabulary.records.facts.crimes import crime_facts, has_victim, risk_of_crime
from constabulary.records.journal import write_reading
from constabulary.records.models import Crime, Outcome, ReviewRequest, Suspect
from constabulary.records.queries.crimes import CrimeView
from constabulary.records.queries.review_requests import (
    RequestView,
    ReviewedOutcome,
    had_a_part,
    outcome_under_review,
    ranks_of,
    requests_of,
)
from constabulary.records.writing import Writing, writing
from constabulary.standards.calendar import local_day
from constabulary.standards.outcomes import OUTCOMES
from constabulary.standards.rulebook import Moments, Rulebook
from constabulary.standards.values import value
from constabulary.standards.victims import RIGHT_TO_REVIEW


def ask_for_review(*, crime: int, details: RequestDetails, by: Officer, at: datetime) -> None:
    """Record that a victim asks for the decision that stands to be reviewed; who answers it has it due.

    Where there is no right to a review the request is kept with why, and answering them is due. Raises NotPermitted, or
    NotAllowed with what the record lacks.
    """
    check_may(by, Permission.UPDATE_VICTIM)
    with writing(by=by, at=at, purpose="Recording that the victim asks for a review") as w:
        row = w.lock(Crime, crime)
        made = next((one for one in w.find(Outcome, crime_id=row.id) if one.state == "approved"), None)
        asked = [
            one for one in w.find(ReviewRequest, crime_id=row.id) if made is not None and one.outcome_id == made.id
        ]
        decided_at = made.decided_at if made is not None else None
        is_asked = any(one.found != Found.NO_RIGHT for one in asked)
        refuse_if(
            find_reasons_against_request(
                details, has_victim=has_victim(row), decided_at=decided_at, is_asked=is_asked, at=at
            )
        )
        if made is None or details.received_at is None:
            raise LookupError("a request without a decision or a moment was not refused")
        rulebook = rulebook_of(w, row)
        against = find_reasons_against_review(
            _review_facts(w, row, made), asked_at=details.received_at, rulebook=rulebook
        )
        edition = rulebook[RIGHT_TO_REVIEW].edition
        codes = [one.code for one in against]
        w.entry(
            EntryKind.VICTIM_ASKED_REVIEW, subject=row, journey=row.journey_id, editions=[edition], reasons=codes,
            facts={"outcome": made.outcome_type},
        )  # fmt: skip
        request = w.insert(
            ReviewRequest(
                id=w.new_id(), journey_id=row.journey_id, crime_id=row.id, outcome_id=made.id,
                came_as=details.came_as.value, from_safe_route=details.from_safe_route, words=details.words,
                against=codes, edition=edition, received_at=details.received_at, recorded_at=at, recorded_by_id=by.id,
                found=Found.NO_RIGHT.value if against else "",
            )
        )  # fmt: skip
        meet_duties(w, find_open_duties_of(w, row, DutyKind.OFFER_REVIEW), at)
        if against:
            _answer_due(w, row, rulebook)
        else:
            desk = DESK_OF_AUTHORITY[authority_of_rank(_rank_needed(made, rulebook))]
            due = find_duties_of_request(details.received_at, rulebook, desk=desk, risk=risk_of_crime(row))
            open_duties(w, due, about=row, subject_row=request.id)


def _answer_due(w: Writing, crime: Crime, rulebook: Rulebook) -> None:
    due = find_duty_of_incoming(Meaning.ASKS, rulebook, at=w.at, risk=risk_of_crime(crime))
    if due is not None and not find_open_duties_of(w, crime, due.kind):
        open_duties(w, [due], about=crime, owner_id=crime.officer_id, team_id=crime.team_id)


def _review_facts(w: Writing, crime: Crime, made: Outcome) -> ReviewFacts:
    if made.decided_at is None:
        raise LookupError(f"outcome {made.id} stands and was never decided")
    kind = kind_of_decision(OUTCOMES.entry(made.outcome_type, Moments(decision=made.decided_at)))
    suspects = [one for one in w.find(Suspect, crime_id=crime.id) if one.id == made.suspect_id]
    return ReviewFacts(
        decided_at=made.decided_at,
        happened_on=local_day(crime.occurred_from),
        suspect_identified=bool(suspects),
        interviewed_under_caution=any(one.interviewed_at is not None for one in suspects),
        charged_or_prosecutors_decision=kind.charged_or_prosecutors_decision,
        out_of_court=kind.out_of_court,
        victim_withdrew=kind.victim_withdrew,
        enquiries_discontinued=kind.enquiries_discontinued,
        summary_only=crime_facts(crime).offence.is_summary_only,
    )


def _rank_of_decider(decided_by: int | None) -> int:
    return ranks_of([decided_by])[decided_by] if decided_by is not None else int(Rank.STAFF)


def _rank_needed(made: Outcome, rulebook: Rulebook) -> Rank:
    decider = _rank_of_decider(made.decided_by_id)
    return Rank(rank_to_review(decider, highest_rank=max(Rank), rulebook=rulebook))


def _against_reviewer(officer: Officer, outcome: int, decided_by: int | None, rulebook: Rulebook) -> Reasons:
    return find_reasons_against_reviewer(
        reviewer_rank=officer.rank, decider_rank=_rank_of_decider(decided_by), highest_rank=max(Rank),
        was_involved=officer.id in had_a_part(outcome), rulebook=rulebook,
    )  # fmt: skip


def answer_review(*, crime: int, found: Found | None, words: str, by: Officer, at: datetime) -> None:
    """Answer a victim's request: the decision stands, or is overturned and the crime reopened, with reasons either way.

    Raises NotPermitted; NotAllowed for whoever had a part in the decision or is not a rank above whoever made it, and
    for what the answer lacks.
    """
    check_may(by, Permission.DECIDE_OUTCOME)
    with writing(by=by, at=at, purpose="Reviewing a decision that the victim asked to have reviewed") as w:
        row = w.lock(Crime, crime)
        request = next((one for one in w.find(ReviewRequest, lock=True, crime_id=row.id) if not one.found), None)
        if request is None or found is None:
            raise NotAllowed(list(find_reasons_against_answer(found, words, is_waiting=request is not None)))
        made = w.find(Outcome, id=request.outcome_id)[0]
        refuse_if(
            (
                *_against_reviewer(by, made.id, made.decided_by_id, rulebook_of(w, row)),
                *find_reasons_against_answer(found, words, is_waiting=True),
            )
        )
        w.entry(
            EntryKind.VICTIM_REVIEW_ANSWERED, subject=row, journey=row.journey_id, editions=[request.edition],
            facts={"found": found.value, "outcome": made.outcome_type},
        )  # fmt: skip
        end_request(w, row, request, found, words)
        if found is Found.OVERTURNED:
            reopen_in_act(w, row, words)


@value
class OpenedReview:
    """A request that waits, with the decision that it is about, and why whoever looks may not answer it."""

    opened: OpenedCrime
    request: RequestView
    outcome: ReviewedOutcome
    complete_by: datetime
    against: Reasons

    @property
    def crime(self) -> CrimeView:
        """The crime it is about."""
        return self.opened.crime


def open_review(*, reference: str, purpose: str, by: Officer, at: datetime) -> OpenedReview:
    """The request that waits on a crime. Raises NotPermitted, or NoSuchRecord where none waits."""
    check_may(by, Permission.DECIDE_OUTCOME)
    opened = open_crime(reference=reference, purpose=purpose, by=by, at=at)
    crime = opened.crime
    request = next((one for one in requests_of(crime.id) if not one.found), None)
    outcome = outcome_under_review(request.outcome_id) if request is not None else None
    if request is None or outcome is None:
        raise NoSuchRecord(reference)
    write_reading(
        EntryKind.READ_REVIEW_REQUEST, subject=f"review of crime {reference}", subject_row=crime.id,
        journey=crime.journey_id, by=by, at=at, purpose=purpose, shown=[crime.id, request.id, request.outcome_id],
    )  # fmt: skip
    rulebook = read_rulebook(Moments(decision=at))
    return OpenedReview(
        opened=opened,
        request=request,
        outcome=outcome,
        complete_by=review_dates(request.received_at, rulebook).complete_by,
        against=_against_reviewer(by, request.outcome_id, outcome.decided_by, rulebook),
    )
