"""What the tests of trust ask for: records of another unit that everybody else is kept from, and a sealed victim."""

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

from django.test import Client

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.allocation_proposals import propose_allocation
from constabulary.casework.case_file.deciding import answer_action_item, note_prosecutor_answer, request_charge
from constabulary.casework.case_file.disclosing import (
    decide_material,
    list_material,
    name_disclosure_officer,
    sign_schedule,
)
from constabulary.casework.case_file.evidence import add_exhibit, add_statement, hand_over_exhibit
from constabulary.casework.case_file.safety import plan_suspect_learns
from constabulary.casework.case_file.testing import apply_full_code_test
from constabulary.casework.clock import now
from constabulary.casework.connections import record_connection
from constabulary.casework.contact import take_call
from constabulary.casework.incidents.handoffs import hand_over
from constabulary.casework.investigation.evidence_led import consider_without_victim, decide_evidence_led
from constabulary.casework.investigation.plans import approve_plan, set_plan
from constabulary.casework.investigation.reviews import review_investigation
from constabulary.casework.investigation.suspects import (
    add_suspect,
    establish_identity,
    move_suspect,
    record_as_suspect,
)
from constabulary.casework.messages import queue_message
from constabulary.casework.officers import token_hash
from constabulary.casework.people import PersonDetails
from constabulary.casework.people.linking import link_records
from constabulary.casework.people.things import add_organisation, add_telephone, add_vehicle
from constabulary.casework.people.warnings import add_warning
from constabulary.casework.recording.crimes import CrimeDetails
from constabulary.casework.recording.decision import decide_recording
from constabulary.casework.recording.oversight import oversee_decision
from constabulary.casework.restrictions import restrict_journey, restrict_person
from constabulary.casework.safe_routes import RouteDetails, confirm_safe_route
from constabulary.casework.victims.contact import agree_contact, update_victim
from constabulary.casework.victims.court import note_special_measures, offer_statement
from constabulary.casework.victims.incoming import record_incoming
from constabulary.casework.victims.needs import assess_needs
from constabulary.casework.victims.positions import record_position
from constabulary.casework.vulnerability.assessing import review_risk
from constabulary.casework.vulnerability.planning import plan_safety, review_safety_plan
from constabulary.casework.vulnerability.referring import note_referral_answer
from constabulary.policing.case_file.learning import DayPlan
from constabulary.policing.case_file.referrals import ProsecutorSaid
from constabulary.policing.desks import Desk
from constabulary.policing.investigation.evidence_led import Conclusion
from constabulary.policing.investigation.reviews import DirectionGiven, Examined, Occasion, ReviewDetails, ReviewLevel
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.protection.restrictions import RestrictionKind
from constabulary.policing.protection.safe_route import ConfirmedWith, Way
from constabulary.policing.recording.decision import RecordingFacts, Step, StepAnswer
from constabulary.policing.recording.oversight import Finding
from constabulary.policing.victims.contact import AgreementDetails, ContactMethod
from constabulary.policing.victims.incoming import CameBy, IncomingDetails, Meaning
from constabulary.policing.victims.needs import NeedsDetails
from constabulary.policing.victims.own_statement import AtCourt, OfferDetails, Wish
from constabulary.policing.victims.special_measures import Ground, MeasuresDetails
from constabulary.policing.victims.special_measures import Step as CourtStep
from constabulary.policing.vulnerability.plans import PlanTrigger
from constabulary.policing.vulnerability.referrals import Answer, Basis
from constabulary.policing.vulnerability.risk import RiskGrade
from constabulary.records.models import (
    ActionPlanItem,
    AllocationProposal,
    ChargingRequest,
    Connection,
    ContactPoint,
    Crime,
    Exhibit,
    Handoff,
    Incident,
    LineOfEnquiry,
    Outcome,
    Oversight,
    PersonAddress,
    Place,
    RecordingDecision,
    RestrictionGrant,
    ReviewDirection,
    ReviewRequest,
    SealGrant,
    SignIn,
    Suspect,
    UnusedItem,
)
from constabulary.records.queries.allocation import PoolFilter
from constabulary.records.queries.officers import say_who_asks
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from constabulary.standards.offences import offences
from tests.conftest import asking
from tests.factories.case_file import (
    ASSISTS,
    FULL_CODE,
    REQUEST,
    answer_of,
    exhibit_of,
    hand_over_of,
    material_of,
    statement_of,
)
from tests.factories.crimes import WITHDRAWN, evidence_led_answers, plan_of, update_of
from tests.factories.protection import TELEPHONE, Protected, add_officer, add_team, call_with_canaries, protected_victim
from tests.factories.scoring import drawn_of
from tests.factories.vulnerability import PLAN, assessed, dash, referred, screened, screening

#: The answers of the recording chart that record the crime.
RECORDED = tuple(
    StepAnswer(step=step, answer=step in {Step.CONCERNS_CRIME, Step.NOTIFIABLE, Step.VICTIM_TRACED, Step.VICTIM_CONFIRMS},
               evidence="Her account and the pictures.")
    for step in (Step.CONCERNS_CRIME, Step.NOTIFIABLE, Step.CONTRARY_EVIDENCE, Step.VICTIM_TRACED, Step.VICTIM_CONFIRMS,
                 Step.OTHER_FORCE, Step.RULE_DIRECTS_NOT)
)  # fmt: skip


@dataclass
class Scene:
    """Identifiers by the part of an address that comes before them, and who may see what they name."""

    known: dict[str, str]
    held: Protected
    unit: Officer
    #: Identifiers of a page (by name) that is about another record than the others are.
    elsewhere: dict[str, dict[str, str]] = field(default_factory=dict)


def whole_chain(at: datetime) -> Scene:
    """A victim's call with her address and number in every field, recorded, handed over, written to, and sealed."""
    held = protected_victim(at)
    by = asking(Role.IMU_ASSESSOR)
    offence = next(one for one in offences() if one.code == "149/00" and one.category == "58C")
    crime = decide_recording(
        incident=held.taken.incident_id, answers=RECORDED, facts=RecordingFacts(state_based=False, rape_reported=False, professional_or_carer=False), rationale="See 17 Marigold Wharf.",
        crime=CrimeDetails(offence_key=offence.key, occurred_from=at - timedelta(hours=1), victim=held.victim.reference),
        by=by, at=at,
    ).crime  # fmt: skip
    other = take_call(call=call_with_canaries(at), by=asking(Role.CONTACT_HANDLER), at=at)
    hand_over(
        incident=other.incident_id, to_desk=Desk.IMU, reason="She is at 17 Marigold Wharf.",
        by=asking(Role.DISPATCHER), at=at,
    )  # fmt: skip
    by = asking(Role.VULNERABILITY_DESK)
    number = ContactPoint.objects.get(person=held.victim, kind="telephone")
    route = confirm_safe_route(
        person=held.victim.pk, by=by, at=at, incident=held.taken.incident_id,
        route=RouteDetails(
            way=Way.TEXT, contact_point=number.pk, from_time=time(0), until_time=time(23, 59),
            confirmed_with=ConfirmedWith.THEMSELVES,
        ),
    )  # fmt: skip
    message = queue_message(
        incident=held.taken.incident_id, person=held.victim.pk, template="please_ring",
        filled={"telephone": "01632 960000", "name": "Sam"}, by=by, at=at,
    )  # fmt: skip
    decision = RecordingDecision.objects.get(incident_id=held.taken.incident_id)
    oversee_decision(
        decision=decision.pk, finding=Finding.MORE_NEEDED, words="Who lives at 17 Marigold Wharf?",
        by=asking(Role.CRIME_REGISTRAR), at=at,
    )  # fmt: skip
    by = asking(Role.VULNERABILITY_DESK)
    referral = safeguarded(held, crime or "", at)
    proposal = proposed(crime or "", at)
    investigated(crime or "", at)
    record_connection(
        officer="D14", person=held.victim.reference, nature="Her neighbour at 17 Marigold Wharf.",
        by=asking(Role.INSPECTOR), at=at,
    )  # fmt: skip
    known = linked_and_warned(held, at)
    unit = add_officer("P900", Role.POLIT, at, team=add_team("POLIT north", at))
    return Scene(
        known={
            "incidents": held.taken.incident,
            "journeys": held.taken.journey,
            "crimes": crime or "",
            "people": held.victim.reference,
            "who-looked": held.victim.reference,
            "write": held.victim.reference,
            "handoffs": str(Handoff.objects.get(incident_id=other.incident_id).pk),
            "safe-route": str(route),
            "outbox": str(message),
            "referrals": str(referral),
            "proposals": proposal,
            "recording-decisions": str(decision.pk),
            "registrar-asks": str(Oversight.objects.get(decision=decision).pk),
            "seals": str(held.seal),
            "needs": str(SealGrant.objects.get(seal_id=held.seal).pk),
            "scoring": str(drawn_of(Incident.objects.get(pk=held.taken.incident_id), at).pk),
            "connections": str(Connection.objects.get(person=held.victim).pk),
            **known,
            "lines": str(LineOfEnquiry.objects.get(crime__reference=crime).pk),
            "suspects": str(Suspect.objects.filter(crime__reference=crime).order_by("-pk")[0].pk),
            "disclosure": str(UnusedItem.objects.get(crime__reference=crime, sensitive=False).pk),
            "exhibits": str(Exhibit.objects.get(crime__reference=crime).pk),
            "requests": str(ChargingRequest.objects.get(crime__reference=crime).pk),
            "action-items": str(ActionPlanItem.objects.filter(crime__reference=crime).order_by("-pk")[0].pk),
            "directions": str(ReviewDirection.objects.get(review__crime__reference=crime).pk),
        },
        held=held,
        unit=unit,
    )


#: Everything that is sealed, in the words of somebody who types it where words are taken.
WORDS = "She is at 17 Marigold Wharf, ZZ9 7QX, on 07700 900987 or kingfisher.ruth@example.org."


def safeguarded(held: Protected, reference: str, at: datetime) -> int:
    """Her risk, referral, plan and everything of the victim's pages, what is sealed in every field of words."""
    incident = Incident.objects.get(pk=held.taken.incident_id)
    assessed(incident, at, dash(rationale=WORDS, below_because=WORDS, unanswered_because=WORDS))
    review_risk(
        incident=incident.pk, person=held.victim.pk, grade=RiskGrade.MEDIUM, words=WORDS,
        by=asking(Role.VULNERABILITY_DESK), at=at,
    )  # fmt: skip
    screened(incident, at, screening("F", words=WORDS))
    referral = referred(
        incident, at, agency=WORDS, reason=WORDS, shared=WORDS, basis=Basis.VITAL_INTERESTS, basis_words=WORDS
    )
    desk = {"by": asking(Role.VULNERABILITY_DESK), "at": at}
    note_referral_answer(referral=referral, answer=Answer.ACKNOWLEDGED, words=WORDS, **desk)
    plan = replace(PLAN, words=WORDS, wishes=WORDS)
    plan_safety(incident=incident.pk, person=held.victim.pk, plan=plan, **desk)
    reviewed = replace(plan, trigger=PlanTrigger.RELEASE, found=WORDS)
    review_safety_plan(incident=incident.pk, person=held.victim.pk, plan=reviewed, **desk)
    crime = Crime.objects.get(reference=reference).pk
    agreed = AgreementDetails(how=ContactMethod.MESSAGE, by_safe_route=True, every_days=7, wishes=WORDS)
    agree_contact(crime=crime, agreed=agreed, **desk)
    update_victim(crime=crime, update=update_of(at, said=WORDS, questions=WORDS, needs_changed=WORDS), **desk)
    assess_needs(crime=crime, needs=NeedsDetails(words=WORDS, special_measures=WORDS), **desk)
    position = replace(
        WITHDRAWN, wishes=WORDS, reasons=WORDS, account_true=WORDS, pressure_words=WORDS, effect=WORDS,
        support_offered=WORDS, would_attend=WORDS,
    )  # fmt: skip
    record_position(crime=crime, position=position, **desk)
    said = IncomingDetails(
        came_as=CameBy.TEXT, from_safe_route=True, words=WORDS, meaning=Meaning.TELLS, received_at=at, around=WORDS
    )
    record_incoming(crime=crime, details=said, **desk)
    later = OfferDetails(
        wish=Wish.LATER,
        at_court=AtCourt.SOMEBODY,
        reader=WORDS,
        words=WORDS,
        again_on=local_day(at) + timedelta(days=9),
    )
    offer_statement(crime=crime, details=later, **desk)
    wanted = MeasuresDetails(step=CourtStep.ASKED, grounds=(Ground.FEAR,), quality=WORDS, wishes=WORDS, court=WORDS)
    note_special_measures(crime=crime, details=wanted, **desk)
    asked_for_review(crime, desk["by"], at)
    return referral


def asked_for_review(crime: int, by: Officer, at: datetime) -> None:
    """A review that she asked for of an outcome since refused, what is sealed in its words and in its answer."""
    with writing(by=by, at=at, purpose="Recording that the victim asks for a review") as w:
        row = w.lock(Crime, crime)
        w.entry(EntryKind.VICTIM_ASKED_REVIEW, subject=row, journey=row.journey_id)
        made = w.insert(
            Outcome(
                id=w.new_id(), journey_id=row.journey_id, crime_id=crime, outcome_type="15", state="refused",
                edition="OUT", proposed_at=at, proposed_by_id=by.id,
            )
        )  # fmt: skip
        w.insert(
            ReviewRequest(
                id=w.new_id(), journey_id=row.journey_id, crime_id=crime, outcome_id=made.id, came_as="text",
                from_safe_route=True, words=WORDS, answer=WORDS, edition="Police right to review", received_at=at,
                recorded_at=at, recorded_by_id=by.id, found="no_right",
            )
        )  # fmt: skip


def linked_and_warned(held: Protected, at: datetime) -> dict[str, str]:
    """Links, warnings and things of the victim, her address and number in all their words; by someone with need."""
    by = asking(Role.VULNERABILITY_DESK)
    home = PersonAddress.objects.get(person=held.victim)
    number = ContactPoint.objects.get(person=held.victim, kind="telephone")
    place = Place.objects.get(pk=home.place_id).reference
    words = "She is at 17 Marigold Wharf, ZZ9 7QX, on 07700 900987."
    telephone = add_telephone(number=TELEPHONE, kind="mobile", make="Hers at 17 Marigold Wharf", by=by, at=at)
    organisation = add_organisation(name="Friends of 17 Marigold Wharf", kind="charity", by=by, at=at)
    vehicle = add_vehicle(registration="AB12 CDE", kind="car", make="Kept at 17 Marigold Wharf", by=by, at=at)
    seen = {"source": "seen", "words": words, "by": by, "at": at}
    link = link_records(start=held.victim.reference, to=organisation, kind="client", **seen)
    link_records(start=held.victim.reference, to=telephone, kind="uses", **seen)
    link_records(start=held.victim.reference, to=vehicle, kind="keeper", **seen)
    link_records(start=held.victim.reference, to=held.taken.incident, kind="mentioned", **seen)
    link_records(start=organisation, to=place, kind="premises", **seen)
    warned = {"grounds": words, "review_on": local_day(at) + timedelta(days=60), "by": by, "at": at}
    warning = add_warning(person=held.victim.pk, kind="safeguarding_plan", **warned)
    add_warning(place=home.place_id, kind="treat_as_urgent", **warned)
    return {
        "places": place, "organisations": organisation, "vehicles": vehicle, "telephones": telephone,
        "links": str(link), "from": held.victim.reference, "warnings": str(warning), "addresses": str(home.pk),
        "contacts": str(number.pk),
    }  # fmt: skip


#: What is not the victim's own, or is sealed and so seen by those with need, however her record is restricted.
NOT_RESTRICTED = ("places", "organisations", "vehicles", "telephones")


def proposed(reference: str, at: datetime) -> str:
    """What is proposed for a crime of the pool: a page that shows it until it is decided."""
    propose_allocation(wanted=PoolFilter(), by=asking(Role.ALLOCATION_MANAGER), at=at)
    return str(AllocationProposal.objects.get(crime__reference=reference, state="open").pk)


def investigated(reference: str, at: datetime) -> None:
    """The crime given to a detective, planned, reviewed with a direction; what is sealed in every field of words."""
    crime = Crime.objects.get(reference=reference).pk
    allocate_crime(
        crime=crime, officer=asking(Role.DETECTIVE).id, reason=WORDS, override_reason=WORDS,
        by=asking(Role.ALLOCATION_MANAGER), at=at,
    )  # fmt: skip
    detective = {"by": asking(Role.DETECTIVE), "at": at}
    plan = plan_of(at, summary=WORDS, points_to_prove=WORDS, evidence_led_route=WORDS, victim_needs=WORDS)
    lines = tuple(replace(one, objective=WORDS, action=WORDS) for one in plan.lines)
    set_plan(crime=crime, plan=replace(plan, lines=lines), **detective)
    add_suspect(crime=crime, person=PersonDetails(), description=WORDS, words=WORDS, **detective)
    review = ReviewDetails(
        level=ReviewLevel.SUPERVISOR, occasion=next(iter(Occasion)), examined=tuple(Examined), findings=WORDS,
        directions=(DirectionGiven(words=WORDS, due_at=at + timedelta(days=2)),), challenge=WORDS,
        no_direction_because="",
    )  # fmt: skip
    review_investigation(crime=crime, review=review, by=asking(Role.SUPERVISOR), at=at)
    approve_plan(crime=crime, words=WORDS, by=asking(Role.SUPERVISOR), at=at)
    asked_of_prosecutor(crime, at)


def asked_of_prosecutor(crime: int, at: datetime) -> None:
    """Gone on with without her, and the prosecutor's action plan; what is sealed in every field of words."""
    detective = {"by": asking(Role.DETECTIVE), "at": at}
    named = Suspect.objects.filter(crime=crime, person__isnull=False).order_by("pk")[0].pk
    for act in (establish_identity, record_as_suspect):
        act(suspect=named, words=WORDS, **detective)
    for status in (SuspectStatus.ARRESTED_IN_CUSTODY, SuspectStatus.UNDER_INVESTIGATION):
        move_suspect(suspect=named, to_status=status, words=WORDS, reference="CR/1", **detective)
    asked = replace(evidence_led_answers(Conclusion.GO_ON), rationale=WORDS)
    number = consider_without_victim(crime=crime, given=asked, **detective)
    decide_evidence_led(
        consideration=number, conclusion=Conclusion.GO_ON, rationale=WORDS, by=asking(Role.INSPECTOR), at=at
    )
    plan_suspect_learns(
        crime=crime, plan=DayPlan(tell_first=WORDS, protection=WORDS, who=WORDS, if_unsafe=WORDS), **detective
    )
    exhibit = exhibit_of(at, description=WORDS, seized_where=WORDS, seized_from=WORDS)
    added = add_exhibit(crime=crime, details=exhibit, **detective)
    moved = hand_over_of(at, from_whom=WORDS, to_whom=WORDS, where=WORDS, why=WORDS, gap_because=WORDS)
    hand_over_exhibit(exhibit=added, given=moved, **detective)
    victim = Crime.objects.get(pk=crime).victim_id
    statement = statement_of(victim, at, maker=WORDS, held_where=WORDS, summary=WORDS)
    add_statement(crime=crime, details=statement, **detective)
    name_disclosure_officer(crime=crime, officer=asking(Role.DETECTIVE).id, by=asking(Role.SUPERVISOR), at=at)
    item = list_material(crime=crime, details=material_of(description=WORDS, held_where=WORDS), **detective)
    decide_material(item=item, decision=replace(ASSISTS, words=WORDS), **detective)
    sign_schedule(crime=crime, sensitive=False, words=WORDS, **detective)
    kept_back = material_of(description=WORDS, held_where=WORDS, sensitive=True, sensitive_because=WORDS)
    list_material(crime=crime, details=kept_back, **detective)
    test = replace(FULL_CODE, offences=WORDS, evidence=WORDS, interest=WORDS, lines_remain_because=WORDS)
    apply_full_code_test(suspect=named, given=test, **detective)
    request = request_charge(suspect=named, details=replace(REQUEST, sent=WORDS), **detective)
    answer = replace(answer_of(ProsecutorSaid.ACTION_PLAN, at, WORDS, WORDS), words=WORDS)
    note_prosecutor_answer(request=request, answer=answer, **detective)
    done = ActionPlanItem.objects.filter(request_id=request).order_by("pk")[0].pk
    answer_action_item(item=done, answer=WORDS, **detective)


def restricted_chain(at: datetime) -> Scene:
    """The same chain, every journey and the person of it restricted to a unit that no demonstration role is in."""
    scene = whole_chain(at)
    ours = {
        "kind": RestrictionKind.ONLINE_CHILD_ABUSE, "reason": "The unit's own.", "teams": (scene.unit.team_id,),
        "by": scene.unit, "at": at,
    }  # fmt: skip
    asking(Role.INVESTIGATOR)
    handed_over = Handoff.objects.get(pk=scene.known["handoffs"]).incident_id
    journeys = Incident.objects.filter(pk__in=[scene.held.taken.incident_id, handed_over]).order_by("pk")
    numbers = list(journeys.values_list("journey_id", flat=True))
    say_who_asks(scene.unit)
    restriction, _ = [restrict_journey(journey=number, **ours) for number in numbers]
    restrict_person(person=scene.held.victim.pk, **ours)
    for name in NOT_RESTRICTED:
        del scene.known[name]
    scene.known["restrictions"] = str(restriction)
    scene.known["access"] = str(RestrictionGrant.objects.get(restriction_id=restriction, officer_id=scene.unit.id).pk)
    return scene


#: As long as a real one is of the same kind, and nothing has them.
ABSENT = {
    "incidents": "I26-999999999", "journeys": "J26-999999999", "crimes": "99/999999999/26", "people": "P999999999",
    "write": "P999999998", "handoffs": "999999991", "safe-route": "999999992", "outbox": "999999993",
    "seals": "999999994", "needs": "999999995", "connections": "999999996", "restrictions": "999999997",
    "access": "999999990", "scoring": "999999988",
    "oversee": "999999987",
    "referrals": "999999986",
    "recording-decisions": "999999985",
    "registrar-asks": "999999966",
    "places": "L999999999", "organisations": "O999999999", "vehicles": "V999999999",
    "telephones": "T999999999", "links": "999999981", "from": "P999999997", "warnings": "999999982",
    "addresses": "999999983", "contacts": "999999984",
    "suspects": "999999978",
    "lines": "999999977",
    "directions": "999999976",
    "proposals": "999999975",
    "who-looked": "P999999995",
    "second-decisions": "999999970",
    "weights": "999999968",
    "copies": "999999969",
    "alike": "999999967",
    "requests": "999999974",
    "exhibits": "999999972",
    "disclosure": "999999971",
    "sample": "999999970",
    "action-items": "999999973",
}  # fmt: skip


def signed_in(officer: Officer) -> Client:
    """A browser in which this officer is signed in."""
    token = f"token of {officer.collar_number}"
    SignIn.objects.get_or_create(
        token_hash=token_hash(token), defaults={"holder_id": officer.id, "signed_in_at": now(), "seen_at": now()}
    )
    client = Client(raise_request_exception=False)
    client.cookies["constabulary_sign_in"] = token
    return client
