"""The register of outstanding suspects on screen, and each thing that is done about somebody on it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import (
    Crime,
    CustodyRecord,
    DetentionDecision,
    District,
    Officer,
    Suspect,
    SuspectEvent,
    Team,
)
from constabulary.records.queries.officers import system_officer
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import planned, the_suspect
from tests.factories.protection import add_officer
from tests.factories.questions import questions

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
S = SuspectStatus


@pytest.fixture
def started():
    return timezone.now() - 2 * DAY


@pytest.fixture
def crime(started):
    return planned(started)


def about(crime, rest: str) -> str:
    return f"/crimes/{crime.reference}/suspects/{the_suspect(crime).pk}/{rest}"


def written(moment) -> str:
    return timezone.localtime(moment).strftime("%d/%m/%Y %H:%M")


def check_refused(answer, *fields):
    assert answer.status_code == 422
    for field in fields:
        assert f'href="#id_{field}"' in answer.content.decode(), field


def stands(crime, *steps, at):
    for status in steps:
        moment = at + 30 * DAY if status is S.BAILED_PRE_CHARGE else None
        move_suspect(
            suspect=the_suspect(crime).pk, to_status=status, words="As it was.", moment=moment, reference="ZZ/1",
            by=asking(Role.DETECTIVE), at=at,
        )  # fmt: skip


def test_the_register_counts_by_why_and_each_row_opens_the_crimes_suspects(crime):
    page = signed_in(Role.SUPERVISOR).get("/suspects")
    words = words_of(page)
    for said in (
        "1 outstanding.",
        "Named, not arrested or interviewed",
        "Dean Harker",
        "No attempt",
        "Domestic abuse",
    ):
        assert said in words
    assert f'/crimes/{crime.reference}/suspects#suspect-{the_suspect(crime).pk}"' in page.content.decode()
    assert "Nobody stands on this part of it." in words_of(signed_in(Role.SUPERVISOR).get("/suspects?why=wanted"))
    assert "Dean Harker" in words_of(signed_in(Role.SUPERVISOR).get("/suspects?why=named"))
    assert "Dean Harker" in words_of(signed_in(Role.SUPERVISOR).get("/suspects?why=dangerous"))


def test_an_empty_register_says_so_and_who_may_not_open_it_does_not():
    assert "Nobody is on the register." in words_of(signed_in(Role.SUPERVISOR).get("/suspects"))
    assert signed_in(Role.DETECTIVE).get("/suspects").status_code == 403
    assert signed_in(Role.PLANNER).get("/my-crimes/suspects").status_code == 403


def test_an_investigator_has_a_part_of_their_own(crime):
    assert "Dean Harker" in words_of(signed_in(Role.DETECTIVE).get("/my-crimes/suspects"))
    assert "Dean Harker" not in words_of(signed_in(Role.INVESTIGATOR).get("/my-crimes/suspects"))
    assert "/my-crimes/suspects" in signed_in(Role.DETECTIVE).get("/my-crimes").content.decode()


def test_a_force_is_divided_by_district_a_district_by_team_a_team_by_officer(crime, started):
    with writing(by=system_officer(), at=started, purpose="Setting up") as w:
        district = District(id=w.new_id(), code="X1", name="Harbour")
        team = Team(id=w.new_id(), name="Harbour response", district_id=district.id, kind="response")
        w.entry(EntryKind.FORCE_SET_UP, subject=district)
        w.insert(district)
        w.insert(team)
        w.update(w.lock(Crime, crime.pk), team_id=team.id)
    browser = signed_in(Role.SUPERVISOR)
    assert f"/suspects?district={district.pk}" in browser.get("/suspects").content.decode()
    by_team = browser.get(f"/suspects?district={district.pk}")
    assert f"/suspects?team={team.pk}" in by_team.content.decode()
    assert f"district={district.pk}&amp;why=named" in by_team.content.decode()
    by_officer = browser.get(f"/suspects?team={team.pk}").content.decode()
    assert f"/suspects?team={team.pk}&amp;officer={crime.officer_id}" in by_officer
    alone = words_of(browser.get(f"/suspects?team={team.pk}&officer={crime.officer_id}"))
    assert "By officer" not in alone
    assert "Dean Harker" in alone


def test_a_long_register_is_shown_a_page_at_a_time_with_as_many_questions_as_a_short_one(crime, started, monkeypatch):
    browser = signed_in(Role.SUPERVISOR)
    browser.get("/suspects")
    with CaptureQueriesContext(connection) as few:
        browser.get("/suspects")
    for number in range(3):
        planned(started + number * HOUR)
    with CaptureQueriesContext(connection) as many:
        browser.get("/suspects")
    assert questions(many) == questions(few)
    monkeypatch.setattr("constabulary.web.supervision.register_views.A_PAGE", 3)
    assert "from=3" in browser.get("/suspects").content.decode()
    assert words_of(browser.get("/suspects?from=3")).count("Dean Harker") == 1


def test_somebody_is_circulated_sought_and_intelligence_noted(crime):
    detective = signed_in(Role.DETECTIVE)
    tab = detective.get(f"/crimes/{crime.reference}/suspects").content.decode()
    for act in ("circulate", "attempt", "intelligence"):
        assert about(crime, act) in tab
    circulation = {"reference": "", "moment": "", "words": "Not at home since Monday."}
    refused = detective.post(about(crime, "circulate"), circulation)
    check_refused(refused, "reference", "moment")
    assert "Not at home since Monday." in detective.get(about(crime, "circulate")).content.decode()
    whole = {**circulation, "reference": "26/WANTED/1", "moment": "today 00:01"}
    assert detective.post(about(crime, "circulate"), whole).status_code == 302
    check_refused(detective.post(about(crime, "attempt"), {"result": "", "words": "", "moment": ""}), "result", "words")
    check_refused(
        detective.post(about(crime, "attempt"), {"result": "no_answer", "words": "x", "moment": "tomorrow 12:00"}),
        "moment",
    )
    tried = {"result": "moved_away", "words": "PC Lane at the last address.", "moment": ""}
    assert detective.post(about(crime, "attempt"), tried).status_code == 302
    check_refused(detective.post(about(crime, "intelligence"), {"reference": ""}), "reference")
    assert detective.post(about(crime, "intelligence"), {"reference": "INT/26/77"}).status_code == 302
    words = words_of(signed_in(Role.SUPERVISOR).get("/suspects"))
    for said in ("Circulated as wanted", "26/WANTED/1", "they no longer live there", "1 intelligence reference"):
        assert said in words
    assert "INT/26/77" in words_of(detective.get(f"/crimes/{crime.reference}/suspects"))


def test_a_step_off_the_register_without_its_reference_is_refused_beside_the_field(crime):
    detective = signed_in(Role.DETECTIVE)
    move = {"to_status": "arrested_in_custody", "words": "Arrested at work.", "moment": "", "reference": ""}
    page = detective.get(about(crime, "move")).content.decode()
    assert "Takes the reference of the custody record." in page
    assert 'value="wanted_circulated"' not in page
    check_refused(detective.post(about(crime, "move"), move), "reference")
    assert "Arrested at work." in detective.get(about(crime, "move")).content.decode()
    assert detective.post(about(crime, "move"), {**move, "reference": "ZZ/100/26"}).status_code == 302
    assert SuspectEvent.objects.latest("id").reference == "ZZ/100/26"


def test_the_custody_record_starts_the_clock_and_decisions_follow_it(crime):
    arrested = timezone.now() - 8 * HOUR
    stands(crime, S.ARRESTED_IN_CUSTODY, at=arrested)
    detective, tab = signed_in(Role.DETECTIVE), f"/crimes/{crime.reference}/suspects"
    assert "No custody record is noted." in words_of(detective.get(tab))
    assert "the clock is not known here" in words_of(signed_in(Role.SUPERVISOR).get("/suspects"))
    record = {
        "reference": "ZZ/100/26", "arrested_at": written(arrested), "arrived_at": written(arrested + HOUR),
        "authorised_at": written(arrested + 2 * HOUR), "indictable": "yes",
    }  # fmt: skip
    check_refused(detective.post(about(crime, "custody"), {**record, "arrested_at": ""}), "arrested_at")
    wrong = {**record, "reference": "", "arrived_at": written(arrested - HOUR)}
    check_refused(detective.post(about(crime, "custody"), wrong), "reference", "arrived_at")
    assert detective.post(about(crime, "custody"), record).status_code == 302
    assert CustodyRecord.objects.get().indictable
    said = words_of(detective.get(tab))
    for words in (
        "ZZ/100/26",
        "Detention is reviewed next, by an inspector",
        "Detention ends, unless a superintendent",
    ):
        assert words in said
    decision = {
        "act": "review", "moment": written(arrested + 6 * HOUR), "decider": "", "hours": "", "reference": "",
        "words": "To secure evidence.",
    }  # fmt: skip
    check_refused(detective.post(about(crime, "detention"), decision), "decider")
    inspector = Officer.objects.get(pk=asking(Role.INSPECTOR).id).collar_number
    assert detective.post(about(crime, "detention"), {**decision, "decider": inspector}).status_code == 302
    check_refused(
        detective.post(about(crime, "detention"), {**decision, "act": "warrant", "hours": "a day"}),
        "hours",
        "reference",
    )
    assert DetentionDecision.objects.count() == 1
    assert "To secure evidence." in words_of(detective.get(tab))


def test_bail_is_extended_by_the_right_rank(crime, started):
    stands(crime, S.ARRESTED_IN_CUSTODY, S.BAILED_PRE_CHARGE, at=started + 4 * HOUR)
    detective = signed_in(Role.DETECTIVE)
    assert "An inspector, to " in words_of(detective.get(about(crime, "bail")))
    asked = {
        "authority": "inspector", "until": written(timezone.now() + 120 * DAY), "decider": "", "reference": "",
        "words": "Telephones are examined.",
    }  # fmt: skip
    check_refused(detective.post(about(crime, "bail"), asked), "decider", "reference")
    long = {**asked, "until": written(timezone.now() + 300 * DAY), "reference": "B/1"}
    check_refused(detective.post(about(crime, "bail"), long), "until", "decider")
    inspector = add_officer("I901", Role.INSPECTOR, started, rank=Rank.INSPECTOR).collar_number
    whole = {**asked, "decider": inspector, "reference": "B/1"}
    assert detective.post(about(crime, "bail"), whole).status_code == 302
    until = Suspect.objects.get(crime=crime).until
    assert until is not None
    assert until > timezone.now() + 100 * DAY


def test_a_release_is_reviewed_by_a_supervisor(crime, started):
    stands(crime, S.ARRESTED_IN_CUSTODY, S.UNDER_INVESTIGATION, at=started + 4 * HOUR)
    supervisor = signed_in(Role.SUPERVISOR)
    assert about(crime, "release") in supervisor.get(f"/crimes/{crime.reference}/suspects").content.decode()
    assert signed_in(Role.DETECTIVE).get(about(crime, "release")).status_code == 403
    check_refused(supervisor.post(about(crime, "release"), {"words": ""}), "words")
    assert supervisor.post(about(crime, "release"), {"words": "Examined by Friday."}).status_code == 302
    assert "Review a release under investigation" in words_of(supervisor.get("/suspects"))
