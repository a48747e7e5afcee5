"""What a force, its teams and those who join it may be called, and who may be put under whom."""

import pytest

from constabulary.policing.workforce.joining import (
    CODE_MALFORMED,
    DOES_NOT_SUPERVISE,
    FORCE_UNNAMED,
    KIND_UNKNOWN,
    NUMBER_MALFORMED,
    NUMBER_TAKEN,
    SUPERVISED_IN_TURN,
    SUPERVISES_SELF,
    SUPERVISOR_UNKNOWN,
    TEAM_KINDS,
    TEAM_THERE,
    TEAM_UNNAMED,
    UNNAMED,
    find_reasons_against_force,
    find_reasons_against_joining,
    find_reasons_against_supervisor,
    find_reasons_against_team,
    number_meant,
)
from constabulary.records.queries.planning import ONLINE


def codes(reasons) -> list[str]:
    return [one.code for one in reasons]


def test_a_name_that_is_too_long_is_told_how_long_one_is_by_the_standard():
    (found,) = find_reasons_against_force(code="46", name="x" * 31, letters=30)
    assert found.sentence == "Say what the force is called. Keep it to 30 letters."


@pytest.mark.parametrize(
    ("code", "name", "against"),
    [
        pytest.param("46", "Kentshire Police", (), id="as it should be"),
        pytest.param("KS01", "K", (), id="four letters and digits"),
        pytest.param("", "Kentshire Police", (CODE_MALFORMED,), id="no code"),
        pytest.param("KS012", "Kentshire Police", (CODE_MALFORMED,), id="a code that is too long"),
        pytest.param("ks", "Kentshire Police", (CODE_MALFORMED,), id="small letters"),
        pytest.param("4/6", "Kentshire Police", (CODE_MALFORMED,), id="a stroke would part a reference"),
        pytest.param("46", "  ", (FORCE_UNNAMED,), id="no name"),
        pytest.param("46", "x" * 81, (FORCE_UNNAMED,), id="a name longer than is kept"),
        pytest.param("/", "", (CODE_MALFORMED, FORCE_UNNAMED), id="neither"),
    ],
)
def test_a_force_is_called_by_a_code_and_a_name(code, name, against):
    assert codes(find_reasons_against_force(code=code, name=name, letters=80)) == codes(against)


@pytest.mark.parametrize(
    ("number", "name", "is_taken", "against"),
    [
        pytest.param("4711", "Ann Marlow", False, (), id="as it should be"),
        pytest.param("PS-12", "A", False, (), id="letters and a hyphen"),
        pytest.param("4711", "Ann Marlow", True, (NUMBER_TAKEN,), id="a number that somebody has"),
        pytest.param("47/11", "Ann Marlow", False, (NUMBER_MALFORMED,), id="a stroke would part an address"),
        pytest.param("47 11", "Ann Marlow", False, (NUMBER_MALFORMED,), id="a space"),
        pytest.param("-4711", "Ann Marlow", False, (NUMBER_MALFORMED,), id="a hyphen first"),
        pytest.param("1" * 12, "Ann Marlow", False, (), id="as long as is kept"),
        pytest.param("1" * 13, "Ann Marlow", True, (NUMBER_MALFORMED,), id="longer than is kept"),
        pytest.param("4711", " ", False, (UNNAMED,), id="no name"),
        pytest.param("", "x" * 81, False, (NUMBER_MALFORMED, UNNAMED), id="no number and a name longer than is kept"),
    ],
)
def test_somebody_joins_with_a_number_of_their_own_and_a_name(number, name, is_taken, against):
    assert codes(find_reasons_against_joining(collar_number=number, name=name, is_taken=is_taken, letters=80)) == codes(
        against
    )


def test_a_number_is_kept_in_capitals():
    assert number_meant(" ps12 ") == "PS12"


@pytest.mark.parametrize(
    ("known", "self_", "supervises", "in_turn", "against"),
    [
        pytest.param(True, False, True, False, (), id="as it should be"),
        pytest.param(False, False, False, False, (SUPERVISOR_UNKNOWN,), id="a number nobody has"),
        pytest.param(True, True, True, False, (SUPERVISES_SELF,), id="themselves"),
        pytest.param(True, False, False, False, (DOES_NOT_SUPERVISE,), id="somebody who does not supervise"),
        pytest.param(True, False, True, True, (SUPERVISED_IN_TURN,), id="somebody under them"),
    ],
)
def test_under_whom_somebody_is_put(known, self_, supervises, in_turn, against):
    found = find_reasons_against_supervisor(
        is_known=known, is_self=self_, supervises=supervises, is_supervised_in_turn=in_turn
    )
    assert found == against


@pytest.mark.parametrize(
    ("name", "kind", "there", "against"),
    [
        pytest.param("Weald investigations", "investigation", False, (), id="as it should be"),
        pytest.param("Weald investigations", "investigation", True, (TEAM_THERE,), id="one of that name"),
        pytest.param("Weald investigations", "band", False, (KIND_UNKNOWN,), id="a kind that is none"),
        pytest.param("Weald investigations", "band", True, (TEAM_THERE, KIND_UNKNOWN), id="both"),
        pytest.param(" ", "", False, (TEAM_UNNAMED, KIND_UNKNOWN), id="neither name nor kind"),
    ],
)
def test_a_team_has_a_name_of_its_own_and_a_kind(name, kind, there, against):
    assert codes(find_reasons_against_team(name=name, kind=kind, is_there=there, letters=80)) == codes(against)


def test_the_kinds_that_the_product_asks_for_by_name_can_be_chosen():
    assert {ONLINE, "investigation"} <= set(TEAM_KINDS)
