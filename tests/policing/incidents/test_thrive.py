"""THRIVE as data: what is missing, what has changed, which blocks a force adds."""

import pytest

from constabulary.policing.incidents.blocks import UNANSWERED, Block, BlockAnswer, BlockState, find_missing_blocks
from constabulary.policing.incidents.thrive import (
    HOUSEHOLD_NOT_ASKED,
    INCOMPLETE,
    NO_WORDS,
    OUT_OF_RANGE,
    SAME_WORDS,
    ContactMethod,
    Element,
    HarmType,
    Imminence,
    Likelihood,
    Severity,
    Suspect,
    Violence,
    VulnerabilityFactor,
    elements_in_words,
    find_changed_elements,
    find_missing_answers,
    find_worries,
    question_set_named,
)
from constabulary.policing.incidents.triggers import (
    ASKED_AGAIN,
    ASKED_MEANWHILE,
    NOT_FINISHED,
    ContactMade,
    Trigger,
    find_reasons_against_trigger,
)
from tests.factories.calls import thrive


@pytest.mark.source("KENT-O03; rule 18")
@pytest.mark.parametrize("words", [" ", "-", "...", "1 2 3"])
@pytest.mark.parametrize("element", list(Element), ids=lambda one: one.value)
def test_every_element_needs_words_of_its_own(element, words):
    assert find_missing_answers(thrive(**{element.value: {"rationale": words}})) == (INCOMPLETE[element],)


@pytest.mark.source("SAC-22: a copied stock phrase")
def test_the_same_words_under_all_six_are_no_assessment():
    ends = dict(zip(Element, (".", "", " ", "!", " . ", ""), strict=True))
    same = thrive(**{one.value: {"rationale": f"As the caller says{end}"} for one, end in ends.items()})
    assert find_missing_answers(same) == (SAME_WORDS,)
    five = {one.value: {"rationale": "As the caller says"} for one in Element if one is not Element.HARM}
    assert find_missing_answers(thrive(**five)) == ()
    dashes = thrive(**{one.value: {"rationale": "-"} for one in Element})
    assert find_missing_answers(dashes) == tuple(INCOMPLETE.values())


@pytest.mark.parametrize(
    ("asked", "because", "missing"),
    [
        (True, "", ()),
        (False, "", (HOUSEHOLD_NOT_ASKED,)),
        (False, "She could only answer yes or no.", ()),
    ],
    ids=["asked", "neither asked nor said why", "could not be asked"],
)
def test_the_household_is_asked_or_it_is_said_why_not(asked, because, missing):
    answers = thrive(vulnerability={"household_asked": asked, "household_not_asked_because": because})
    assert find_missing_answers(answers) == missing


CALM_SENTENCE = {
    one.value: {"rationale": "" if one is not Element.ENGAGEMENT else "A crime number will do."} for one in Element
}


@pytest.mark.parametrize(
    ("changes", "worry"),
    [
        *(pytest.param({"threat": {name: True}}, Element.THREAT, id=name)
          for name in ("in_progress", "weapon", "danger_to_life")),
        *(pytest.param({"threat": {"violence": one}}, Element.THREAT, id=f"violence {one.value}")
          for one in (Violence.THREATENED, Violence.IMMINENT, Violence.USED)),
        *(pytest.param({"threat": {"suspect": one}}, Element.THREAT, id=f"suspect {one.value}")
          for one in (Suspect.NEARBY, Suspect.ON_SCENE, Suspect.DETAINED)),
        pytest.param({"threat": {"capability": 2}}, Element.THREAT, id="able"),
        pytest.param({"threat": {"intent": 2}}, Element.THREAT, id="means it"),
        pytest.param({"harm": {"severity": Severity.MODERATE}}, Element.HARM, id="moderate harm"),
        pytest.param({"harm": {"serious_injury": True}}, Element.HARM, id="injury"),
        pytest.param({"harm": {"types": (HarmType.SEXUAL,)}}, Element.HARM, id="sexual harm"),
        pytest.param({"risk": {"likelihood": Likelihood.LIKELY}}, Element.RISK, id="likely"),
        pytest.param({"risk": {"imminence": Imminence.NOW}}, Element.RISK, id="now"),
        pytest.param({"risk": {"imminence": Imminence.HOURS}}, Element.RISK, id="within hours"),
        pytest.param({"risk": {"interim_risk": "He may come back."}}, Element.RISK, id="before we are there"),
        pytest.param({"investigation": {"key_evidence_perishable": True}}, Element.INVESTIGATION, id="perishable"),
        pytest.param({"vulnerability": {"factors": (VulnerabilityFactor.CHILD,)}}, Element.VULNERABILITY, id="a child"),
        *(pytest.param({"vulnerability": {name: True}}, Element.VULNERABILITY, id=name)
          for name in ("alone_at_risk", "repeat_victim", "high_risk_abuse_history", "serious_distress",
                       "safeguarding_needed")),
        pytest.param({"vulnerability": {"household_asked": False, "household_not_asked_because": "Rang off."}},
                     Element.VULNERABILITY, id="household not asked"),
        pytest.param({"engagement": {"cannot_speak_freely": True}}, Element.ENGAGEMENT, id="cannot speak freely"),
        pytest.param({"engagement": {"method": ContactMethod.ATTENDANCE}}, Element.ENGAGEMENT, id="to be attended"),
    ],
)  # fmt: skip
def test_what_worries_is_said_in_words_also_where_nobody_is_sent(changes, worry):
    answers = thrive(**changes)
    assert find_worries(answers) == {worry}
    assert elements_in_words(answers, is_calm=True) == {worry}
    assert elements_in_words(answers, is_calm=False) == frozenset(Element)


def test_where_nothing_worries_one_sentence_will_do_and_none_will_not():
    calm = elements_in_words(thrive(), is_calm=True)
    assert calm == frozenset()
    assert find_missing_answers(thrive(**CALM_SENTENCE), in_words=calm) == ()
    nothing = thrive(**{one.value: {"rationale": "-"} for one in Element})
    assert find_missing_answers(nothing, in_words=calm) == (NO_WORDS,)
    assert find_missing_answers(thrive(**CALM_SENTENCE)) == tuple(
        reason for one, reason in INCOMPLETE.items() if one is not Element.ENGAGEMENT
    )


@pytest.mark.parametrize("name", ["capability", "intent"])
@pytest.mark.parametrize(("degree", "wrong"), [(-1, True), (0, False), (3, False), (4, True)])
def test_capability_and_intent_lie_between_0_and_3(name, degree, wrong):
    assert find_missing_answers(thrive(threat={name: degree})) == ((OUT_OF_RANGE[name],) if wrong else ())


def test_what_has_changed_is_told_by_the_answers_and_not_by_the_words():
    before = thrive()
    assert find_changed_elements(before, thrive(harm={"rationale": "Other words."})) == ()
    after = thrive(harm={"severity": Severity.SERIOUS}, threat={"weapon": True})
    assert find_changed_elements(before, after) == (Element.THREAT, Element.HARM)


def test_a_block_that_the_force_has_switched_on_must_be_answered():
    answer = BlockAnswer(block=Block.PREVENTION, state=BlockState.DONE, words="Locks.")
    silent = BlockAnswer(block=Block.SPECIFIC_NEED, state=BlockState.NOT_NEEDED, words=" ")
    wanted = (Block.PREVENTION, Block.SPECIFIC_NEED)
    assert find_missing_blocks((), ()) == ()
    assert find_missing_blocks((answer, silent), wanted) == (UNANSWERED[Block.SPECIFIC_NEED],)
    assert {block.question[-1] for block in Block} == {"?"}
    assert {state.label for state in BlockState} == {"Yes", "Not needed here", "Not possible"}


def test_the_question_set_names_the_blocks_that_were_asked():
    assert question_set_named(()) == "THRIVE-2026.2"
    assert question_set_named((Block.PREVENTION,)) == "THRIVE-2026.2+prevention"


def test_every_trigger_and_contact_reads_in_words():
    assert Trigger.FIRST_CONTACT not in ASKED_AGAIN
    assert len({one.label for one in Trigger}) == len(Trigger)
    assert ContactMade.TRIED.label == "Tried, not reached"


@pytest.mark.parametrize(
    ("trigger", "asked_before", "reasons"),
    [
        (Trigger.FIRST_CONTACT, False, ()),
        (Trigger.FIRST_CONTACT, True, (ASKED_MEANWHILE,)),
        (Trigger.CLOCK, True, ()),
        (Trigger.CLOCK, False, (NOT_FINISHED,)),
    ],
    ids=["finished", "finished twice", "asked again", "asked again before it was finished"],
)
def test_thrive_of_the_first_contact_comes_first_and_once(trigger, asked_before, reasons):
    assert find_reasons_against_trigger(trigger, asked_before=asked_before) == reasons


@pytest.mark.parametrize(
    ("parts", "stands"),
    [
        pytest.param({}, False, id="calm"),
        pytest.param({"threat": {"violence": Violence.THREATENED}}, True, id="threatened and gone"),
        pytest.param({"threat": {"intent": 2}}, True, id="meant and gone"),
        pytest.param({"threat": {"intent": 1}}, False, id="hardly meant"),
        pytest.param({"threat": {"violence": Violence.USED, "suspect": Suspect.DETAINED}}, False, id="held"),
        pytest.param({"threat": {"violence": Violence.USED, "suspect": Suspect.NONE}}, False, id="by nobody"),
        pytest.param({"risk": {"imminence": Imminence.HOURS}}, True, id="within hours"),
    ],
)
def test_whether_a_threat_may_come_again(parts, stands):
    assert thrive(**parts).threat_may_come_again is stands
