"""Case files as far along as a test needs them: everything held, a request sent, the victim not supporting."""

from datetime import datetime, timedelta
from typing import Any

from constabulary.access.roles import Role
from constabulary.casework.case_file.deciding import note_prosecutor_answer, request_charge
from constabulary.casework.case_file.disclosing import (
    decide_material,
    list_material,
    name_disclosure_officer,
    sign_schedule,
)
from constabulary.casework.case_file.evidence import add_exhibit, add_statement
from constabulary.casework.case_file.safety import plan_suspect_learns
from constabulary.casework.case_file.testing import apply_full_code_test
from constabulary.casework.investigation.plans import approve_plan, end_line
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.victims.needs import assess_needs
from constabulary.casework.victims.positions import record_position
from constabulary.policing.case_file.code_tests import CONDITIONS, FullCodeAnswers, ThresholdAnswers
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
from constabulary.policing.investigation.evidence_led import Answer, Conclusion, Said
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.victims.needs import NeedsDetails
from constabulary.policing.victims.positions import PositionDetails, Support
from constabulary.records.models import Crime, LineOfEnquiry, Suspect
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.calls import thrive
from tests.factories.crimes import considered, identified, planned, withdraws
from tests.factories.vulnerability import assessed, dash

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SUPPORTS = PositionDetails(support=Support.SUPPORTS, wishes="To see it dealt with.")
FULL_CODE = FullCodeAnswers(
    offences="Criminal damage, Criminal Damage Act 1971 section 1.", evidence_met=True,
    evidence="The footage shows him, and the 101 call was made at once.", interest_met=True,
    interest="It was done in front of the children.",
)  # fmt: skip
#: A call about the same damage in which nobody speaks of abuse.
NO_ABUSE: dict[str, Any] = {"call": {"domestic_abuse": False, "answers": thrive(), "grade": "G5"}}
DAY_PLAN = DayPlan(
    tell_first="Her advocate rings her on the safe number the evening before.",
    protection="No contact as a condition, and a marker on her address.",
    who="The officer in charge; the advocate all day.",
    if_unsafe="It waits for a day, and the inspector is told.",
)
REQUEST = RequestDetails(colour=Colour.GREEN, sent="The call, the footage, two statements.", reference="P-7731")


def threshold(at: datetime, **changes: Any) -> ThresholdAnswers:
    """The threshold test with every condition met."""
    whole: dict[str, Any] = {
        "offences": "Criminal damage.",
        "answers": {code: Answer(said=Said.YES, words="As the custody record says.") for code in CONDITIONS},
        "evidence_to_come": "The download of his telephone.",
        "full_code_by": local_day(at) + 14 * DAY,
    }
    return ThresholdAnswers(**{**whole, **changes})


def worked(at: datetime, **details: Any) -> tuple[Crime, Suspect]:
    """A crime worked until nothing but the victim's position and the test is left to its file, a day after the call."""
    crime = planned(at, **details)
    approve_plan(crime=crime.pk, words="", by=asking(Role.SUPERVISOR), at=at + 4 * HOUR)
    detective = {"by": asking(Role.DETECTIVE)}
    row = LineOfEnquiry.objects.get(crime=crime)
    end_line(line=row.pk, pursued=True, result="The footage shows him.", **detective, at=at + 5 * HOUR)
    suspect = identified(crime, at + 5 * HOUR)
    for status in (SuspectStatus.ARRESTED_IN_CUSTODY, SuspectStatus.UNDER_INVESTIGATION):
        move_suspect(
            suspect=suspect.pk, to_status=status, words="As noted.", reference="CR/1", **detective, at=at + 6 * HOUR
        )
    assess_needs(
        crime=crime.pk,
        needs=NeedsDetails(words="To be heard behind a screen.", special_measures="A screen."),
        **detective,
        at=at + 7 * HOUR,
    )
    add_exhibit(crime=crime.pk, details=exhibit_of(at), **detective, at=at + 7 * HOUR)
    add_statement(crime=crime.pk, details=statement_of(crime.victim_id, at), **detective, at=at + 7 * HOUR)
    disclosed(crime, at + 7 * HOUR)
    suspect.refresh_from_db()
    return crime, suspect


def code_tested(suspect: Suspect, at: datetime, given: FullCodeAnswers = FULL_CODE) -> int:
    """The full code test applied."""
    return apply_full_code_test(suspect=suspect.pk, given=given, by=asking(Role.DETECTIVE), at=at)


def supported(at: datetime, **details: Any) -> tuple[Crime, Suspect]:
    """A file that holds everything, its victim supporting; ready a day after the call."""
    crime, suspect = worked(at, **details)
    record_position(crime=crime.pk, position=SUPPORTS, by=asking(Role.DETECTIVE), at=at + 8 * HOUR)
    code_tested(suspect, at + 9 * HOUR)
    return crime, suspect


def unsupported(at: datetime) -> tuple[Crime, Suspect]:
    """The victim of domestic abuse withdraws and it is decided to go on; her safety and the day are still to come."""
    crime, suspect = worked(at)
    withdraws(crime, at + 8 * HOUR)
    considered(crime, at + 9 * HOUR, decided_by=Role.INSPECTOR, conclusion=Conclusion.GO_ON)
    code_tested(suspect, at + 10 * HOUR)
    return crime, suspect


def made_safe(crime: Crime, at: datetime) -> None:
    """Her safety assessed again, and the day the suspect learns planned."""
    assessed(crime.incident, at, dash())
    plan_suspect_learns(crime=crime.pk, plan=DAY_PLAN, by=asking(Role.DETECTIVE), at=at)


def requested(suspect: Suspect, at: datetime, details: RequestDetails = REQUEST) -> int:
    """A request sent to the prosecutor."""
    return request_charge(suspect=suspect.pk, details=details, by=asking(Role.DETECTIVE), at=at)


def answer_of(said: ProsecutorSaid, at: datetime, *items: str) -> ProsecutorAnswer:
    """The prosecutor's answer."""
    return ProsecutorAnswer(
        said=said, prosecutor="Unit 4", words="As the call and the footage show.",
        items=tuple(ItemGiven(words=one, due_on=local_day(at) + 5 * DAY) for one in items),
    )  # fmt: skip


def answered(request: int, said: ProsecutorSaid, at: datetime, *items: str) -> None:
    """The prosecutor's answer, recorded."""
    note_prosecutor_answer(
        request=request, answer=answer_of(said, at, *items), by=asking(Role.DETECTIVE), at=at
    )  # fmt: skip


def exhibit_of(at: datetime, **changes: Any) -> ExhibitDetails:
    """A hammer, seized an hour ago."""
    whole: dict[str, Any] = {
        "reference": "AB/1", "description": "A hammer.", "form": ExhibitForm.PHYSICAL, "seized_where": "The drive.",
        "seized_at": at - HOUR, "seal_number": "S100",
    }  # fmt: skip
    return ExhibitDetails(**{**whole, **changes})


def hand_over_of(at: datetime, **changes: Any) -> HandOver:
    """A hand-over by the officer who had it."""
    whole: dict[str, Any] = {
        "from_whom": "D07", "to_whom": "The store", "moved_at": at, "where": "The store", "why": "To be kept.",
        "seal_number": "S100",
    }  # fmt: skip
    return HandOver(**{**whole, **changes})


def disposal_of(**changes: Any) -> Disposal:
    """Destroyed on a court's order."""
    whole: dict[str, Any] = {
        "end": ExhibitEnd.DISPOSED, "to_whom": "The store", "authority": "The court's order.", "kept_how": "Photographs.",
    }  # fmt: skip
    return Disposal(**{**whole, **changes})


def statement_of(person: int | None, at: datetime, **changes: Any) -> StatementDetails:
    """A victim's statement, a personal statement made with it."""
    whole: dict[str, Any] = {
        "reference": "MG11/1", "person_id": person, "maker": "", "taken_at": at - HOUR,
        "held_where": "The digital store, 7731.", "summary": "She saw him do it.",
        "personal_statement": PersonalStatement.MADE,
    }  # fmt: skip
    return StatementDetails(**{**whole, **changes})


def material_of(**changes: Any) -> MaterialDetails:
    """An item of unused material that is not sensitive."""
    whole: dict[str, Any] = {"description": "Footage of the other street.", "held_where": "The digital store."}
    return MaterialDetails(**{**whole, **changes})


SENSITIVE: dict[str, Any] = {
    "description": "What the heron told us.", "held_where": "The intelligence unit.", "sensitive": True,
    "sensitive_because": "It would show who the heron is.",
}  # fmt: skip
ASSISTS = MaterialDecision(inspected=True, bearing=Bearing.ASSISTS, revealed=True, words="Nobody ran off that way.")


def disclosed(crime: Crime, at: datetime) -> None:
    """The disclosure officer named, an item listed and decided, the open schedule signed."""
    other = asking(Role.INVESTIGATOR)
    name_disclosure_officer(crime=crime.pk, officer=other.id, by=asking(Role.SUPERVISOR), at=at)
    number = list_material(crime=crime.pk, details=material_of(), by=asking(Role.DETECTIVE), at=at)
    decide_material(item=number, decision=ASSISTS, by=asking(Role.INVESTIGATOR), at=at)
    sign_schedule(crime=crime.pk, sensitive=False, words="", by=asking(Role.INVESTIGATOR), at=at)
