"""The log, people and their vulnerability, appointments, corrections and links: what each leaves and makes due."""

from dataclasses import replace
from datetime import timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.incidents.appointments import (
    make_appointment,
    miss_appointment,
    move_appointment,
    refuse_appointment,
)
from constabulary.casework.incidents.closing import close_incident
from constabulary.casework.incidents.corrections import Correction, correct_incident, link_incident
from constabulary.casework.incidents.log import write_log
from constabulary.casework.incidents.people import ask_vulnerability, involve_person
from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.links import LinkKind
from constabulary.policing.incidents.log import ADDRESS_STAYS, LogKind
from constabulary.policing.vulnerability.asked import Strand
from constabulary.records.models import (
    Appointment,
    Duty,
    IncidentLink,
    IncidentLogEntry,
    IncidentPerson,
    Person,
    VulnerabilityAssessment,
)
from constabulary.standards.response import FIND_PLACE_WITHIN
from constabulary.standards.rulebook import on
from tests.conftest import asking
from tests.factories.calls import former_partner_damage
from tests.factories.incidents import due, opened, quarrel
from tests.policing.vulnerability.test_asked import CALM, FOUND

MINUTE = timedelta(minutes=1)


@pytest.fixture
def incident(db, at):
    return quarrel(at)


@pytest.mark.parametrize(
    "kind", [LogKind.NEW_INFORMATION, LogKind.NEW_CALL, LogKind.NOT_CONTACTABLE, LogKind.SHIFT_HANDOVER]
)
def test_a_line_that_bears_on_the_risk_makes_thrive_due(incident, at, kind):
    write_log(incident=incident.pk, words="No answer.", kind=kind, by=asking(Role.CONTACT_HANDLER), at=at + 30 * MINUTE)
    assert due(incident)["reassess"] == at + 45 * MINUTE


def test_a_second_change_does_not_put_off_what_the_first_made_due(incident, at):
    by = asking(Role.CONTACT_HANDLER)
    for after in (30, 40):
        write_log(incident=incident.pk, words="x", kind=LogKind.NEW_CALL, by=by, at=at + after * MINUTE)
    assert due(incident)["reassess"] == at + 45 * MINUTE


def test_a_note_advice_and_a_history_check_are_kept_as_what_they_are(incident, at):
    by = asking(Role.CONTACT_HANDLER)
    write_log(incident=incident.pk, words="He rang to thank us.", by=by, at=at)
    write_log(incident=incident.pk, words="", kind=LogKind.ADVICE, advice=("scene", "prevention"), by=by, at=at)
    write_log(incident=incident.pk, words="", kind=LogKind.HISTORY_CHECK, shown={"incidents": 2}, by=by, at=at)
    assert [(one.kind, one.details) for one in IncidentLogEntry.objects.filter(incident=incident).order_by("id")] == [
        ("note", {}), ("advice", {"advice": ["scene", "prevention"]}), ("history_check", {"shown": {"incidents": 2}}),
    ]  # fmt: skip
    assert due(incident)["reassess"] == at + 210 * MINUTE


def test_who_only_reads_does_not_write_and_acts_write_their_own_lines(incident, at):
    with pytest.raises(NotPermitted):
        write_log(incident=incident.pk, words="x", by=asking(Role.AUDITOR), at=at)
    with pytest.raises(NotAllowed):
        write_log(incident=incident.pk, words="x", kind=LogKind.SUPERVISOR, by=asking(Role.DISPATCHER), at=at)


def test_one_of_the_household_is_added_once_with_what_they_are(incident, at):
    by = asking(Role.CONTACT_HANDLER)
    child = PersonDetails(given="Mo", family="Sadiq")
    number = involve_person(incident=incident.pk, person=child, role="household", by=by, at=at)
    known = replace(child, reference=Person.objects.get(pk=number).reference)
    assert involve_person(incident=incident.pk, person=known, role="household", by=by, at=at) == number
    assert IncidentPerson.objects.filter(incident=incident, role="household").count() == 1
    for person, role in ((PersonDetails(), "household"), (child, " ")):
        with pytest.raises(NotAllowed):
            involve_person(incident=incident.pk, person=person, role=role, by=by, at=at)


def test_vulnerability_found_raises_its_markers_and_opens_safeguarding(incident, at):
    by = asking(Role.CONTACT_HANDLER)
    caller = IncidentPerson.objects.get(incident=incident).person_id
    ask_vulnerability(incident=incident.pk, person=caller, asked=CALM, by=by, at=at + MINUTE)
    incident.refresh_from_db()
    assert not incident.vulnerable
    found = replace(FOUND, strands=(Strand.DOMESTIC_ABUSE, Strand.STALKING))
    ask_vulnerability(incident=incident.pk, person=caller, asked=found, by=by, at=at + 2 * MINUTE)
    incident.refresh_from_db()
    assert (incident.vulnerable, incident.domestic_abuse, incident.stalking, incident.risk) == (True, True, True, 3)
    open_now = due(incident)
    assert {"assess_domestic_abuse", "ask_stalking_questions", "confirm_safe_route"} <= set(open_now)
    assert open_now["reassess"] == at + 17 * MINUTE
    assert [one.vulnerable for one in VulnerabilityAssessment.objects.order_by("id")] == [False, True]


def test_an_asking_without_its_four_steps_is_refused(incident, at):
    caller = IncidentPerson.objects.get(incident=incident).person_id
    with pytest.raises(NotAllowed):
        ask_vulnerability(
            incident=incident.pk,
            person=caller,
            asked=replace(FOUND, actions=()),
            by=asking(Role.CONTACT_HANDLER),
            at=at,
        )


@pytest.fixture
def appointed(incident, at):
    make_appointment(
        incident=incident.pk, from_at=at + 60 * MINUTE, until_at=at + 90 * MINUTE, by=asking(Role.DISPATCHER), at=at
    )
    return incident


def test_keeping_an_appointment_is_due_by_its_end(appointed, at):
    assert due(appointed)["keep_appointment"] == at + 90 * MINUTE
    with pytest.raises(NotAllowed):
        make_appointment(
            incident=appointed.pk,
            from_at=at + 60 * MINUTE,
            until_at=at + 90 * MINUTE,
            by=asking(Role.DISPATCHER),
            at=at,
        )


def test_a_missed_moved_or_refused_appointment_calls_for_thrive(appointed, at):
    by = asking(Role.DISPATCHER)
    move_appointment(
        incident=appointed.pk, from_at=at + 120 * MINUTE, until_at=at + 150 * MINUTE, reason="Officer at court.", by=by,
        at=at + 5 * MINUTE,
    )  # fmt: skip
    assert due(appointed)["keep_appointment"] == at + 150 * MINUTE
    assert due(appointed)["reassess"] == at + 20 * MINUTE
    with pytest.raises(NotAllowed):
        miss_appointment(incident=appointed.pk, reason=" ", by=by, at=at + 151 * MINUTE)
    miss_appointment(incident=appointed.pk, reason="Nobody came.", by=by, at=at + 151 * MINUTE)
    assert "keep_appointment" not in due(appointed)
    with pytest.raises(NotAllowed):
        miss_appointment(incident=appointed.pk, reason="Again.", by=by, at=at + 152 * MINUTE)
    refuse_appointment(incident=appointed.pk, reason="Wants somebody now.", by=by, at=at + 153 * MINUTE)
    assert list(Appointment.objects.order_by("id").values_list("state", flat=True)) == ["moved", "missed"]
    assert IncidentLogEntry.objects.filter(incident=appointed, kind="appointment").count() == 3


def test_a_refused_appointment_that_was_made_ends(appointed, at):
    refuse_appointment(incident=appointed.pk, reason="Away.", by=asking(Role.DISPATCHER), at=at + MINUTE)
    assert Appointment.objects.get().state == "refused"
    assert "keep_appointment" not in due(appointed)


def test_a_correction_says_why_opens_what_a_marker_makes_due_and_calls_for_thrive(incident, at):
    by = asking(Role.CONTACT_HANDLER)
    correct_incident(
        incident=incident.pk,
        correction=Correction(
            summary="Quarrel between brothers over a fence.", category="domestic-incident", qualifiers=("alcohol",),
            place=PlaceDetails(line="6 Quay Lane"), domestic_abuse=True, crime_reported=True,
        ),
        reason="They are family.",
        by=by,
        at=at + 20 * MINUTE,
    )  # fmt: skip
    incident.refresh_from_db()
    assert (incident.summary, incident.category, incident.qualifiers, incident.domestic_abuse) == (
        "Quarrel between brothers over a fence.", "domestic-incident", ["alcohol"], True,
    )  # fmt: skip
    assert incident.place.line == "6 Quay Lane"
    open_now = due(incident)
    assert open_now["decide_recording"] == incident.reported_at + timedelta(hours=24)
    assert open_now["assess_domestic_abuse"] == incident.reported_at + timedelta(hours=4)
    assert open_now["reassess"] == at + 35 * MINUTE


TOWN = PlaceDetails(locality="Tolling")


def corrected(incident, at, **held) -> None:
    correct_incident(
        incident=incident.pk, correction=Correction(**held), reason="Misheard.", by=asking(Role.CONTACT_HANDLER), at=at
    )
    incident.refresh_from_db()


def test_a_town_does_not_replace_a_known_address_unless_it_is_said_that_the_address_is_wrong(incident, at):
    known = incident.place.line
    assert "find_place" not in due(incident)
    for less in (TOWN, PlaceDetails(postcode="QX1 1AA")):
        with pytest.raises(NotAllowed) as refused:
            corrected(incident, at + MINUTE, place=less, summary="Heard anew.")
        assert refused.value.reasons == (ADDRESS_STAYS,)
        incident.refresh_from_db()
        assert (incident.place.line, incident.summary != "Heard anew.") == (known, True)
    corrected(incident, at + MINUTE, place=TOWN, address_is_wrong=True)
    assert incident.place.line == "Tolling"
    assert due(incident)["find_place"] == at + MINUTE + on(at)[FIND_PLACE_WITHIN].value
    # A town for a town loses nothing, and does not ask for the place a second time.
    corrected(incident, at + 2 * MINUTE, place=PlaceDetails(locality="Quay"))
    assert incident.place.line == "Quay"
    assert Duty.objects.filter(incident=incident, kind="find_place").count() == 1
    corrected(incident, at + 3 * MINUTE, place=PlaceDetails(line="6 Quay Lane", locality="Quay"))
    assert incident.place.line == "6 Quay Lane"
    assert "find_place" not in due(incident)


def test_what_is_corrected_without_a_place_leaves_the_address_as_it_is(incident, at):
    known = incident.place_id
    corrected(incident, at + MINUTE, summary="Heard anew.", address_is_wrong=True)
    assert incident.place_id == known


def test_only_a_supervisor_takes_a_marker_away_and_safeguarding_stays_due(officer, at):
    incident = opened(at, former_partner_damage(at))
    with pytest.raises(NotAllowed) as refused:
        correct_incident(
            incident=incident.pk, correction=Correction(domestic_abuse=False, summary=" ", category="x"), reason="",
            by=officer(Role.CONTACT_HANDLER), at=at,
        )  # fmt: skip
    assert {one.field for one in refused.value.reasons} == {"reason", "summary", "category"}
    correct_incident(
        incident=incident.pk, correction=Correction(domestic_abuse=False), reason="They were never together.",
        by=officer(Role.CONTROL_ROOM_SUPERVISOR), at=at,
    )  # fmt: skip
    incident.refresh_from_db()
    assert not incident.domestic_abuse
    assert {"assess_domestic_abuse", "confirm_safe_route"} <= set(due(incident))


def test_a_repeat_is_linked_to_the_earlier_incident_and_calls_for_thrive(incident, at):
    by = asking(Role.DISPATCHER)
    close_incident(incident=incident.pk, category="civil-dispute", rationale="Settled.", by=by, at=at)
    later = quarrel(at + timedelta(days=3))
    link = {"incident": later.pk, "linked": incident.reference, "kind": LinkKind.RECURRENCE, "words": "Again."}
    for _ in range(2):
        link_incident(**link, by=by, at=at + timedelta(days=3, minutes=1))
    assert IncidentLink.objects.get().linked_id == incident.pk
    assert due(later)["reassess"] == at + timedelta(days=3, minutes=16)
    for wrong in ("I26-0", later.reference):
        with pytest.raises(NotAllowed):
            link_incident(**{**link, "linked": wrong}, by=by, at=at + timedelta(days=3))


def test_a_closed_incident_may_be_corrected_and_written_in_and_nothing_becomes_due(incident, at):
    by = asking(Role.DISPATCHER)
    close_incident(incident=incident.pk, category="civil-dispute", rationale="Settled.", by=by, at=at)
    write_log(incident=incident.pk, words="She rang again.", kind=LogKind.NEW_CALL, by=by, at=at)
    correct_incident(
        incident=incident.pk, correction=Correction(summary="Quarrel over a hedge."), reason="Misheard.", by=by, at=at
    )
    assert due(incident) == {}
    with pytest.raises(NotAllowed):
        make_appointment(incident=incident.pk, from_at=at + MINUTE, until_at=at + 2 * MINUTE, by=by, at=at)


def test_what_a_closed_incident_turns_out_to_report_is_decided_and_made_safe_like_what_was_said_at_once(incident, at):
    by = asking(Role.DISPATCHER)
    close_incident(incident=incident.pk, category="civil-dispute", rationale="Settled.", by=by, at=at)
    correct_incident(
        incident=incident.pk, correction=Correction(crime_reported=True, domestic_abuse=True), reason="He hit her.",
        by=by, at=at + MINUTE,
    )  # fmt: skip
    incident.refresh_from_db()
    assert (incident.crime_reported, incident.domestic_abuse, incident.state) == (True, True, "closed")
    assert set(due(incident)) == {"decide_recording", "assess_domestic_abuse", "confirm_safe_route"}
    assert due(incident)["decide_recording"] == incident.reported_at + timedelta(hours=24)


def test_a_corrected_category_of_crime_says_that_a_crime_is_reported_and_a_no_beside_it_is_refused(incident, at):
    given = {"incident": incident.pk, "reason": "Misheard.", "by": asking(Role.CONTROL_ROOM_SUPERVISOR)}
    correct_incident(**given, correction=Correction(category="crime-reported"), at=at + MINUTE)
    incident.refresh_from_db()
    assert incident.crime_reported
    assert due(incident)["decide_recording"] == incident.reported_at + timedelta(hours=24)
    with pytest.raises(NotAllowed) as refused:
        correct_incident(**given, correction=Correction(crime_reported=False), at=at + 2 * MINUTE)
    assert [one.field for one in refused.value.reasons] == ["crime_reported"]
    both = Correction(crime_reported=False, category="civil-dispute")
    correct_incident(**given, correction=both, at=at + 3 * MINUTE)
    incident.refresh_from_db()
    assert not incident.crime_reported
