"""The incident's pages without a script: what is shown, what is done, and each refusal beside its field."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.incidents.dispatch import clear_unit, deploy_unit, divert_unit, note_arrival
from constabulary.policing.incidents.thrive import Suspect, VulnerabilityFactor
from constabulary.records.models import Handoff, Incident, IncidentLogEntry, Person, ThriveAssessment
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.calls import former_partner_damage, shoplifting, thrive
from tests.factories.incidents import asked_again, attended, opened, quarrel
from tests.factories.posts import call_post
from tests.factories.posts_of_incidents import thrive_post, vulnerability_post

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def just_now():
    """Pages ask the clock, so what they act on has just happened."""
    return timezone.now() - 5 * MINUTE


@pytest.fixture
def incident(just_now) -> Incident:
    return quarrel(just_now)


def sent(role: Role, incident: Incident, address: str, **data):
    return signed_in(role).post(f"/incidents/{incident.reference}/{address}", data)


def test_a_line_is_written_and_a_line_without_words_is_refused_beside_its_field(incident):
    answer = sent(Role.DISPATCHER, incident, "log", kind="note", words="Rang back: all calm.")
    assert answer.status_code == 302
    page = signed_in(Role.DISPATCHER).get(answer["Location"])
    assert "Rang back: all calm." in words_of(page)
    assert "The log entry is written." in words_of(page)
    refused = sent(Role.DISPATCHER, incident, "log", kind="note", words=" ")
    assert refused.status_code == 422
    assert 'href="#id_words"' in refused.content.decode()


def test_what_was_typed_into_a_refused_form_is_there_when_the_page_is_opened_again(incident):
    browser = signed_in(Role.DISPATCHER)
    browser.post(f"/incidents/{incident.reference}/handoff", {"to_desk": "", "reason": "Telephone, they asked for it."})
    page = browser.get(f"/incidents/{incident.reference}/handoff")
    assert "Telephone, they asked for it." in page.content.decode()
    assert "There is a problem" not in words_of(page)


def test_thrive_is_asked_again_with_the_last_answers_filled_in(incident):
    browser = signed_in(Role.DISPATCHER)
    page = browser.get(f"/incidents/{incident.reference}/thrive").content.decode()
    assert "Telephone will do." in page
    proposed = browser.post(f"/incidents/{incident.reference}/thrive", thrive_post(propose="1"))
    assert proposed.status_code == 200
    assert "Proposed: G2" in words_of(proposed)
    unsaid = thrive_post(propose="1", what_changed="", threat_rationale="", harm_rationale="", grade="")
    proposed = browser.post(f"/incidents/{incident.reference}/thrive", unsaid)
    assert proposed.status_code == 200
    assert "Proposed: G2" in words_of(proposed), "how somebody came to the answers may follow"
    answer = browser.post(f"/incidents/{incident.reference}/thrive", thrive_post())
    assert answer.status_code == 302, words_of(answer)
    told = words_of(browser.get(answer["Location"]))
    assert "Answered otherwise: " in told
    assert "Told: Stay in." in told
    assert ThriveAssessment.objects.filter(incident=incident).count() == 2


def test_thrive_again_without_what_changed_or_with_a_lower_grade_and_no_reason_is_refused(just_now):
    incident = opened(just_now, former_partner_damage(just_now))
    refused = sent(Role.DISPATCHER, incident, "thrive", **thrive_post(what_changed=""))
    assert refused.status_code == 422
    assert 'href="#id_what_changed"' in refused.content.decode()
    refused = sent(Role.DISPATCHER, incident, "thrive", **thrive_post(grade="G4"))
    assert refused.status_code == 422
    assert 'href="#id_reason_below_floor"' in refused.content.decode()


def test_a_supervisor_decides_a_less_urgent_grade_on_a_page_of_its_own(just_now):
    incident = opened(just_now, former_partner_damage(just_now))
    asked_again(incident, just_now + MINUTE, by=asking(Role.DISPATCHER), grade="G4")
    browser = signed_in(Role.CONTROL_ROOM_SUPERVISOR)
    assert "Decide grade" in words_of(browser.get("/control-room"))
    page = words_of(browser.get(f"/incidents/{incident.reference}/grade"))
    assert "Chosen: G4. Worked at until you decide: G2." in page
    answer = browser.post(f"/incidents/{incident.reference}/grade", {"decision": "refuse", "words": "She is alone."})
    assert answer.status_code == 302
    assert "(refused: She is alone.)" in words_of(browser.get(answer["Location"]))
    assert signed_in(Role.DISPATCHER).get(f"/incidents/{incident.reference}/grade").status_code == 403


def test_a_unit_is_sent_followed_diverted_and_cleared_by_buttons(incident):
    browser = signed_in(Role.DISPATCHER)
    address = f"/incidents/{incident.reference}/units"

    def press(**data) -> str:
        answer = browser.post(address, data)
        if answer.status_code == 302:
            answer = browser.get(answer["Location"])
        return words_of(answer)

    assert "Say which unit, by its call sign." in press(what="send", unit="")
    refused = browser.post(address, {"what": "send", "unit": "nonsense unit"})
    assert refused.status_code == 422
    assert 'id="unit-error"' in refused.content.decode()
    assert 'value="nonsense unit"' in refused.content.decode()
    incident.refresh_from_db()
    assert incident.state == "open"
    press(what="send", unit="KD21")
    number = incident.deployments.get().pk
    assert "KD21 on the way" in press(what="en_route", deployment=number)
    assert "What the unit is doing is noted, with the time." in press(what="resourced")
    assert "Say why." in press(what="divert", deployment=number)
    press(what="send", unit="KD22")
    second = incident.deployments.get(unit="KD22").pk
    assert "KD21 diverted" in press(what="divert", deployment=number, words="Nearer to another.")
    press(what="arrive", deployment=second)
    assert "KD22 clear. All quiet." in press(what="clear", deployment=second, words="All quiet.")
    assert browser.post(address, {"what": "arrive", "deployment": "0"}).status_code == 404
    assert browser.post(address, {"what": "fly", "deployment": str(second)}).status_code == 404


def test_clearing_without_saying_what_is_left_behind_is_refused_beside_the_field(incident):
    browser = signed_in(Role.DISPATCHER)
    address = f"/incidents/{incident.reference}/units"
    for what in ("send", "arrive"):
        unit = incident.deployments.first()
        browser.post(address, {"what": what, "unit": "KD21", "deployment": unit.pk if unit else ""})
    number = incident.deployments.get().pk
    refused = browser.post(address, {"what": "clear", "deployment": number, "words": "  "})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert f'href="#words-{number}"' in page
    assert f'id="words-{number}-error"' in page
    assert "Say what the unit leaves behind" in words_of(refused)
    kept = browser.post(address, {"what": "divert", "deployment": number, "words": "Nearer to <another>."})
    assert kept.status_code == 422
    assert 'value="Nearer to &lt;another&gt;."' in kept.content.decode()


def test_free_units_are_offered_by_a_button_and_a_committed_one_needs_a_reason(incident, just_now):
    by = asking(Role.DISPATCHER)
    other = quarrel(just_now)
    for sign in ("KD31", "KD32"):
        number = deploy_unit(incident=other.pk, unit=sign, by=by, at=just_now)
        note_arrival(deployment=number, by=by, at=just_now)
    clear_unit(deployment=number, words="One is enough.", by=by, at=just_now)
    browser = signed_in(Role.DISPATCHER)
    address = f"/incidents/{incident.reference}"
    page = browser.get(address)
    assert 'name="send" value="KD32"' in page.content.decode()
    assert 'name="send" value="KD31"' not in page.content.decode()
    assert f"KD31 there: {other.reference}" in words_of(page)
    refused = browser.post(f"{address}/units", {"what": "send", "unit": "kd31"})
    assert refused.status_code == 422
    assert f"KD31 is committed to {other.reference}: there" in words_of(refused)
    assert 'href="#taken_because"' in refused.content.decode()
    assert 'value="kd31"' in refused.content.decode()
    wrong = browser.post(f"{address}/units", {"what": "send", "unit": "", "taken_because": "A life is in danger."})
    assert 'value="A life is in danger."' in wrong.content.decode()
    sent = browser.post(f"{address}/units", {"what": "send", "unit": "kd31", "taken_because": "A life is in danger."})
    assert sent.status_code == 302
    assert browser.post(f"{address}/units", {"send": "KD32"}).status_code == 302
    assert set(incident.deployments.values_list("unit", flat=True)) == {"KD31", "KD32"}
    assert "No unit that was out in the last day is free." in words_of(browser.get(address))


def test_the_call_signs_of_the_last_day_are_offered_and_what_a_call_sign_is_stands_beside_the_field(incident):
    earlier = quarrel(timezone.now() - timedelta(days=3))
    by = asking(Role.DISPATCHER)
    gone = deploy_unit(incident=earlier.pk, unit="KD99", by=by, at=timezone.now() - timedelta(hours=25))
    divert_unit(deployment=gone, reason="The shift ended.", by=by, at=timezone.now() - timedelta(hours=24))
    other = quarrel(timezone.now() - timedelta(hours=2))
    deploy_unit(incident=other.pk, unit="KD31", by=by, at=timezone.now() - timedelta(hours=1))
    page = signed_in(Role.DISPATCHER).get(f"/incidents/{incident.reference}").content.decode()
    assert '<option value="KD31">' in page
    assert "KD99" not in page
    assert "at least one digit, 2 to 10 characters" in page


@pytest.mark.parametrize(("grade", "colour"), [("G1", "red"), ("G3", "red"), ("G5", "turquoise")])
def test_that_nobody_is_on_the_way_is_red_while_the_clock_of_attendance_runs(just_now, grade, colour):
    incident = quarrel(just_now, grade=grade)
    page = signed_in(Role.DISPATCHER).get(f"/incidents/{incident.reference}").content.decode()
    assert f'govuk-tag--{colour}">Open: nobody is on the way' in page


def test_the_answers_of_thrive_stand_on_the_incident_in_words(just_now):
    incident = opened(just_now, former_partner_damage(just_now))
    page = words_of(signed_in(Role.DISPATCHER).get(f"/incidents/{incident.reference}"))
    for expected in (
        "Violence threatened · Suspect gone · Able: none (0 of 3) · Means it: none (0 of 3) · Threatened: caller "
        "· By: former partner Why: He has left.",
        "How bad: serious (3 of 4) · Kinds: property",
        "How likely: likely (3 of 4) · How soon: hours",
        "Vulnerable by domestic abuse · In serious distress · Household asked",
        "By: attendance · A call back or enquiry is owed",
    ):
        assert expected in page, expected


def test_every_answer_of_thrive_has_its_words(just_now):
    answers = thrive(
        threat={"danger_to_life": True, "in_progress": True, "weapon": True, "suspect": Suspect.NONE, "target": ""},
        harm={"serious_injury": True, "types": ()},
        risk={"interim_risk": "He may come back."},
        investigation={"needed": True, "key_evidence_perishable": True, "lines": ("cctv",), "advice_given": ("scene",)},
        vulnerability={"alone_at_risk": True, "repeat_victim": True, "high_risk_abuse_history": True},
        engagement={"cannot_speak_freely": True, "partner_referrals": ("health",)},
    )
    page = words_of(
        signed_in(Role.DISPATCHER).get(f"/incidents/{quarrel(just_now, answers=answers, grade='G1').reference}")
    )
    for expected in (
        "Somebody's life is in danger · Happening now · A weapon is there · No violence · No suspect there or near",
        "Somebody is seriously injured · How bad: minor (1 of 4) Why",
        "Before we are there: He may come back.",
        "Needed · Key evidence or a witness is about to be lost · Evidence: CCTV or doorbell footage",
        "Advice given: keep the scene as it is",
        "A child or vulnerable person is alone and at risk · High-risk domestic abuse is on record · A repeat victim",
        "Cannot speak freely · By: telephone · Partners: health or ambulance",
    ):
        assert expected in page, expected


def test_how_somebody_can_safely_be_reached_is_told_only_to_whoever_asks_thrive(just_now):
    answers = thrive(engagement={"safe_contact": "Her sister, before noon"})
    incident = quarrel(just_now, answers=answers)
    assert "Her sister" in words_of(signed_in(Role.DISPATCHER).get(f"/incidents/{incident.reference}"))
    assert "Her sister" not in words_of(signed_in(Role.CRIME_REGISTRAR).get(f"/incidents/{incident.reference}"))


@pytest.mark.parametrize(
    ("vulnerability", "said"),
    [
        ({}, "Asked in THRIVE with the household: nobody found vulnerable"),
        ({"factors": (VulnerabilityFactor.CHILD,)}, "Asked in THRIVE with the household: vulnerable by child"),
        (
            {"household_asked": False, "household_not_asked_because": "She rang off."},
            "Vulnerability not asked: She rang off.",
        ),
    ],
    ids=["asked, nobody", "asked, a child", "not asked, and why"],
)
def test_somebody_who_was_not_asked_alone_is_told_as_asked_with_the_household(just_now, vulnerability, said):
    incident = quarrel(just_now, answers=thrive(vulnerability=vulnerability))
    assert said in words_of(signed_in(Role.DISPATCHER).get(f"/incidents/{incident.reference}"))


def test_an_assessment_after_one_that_asked_the_household_does_not_unsay_it(just_now):
    incident = quarrel(just_now)
    asked_again(
        incident, just_now + MINUTE, by=asking(Role.DISPATCHER),
        vulnerability={"household_asked": False, "household_not_asked_because": "No answer."},
    )  # fmt: skip
    page = words_of(signed_in(Role.DISPATCHER).get(f"/incidents/{incident.reference}"))
    assert "Asked in THRIVE with the household: nobody found vulnerable" in page


def test_a_handoff_is_sent_shown_at_both_desks_and_acknowledged_by_the_receiving_one(incident):
    answer = sent(Role.DISPATCHER, incident, "handoff", to_desk="imu", reason="Telephone resolution.")
    assert answer.status_code == 302, words_of(answer)
    number = Handoff.objects.get().pk
    assert "Telephone resolution." in words_of(signed_in(Role.DISPATCHER).get("/control-room"))
    assessor = signed_in(Role.IMU_ASSESSOR)
    assert f"Acknowledge {incident.reference}" in words_of(assessor.get("/imu"))
    assert signed_in(Role.DISPATCHER).post(f"/handoffs/{number}/acknowledge").status_code == 403
    taken = assessor.post(f"/handoffs/{number}/acknowledge")
    assert "The incident is yours." in words_of(assessor.get(taken["Location"]))
    again = assessor.post(f"/handoffs/{number}/acknowledge")
    assert again.status_code == 302
    assert assessor.post("/handoffs/1/acknowledge").status_code == 404
    assert "Send" not in words_of(assessor.get("/imu"))


def test_an_appointment_is_made_moved_missed_and_refused(incident):
    browser = signed_in(Role.DISPATCHER)
    address = f"/incidents/{incident.reference}/appointment"
    refused = browser.post(address, {"what": "make", "from_at": "", "until_at": "nonsense"})
    assert refused.status_code == 422
    assert 'href="#id_from_at"' in refused.content.decode()
    first, second = ((timezone.now() + timedelta(days=days)).strftime("%d/%m/%Y") for days in (30, 31))
    made = browser.post(address, {"what": "make", "from_at": f"{first} 10:00", "until_at": f"{first} 11:00"})
    assert made.status_code == 302, words_of(made)
    for data in (
        {"what": "move", "from_at": f"{second} 10:00", "until_at": f"{second} 11:00", "reason": "Court."},
        {"what": "miss", "reason": "Nobody came."},
        {"what": "refuse", "reason": "Wants somebody now."},
    ):
        answer = browser.post(address, data)
        assert answer.status_code == 302, words_of(answer)
    assert list(incident.appointments.order_by("id").values_list("state", flat=True)) == ["moved", "missed"]


def test_one_of_the_household_is_added_and_asked_about(incident):
    browser = signed_in(Role.CONTACT_HANDLER)
    refused = browser.post(f"/incidents/{incident.reference}/people", {"role": "household"})
    assert 'href="#id_given"' in refused.content.decode()
    wrong = browser.post(
        f"/incidents/{incident.reference}/people", {"role": "household", "given": "Mo", "born_on": "31/02/2019"}
    )
    assert 'href="#id_born_on"' in wrong.content.decode()
    browser.post(f"/incidents/{incident.reference}/people", {"role": "household", "given": "Mo", "born_on": "3/2/2019"})
    reference = Person.objects.get(given="Mo").reference
    page = browser.get(f"/incidents/{incident.reference}/people/{reference}")
    assert "Mo (lives in the household)" not in words_of(page)
    refused = browser.post(
        f"/incidents/{incident.reference}/people/{reference}", vulnerability_post(appearance="no_concern", actions=[])
    )
    told = refused.content.decode()
    assert 'href="#id_appearance"' in told
    assert 'href="#id_actions"' in told
    answer = browser.post(f"/incidents/{incident.reference}/people/{reference}", vulnerability_post())
    assert answer.status_code == 302, words_of(answer)
    assert "Vulnerable" in words_of(browser.get(answer["Location"]))
    assert browser.get(f"/incidents/{incident.reference}/people/P1").status_code == 404


def test_an_incident_is_corrected_and_linked(incident, just_now):
    other = quarrel(just_now)
    data = {
        "summary": "Quarrel over a hedge.",
        "crime_reported": "no",
        "category": "civil-dispute",
        "reason": "Misheard.",
        "place_line": "9 Quay Lane",
    }
    answer = sent(Role.CONTACT_HANDLER, incident, "correct", **data)
    assert answer.status_code == 302, words_of(answer)
    page = words_of(signed_in(Role.CONTACT_HANDLER).get(answer["Location"]))
    assert "Quarrel over a hedge." in page
    assert "9 Quay Lane" in page
    town = {**data, "place_line": "", "place_locality": "Tolling"}
    refused = sent(Role.CONTACT_HANDLER, incident, "correct", **town)
    assert refused.status_code == 422
    assert 'href="#id_place_line"' in refused.content.decode()
    assert sent(Role.CONTACT_HANDLER, incident, "correct", **town, address_is_wrong="on").status_code == 302
    refused = sent(Role.CONTACT_HANDLER, incident, "correct", **{**data, "reason": ""})
    assert 'href="#id_reason"' in refused.content.decode()
    answer = sent(Role.CONTACT_HANDLER, incident, "link", linked=other.reference, kind="repeat", words="Same two.")
    assert other.reference in words_of(signed_in(Role.CONTACT_HANDLER).get(answer["Location"]))
    refused = sent(Role.CONTACT_HANDLER, incident, "link", linked="I26-0", kind="repeat")
    assert 'href="#id_linked"' in refused.content.decode()


def test_each_way_of_closing_has_its_page_and_its_refusals(just_now):
    for address, data, missing in (
        ("close", {"category": "civil-dispute", "rationale": "Settled."}, "rationale"),
        ("telephone", {"category": "civil-dispute", "rationale": "Settled.", "spoken_to": "Imran", "by_route": "His own mobile, agreed at the call"}, "by_route"),
        ("transfer", {"category": "message", "rationale": "Theirs.", "force": "Neighbourshire", "accepted_by": "Control, 4711"}, "accepted_by"),
    ):  # fmt: skip
        incident = quarrel(just_now)
        refused = sent(Role.DISPATCHER, incident, address, **{**data, missing: ""})
        assert f'href="#id_{missing}"' in refused.content.decode(), address
        answer = sent(Role.DISPATCHER, incident, address, **data)
        assert answer.status_code == 302, (address, words_of(answer))
        incident.refresh_from_db()
        assert incident.state == "closed"
    one, two = quarrel(just_now), quarrel(just_now)
    assert 'href="#id_master"' in sent(Role.DISPATCHER, one, "duplicate", master="").content.decode()
    sent(Role.DISPATCHER, one, "duplicate", master=two.reference, useful="A third heard it.")
    page = words_of(signed_in(Role.DISPATCHER).get(f"/incidents/{one.reference}"))
    assert f"Worked as {two.reference}" in page


def test_a_supervisors_look_is_written_down(incident):
    answer = sent(Role.CONTROL_ROOM_SUPERVISOR, incident, "supervise", words="Late turn to ring.")
    assert answer.status_code == 302
    assert IncidentLogEntry.objects.get(incident=incident).kind == "supervisor"


def test_an_incident_nobody_may_see_and_one_that_is_not_there_are_answered_alike(incident):
    browser = signed_in(Role.DISPATCHER)
    for address in ("", "/thrive", "/log", "/close", "/handoff"):
        assert browser.get(f"/incidents/I26-0{address}").status_code == 404


def test_who_only_reads_sees_no_button_and_is_refused(incident):
    auditor = signed_in(Role.AUDITOR)
    page = auditor.get(f"/incidents/{incident.reference}").content.decode()
    assert "Write in the log" not in page
    assert auditor.post(f"/incidents/{incident.reference}/log", {"kind": "note", "words": "x"}).status_code == 403


def test_the_control_room_lists_the_riskiest_and_soonest_due_first(just_now):
    hours = timedelta(hours=1)
    for count in range(3):
        quarrel(just_now - (6 + count) * hours, summary=f"Old quarrel {count}")
    opened(just_now, former_partner_damage(just_now))
    attended(just_now - 20 * MINUTE, shoplifting(just_now - 20 * MINUTE, summary="Attended theft"))
    page = words_of(signed_in(Role.CONTROL_ROOM_SUPERVISOR).get("/control-room"))
    assert page.index("Former partner") < page.index("Old quarrel")
    assert "3 THRIVE overdue" in page
    assert "Attended" in page


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ("", ("Former partner", "Old theft"), ()),
        ("?what=unrecorded&risk=3", ("Former partner",), ("Old theft",)),
        ("?what=unallocated", (), ("Former partner", "Old theft")),
        ("?what=call_back", ("Old theft",), ("Former partner",)),
        ("?age=2", ("Old theft",), ("Former partner",)),
        ("?marker=domestic_abuse", ("Former partner",), ("Old theft",)),
        ("?overdue=on", ("Old theft",), ("Former partner",)),
        ("?what=nonsense&from=x", ("Former partner", "Old theft"), ()),
        ("?from=50", (), ("Former partner", "Old theft")),
    ],
    ids=[
        "all",
        "unrecorded and risky",
        "unallocated",
        "call back",
        "over 48 hours",
        "marker",
        "overdue",
        "nonsense",
        "next page",
    ],
)
def test_the_imu_queue_shows_what_is_asked_for_riskiest_first(just_now, asked, shown, hidden):
    long_ago = just_now - timedelta(days=3)
    opened(long_ago, shoplifting(long_ago, summary="Old theft"))
    opened(just_now, former_partner_damage(just_now))
    page = words_of(signed_in(Role.IMU_ASSESSOR).get(f"/imu{asked}"))
    for words in shown:
        assert words in page
    for words in hidden:
        assert words not in page
    if len(shown) == 2:
        assert page.index("Former partner") < page.index("Old theft")
    assert "2 not yet recorded" in page
    assert "1 over 24 hours" in page


def test_a_caller_who_cannot_speak_freely_is_taken_with_little_and_nobody_rings_back_unasked():
    browser = signed_in(Role.CONTACT_HANDLER)
    silent = call_post(
        summary="Woman answers yes and no only; a man shouts.", account="", crime_reported="no", domestic_abuse="",
        caller_given="", caller_family="", cannot_speak_freely="on", caller_role="anonymous", grade="G4",
        household_asked="", vulnerability_factors=[], vulnerability_distress="", category="concern-for-safety",
    )  # fmt: skip
    refused = browser.post("/calls/new", {**silent, "grade": "G2"})
    assert 'href="#id_household_asked"' in refused.content.decode()
    told_why = {**silent, "household_not_asked_because": "She could only say yes and no."}
    refused = browser.post("/calls/new", told_why)
    assert 'href="#id_reason_below_floor"' in refused.content.decode(), "below G2 nobody who cannot speak is graded"
    answer = browser.post("/calls/new", {**told_why, "grade": "G2"})
    assert answer.status_code == 302, words_of(answer)
    page = words_of(browser.get(answer["Location"]))
    assert "The caller could not speak freely. Do not ring back unasked." in page
    assert "Cannot speak freely" in words_of(signed_in(Role.DISPATCHER).get("/control-room"))


def test_an_abandoned_call_is_an_incident_and_with_cause_for_concern_ends_as_concern_for_safety():
    browser = signed_in(Role.DISPATCHER)
    dropped = call_post(
        summary="Line open, a scream, then nothing.", account="", crime_reported="no", domestic_abuse="",
        caller_given="", caller_family="", caller_telephone="07700 900555", caller_role="anonymous",
        category="abandoned-call", place_line="Not known: mast near Tolling", household_asked="",
        household_not_asked_because="The line went dead.",
    )  # fmt: skip
    answer = browser.post("/calls/new", dropped)
    assert answer.status_code == 302, words_of(answer)
    incident = Incident.objects.get()
    sent(Role.DISPATCHER, incident, "log", kind="not_contactable", words="Two calls, no answer.")
    refused = sent(Role.DISPATCHER, incident, "close", category="abandoned-call", rationale="No answer.")
    assert "it ends as concern for safety" in words_of(refused)
    closed = sent(Role.DISPATCHER, incident, "close", category="concern-for-safety", rationale="Found safe at home.")
    assert closed.status_code == 302


def test_a_repeat_caller_is_known_by_the_same_record_and_the_incidents_are_linked(just_now):
    first = opened(just_now - timedelta(days=20), former_partner_damage(just_now - timedelta(days=20)))
    person = Person.objects.get(given="Ruth")
    browser = signed_in(Role.CONTACT_HANDLER)
    again = call_post(caller_reference=person.reference, vulnerability_repeat="on")
    answer = browser.post("/calls/new", again)
    assert answer.status_code == 302, words_of(answer)
    assert Person.objects.filter(given="Ruth").count() == 1
    second = Incident.objects.latest("id")
    sent(Role.CONTACT_HANDLER, second, "link", linked=first.reference, kind="repeat", words="Same two people.")
    assert first.reference in words_of(browser.get(f"/incidents/{second.reference}"))
    assert second.reference in words_of(browser.get(f"/incidents/{first.reference}"))


def test_a_refusal_that_names_an_act_leads_to_it_or_to_whoever_may_do_it(db, at):
    incident = opened(at)
    close = {"category": "civil-dispute", "rationale": "Both spoken to."}
    refused = signed_in(Role.DISPATCHER).post(f"/incidents/{incident.reference}/close", close)
    assert "decide whether it is recorded before you close" in words_of(refused)
    page = refused.content.decode()
    assert f'href="/incidents/{incident.reference}/handoff?to=imu"' in page
    assert f'href="/incidents/{incident.reference}/record"' not in page
    assert "Ask THRIVE again" in words_of(refused)
    handing = signed_in(Role.DISPATCHER).get(f"/incidents/{incident.reference}/handoff?to=imu").content.decode()
    assert re.search(r'name="to_desk"[^>]*value="imu"[^>]*checked', handing)
