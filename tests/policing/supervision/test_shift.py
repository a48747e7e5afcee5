"""The beginning of a shift: what comes first and why, what is cleared together, what may wait."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.supervision.handover import (
    Period,
    find_reasons_against_acknowledging,
    find_reasons_against_handover,
    find_reasons_against_protecting,
)
from constabulary.policing.supervision.quality import Share, TeamType, type_of
from constabulary.policing.supervision.shift import CLEARS, Act, Action, AtHand, Detained, Plan, Why, plan_shift
from constabulary.standards.rulebook import on
from constabulary.standards.supervision import SHIFT

AT = datetime(2026, 11, 2, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
RULE = on(AT)[SHIFT].value
K = DutyKind


def duty(
    kind: DutyKind = K.FOLLOW_LINE, hours: float = -1, *, number: int = 1, crime: int | None = 1, **changes
) -> AtHand:
    whole = {"id": number, "kind": kind, "risk": 0, "due_at": AT + hours * HOUR, "crime": crime, "officer": 7}
    return AtHand(**{**whole, **changes})


def planned(*duties: AtHand, detained: tuple[Detained, ...] = ()) -> Plan:
    return plan_shift(duties, detained, RULE, at=AT)


def only(plan: Plan) -> Action:
    (found,) = (*plan.first, *plan.this_shift, *plan.later)
    return found


@pytest.mark.parametrize(
    ("one", "act", "why"),
    [
        pytest.param(duty(), Act.CHASE, Why.OVERDUE, id="overdue"),
        pytest.param(duty(hours=0), Act.CHASE, Why.OVERDUE, id="due this moment"),
        pytest.param(duty(hours=2), Act.CHASE, Why.THIS_SHIFT, id="due this shift"),
        pytest.param(duty(hours=10), Act.CHASE, Why.THIS_SHIFT, id="due as the shift ends"),
        pytest.param(duty(hours=11), Act.CHASE, Why.LATER, id="due after the shift"),
        pytest.param(duty(risk=3), Act.CHASE, Why.DANGER_OVERDUE, id="danger, overdue"),
        pytest.param(duty(risk=3, hours=2), Act.CHASE, Why.DANGER, id="danger, this shift"),
        pytest.param(duty(risk=3, hours=11), Act.CHASE, Why.LATER, id="danger, later"),
        pytest.param(duty(hours=2, is_perishable=True), Act.CHASE, Why.EVIDENCE, id="evidence could be lost"),
        pytest.param(
            duty(K.UPDATE_VICTIM, 2, is_perishable=True), Act.VICTIM, Why.THIS_SHIFT, id="an update loses none"
        ),
        pytest.param(duty(is_away=True), Act.COVER, Why.AWAY, id="whoever has it is away"),
        pytest.param(duty(is_away=True, risk=3), Act.COVER, (Why.DANGER_OVERDUE, Why.AWAY), id="away, and danger"),
        pytest.param(duty(hours=11, is_away=True), Act.CHASE, Why.LATER, id="away, but it can wait"),
        pytest.param(duty(is_away=True, officer=None), Act.CHASE, Why.OVERDUE, id="nobody has it"),
        pytest.param(duty(K.REVIEW_INVESTIGATION), Act.REVIEW, Why.OVERDUE, id="a review"),
        pytest.param(duty(K.DECIDE_OUTCOME), Act.OUTCOME, Why.OVERDUE, id="an outcome"),
        pytest.param(duty(K.SEE_HANDOFF_TAKEN), Act.OTHER, Why.OVERDUE, id="something else"),
        pytest.param(duty(crime=None), Act.OTHER, Why.OVERDUE, id="about no crime"),
    ],
)
def test_what_is_done_about_a_duty_and_why(one, act, why):
    found = only(planned(one))
    assert (found.act, found.why) == (act, why if isinstance(why, tuple) else (why,))


def test_what_one_act_clears_is_one_action_with_every_reason_the_heaviest_first():
    kinds = (K.APPROVE_PLAN, K.REVIEW_INVESTIGATION, K.REVIEW_SUSPECT)
    plan = planned(
        duty(kinds[0], 2, number=1, risk=3), duty(kinds[1], -5, number=2), duty(kinds[2], 30, number=3),
        duty(K.UPDATE_VICTIM, -1, number=4), duty(kinds[1], -1, number=5, crime=2),
    )  # fmt: skip
    found = plan.first
    assert [(one.act, one.crime, len(one.duties)) for one in found] == [
        (Act.REVIEW, 1, 3), (Act.VICTIM, 1, 1), (Act.REVIEW, 2, 1)
    ]  # fmt: skip
    assert found[0].why == (Why.DANGER, Why.OVERDUE)
    assert found[0].due_at == AT - 5 * HOUR
    assert found[0].clears
    assert not only(planned(duty())).clears


def test_all_that_needs_cover_of_one_officer_is_one_action():
    away = [duty(number=number, crime=number, is_away=True) for number in range(1, 5)]
    found = only(planned(*away, duty(K.UPDATE_VICTIM, 3, number=9, crime=1, is_away=True)))
    assert (found.act, found.officer, found.crime, found.crimes, len(found.duties)) == (Act.COVER, 7, None, 4, 5)


def test_custody_comes_before_everything_and_at_most_five_come_first():
    plan = planned(
        *(duty(number=number, crime=number, risk=3) for number in range(1, 8)),
        duty(number=20, crime=20, hours=50),
        detained=(Detained(crime=90, since=AT - 3 * HOUR), Detained(crime=91, since=AT, until=AT - 4 * HOUR)),
    )
    assert [one.act for one in plan.first] == [Act.CUSTODY, Act.CUSTODY, Act.CHASE, Act.CHASE, Act.CHASE]
    assert [one.crime for one in plan.first] == [91, 90, 1, 2, 3]
    assert [one.crime for one in plan.this_shift] == [4, 5, 6, 7]
    assert [one.crime for one in plan.later] == [20]
    assert plan.ends_at == AT + 10 * HOUR


def test_of_two_clocks_of_a_detention_the_sooner_says_how_soon_it_is_looked_at():
    both = Detained(crime=90, since=AT - HOUR, until=AT + 23 * HOUR, review_at=AT + 5 * HOUR)
    action = only(planned(detained=(both,)))
    assert (action.due_at, action.detained) == (AT + 5 * HOUR, both)


def test_what_weighs_most_comes_first_however_late_the_rest_is():
    plan = planned(
        duty(number=1, crime=1, hours=-900), duty(number=2, crime=2, hours=9, risk=3), duty(number=3, crime=3, hours=-1, risk=3),
        duty(number=4, crime=4, hours=8, is_perishable=True), duty(number=5, crime=5, hours=1),
        duty(number=6, crime=6, hours=1, is_away=True),
    )  # fmt: skip
    assert [one.why[0] for one in (*plan.first, *plan.this_shift)] == [
        Why.DANGER_OVERDUE, Why.EVIDENCE, Why.AWAY, Why.DANGER, Why.OVERDUE, Why.THIS_SHIFT
    ]  # fmt: skip


def test_of_what_weighs_the_same_cover_comes_first_because_nobody_is_there_to_do_it():
    plan = planned(duty(number=1, crime=1, hours=-9, risk=3), duty(number=2, crime=2, risk=3, is_away=True))
    assert [one.act for one in plan.first] == [Act.COVER, Act.CHASE]


def test_every_act_and_reason_has_words_and_no_kind_is_cleared_twice():
    assert all(one.label for one in Act)
    assert all(one.sentence.endswith(".") for one in Why)
    kinds = [kind for one in CLEARS.values() for kind in one]
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        pytest.param("99/12/26: witness comes at 10.", set(), id="a reference and a time"),
        pytest.param("Nothing to hand over.", set(), id="nothing"),
        pytest.param("  ", {"handover-empty"}, id="empty"),
        pytest.param("She is at 17 Marigold Wharf, ZZ9 7QX.", {"address-in-handover"}, id="a postcode"),
        pytest.param("Ring 07700 900987.", {"address-in-handover"}, id="a telephone number"),
        pytest.param("Ring +44 7700-900-987", {"address-in-handover"}, id="a telephone number written otherwise"),
        pytest.param("Write to ruth@example.org", {"address-in-handover"}, id="an e-mail address"),
        pytest.param("See 99/1234567/26 and 99/7654321/26", set(), id="two long references"),
    ],
)
def test_a_hand_over_says_something_and_gives_no_address_away(words, refused):
    assert {one.code.removeprefix("shift.") for one in find_reasons_against_handover(words)} == refused


@pytest.mark.parametrize(
    ("own", "acknowledged", "refused"),
    [(False, False, set()), (True, False, {"own-handover"}), (False, True, {"acknowledged-already"}),
     (True, True, {"acknowledged-already"})],
    ids=["somebody else's", "one's own", "acknowledged", "both"],
)  # fmt: skip
def test_who_acknowledges(own, acknowledged, refused):
    found = find_reasons_against_acknowledging(is_own=own, is_acknowledged=acknowledged)
    assert {one.code.removeprefix("shift.") for one in found} == refused


def period(first: float, last: float) -> Period:
    return Period(from_at=AT + first * HOUR, until_at=AT + last * HOUR)


@pytest.mark.parametrize(
    ("wanted", "standing", "away", "refused"),
    [
        pytest.param(period(1, 4), (), False, set(), id="three hours"),
        pytest.param(period(-1, 1), (), False, set(), id="begun already"),
        pytest.param(period(1, 4), (period(4, 6),), False, set(), id="up to another"),
        pytest.param(period(4, 1), (), False, {"ends-before-it-begins"}, id="backwards"),
        pytest.param(period(-3, 0), (), False, {"protected-in-past"}, id="over"),
        pytest.param(period(1, 9.5), (), False, {"protected-too-long"}, id="too long"),
        pytest.param(period(1, 4), (period(3, 6),), False, {"protected-twice"}, id="overlapping"),
        pytest.param(period(1, 4), (), True, {"away-then"}, id="away"),
    ],
)
def test_which_time_is_kept_free(wanted, standing, away, refused):
    found = find_reasons_against_protecting(wanted, standing, RULE, is_away=away, at=AT)
    assert {one.code.removeprefix("shift.") for one in found} == refused


@pytest.mark.parametrize(
    ("made", "of", "share"),
    [(9, 9, None), (0, 0, None), (10, 10, 1.0), (5, 20, 0.25)],
    ids=["one too few", "none", "just enough", "enough"],
)
def test_too_few_say_nothing(made, of, share):
    assert Share(made=made, of=of, least=RULE.least_to_tell).share == share


def test_none_say_nothing_even_where_a_force_wants_no_minimum():
    assert Share(made=0, of=0, least=0).share is None


def test_every_kind_of_team_is_of_a_type():
    assert type_of("response") is TeamType.RESPONSE
    assert type_of("online_investigation") is TeamType.SPECIALIST
    assert type_of("investigation") is TeamType.INVESTIGATION
    assert type_of("victims") is TeamType.DESK
    assert all(one.label for one in TeamType)
