"""Where an outcome stands before anything is stated for it."""

from dataclasses import replace

from constabulary.policing.outcomes.standing import find_standing, put_in_order
from tests.factories.outcomes import matter, suspect


def codes(preconditions) -> set[str]:
    return {one.code for one in preconditions}


def test_what_the_proposer_states_never_closes_an_outcome_and_what_the_record_lacks_does():
    facts = matter("16", stated={"circumstances": "", "support_considered": "", "future_harm": ""}, rationale="")
    standing = find_standing([facts])
    assert standing.is_open
    assert {"circumstances", "future_harm"} <= {one.code for one in standing.asked}
    closed = find_standing([matter("16", evidence_led=None)])
    assert not closed.is_open
    assert codes(closed.missing) == {"evidence-led-decided"}


def test_it_is_looked_at_with_the_suspect_with_whom_least_is_missing():
    poor = matter("16", suspect=suspect(id=2, identity_established=False))
    rich = matter("16", suspect=suspect(id=3))
    assert find_standing([poor, rich]).suspect == 3


def test_what_is_missing_only_for_approval_does_not_close_it():
    standing = find_standing([matter("1", suspect=suspect(id=1, status="charged_bail", told_responsible=False))])
    assert standing.is_open
    assert codes(standing.later) == {"suspect-told"}


def test_what_is_open_stands_first_then_what_steps_would_open_then_what_is_closed_while_things_stand():
    opened, closed = find_standing([matter("16")]), find_standing([matter("16", evidence_led=None)])
    order = put_in_order([closed, opened], doable={"evidence-led-decided"})
    assert (order.open_now, order.later, order.near, order.others) == ((opened,), (), (closed,), ())
    order = put_in_order([closed, opened], doable=set())
    assert (order.open_now, order.later, order.near, order.others) == ((opened,), (), (), (closed,))
    far = replace(closed, missing=closed.missing * 3)
    assert put_in_order([far], doable={"evidence-led-decided"}).others == (far,)


def test_what_misses_something_for_approval_alone_is_not_told_as_open_now():
    waits = find_standing([matter("1", suspect=suspect(id=1, status="charged_bail", told_responsible=False))])
    order = put_in_order([waits], doable=set())
    assert (order.open_now, order.later, order.near, order.others) == ((), (waits,), (), ())
