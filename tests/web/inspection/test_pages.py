"""The inspection's pages: figures as at a day, agreement, both inspections, second scoring, practice calls."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.demo.inspections import (
    day_of_own_inspection,
    enter_historical_inspection,
    enter_own_inspection,
)
from constabulary.casework.improvements import write_review
from constabulary.casework.inspection import compute_measures, end_of_day, window_before
from constabulary.casework.recording.crimes import CrimeDetails
from constabulary.casework.recording.decision import decide_recording
from constabulary.casework.scoring import draw_weekly_sample
from constabulary.inspection.measures.registry import MEASURES
from constabulary.policing.clocks import months_after
from constabulary.records.models import Improvement, Inspection, SecondScore, VignetteAnswer
from constabulary.records.queries.officers import system_officer
from constabulary.standards.calendar import local_day
from constabulary.web import lists
from constabulary.web.inspection import views
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import former_partner_damage
from tests.factories.crimes import PLAIN, RECORD_IT, allocated, planned, record, recorded, reported, victim_of
from tests.factories.incidents import opened
from tests.factories.outcomes import offence
from tests.factories.scoring import draw_everything, drawn_of

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SCORE = {"grade": "G1", "severity": "3", "likelihood": "3", "rationale": "He will be back."}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def both(now):
    lead = asking(Role.INSPECTION_LEAD)
    enter_historical_inspection(by=lead, at=now)
    enter_own_inspection(on=day_of_own_inspection(local_day(now)), by=lead, at=now)


def test_the_inspection_shows_questions_grades_measures_and_clocks_and_keeps_history_apart(both):
    browser = signed_in(Role.INSPECTION_LEAD)
    page = words_of(browser.get("/inspection"))
    assert "How effective is the force at investigating crime" in page
    assert "Requires improvement Inspection of Kentshire Constabulary" in page
    assert "This question is not graded." in page
    assert "days left" in page
    assert "2 August 2019" not in page
    past = words_of(browser.get("/inspection/published/KENT-2018-19"))
    assert past.count("2 August 2019") == 2
    assert "kept as history" in past
    assert "carried over from PEEL 2017" in past
    assert browser.get("/inspection/published/OWN-INSPECTION").status_code == 404
    assert Inspection.objects.count() == 2
    assert Improvement.objects.count() == 11


def test_due_days_are_calendar_months_from_the_day_of_publication(both, now):
    due = {one.due_on for one in Improvement.objects.filter(inspection__is_own=True, due_on__isnull=False)}
    published = day_of_own_inspection(local_day(now))
    assert due == {months_after(published, 2), months_after(published, 3)}


def test_nothing_is_done_about_another_forces_inspection(both):
    browser = signed_in(Role.INSPECTION_LEAD)
    page = browser.get("/inspection/improvements/K-2")
    assert "Note a step" not in words_of(page)
    answer = browser.post("/inspection/improvements/K-2/progress", {"words": "Done.", "became": "being_progressed"})
    assert answer.status_code == 422
    assert "kept as history" in words_of(answer)


def test_a_review_is_signed_once(both, now):
    found = Improvement.objects.get(reference="AFI-2")
    asking(Role.INSPECTION_LEAD)
    review = write_review(
        improvement=found.pk, scope="Both rooms.", evidence="60 calls.", conclusion="Brief again.",
        by=asking(Role.INSPECTION_LEAD), at=now,
    )  # fmt: skip
    browser = signed_in(Role.CHIEF_OFFICER)
    address = f"/inspection/improvements/AFI-2/review/{review}/sign"
    assert browser.post(address).status_code == 302
    answer = browser.post(address)
    assert answer.status_code == 422
    assert "signed already" in words_of(answer)


@pytest.mark.parametrize("code", MEASURES)
def test_each_measure_is_shown_as_at_a_day_with_its_definition_and_opens_its_records(code, now):
    planned(now - 40 * DAY)
    opened(now - DAY)
    system = asking(Role.INSPECTION_LEAD)
    for days in (35, 1):
        moment = end_of_day(local_day(now - days * DAY))
        compute_measures(window=window_before(moment), by=system, at=now)
    browser = signed_in(Role.INSPECTION_LEAD)
    day = local_day(now - DAY)
    page = browser.get(f"/inspection/measures/{code}?as_at={day.isoformat()}")
    assert f"Definition {MEASURES[code].definition_on(day).code}" in words_of(page)
    assert "the very same now" in words_of(page)
    assert "Month by month" in words_of(page)
    assert browser.get(f"/inspection/measures/{code}/records").status_code == 200
    early = browser.get(f"/inspection/measures/{code}?as_at=1990-01-01")
    assert early.status_code == 422
    assert "Nothing is defined before" in words_of(early)
    assert browser.get(f"/inspection/measures/{code}/records?as_at=1990-01-01").status_code == 200


def test_where_both_differ_the_kept_figure_is_the_large_one_and_the_other_is_said_to_be_for_ones_own_work(now):
    prompt = reported(now - 6 * DAY)
    record(prompt, now - 6 * DAY + HOUR)
    moment = end_of_day(local_day(now - DAY))
    compute_measures(window=window_before(moment), by=asking(Role.INSPECTION_LEAD), at=now)
    opened(now - 5 * DAY, former_partner_damage(now - 5 * DAY))
    address = f"/inspection/measures/recorded_within_24_hours?as_at={local_day(now - DAY).isoformat()}"
    page = signed_in(Role.INSPECTION_LEAD).get(address)
    assert re.search(r'<p class="con-big">([^<]*)</p>', page.content.decode())[1].strip() == "100.0 %"
    words = words_of(page)
    assert "The figure to quote, kept for" in words
    assert words.index("1 of 1. It counted every record") < words.index("For your own work") < words.index("1 of 2")


def test_agreement_has_a_page_with_what_is_too_few_to_say(now):
    sampled = drawn_of(opened(now, former_partner_damage(now)), now)
    browser = signed_in(Role.INSPECTOR)
    assert browser.post(f"/scoring/{sampled.pk}", SCORE).status_code == 302
    page = words_of(signed_in(Role.PLANNER).get("/inspection/agreement"))
    assert "Too few to say" in page
    assert "None in this window." in page
    assert signed_in(Role.PLANNER).get("/inspection/agreement?as_at=soon").status_code == 422
    # What is drawn more often is not weighted back: the page of the measure says so too, and calls it no estimate.
    measure = words_of(signed_in(Role.PLANNER).get("/inspection/measures/second_scorers_agree"))
    assert "is no estimate for all calls" in measure
    assert "random sample" not in measure


def test_a_call_is_scored_blind_compared_and_fed_back_without_a_script(now):
    incident = opened(now, former_partner_damage(now, account="He said he would finish it. Regraded G2."))
    sampled = drawn_of(incident, now)
    browser = signed_in(Role.INSPECTOR)
    assert f"Score call {sampled.pk}" in words_of(browser.get("/scoring"))
    shown = browser.get(f"/scoring/{sampled.pk}")
    words = words_of(shown)
    assert "He said he would finish it. Regraded [grade]." in words
    assert incident.reference not in shown.content.decode()
    assert "He has left." not in words
    refused = browser.post(f"/scoring/{sampled.pk}", {"grade": "G1"})
    assert refused.status_code == 422
    blank = browser.post(f"/scoring/{sampled.pk}", {**SCORE, "rationale": " "})
    assert "Say in a few words why" in words_of(blank)
    assert browser.post(f"/scoring/{sampled.pk}", SCORE)["Location"].startswith(f"/scoring/{sampled.pk}/comparison")
    compared = words_of(browser.get(f"/scoring/{sampled.pk}/comparison"))
    assert "G2 first, G1 by you" in compared
    assert browser.get(f"/scoring/{sampled.pk}").status_code == 302
    address = f"/scoring/{sampled.pk}/comparison"
    assert browser.post(address, {"quality": "good", "words": " "}).status_code == 422
    assert browser.post(address, {"quality": "good", "words": "Well asked."}).status_code == 302
    assert SecondScore.objects.get().feedback == "Well asked."
    assert "Well asked." in words_of(browser.get(address))
    assert browser.post(address, {"quality": "good", "words": "Again."}).status_code == 422
    assert "Given" in words_of(browser.get("/scoring"))
    assert "Well asked." in words_of(signed_in(Role.CONTACT_HANDLER).get("/practice"))
    assert signed_in(Role.SUPERVISOR).get(address).status_code == 404
    other = words_of(signed_in(Role.SUPERVISOR).get(f"/scoring/{sampled.pk}"))
    assert "scored a second time already" in other
    assert "finish it" not in other


def test_a_sample_is_drawn_by_hand_and_a_day_that_has_not_come_is_refused_beside_it(now):
    browser = signed_in(Role.SUPERVISOR)
    today, later = local_day(now), local_day(now + 3 * DAY)
    assert browser.get("/scoring/draw").status_code == 200
    refused = browser.post("/scoring/draw", {"from_on": today.isoformat(), "until_on": later.isoformat()})
    assert refused.status_code == 422
    assert "in the future" in words_of(refused)
    assert browser.post("/scoring/draw", {"from_on": "", "until_on": "x"}).status_code == 422
    made = browser.post("/scoring/draw", {"from_on": today.isoformat(), "until_on": today.isoformat()})
    assert made.status_code == 302
    assert "0 of 0" in words_of(browser.get("/scoring"))


def test_what_the_clock_drew_says_so_and_a_long_list_says_of_how_many(now):
    draw_weekly_sample(by=system_officer(), at=now)
    for _ in range(22):
        opened(now, former_partner_damage(now))
    draw_everything(now)
    page = words_of(signed_in(Role.INSPECTOR).get("/scoring"))
    assert "The clock, " in page
    assert page.count("Score call ") == 20
    assert "The 20 that have waited longest, of 22 that you could score blind." in page


def test_feedback_that_is_owed_stands_before_what_waits_to_be_scored(now):
    sampled = drawn_of(opened(now, former_partner_damage(now)), now)
    browser = signed_in(Role.INSPECTOR)
    assert "Feedback that you owe" not in words_of(browser.get("/scoring"))
    browser.post(f"/scoring/{sampled.pk}", SCORE)
    page = words_of(browser.get("/scoring"))
    assert page.index("Feedback that you owe") < page.index("To score")


def test_an_area_for_improvement_shows_its_measures_side_by_side_and_a_historical_one_no_work(both, now):
    compute_measures(window=window_before(now), by=asking(Role.INSPECTION_LEAD), at=now)
    browser = signed_in(Role.INSPECTION_LEAD)
    page = words_of(browser.get("/inspection/improvements/AFI-2"))
    for words in ("As kept each month", "THRIVE asked in full and in time", "Nothing to count", "Reviews", "Steps"):
        assert words in page
    past = words_of(browser.get("/inspection/improvements/K-2"))
    assert "2 August 2019" in past
    for words in ("Led by", "Reviews", "Steps", "Where it stands"):
        assert words not in past


def test_a_practice_call_shows_the_panel_only_after_an_answer_and_to_nobody_else(now):
    browser = signed_in(Role.CONTACT_HANDLER)
    assert "Not yet" in words_of(browser.get("/practice"))
    before = words_of(browser.get("/practice/fence-panel"))
    assert "Why the panel chose" not in before
    assert browser.post("/practice/fence-panel", {"grade": "G4"}).status_code == 422
    assert browser.post("/practice/fence-panel", {**SCORE, "grade": "G4"}).status_code == 302
    after = words_of(browser.get("/practice/fence-panel"))
    assert "Why the panel chose G5" in after
    again = browser.post("/practice/fence-panel", SCORE)
    assert again.status_code == 422
    assert "You have answered this practice call" in words_of(again)
    assert VignetteAnswer.objects.count() == 1
    assert "Why the panel chose" not in words_of(signed_in(Role.DISPATCHER).get("/practice/fence-panel"))
    assert browser.get("/practice/nothing").status_code == 404


def test_the_records_behind_a_figure_say_how_late_each_was_and_go_on_page_by_page(now, monkeypatch):
    monkeypatch.setattr("constabulary.web.inspection.views.A_PAGE", 2)
    monkeypatch.setattr("constabulary.web.lists.A_PAGE", 2)
    late = reported(now - 6 * DAY)
    decide_recording(
        incident=late.pk, answers=RECORD_IT, facts=PLAIN, late_rationale="She could not be reached.",
        crime=CrimeDetails(
            offence_key=offence("149/00", "58C").key, occurred_from=late.reported_at - HOUR, victim=victim_of(late)
        ),
        by=asking(Role.IMU_ASSESSOR), at=now - 4 * DAY,
    )  # fmt: skip
    prompt = reported(now - 6 * DAY)
    record(prompt, now - 6 * DAY + HOUR)
    for _ in range(3):
        opened(now - 5 * DAY, former_partner_damage(now - 5 * DAY))
    browser = signed_in(Role.INSPECTION_LEAD)
    address = "/inspection/measures/recorded_within_24_hours/records"
    pages = [words_of(browser.get(f"{address}?from={start}")) for start in (0, 2, 4)]
    assert all("The 4 that fall short come first" in page for page in pages)
    assert "1 to 2 of 5" in pages[0]
    assert "The next ones" in pages[0]
    assert "The next ones" not in pages[2]
    assert "late" in next(page for page in pages[:2] if late.reference in page).split(late.reference)[1][:160]
    assert sum(page.count("Still open,") for page in pages) == 3
    assert prompt.reference in pages[2]
    assert "late" not in pages[2].split(prompt.reference)[1][:90]


def test_a_crime_that_waits_for_an_officer_says_how_far_over_its_time_it_is(now):
    allocated(now - 8 * DAY)
    waiting = recorded(now - 5 * DAY)
    page = words_of(signed_in(Role.INSPECTION_LEAD).get("/inspection/measures/allocated_within_48_hours/records"))
    assert "Still open, " in page.split(waiting.reference)[1][:150]
    assert page.count("Still open, ") == 1


def test_the_records_behind_a_figure_are_searched_counted_newest_first_with_a_way_to_the_last_page(now, monkeypatch):
    monkeypatch.setattr(lists, "A_PAGE", 2)
    monkeypatch.setattr(views, "A_PAGE", 2)
    crimes = [allocated(now - days * DAY) for days in (12, 11, 10, 9, 8)]
    browser = signed_in(Role.INSPECTION_LEAD)
    address = "/inspection/measures/allocated_within_48_hours/records"
    first = browser.get(address)
    assert "5 records, the newest first." in words_of(first)
    assert re.findall(r">(99/[0-9]+/[0-9]{2})</a></th>", first.content.decode()) == [
        crimes[4].reference,
        crimes[3].reference,
    ]
    end = re.search(r'href="([^"]*)">The last page', first.content.decode())
    assert end
    last = words_of(browser.get(f"{address}{end[1]}"))
    assert crimes[0].reference in last
    assert "The last page" not in last
    sought = words_of(browser.get(address, {"words": crimes[2].reference.lower()}))
    assert "Found: 1 of 5 records." in sought
    assert crimes[2].reference in sought
    assert crimes[4].reference not in sought
    for nothing in ("%", "no such words", "_", "\\"):
        assert "Found: 0 of 5 records." in words_of(browser.get(address, {"words": nothing})), nothing


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "Due today"), (1, "1 day left"), (2, "2 days left"), (-1, "Late by 1 day"), (-2, "Late by 2 days")],
)
def test_the_day_that_an_improvement_is_due_is_said_as_people_say_it(both, now, days, said):
    one = Improvement.objects.filter(inspection__is_own=True, due_on__isnull=False).exclude(state="complete").first()
    Improvement.objects.filter(id=one.id).update(due_on=local_day(now) + timedelta(days=days))
    browser = signed_in(Role.INSPECTION_LEAD)
    assert said in words_of(browser.get("/inspection"))
    page = words_of(browser.get(f"/inspection/improvements/{one.reference}"))
    assert f"Time left {said}" in page
    assert "0 days" not in page
