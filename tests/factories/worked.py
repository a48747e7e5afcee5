"""A crime worked as far as every way out asks: lines ended, the risk assessed, the victim spoken to, suspects settled."""

from datetime import datetime

from constabulary.access.roles import Role
from constabulary.casework.investigation.plans import end_line
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.victims.contact import update_victim
from constabulary.casework.vulnerability.assessing import assess_domestic_abuse
from constabulary.casework.vulnerability.stalking import ask_stalking_questions
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.victims.contact import Occasion
from constabulary.records.models import Crime, Duty, LineOfEnquiry, Suspect
from tests.conftest import asking
from tests.factories.crimes import update_of
from tests.factories.vulnerability import dash, screening


def worked(crime: Crime, at: datetime, *, by: Role = Role.DETECTIVE, settled: bool = True) -> None:
    """All of it, at one moment; `settled` also decides no further action against whoever was not interviewed."""
    officer = asking(by)
    for line in LineOfEnquiry.objects.filter(crime=crime, state="open"):
        end_line(line=line.pk, pursued=True, result="It shows a man; no face.", by=officer, at=at)
    if crime.victim_id is not None:
        assess_what_was_asked(crime, at)
        update_victim(
            crime=crime.pk,
            update=update_of(at, occasion=Occasion.FIRST_CONTACT, code_word_given=True),
            by=officer,
            at=at,
        )
    for suspect in Suspect.objects.filter(crime=crime, state="named_not_arrested", not_identifiable_at=None):
        if settled:
            move_suspect(
                suspect=suspect.pk, to_status=SuspectStatus.NO_FURTHER_ACTION, words="Nothing to put to them.",
                reference="ZZ/9", by=officer, at=at,
            )  # fmt: skip


def assess_what_was_asked(crime: Crime, at: datetime) -> None:
    """The assessments of risk that the call made due."""
    due = set(Duty.objects.filter(journey_id=crime.journey_id, state="open").values_list("kind", flat=True))
    whom = {"incident": crime.incident_id, "person": crime.victim_id, "by": asking(Role.INVESTIGATOR), "at": at}
    if "assess_domestic_abuse" in due:
        assess_domestic_abuse(made=dash(), **whom)
    if "ask_stalking_questions" in due:
        ask_stalking_questions(made=screening(), **whom)
