"""What a victim is told has changed: of each suspect, with an outcome or without, and that a case goes on."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.duties import find_open_duties, supersede_duties
from constabulary.casework.investigation.custody import extend_bail
from constabulary.casework.investigation.suspects import add_suspect, move_suspect
from constabulary.casework.outcomes.deciding import approve_outcome, refuse_outcome, reopen_crime
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.people import PersonDetails
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route
from constabulary.casework.sending import send_waiting
from constabulary.casework.victims.contact import agree_contact, update_victim
from constabulary.casework.victims.letters import write_to_victim
from constabulary.casework.victims.positions import record_position
from constabulary.casework.victims.telling import rule_telling_unsafe
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import title_of_duty
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.outcomes.check import RULES
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.policing.victims.contact import AgreementDetails, ContactMethod, Occasion, Reached
from constabulary.policing.victims.positions import PositionDetails, Support
from constabulary.policing.victims.telling import RulingDetails
from constabulary.records.models import ContactPoint, Crime, Duty, JournalEntry, JournalPayload, Suspect, TellingRuling
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import (
    THREAT_TO_NOBODY,
    filed,
    identified,
    planned,
    the_suspect,
    theft_recorded,
    told_of,
    update_of,
)
from tests.factories.outcomes import filled
from tests.factories.protection import add_officer
from tests.factories.worked import worked

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
S = SuspectStatus


def moved(suspect, status, at, *, moment=None) -> None:
    move_suspect(
        suspect=suspect.pk, to_status=status, words="As it was.", moment=moment, reference="ZZ/1",
        by=asking(Role.DETECTIVE), at=at,
    )  # fmt: skip


def changes_of(crime, state="open") -> list[Duty]:
    return list(Duty.objects.filter(crime=crime, kind="tell_victim_of_change", state=state).order_by("id"))


def another(crime, at, family="Moss") -> Suspect:
    number = add_suspect(
        crime=crime.pk, words="Drove him.", person=PersonDetails(given="Lee", family=family),
        by=asking(Role.DETECTIVE), at=at,
    )  # fmt: skip
    return Suspect.objects.get(pk=number)


def ended_by_charge(at, **details) -> tuple[Crime, Suspect, Suspect]:
    """A crime finalised by the charge of one suspect, of which the victim was told, while another is to be found."""
    crime = planned(at, **details)
    charged = identified(crime, at + 5 * HOUR)
    other = another(crime, at + 5 * HOUR)
    moved(charged, S.ARRESTED_IN_CUSTODY, at + 7 * HOUR)
    moved(charged, S.CHARGED_BAIL, at + 9 * HOUR, moment=at + 20 * DAY)
    stated = {**filled(tuple(one.heading for one in RULES["1"].stated)), "court_on": "2026-12-20", "charged_by": "cps"}
    number = propose_outcome(
        crime=crime.pk, outcome_type="1", suspect=charged.pk, rationale="Charged.", stated=stated,
        by=asking(Role.DETECTIVE), at=at + DAY,
    )  # fmt: skip
    if crime.victim_id is not None:
        told_of(crime, "1", at + DAY)
    approve_outcome(outcome=number, by=asking(Role.SUPERVISOR), at=at + DAY)
    crime.refresh_from_db()
    return crime, charged, other


@pytest.mark.source("Victims' Code 2020")
def test_who_is_arrested_and_bailed_after_another_was_charged_is_told_to_the_victim_as_before(at):
    crime, charged, other = ended_by_charge(at)
    assert crime.state == "finalised"
    moved(other, S.ARRESTED_IN_CUSTODY, at + 2 * DAY)
    arrested = Duty.objects.get(crime=crime, kind="tell_victim_of_change", subject_row=other.pk, state="open")
    assert (local_day(arrested.due_at), arrested.owner_id) == (local_day(at + 3 * DAY), crime.officer_id)
    moved(other, S.BAILED_PRE_CHARGE, at + 2 * DAY + HOUR, moment=at + 30 * DAY)
    bailed = Duty.objects.get(crime=crime, kind="tell_victim_of_change", subject_row=other.pk, state="open")
    assert (bailed.pk > arrested.pk, bailed.due_at) == (True, arrested.due_at)
    # Of him who was charged she is told anew when the court remands him, his own change beside the other's.
    moved(charged, S.CHARGED_REMANDED, at + 4 * DAY, moment=at + 20 * DAY)
    remanded = Duty.objects.get(crime=crime, kind="tell_victim_of_change", subject_row=charged.pk, state="open")
    assert remanded.opened_at == at + 4 * DAY


@pytest.mark.source("Victims' Code 2020")
def test_who_is_charged_after_the_crime_has_an_outcome_is_asked_of_the_victim_before_the_trial(at):
    crime, _, other = ended_by_charge(at)
    before_court = {DutyKind.OFFER_PERSONAL_STATEMENT, DutyKind.ASK_SPECIAL_MEASURES}
    by = system_officer()
    say_who_asks(by)
    with writing(by=by, at=at + DAY, purpose="As if nobody had been charged before") as w:
        w.entry(EntryKind.SUSPECT_MOVED, subject=crime, journey=crime.journey_id)
        supersede_duties(w, find_open_duties(w, crime.journey_id, *before_court), at + DAY)
    moved(other, S.ARRESTED_IN_CUSTODY, at + 2 * DAY)
    moved(other, S.CHARGED, at + 2 * DAY + HOUR)
    assert before_court <= set(Duty.objects.filter(crime=crime, state="open").values_list("kind", flat=True))


def test_where_there_is_no_victim_nobody_is_told_of_a_change_after_the_outcome(at):
    crime, _, other = ended_by_charge(at, **THREAT_TO_NOBODY)
    moved(other, S.ARRESTED_IN_CUSTODY, at + 2 * DAY)
    assert crime.state == "finalised"
    assert not changes_of(crime)


@pytest.mark.source("Victims' Code 2020")
def test_bail_that_is_extended_is_told_to_the_victim(at):
    crime = planned(at)
    suspect = the_suspect(crime)
    moved(suspect, S.ARRESTED_IN_CUSTODY, at + DAY)
    moved(suspect, S.BAILED_PRE_CHARGE, at + DAY, moment=at + 30 * DAY)
    decider = add_officer("S901", Role.INSPECTOR, at, rank=Rank.SUPERINTENDENT)
    extend_bail(
        suspect=suspect.pk, until=at + 90 * DAY, authority="inspector", decider=decider.collar_number,
        reference="B/2", words="Telephones.", by=asking(Role.DETECTIVE), at=at + 28 * DAY,
    )  # fmt: skip
    (extended,) = changes_of(crime)
    assert (extended.subject_row, extended.opened_at) == (suspect.pk, at + 28 * DAY)


def proposed(crime, at, code="18") -> int:
    stated = filled(tuple(one.heading for one in RULES[code].stated))
    return propose_outcome(
        crime=crime.pk, outcome_type=code, rationale="No line is left.", stated=stated, by=asking(Role.DETECTIVE), at=at
    )


def refused(number, at) -> None:
    refuse_outcome(outcome=number, words="Ask the neighbours first.", by=asking(Role.SUPERVISOR), at=at)


def without_suspect(at) -> Crime:
    """A crime that nobody is named in, worked as far as an outcome without a suspect asks."""
    crime = planned(at, call={"others": ()})
    worked(crime, at + 5 * HOUR)
    record_position(
        crime=crime.pk, position=PositionDetails(support=Support.SUPPORTS, wishes="Court."),
        by=asking(Role.DETECTIVE), at=at + 5 * HOUR,
    )  # fmt: skip
    return crime


def kinds_of(crime) -> set[str]:
    return set(Duty.objects.filter(crime=crime, state="open").values_list("kind", flat=True))


def test_who_was_told_of_an_outcome_that_is_refused_hears_that_it_goes_on_and_of_the_next_one_anew(at):
    crime = without_suspect(at)
    first = proposed(crime, at + DAY)
    told_of(crime, "18", at + DAY + HOUR)
    refused(first, at + 2 * DAY)
    (goes_on,) = changes_of(crime)
    assert (goes_on.rule, goes_on.edition) == ("victims.goes_on", "Victims' Code clocks 1")
    assert (local_day(goes_on.due_at), goes_on.owner_id) == (local_day(at + 3 * DAY), crime.officer_id)
    assert title_of_duty(DutyKind(goes_on.kind), goes_on.rule) == "Tell the victim that the investigation goes on"
    again = proposed(crime, at + 30 * DAY)
    assert "tell_victim_of_outcome" in kinds_of(crime)
    with pytest.raises(NotAllowed) as untold:
        approve_outcome(outcome=again, by=asking(Role.SUPERVISOR), at=at + 31 * DAY)
    assert "outcome.victim-told" in {one.code for one in untold.value.reasons}
    told_of(crime, "18", at + 31 * DAY)
    approve_outcome(outcome=again, by=asking(Role.SUPERVISOR), at=at + 31 * DAY)
    goes_on.refresh_from_db()
    assert goes_on.state == "superseded", "that it goes on is no news once it has ended after all"


@pytest.mark.parametrize(
    ("tried", "owed"),
    [
        pytest.param((), False, id="nothing tried"),
        pytest.param((Reached.NO_REPLY,), False, id="nobody answered"),
        pytest.param((Reached.NO_REPLY, Reached.MESSAGE_LEFT), True, id="a letter left"),
        pytest.param((Reached.REACHED,), True, id="told"),
    ],
)
def test_that_it_goes_on_is_owed_to_whoever_may_have_heard_of_an_end(at, tried, owed):
    crime = without_suspect(at)
    number = proposed(crime, at + DAY)
    for place, reached in enumerate(tried):
        update = update_of(at, occasion=Occasion.OUTCOME, outcome_type="18", reached=reached)
        update_victim(crime=crime.pk, update=update, by=asking(Role.DETECTIVE), at=at + DAY + place * HOUR)
    refused(number, at + 2 * DAY)
    assert bool(changes_of(crime)) is owed
    # What was refused once more, with nothing told since, is no second piece of news.
    refused(proposed(crime, at + 3 * DAY), at + 4 * DAY)
    assert len(changes_of(crime)) == int(owed)


def ruling_of(at) -> RulingDetails:
    return RulingDetails(
        tried="Rang twice.", danger="He reads her post.", instead="Seen at school.",
        look_again_on=local_day(at + 20 * DAY),
    )  # fmt: skip


def test_what_safeguarding_ruled_of_telling_stands_when_the_proposal_is_refused(at):
    crime = without_suspect(at)
    number = proposed(crime, at + DAY)
    rule_telling_unsafe(crime=crime.pk, details=ruling_of(at), by=asking(Role.VULNERABILITY_DESK), at=at + DAY + HOUR)
    refused(number, at + 2 * DAY)
    assert not changes_of(crime)
    # Somebody looks again on the day that was set, although nothing is proposed.
    due = Duty.objects.get(crime=crime, kind="see_if_safe_to_tell", state="open")
    later = replace(ruling_of(at), look_again_on=local_day(at + 25 * DAY))
    rule_telling_unsafe(crime=crime.pk, details=later, by=asking(Role.VULNERABILITY_DESK), at=at + 3 * DAY)
    due.refresh_from_db()
    assert due.state == "met"
    assert set(TellingRuling.objects.filter(crime=crime).values_list("outcome_type", flat=True)) == {"18"}
    again = proposed(crime, at + 4 * DAY)
    assert "tell_victim_of_outcome" not in kinds_of(crime)
    approve_outcome(outcome=again, by=asking(Role.SUPERVISOR), at=at + 5 * DAY)


def reopened(crime, at) -> None:
    reopen_crime(crime=crime.pk, words="A witness has come forward.", by=asking(Role.SUPERVISOR), at=at)


def ended_without_suspect(at, *, every_days: int | None = None) -> Crime:
    """A crime finalised on the third day, of which the victim was told; contact agreed with them where it was."""
    crime = without_suspect(at)
    if every_days is not None:
        agreed = AgreementDetails(how=ContactMethod.TELEPHONE, by_safe_route=True, every_days=every_days)
        agree_contact(crime=crime.pk, agreed=agreed, by=asking(Role.DETECTIVE), at=at + 6 * HOUR)
    number = proposed(crime, at + DAY)
    told_of(crime, "18", at + 2 * DAY)
    approve_outcome(outcome=number, by=asking(Role.SUPERVISOR), at=at + 2 * DAY)
    return crime


def the_open(crime, kind: DutyKind) -> Duty:
    return Duty.objects.get(crime=crime, kind=kind.value, state="open")


def test_a_victim_whose_case_is_open_again_is_told_so_and_hears_again_as_was_agreed(at):
    crime = ended_without_suspect(at, every_days=14)
    assert not kinds_of(crime) & {"update_victim", "agree_contact", "inspect_investigation", "tell_victim_of_change"}
    reopened(crime, at + 20 * DAY)
    goes_on = the_open(crime, DutyKind.TELL_VICTIM_OF_CHANGE)
    assert (goes_on.rule, goes_on.owner_id) == ("victims.goes_on", crime.officer_id)
    assert local_day(goes_on.due_at) == local_day(at + 21 * DAY)
    update = the_open(crime, DutyKind.UPDATE_VICTIM)
    assert (local_day(update.due_at), update.owner_id) == (local_day(at + 34 * DAY), crime.officer_id)
    assert "agree_contact" not in kinds_of(crime)
    inspection = the_open(crime, DutyKind.INSPECT_INVESTIGATION)
    assert (inspection.owner_id, inspection.team_id) == (None, crime.team_id)
    (fell_away,) = Duty.objects.filter(crime=crime, kind="inspect_investigation", state="superseded")
    assert inspection.due_at == fell_away.due_at


def test_a_day_that_was_promised_before_the_outcome_still_holds_where_it_is_sooner(at):
    crime = ended_without_suspect(at, every_days=14)
    reopened(crime, at + 4 * DAY)
    # Told on the third day that they hear again within seven.
    assert local_day(the_open(crime, DutyKind.UPDATE_VICTIM).due_at) == local_day(at + 9 * DAY)


def test_where_contact_was_never_agreed_agreeing_it_is_due_once_the_case_is_open_again(at):
    crime = ended_without_suspect(at)
    reopened(crime, at + 20 * DAY)
    assert (the_open(crime, DutyKind.AGREE_CONTACT).owner_id, "update_victim" in kinds_of(crime)) == (
        crime.officer_id, False,
    )  # fmt: skip


def test_what_the_inspector_missed_while_it_was_ended_is_due_within_two_days_of_the_reopening(at):
    crime = ended_without_suspect(at)
    reopened(crime, at + 200 * DAY)
    inspection = the_open(crime, DutyKind.INSPECT_INVESTIGATION)
    assert (inspection.due_at, inspection.rule) == (at + 202 * DAY, "investigation.review_on_event")


def test_who_was_spared_an_outcome_for_their_safety_is_not_told_that_it_is_open_again(at):
    crime = without_suspect(at)
    number = proposed(crime, at + DAY)
    rule_telling_unsafe(crime=crime.pk, details=ruling_of(at), by=asking(Role.VULNERABILITY_DESK), at=at + DAY + HOUR)
    approve_outcome(outcome=number, by=asking(Role.SUPERVISOR), at=at + 2 * DAY)
    reopened(crime, at + 3 * DAY)
    assert kinds_of(crime) & {"tell_victim_of_change", "agree_contact"} == {"agree_contact"}


def test_of_a_crime_without_a_victim_only_the_inspector_looks_again(at):
    crime, *_ = ended_by_charge(at, **THREAT_TO_NOBODY)
    reopened(crime, at + 3 * DAY)
    assert "inspect_investigation" in kinds_of(crime)
    assert not kinds_of(crime) & {"tell_victim_of_change", "update_victim", "agree_contact"}


def test_a_crime_that_goes_back_to_the_pool_has_its_clocks_begin_with_its_first_officer(at):
    crime = theft_recorded(at)
    filed(crime, at + 5 * HOUR)
    stated = {"no_lines_because": "Nobody saw it and nothing films the place."}
    number = propose_outcome(
        crime=crime.pk, outcome_type="18", rationale="No line.", stated=stated, by=asking(Role.IMU_ASSESSOR),
        at=at + 5 * HOUR,
    )  # fmt: skip
    told_of(crime, "18", at + 5 * HOUR, by=Role.IMU_ASSESSOR)
    approve_outcome(outcome=number, by=asking(Role.SUPERVISOR), at=at + DAY)
    reopened(crime, at + 20 * DAY)
    assert kinds_of(crime) & {
        "tell_victim_of_change", "agree_contact", "update_victim", "inspect_investigation",
    } == {"tell_victim_of_change"}  # fmt: skip


def tells(crime, at, *told, **changes) -> None:
    update = update_of(at, occasion=Occasion.CHANGE, changes=tuple(one.pk for one in told), **changes)
    update_victim(crime=crime.pk, update=update, by=asking(Role.DETECTIVE), at=at)


def two_changes(at) -> tuple[Crime, Duty, Duty]:
    """A crime of which the victim is to be told that one suspect was arrested and the other interviewed."""
    crime = planned(at)
    other = another(crime, at + 5 * HOUR)
    moved(the_first(crime), S.ARRESTED_IN_CUSTODY, at + 6 * HOUR)
    moved(other, S.VOLUNTARY_ATTENDANCE_ARRANGED, at + 6 * HOUR, moment=at + 7 * HOUR)
    moved(other, S.INTERVIEWED_VOLUNTARILY, at + 8 * HOUR)
    first, second = changes_of(crime)
    return crime, first, second


def the_first(crime) -> Suspect:
    return Suspect.objects.filter(crime=crime).earliest("id")


def reasons(refused) -> set[str]:
    return {one.code.split(".")[1] for one in refused.value.reasons}


def test_of_two_changes_only_the_one_that_was_told_is_done_and_the_other_stays_due(at):
    crime, arrested, interviewed = two_changes(at)
    tells(crime, at + DAY, interviewed)
    assert (changes_of(crime), changes_of(crime, "met")) == ([arrested], [interviewed])
    entry = JournalEntry.objects.filter(kind="victim_updated").latest("id")
    assert f'"changes":[{interviewed.pk}]' in bytes(JournalPayload.objects.get(entry=entry.pk).content).decode()
    tells(crime, at + DAY + HOUR, arrested)
    assert not changes_of(crime)


def test_both_are_told_at_once_and_in_an_update_about_something_else_too(at):
    crime, *both = two_changes(at)
    tells(crime, at + DAY, *both)
    assert changes_of(crime, "met") == both
    again, first, second = two_changes(at + 10 * DAY)
    update = update_of(at + 11 * DAY, occasion=Occasion.AS_AGREED, changes=(first.pk,))
    update_victim(crime=again.pk, update=update, by=asking(Role.DETECTIVE), at=at + 11 * DAY)
    assert changes_of(again) == [second]


def test_another_change_than_those_that_wait_meets_none_of_them(at):
    crime, *both = two_changes(at)
    with pytest.raises(NotAllowed) as unsaid:
        tells(crime, at + DAY)
    assert reasons(unsaid) == {"changes-missing"}
    tells(crime, at + DAY, other_change=True)
    assert changes_of(crime) == both


def test_what_changed_meanwhile_and_what_is_of_another_crime_cannot_be_told_here(at):
    crime, arrested, interviewed = two_changes(at)
    moved(the_first(crime), S.UNDER_INVESTIGATION, at + 9 * HOUR)
    elsewhere, other, _ = two_changes(at + 10 * DAY)
    for gone in (arrested, other):
        with pytest.raises(NotAllowed) as stale:
            tells(crime, at + 11 * DAY, gone, interviewed)
        assert reasons(stale) == {"changes-moved"}
    assert len(changes_of(crime)) == len(changes_of(elsewhere)) == 2


def test_nobody_is_told_of_a_change_who_is_not_reached(at):
    crime, *both = two_changes(at)
    for reached in (Reached.MESSAGE_LEFT, Reached.NO_REPLY):
        with pytest.raises(NotAllowed) as unreached:
            tells(crime, at + DAY, *both, reached=reached)
        assert reasons(unreached) == {"changes-not-told"}
        tells(crime, at + DAY, reached=reached)
    assert changes_of(crime) == both


def by_text(crime: Crime, at) -> None:
    """Her safe route is a text to her telephone."""
    telephone = ContactPoint.objects.filter(person_id=crime.victim_id, kind="telephone").first()
    route = RouteDetails(
        way=Way.TEXT, contact_point=telephone.pk, confirmed_with=ConfirmedWith.THEMSELVES, from_time=time(0),
        until_time=time(23, 59),
    )  # fmt: skip
    by = asking(Role.VULNERABILITY_DESK)
    confirm_safe_route(person=crime.victim_id, route=route, incident=crime.incident_id, by=by, at=at)


class Delivered:
    """Takes over whatever is sent."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def send(self, message) -> None:
        self.words.append(message.words)


def test_a_message_that_only_asks_her_to_ring_tells_nothing_and_what_changed_stays_due(at):
    crime = planned(at)
    by_text(crime, at + HOUR)
    moved(the_suspect(crime), S.ARRESTED_IN_CUSTODY, at + 5 * HOUR)
    (due,) = changes_of(crime)
    words = {"telephone": "01632 960000", "name": "Sam"}
    write_to_victim(crime=crime.pk, template="news", filled=words, by=asking(Role.DETECTIVE), at=at + 6 * HOUR)
    delivery = Delivered()
    system = system_officer()
    say_who_asks(system)
    assert send_waiting(sender=delivery, by=system, at=at + 6 * HOUR) == 1
    assert "arrest" not in delivery.words[0].lower()
    asking(Role.DETECTIVE)
    assert changes_of(crime) == [due]


def test_whoever_writes_that_something_changed_reads_what_stays_due_until_it_is_told(at):
    crime = planned(at)
    by_text(crime, at + HOUR)
    address = f"/crimes/{crime.reference}/victim/write"
    client = signed_in(Role.DETECTIVE)
    assert "These words ask them to ring" not in words_of(client.get(f"{address}?message=news"))
    moved(the_suspect(crime), S.ARRESTED_IN_CUSTODY, at + 5 * HOUR)
    page = client.get(f"{address}?message=news")
    assert "These words ask them to ring. They tell nothing of what changed" in words_of(page)
    assert "Suspect 1, Dean Harker: arrested" in words_of(page)
    assert f"/crimes/{crime.reference}/victim/update?occasion=change" in page.content.decode()
    assert "These words ask them to ring" not in words_of(client.get(f"{address}?message=as_agreed"))
