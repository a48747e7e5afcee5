"""Recording: the crime, another from the same incident, flags, related crimes, and what goes before the registrar."""

from datetime import date, timedelta

import pytest

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework.contact import InvolvedPerson
from constabulary.casework.incidents.log import write_log
from constabulary.casework.people import PersonDetails
from constabulary.casework.people.linking import link_records
from constabulary.casework.recording.classification import reclassify_crime
from constabulary.casework.recording.conduct import open_conduct
from constabulary.casework.recording.decision import decide_recording
from constabulary.casework.recording.flagging import set_flags
from constabulary.casework.recording.oversight import oversee_decision, oversee_outcome
from constabulary.casework.recording.related import note_related_crime
from constabulary.policing.clocks import working_days_due
from constabulary.policing.contact.channels import CallerRole
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.incidents.log import LogKind
from constabulary.policing.recording.another import Because
from constabulary.policing.recording.decision import RecordingFacts, Step, StepAnswer
from constabulary.policing.recording.oversight import Finding
from constabulary.policing.vulnerability.risk import RiskGrade
from constabulary.records.models import (
    Crime,
    CrimeClassification,
    CrimePerson,
    Duty,
    Incident,
    IncidentPerson,
    Organisation,
    Oversight,
    RecordingDecision,
    RelatedCrime,
    Suspect,
    SuspectEvent,
)
from constabulary.records.queries.registrar import unrecorded_rapes
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.calls import shoplifting
from tests.factories.crimes import PLAIN, planned, record, recorded, reported
from tests.factories.incidents import opened, reach
from tests.factories.outcomes import offence
from tests.factories.vulnerability import assessed, dash

HOUR = timedelta(hours=1)


def open_kinds(crime: Crime) -> set[str]:
    return set(Duty.objects.filter(crime=crime, state="open").values_list("kind", flat=True))


def refused_fields(refused) -> set[str]:
    return {reason.field for reason in refused.value.reasons}


def test_a_crime_takes_people_flags_and_victims_rights_from_its_incident(officer, at):
    crime = recorded(at, flags=("domestic_abuse",))
    assert (crime.domestic_abuse, crime.enhanced_rights, crime.high_harm) == (True, True, True)
    # No safe route is confirmed yet: nothing is written to her.
    assert open_kinds(crime) == {
        "allocate", "tell_of_report", "assess_needs", "refer_to_support", "find_abuse_suspect",
    }  # fmt: skip
    suspect = Suspect.objects.get(crime=crime)
    assert suspect.state == "named_not_arrested"
    assert SuspectEvent.objects.get(suspect=suspect).kind == "added"
    assert set(CrimePerson.objects.filter(crime=crime).values_list("role", flat=True)) == {"victim", "suspect"}


def test_a_flag_without_what_it_asks_for_is_refused_beside_its_field(officer, at):
    with pytest.raises(NotAllowed) as refused:
        recorded(at, flags=("hate_religion", "child_sexual_exploitation"))
    assert refused_fields(refused) == {"faith", "flags"}
    assert not Crime.objects.exists()


@pytest.mark.source("HOCR-26 p28")
def test_a_child_cannot_be_flagged_as_domestic_abuse(officer, at):
    with pytest.raises(NotAllowed) as refused:
        recorded(
            at, flags=("domestic_abuse",),
            call={"caller": PersonDetails(given="Ann", family="Lee", born_on=(at - timedelta(days=15 * 365)).date())},
        )  # fmt: skip
    assert [reason.code for reason in refused.value.reasons] == ["flag.too-young"]


def test_flags_may_be_set_again_and_hate_then_marks_the_crime(officer, at):
    crime = recorded(at)
    by = officer(Role.IMU_ASSESSOR)
    with pytest.raises(NotAllowed):
        set_flags(crime=crime.pk, flags=("hate_religion",), faith="", corrosive_evidence="", by=by, at=at)
    set_flags(crime=crime.pk, flags=("hate_race", "alcohol"), faith="", corrosive_evidence="", by=by, at=at)
    crime.refresh_from_db()
    assert crime.flags == ["alcohol", "hate_race"]
    assert crime.hate


@pytest.mark.source("HOCR-26 p12-13")
def test_another_crime_for_the_same_victim_needs_a_ground_and_leaves_the_incident_closed(officer, at):
    incident = reported(at)
    reach(incident, at, clear=True)
    first = record(incident, at + HOUR)
    incident.refresh_from_db()
    assert (incident.state, incident.closure) == ("closed", "crime")
    with pytest.raises(NotAllowed) as refused:
        record(incident, at + HOUR, code="105/01", category="")
    assert refused_fields(refused) == {"another_because"}
    second = record(incident, at + HOUR, code="105/01", category="", another_because=Because.LATER_OFFENDING.value)
    assert second.journey_id == first.journey_id
    assert Crime.objects.filter(incident=incident).count() == 2


def test_another_victim_of_the_same_incident_has_a_crime_of_their_own(officer, at):
    second = InvolvedPerson(person=PersonDetails(given="Ben", family="Okoro"), role="victim")
    incident = reported(at, others=(second,))
    first = record(incident, at + HOUR)
    other = incident_person(incident, "Ben")
    found = record(Incident.objects.get(pk=incident.pk), at + HOUR, victim=other)
    assert first.victim_id != found.victim_id


def incident_person(incident, given: str) -> str:
    rows = IncidentPerson.objects.filter(incident=incident)
    return next(one.person.reference for one in rows if one.person.given == given)


def test_a_further_decision_not_to_record_leaves_the_closed_incident_as_it_is(officer, at):
    incident = reported(at)
    reach(incident, at, clear=True)
    crime = record(incident, at + HOUR)
    decide_recording(
        incident=crime.incident_id, facts=PLAIN, by=officer(Role.IMU_ASSESSOR), at=at + HOUR,
        answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="The scratch was there before."),),
        closing_category="contact-record",
    )  # fmt: skip
    assert Incident.objects.get(pk=crime.incident_id).closure == "crime"
    assert RecordingDecision.objects.filter(incident_id=crime.incident_id).count() == 2


@pytest.mark.source("HOCR-26 p10")
def test_a_late_decision_goes_before_the_registrar(officer, at):
    incident = reported(at)
    by, late = officer(Role.IMU_ASSESSOR), at + timedelta(hours=25)
    with pytest.raises(NotAllowed) as refused:
        decide_recording(
            incident=incident.pk, answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="A mistake."),),
            facts=PLAIN, closing_category="contact-record", by=by, at=late,
        )  # fmt: skip
    assert refused_fields(refused) == {"late_rationale"}
    decide_recording(
        incident=incident.pk, answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="A mistake."),),
        facts=PLAIN, closing_category="contact-record", late_rationale="The victim was in hospital.", by=by, at=late,
    )  # fmt: skip
    decision = RecordingDecision.objects.get(incident=incident)
    assert decision.is_late
    duty = Duty.objects.get(incident=incident, kind="oversee_decision")
    assert (duty.desk, duty.subject_row, duty.state) == ("registrar", decision.pk, "open")
    registrar = officer(Role.CRIME_REGISTRAR)
    with pytest.raises(NotAllowed):
        oversee_decision(decision=decision.pk, finding=Finding.RIGHT, words="", by=registrar, at=late)
    oversee_decision(decision=decision.pk, finding=Finding.RIGHT, words="Listened to the call.", by=registrar, at=late)
    duty.refresh_from_db()
    assert duty.state == "met"
    with pytest.raises(NotAllowed):
        oversee_decision(decision=decision.pk, finding=Finding.WRONG, words="Again.", by=registrar, at=late)
    with pytest.raises(NotPermitted):
        oversee_decision(decision=decision.pk, finding=Finding.RIGHT, words="Mine.", by=by, at=late)


@pytest.mark.source("HOCR-26 p63")
def test_a_rape_report_that_is_not_recorded_goes_before_the_registrar(officer, at):
    incident = reported(at)
    decide_recording(
        incident=incident.pk, answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="Not said."),),
        facts=RecordingFacts(state_based=False, rape_reported=True, professional_or_carer=False),
        by=officer(Role.IMU_ASSESSOR), at=at + HOUR,
    )  # fmt: skip
    assert RecordingDecision.objects.get(incident=incident).incident_code == "100/01"
    assert Duty.objects.filter(incident=incident, kind="oversee_decision", state="open").exists()


@pytest.mark.source("HOCR-26 p10")
def test_a_decision_not_to_record_that_the_registrar_finds_wrong_is_taken_anew_and_comes_back(officer, at):
    incident = reported(at)
    told = {
        "incident": incident.pk, "by": officer(Role.IMU_ASSESSOR),
        "answers": (StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="Not said."),),
        "facts": RecordingFacts(state_based=False, rape_reported=True, professional_or_carer=False),
    }  # fmt: skip
    decide_recording(**told, at=at + HOUR)
    found = {"finding": Finding.WRONG, "words": "She said it.", "by": officer(Role.CRIME_REGISTRAR)}
    oversee_decision(decision=RecordingDecision.objects.get(incident=incident).pk, **found, at=at + 30 * HOUR)
    again = Duty.objects.get(incident=incident, kind="decide_recording", state="open")
    assert (again.desk, again.due_at) == ("imu", at + 54 * HOUR)
    # Whoever reported it is not told meanwhile that no crime is recorded.
    telling = Duty.objects.filter(incident=incident, kind="tell_not_recorded").order_by("id")
    assert [one.state for one in telling] == ["superseded"]
    decide_recording(**told, late_rationale="The registrar found the first wrong.", at=at + 31 * HOUR)
    again.refresh_from_db()
    assert again.state == "met"
    assert [one.state for one in telling.all()] == ["superseded", "open"]
    latest = RecordingDecision.objects.filter(incident=incident).latest("id")
    assert Duty.objects.get(incident=incident, kind="oversee_decision", state="open").subject_row == latest.pk


def test_a_decision_of_which_more_is_needed_stays_with_the_registrar_until_it_is_said(officer, at):
    incident = reported(at)
    decide_recording(
        incident=incident.pk, by=officer(Role.IMU_ASSESSOR), at=at + HOUR,
        answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="Not said."),),
        facts=RecordingFacts(state_based=False, rape_reported=True, professional_or_carer=False),
    )  # fmt: skip
    decision = RecordingDecision.objects.get(incident=incident)
    due = Duty.objects.get(incident=incident, kind="oversee_decision")
    found = {"decision": decision.pk, "by": officer(Role.CRIME_REGISTRAR), "at": at + 2 * HOUR}
    for finding, state, seen in ((Finding.MORE_NEEDED, "open", 1), (Finding.RIGHT, "met", 2)):
        oversee_decision(**found, finding=finding, words="The recording of the call.")
        due.refresh_from_db()
        assert (due.state, Oversight.objects.filter(decision=decision).count()) == (state, seen)
        assert [one.finding for one in unrecorded_rapes()] == [finding.value]
    with pytest.raises(NotAllowed):
        oversee_decision(**found, finding=Finding.MORE_NEEDED, words="Again.")


@pytest.mark.source("HOCR-26 p63")
def test_what_reads_as_a_report_of_rape_does_not_end_without_a_code_unless_somebody_says_why(officer, at):
    incident = opened(at, shoplifting(at, account="Her sister says that she was raped on Friday."))
    details = {
        "incident": incident.pk, "facts": PLAIN, "by": officer(Role.IMU_ASSESSOR), "at": at + HOUR,
        "answers": (StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="Not said."),),
        "closing_category": "contact-record",
    }  # fmt: skip
    with pytest.raises(NotAllowed) as refused:
        decide_recording(**details)
    assert refused_fields(refused) == {"no_rape_because"}
    assert not RecordingDecision.objects.exists()
    decide_recording(**details, no_rape_because="The sister spoke of a film. ")
    decision = RecordingDecision.objects.get(incident=incident)
    assert (decision.incident_code, decision.no_rape_because) == ("", "The sister spoke of a film.")
    duty = Duty.objects.get(incident=incident, kind="oversee_decision", state="open")
    assert duty.subject_row == decision.pk


def test_a_related_crime_is_noted_and_not_counted(officer, at):
    crime = recorded(at)
    by = officer(Role.IMU_ASSESSOR)
    note_related_crime(crime=crime.pk, offence_key=offence("105/01").key, words="He pushed her.", by=by, at=at)
    assert RelatedCrime.objects.get(crime=crime).offence_code == "105/01"
    assert Crime.objects.count() == 1
    with pytest.raises(NotAllowed):
        note_related_crime(crime=crime.pk, offence_key="nonsense", words="", by=by, at=at)


@pytest.mark.source("HOCR-26 p13")
def test_only_registrar_and_decision_maker_reclassify_and_the_history_stays(officer, at):
    crime = planned(at)
    details = {"crime": crime.pk, "offence_key": offence("105/01").key, "at": at + HOUR}
    for role in (Role.SUPERVISOR, Role.INSPECTOR, Role.CHIEF_OFFICER, Role.IMU_ASSESSOR):
        with pytest.raises(NotPermitted):
            reclassify_crime(**details, reason="He hit her.", by=officer(role))
    with pytest.raises(NotAllowed):
        reclassify_crime(**details, reason=" ", by=officer(Role.CRIME_REGISTRAR))
    reclassify_crime(**details, reason="He hit her; the glass broke.", by=officer(Role.DESIGNATED_DECISION_MAKER))
    crime.refresh_from_db()
    assert (crime.offence_code, crime.offence_category) == ("105/01", "105A")
    codes = list(CrimeClassification.objects.filter(crime=crime).order_by("id").values_list("offence_code", flat=True))
    assert codes == ["149/00", "105/01"]


def test_an_offence_of_stalking_opens_what_stalking_makes_due_although_the_call_was_not_marked(at, db):
    incident = opened(at, shoplifting(at, caller_role=CallerRole.VICTIM))
    crime = record(incident, at + HOUR, code="195/12", category="8Q")
    assert (crime.stalking, crime.high_harm, crime.enhanced_rights) == (True, True, True)
    due = set(Duty.objects.filter(incident_id=incident.pk, state="open").values_list("kind", flat=True))
    assert {"ask_stalking_questions", "confirm_safe_route"} <= due


HARASSMENT = {"code": "195/94", "category": "8L"}


@pytest.mark.source("HOCR-26 p55")
def test_harassment_by_a_former_partner_is_recorded_as_stalking_unless_the_registrar_is_satisfied(at, db):
    incident = reported(at)
    for said, code in ((None, "counting.partners-not-asked"), (True, "counting.stalking-not-harassment")):
        with pytest.raises(NotAllowed) as refused:
            record(incident, at + HOUR, **HARASSMENT, former_partners=said)
        assert [one.code for one in refused.value.reasons] == [code]
    because = "The registrar, Ms Holt: one row over a gate, nothing of fixation."
    crime = record(incident, at + HOUR, **HARASSMENT, former_partners=True, harassment_because=because)
    assert because in CrimeClassification.objects.get(crime=crime).reason
    # What a registrar is said to have agreed to goes before the registrar.
    assert Duty.objects.filter(incident_id=incident.pk, kind="oversee_decision", state="open").exists()


NO_CRIME = {
    "answers": (
        StepAnswer(step=Step.CONCERNS_CRIME, answer=True),
        StepAnswer(step=Step.NOTIFIABLE, answer=False, evidence="A row over a fence: nothing more."),
    ),
    "facts": PLAIN, "rationale": "No points to prove.", "closing_category": "civil-dispute",
}  # fmt: skip


@pytest.mark.source("HOCR-26 p10")
def test_whoever_reported_what_is_not_recorded_is_told_and_how_to_challenge_it(officer, at, db):
    incident = reported(at)
    desk = officer(Role.IMU_ASSESSOR)
    for hours in (1, 2):
        # A second decision makes nothing due twice.
        decide_recording(incident=incident.pk, **NO_CRIME, by=desk, at=at + hours * HOUR)
    due = Duty.objects.get(incident_id=incident.pk, kind="tell_not_recorded")
    assert (due.state, due.rule, due.due_at.date()) == ("open", "victims.no_investigation", due_day(at))
    line = {"incident": incident.pk, "by": desk, "at": at + 3 * HOUR}
    write_log(**line, words="Rang her on her safe number.", kind=LogKind.CONTACT)
    due.refresh_from_db()
    assert due.state == "open"
    write_log(**line, words="Told why, and whom to ask.", kind=LogKind.TOLD_NOT_RECORDED)
    due.refresh_from_db()
    assert due.state == "met"


def due_day(at):
    """One working day after the day of the decision."""
    return working_days_due(local_day(at + HOUR), 1).date()


def test_what_is_recorded_after_all_leaves_nobody_to_be_told_that_it_is_not(officer, at, db):
    incident = reported(at)
    decide_recording(incident=incident.pk, **NO_CRIME, by=officer(Role.IMU_ASSESSOR), at=at + HOUR)
    record(incident, at + 2 * HOUR)
    assert Duty.objects.get(incident_id=incident.pk, kind="tell_not_recorded").state == "superseded"


def test_nobody_is_told_where_nobody_left_a_name_or_a_number(officer, at, db):
    incident = opened(at, shoplifting(at, caller=PersonDetails(), caller_role=CallerRole.ANONYMOUS))
    decide_recording(incident=incident.pk, **NO_CRIME, by=officer(Role.IMU_ASSESSOR), at=at + HOUR)
    assert not Duty.objects.filter(kind="tell_not_recorded").exists()


@pytest.mark.source("HOCR-26 p55")
def test_a_link_that_says_former_partners_counts_whatever_was_answered_and_for_reclassifying_too(officer, at, db):
    incident = reported(at)
    them = {one.role: one.person.reference for one in IncidentPerson.objects.filter(incident=incident)}
    link_records(
        start=them["suspect"], to=them["victim"], kind="former_partner", source="said_by_person",
        by=officer(Role.IMU_ASSESSOR), at=at,
    )  # fmt: skip
    with pytest.raises(NotAllowed) as refused:
        record(incident, at + HOUR, **HARASSMENT, former_partners=False)
    assert [one.code for one in refused.value.reasons] == ["counting.stalking-not-harassment"]
    crime = record(incident, at + HOUR)
    said = {"crime": crime.pk, "offence_key": offence("195/94").key, "reason": "Messages only.", "at": at + 2 * HOUR}
    with pytest.raises(NotAllowed):
        reclassify_crime(**said, by=officer(Role.DESIGNATED_DECISION_MAKER))
    reclassify_crime(**said, by=officer(Role.CRIME_REGISTRAR))


STALKING = {"code": "195/12", "category": "8Q"}


@pytest.mark.source("HOCR-26 p57-58")
def test_conduct_that_goes_on_is_added_to_the_crime_on_record_and_makes_no_second_one(at, db):
    crime = record(reported(at), at + HOUR, **STALKING)
    later = at + 30 * 24 * HOUR
    again = reported(later, caller=PersonDetails(reference=crime.victim.reference))
    with pytest.raises(NotAllowed) as refused:
        record(again, later + HOUR, **STALKING)
    assert [one.code for one in refused.value.reasons] == ["counting.continues-or-not"]
    with pytest.raises(NotAllowed) as refused:
        record(again, later + HOUR, **STALKING, continues="99/404/26")
    assert [one.code for one in refused.value.reasons] == ["counting.not-one-to-join"]
    assessed(again, later + HOUR, dash("Q18", grade=RiskGrade.HIGH))
    joined = record(again, later + HOUR, code="008/65", category="8Q", continues=crime.reference)
    assert joined.pk == crime.pk
    assert Crime.objects.count() == 1
    assert joined.occurred_to == again.reported_at - HOUR
    assert (joined.abuse_risk, joined.high_risk_abuse) == ("high", True)
    assert RelatedCrime.objects.get(crime=crime).offence_code == "008/65"
    decision = RecordingDecision.objects.get(incident=again)
    assert (decision.result, decision.joined_id) == ("record", crime.pk)
    # It stands higher on the ladder than what is recorded: somebody looks at upgrading.
    assert Duty.objects.filter(incident_id=again.pk, kind="oversee_decision", state="open").exists()


@pytest.mark.source("HOCR-26 p57-58")
@pytest.mark.parametrize(
    ("days", "details"),
    [(30, {"new_conduct_because": "Another matter."}), (120, {}), (30, {"code": "149/00", "category": "58C"})],
    ids=["somebody says why", "more than three months later", "damage, which is recorded besides"],
)
def test_what_does_not_continue_the_conduct_is_a_crime_of_its_own(days, details, at, db):
    first = record(reported(at), at + HOUR, **STALKING)
    later = at + days * 24 * HOUR
    again = reported(later, caller=PersonDetails(reference=first.victim.reference))
    made = record(again, later + HOUR, **{**STALKING, "new_conduct_because": "Not asked.", **details})
    assert Crime.objects.count() == 2
    # What was said is kept where it counted, and nowhere else.
    kept = "As recorded. Another matter." if details.get("new_conduct_because") else "As recorded."
    assert CrimeClassification.objects.get(crime=made).reason == kept


@pytest.mark.parametrize(
    ("other", "continues"),
    [
        ({"given": "dean", "family": "HARKER"}, True),
        ({"given": "Dean", "family": "Harker", "born_on": date(1980, 1, 1)}, True),
        ({"given": "Alan", "family": "Moss"}, False),
        ({"given": "Dean", "family": ""}, False),
    ],
    ids=["the same name", "the same name with a birth", "somebody else", "half a name"],
)
def test_whoever_is_named_as_he_was_is_taken_for_him_until_somebody_says_otherwise(other, continues, at, db):
    first = record(reported(at), at + HOUR, **STALKING)
    later = at + 30 * 24 * HOUR
    again = reported(
        later, caller=PersonDetails(reference=first.victim.reference),
        others=(InvolvedPerson(person=PersonDetails(**other), role="suspect"),),
    )  # fmt: skip
    found = open_conduct(incident=again.pk, by=asking(Role.IMU_ASSESSOR), at=later)
    assert [one.reference for one in found] == ([first.reference] if continues else [])


def test_a_crime_that_turns_out_to_be_graver_gives_the_victim_what_the_graver_one_does(officer, at, db):
    incident = opened(at, shoplifting(at, caller_role=CallerRole.VICTIM))
    crime = record(incident, at + HOUR, code="008/06", category="8N")
    assert (crime.stalking, crime.high_harm, crime.enhanced_rights) == (False, False, False)
    registrar = officer(Role.CRIME_REGISTRAR)
    said = {"crime": crime.pk, "reason": "He meant to.", "by": registrar}
    reclassify_crime(**said, offence_key=offence("005/01").key, at=at + 2 * HOUR)
    crime.refresh_from_db()
    assert (crime.high_harm, crime.enhanced_rights, crime.stalking) == (True, True, False)
    reclassify_crime(**said, offence_key=offence("195/12").key, at=at + 3 * HOUR)
    crime.refresh_from_db()
    assert (crime.enhanced_rights, crime.stalking) == (True, True)
    assert Duty.objects.filter(incident_id=incident.pk, kind="ask_stalking_questions", state="open").exists()


def test_nobody_oversees_an_outcome_that_does_not_exist_or_without_the_role(officer, at):
    with pytest.raises(NotPermitted):
        oversee_outcome(outcome=1, finding=Finding.RIGHT, words="x", by=officer(Role.SUPERVISOR), at=at)


def test_a_shop_is_the_victim_and_whoever_speaks_for_it_is_its_contact_and_owed_nothing_of_their_own(at, db):
    incident = opened(at, shoplifting(at))
    crime = record(incident, at + HOUR, code="046/00", category="46", victim_organisation=" Cove Stores ")
    shop = Organisation.objects.get()
    assert (shop.name, shop.kind) == ("Cove Stores", "business")
    assert (crime.victim_id, crime.victim_organisation_id) == (None, shop.pk)
    assert CrimePerson.objects.get(crime=crime).role == "contact"
    due_to_victim = {"acknowledge_report", "assess_needs", "refer_to_support"}
    opened_for = set(Duty.objects.filter(crime=crime).values_list("kind", flat=True))
    assert opened_for & due_to_victim == {"acknowledge_report"}
    again = opened(at + HOUR, shoplifting(at + HOUR))
    second = record(again, at + 2 * HOUR, code="046/00", category="46", victim="", victim_organisation="Cove Stores")
    assert second.victim_organisation_id == shop.pk
    with pytest.raises(NotAllowed):
        record(again, at + 3 * HOUR, code="046/00", category="46", victim="")


@pytest.mark.parametrize(
    ("named", "code"),
    [
        pytest.param({"victim_organisation": "A" * 121}, "thing-too-long", id="longer than a record holds"),
        pytest.param({"victim_organisation": "Cove", "victim_organisation_kind": "hut"}, "kind-unknown", id="no kind"),
    ],
)
def test_an_organisation_that_no_record_could_hold_is_refused_beside_its_name(at, db, named, code):
    incident = reported(at)
    with pytest.raises(NotAllowed) as refused:
        record(incident, at + HOUR, code="046/00", category="46", victim="", **named)
    assert [(one.code.split(".")[1], one.field) for one in refused.value.reasons] == [(code, "victim_organisation")]
    assert not Organisation.objects.exists()
