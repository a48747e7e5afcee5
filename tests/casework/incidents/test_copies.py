"""Near copies of THRIVE: looked for once a day while the aid is on, read by a colleague, counted by nobody's name."""

from dataclasses import fields
from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.permissions import Permission
from constabulary.access.roles import ROLES, Role
from constabulary.casework.aids import switch_off_aid
from constabulary.casework.incidents.copies import (
    feed_back_thin,
    open_alike_thrive,
    open_thin,
    open_two_assessments,
    read_alike_thrive,
    select_alike_thrive,
)
from constabulary.casework.reading import NoSuchRecord
from constabulary.jobs.timed import TIMED_JOBS
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.desks import Desk
from constabulary.policing.incidents.handoffs import TAKES_INCIDENTS
from constabulary.policing.inspection.aids import Aid
from constabulary.policing.supervision.likeness import Finding, read_alike_thrive_due
from constabulary.records.models import (
    CopiedAssessment,
    Duty,
    Incident,
    JournalEntry,
    SignIn,
    ThriveAssessment,
)
from constabulary.records.queries.copied_assessments import AlikeThriveLine, AlikeThriveView
from constabulary.records.queries.officers import say_who_asks
from constabulary.standards.response import REASSESS_AFTER_CHANGE
from constabulary.standards.rulebook import on
from tests.factories.browsers import signed_in, words_of
from tests.factories.copies import alike_selected, scorer, thin_of_closed, two_alike
from tests.factories.incidents import asked_again, quarrel
from tests.factories.protection import add_officer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_the_later_of_two_assessments_in_the_same_words_is_raised_within_a_day_at_its_desk(officer, at):
    copied = two_alike(at)
    first, second = ThriveAssessment.objects.order_by("assessed_at")
    assert (copied.assessment_id, copied.other_id) == (second.pk, first.pk)
    assert copied.likeness == pytest.approx(1.0)
    duty = Duty.objects.get(kind="read_alike_thrive")
    assert (duty.subject_row, duty.owner_id, duty.desk) == (copied.pk, None, second.desk)
    assert duty.opened_at - second.assessed_at <= DAY
    assert alike_selected(at + 2 * DAY) == 0
    (job,) = [one for one in TIMED_JOBS if one.name == "select_alike_thrive"]
    assert job.daily_at is not None


def test_one_incident_asked_twice_in_the_same_words_and_one_of_last_quarter_are_left_alone(officer, at):
    quarrel(at)
    assert alike_selected(at + DAY) == 0
    quarrel(at + 60 * DAY)
    assert alike_selected(at + 61 * DAY) == 0
    assert not CopiedAssessment.objects.exists()


@pytest.mark.parametrize("desk", [*TAKES_INCIDENTS, Desk.CONTROL_ROOM, Desk.IMU])
def test_wherever_an_incident_lies_somebody_finds_and_may_read_the_two(desk, at):
    due = read_alike_thrive_due(desk, on(at), at=at)
    assert [
        role for role, card in ROLES.items() if due.desk in card.desks and Permission.SCORE_BLIND in card.permissions
    ]


def test_while_the_aid_is_off_nothing_is_selected(officer, at):
    switch_off_aid(aid=Aid.STOCK_PHRASES, reason="Too many are fine.", by=officer(Role.CHIEF_OFFICER), at=at)
    quarrel(at)
    quarrel(at)
    assert alike_selected(at + DAY) == 0
    assert not open_alike_thrive(by=scorer(at), at=at + DAY).is_on


def test_a_colleague_reads_both_without_whose_they_are_and_says_what_they_found(officer, at):
    copied = two_alike(at)
    by = scorer(at)
    (line,) = open_alike_thrive(by=by, at=at + DAY).waiting
    shown = open_two_assessments(number=line.number, by=by, at=at + DAY)
    assert shown.words == shown.other_words
    both = set(ThriveAssessment.objects.values_list("journey_id", flat=True))
    read = JournalEntry.objects.filter(kind="read_second_look", by_row=by.id, journey_row__in=both)
    assert set(read.values_list("journey_row", flat=True)) == both, "each journey says who read of it"
    assert shown.words
    with pytest.raises(NotAllowed) as refused:
        read_alike_thrive(copied=copied.pk, finding=Finding.FINE, words=" ", by=by, at=at + DAY)
    assert [one.field for one in refused.value.reasons] == ["words"]
    read_alike_thrive(copied=copied.pk, finding=Finding.THIN, words="It says nothing of it.", by=by, at=at + DAY)
    assert Duty.objects.get(kind="read_alike_thrive").state == "met"
    assert JournalEntry.objects.filter(kind="assessments_compared").exists()
    with pytest.raises(NotAllowed) as refused:
        read_alike_thrive(copied=copied.pk, finding=Finding.FINE, words="Again.", by=by, at=at + DAY)
    assert [one.code for one in refused.value.reasons] == ["likeness.read"]


def selected_soon(at) -> CopiedAssessment:
    """Two calls in the same words, and the later one selected within minutes, while its incident is open."""
    for number in range(2):
        quarrel(at + timedelta(hours=number))
    alike_selected(at + timedelta(minutes=61))
    return CopiedAssessment.objects.get()


def asked_by_clock(incident: Incident) -> Duty:
    return Duty.objects.get(kind="reassess", state="open", incident=incident)


def test_a_thin_one_of_an_open_incident_makes_thrive_due_again_within_the_standard_minutes(officer, at):
    copied, soon = selected_soon(at), at + timedelta(minutes=65)
    thin, other = copied.assessment.incident, copied.other.incident
    before, minutes = asked_by_clock(thin), on(soon)[REASSESS_AFTER_CHANGE].value
    stands = asked_by_clock(other).pk
    assert soon + minutes < before.due_at
    read_alike_thrive(copied=copied.pk, finding=Finding.THIN, words="It says nothing of it.", by=scorer(at), at=soon)
    after = asked_by_clock(thin)
    assert (after.due_at, after.desk, after.rule) == (soon + minutes, thin.desk, REASSESS_AFTER_CHANGE.name)
    assert asked_by_clock(other).pk == stands, "nothing is asked of the earlier one"


def test_nothing_is_due_of_one_that_is_fine_or_was_asked_again_since(officer, at):
    copied, soon = selected_soon(at), at + timedelta(minutes=65)
    incident = copied.assessment.incident
    before = asked_by_clock(incident).pk
    read_alike_thrive(copied=copied.pk, finding=Finding.FINE, words="Two calls, one row.", by=scorer(at), at=soon)
    assert asked_by_clock(incident).pk == before


def test_one_that_was_asked_again_since_is_not_asked_a_third_time(officer, at):
    copied, soon = selected_soon(at), at + timedelta(minutes=65)
    incident = copied.assessment.incident
    asked_again(incident, at + timedelta(minutes=63), by=officer(Role.DISPATCHER))
    before = asked_by_clock(incident).pk
    read_alike_thrive(copied=copied.pk, finding=Finding.THIN, words="It says nothing of it.", by=scorer(at), at=soon)
    assert asked_by_clock(incident).pk == before


def test_of_a_closed_incident_feedback_is_due_from_whoever_supervises_and_stays_between_the_two(officer, at):
    boss = add_officer("S7", Role.CONTROL_ROOM_SUPERVISOR, at, rank=2)
    copied = thin_of_closed(at, supervisor=boss.id)
    author, reader, later = copied.assessment.assessed_by, scorer(at), at + DAY
    say_who_asks(reader)
    due = Duty.objects.get(kind="feed_back_thin")
    assert (due.owner_id, due.subject_row, due.rule) == (boss.id, copied.pk, "scoring.feedback_within")
    with pytest.raises(NoSuchRecord):
        open_thin(number=copied.pk, by=reader, at=later)
    with pytest.raises(NotAllowed):
        feed_back_thin(copied=copied.pk, by=reader, at=later)
    say_who_asks(boss)
    shown = open_thin(number=copied.pk, by=boss, at=later)
    assert (shown.assessed_by, shown.finding_words) == (author.pk, "It says nothing of it.")
    browser = signed_in(Role.CONTROL_ROOM_SUPERVISOR)
    SignIn.objects.update(holder=boss.id)
    assert f'href="/scoring/alike/{copied.pk}/feedback"' in browser.get("/").content.decode(), "their work leads to it"
    page = words_of(browser.get(f"/scoring/alike/{copied.pk}/feedback"))
    assert author.name in page
    assert "It says nothing of it." in page
    told = browser.post(f"/scoring/alike/{copied.pk}/feedback", follow=True)
    assert "That feedback was given is noted." in words_of(told)
    again = browser.post(f"/scoring/alike/{copied.pk}/feedback")
    assert (again.status_code, "Feedback on this has been given already." in words_of(again)) == (422, True)
    after = words_of(browser.get(f"/scoring/alike/{copied.pk}/feedback"))
    assert "nothing more is due" in after
    assert "We have talked about it" not in after
    assert Duty.objects.get(kind="feed_back_thin").state == "met"
    with pytest.raises(NotAllowed) as refused:
        feed_back_thin(copied=copied.pk, by=boss, at=later)
    assert [one.code for one in refused.value.reasons] == ["likeness.feedback-given"]
    with pytest.raises(NotPermitted):
        feed_back_thin(copied=copied.pk, by=officer(Role.DETECTIVE), at=later)


def test_whoever_scores_no_call_reads_and_selects_nothing(officer, at):
    copied = two_alike(at)
    by = officer(Role.DETECTIVE)
    for act in (
        lambda: select_alike_thrive(by=by, at=at),
        lambda: open_alike_thrive(by=by, at=at),
        lambda: open_two_assessments(number=copied.pk, by=by, at=at),
        lambda: read_alike_thrive(copied=copied.pk, finding=Finding.FINE, words="Well.", by=by, at=at),
    ):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(NoSuchRecord):
        open_two_assessments(number=1, by=scorer(at), at=at)


def test_on_screen_two_stand_side_by_side_and_a_finding_without_words_is_refused(officer, at):
    copied = two_alike(at)
    browser = signed_in(Role.CONTROL_ROOM_SUPERVISOR)
    assert f"Two assessments, {copied.pk}" in words_of(browser.get("/scoring/alike"))
    path = f"/scoring/alike/{copied.pk}"
    assert "100 % alike" in words_of(browser.get(path))
    row = next(one for one in browser.get("/").content.decode().split("<tr") if f'href="{path}"' in one)
    assert "/incidents/" not in row, "whose they are is not a step away"
    assert "/journeys/" not in row
    answer = browser.post(path, {"finding": "fine", "words": ""})
    assert answer.status_code == 422
    assert "Say why, in a few words." in words_of(answer)
    words = words_of(browser.post(path, {"finding": "fine", "words": "One crash, two calls."}, follow=True))
    assert "Nothing waits for you." in words
    assert "One crash, two calls." in words_of(browser.get(path))


def test_nothing_that_is_read_of_near_copies_says_whose_they_are():
    told = {one.name for kind in (AlikeThriveLine, AlikeThriveView) for one in fields(kind)}
    assert not {name for name in told if "by" in name.split("_") or "author" in name or "officer" in name}
