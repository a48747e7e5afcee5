"""The victim's pages: what she wrote, writing to her with a preview, rights, what she wants at court, not told."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.delivery import Refused
from constabulary.casework.messages import queue_message
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route
from constabulary.casework.sending import send_waiting
from constabulary.casework.victims.incoming import record_incoming
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.policing.victims.incoming import CameBy, IncomingDetails, Meaning
from constabulary.records.models import (
    ContactPoint,
    IncomingMessage,
    Message,
    SpecialMeasures,
    StatementOffer,
    TellingRuling,
    VictimUpdate,
)
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests.casework.test_told_and_asked import waiting
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import allocated, identified, planned

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEXT = "i dont want to go on with this pls stop"


@pytest.fixture
def began():
    return timezone.now() - 2 * DAY


def at_page(crime, rest=""):
    return f"/crimes/{crime.reference}/victim{rest}"


def plain(answer) -> str:
    return words_of(answer).replace("’", "'").replace("&#39;", "'")


def texted(began, **changes):
    crime = allocated(began, has_route=False)
    desk = asking(Role.VULNERABILITY_DESK)
    contact = ContactPoint.objects.filter(person=crime.victim, kind="telephone").get()
    usual = {
        "way": Way.TEXT, "contact_point": contact.pk, "from_time": time(0), "until_time": time(23, 59, 59),
        "confirmed_with": ConfirmedWith.THEMSELVES,
    }  # fmt: skip
    confirm_safe_route(person=crime.victim_id, route=RouteDetails(**{**usual, **changes}), by=desk, at=began)
    return crime


def test_what_she_wrote_stands_word_for_word_and_that_she_is_to_be_asked_alone(began):
    crime = planned(began)
    detective = signed_in(Role.DETECTIVE)
    page = detective.get(at_page(crime, "/wrote"))
    assert "A message is never a withdrawal" in plain(page)
    whole = {"words": TEXT, "came_as": "text", "from_safe_route": "on", "meaning": "withdraws", "received_at": "00:00"}
    refused = detective.post(at_page(crime, "/wrote"), {**whole, "words": ""})
    assert refused.status_code == 422
    assert "word for word" in plain(refused)
    found = detective.post(at_page(crime, "/wrote"), whole)
    assert found["Location"] == at_page(crime) + "?done=victim-wrote", plain(found)
    shown = plain(detective.get(at_page(crime)))
    assert TEXT in shown
    assert "A message could mean that Ruth Marlow withdraws" in shown
    assert IncomingMessage.objects.get().words == TEXT


def test_a_text_is_refused_as_her_position_beside_its_field(began):
    crime = planned(began)
    said = IncomingDetails(
        came_as=CameBy.TEXT, from_safe_route=True, words=TEXT, meaning=Meaning.WITHDRAWS, received_at=began
    )
    record_incoming(crime=crime.pk, details=said, by=asking(Role.DETECTIVE), at=began + HOUR)
    detective = signed_in(Role.DETECTIVE)
    by_text = {
        "support": "does_not", "wishes": "To stop.", "reasons": "She says so.", "recorded_in": "message",
        "reference": "07:40", "pressure": "none_found", "support_offered": "An advocate.",
    }  # fmt: skip
    refused = detective.post(at_page(crime, "/position"), by_text)
    assert refused.status_code == 422
    words = plain(refused)
    assert "A message alone is never a withdrawal" in words
    assert "See or speak to them alone first" in words
    asked = {**by_text, "recorded_in": "statement", "reference": "MG11/2", "seen_alone": "on"}
    assert detective.post(at_page(crime, "/position"), asked).status_code == 302
    assert "could mean that" not in plain(detective.get(at_page(crime))).split("What they wrote")[0]


FILLED = {"telephone": "01632 960000", "name": "Sam"}


def test_what_goes_is_shown_before_it_goes(began):
    crime = texted(began)
    detective = signed_in(Role.DETECTIVE)
    address = at_page(crime, "/write") + "?message=hello"
    first = plain(detective.get(address))
    assert "never say who writes" in first
    assert "with the reference" not in first
    shown = detective.post(address, {**FILLED, "step": "show"})
    words = "Thank you for getting in touch. Sam will look after it. Ring 01632 960000 any time and ask for Sam."
    assert shown.status_code == 200
    assert words in plain(shown)
    assert "07700 900123" in plain(shown)
    assert not Message.objects.exists()
    sent = detective.post(address, {**FILLED, "step": "send"})
    assert sent["Location"] == at_page(crime) + "?done=message-queued"
    asking(Role.DETECTIVE)
    assert Message.objects.get().words == words


def test_words_that_give_something_away_are_shown_and_do_not_go(began):
    crime = texted(began)
    detective = signed_in(Role.DETECTIVE)
    address = at_page(crime, "/write") + "?message=hello"
    for step in ("show", "send"):
        refused = detective.post(address, {**FILLED, "name": "Harker", "step": step})
        assert refused.status_code == 422
        assert "It names somebody of the other side" in plain(refused)
        assert "harker" in plain(refused)
    unfit = detective.post(address, {**FILLED, "name": "the police", "step": "show"})
    assert unfit.status_code == 422
    assert not Message.objects.exists()


def test_where_it_was_agreed_the_reference_is_filled_in_and_who_writes_is_said(began):
    crime = texted(began, may_name_police=True)
    detective = signed_in(Role.DETECTIVE)
    shown = detective.post(at_page(crime, "/write") + "?message=acknowledged", {**FILLED, "step": "show"})
    assert f"Thank you for your report to the police. Its reference is {crime.reference}." in plain(shown)


def test_without_a_way_in_writing_nothing_can_be_written(began):
    crime = allocated(began)
    page = signed_in(Role.DETECTIVE).get(at_page(crime, "/write"))
    assert page.status_code == 200
    assert "Put it in the outbox" not in plain(page)
    assert b'name="step"' not in page.content


def test_every_right_of_the_code_stands_on_her_page_with_its_day(began):
    crime = planned(began)
    shown = plain(signed_in(Role.VICTIMS_DESK).get(at_page(crime)))
    for right in (
        "The report acknowledged: in writing, or where that is not safe, told", "A referral to a service that supports victims",
        "To make a personal statement", "Help to give their best evidence", "To ask for the decision to be looked at",
    ):  # fmt: skip
        assert right in shown
    assert "Not due yet" in shown


def test_an_update_is_logged_from_any_page_of_the_crime_and_leads_back_there(began):
    crime = allocated(began)
    detective = signed_in(Role.DETECTIVE)
    for name, part in (("crime", ""), ("crime_suspects", "/suspects"), ("crime_case_file", "/case-file"),
                       ("crime_investigation", "/investigation")):  # fmt: skip
        page = detective.get(f"/crimes/{crime.reference}{part}")
        assert f"{at_page(crime, '/update')}?back={name}" in page.content.decode(), part
    assert "?back=" not in detective.get(at_page(crime)).content.decode(), "it has a way of its own there"
    update = {
        "occasion": "as_agreed", "method": "telephone", "by_safe_route": "on", "reached": "no_reply",
        "spoken_to": "victim",
    }  # fmt: skip
    answer = detective.post(at_page(crime, "/update") + "?back=crime_suspects", update)
    assert answer["Location"] == f"/crimes/{crime.reference}/suspects?done=victim-updated"
    away = detective.post(at_page(crime, "/update") + "?back=//example.org", update)
    assert away["Location"] == at_page(crime) + "?done=victim-updated"
    asking(Role.DETECTIVE)
    assert VictimUpdate.objects.count() == 2


def test_what_she_wants_at_court_stands_on_her_page_and_in_the_case_file(began):
    crime = planned(began)
    identified(crime, began + HOUR)
    detective = signed_in(Role.DETECTIVE)
    offer = {"wish": "made", "reference": "VPS/1", "at_court": "somebody", "reader": ""}
    refused = detective.post(at_page(crime, "/statement"), offer)
    assert refused.status_code == 422
    assert "Say who is to read it." in plain(refused)
    assert detective.post(at_page(crime, "/statement"), {**offer, "reader": "Her sister"}).status_code == 302
    measures = {"step": "asked", "grounds": ["fear"], "wishes": "Not to see him.", "quality": ""}
    refused = detective.post(at_page(crime, "/special-measures"), measures)
    assert "how their evidence would suffer" in plain(refused)
    whole = {**measures, "quality": "She cannot speak while he looks at her.", "measures": ["screen"]}
    assert detective.post(at_page(crime, "/special-measures"), whole).status_code == 302
    for page in (at_page(crime), f"/crimes/{crime.reference}/case-file"):
        shown = plain(detective.get(page))
        assert "Her sister" in shown
        assert "She cannot speak while he looks at her." in shown
        assert "A screen, so that they do not see the accused" in shown
    again = detective.get(at_page(crime, "/special-measures"))
    assert "She cannot speak while he looks at her." in plain(again)
    auditor = plain(signed_in(Role.AUDITOR).get(f"/crimes/{crime.reference}/case-file"))
    assert "She cannot speak" not in auditor
    asking(Role.DETECTIVE)
    assert (StatementOffer.objects.get().reader, SpecialMeasures.objects.get().measures) == ("Her sister", ["screen"])


def test_safeguarding_decides_that_she_cannot_safely_be_told(officer, began):
    crime, _ = waiting(officer, began - 3 * DAY)
    desk = signed_in(Role.VULNERABILITY_DESK)
    assert "They cannot safely be told" in plain(desk.get(at_page(crime)))
    refused = desk.post(at_page(crime, "/not-told"), {"tried": "", "danger": "", "instead": "", "look_again_on": ""})
    assert refused.status_code == 422
    assert "Write down how telling them would put them in danger." in plain(refused)
    whole = {
        "tried": "Rung three times; he answered.", "danger": "He has threatened her.",
        "instead": "Her advocate sees her.", "look_again_on": f"{timezone.now() + 5 * DAY:%d/%m/%Y}",
    }  # fmt: skip
    answer = desk.post(at_page(crime, "/not-told"), whole)
    assert answer["Location"] == at_page(crime) + "?done=victim-not-told"
    assert "Not told of outcome 16" in plain(desk.get(at_page(crime)))
    asking(Role.VULNERABILITY_DESK)
    assert TellingRuling.objects.get().outcome_type == "16"


def test_who_telephones_in_place_of_a_message_goes_there_from_the_list_and_says_what_came_of_it(began, tmp_path):
    crime = texted(began)
    number = queue_message(
        incident=crime.incident_id, person=crime.victim_id, template="please_ring",
        filled={"telephone": "01632 960000", "name": "Sam"}, by=asking(Role.VICTIMS_DESK), at=began + HOUR,
    )  # fmt: skip

    class Refusing:
        def send(self, _):
            raise Refused("The number does not exist.")

    system = system_officer()
    say_who_asks(system)
    send_waiting(sender=Refusing(), by=system, at=began + HOUR)
    desk, address = signed_in(Role.VICTIMS_DESK), f"/outbox/{number}/telephone"
    assert f'href="{address}"' in desk.get("/").content.decode()
    page = plain(desk.get(address))
    assert "The number does not exist." in page
    assert "07700 900123" in page
    given = {"reached": "reached", "by_safe_route": "on", "said": "That we try to reach her.", "questions": ""}
    refused = desk.post(address, given)
    assert (refused.status_code, "Write down what they asked" in plain(refused)) == (422, True)
    done = desk.post(address, {**given, "questions": "Nothing."}, follow=True)
    assert "Said: That we try to reach her." in plain(done)
    assert f'href="{address}"' not in desk.get("/").content.decode()
    assert signed_in(Role.VICTIMS_DESK).get("/outbox/999999993/telephone").status_code == 404
