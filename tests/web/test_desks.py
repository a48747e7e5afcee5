"""Desks a page at a time: what is counted is all of it, what is shown is a page, and the way to the next is on it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.incidents.dispatch import deploy_unit
from constabulary.casework.investigation.changes import owe_that_it_goes_on
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.vulnerability.reading import FIRST_LOOKS, PARTS
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.outcomes.check import RULES
from constabulary.records.models import Crime, Duty, JournalEntry, Suspect
from constabulary.records.queries import due_lines
from constabulary.records.writing import writing
from constabulary.web import lists, middleware, urls
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import former_partner_damage, thrive
from tests.factories.crimes import allocated, filed, planned, reported, theft_recorded
from tests.factories.incidents import attended, opened
from tests.factories.outcomes import filled

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def just_now():
    """Pages ask the clock, so what they act on has just happened."""
    return timezone.now() - 30 * MINUTE


@pytest.fixture
def short_pages(monkeypatch):
    """Two lines of a part, three of a list by itself; what every page was read with before stays theirs."""
    assert urls.urlpatterns
    monkeypatch.setattr(lists, "OF_A_PART", 2)
    monkeypatch.setattr(lists, "A_PAGE", 3)


def test_a_part_of_a_desk_is_counted_whole_shown_in_part_and_read_to_its_end(just_now, short_pages):
    for number in range(4):
        reported(just_now + number * MINUTE, stalking=True)
    browser = signed_in(Role.VULNERABILITY_DESK)
    front = browser.get("/vulnerability")
    waiting = Duty.objects.filter(state="open", kind__in=[one.value for one in FIRST_LOOKS]).count()
    assert waiting > 3
    assert f"{waiting} not yet asked or assessed" in words_of(front)
    assert f"All {waiting}" in words_of(front)
    assert 'href="?part=first"' in front.content.decode()
    whole = browser.get("/vulnerability?part=first")
    assert whole.content.decode().count('data-label="Due"') == 3
    assert f"1 to 3 of {waiting}" in words_of(whole)
    assert 'rel="next"' in whole.content.decode()
    assert 'rel="prev"' not in whole.content.decode()
    second = browser.get("/vulnerability?part=first&from=3")
    assert 'rel="prev"' in second.content.decode()
    assert "Second looks" not in words_of(second)


def test_a_part_with_more_than_is_counted_says_so_and_is_read_to_its_end_all_the_same(
    just_now, short_pages, monkeypatch
):
    monkeypatch.setattr(due_lines, "COUNTED_TO", 4)
    for number in range(4):
        reported(just_now + number * MINUTE, stalking=True)
    browser = signed_in(Role.VULNERABILITY_DESK)
    waiting = Duty.objects.filter(state="open", kind__in=[one.value for one in FIRST_LOOKS]).count()
    assert waiting > 6
    front = words_of(browser.get("/vulnerability"))
    assert "More than 4 not yet asked or assessed" in front
    assert "All of them not yet asked or assessed" in front
    read, start, page = 0, 0, browser.get("/vulnerability?part=first")
    assert "1 to 3 of more than 4" in words_of(page)
    assert "The last page" not in words_of(page)
    while 'rel="next"' in page.content.decode():
        read += page.content.decode().count('data-label="Due"')
        start += 3
        page = browser.get(f"/vulnerability?part=first&from={start}")
    assert read + page.content.decode().count('data-label="Due"') == waiting


def test_what_is_overdue_is_counted_so_far_as_well(just_now, monkeypatch):
    monkeypatch.setattr(due_lines, "COUNTED_TO", 2)
    for number in range(3):
        reported(just_now - (number + 2) * HOUR, stalking=True)
    shown = words_of(signed_in(Role.VULNERABILITY_DESK).get("/vulnerability"))
    assert "more than 2 overdue" in shown
    monkeypatch.setattr(due_lines, "COUNTED_TO", 200)
    found = due_lines.due_parts(PARTS, shown=("first",), at=timezone.now(), most=1, skip=0)["first"]
    every = Duty.objects.filter(state="open", kind__in=[one.value for one in FIRST_LOOKS])
    assert (found.count, found.has_more) == (every.count(), False)
    assert (found.overdue, found.has_more_overdue) == (every.filter(due_at__lt=timezone.now()).count(), False)


@pytest.mark.parametrize("address", ["/vulnerability?part=nonsense", "/victims?part=&from=x", "/victims?part=rights"])
def test_an_address_somebody_typed_shows_the_desk(address, just_now):
    allocated(just_now)
    role = Role.VICTIMS_DESK if "victims" in address else Role.VULNERABILITY_DESK
    assert signed_in(role).get(address).status_code == 200


def test_only_what_a_page_shows_is_journalled_as_read(just_now, short_pages):
    for number in range(4):
        reported(just_now + number * MINUTE, stalking=True)
    signed_in(Role.VULNERABILITY_DESK).get("/vulnerability?part=first")
    asking(Role.VULNERABILITY_DESK)
    read = JournalEntry.objects.filter(kind="read_worklist").order_by("-id")[0]
    assert len(read.rows) == 3


def test_where_somebody_has_to_be_soon_and_nobody_is_on_the_way_comes_first(just_now):
    long_ago = just_now - 200 * MINUTE
    attended_one = attended(long_ago, former_partner_damage(long_ago, summary="Attended, and riskier."))
    priority = opened(just_now, former_partner_damage(just_now, summary="Priority."))
    immediate = opened(just_now + MINUTE, former_partner_damage(just_now, summary="Immediate.", grade="G1"))
    page = signed_in(Role.DISPATCHER).get("/control-room")
    words = words_of(page)
    places = [words.index(one.summary) for one in (immediate, priority, attended_one)]
    assert places == sorted(places)
    assert "1 late, nobody on the way" in words
    assert "1 due within the hour, nobody on the way" in words
    assert "Send " + immediate.reference in words


def test_where_somebody_is_late_and_nobody_on_the_way_is_counted_comes_first_and_offers_to_send(just_now):
    days_ago = just_now - timedelta(days=4)
    calm = {"answers": thrive(), "domestic_abuse": False}
    late = opened(days_ago, former_partner_damage(days_ago, summary="Scheduled and late.", grade="G3", **calm))
    later = opened(just_now, former_partner_damage(just_now, summary="Scheduled, in two days.", grade="G3", **calm))
    there = attended(days_ago, former_partner_damage(days_ago, summary="Attended, and riskier.", grade="G1"))
    moment = timezone.now()
    live = opened(moment, former_partner_damage(moment, summary="Immediate.", grade="G1"))
    page = signed_in(Role.DISPATCHER).get("/control-room")
    words = words_of(page)
    places = [words.index(one.summary) for one in (live, late, there, later)]
    assert places == sorted(places)
    assert "1 late, nobody on the way" in words
    assert "1 due within the hour, nobody on the way" in words
    assert "Send " + late.reference in words


def test_an_urgent_call_with_a_unit_on_its_way_is_never_below_one_that_is_attended(just_now):
    long_ago = just_now - timedelta(days=1)
    there = attended(long_ago, former_partner_damage(long_ago, summary="Attended, and riskier.", grade="G1"))
    late = opened(just_now, former_partner_damage(just_now, summary="At her door with a hammer.", grade="G1"))
    deploy_unit(incident=late.pk, unit="K17", by=asking(Role.DISPATCHER), at=just_now + MINUTE)
    moment = timezone.now()
    waiting = opened(moment, former_partner_damage(moment, summary="Immediate, nobody yet.", grade="G1"))
    priority = opened(just_now, former_partner_damage(just_now, summary="Priority, nobody yet."))
    words = words_of(signed_in(Role.DISPATCHER).get("/control-room"))
    places = [words.index(one.summary) for one in (waiting, late, priority, there)]
    assert places == sorted(places), words
    assert "1 late, a unit on the way" in words
    assert "0 late, nobody on the way" in words


def test_the_control_room_says_when_it_was_read_and_asks_in_numbers_what_has_come_since(just_now):
    browser = signed_in(Role.DISPATCHER)
    page = browser.get("/control-room").content.decode()
    assert "As at" in page
    assert "Read again" in page
    asked = unescape(re.search(r'hx-get="([^"]+)" hx-trigger="every 15s"', page)[1])
    assert words_of(browser.get(asked)) == ""
    opened(timezone.now(), former_partner_damage(just_now, grade="G1"))
    opened(timezone.now(), former_partner_damage(just_now, grade="G2"))
    opened(timezone.now(), former_partner_damage(just_now, grade="G3", answers=thrive(), domestic_abuse=False))
    before = JournalEntry.objects.count()
    said = words_of(browser.get(asked))
    assert said.startswith("2 new at G1 or G2, 1 at other grades since ")
    assert "Marlow" not in said
    asking(Role.DISPATCHER)
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize("typed", ["", "nonsense", "2999-01-01T00:00:00+00:00", "2026-01-01T00:00:00"])
def test_an_address_of_what_has_come_since_that_somebody_typed_is_answered(typed, just_now):
    assert signed_in(Role.DISPATCHER).get("/control-room/changes", {"since": typed}).status_code == 200


def test_a_page_left_open_keeps_no_sign_in_alive_and_says_when_it_has_ended(just_now, monkeypatch):
    browser = signed_in(Role.DISPATCHER)
    seen = []
    monkeypatch.setattr(middleware, "SEEN_EVERY", -HOUR)
    monkeypatch.setattr(middleware, "note_seen", lambda **named: seen.append(named))
    browser.get("/control-room/changes", headers={"HX-Request": "true"})
    assert seen == []
    browser.get("/control-room")
    assert len(seen) == 1
    part = Client().get("/control-room/changes", headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "Your sign-in has ended: nothing new is shown here." in words_of(part)


def test_the_control_room_counts_every_open_incident_and_shows_a_page_of_them(just_now, monkeypatch):
    monkeypatch.setattr("constabulary.web.incidents.desk_views.A_PAGE", 3)
    monkeypatch.setattr(lists, "A_PAGE", 3)
    for number in range(5):
        opened(just_now + number * MINUTE, former_partner_damage(just_now))
    browser = signed_in(Role.DISPATCHER)
    first = browser.get("/control-room")
    assert "5 open here" in words_of(first)
    assert "1 to 3 of 5" in words_of(first)
    assert "4 to 5 of 5" in words_of(browser.get("/control-room?from=3"))


def test_breaches_are_counted_for_those_who_ask(just_now):
    browser = signed_in(Role.PLANNER)
    opened(just_now - timedelta(days=1), former_partner_damage(just_now - timedelta(days=1)))
    assert "Ended late, 28 days" not in words_of(browser.get("/breaches"))
    assert "Ended late, 28 days" in words_of(browser.get("/breaches?counts=yes"))


def test_of_two_changes_of_one_suspect_the_victim_is_told_at_once_and_of_the_latest(just_now):
    just_now -= 9 * HOUR
    crime = planned(just_now)
    suspect = Suspect.objects.get(crime=crime).pk
    by = asking(Role.DETECTIVE)
    for number, status in enumerate((SuspectStatus.ARRESTED_IN_CUSTODY, SuspectStatus.UNDER_INVESTIGATION), start=5):
        move_suspect(
            suspect=suspect, to_status=status, words="As he was.", reference="ZZ/1", by=by, at=just_now + number * HOUR
        )
    page = words_of(signed_in(Role.VICTIMS_DESK).get("/victims?part=updates"))
    assert page.count("Tell the victim what has changed") == 1
    assert page.count("Tell the victim what has changed: suspect 1, released under investigation") == 1


def test_that_a_case_goes_on_is_said_as_what_it_is_on_the_desk_and_in_ones_work(just_now):
    just_now -= 9 * HOUR
    crime = planned(just_now)
    by = asking(Role.DETECTIVE)
    with writing(by=by, at=just_now + 5 * HOUR, purpose="Deciding an outcome") as w:
        row = w.lock(Crime, crime.pk)
        w.entry(EntryKind.OUTCOME_REFUSED, subject=row, journey=row.journey_id)
        owe_that_it_goes_on(w, row)
    desk = words_of(signed_in(Role.VICTIMS_DESK).get("/victims?part=updates"))
    mine = words_of(signed_in(Role.DETECTIVE).get("/"))
    for page in (desk, mine):
        assert page.count("Tell the victim that the investigation goes on") == 1
        assert "Tell the victim what has changed" not in page


def test_the_unit_and_allocation_count_alike_what_waits_for_an_officer(just_now):
    crimes = [theft_recorded(just_now - 2 * HOUR + number * MINUTE) for number in range(3)]
    filed(crimes[0], just_now)
    stated = {**filled(tuple(one.heading for one in RULES["18"].stated)), "no_lines_because": "There was nothing."}
    propose_outcome(
        crime=crimes[0].pk, outcome_type="18", stated=stated, rationale="Nothing more can be found.",
        by=asking(Role.IMU_ASSESSOR), at=just_now + 10 * MINUTE,
    )  # fmt: skip
    still_due = Duty.objects.filter(kind="allocate", state="open").count()
    assert (still_due, Crime.objects.filter(state="unallocated").count()) == (2, 2), (
        "what is filed waits for no officer"
    )
    unit, pool = signed_in(Role.IMU_ASSESSOR).get("/imu"), signed_in(Role.ALLOCATION_MANAGER).get("/allocation")
    assert "2 wait for an officer" in words_of(unit)
    assert "2 wait for an officer" in words_of(pool)
    for page in (unit, pool):
        assert crimes[0].reference not in words_of(page)
    chosen = signed_in(Role.IMU_ASSESSOR).get("/imu?what=unallocated")
    assert [crimes[0].reference in words_of(chosen), crimes[1].reference in words_of(chosen)] == [False, True]


def test_my_work_names_the_suspect_and_the_change_the_victim_is_to_be_told_of(just_now):
    just_now -= 9 * HOUR
    crime = planned(just_now)
    suspect = Suspect.objects.get(crime=crime).pk
    by = asking(Role.DETECTIVE)
    for number, status in enumerate((SuspectStatus.ARRESTED_IN_CUSTODY, SuspectStatus.UNDER_INVESTIGATION), start=5):
        move_suspect(
            suspect=suspect, to_status=status, words="As he was.", reference="ZZ/1", by=by, at=just_now + number * HOUR
        )
    page = words_of(signed_in(Role.DETECTIVE).get("/"))
    assert "Tell the victim what has changed: suspect 1, released under investigation" in page
