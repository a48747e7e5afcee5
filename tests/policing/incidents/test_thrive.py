"""THRIVE as data: what is missing, what has changed, which blocks a force adds."""

import pytest

from constabulary.policing.incidents.blocks import UNANSWERED, Block, BlockAnswer, BlockState, find_missing_blocks
from constabulary.policing.incidents.thrive import (
    HOUSEHOLD_NOT_ASKED,
    INCOMPLETE,
    OUT_OF_RANGE,
    SAME_WORDS,
    Element,
    Imminence,
    Severity,
    Suspect,
    Violence,
    find_changed_elements,
    find_missing_answers,
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
