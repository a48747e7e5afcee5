"""What a victim writes is no withdrawal; who is told of what, and where telling would endanger; what is wanted at court."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.policing.clocks import end_of
from constabulary.policing.outcomes.general import counts_as_told
from constabulary.policing.victims.contact import ContactMade, ContactMethod, Reached, TellingFacts, telling_of
from constabulary.policing.victims.incoming import (
    CameBy,
    IncomingDetails,
    Meaning,
    find_duty_of_incoming,
    find_reasons_against_incoming,
)
from constabulary.policing.victims.own_statement import (
    AtCourt,
    OfferDetails,
    Wish,
    find_reasons_against_offer,
    offer_statement_due,
)
from constabulary.policing.victims.positions import (
    PositionDetails,
    Pressure,
    RecordedIn,
    Support,
    find_reasons_against_position,
)
from constabulary.policing.victims.special_measures import (
    Ground,
    Measure,
    MeasuresDetails,
    Step,
    ask_measures_due,
    find_reasons_against_measures,
)
from constabulary.policing.victims.telling import (
    RulingDetails,
    find_reasons_against_ruling,
    look_again_due,
    ruling_stands,
)
from constabulary.standards.investigation import TELLING_ATTEMPTS
from constabulary.standards.rulebook import on

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
DAY = timedelta(days=1)
WITHDRAWN = PositionDetails(
    support=Support.DOES_NOT, wishes="To be left alone.", reasons="He has moved away.",
    recorded_in=RecordedIn.STATEMENT, reference="MG11/2", pressure=Pressure.NONE_FOUND, seen_alone=True,
    support_offered="An advocate.",
)  # fmt: skip
BY_TEXT = replace(WITHDRAWN, recorded_in=RecordedIn.MESSAGE, reference="07:40 on Monday")
UNSEEN = replace(WITHDRAWN, seen_alone=False)
SUPPORTS = PositionDetails(support=Support.SUPPORTS, wishes="Court.")


@pytest.mark.source("Our safeguard: somebody else may hold the telephone")
@pytest.mark.parametrize(
    ("position", "facts", "refused"),
    [
        pytest.param(BY_TEXT, {}, {"message-is-not-enough"}, id="a text alone is never a withdrawal"),
        pytest.param(BY_TEXT, {"is_person": False}, set(), id="an organisation may write"),
        pytest.param(
            replace(SUPPORTS, recorded_in=RecordedIn.MESSAGE), {}, set(), id="who supports may say so in a message"
        ),
        pytest.param(UNSEEN, {"safety_matters": True}, {"not-alone"}, id="domestic abuse, and not seen alone"),
        pytest.param(UNSEEN, {}, set(), id="nothing that makes it unsafe"),
        pytest.param(
            UNSEEN, {"safety_matters": True, "is_person": False}, set(), id="an organisation is not seen alone"
        ),
        pytest.param(SUPPORTS, {"safety_matters": True}, set(), id="who supports may say so in company"),
        pytest.param(
            UNSEEN, {"waits_to_be_asked": True}, {"not-alone"}, id="a message waits, and she was not seen alone"
        ),
        pytest.param(
            SUPPORTS, {"waits_to_be_asked": True}, {"not-alone"}, id="that she supports after all is asked alone as well"
        ),
        pytest.param(
            replace(SUPPORTS, seen_alone=True, recorded_in=RecordedIn.MESSAGE), {"waits_to_be_asked": True},
            {"message-is-not-enough"}, id="one message does not answer another",
        ),
        pytest.param(WITHDRAWN, {"waits_to_be_asked": True, "safety_matters": True}, set(), id="asked alone, signed"),
        pytest.param(
            PositionDetails(support=Support.NOT_REACHED), {"waits_to_be_asked": True}, set(),
            id="that she cannot be reached can always be recorded",
        ),
    ],
)  # fmt: skip
def test_a_message_alone_changes_nobodys_position(position, facts, refused):
    found = find_reasons_against_position(position, **facts)
    assert {one.code.removeprefix("position.") for one in found} == refused


CAME = IncomingDetails(
    came_as=CameBy.TEXT, from_safe_route=True, words="I dont want to go on with this", meaning=Meaning.WITHDRAWS,
    received_at=AT,
)  # fmt: skip


@pytest.mark.parametrize(
    ("details", "refused"),
    [
        pytest.param(CAME, set(), id="whole"),
        pytest.param(replace(CAME, words=" "), {"words-missing"}, id="no words"),
        pytest.param(replace(CAME, words="x" * 20_000), set(), id="as long as may be"),
        pytest.param(replace(CAME, words="x" * 20_001), {"words-too-long"}, id="a book"),
        pytest.param(replace(CAME, received_at=None), {"received-missing"}, id="no moment"),
        pytest.param(replace(CAME, received_at=AT + DAY), {"received-to-come"}, id="tomorrow"),
    ],
)
def test_what_the_record_of_a_message_lacks(details, refused):
    found = find_reasons_against_incoming(details, at=AT)
    assert {one.code.removeprefix("incoming.") for one in found} == refused


@pytest.mark.parametrize(
    ("meaning", "due"),
    [
        (Meaning.WITHDRAWS, ("ask_victim_alone", timedelta(hours=24), 2)),
        (Meaning.ASKS, ("answer_victim", timedelta(hours=48), 0)),
        (Meaning.TELLS, None),
    ],
)
def test_what_a_message_makes_due(meaning, due):
    found = find_duty_of_incoming(meaning, on(AT), at=AT, risk=0)
    assert (found and (found.kind.value, found.due_at - AT, found.risk)) == due


UNSAFE = RulingDetails(
    tried="Rung three times by the safe route; he answered once.", danger="He reads her telephone and has threatened her.",
    instead="Her advocate sees her on Thursday.", look_again_on=date(2026, 11, 12),
)  # fmt: skip


@pytest.mark.source("Our safeguard: telling never endangers")
@pytest.mark.parametrize(
    ("details", "facts", "refused"),
    [
        pytest.param(UNSAFE, {}, set(), id="whole"),
        pytest.param(UNSAFE, {"something_waits": False}, {"nothing-to-tell"}, id="no outcome waits"),
        pytest.param(UNSAFE, {"is_their_crime": True}, {"own-crime"}, id="the officer in charge"),
        pytest.param(
            RulingDetails(tried="", danger=" ", instead=""), {},
            {"tried-missing", "danger-missing", "instead-missing", "look-missing"}, id="nothing said",
        ),
        pytest.param(replace(UNSAFE, look_again_on=date(2026, 11, 2)), {}, {"look-in-past"}, id="today"),
        pytest.param(replace(UNSAFE, look_again_on=date(2026, 12, 1)), {}, {"look-too-far"}, id="in 29 days"),
        pytest.param(replace(UNSAFE, look_again_on=date(2026, 11, 30)), {}, set(), id="in 28 days"),
    ],
)  # fmt: skip
def test_how_it_is_decided_that_a_victim_is_not_told(details, facts, refused):
    usual = {"something_waits": True, "is_their_crime": False}
    found = find_reasons_against_ruling(details, **{**usual, **facts}, at=AT, rulebook=on(AT))
    assert {one.code.removeprefix("telling.") for one in found} == refused


def test_somebody_looks_again_by_the_end_of_the_day_that_was_set():
    due = look_again_due(date(2026, 11, 12), on(AT), risk=3)
    assert (due.kind.value, due.due_at, due.risk) == ("see_if_safe_to_tell", end_of(date(2026, 11, 12)), 3)


@pytest.mark.parametrize(
    ("reopened_at", "route_since", "stands"),
    [
        pytest.param(None, None, True, id="nothing has changed"),
        pytest.param(AT - DAY, AT - DAY, True, id="what was before"),
        pytest.param(AT + DAY, None, False, id="reopened since"),
        pytest.param(AT, None, False, id="reopened at that very moment"),
        pytest.param(None, AT + DAY, False, id="a safe way is confirmed since"),
    ],
)
def test_a_decision_not_to_tell_lapses_when_the_crime_is_reopened_or_a_safe_way_is_found(
    reopened_at, route_since, stands
):
    assert ruling_stands(AT, reopened_at=reopened_at, route_since=route_since) is stands


@pytest.mark.source("OUT-26 p3")
def test_who_was_told_of_an_outcome_that_was_overtaken_is_not_told_of_the_next():
    told = ContactMade(at=AT, method=ContactMethod.TELEPHONE, reached=Reached.REACHED, was_safe=True, outcome_type="16")
    assert telling_of([told], "16").told
    assert telling_of([told], "16", since=AT - DAY).told
    assert not telling_of([told], "16", since=AT + DAY).told


@pytest.mark.parametrize(
    ("done", "heard"),
    [
        pytest.param(TellingFacts(told=True), True, id="told"),
        pytest.param(TellingFacts(attempts=1, message_left=True), True, id="a message left"),
        pytest.param(TellingFacts(attempts=3), False, id="only tried"),
        pytest.param(TellingFacts(ruled_unsafe=True), False, id="ruled unsafe to tell"),
    ],
)
def test_who_was_told_or_left_a_message_may_have_heard_of_an_outcome(done, heard):
    assert done.may_have_heard is heard


def test_a_decision_of_safeguarding_counts_as_told():
    asked = on(AT)[TELLING_ATTEMPTS].value
    assert counts_as_told(TellingFacts(ruled_unsafe=True), asked)
    assert not counts_as_told(TellingFacts(), asked)


LATER = OfferDetails(wish=Wish.LATER, words="She wants to think about it.", again_on=date(2026, 11, 20))


@pytest.mark.source("Victims' Code 2020, right 7")
@pytest.mark.parametrize(
    ("details", "refused"),
    [
        pytest.param(LATER, set(), id="later"),
        pytest.param(replace(LATER, again_on=None), {"again-missing"}, id="later, and no day"),
        pytest.param(replace(LATER, again_on=date(2026, 11, 2)), {"again-in-past"}, id="later, today"),
        pytest.param(replace(LATER, words=""), {"words-missing"}, id="later, nothing said"),
        pytest.param(OfferDetails(wish=Wish.MADE), {"reference-missing"}, id="made, no reference"),
        pytest.param(OfferDetails(wish=Wish.MADE, reference="VPS/1"), set(), id="made"),
        pytest.param(
            OfferDetails(wish=Wish.MADE, reference="VPS/1", at_court=AtCourt.SOMEBODY), {"reader-missing"}, id="who?"
        ),
        pytest.param(
            OfferDetails(wish=Wish.MADE, reference="VPS/1", at_court=AtCourt.SOMEBODY, reader="Her sister."),
            set(),
            id="somebody reads it, and who is said",
        ),
        pytest.param(OfferDetails(wish=Wish.DECLINED, words="No."), set(), id="declined"),
        pytest.param(
            OfferDetails(wish=Wish.DECLINED, words="No.", again_on=date(2026, 11, 2)), set(), id="declined, today"
        ),
    ],
)
def test_what_the_record_of_an_offer_lacks(details, refused):
    found = find_reasons_against_offer(details, at=AT)
    assert {one.code.removeprefix("own_statement.") for one in found} == refused


def test_a_personal_statement_is_offered_within_days_or_on_the_day_agreed():
    usual = offer_statement_due(on(AT), at=AT, risk=0)
    agreed = offer_statement_due(on(AT), at=AT, risk=0, on=date(2026, 11, 20))
    assert [one.due_at for one in (usual, agreed)] == [end_of(date(2026, 11, day)) for day in (9, 20)]


FRIGHTENED = MeasuresDetails(
    step=Step.ASKED, grounds=(Ground.FEAR,), quality="She cannot speak while he looks at her.",
    wishes="Not to see him.",
)  # fmt: skip


@pytest.mark.source("YJCEA 1999 sections 16 to 19")
@pytest.mark.parametrize(
    ("details", "refused"),
    [
        pytest.param(FRIGHTENED, set(), id="afraid"),
        pytest.param(replace(FRIGHTENED, quality=""), {"quality-missing"}, id="how would her evidence suffer?"),
        pytest.param(replace(FRIGHTENED, grounds=(Ground.UNDER_18,), quality=""), set(), id="a child qualifies"),
        pytest.param(
            replace(FRIGHTENED, grounds=(Ground.NAMED_OFFENCE,), quality=""), set(), id="so do named offences"
        ),
        pytest.param(replace(FRIGHTENED, grounds=()), {"grounds-missing"}, id="no word on grounds"),
        pytest.param(
            replace(FRIGHTENED, grounds=(Ground.NONE, Ground.FEAR)), {"grounds-clash"}, id="one and none"
        ),
        pytest.param(replace(FRIGHTENED, grounds=(Ground.NONE,), quality=""), set(), id="asked, and none found"),
        pytest.param(replace(FRIGHTENED, wishes=""), {"wishes-missing"}, id="not her words"),
        pytest.param(replace(FRIGHTENED, step=Step.APPLIED), {"measures-missing"}, id="applied for what?"),
        pytest.param(
            replace(FRIGHTENED, step=Step.APPLIED, measures=(Measure.SCREEN,)), set(), id="applied for a screen"
        ),
        pytest.param(
            replace(FRIGHTENED, step=Step.APPLIED, measures=(Measure.SCREEN,), grounds=(Ground.NONE,)), {"no-ground"},
            id="applied for without a ground",
        ),
        pytest.param(
            replace(FRIGHTENED, step=Step.GRANTED, measures=(Measure.SCREEN,)), {"court-missing"}, id="which court?"
        ),
        pytest.param(
            replace(FRIGHTENED, step=Step.GRANTED, measures=(Measure.SCREEN,), court="Heard on Monday."), set(),
            id="granted, and where is said",
        ),
        pytest.param(
            replace(FRIGHTENED, step=Step.APPLIED, measures=(Measure.SCREEN,), wishes=""), set(),
            id="applied for: her words are there already",
        ),
        pytest.param(
            replace(FRIGHTENED, step=Step.APPLIED, measures=(Measure.SCREEN,), grounds=()), {"grounds-missing"},
            id="applied for with no word on grounds",
        ),
    ],
)  # fmt: skip
def test_what_a_step_of_special_measures_lacks(details, refused):
    found = find_reasons_against_measures(details)
    assert {one.code.removeprefix("special_measures.") for one in found} == refused


def test_special_measures_are_asked_about_within_a_week_of_a_charge():
    due = ask_measures_due(on(AT), at=AT, risk=1)
    assert (due.kind.value, due.due_at - AT) == ("ask_special_measures", 7 * DAY)


def test_everything_that_is_chosen_from_has_words():
    assert all(one.label for group in (CameBy, Meaning, Wish, AtCourt, Ground, Measure, Step) for one in group)
