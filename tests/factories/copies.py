"""Reviews that are near copies of others, by the verbs and the roles."""

from datetime import datetime, timedelta

from constabulary.access.officers import Officer
from constabulary.access.roles import Role
from constabulary.casework.incidents.copies import read_alike_thrive, select_alike_thrive
from constabulary.casework.investigation.reviews import review_investigation
from constabulary.casework.supervision_copies import select_copies
from constabulary.policing.incidents.closing import Closure
from constabulary.policing.investigation.reviews import Examined, Occasion, ReviewDetails, ReviewLevel
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.likeness import Finding
from constabulary.records.models import CopiedAssessment, CopiedReview, Crime, Incident
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.queries.officers import officer_by_number, say_who_asks, system_officer
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.crimes import planned
from tests.factories.incidents import quarrel
from tests.factories.protection import add_officer

PHRASE = (
    "Reviewed this investigation. All lines of enquiry are being progressed by the officer in the case "
    "and there is nothing further to say about it at this time."
)


def reviewed(crime: Crime, at: datetime, words: str = PHRASE) -> None:
    """A supervisor's review of a crime in these words."""
    review = ReviewDetails(
        level=ReviewLevel.SUPERVISOR, occasion=Occasion.INTERVAL, examined=(Examined.PLAN,), findings=words,
        no_direction_because="The officer has what is needed until the results are back.",
    )  # fmt: skip
    review_investigation(crime=crime.pk, review=review, by=asking(Role.SUPERVISOR), at=at)


def two_copies(at: datetime) -> CopiedReview:
    """Two crimes reviewed in the same words in a week, and the later one selected a day after."""
    for number in range(2):
        crime = planned(at + timedelta(hours=number))
        reviewed(crime, at + timedelta(days=1, hours=number))
    selected(at + timedelta(days=2))
    return CopiedReview.objects.get()


def selected(at: datetime) -> int:
    """What the clock selects."""
    system = system_officer()
    say_who_asks(system)
    return select_copies(by=system, at=at)


def colleague(at: datetime) -> Officer:
    """Another supervisor; from here on the database reads for them."""
    found = officer_by_number("S8") or add_officer("S8", Role.SUPERVISOR, at, rank=2)
    say_who_asks(found)
    return found


def two_alike(at: datetime) -> CopiedAssessment:
    """Two incidents assessed in the same words on one day, and the later one selected on the next."""
    for number in range(2):
        quarrel(at + timedelta(hours=number))
    alike_selected(at + timedelta(days=1))
    return CopiedAssessment.objects.latest("pk")


def thin_of_closed(at: datetime, *, supervisor: int | None = None) -> CopiedAssessment:
    """One of two alike, found thin a day after its incident was closed; its maker has that supervisor, if one is given."""
    copied = two_alike(at)
    incident, author, system = copied.assessment.incident, copied.assessment.assessed_by, system_officer()
    say_who_asks(system)
    with writing(by=system, at=at, purpose="Closing") as w:
        row = w.lock(Incident, incident.pk)
        w.entry(EntryKind.SAMPLE_DRAWN, subject=row, journey=incident.journey_id)
        w.update(
            row, state="closed", closed_at=at, closed_by_id=system.id, closure=next(iter(Closure)).value,
            closing_category=incident.category, closing_rationale="They made it up.",
        )  # fmt: skip
        w.update(w.lock(OfficerRow, author.pk), supervisor_id=supervisor)
    read_alike_thrive(
        copied=copied.pk, finding=Finding.THIN, words="It says nothing of it.", by=scorer(at), at=at + timedelta(days=1)
    )
    return copied


def alike_selected(at: datetime) -> int:
    """What the clock selects of THRIVE assessments."""
    system = system_officer()
    say_who_asks(system)
    return select_alike_thrive(by=system, at=at)


def scorer(at: datetime) -> Officer:
    """Another supervisor of the control room; from here on the database reads for them."""
    found = officer_by_number("S9") or add_officer("S9", Role.CONTROL_ROOM_SUPERVISOR, at, rank=2)
    say_who_asks(found)
    return found
