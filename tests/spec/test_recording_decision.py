"""The recording chart, question by question: what each set of answers leads to."""

from dataclasses import replace

import pytest

from constabulary.policing.recording.decision import (
    AGAINST_STATE,
    AGAINST_VICTIM,
    DECIDED_ON_MASTER,
    KEEPS_OFF,
    QUESTIONS,
    NotRecordedBecause,
    RapeIncident,
    RecordingFacts,
    RecordingResult,
    Step,
    StepAnswer,
    find_missing_evidence,
    find_reasons_against_basis,
    find_reasons_against_deciding,
    find_unanswered,
    must_record,
)
from constabulary.standards.offences import Basis
from tests.spec.examples import Example, ids_of

#: The chart answered so that a crime with a victim is recorded.
TO_A_CRIME = {
    Step.CONCERNS_CRIME: True,
    Step.NOTIFIABLE: True,
    Step.CONTRARY_EVIDENCE: False,
    Step.VICTIM_TRACED: True,
    Step.VICTIM_CONFIRMS: True,
    Step.WITHOUT_CONFIRMATION: False,
    Step.OTHER_FORCE: False,
    Step.RULE_DIRECTS_NOT: False,
}
#: The questions that every report of a crime with a victim is asked.
ALWAYS = [one for one in Step if one is not Step.WITHOUT_CONFIRMATION]


def given(*, until: Step | None = None, **changes: bool) -> tuple[StepAnswer, ...]:
    """The answers to a crime, some changed by the name of their step, those from `until` on not given yet."""
    answers = {**TO_A_CRIME, **{Step(name): answer for name, answer in changes.items()}}
    steps = list(Step)
    kept = steps if until is None else steps[: steps.index(until)]
    return tuple(StepAnswer(step=step, answer=answers[step], evidence="Her account.") for step in kept)


def facts(**changes: bool) -> RecordingFacts:
    """A report of an offence with a victim, by the victim."""
    return RecordingFacts(**{"state_based": False, "rape_reported": False, "professional_or_carer": False, **changes})


R = RecordingResult
EXAMPLES = [
    Example(
        words="a victim confirms a likely crime and nothing speaks against",
        given=(given(), facts()),
        expected=(R.RECORD, None, None),
        says="Record a crime.",
        source="HOCR-26 p11",
    ),
    Example(
        words="the report does not concern a crime",
        given=(given(concerns_crime=False), facts()),
        expected=(R.NOT_A_CRIME, None, None),
        says="Close under an incident category.",
        source="HOCR-26 p11",
    ),
    Example(
        words="it is not more likely than not a crime",
        given=(given(notifiable=False), facts()),
        expected=(R.NOT_A_CRIME, None, None),
        says="Close under an incident category, not as crime-related.",
        source="HOCR-26 p11",
    ),
    Example(
        words="an offence against the state whose points are not made out",
        given=(given(notifiable=False), facts(state_based=True)),
        expected=(R.NOT_A_CRIME, None, None),
        says="Close under an incident category.",
        source="HOCR-26 p7-8",
    ),
    Example(
        words="an offence against the state whose points are made out",
        given=(given(victim_traced=False, victim_confirms=False), facts(state_based=True)),
        expected=(R.RECORD, None, None),
        says="Record a crime; there is no victim to ask.",
        source="HOCR-26 p7-8",
    ),
    Example(
        words="credible evidence to the contrary is at hand",
        given=(given(contrary_evidence=True), facts()),
        expected=(R.NOT_A_CRIME, None, None),
        says="Close under an incident category.",
        source="HOCR-26 p11",
    ),
    Example(
        words="no victim can be found",
        given=(given(victim_traced=False), facts()),
        expected=(R.CRIME_RELATED, NotRecordedBecause.UNTRACED, None),
        says="A crime-related incident, until one is.",
        source="HOCR-26 p7",
    ),
    Example(
        words="the victim does not confirm what a third party reports",
        given=(given(victim_confirms=False), facts()),
        expected=(R.CRIME_RELATED, NotRecordedBecause.UNCONFIRMED, None),
        says="A crime-related incident.",
        source="HOCR-26 p8",
    ),
    Example(
        words="a teacher reports, and the victim does not confirm",
        given=(given(victim_confirms=False), facts(professional_or_carer=True)),
        expected=(R.RECORD, None, None),
        says="Record a crime: a professional counts as acting for the victim.",
        source="HOCR-26 p8",
    ),
    Example(
        words="nobody confirms, but the grounds are significant",
        given=(given(victim_traced=False, without_confirmation=True), facts()),
        expected=(R.RECORD, None, None),
        says="Record a crime without confirmation.",
        source="HOCR-26 p7-8",
    ),
    Example(
        words="she does not confirm what neighbours saw and heard, and it is right to record all the same",
        given=(given(victim_confirms=False, without_confirmation=True), facts()),
        expected=(R.RECORD, None, None),
        says="Record a crime without confirmation.",
        source="HOCR-26 p7-8",
    ),
    Example(
        words="another force records it",
        given=(given(other_force=True), facts()),
        expected=(R.CRIME_RELATED, NotRecordedBecause.OTHER_FORCE, None),
        says="A crime-related incident.",
        source="HOCR-26 p11",
    ),
    Example(
        words="the schools protocol directs not to record",
        given=(given(rule_directs_not=True), facts()),
        expected=(R.CRIME_RELATED, NotRecordedBecause.RULE, None),
        says="A crime-related incident.",
        source="HOCR-26 p12",
    ),
    Example(
        words="a rape that the victim does not confirm",
        given=(given(victim_confirms=False), facts(rape_reported=True)),
        expected=(R.REPORTED_INCIDENT, NotRecordedBecause.UNCONFIRMED, RapeIncident.UNCONFIRMED),
        says="100/01.",
        source="HOCR-26 p63",
    ),
    Example(
        words="a rape against which credible evidence speaks",
        given=(given(contrary_evidence=True), facts(rape_reported=True)),
        expected=(R.REPORTED_INCIDENT, None, RapeIncident.CONTRARY),
        says="100/02.",
        source="HOCR-26 p63",
    ),
    Example(
        words="a rape that another force records",
        given=(given(other_force=True), facts(rape_reported=True)),
        expected=(R.REPORTED_INCIDENT, NotRecordedBecause.OTHER_FORCE, RapeIncident.ELSEWHERE),
        says="100/03.",
        source="HOCR-26 p63",
    ),
]


@pytest.mark.source("HOCR-26 p7-12, p63")
@pytest.mark.parametrize("example", EXAMPLES, ids=ids_of(EXAMPLES))
def test_the_chart_leads_to(example):
    check = must_record(*example.given)
    assert (check.result, check.exception, check.incident_code) == example.expected
    assert check.next_step is None
    assert check.reasons


@pytest.mark.parametrize("step", ALWAYS)
def test_the_first_question_not_answered_is_asked_next(step):
    check = must_record(given(until=step), facts())
    assert (check.next_step, check.result) == (step, None)


@pytest.mark.source("HOCR-26 p7-8")
@pytest.mark.parametrize("step", [Step.VICTIM_TRACED, Step.VICTIM_CONFIRMS])
def test_the_state_has_no_victim_to_ask(step):
    assert must_record(given(until=step), facts(state_based=True)).next_step is Step.OTHER_FORCE


@pytest.mark.source("HOCR-26 p10")
@pytest.mark.parametrize(("step", "answer"), sorted(KEEPS_OFF))
def test_an_answer_that_keeps_a_crime_off_the_books_says_what_it_rests_on(step, answer):
    (missing,) = find_missing_evidence((StepAnswer(step=step, answer=answer, evidence=" "),))
    assert missing.field == f"{step.value}_evidence"
    assert find_missing_evidence((StepAnswer(step=step, answer=answer, evidence="Footage."),)) == ()
    assert find_missing_evidence((StepAnswer(step=step, answer=not answer),)) == ()


@pytest.mark.source("HOCR-26 p7-8")
@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("lacking", ["victim_traced", "victim_confirms"])
def test_recording_without_confirmation_or_not_says_what_it_rests_on_either_way(right, lacking):
    answers = given(**{lacking: False}, without_confirmation=right)
    bare = [replace(one, evidence="") if one.step is Step.WITHOUT_CONFIRMATION else one for one in answers]
    assert [one.field for one in find_missing_evidence(tuple(bare))] == ["without_confirmation_evidence"]
    assert find_missing_evidence(answers) == ()


@pytest.mark.source("HOCR-26 p7-8, NOL-26")
@pytest.mark.parametrize(
    ("basis", "ticked", "expected"),
    [
        (Basis.STATE, True, ()), (Basis.STATE, False, (AGAINST_STATE,)), (Basis.VICTIM, True, (AGAINST_VICTIM,)),
        (Basis.VICTIM, False, ()), (Basis.EITHER, True, ()), (Basis.EITHER, False, ()),
    ],
)  # fmt: skip
def test_an_offence_is_recorded_by_the_test_of_its_own_basis(basis, ticked, expected):
    assert find_reasons_against_basis(basis, facts(state_based=ticked)) == expected


@pytest.mark.source("HOCR-26 p11")
@pytest.mark.parametrize(
    ("answers", "known", "asked"),
    [
        ((), facts(), ALWAYS),
        ((), facts(state_based=True), [one for one in ALWAYS if one not in {Step.VICTIM_TRACED, Step.VICTIM_CONFIRMS}]),
        (given(victim_confirms=False, until=Step.WITHOUT_CONFIRMATION), facts(), list(Step)[5:]),
        (given(victim_traced=False, until=Step.VICTIM_CONFIRMS), facts(), list(Step)[5:]),
        (given(), facts(), []),
        (given(until=Step.OTHER_FORCE), facts(), [Step.OTHER_FORCE, Step.RULE_DIRECTS_NOT]),
        (given(concerns_crime=False, until=Step.NOTIFIABLE), facts(), []),
        (tuple(one for one in given() if one.step is not Step.NOTIFIABLE), facts(), [Step.NOTIFIABLE]),
    ],
    ids=[
        "nothing is answered", "nothing is answered of an offence against the state", "she does not confirm",
        "nobody is found", "all is answered",
        "the last two are open", "the first answer ends it", "one in the middle is open",
    ],
)  # fmt: skip
def test_every_question_that_is_still_open_is_named(answers, known, asked):
    found = find_unanswered(answers, known)
    assert [one.field for one in found] == [step.value for step in asked]
    assert all(QUESTIONS[step] in one.sentence for step, one in zip(asked, found, strict=True))


@pytest.mark.parametrize(
    ("is_duplicate", "is_decided", "refused"),
    [
        pytest.param(False, False, (), id="a report of its own"),
        pytest.param(False, True, (), id="decided on already: a further crime, or again"),
        pytest.param(True, False, (DECIDED_ON_MASTER,), id="closed as a duplicate: the other one is decided on"),
        pytest.param(True, True, (), id="decided on before it was closed: it keeps its decision"),
    ],
)
def test_one_event_is_decided_on_once(is_duplicate, is_decided, refused):
    assert find_reasons_against_deciding(is_duplicate=is_duplicate, is_decided=is_decided) == refused
