"""An outcome that somebody else decided while a form about it lay open: said, by whom, with what was typed; decided by nothing."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.investigation.evidence_led import consider_without_victim
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.policing.investigation.evidence_led import CONCLUSION_TITLES
from constabulary.policing.outcomes.check import RULES
from constabulary.records.models import Crime, EvidenceLedDecision, Outcome, PassedUp
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import (
    considered,
    evidence_led_answers,
    identified,
    planned,
    the_suspect,
    told_of,
    withdraws,
)
from tests.factories.outcomes import filled
from tests.factories.worked import worked

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PRINCIPLES = {one.heading.code: "on" for one in RULES["16"].by_approver}
LATE = {"decision": "approve", "words": "I am content.", **PRINCIPLES}
REFUSED = {"decision": "refuse", "words": "Ask the neighbour first."}


@pytest.fixture
def crime():
    started = timezone.now() - 2 * DAY
    made = planned(started)
    worked(made, started + 4 * HOUR)
    identified(made, started + 5 * HOUR)
    withdraws(made, started + 6 * HOUR)
    considered(made, started + 7 * HOUR)
    propose(made, started + 8 * HOUR)
    told_of(made, "16", started + 9 * HOUR)
    return made


def propose(crime: Crime, at) -> Outcome:
    number = propose_outcome(
        crime=crime.pk, outcome_type="16", suspect=the_suspect(crime).pk, rationale="Nothing but her account.",
        stated=filled(tuple(one.heading for one in RULES["16"].stated)), by=asking(Role.DETECTIVE), at=at,
    )  # fmt: skip
    return Outcome.objects.get(pk=number)


def page_of(crime: Crime, act: str) -> str:
    return f"/crimes/{crime.reference}/outcome/{act}"


def form_of(client, address: str) -> str:
    found = re.search(r'name="asked" value="(\d+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("sent", "said", "their_words"),
    [
        (REFUSED, "This outcome was refused already", "Ask the neighbour first."),
        ({**LATE, "words": "All is shown."}, "This outcome was approved already", "All is shown."),
    ],
)
def test_it_is_said_by_whom_and_what_was_typed_is_shown(crime, sent, said, their_words):
    decide = page_of(crime, "decide")
    slower, quicker = signed_in(Role.INSPECTOR), signed_in(Role.SUPERVISOR)
    number = form_of(slower, decide)
    assert quicker.post(decide, {**sent, "asked": form_of(quicker, decide)}).status_code == 302
    before = Outcome.objects.values().get()
    answer = slower.post(decide, {**LATE, "asked": number})
    assert answer.status_code == 422
    for words in (said, asking(Role.SUPERVISOR).name, their_words, "was not saved", "Approve it", "I am content."):
        assert words in words_of(answer), words
    assert Outcome.objects.values().get() == before
    looked = slower.get(decide)
    assert (looked.status_code, "was not saved" in words_of(looked), said in words_of(looked)) == (200, False, True)


def test_what_is_proposed_anew_is_not_decided_by_the_form_of_the_one_before(crime):
    decide = page_of(crime, "decide")
    slower = signed_in(Role.INSPECTOR)
    number = form_of(slower, decide)
    assert signed_in(Role.SUPERVISOR).post(decide, REFUSED).status_code == 302
    anew = propose(crime, timezone.now())
    answer = slower.post(decide, {**LATE, "asked": number})
    assert answer.status_code == 422
    assert "Decide the outcome that is proposed now" in words_of(answer)
    anew.refresh_from_db()
    assert anew.state == "proposed"
    assert form_of(slower, decide) == str(anew.pk)


def test_it_is_not_passed_on_by_a_form_of_one_that_was_decided(crime):
    slower = signed_in(Role.SUPERVISOR)
    pass_on = page_of(crime, "pass")
    number = form_of(slower, pass_on)
    assert signed_in(Role.INSPECTOR).post(page_of(crime, "decide"), REFUSED).status_code == 302
    propose(crime, timezone.now())
    answer = slower.post(pass_on, {"because": "I know her.", "asked": number})
    assert answer.status_code == 422
    assert "This outcome was refused already" in words_of(answer)
    assert "I know her." in words_of(answer)
    assert not PassedUp.objects.exists()


def test_where_none_was_ever_proposed_or_the_form_is_of_another_crime_there_is_nothing_to_decide(crime):
    other = planned(timezone.now() - DAY)
    client = signed_in(Role.INSPECTOR)
    for act in ("decide", "pass"):
        assert client.get(page_of(other, act)).status_code == 404
        assert client.post(page_of(other, act), LATE).status_code == 404
        assert client.post(page_of(crime, act), {**LATE, "because": "Mine.", "asked": "1"}).status_code == 404
    assert Outcome.objects.get().state == "proposed"


@pytest.fixture
def asked():
    """A crime whose victim has withdrawn and of which it is asked whether it goes on without her."""
    started = timezone.now() - 2 * DAY
    made = planned(started)
    worked(made, started + 4 * HOUR)
    identified(made, started + 5 * HOUR)
    withdraws(made, started + 6 * HOUR)
    answer_again(made, started + 7 * HOUR)
    return made


def answer_again(crime: Crime, at) -> None:
    consider_without_victim(crime=crime.pk, given=evidence_led_answers(), by=asking(Role.DETECTIVE), at=at)


CANNOT = {"conclusion": "cannot_go_on", "rationale": "The footage shows nobody."}
LATER = {"conclusion": "go_on", "rationale": "The neighbour saw it."}


def test_the_evidence_led_question_decided_meanwhile_says_by_whom_and_what_with_what_was_typed(asked):
    decide = f"/crimes/{asked.reference}/evidence-led/decide"
    slower, quicker = signed_in(Role.INSPECTOR), signed_in(Role.SUPERVISOR)
    late = {**LATER, "asked": form_of(slower, decide)}
    assert quicker.post(decide, CANNOT).status_code == 302
    answer = slower.post(decide, late)
    assert answer.status_code == 422
    titles = CONCLUSION_TITLES
    for words in ("This question was decided already", asking(Role.SUPERVISOR).name, "The footage shows nobody.",
                  titles["cannot_go_on"], "was not saved", titles["go_on"], "The neighbour saw it."):  # fmt: skip
        assert words in words_of(answer), words
    assert EvidenceLedDecision.objects.get().conclusion == "cannot_go_on"
    looked = slower.get(decide)
    assert (looked.status_code, "was not saved" in words_of(looked)) == (200, False)
    answer_again(asked, timezone.now())
    answer = slower.post(decide, late)
    assert (answer.status_code, "Decide the question as it was answered since" in words_of(answer)) == (422, True)
    assert EvidenceLedDecision.objects.count() == 1, "what was answered anew is read before it is decided"
    assert slower.post(decide, {**LATER, "asked": form_of(slower, decide)}).status_code == 302


def test_where_the_evidence_led_question_was_never_asked_there_is_nothing_to_decide():
    crime = planned(timezone.now() - DAY)
    decide = f"/crimes/{crime.reference}/evidence-led/decide"
    client = signed_in(Role.INSPECTOR)
    assert (client.get(decide).status_code, client.post(decide, CANNOT).status_code) == (404, 404)
