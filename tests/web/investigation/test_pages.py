"""An investigation on screen: the plan, its lines, reviews, suspects, the overview, one's own crimes and a team's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.investigation.reviews import review_investigation
from constabulary.casework.investigation.suspects import add_suspect, move_suspect
from constabulary.casework.people import PersonDetails
from constabulary.policing.allocation.workload import Stage
from constabulary.policing.investigation.reviews import DirectionGiven, Examined, Occasion, ReviewDetails, ReviewLevel
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.records.models import (
    Crime,
    InvestigationPlan,
    InvestigationReview,
    LineOfEnquiry,
    ReviewDirection,
    Suspect,
)
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import allocated, planned, recorded, the_suspect
from tests.factories.questions import questions

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def started():
    return timezone.now() - 2 * DAY


@pytest.fixture
def crime(started):
    return planned(started)


def at_page(crime, rest=""):
    return f"/crimes/{crime.reference}{'/' if rest else ''}{rest}"


def day(days=5):
    return (timezone.now() + timedelta(days=days)).strftime("%d/%m/%Y")


def plan(**changes):
    return {
        "summary": "The former partner and the car.", "points_to_prove": "Damage, intent.",
        "evidence_led_route": "Footage and the call.", "objective": "Who did it", "action": "Get the footage",
        "direction": "either", "due_on": day(), "owner": "", "nothing_away_because": "", "victim_needs": "",
        "finish_on": "", **changes,
    }  # fmt: skip


def review(**changes):
    return {
        "level": "supervisor", "occasion": "interval", "examined": ["plan", "lines"],
        "findings": "The footage is not asked for yet.", "direction": "Ask for the footage today.",
        "direction_due": f"{day(1)} 12:00", "challenge": "", "no_direction_because": "", **changes,
    }  # fmt: skip


def reviewed(crime, started):
    details = ReviewDetails(
        level=ReviewLevel.SUPERVISOR, occasion=Occasion.INTERVAL, examined=(Examined.PLAN,),
        findings="The footage is not asked for yet.",
        directions=(DirectionGiven(words="Ask for the footage.", due_at=timezone.now() + DAY),),
    )  # fmt: skip
    review_investigation(crime=crime.pk, review=details, by=asking(Role.SUPERVISOR), at=started + 5 * HOUR)
    return ReviewDirection.objects.get(review__crime=crime)


def described(crime, started):
    add_suspect(
        crime=crime.pk, person=PersonDetails(), description="Tall, in a red coat.", words="The neighbour saw them.",
        by=asking(Role.DETECTIVE), at=started + 5 * HOUR,
    )  # fmt: skip
    return Suspect.objects.get(crime=crime, person=None)


def check_refused(answer, *fields):
    assert answer.status_code == 422
    for field in fields:
        assert f'href="#id_{field}"' in answer.content.decode(), field


def test_the_plan_is_set_with_its_first_line_and_shown(started):
    crime = allocated(started)
    detective = signed_in(Role.DETECTIVE)
    assert f'href="{at_page(crime, "plan")}"' in detective.get(at_page(crime)).content.decode()
    assert detective.post(at_page(crime, "plan"), plan()).status_code == 302
    page = words_of(detective.get(at_page(crime, "investigation")))
    for words in ("The former partner and the car.", "Waits for approval", "Who did it", "Not reviewed yet."):
        assert words in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"summary": ""}, "summary", id="no summary"),
        pytest.param({"points_to_prove": ""}, "points_to_prove", id="no points"),
        pytest.param({"evidence_led_route": ""}, "evidence_led_route", id="no route without the victim"),
        pytest.param({"due_on": ""}, "due_on", id="a line without a day"),
        pytest.param({"due_on": "soon"}, "due_on", id="no day"),
        pytest.param({"owner": "ZZ999"}, "owner", id="an owner who is not there"),
    ],
)
def test_what_a_plan_lacks_is_said_beside_its_field_and_nothing_is_lost(started, changes, field):
    crime = allocated(started)
    detective = signed_in(Role.DETECTIVE)
    check_refused(detective.post(at_page(crime, "plan"), plan(**changes, victim_needs="An interpreter.")), field)
    assert not InvestigationPlan.objects.exists()
    assert "An interpreter." in detective.get(at_page(crime, "plan")).content.decode()


def test_a_supervisor_approves_the_plan_and_the_button_is_theirs_alone(crime):
    supervisor = signed_in(Role.SUPERVISOR)
    address = at_page(crime, "plan/approve")
    assert f'href="{address}"' in supervisor.get(at_page(crime)).content.decode()
    assert f'href="{address}"' not in signed_in(Role.DETECTIVE).get(at_page(crime)).content.decode()
    assert "Set" in words_of(supervisor.get(address))
    check_refused(supervisor.post(address, {"words": "Footage first."}), "decision")
    assert supervisor.post(address, {"decision": "approve", "words": "Footage first."}).status_code == 302
    assert InvestigationPlan.objects.get(crime=crime).approval == "Footage first."


def test_a_supervisor_returns_the_plan_with_what_is_missing_and_its_officer_sees_it_first(crime):
    supervisor, address = signed_in(Role.SUPERVISOR), at_page(crime, "plan/approve")
    check_refused(supervisor.post(address, {"decision": "return", "words": ""}), "words")
    assert supervisor.post(address, {"decision": "return", "words": "Where is the doorbell?"}).status_code == 302
    detective = signed_in(Role.DETECTIVE)
    assert "Returned What is missing: Where is the doorbell?" in words_of(
        detective.get(at_page(crime, "investigation"))
    )
    overview = detective.get(at_page(crime)).content.decode()
    assert "Mend the plan" in overview
    assert f'href="{address}"' not in supervisor.get(at_page(crime)).content.decode()


def test_a_line_is_added_and_ended_with_what_it_brought(crime):
    detective = signed_in(Role.DETECTIVE)
    line = {"objective": "Where he was", "action": "Ask his employer", "direction": "away", "due_on": day()}
    check_refused(detective.post(at_page(crime, "lines/new"), {**line, "due_on": ""}), "due_on")
    answer = detective.post(at_page(crime, "lines/new"), {**line, "direction": "either"})
    assert answer.status_code == 302
    row = LineOfEnquiry.objects.get(crime=crime, objective="Where he was")
    address = at_page(crime, f"lines/{row.pk}/end")
    check_refused(detective.post(address, {"ended": "", "result": ""}), "ended")
    check_refused(detective.post(address, {"ended": "done", "result": ""}), "result")
    assert detective.post(address, {"ended": "done", "result": "At work until six."}).status_code == 302
    assert "At work until six." in words_of(detective.get(at_page(crime, "investigation")))
    assert detective.get(at_page(crime, "lines/999999/end")).status_code == 404


def test_stage_and_complexity_are_noted(crime):
    assert signed_in(Role.DETECTIVE).post(at_page(crime, "stage"), {"stage": "nowhere"}).status_code == 422
    stage = next(one for one in Stage if one.value != crime.stage)
    assert signed_in(Role.DETECTIVE).post(at_page(crime, "stage"), {"stage": stage.value}).status_code == 302
    assert Crime.objects.get(pk=crime.pk).stage == stage.value
    assert signed_in(Role.SUPERVISOR).post(at_page(crime, "complexity"), {"is_complex": "yes"}).status_code == 302
    assert Crime.objects.get(pk=crime.pk).is_complex


def test_a_supervisor_reviews_with_a_direction_and_the_officer_in_charge_answers_it(crime):
    supervisor, detective = signed_in(Role.SUPERVISOR), signed_in(Role.DETECTIVE)
    assert supervisor.post(at_page(crime, "review"), review()).status_code == 302
    direction = ReviewDirection.objects.get()
    address = at_page(crime, f"directions/{direction.pk}/answer")
    assert f'href="{address}"' in detective.get(at_page(crime)).content.decode()
    check_refused(detective.post(address, {"answer": ""}), "answer")
    assert detective.post(address, {"answer": "Asked at noon."}).status_code == 302
    assert "Asked at noon." in words_of(detective.get(at_page(crime, "investigation")))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"findings": "Noted."}, "findings", id="a formula"),
        pytest.param({"examined": []}, "examined", id="nothing looked at"),
        pytest.param({"direction": "", "direction_due": ""}, "direction", id="neither direction nor reason"),
        pytest.param({"direction_due": ""}, "direction_due", id="no time"),
        pytest.param({"direction_due": "01/01/2026 12:00"}, "direction_due", id="in the past"),
        pytest.param(
            {"direction_2": "Ring her.", "direction_2_due": "01/01/2026 12:00"}, "direction_2_due", id="second"
        ),
        pytest.param({"direction_3_due": "01/01/2027 12:00"}, "direction_3", id="a time without a direction"),
    ],
)
def test_a_review_that_says_nothing_is_refused_beside_its_field(crime, changes, field):
    supervisor = signed_in(Role.SUPERVISOR)
    check_refused(supervisor.post(at_page(crime, "review"), review(**changes, challenge="")), field)
    assert not InvestigationReview.objects.exists()


def test_a_suspect_is_added_named_moved_identified_recorded_and_told(crime, started):
    detective = signed_in(Role.DETECTIVE)
    check_refused(detective.post(at_page(crime, "suspects/new"), {"words": "Seen."}), "description")
    row = described(crime, started)
    at_suspect = at_page(crime, f"suspects/{row.pk}")
    check_refused(detective.post(f"{at_suspect}/name", {"words": "Known."}), "family")
    named = {"given": "Noel", "family": "Farrow", "born_on": "27/03/1985", "words": "The neighbour knows him."}
    assert detective.post(f"{at_suspect}/name", named).status_code == 302
    check_refused(detective.post(f"{at_suspect}/identity", {"words": ""}), "words")
    for step in ("identity", "record", "told"):
        assert detective.post(f"{at_suspect}/{step}", {"words": "Driving licence."}).status_code == 302, step
    move = {"to_status": "voluntary_attendance_arranged", "words": "He comes in.", "moment": ""}
    check_refused(detective.post(f"{at_suspect}/move", move), "moment")
    assert detective.post(f"{at_suspect}/move", {**move, "moment": f"{day(2)} 10:00"}).status_code == 302
    page = words_of(detective.get(at_page(crime, "suspects")))
    for words in ("Noel Farrow", "When they are to attend", "He comes in."):
        assert words in page
    assert detective.get(at_page(crime, "suspects/999999/move")).status_code == 404


def test_a_supervisor_alone_says_that_an_identity_cannot_be_established(crime):
    address = at_page(crime, f"suspects/{the_suspect(crime).pk}/not-identifiable")
    assert signed_in(Role.DETECTIVE).post(address, {"words": "Nobody knows."}).status_code == 403
    supervisor = signed_in(Role.SUPERVISOR)
    check_refused(supervisor.post(address, {"words": ""}), "words")
    assert supervisor.post(address, {"words": "A false name, no trace."}).status_code == 302
    assert "A false name, no trace." in words_of(supervisor.get(at_page(crime, "suspects")))


def test_the_overview_shows_who_has_it_how_it_came_to_them_and_who_is_suspected(crime):
    page = words_of(signed_in(Role.DETECTIVE).get(at_page(crime)))
    for words in ("Officer in charge", "Local and free.", "Dean Harker", "Due", "Propose an outcome"):
        assert words in page


def test_a_crime_without_an_officer_offers_to_allocate_it_to_those_who_may(started):
    crime = recorded(started)
    link = f'class="govuk-button" href="{at_page(crime, "allocate")}"'
    assert link in signed_in(Role.ALLOCATION_MANAGER).get(at_page(crime)).content.decode()
    assert link not in signed_in(Role.DETECTIVE).get(at_page(crime)).content.decode()


def test_my_crimes_are_mine_with_what_is_due_next(crime):
    mine = words_of(signed_in(Role.DETECTIVE).get("/my-crimes"))
    assert crime.reference in mine
    assert crime.reference not in words_of(signed_in(Role.INVESTIGATOR).get("/my-crimes"))
    assert crime.reference not in words_of(signed_in(Role.DETECTIVE).get("/my-crimes?state=allocated"))
    assert crime.reference in words_of(signed_in(Role.DETECTIVE).get("/my-crimes?state=nonsense"))
    assert signed_in(Role.ALLOCATION_MANAGER).get("/my-crimes").status_code == 403


def test_a_team_page_shows_its_crimes_and_the_load_of_each_officer(crime):
    team = asking(Role.DETECTIVE).team_id
    page = words_of(signed_in(Role.SUPERVISOR).get(f"/team?team={team or ''}"))
    for words in ("Waits for you", "Who carries how much", "Crimes"):
        assert words in page
    assert (crime.reference in page) is (team is not None)
    assert signed_in(Role.SUPERVISOR).get("/team?team=nonsense").status_code == 200
    assert signed_in(Role.DETECTIVE).get("/team").status_code == 403


@pytest.mark.parametrize(
    ("role", "address"),
    [
        pytest.param(Role.DETECTIVE, "/my-crimes", id="my crimes"),
        pytest.param(Role.SUPERVISOR, "/team", id="a team"),
        pytest.param(Role.ALLOCATION_MANAGER, "/allocation", id="the pool"),
        pytest.param(Role.ALLOCATION_MANAGER, "/crimes/{waits}/allocate", id="a choice of officers"),
    ],
)
def test_a_list_asks_the_database_as_often_for_many_crimes_as_for_one(crime, started, role, address):
    page = address.format(waits=recorded(started).reference)
    client = signed_in(role)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        assert client.get(page).status_code == 200
    for _ in range(4):
        planned(started)
        recorded(started)
    with CaptureQueriesContext(connection) as many:
        assert client.get(page).status_code == 200
    assert questions(many) == questions(few)


def test_before_bail_ends_the_list_of_what_is_due_leads_to_the_look_and_it_is_stored_in_words():
    crime = planned(timezone.now() - 50 * DAY)
    suspect = the_suspect(crime)
    for status, moment in ((SuspectStatus.ARRESTED_IN_CUSTODY, None), (SuspectStatus.BAILED_PRE_CHARGE, 60 * DAY)):
        began = timezone.now() - 49 * DAY
        move_suspect(
            suspect=suspect.pk, to_status=status, words="As it was.", reference="ZZ/1",
            moment=began + moment if moment else None, by=asking(Role.DETECTIVE), at=began,
        )  # fmt: skip
    browser = signed_in(Role.DETECTIVE)
    address = f"/crimes/{crime.reference}/suspects/{suspect.pk}/bail-ends"
    page = browser.get("/")
    assert f'href="{address}"' in page.content.decode()
    assert "Bail ends soon" in words_of(page)
    refused = browser.post(address, {"words": " "})
    assert refused.status_code == 422
    assert "Say what is still to do, and whether bail will have to be extended." in words_of(refused)
    done = browser.post(address, {"words": "Two telephones; I have asked the inspector."}, follow=True)
    assert "Noted. What is due before bail ends follows it." in words_of(done)
