"""Messages to a victim: previewed as they will be sent, fit to be read aloud, handed over once, and never sent twice."""

import base64
import hashlib
import hmac
import json
import threading
import time as clock
from dataclasses import replace
from datetime import time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.delivery import FileSender, NotTaken, Outgoing, Refused
from constabulary.casework.messages import preview_message, queue_message
from constabulary.casework.notify import NotifyNotConfigured, NotifySender, NotifySettings
from constabulary.casework.outcomes.deciding import approve_outcome
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route
from constabulary.casework.sending import send_outbox, send_waiting, sender_of_installation
from constabulary.casework.telephoning import CallDetails, note_telephoned
from constabulary.casework.victims.contact import update_victim
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.policing.victims.contact import ContactMethod, Reached
from constabulary.records.models import (
    ContactPoint,
    Crime,
    Duty,
    IncidentLogEntry,
    JournalEntry,
    Message,
    VictimUpdate,
)
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.standards.messages import MESSAGE_TEMPLATES
from constabulary.standards.rulebook import on
from tests.casework.test_told_and_asked import principles, waiting
from tests.conftest import asking
from tests.factories.crimes import allocated, update_of

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SERVICE, SECRET = "11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-aaaaaaaaaaaa"
KEY = f"tolling-{SERVICE}-{SECRET}"
FILLED = {"telephone": "01632 960000", "name": "Sam"}


class FakeNotify(ThreadingHTTPServer):
    """A delivery service: what it took over, and what it answers next instead of taking over."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.taken: list[dict] = []
        self.asked: list[tuple[str, str, dict]] = []
        self.next: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answering(BaseHTTPRequestHandler):
    """Answers as the service documents it."""

    server: FakeNotify

    def log_message(self, *_):
        """Say nothing."""

    def answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self):
        self.server.asked.append(("GET", self.path, dict(self.headers)))
        wanted = parse_qs(urlsplit(self.path).query)["reference"][0]
        found = [one for one in self.server.taken if one["reference"] == wanted]
        self.answer(200, json.dumps({"notifications": found}).encode())

    def do_POST(self):
        self.server.asked.append(("POST", self.path, dict(self.headers)))
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        what = self.server.next.pop(0) if self.server.next else "take"
        if what in {"take", "take and hang up", "take and keep waiting", "take and mumble"}:
            self.server.taken.append(body)
        if what == "take":
            self.answer(201, b'{"id": "x"}')
        elif what == "take and mumble":
            self.answer(201, b"<html>")
        elif what == "take and keep waiting":
            clock.sleep(1)
        elif what.isdigit():
            self.answer(int(what), b'{"errors": [{"message": "07700 900123 is not right"}]}')


@pytest.fixture
def service():
    server = FakeNotify()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def sender_to(service: FakeNotify, **changes) -> NotifySender:
    templates = {"text": "t-1", "email": "t-2", "letter": "t-3"}
    return NotifySender(
        NotifySettings(**{"key": KEY, "templates": templates, "address": service.address, "seconds": 0.3, **changes})
    )


def texted(at, **route) -> tuple[Crime, int]:
    """A crime whose victim is reached by text, and the number of her incident."""
    crime = allocated(at, has_route=False)
    by_text(crime, at, **route)
    return crime, crime.incident_id


def by_text(crime, at, **changes) -> None:
    desk = asking(Role.VULNERABILITY_DESK)
    contact = ContactPoint.objects.filter(person=crime.victim, kind="telephone").get()
    usual = {
        "way": Way.TEXT, "contact_point": contact.pk, "from_time": time(0), "until_time": time(23, 59),
        "confirmed_with": ConfirmedWith.THEMSELVES,
    }  # fmt: skip
    confirm_safe_route(person=crime.victim_id, route=RouteDetails(**{**usual, **changes}), by=desk, at=at)


def write(about, at, template="hello", **changes) -> int:
    details = {"filled": FILLED, "crime": about.pk, **changes}
    return queue_message(
        incident=about.incident_id,
        person=about.victim_id,
        template=template,
        **details,
        by=asking(Role.DETECTIVE),
        at=at,
    )


def send(sender, at) -> int:
    system = system_officer()
    say_who_asks(system)
    return send_waiting(sender=sender, by=system, at=at)


def codes(refused) -> list[str]:
    return [one.code for one in refused.value.reasons]


def open_kinds(crime) -> set[str]:
    asking(Role.VULNERABILITY_DESK)
    return set(Duty.objects.filter(crime=crime, state="open").values_list("kind", flat=True))


# What is written


def test_what_is_sent_from_the_outbox_is_logged_in_its_very_words_and_meets_what_was_due(db, at, tmp_path):
    crime, _ = texted(at)
    write(crime, at + HOUR)
    assert "acknowledge_report" in open_kinds(crime)
    assert not VictimUpdate.objects.exists()
    assert send(FileSender(tmp_path), at + 2 * HOUR) == 1
    assert "acknowledge_report" not in open_kinds(crime)
    row = VictimUpdate.objects.get(crime=crime)
    words = "Thank you for getting in touch. Sam will look after it. Ring 01632 960000 any time and ask for Sam."
    assert (row.said, row.reached, row.method, row.occasion, row.by_safe_route) == (
        words, "message_left", "message", "acknowledgement", True,
    )  # fmt: skip
    assert row.updated_by_id == asking(Role.DETECTIVE).id


def test_a_message_is_previewed_word_for_word(db, at):
    crime, incident = texted(at)
    asking(Role.DETECTIVE)
    template = next(one for one in on(at)[MESSAGE_TEMPLATES].value if one.code == "hello")
    about = {"incident": incident, "person": crime.victim_id, "template": template, "at": at + HOUR, "crime": crime.pk}
    shown = preview_message(filled=FILLED, **about)
    assert (shown.reasons, shown.gives_away) == ((), ())
    asking(Role.DETECTIVE)
    assert Message.objects.get(pk=write(crime, at + HOUR)).words == shown.words
    dean = preview_message(filled={**FILLED, "name": "Dean"}, **about)
    assert [one.code for one in dean.reasons] == ["reading_aloud.names-other-side"]
    assert [(kind.value, word) for kind, word in dean.gives_away] == [("other_side", "dean")]
    unfit = preview_message(filled={**FILLED, "name": "sam of the police"}, **about)
    assert (unfit.words, [one.field for one in unfit.reasons]) == ("", ["name"])


def test_without_a_route_there_is_nothing_to_preview(db, at):
    crime = allocated(at, has_route=False)
    asking(Role.DETECTIVE)
    template = on(at)[MESSAGE_TEMPLATES].value[0]
    shown = preview_message(
        incident=crime.incident_id, person=crime.victim_id, template=template, filled=FILLED, at=at, crime=crime.pk
    )
    assert (shown.words, [one.code for one in shown.reasons]) == ("", ["message.no-route"])


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        pytest.param({"filled": {**FILLED, "name": "Harker"}}, "reading_aloud.names-other-side", id="his name"),
        pytest.param({"filled": {**FILLED, "telephone": "07700 900123"}}, "reading_aloud.names-where", id="her number"),
        pytest.param({"filled": {**FILLED, "name": "Damage"}}, "reading_aloud.names-offence", id="what happened"),
        pytest.param({"filled": {**FILLED, "name": "Police"}}, "reading_aloud.names-police", id="who writes"),
        pytest.param({"crime": None}, "message.needs-crime", id="about no crime"),
        pytest.param(
            {"template": "acknowledged", "filled": {**FILLED, "reference": "46/1/26"}}, "message.may-not-name-police",
            id="words that name the police",
        ),
        pytest.param(
            {"template": "before_going_on", "filled": {**FILLED, "day": "Tuesday 3 November"}},
            "telling.nothing-to-tell", id="an outcome that nobody proposed",
        ),
    ],
)  # fmt: skip
def test_words_that_could_not_be_read_aloud_are_not_sent(db, at, changes, refused):
    crime, _ = texted(at)
    with pytest.raises(NotAllowed) as refusal:
        write(crime, at + HOUR, **changes)
    assert codes(refusal) == [refused]
    assert not Message.objects.exists()


def test_where_she_has_agreed_a_message_says_who_writes_and_never_what_happened(db, at, tmp_path):
    crime, _ = texted(at, may_name_police=True)
    filled = {**FILLED, "reference": "46/1/26", "day": "Tuesday 3 November"}
    write(crime, at + HOUR, template="right_to_review", filled=filled)
    with pytest.raises(NotAllowed) as refusal:
        write(crime, at + HOUR, template="right_to_review", filled={**filled, "name": "Damage"})
    assert codes(refusal) == ["reading_aloud.names-offence"]
    send(FileSender(tmp_path), at + HOUR)
    assert VictimUpdate.objects.get(crime=crime).review_offered


@pytest.mark.source("OUT-26 p3")
def test_two_messages_by_the_safe_route_count_as_told_and_the_outcome_applies_after(officer, at, tmp_path):
    crime, number = waiting(officer, at)
    by_text(crime, at + DAY)
    filled = {**FILLED, "day": "Tuesday 3 November"}
    for attempt in (1, 2):
        write(crime, at + DAY + attempt * HOUR, template="before_going_on", filled=filled)
        with pytest.raises(NotAllowed) as refusal:
            approve_outcome(
                outcome=number, approver_stated=principles(), by=asking(Role.SUPERVISOR), at=at + DAY + attempt * HOUR
            )
        assert codes(refusal) == ["outcome.victim-told"]
        send(FileSender(tmp_path), at + DAY + attempt * HOUR)
    told = VictimUpdate.objects.filter(crime=crime, occasion="outcome")
    assert set(told.values_list("outcome_type", flat=True)) == {"16"}
    assert "tell_victim_of_outcome" not in open_kinds(crime)
    approve_outcome(outcome=number, approver_stated=principles(), by=asking(Role.SUPERVISOR), at=at + 2 * DAY)


# Handing over


def test_the_service_is_asked_first_and_then_handed_where_and_which_words(service):
    sender_to(service).send(Outgoing(number=7, way="text", to="07700 900123", words="Please ring."))
    assert [(method, path) for method, path, _ in service.asked] == [
        ("GET", "/v2/notifications?reference=constabulary-7"), ("POST", "/v2/notifications/sms"),
    ]  # fmt: skip
    assert service.taken == [
        {
            "template_id": "t-1", "reference": "constabulary-7", "phone_number": "07700 900123",
            "personalisation": {"words": "Please ring."},
        }
    ]  # fmt: skip


def test_each_request_carries_a_fresh_token_signed_with_the_key(service):
    sender_to(service).send(Outgoing(number=7, way="email", to="ruth@example.org", words="Please ring."))
    token = service.asked[1][2]["Authorization"].removeprefix("Bearer ")
    signed, _, seal = token.rpartition(".")
    wanted = hmac.new(SECRET.encode(), signed.encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64encode(wanted).rstrip(b"=").decode() == seal
    claims = json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "=="))
    assert claims["iss"] == SERVICE
    assert abs(claims["iat"] - clock.time()) < 30
    assert service.taken[0]["email_address"] == "ruth@example.org"


@pytest.mark.parametrize(
    ("to", "lines"),
    [
        ("17 Marigold Wharf, Tolling, ZZ9 7QX", ["Ruth Marlow", "17 Marigold Wharf", "Tolling", "ZZ9 7QX"]),
        ("a, b, c, d, e, f, ZZ9 7QX", ["Ruth Marlow", "a", "b", "c", "d", "e", "ZZ9 7QX"]),
    ],
)
def test_a_letter_has_her_name_on_it_and_the_postcode_last(service, to, lines):
    sender_to(service).send(Outgoing(number=7, way="letter", to=to, words="Please ring.", name="Ruth Marlow"))
    said = service.taken[0]["personalisation"]
    assert [said[f"address_line_{number}"] for number in range(1, len(lines) + 1)] == lines
    assert set(said) == {"words", *(f"address_line_{number}" for number in range(1, len(lines) + 1))}


@pytest.mark.parametrize("unknown", ["take and hang up", "take and keep waiting", "take and mumble"])
def test_after_an_answer_that_nobody_knows_a_message_is_not_sent_twice(db, at, service, unknown):
    crime, _ = texted(at)
    number = write(crime, at + HOUR)
    service.next = [unknown]
    with pytest.raises(NotTaken):
        send(sender_to(service), at + HOUR)
    assert Message.objects.get(pk=number).state == "queued"
    assert send(sender_to(service), at + HOUR) == 1
    assert [one["reference"] for one in service.taken] == [f"constabulary-{number}"]
    assert (Message.objects.get(pk=number).state, Message.objects.get(pk=number).trouble) == ("sent", "")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("403", "The delivery service does not accept our key."),
        ("429", "The delivery service takes no more for now."),
        ("500", "The delivery service answered 500."),
        ("503", "The delivery service answered 503."),
    ],
)
def test_what_is_not_taken_over_goes_on_waiting_and_says_why_once(db, at, service, status, said):
    crime, _ = texted(at)
    number = write(crime, at + HOUR)
    service.next = [status, status]
    for _ in range(2):
        with pytest.raises(NotTaken):
            send(sender_to(service), at + HOUR)
    row = Message.objects.get(pk=number)
    assert (row.state, row.trouble) == ("queued", said)
    assert JournalEntry.objects.filter(kind="message_delayed").count() == 1
    assert "acknowledge_report" in open_kinds(crime)
    assert send(sender_to(service), at + HOUR) == 1
    assert len(service.taken) == 1


def test_what_the_service_refuses_waits_no_longer_and_what_it_was_to_tell_stays_due(db, at, service):
    crime, _ = texted(at)
    first, second = write(crime, at + HOUR), write(crime, at + HOUR)
    service.next = ["400"]
    assert send(sender_to(service), at + HOUR) == 1
    refused = Message.objects.get(pk=first)
    assert refused.state == "withdrawn"
    assert refused.withdrawal.startswith("The delivery service does not take this message")
    assert "07700" not in refused.withdrawal
    assert Message.objects.get(pk=second).state == "sent"


def test_what_is_refused_is_to_be_told_by_telephone_until_somebody_reaches_her(db, at, service):
    crime, _ = texted(at)
    first = write(crime, at + HOUR)
    service.next = ["400"]
    send(sender_to(service), at + HOUR)
    asking(Role.VULNERABILITY_DESK)
    duty = Duty.objects.get(kind="telephone_instead")
    assert (duty.state, duty.desk, duty.crime_id, duty.owner_id) == (
        "open", "investigation", crime.pk, crime.officer_id,
    )  # fmt: skip
    assert (duty.subject_row, duty.person_id, duty.due_at) == (first, crime.victim_id, at + 25 * HOUR)
    update = update_of(at + 3 * HOUR, by_safe_route=True, method=ContactMethod.MESSAGE)
    update_victim(
        crime=crime.pk, update=replace(update, reached=Reached.NO_REPLY), by=asking(Role.DETECTIVE), at=at + 2 * HOUR
    )
    assert Duty.objects.get(pk=duty.pk).state == "open"
    update_victim(crime=crime.pk, update=update, by=asking(Role.DETECTIVE), at=at + 3 * HOUR)
    asking(Role.VULNERABILITY_DESK)
    assert Duty.objects.get(pk=duty.pk).state == "met"


def test_another_message_that_goes_out_or_another_route_spares_the_telephone_call(db, at, service):
    crime, _ = texted(at)
    write(crime, at + HOUR)
    service.next = ["400"]
    send(sender_to(service), at + HOUR)
    write(crime, at + 2 * HOUR)
    assert send(sender_to(service), at + 2 * HOUR) == 1
    asking(Role.VULNERABILITY_DESK)
    assert Duty.objects.get(kind="telephone_instead").state == "met"
    write(crime, at + 3 * HOUR)
    service.next = ["400"]
    send(sender_to(service), at + 3 * HOUR)
    by_text(crime, at + 4 * HOUR)
    asking(Role.VULNERABILITY_DESK)
    assert set(Duty.objects.filter(kind="telephone_instead").values_list("state", flat=True)) == {"met"}


def test_a_message_about_an_incident_that_is_refused_waits_at_the_victims_desk(db, at, service):
    crime, _ = texted(at)
    write(crime, at + HOUR, template="please_ring", crime=None)
    service.next = ["400"]
    send(sender_to(service), at + HOUR)
    asking(Role.VULNERABILITY_DESK)
    duty = Duty.objects.get(kind="telephone_instead")
    assert (duty.desk, duty.incident_id, duty.crime_id) == ("victims", crime.incident_id, None)


def refused_about_incident(at, service, **route):
    """A crime whose victim was to be told of her incident by a message that was not taken; the message's number."""
    crime, _ = texted(at, **route)
    number = write(crime, at + HOUR, template="please_ring", crime=None)
    service.next = ["400"]
    send(sender_to(service), at + HOUR)
    return crime, number


SPOKE = CallDetails(reached=Reached.REACHED, by_safe_route=True, said="That we try to reach her.", questions="Nothing.")


def test_the_victims_desk_telephones_about_an_incident_and_only_reaching_her_ends_it(db, at, service):
    crime, number = refused_about_incident(at, service)
    desk = asking(Role.VICTIMS_DESK)
    nobody = replace(SPOKE, reached=Reached.NO_REPLY, said="", questions="")
    note_telephoned(message=number, call=nobody, by=desk, at=at + 2 * HOUR)
    assert Duty.objects.get(kind="telephone_instead").state == "open"
    note_telephoned(message=number, call=SPOKE, by=desk, at=at + 3 * HOUR)
    duty = Duty.objects.get(kind="telephone_instead")
    assert (duty.state, duty.ended_at) == ("met", at + 3 * HOUR)
    lines = [one.words for one in IncidentLogEntry.objects.filter(incident=crime.incident_id).order_by("pk")]
    assert lines[-2:] == [
        "Telephoned in place of a message. Nobody answered and I left nothing.",
        "Telephoned in place of a message. I reached them.\nSaid: That we try to reach her.\nAsked: Nothing.",
    ]
    with pytest.raises(NotAllowed) as refused:
        note_telephoned(message=number, call=SPOKE, by=desk, at=at + 4 * HOUR)
    assert codes(refused) == ["message.nobody-to-telephone"]


@pytest.mark.parametrize(
    ("route", "call", "code"),
    [
        pytest.param({}, {"by_safe_route": False}, "outside-route", id="by no safe route"),
        pytest.param({"code_word": "Heron"}, {}, "code-word-not-given", id="without the code word"),
        pytest.param({}, {"said": " "}, "said-missing", id="without what was said"),
    ],
)
def test_a_call_that_the_rules_of_contact_refuse_ends_nothing(db, at, service, route, call, code):
    _, number = refused_about_incident(at, service, **route)
    with pytest.raises(NotAllowed) as refused:
        note_telephoned(message=number, call=replace(SPOKE, **call), by=asking(Role.VICTIMS_DESK), at=at + 2 * HOUR)
    assert codes(refused) == [f"contact_with_victim.{code}"]
    assert Duty.objects.get(kind="telephone_instead").state == "open"


def test_a_call_about_an_incident_does_not_stand_for_what_was_to_be_told_of_a_crime(db, at, service):
    crime, _ = texted(at)
    delivered = write(crime, at + HOUR, template="please_ring", crime=None)
    send(sender_to(service), at + HOUR)
    refused_one = write(crime, at + 2 * HOUR)
    service.next = ["400"]
    send(sender_to(service), at + 2 * HOUR)
    duty = Duty.objects.get(kind="telephone_instead")
    assert duty.subject_row == refused_one
    with pytest.raises(NotAllowed) as refused:
        note_telephoned(message=delivered, call=SPOKE, by=asking(Role.VICTIMS_DESK), at=at + 3 * HOUR)
    assert codes(refused) == ["message.nobody-to-telephone"]
    assert Duty.objects.get(kind="telephone_instead").state == "open"


def test_a_call_about_a_crime_is_recorded_with_the_crime_and_not_everybody_telephones(db, at, service):
    crime, _ = texted(at)
    number = write(crime, at + HOUR)
    service.next = ["400"]
    send(sender_to(service), at + HOUR)
    with pytest.raises(NotAllowed) as refused:
        note_telephoned(message=number, call=SPOKE, by=asking(Role.VICTIMS_DESK), at=at + 2 * HOUR)
    assert codes(refused) == ["message.telephoned-about-crime"]
    with pytest.raises(NotPermitted):
        note_telephoned(message=number, call=SPOKE, by=asking(Role.AUDITOR), at=at + 2 * HOUR)


def test_somebody_rung_otherwise_than_by_the_safe_route_is_in_the_log_with_how(db, at, service):
    crime, number = refused_about_incident(at, service)
    rang = replace(SPOKE, by_safe_route=False, outside_route="She rang us.")
    note_telephoned(message=number, call=rang, by=asking(Role.VICTIMS_DESK), at=at + 2 * HOUR)
    last = IncidentLogEntry.objects.filter(incident=crime.incident_id).latest("pk")
    assert "Not by the safe route: She rang us." in last.words


def test_after_three_troubles_in_a_run_the_rest_waits_for_the_next(db, at, service):
    crime, _ = texted(at)
    for _ in range(4):
        write(crime, at + HOUR)
    service.next = ["500"] * 4
    with pytest.raises(NotTaken):
        send(sender_to(service), at + HOUR)
    assert sum(method == "POST" for method, *_ in service.asked) == 3


def test_a_service_that_is_not_there_is_a_trouble_and_no_loss(db, at):
    crime, _ = texted(at)
    number = write(crime, at + HOUR)
    away = NotifySender(NotifySettings(key=KEY, templates={"text": "t-1"}, address="http://127.0.0.1:9", seconds=0.3))
    with pytest.raises(NotTaken):
        send(away, at + HOUR)
    assert Message.objects.get(pk=number).trouble == "The delivery service did not answer."


def test_a_folder_that_cannot_be_written_is_a_trouble_and_no_loss(db, at, tmp_path):
    crime, _ = texted(at)
    number = write(crime, at + HOUR)
    (tmp_path / "outbox").write_text("a file stands where the folder should be")
    with pytest.raises(FileExistsError):
        send(FileSender(tmp_path / "outbox"), at + HOUR)
    assert Message.objects.get(pk=number).trouble == "It could not be handed over for delivery."


def test_a_way_without_a_template_is_not_sent_by_another(service):
    with pytest.raises(NotTaken, match="No template"):
        sender_to(service, templates={"email": "t-2"}).send(Outgoing(number=7, way="text", to="0", words="x"))
    assert service.asked == []


def test_the_service_refuses_only_what_is_sent(service):
    service.next = ["400"]
    with pytest.raises(Refused):
        sender_to(service).send(Outgoing(number=7, way="text", to="0", words="x"))


@pytest.mark.parametrize("wrong", [{"address": "http://example.org"}, {"key": "short"}])
def test_a_key_that_is_not_whole_and_an_address_in_clear_are_not_used(service, wrong):
    with pytest.raises(NotifyNotConfigured):
        sender_to(service, **wrong)


def test_without_a_key_messages_are_written_to_files_and_with_one_the_service_delivers(settings, tmp_path, db, at):
    settings.NOTIFY_KEY, settings.OUTBOX_FOLDER = "", tmp_path
    assert isinstance(sender_of_installation(), FileSender)
    crime, _ = texted(at)
    write(crime, at + HOUR)
    system = system_officer()
    say_who_asks(system)
    assert send_outbox(by=system, at=at + HOUR) == 1
    assert len(list(tmp_path.iterdir())) == 1
    settings.NOTIFY_KEY, settings.NOTIFY_TEMPLATES = KEY, {"text": "t-1"}
    assert isinstance(sender_of_installation(), NotifySender)
