"""A victim is told before an outcome applies; a text is kept word for word and she is asked alone; what she wants at court."""

from dataclasses import replace
from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.case_file.evidence import add_statement
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.outcomes.deciding import approve_outcome, refuse_outcome, reopen_crime
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route
from constabulary.casework.victims.contact import update_victim
from constabulary.casework.victims.court import note_special_measures, offer_statement
from constabulary.casework.victims.incoming import record_incoming
from constabulary.casework.victims.positions import record_position
from constabulary.casework.victims.telling import rule_telling_unsafe
from constabulary.policing.case_file.statements import PersonalStatement, StatementDetails
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.protection.safe_route import Way
from constabulary.policing.victims.contact import Occasion
from constabulary.policing.victims.incoming import CameBy, IncomingDetails, Meaning
from constabulary.policing.victims.own_statement import OfferDetails, Wish
from constabulary.policing.victims.positions import PositionDetails, RecordedIn, Support
from constabulary.policing.victims.special_measures import Ground, MeasuresDetails, Step
from constabulary.policing.victims.telling import RulingDetails
from constabulary.records.models import Duty, IncomingMessage, SafeRoute, SpecialMeasures, StatementOffer, TellingRuling
from constabulary.standards.calendar import local_day
from tests.casework.test_outcomes import principles, statements
from tests.factories.crimes import (
    WITHDRAWN,
    considered,
    identified,
    planned,
    reachable,
    the_suspect,
    told_of,
    update_of,
    withdraws,
)
from tests.factories.worked import worked

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEXT = "i dont want to go on with this its fine now pls stop"


def open_kinds(crime) -> set[str]:
    return set(Duty.objects.filter(crime=crime, state="open").values_list("kind", flat=True))


def codes(refused) -> set[str]:
    return {one.code.rpartition(".")[2] for one in refused.value.reasons}


def wrote(crime, officer, at, meaning=Meaning.WITHDRAWS, **changes) -> None:
    details = {"came_as": CameBy.TEXT, "from_safe_route": True, "words": TEXT, "received_at": at - HOUR, **changes}
    record_incoming(
        crime=crime.pk, details=IncomingDetails(meaning=meaning, **details), by=officer(Role.DETECTIVE), at=at
    )


def propose(crime, officer, at, code="16", by=Role.DETECTIVE) -> int:
    return propose_outcome(
        crime=crime.pk, outcome_type=code, suspect=the_suspect(crime).pk, stated=statements(code),
        rationale="Nothing but her account shows who did it.", by=officer(by), at=at,
    )  # fmt: skip


def approve(number, officer, at) -> None:
    approve_outcome(outcome=number, approver_stated=principles(), by=officer(Role.SUPERVISOR), at=at)


def waiting(officer, at, by=Role.DETECTIVE):
    """A crime with outcome 16 proposed, of which the victim has not been told; and the number of the proposal."""
    crime = planned(at, to=by)
    worked(crime, at + 4 * HOUR, by=by)
    identified(crime, at + 5 * HOUR, by=by)
    withdraws(crime, at + 5 * HOUR, by=by)
    considered(crime, at + 6 * HOUR, by=by, decided_by=Role.INSPECTOR)
    return crime, propose(crime, officer, at + DAY, by=by)


@pytest.fixture
def proposed(officer, at):
    """A crime with outcome 16 proposed by its detective."""
    return waiting(officer, at)


def test_a_withdrawal_by_text_is_kept_word_for_word_and_she_is_to_be_asked_alone(officer, at):
    crime = planned(at)
    wrote(crime, officer, at + 5 * HOUR)
    row = IncomingMessage.objects.get(crime=crime)
    assert (row.words, row.meaning, row.from_safe_route) == (TEXT, "withdraws", True)
    duty = Duty.objects.get(crime=crime, kind="ask_victim_alone", state="open")
    assert (duty.due_at, duty.owner_id, duty.edition) == (at + 29 * HOUR, crime.officer_id, "Victims' safety 1")
    wrote(crime, officer, at + 6 * HOUR, words="please")
    assert Duty.objects.filter(crime=crime, kind="ask_victim_alone").count() == 1


def test_until_she_is_asked_alone_nothing_counts_as_her_withdrawal(officer, at):
    crime = planned(at)
    identified(crime, at + 5 * HOUR)
    wrote(crime, officer, at + 5 * HOUR)
    by_text = replace(WITHDRAWN, recorded_in=RecordedIn.MESSAGE, reference="07:40", seen_alone=False)
    for position, refusal in (
        (by_text, {"message-is-not-enough", "not-alone"}),
        (replace(WITHDRAWN, seen_alone=False), {"not-alone"}),
        (PositionDetails(support=Support.SUPPORTS, wishes="To go on."), {"not-alone"}),
    ):
        with pytest.raises(NotAllowed) as refused:
            record_position(crime=crime.pk, position=position, by=officer(Role.DETECTIVE), at=at + 6 * HOUR)
        assert codes(refused) == refusal
    record_position(
        crime=crime.pk, position=PositionDetails(support=Support.NOT_REACHED), by=officer(Role.DETECTIVE),
        at=at + 6 * HOUR,
    )  # fmt: skip
    assert "ask_victim_alone" in open_kinds(crime)
    withdraws(crime, at + 7 * HOUR)
    assert "ask_victim_alone" not in open_kinds(crime)


@pytest.mark.parametrize("code", ["14", "16"])
def test_a_text_that_comes_after_her_position_closes_14_and_16_until_she_is_asked(officer, at, code):
    crime = planned(at)
    identified(crime, at + 5 * HOUR)
    withdraws(crime, at + 5 * HOUR)
    considered(crime, at + 6 * HOUR)
    wrote(crime, officer, at + 7 * HOUR)
    with pytest.raises(NotAllowed) as refused:
        propose(crime, officer, at + DAY, code)
    assert "asked-alone" in codes(refused)


def test_a_text_that_comes_while_an_outcome_waits_stops_its_approval(proposed, officer, at):
    crime, number = proposed
    told_of(crime, "16", at + DAY)
    wrote(crime, officer, at + 2 * DAY)
    with pytest.raises(NotAllowed) as refused:
        approve(number, officer, at + 2 * DAY)
    assert codes(refused) == {"asked-alone"}


def test_a_question_is_answered_by_an_update_that_reaches_her(officer, at):
    crime = planned(at)
    wrote(crime, officer, at + 5 * HOUR, Meaning.ASKS)
    wrote(crime, officer, at + 5 * HOUR, Meaning.TELLS)
    assert {"answer_victim"} == open_kinds(crime) & {"answer_victim", "ask_victim_alone"}
    update_victim(crime=crime.pk, update=update_of(at), by=officer(Role.DETECTIVE), at=at + 6 * HOUR)
    assert "answer_victim" not in open_kinds(crime)


def test_a_message_without_words_is_not_kept_and_only_those_who_work_with_victims_keep_one(officer, at):
    crime = planned(at)
    with pytest.raises(NotAllowed):
        wrote(crime, officer, at + HOUR, words=" ")
    with pytest.raises(NotPermitted):
        record_incoming(
            crime=crime.pk,
            details=IncomingDetails(
                came_as=CameBy.TEXT, from_safe_route=True, words=TEXT, meaning=Meaning.TELLS, received_at=at
            ),
            by=officer(Role.AUDITOR), at=at + HOUR,
        )  # fmt: skip


def test_an_update_about_something_else_does_not_tell_her_of_an_outcome(proposed, officer, at):
    crime, number = proposed
    update = update_of(at + DAY, occasion=Occasion.AS_AGREED, outcome_type="16")
    update_victim(crime=crime.pk, update=update, by=officer(Role.DETECTIVE), at=at + DAY)
    with pytest.raises(NotAllowed) as refused:
        approve(number, officer, at + DAY)
    assert codes(refused) == {"victim-told"}


@pytest.mark.source("OUT-26 p3")
def test_an_outcome_that_was_overtaken_has_to_be_told_again(proposed, officer, at):
    crime, number = proposed
    told_of(crime, "16", at + DAY)
    approve(number, officer, at + DAY)
    reopen_crime(crime=crime.pk, words="A witness has come forward.", by=officer(Role.SUPERVISOR), at=at + 2 * DAY)
    again = propose(crime, officer, at + 3 * DAY)
    assert "tell_victim_of_outcome" in open_kinds(crime)
    with pytest.raises(NotAllowed) as refused:
        approve(again, officer, at + 3 * DAY)
    assert codes(refused) == {"victim-told"}
    told_of(crime, "16", at + 3 * DAY)
    approve(again, officer, at + 3 * DAY)


UNSAFE = RulingDetails(
    tried="Rung three times by the safe route; he answered once.", danger="He reads her telephone and has threatened her.",
    instead="Her advocate sees her on Thursday.",
)  # fmt: skip


def rule_it(crime, officer, at, role=Role.VULNERABILITY_DESK, **changes) -> None:
    details = replace(UNSAFE, **{"look_again_on": local_day(at) + timedelta(days=10), **changes})
    rule_telling_unsafe(crime=crime.pk, details=details, by=officer(role), at=at)


def test_where_telling_her_would_endanger_her_safeguarding_decides_and_goes_on_looking(proposed, officer, at):
    crime, number = proposed
    rule_it(crime, officer, at + DAY)
    assert "tell_victim_of_outcome" not in open_kinds(crime)
    duty = Duty.objects.get(crime=crime, kind="see_if_safe_to_tell", state="open")
    assert (duty.desk, duty.person_id, local_day(duty.due_at - HOUR)) == (
        "vulnerability", crime.victim_id, local_day(at + 11 * DAY),
    )  # fmt: skip
    approve(number, officer, at + 2 * DAY)
    assert "see_if_safe_to_tell" in open_kinds(crime)
    rule_it(crime, officer, at + 11 * DAY)
    assert TellingRuling.objects.filter(crime=crime, outcome_type="16").count() == 2
    assert Duty.objects.filter(crime=crime, kind="see_if_safe_to_tell", state="open").count() == 1
    told_of(crime, "16", at + 12 * DAY)
    assert "see_if_safe_to_tell" not in open_kinds(crime)


def test_that_she_is_not_told_is_not_for_whoever_has_the_crime_to_decide(proposed, officer, at):
    crime, _ = proposed
    with pytest.raises(NotPermitted):
        rule_it(crime, officer, at + DAY, role=Role.DETECTIVE)
    theirs, _ = waiting(officer, at + DAY, by=Role.SUPERVISOR)
    with pytest.raises(NotAllowed) as refused:
        rule_it(theirs, officer, at + 3 * DAY, role=Role.SUPERVISOR)
    assert codes(refused) == {"own-crime"}


def test_nothing_is_decided_about_telling_where_no_outcome_waits(officer, at):
    crime = planned(at)
    with pytest.raises(NotAllowed) as refused:
        rule_it(crime, officer, at + DAY)
    assert codes(refused) == {"nothing-to-tell"}


def test_the_decision_lapses_when_a_safe_way_to_reach_her_is_confirmed(proposed, officer, at):
    crime, number = proposed
    rule_it(crime, officer, at + DAY)
    none = RouteDetails(way=Way.NONE, reason="He reads everything.")
    desk = officer(Role.VULNERABILITY_DESK)
    confirm_safe_route(person=crime.victim_id, route=none, by=desk, at=at + DAY + HOUR)
    SafeRoute.objects.get(person=crime.victim, ended_at=None)
    reachable(crime, at + 2 * DAY)
    with pytest.raises(NotAllowed) as refused:
        approve(number, officer, at + 2 * DAY)
    assert codes(refused) == {"victim-told"}


def test_the_decision_is_for_the_outcome_that_waited_and_no_other(proposed, officer, at):
    crime, number = proposed
    rule_it(crime, officer, at + DAY)
    refuse_outcome(outcome=number, words="Look at 15.", by=officer(Role.SUPERVISOR), at=at + DAY)
    supports = PositionDetails(support=Support.SUPPORTS, wishes="To go on.", seen_alone=True)
    record_position(crime=crime.pk, position=supports, by=officer(Role.DETECTIVE), at=at + DAY)
    other = propose(crime, officer, at + 2 * DAY, "15")
    with pytest.raises(NotAllowed) as refused:
        approve_outcome(outcome=other, by=officer(Role.SUPERVISOR), at=at + 2 * DAY)
    assert codes(refused) == {"victim-told"}


def statement(offer: PersonalStatement, crime, at, reference="MG11/1") -> StatementDetails:
    return StatementDetails(
        reference=reference, person_id=crime.victim_id, maker="", taken_at=at, held_where="Store", summary="Her account.",
        personal_statement=offer,
    )  # fmt: skip


@pytest.mark.source("Victims' Code 2020, right 7")
def test_a_personal_statement_that_was_offered_and_not_made_stays_due_until_it_is_settled(officer, at):
    crime = planned(at)
    offered = statement(PersonalStatement.OFFERED, crime, at)
    add_statement(crime=crime.pk, details=offered, by=officer(Role.DETECTIVE), at=at + HOUR)
    again = statement(PersonalStatement.OFFERED, crime, at, "MG11/2")
    add_statement(crime=crime.pk, details=again, by=officer(Role.DETECTIVE), at=at + HOUR)
    assert Duty.objects.filter(crime=crime, kind="offer_personal_statement", state="open").count() == 1
    later = OfferDetails(wish=Wish.LATER, words="After the children's holidays.", again_on=local_day(at + 20 * DAY))
    offer_statement(crime=crime.pk, details=later, by=officer(Role.VICTIMS_DESK), at=at + DAY)
    duty = Duty.objects.get(crime=crime, kind="offer_personal_statement", state="open")
    assert local_day(duty.due_at - HOUR) == local_day(at + 20 * DAY)
    made = OfferDetails(wish=Wish.MADE, reference=" VPS/1 ")
    offer_statement(crime=crime.pk, details=made, by=officer(Role.VICTIMS_DESK), at=at + 20 * DAY)
    assert "offer_personal_statement" not in open_kinds(crime)
    assert list(StatementOffer.objects.order_by("id").values_list("wish", "reference", "again_on")) == [
        ("later", "", local_day(at + 20 * DAY)), ("made", "VPS/1", None),
    ]  # fmt: skip


def test_a_statement_made_with_the_account_settles_the_offer(officer, at):
    crime = planned(at)
    for offer, reference in ((PersonalStatement.OFFERED, "MG11/1"), (PersonalStatement.MADE, "VPS/1")):
        details = statement(offer, crime, at, reference)
        add_statement(crime=crime.pk, details=details, by=officer(Role.DETECTIVE), at=at + HOUR)
    assert "offer_personal_statement" not in open_kinds(crime)


def charge(crime, officer, at) -> None:
    suspect = the_suspect(crime).pk
    for status in (SuspectStatus.ARRESTED_IN_CUSTODY, SuspectStatus.CHARGED):
        move_suspect(
            suspect=suspect, to_status=status, words="As decided.", reference="CR/1", by=officer(Role.DETECTIVE), at=at
        )


def test_a_charge_makes_due_what_she_is_asked_before_a_trial(officer, at):
    crime = planned(at)
    identified(crime, at + 5 * HOUR)
    charge(crime, officer, at + 6 * HOUR)
    assert {"offer_personal_statement", "ask_special_measures"} <= open_kinds(crime)
    asked = MeasuresDetails(
        step=Step.ASKED, grounds=(Ground.NAMED_OFFENCE,), wishes="Not to see him.", quality=" She freezes. "
    )
    note_special_measures(crime=crime.pk, details=asked, by=officer(Role.DETECTIVE), at=at + DAY)
    row = SpecialMeasures.objects.get(crime=crime)
    assert (row.step, row.grounds, row.quality) == ("asked", ["named_offence"], "She freezes.")
    assert "ask_special_measures" not in open_kinds(crime)


def test_what_was_settled_before_a_charge_is_not_asked_again(officer, at):
    crime = planned(at)
    identified(crime, at + 5 * HOUR)
    desk = officer(Role.VICTIMS_DESK)
    declined = OfferDetails(wish=Wish.DECLINED, words="She does not want one.")
    offer_statement(crime=crime.pk, details=declined, by=desk, at=at + 5 * HOUR)
    asked = MeasuresDetails(step=Step.ASKED, grounds=(Ground.NONE,), wishes="Nothing.")
    note_special_measures(crime=crime.pk, details=asked, by=desk, at=at + 5 * HOUR)
    charge(crime, officer, at + 6 * HOUR)
    assert not {"offer_personal_statement", "ask_special_measures"} & open_kinds(crime)


def test_what_lacks_something_is_refused_and_only_those_who_work_with_victims_write_it(officer, at):
    crime = planned(at)
    with pytest.raises(NotAllowed):
        offer_statement(
            crime=crime.pk, details=OfferDetails(wish=Wish.LATER), by=officer(Role.VICTIMS_DESK), at=at + HOUR
        )
    with pytest.raises(NotAllowed):
        note_special_measures(
            crime=crime.pk, details=MeasuresDetails(step=Step.ASKED), by=officer(Role.VICTIMS_DESK), at=at + HOUR
        )
    for act, details in (
        (offer_statement, OfferDetails(wish=Wish.DECLINED, words="No.")),
        (note_special_measures, MeasuresDetails(step=Step.ASKED, grounds=(Ground.NONE,), wishes="Nothing.")),
    ):
        with pytest.raises(NotPermitted):
            act(crime=crime.pk, details=details, by=officer(Role.AUDITOR), at=at + HOUR)
