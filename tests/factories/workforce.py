"""Officers who are away, and a team at the beginning of a shift, for tests."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from constabulary.access.officers import Officer
from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.abstractions import record_abstraction
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.demo import PASSWORD
from constabulary.casework.investigation.suspects import move_suspect
from constabulary.casework.officers import add_officer_in_act
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.workforce.abstractions import Abstraction, AbstractionKind
from constabulary.records.models import Officer as OfficerRow
from constabulary.records.models import Suspect, Team
from constabulary.records.queries.officers import officer_by_number, say_who_asks, system_officer
from constabulary.records.writing import writing
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.crimes import recorded
from tests.factories.protection import add_team


def away(
    who: Role, at: datetime, *, kind: AbstractionKind = AbstractionKind.SICKNESS, days: int | None = None,
    share: float = 1.0, by: Role = Role.SUPERVISOR,
) -> int:  # fmt: skip
    """The officer of a role is away from that day on, for so many days or without an end; the row's number."""
    taken = asking(who).id
    first = local_day(at)
    return record_abstraction(
        officer=taken, by=asking(by), at=at,
        days=Abstraction(
            kind=kind, from_on=first, until_on=None if days is None else first + timedelta(days=days - 1), share=share
        ),
    )  # fmt: skip


@dataclass
class Scene:
    """A sergeant, the outgoing one, and the six officers of their team."""

    sergeant: Officer
    outgoing: Officer
    officers: list[Officer]
    team: int


def team_of_six(at: datetime) -> Scene:
    """A response team: two sergeants who take turns, and six constables."""
    team = add_team("Harbour response", at, kind="response")
    with writing(by=system_officer(), at=at, purpose="Setting up") as w:
        row = w.lock(Team, team)
        for number in ("S900", "S901"):
            add_officer_in_act(
                w, collar_number=number, name=f"Sergeant {number}", rank=Rank.SERGEANT, roles=(Role.SUPERVISOR,), team=row,
                pip_level=2, password_hash=make_password(PASSWORD),
            )  # fmt: skip
        lead = w.find(OfficerRow, collar_number="S900")[0]
        for number in range(6):
            add_officer_in_act(
                w, collar_number=f"R90{number}", name=f"Constable R90{number}", rank=Rank.CONSTABLE,
                roles=(Role.INVESTIGATOR,), team=row, supervisor_id=lead.id, pip_level=2,
            )  # fmt: skip
    found = [officer_by_number(one) for one in ("S900", "S901", *(f"R90{number}" for number in range(6)))]
    sergeant, outgoing, *officers = [one for one in found if one is not None]
    return Scene(sergeant=sergeant, outgoing=outgoing, officers=officers, team=team)


def seven_in_the_morning(at: datetime, *, crimes: int = 90) -> Scene:
    """Six officers, ninety crimes, two people in custody, one officer sick since this morning; `at` is 07:00."""
    scene = team_of_six(at - timedelta(days=30))
    for number in range(crimes):
        # One of five came in the evening before; the rest over the three weeks before that.
        reported = at - (timedelta(hours=11) if number % 5 == 0 else timedelta(days=1 + number % 21, hours=2))
        crime = recorded(reported)
        officer = scene.officers[number % 6]
        allocate_crime(
            crime=crime.pk, officer=officer.id, reason="On duty.", override_reason="Her area.",
            by=asking(Role.INSPECTOR), at=reported + timedelta(hours=2),
        )  # fmt: skip
        if number in {1, 2}:
            say_who_asks(officer)
            move_suspect(
                suspect=Suspect.objects.get(crime=crime).pk, to_status=SuspectStatus.ARRESTED_IN_CUSTODY,
                words="Arrested at home.", reference=f"CR/{number}", by=officer, at=at - timedelta(hours=3 + number),
            )  # fmt: skip
    record_abstraction(
        officer=scene.officers[0].id, by=scene.sergeant, at=at,
        days=Abstraction(kind=AbstractionKind.SICKNESS, from_on=local_day(at)),
    )  # fmt: skip
    say_who_asks(scene.sergeant)
    return scene
