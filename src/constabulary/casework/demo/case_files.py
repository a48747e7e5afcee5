"""Case files as the force is opened: a request in each state, one without its victim, and a decision of the police."""

from datetime import datetime, timedelta
from random import Random

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.case_file.deciding import (
    answer_action_item,
    decide_police_charge,
    note_prosecutor_answer,
    request_charge,
)
from constabulary.casework.case_file.disclosing import (
    decide_material,
    list_material,
    name_disclosure_officer,
    sign_schedule,
)
from constabulary.casework.case_file.evidence import add_exhibit, add_statement, end_exhibit, hand_over_exhibit
from constabulary.casework.case_file.safety import plan_suspect_learns
from constabulary.casework.case_file.testing import apply_full_code_test
from constabulary.casework.demo.endings import DOES_NOT, SUPPORTS
from constabulary.casework.demo.present import Present
from constabulary.casework.demo.reports import VIOLENCE
from constabulary.casework.demo.victims import DECLINED, NO_MEASURES
from constabulary.casework.investigation.evidence_led import consider_without_victim, decide_evidence_led
from constabulary.casework.investigation.plans import approve_plan, end_line
from constabulary.casework.investigation.suspects import (
    add_suspect,
    establish_identity,
    move_suspect,
    note_suspect_told,
    record_as_suspect,
)
from constabulary.casework.outcomes.deciding import approve_outcome
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.victims.contact import update_victim
from constabulary.casework.victims.court import note_special_measures, offer_statement
from constabulary.casework.victims.needs import assess_needs
from constabulary.casework.victims.positions import record_position
from constabulary.casework.vulnerability.assessing import assess_domestic_abuse, tools_on
from constabulary.policing.case_file.authority import Plea, PoliceDecision
from constabulary.policing.case_file.code_tests import FullCodeAnswers
from constabulary.policing.case_file.disclosure import Bearing, MaterialDecision, MaterialDetails
from constabulary.policing.case_file.exhibits import Disposal, ExhibitDetails, ExhibitEnd, ExhibitForm, HandOver
from constabulary.policing.case_file.learning import DayPlan
from constabulary.policing.case_file.referrals import (
    Colour,
    ItemGiven,
    ProsecutorAnswer,
    ProsecutorSaid,
    RequestDetails,
)
from constabulary.policing.case_file.statements import PersonalStatement, StatementDetails
from constabulary.policing.investigation.evidence_led import CHECKLIST, Answer, Conclusion, EvidenceLedAnswers, Said
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.victims.contact import ContactMethod, Occasion, Reached, UpdateDetails
from constabulary.policing.victims.needs import NeedsDetails
from constabulary.policing.vulnerability.assessments import AssessmentMade
from constabulary.policing.vulnerability.risk import RiskGrade
from constabulary.records.models import ActionPlanItem, Crime, Exhibit, LineOfEnquiry
from constabulary.standards.calendar import local_day

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEST = FullCodeAnswers(
    offences="Assault occasioning actual bodily harm.", evidence_met=True,
    evidence="Footage, the first account and photographs.", interest_met=True, interest="A serious assault.",
)  # fmt: skip
REQUEST = RequestDetails(colour=Colour.GREEN, sent="The call, the footage, the photographs and two statements.")
DOES_WITHOUT = EvidenceLedAnswers(
    answers={one.code: Answer(said=Said.YES, words="Secured; it shows the assault.") for one in CHECKLIST},
    recommendation=Conclusion.GO_ON,
    rationale="The call, the footage and the photographs show it.",
)
DAY_PLAN = DayPlan(
    tell_first="The advocate rings on the safe number the evening before.",
    protection="No contact as a condition of bail, and a marker on the address.",
    who="The officer in charge; the advocate all day.",
    if_unsafe="It waits for a day, and the inspector is told.",
)


def add_case_files(*, at: datetime, chance: Random) -> None:
    """A file for each state a request may be in, and one that the police decide; in order of time as far as it goes."""
    scene = Present(at=at, chance=chance)
    for fate in ("sent", "charge", "no_further_action", "action_plan", "sent_again", "police"):
        _file(scene, at, fate)


def _file(scene: Present, at: datetime, fate: str) -> None:
    without_victim = fate == "sent"
    crime = scene.record(VIOLENCE, at - 13 * DAY, code="008/06", domestic=without_victim)
    by = scene.give(crime, Role.DETECTIVE, at - 12 * DAY)
    suspect = _worked(scene, crime, by, at - 11 * DAY)
    if without_victim:
        _goes_on(scene, crime, by, at - 9 * DAY)
    else:
        record_position(crime=crime.id, position=SUPPORTS, by=by, at=at - 9 * DAY)
    apply_full_code_test(suspect=suspect, given=TEST, by=by, at=at - 8 * DAY)
    if fate == "charge":
        _end_evidence(scene, crime, ExhibitEnd.RETURNED, at - 7.5 * DAY)
    if fate == "police":
        _charged(scene, crime, suspect, by, at - 2 * DAY)
        return
    _ask(suspect, by, at, fate)


def _worked(scene: Present, crime: Crime, by: Officer, at: datetime) -> int:
    """Planned, approved, its lines ended, the suspect interviewed and released, the victim's needs looked at."""
    scene.plan(crime, by, at)
    approve_plan(crime=crime.id, words="Agreed.", by=scene.by(Role.SUPERVISOR), at=at + HOUR)
    for line in LineOfEnquiry.objects.filter(crime=crime).order_by("id"):
        end_line(line=line.id, pursued=True, result="It shows the assault.", by=by, at=at + 2 * HOUR)
    suspect = add_suspect(crime=crime.id, person=scene.person(), words="On the footage.", by=by, at=at + 3 * HOUR)
    for status in (SuspectStatus.ARRESTED_IN_CUSTODY, SuspectStatus.UNDER_INVESTIGATION):
        move_suspect(
            suspect=suspect, to_status=status, words="As noted.", reference=f"CR/{suspect}", by=by, at=at + 5 * HOUR
        )
    for act in (establish_identity, record_as_suspect):
        act(suspect=suspect, words="Driving licence and photograph.", by=by, at=at + 6 * HOUR)
    needs = NeedsDetails(words="To be told before anything changes.", special_measures="A screen in court.")
    assess_needs(crime=crime.id, needs=needs, by=by, at=at + 7 * HOUR)
    _add_evidence(scene, crime, by, at + 8 * HOUR)
    _disclose(scene, crime, by, at + 9 * HOUR)
    return suspect


def _disclose(scene: Present, crime: Crime, by: Officer, at: datetime) -> None:
    """Unused material listed on both schedules, decided by the disclosure officer, and the open schedule signed."""
    officer = scene.by(Role.INVESTIGATOR)
    name_disclosure_officer(crime=crime.id, officer=officer.id, by=scene.by(Role.SUPERVISOR), at=at)
    listed = MaterialDetails(
        description="Footage of the other side of the street, ten minutes.", held_where="The digital evidence store.",
        points_away=True,
    )  # fmt: skip
    kept_back = MaterialDetails(
        description="A report given in confidence.", held_where="The intelligence unit.", sensitive=True,
        sensitive_because="It would show who gave it.",
    )  # fmt: skip
    decision = MaterialDecision(
        inspected=True, bearing=Bearing.ASSISTS, revealed=True, words="It shows that nobody ran off that way."
    )
    number = list_material(crime=crime.id, details=listed, by=by, at=at)
    list_material(crime=crime.id, details=kept_back, by=by, at=at)
    decide_material(item=number, decision=decision, by=officer, at=at + HOUR)
    sign_schedule(crime=crime.id, sensitive=False, words="", by=officer, at=at + 2 * HOUR)


def _add_evidence(scene: Present, crime: Crime, by: Officer, at: datetime) -> None:
    """A thing and digital material, from hand to hand, one with a gap explained; the victim's statement."""
    thing = ExhibitDetails(
        reference="KT/1", description="A torn jacket.", form=ExhibitForm.PHYSICAL, seized_where="The hall of the house.",
        seized_at=at, seal_number="S1001",
    )  # fmt: skip
    video = ExhibitDetails(
        reference="KT/2", description="Body-worn video of the first account.", form=ExhibitForm.DIGITAL,
        system="Body-worn video store", locator="By the incident's number.", seized_where="The scene.", seized_at=at,
    )  # fmt: skip
    number = add_exhibit(crime=crime.id, details=thing, by=by, at=at)
    add_exhibit(crime=crime.id, details=video, by=by, at=at)
    stored = HandOver(
        from_whom=by.collar_number, to_whom="Property store", moved_at=at, where="Shelf 4", why="To be kept.",
        seal_number="S1001",
    )  # fmt: skip
    examined = HandOver(
        from_whom="Night store", to_whom="Laboratory", moved_at=at + HOUR, where="Laboratory", why="To be examined.",
        seal_number="S1001", gap_because="It went by the night store, which did not sign for it.",
    )  # fmt: skip
    for given in (stored, examined):
        hand_over_exhibit(exhibit=number, given=given, by=by, at=at + HOUR)
    statement = StatementDetails(
        reference="MG11/1", person_id=crime.victim_id, maker="", taken_at=at, held_where="The digital case file.",
        summary="What was done, in order.", personal_statement=PersonalStatement.OFFERED,
    )  # fmt: skip
    add_statement(crime=crime.id, details=statement, by=by, at=at)


def _end_evidence(scene: Present, crime: Crime, end: ExhibitEnd, at: datetime) -> None:
    """What is no longer needed: returned while the case goes on, or disposed of after it."""
    given = Disposal(
        end=end, to_whom="Its owner, or the property store.", authority="The supervisor's decision; photographs suffice.",
        kept_how="Photographs KT/3 to KT/9.",
    )  # fmt: skip
    for row in Exhibit.objects.filter(crime=crime, form=ExhibitForm.PHYSICAL.value).order_by("id"):
        end_exhibit(exhibit=row.id, given=given, by=scene.by(Role.SUPERVISOR), at=at)


def _charged(scene: Present, crime: Crime, suspect: int, by: Officer, at: datetime) -> None:
    """Decided by the police, charged, the victim told, and finalised."""
    decision = PoliceDecision(plea=Plea.GUILTY, fit_for_magistrates=True, charge=True, words="As the test says.")
    decide_police_charge(suspect=suspect, decision=decision, by=scene.by(Role.SUPERVISOR), at=at)
    note_suspect_told(suspect=suspect, words="Told, and what it can mean.", by=by, at=at + HOUR)
    move_suspect(
        suspect=suspect, to_status=SuspectStatus.CHARGED_BAIL, words="Charged at the station.", moment=at + 28 * DAY, reference=f"CR/{suspect}",
        by=by, at=at + 2 * HOUR,
    )  # fmt: skip
    offer_statement(crime=crime.id, details=DECLINED, by=by, at=at + 2 * HOUR)
    note_special_measures(crime=crime.id, details=NO_MEASURES, by=by, at=at + 2 * HOUR)
    number = propose_outcome(
        crime=crime.id, outcome_type="1", rationale="Charged as decided.", suspect=suspect, by=by, at=at + 3 * HOUR
    )
    update = UpdateDetails(
        occasion=Occasion.OUTCOME, outcome_type="1", method=ContactMethod.TELEPHONE, reached=Reached.REACHED,
        by_safe_route=False, said="That there is a charge, and when the court sits.", questions="None.",
        next_on=local_day(at) + 9 * DAY,
    )  # fmt: skip
    update_victim(crime=crime.id, update=update, by=by, at=at + 4 * HOUR)
    approve_outcome(outcome=number, by=scene.by(Role.SUPERVISOR), at=at + 20 * HOUR)
    _end_evidence(scene, crime, ExhibitEnd.DISPOSED, at + 21 * HOUR)


def _goes_on(scene: Present, crime: Crime, by: Officer, at: datetime) -> None:
    """The victim withdraws; it is decided to go on, safety is assessed again and the day the suspect learns planned."""
    record_position(crime=crime.id, position=DOES_NOT, by=by, at=at)
    number = consider_without_victim(crime=crime.id, given=DOES_WITHOUT, by=by, at=at + HOUR)
    decide_evidence_led(
        consideration=number, conclusion=Conclusion.GO_ON, rationale="Agreed: it does without.",
        by=scene.by(Role.INSPECTOR), at=at + 3 * HOUR,
    )  # fmt: skip
    made = AssessmentMade(
        tool="dash", answers={one.code: "no" for one in tools_on(at)["dash"].asked}, grade=RiskGrade.STANDARD,
        rationale="Asked again since; what was said and what the officer saw.",
    )  # fmt: skip
    if crime.incident_id is not None and crime.victim_id is not None:
        assess_domestic_abuse(incident=crime.incident_id, person=crime.victim_id, made=made, by=by, at=at + 5 * HOUR)
    plan_suspect_learns(crime=crime.id, plan=DAY_PLAN, by=by, at=at + 6 * HOUR)


def _ask(suspect: int, by: Officer, at: datetime, fate: str) -> None:
    asked = request_charge(suspect=suspect, details=REQUEST, by=by, at=at - 7 * DAY)
    if fate == "sent":
        return
    is_plan = fate in {"action_plan", "sent_again"}
    items = tuple(
        ItemGiven(words=one, due_on=local_day(at) + 3 * DAY) for one in ("The medical notes.", "A statement.")
    )
    answer = ProsecutorAnswer(
        said=ProsecutorSaid.ACTION_PLAN if is_plan else ProsecutorSaid(fate), prosecutor="Charging unit",
        words="As the evidence stands.", items=items if is_plan else (),
    )  # fmt: skip
    note_prosecutor_answer(request=asked, answer=answer, by=by, at=at - 5 * DAY)
    if fate == "sent_again":
        for item in ActionPlanItem.objects.filter(request_id=asked).order_by("id"):
            answer_action_item(item=item.id, answer="Done and added to the file.", by=by, at=at - 3 * DAY)
        request_charge(suspect=suspect, details=REQUEST, by=by, at=at - 2 * DAY)
