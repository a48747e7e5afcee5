"""What was passed up and waits: found and answered inside another act."""

from constabulary.casework.duties import find_open_duties_of, supersede_duties
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.supervision.passing_up import Answer, Passing
from constabulary.records.models import Crime, PassedUp
from constabulary.records.writing import Writing


def find_waiting(w: Writing, crime: Crime, passing: Passing) -> PassedUp | None:
    """What was passed up about a crime and waits for an answer, if anything does."""
    found = w.find(PassedUp, lock=True, crime_id=crime.id, passing=passing.value, answer="")
    return found[0] if found else None


def answer_passed(w: Writing, passed: PassedUp, answer: Answer, words: str) -> None:
    """Note what came of it, as part of an act whose entry is begun."""
    w.update(passed, answer=answer.value, words=words.strip(), answered_at=w.at, answered_by_id=w.by.id)


def overtake_over_limit(w: Writing, crime: Crime) -> None:
    """Whoever was asked about an officer's limit need not answer any more: the crime went another way."""
    waiting = find_waiting(w, crime, Passing.OVER_LIMIT)
    if waiting is not None:
        supersede_duties(w, find_open_duties_of(w, crime, DutyKind.DECIDE_OVER_LIMIT), w.at)
        answer_passed(w, waiting, Answer.OVERTAKEN, "")


def answer_passed_outcome(w: Writing, crime: Crime, answer: Answer, words: str) -> None:
    """The outcome that was passed up is decided, by whoever decided it."""
    waiting = find_waiting(w, crime, Passing.OUTCOME)
    if waiting is not None:
        answer_passed(w, waiting, answer, words)
