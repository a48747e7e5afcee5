"""The allocation manager's last days: officers proposed for what waits in a district, some accepted, changed, rejected.

A series waits among it: three thefts that somebody said belong together, of which an officer has the first.
"""

from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from constabulary.access.roles import Role
from constabulary.casework.allocation import allocate_crime
from constabulary.casework.allocation_proposals import accept_proposals, propose_allocation, reject_proposal
from constabulary.casework.demo.present import Present
from constabulary.casework.demo.reports import SHOPLIFTING, THEFT, VIOLENCE
from constabulary.casework.incidents.corrections import link_incident
from constabulary.optimisation.proposing import Effort
from constabulary.policing.incidents.links import LinkKind
from constabulary.records.models import AllocationProposal, Incident
from constabulary.records.queries.allocation import PoolFilter

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
#: No seconds: the same force is proposed for alike, however busy the machine is.
EFFORT = Effort(stages=6, sweeps=4, shakes=10, rounds=10)
REPORTED = ((THEFT, "049/10"), (SHOPLIFTING, "049/10"), (VIOLENCE, "008/06"))


def add_proposed(*, at: datetime, chance: Random) -> None:
    """A pool of a district proposed for two days ago and decided on in part, proposed for anew this morning."""
    scene = Present(at=at, chance=chance)
    by = scene.by(Role.ALLOCATION_MANAGER)
    for number in range(2 * len(REPORTED)):
        report, code = REPORTED[number % len(REPORTED)]
        scene.record(report, at - (3 * DAY + number * HOUR), code=code)
    _series(scene, at - 3 * DAY)
    first, second = at - 2 * DAY, at - 2 * HOUR
    wanted = PoolFilter(district=scene.district_row)
    run = propose_allocation(wanted=wanted, by=by, at=first, effort=EFFORT)
    made = list(AllocationProposal.objects.filter(run=run).exclude(officer=None).order_by("-id")[:4])
    accept_proposals(proposals=[one.id for one in made[:2]], by=by, at=first + HOUR / 4)
    reject_proposal(proposal=made[2].id, because="On a course until Thursday.", by=by, at=first + HOUR / 3)
    changed = made[3]
    taker = next(one for one in (Role.INVESTIGATOR, Role.DETECTIVE) if scene.by(one).id != changed.officer_id)
    allocate_crime(
        crime=changed.crime_id, officer=scene.by(taker).id, reason="Knows the street.",
        override_reason="Has agreed to take it.", by=scene.by(Role.INSPECTOR), at=first + HOUR / 2,
    )  # fmt: skip
    propose_allocation(wanted=wanted, by=by, at=second, effort=EFFORT)


def _series(scene: Present, at: datetime) -> None:
    crimes = [scene.record(THEFT, at - number * HOUR) for number in range(3)]
    scene.give(crimes[0], Role.INVESTIGATOR, at + 4 * HOUR)
    for earlier, later in pairwise(crimes):
        link_incident(
            incident=later.incident_id, linked=Incident.objects.get(pk=earlier.incident_id).reference,
            kind=LinkKind.RELATED, words="The same van at each.", by=scene.by(Role.DISPATCHER), at=at + 5 * HOUR,
        )  # fmt: skip
