"""The end of a victim's request for a review, always inside another act: what was found, and telling them due."""

from constabulary.casework.duties import find_open_duties_of, meet_duties, open_duties, supersede_duties
from constabulary.casework.investigation.crime import rulebook_of
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.outcomes.review_requests import Found, tell_of_review_due
from constabulary.records.facts.crimes import risk_of_crime
from constabulary.records.models import Crime, ReviewRequest
from constabulary.records.writing import Writing


def end_request(w: Writing, crime: Crime, request: ReviewRequest, found: Found, words: str) -> None:
    """End a request with what was found and why. What was due of deciding is done, unless the crime overtook it."""
    w.update(request, found=found.value, answer=words, answered_at=w.at, answered_by_id=w.by.id)
    deciding = find_open_duties_of(w, crime, DutyKind.REVIEW_DECISION, subject_row=request.id)
    if found is Found.OVERTAKEN:
        supersede_duties(w, deciding, w.at)
    else:
        meet_duties(w, deciding, w.at)
    due = tell_of_review_due(request.received_at, rulebook_of(w, crime), risk=risk_of_crime(crime))
    open_duties(w, [due], about=crime, subject_row=request.id)


def end_overtaken(w: Writing, crime: Crime, words: str) -> None:
    """A crime that is reopened for other reasons has no decision left to review: the victim is told so."""
    for one in w.find(ReviewRequest, lock=True, crime_id=crime.id):
        if not one.found:
            end_request(w, crime, one, Found.OVERTAKEN, words)
