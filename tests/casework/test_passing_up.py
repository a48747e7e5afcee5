"""Passing a decision up: an officer over their limit, an outcome somebody lacks the rank for; asked, answered, read."""

from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.allocation_asking import answer_over_limit, ask_to_exceed
from constabulary.casework.outcomes.deciding import approve_outcome, refuse_outcome
from constabulary.casework.outcomes.passing import pass_outcome_up
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Allocation, Duty, PassedUp
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.writing import writing
from tests.casework.test_outcomes import principles, propose, ready_for_16
from tests.conftest import asking
from tests.factories.crimes import filed, give, recorded, theft_recorded, told_of

LATER = timedelta(hours=5)


@pytest.fixture
def full(officer, at):
    """An investigator whose hours leave no room for another crime."""
    by = officer(Role.ADMINISTRATOR)
    with writing(by=by, at=at) as w:
        row = w.lock(OfficerRow, officer(Role.INVESTIGATOR).id)
        w.entry(EntryKind.OFFICER_ADDED, subject=row)
        w.update(row, hours_share=0.01)
    return row.id


def ask(crime, full, at, **changes):
    details = {"reason": "She has his other two.", "by": asking(Role.ALLOCATION_MANAGER), "at": at + LATER}
    return ask_to_exceed(crime=crime.pk, officer=full, **{**details, **changes})


def codes(refused) -> set[str]:
    return {reason.code.split(".")[-1] for reason in refused.value.reasons}


def waiting(crime):
    return list(Duty.objects.filter(crime=crime, kind="decide_over_limit", state="open").values_list("desk", flat=True))


def test_whoever_may_not_exceed_asks_and_the_inspectors_have_it_due(officer, at, full):
    crime = recorded(at)
    number = ask(crime, full, at)
    asked = PassedUp.objects.get(pk=number)
    assert (asked.because, asked.to_desk, asked.answer, asked.officer_id) == (
        "She has his other two.", "inspectors", "", full,
    )  # fmt: skip
    assert waiting(crime) == ["inspectors"]
    assert not Allocation.objects.filter(crime=crime).exists()
    with pytest.raises(NotAllowed) as refused:
        ask(crime, full, at)
    assert codes(refused) == {"asked-already"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"reason": " "}, {"why-this-officer"}, id="nobody says why"),
        pytest.param({"by": Role.INSPECTOR}, {"decide-yourself"}, id="whoever may decide it"),
        pytest.param({"instead_of": 4}, {"taken-meanwhile"}, id="somebody else was quicker"),
        pytest.param({"officer": Role.DETECTIVE}, {"nothing-to-ask"}, id="an officer with room"),
        pytest.param({"officer": Role.PLANNER}, {"not-an-investigator"}, id="nobody who could have it"),
    ],
)
def test_what_cannot_be_asked_is_refused(officer, at, full, changes, expected):
    asked = dict(changes)
    taker = officer(asked.pop("officer")).id if "officer" in asked else full
    if "by" in asked:
        asked["by"] = officer(asked["by"])
    with pytest.raises(NotAllowed) as refused:
        ask(recorded(at), taker, at, **asked)
    assert codes(refused) == expected
    assert not PassedUp.objects.exists()


def test_an_inspector_gives_it_and_both_reasons_are_kept(officer, at, full):
    crime = recorded(at)
    ask(crime, full, at)
    answer = {"crime": crime.pk, "gives": True, "at": at + 2 * LATER}
    with pytest.raises(NotPermitted):
        answer_over_limit(**answer, words="Yes.", by=officer(Role.ALLOCATION_MANAGER))
    with pytest.raises(NotAllowed) as refused:
        answer_over_limit(**answer, words=" ", by=officer(Role.INSPECTOR))
    assert codes(refused) == {"words-needed"}
    done = answer_over_limit(**answer, words="He knows them; I take another off him.", by=officer(Role.INSPECTOR))
    assert done.after.is_over
    row = Allocation.objects.get(crime=crime)
    assert (row.reason, row.override_reason, row.officer_id) == (
        "She has his other two.", "He knows them; I take another off him.", full,
    )  # fmt: skip
    asked = PassedUp.objects.get(crime=crime)
    assert (asked.answer, asked.words) == ("given", "He knows them; I take another off him.")
    assert waiting(crime) == []
    assert Duty.objects.get(crime=crime, kind="decide_over_limit").state == "met"
    with pytest.raises(NotAllowed) as refused:
        answer_over_limit(**answer, words="Again.", by=officer(Role.INSPECTOR))
    assert codes(refused) == {"nobody-waits"}


def test_an_inspector_refuses_and_the_crime_goes_on_waiting_for_an_officer(officer, at, full):
    crime = recorded(at)
    ask(crime, full, at)
    refused = answer_over_limit(
        crime=crime.pk, gives=False, words="Give it to the other team.", by=officer(Role.INSPECTOR), at=at + 2 * LATER
    )
    assert refused is None
    assert PassedUp.objects.get(crime=crime).answer == "refused"
    assert waiting(crime) == []
    assert Duty.objects.filter(crime=crime, kind="allocate", state="open").exists()
    ask(crime, full, at + 3 * LATER)
    assert waiting(crime) == ["inspectors"]


def test_a_crime_given_to_somebody_else_meanwhile_needs_no_answer(at, full):
    crime = recorded(at)
    ask(crime, full, at)
    give(crime, Role.DETECTIVE, at + 2 * LATER)
    assert PassedUp.objects.get(crime=crime).answer == "overtaken"
    assert Duty.objects.get(crime=crime, kind="decide_over_limit").state == "superseded"


def test_a_crime_that_is_filed_needs_no_answer(at, full):
    crime = theft_recorded(at)
    ask(crime, full, at)
    filed(crime, at + 2 * LATER)
    assert waiting(crime) == []
    assert PassedUp.objects.get(crime=crime).answer == "overtaken"


def proposed_16(at, *, by=Role.DETECTIVE):
    crime = ready_for_16(at)
    return crime, propose(crime, asking, at + LATER, by=by)


def decides(crime):
    return Duty.objects.filter(crime=crime, kind="decide_outcome", state="open").values_list(
        "desk", "owner_id", "due_at"
    )


def test_whoever_supervises_their_own_case_passes_the_decision_to_an_inspector_and_it_stays_due(officer, at):
    crime, number = proposed_16(at, by=Role.SUPERVISOR)
    due_at = decides(crime)[0][2]
    with pytest.raises(NotAllowed) as refused:
        pass_outcome_up(outcome=number, because=" ", by=officer(Role.SUPERVISOR), at=at + 2 * LATER)
    assert codes(refused) == {"why-needed"}
    pass_outcome_up(outcome=number, because="I proposed it.", by=officer(Role.SUPERVISOR), at=at + 2 * LATER)
    passed = PassedUp.objects.get(crime=crime)
    assert (passed.because, passed.to_desk, passed.outcome_id) == ("I proposed it.", "inspectors", number)
    assert list(decides(crime)) == [("inspectors", None, due_at)]
    with pytest.raises(NotAllowed) as refused:
        pass_outcome_up(outcome=number, because="Again.", by=officer(Role.SUPERVISOR), at=at + 2 * LATER)
    assert codes(refused) == {"asked-already"}
    refuse_outcome(outcome=number, words="See her first.", by=officer(Role.INSPECTOR), at=at + 3 * LATER)
    passed.refresh_from_db()
    assert (passed.answer, passed.words) == ("refused", "See her first.")
    with pytest.raises(NotAllowed) as refused:
        pass_outcome_up(outcome=number, because="Again.", by=officer(Role.SUPERVISOR), at=at + 4 * LATER)
    assert codes(refused) == {"nobody-waits"}


def test_whoever_may_decide_an_outcome_does_not_pass_it_and_whoever_decides_none_may_not(officer, at):
    _, number = proposed_16(at)
    with pytest.raises(NotAllowed) as refused:
        pass_outcome_up(outcome=number, because="I am busy.", by=officer(Role.INSPECTOR), at=at + 2 * LATER)
    assert codes(refused) == {"decide-yourself"}
    with pytest.raises(NotPermitted):
        pass_outcome_up(outcome=number, because="x", by=officer(Role.DETECTIVE), at=at + 2 * LATER)
    assert not PassedUp.objects.exists()


def test_an_outcome_passed_up_and_approved_says_so(officer, at):
    crime, number = proposed_16(at, by=Role.SUPERVISOR)
    told_of(crime, "16", at + LATER)
    pass_outcome_up(outcome=number, because="I proposed it.", by=officer(Role.SUPERVISOR), at=at + 2 * LATER)
    approve_outcome(
        outcome=number,
        words="All is shown.",
        approver_stated=principles(),
        by=officer(Role.INSPECTOR),
        at=at + 3 * LATER,
    )
    assert PassedUp.objects.get(crime=crime).answer == "given"
