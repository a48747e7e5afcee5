"""What the registrar needs before they can say whether a decision is right: due of whoever decided, and answered."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.outcomes.deciding import approve_outcome
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.recording.decision import decide_recording
from constabulary.casework.recording.oversight import answer_registrar, oversee_decision, oversee_outcome
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.outcomes.check import RULES
from constabulary.policing.recording.decision import RecordingFacts, Step, StepAnswer
from constabulary.policing.recording.oversight import Finding
from constabulary.records.models import (
    Duty,
    Incident,
    JournalEntry,
    Officer,
    Outcome,
    Oversight,
    OversightAnswer,
    RecordingDecision,
)
from constabulary.records.queries.worklists import worklist_of
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import considered, identified, planned, reported, the_suspect, told_of, withdraws
from tests.factories.outcomes import filled
from tests.factories.worked import worked

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ASKS = "Who rang again at nine?"


def decided(at) -> RecordingDecision:
    incident = reported(at)
    decide_recording(
        incident=incident.pk, by=asking(Role.IMU_ASSESSOR), at=at + HOUR,
        answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="Not said."),),
        facts=RecordingFacts(state_based=False, rape_reported=True, professional_or_carer=False),
    )  # fmt: skip
    return RecordingDecision.objects.get(incident=incident)


def find_more_needed(
    made: RecordingDecision, at, words: str = ASKS, finding: Finding = Finding.MORE_NEEDED
) -> Oversight:
    oversee_decision(decision=made.pk, finding=finding, words=words, by=asking(Role.CRIME_REGISTRAR), at=at)
    return Oversight.objects.filter(decision=made).latest("id")


def leaves(officer: int, at) -> None:
    """Somebody does not work here any more."""
    with writing(by=asking(Role.ADMINISTRATOR), at=at, purpose="Leaving") as w:
        row = w.lock(Officer, officer)
        w.entry(EntryKind.OFFICER_MOVED, subject=row)
        w.update(row, is_active=False)


def asked() -> list[tuple[str, str, int | None, int]]:
    """What is open for the registrar's questions: state, desk, owner, question."""
    asking(Role.CRIME_REGISTRAR)
    found = Duty.objects.filter(kind="answer_registrar").order_by("id")
    return [(one.state, one.desk, one.owner_id, one.subject_row) for one in found]


def test_whoever_decided_is_asked_in_the_registrars_words_and_the_look_stays_due_until_it_is_said(at):
    made = decided(at)
    found = find_more_needed(made, at + 2 * HOUR)
    assessor = asking(Role.IMU_ASSESSOR)
    assert asked() == [("open", "imu", assessor.id, found.pk)]
    (line,) = [one for one in worklist_of(asking(Role.IMU_ASSESSOR)) if one.kind == "answer_registrar"]
    assert (line.asked, line.is_own, line.due_at > at + 2 * HOUR) == (ASKS, True, True)
    answer_registrar(asked=found.pk, words=" Her sister, it is on the log. ", by=assessor, at=at + 3 * HOUR)
    assert [state for state, *_ in asked()] == ["met"]
    assert OversightAnswer.objects.get().words == "Her sister, it is on the log."
    assert JournalEntry.objects.filter(kind="registrar_answered", subject_row=made.incident_id).count() == 1
    assert Duty.objects.get(kind="oversee_decision").state == "open", "the registrar looks again"
    with pytest.raises(NotAllowed):
        answer_registrar(asked=found.pk, words="Again.", by=assessor, at=at + 4 * HOUR)


def test_where_whoever_decided_is_gone_their_desk_is_asked(at):
    made = decided(at)
    gone = asking(Role.IMU_ASSESSOR)
    leaves(gone.id, at)
    found = find_more_needed(made, at + 2 * HOUR)
    assert asked() == [("open", "imu", None, found.pk)]


def test_what_is_asked_anew_or_found_without_an_answer_is_asked_no_more(at):
    made = decided(at)
    first = find_more_needed(made, at + 2 * HOUR)
    second = find_more_needed(made, at + 3 * HOUR, words="And the footage?")
    assert [(state, row) for state, _, _, row in asked()] == [("superseded", first.pk), ("open", second.pk)]
    find_more_needed(made, at + 4 * HOUR, words="It is on the log.", finding=Finding.RIGHT)
    assert [state for state, *_ in asked()] == ["superseded", "superseded"]


@pytest.mark.parametrize(
    ("by", "words", "refusal"),
    [
        (Role.CRIME_REGISTRAR, "It is clear.", NotPermitted),
        (Role.DETECTIVE, "It is clear.", NotPermitted),
        (Role.IMU_ASSESSOR, "  ", NotAllowed),
    ],
)
def test_nobody_else_answers_and_nothing_is_no_answer(at, by, words, refusal):
    found = find_more_needed(decided(at), at + 2 * HOUR)
    with pytest.raises(refusal):
        answer_registrar(asked=found.pk, words=words, by=asking(by), at=at + 3 * HOUR)
    assert [state for state, *_ in asked()] == ["open"]


def overseen_outcome(at) -> Oversight:
    """An outcome of which the registrar needs to know more."""
    crime = planned(at)
    worked(crime, at + 4 * HOUR)
    identified(crime, at + 5 * HOUR)
    withdraws(crime, at + 6 * HOUR)
    considered(crime, at + 7 * HOUR)
    number = propose_outcome(
        crime=crime.pk, outcome_type="16", suspect=the_suspect(crime).pk, rationale="Nothing but her account.",
        stated=filled(tuple(one.heading for one in RULES["16"].stated)), by=asking(Role.DETECTIVE), at=at + 8 * HOUR,
    )  # fmt: skip
    told_of(crime, "16", at + 9 * HOUR)
    approved = filled(tuple(one.heading for one in RULES["16"].by_approver))
    approve_outcome(outcome=number, by=asking(Role.SUPERVISOR), at=at + 10 * HOUR, approver_stated=approved)
    oversee_outcome(
        outcome=number, finding=Finding.MORE_NEEDED, words=ASKS, by=asking(Role.CRIME_REGISTRAR), at=at + 11 * HOUR
    )
    return Oversight.objects.get(outcome=number)


def test_of_an_outcome_whoever_proposed_it_is_asked_or_who_decided_it(at):
    found = overseen_outcome(at)
    detective = asking(Role.DETECTIVE)
    assert asked() == [("open", "supervision", detective.id, found.pk)]
    leaves(detective.id, at)
    oversee_outcome(
        outcome=found.outcome_id,
        finding=Finding.MORE_NEEDED,
        words="Again.",
        by=asking(Role.CRIME_REGISTRAR),
        at=at + DAY,
    )
    later = Oversight.objects.latest("id")
    assert asked()[-1] == ("open", "supervision", asking(Role.SUPERVISOR).id, later.pk)
    answer_registrar(asked=later.pk, words="Nobody did.", by=asking(Role.SUPERVISOR), at=at + DAY + HOUR)
    assert Outcome.objects.get().state == "approved"
    assert asked()[-1][0] == "met"


def test_it_is_answered_on_a_page_and_read_on_that_of_the_outcome(at):
    found = overseen_outcome(at)
    crime = Outcome.objects.get().crime
    detective = signed_in(Role.DETECTIVE)
    assert f"Answer what the registrar asks of a decision: {ASKS}" in words_of(detective.get("/"))
    address = f"/registrar-asks/{found.pk}"
    assert f'href="{address}"' in detective.get(f"/crimes/{crime.reference}/outcome").content.decode()
    assert ASKS in words_of(detective.get(address))
    refused = detective.post(address, {"words": ""})
    assert (refused.status_code, 'href="#id_words"' in refused.content.decode()) == (422, True)
    assert detective.post(address, {"words": "Her sister."}).status_code == 302
    assert "answered" in words_of(detective.get(address))
    registrar = signed_in(Role.CRIME_REGISTRAR)
    for page in (f"/crimes/{crime.reference}/outcome", f"/crimes/{crime.reference}/outcome/oversee/{found.outcome_id}"):
        assert "Her sister." in words_of(registrar.get(page)), page
    assert registrar.get("/registrar-asks/1").status_code == 404


def test_what_was_asked_of_a_recording_decision_and_the_answer_are_read_on_the_incident_and_at_the_registrars_desk(at):
    made = decided(at)
    found = find_more_needed(made, at + 2 * HOUR)
    address = f"/registrar-asks/{found.pk}"
    incident = f"/incidents/{Incident.objects.get(pk=made.incident_id).reference}"
    assessor, registrar = signed_in(Role.IMU_ASSESSOR), signed_in(Role.CRIME_REGISTRAR)
    assert "Not answered yet." in words_of(registrar.get(f"/recording-decisions/{made.pk}"))
    assert assessor.post(address, {"words": "Her sister."}).status_code == 302
    assert "Her sister." in words_of(registrar.get(f"/recording-decisions/{made.pk}"))
    assert "Her sister." in words_of(assessor.get(incident))


def test_what_was_asked_and_answered_before_is_read_beside_what_is_asked_now(at):
    first = overseen_outcome(at)
    answer_registrar(asked=first.pk, words="Her sister.", by=asking(Role.DETECTIVE), at=at + 12 * HOUR)
    registrar = asking(Role.CRIME_REGISTRAR)
    for hours, words in ((13, "And the footage?"), (14, "Which camera?")):
        oversee_outcome(
            outcome=first.outcome_id, finding=Finding.MORE_NEEDED, words=words, by=registrar, at=at + hours * HOUR
        )
    crime = Outcome.objects.get().crime.reference
    asks = f"/registrar-asks/{Oversight.objects.latest('id').pk}"
    for page in (asks, f"/crimes/{crime}/outcome", f"/crimes/{crime}/outcome/oversee/{first.outcome_id}"):
        read = words_of(signed_in(Role.CRIME_REGISTRAR).get(page))
        told = [read.index(words) for words in (ASKS, "Her sister.", "And the footage? It was not answered.")]
        assert told == sorted(told), page
        assert told[-1] < read.index("Which camera?"), page


def test_so_it_is_of_a_recording_decision(at):
    made = decided(at)
    first = find_more_needed(made, at + 2 * HOUR)
    answer_registrar(asked=first.pk, words="Her sister.", by=asking(Role.IMU_ASSESSOR), at=at + 3 * HOUR)
    second = find_more_needed(made, at + 4 * HOUR, words="And the footage?")
    for page in (f"/registrar-asks/{second.pk}", f"/recording-decisions/{made.pk}"):
        read = words_of(signed_in(Role.CRIME_REGISTRAR).get(page))
        assert read.index(ASKS) < read.index("Her sister.") < read.index("And the footage?"), page
