"""The roles: what each is for, the desks it works, and what it may do."""

from collections.abc import Mapping
from enum import StrEnum

from constabulary.access.permissions import Permission as P
from constabulary.policing.desks import Desk
from constabulary.standards.values import value


class Role(StrEnum):
    """A role that a person holds for a time."""

    CONTACT_HANDLER = "contact_handler"
    DISPATCHER = "dispatcher"
    CONTROL_ROOM_SUPERVISOR = "control_room_supervisor"
    IMU_ASSESSOR = "imu_assessor"
    CRIME_REGISTRAR = "crime_registrar"
    ALLOCATION_MANAGER = "allocation_manager"
    INVESTIGATOR = "investigator"
    DETECTIVE = "detective"
    SUPERVISOR = "supervisor"
    INSPECTOR = "inspector"
    VICTIMS_DESK = "victims_desk"
    VULNERABILITY_DESK = "vulnerability_desk"
    OFFENDER_MANAGER = "offender_manager"
    POLIT = "polit"
    FIREARMS_LEAD = "firearms_lead"
    PLANNER = "planner"
    INSPECTION_LEAD = "inspection_lead"
    CHIEF_OFFICER = "chief_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    DESIGNATED_DECISION_MAKER = "designated_decision_maker"


@value
class RoleCard:
    """What a role is: its title, a description a newcomer understands, its desks and its permissions."""

    title: str
    description: str
    desks: tuple[Desk, ...]
    permissions: frozenset[P]


EVERYONE = frozenset({P.SEE_WORKLIST, P.SEE_PUBLIC_FIGURES, P.SEE_STANDARDS, P.DECLARE_CONNECTION})
OPERATIONAL = EVERYONE | {
    P.SEE_INCIDENTS, P.SEE_CRIMES, P.SEE_JOURNEYS, P.SEARCH_PEOPLE, P.KEEP_PEOPLE, P.BREAK_GLASS,
    P.MANAGE_SAFE_ROUTES, P.SEAL, P.ASSESS_RISK, P.KEEP_INCIDENTS, P.SEND_MESSAGES,
}  # fmt: skip
INVESTIGATING = OPERATIONAL | {P.INVESTIGATE, P.DECIDE_BAIL, P.PROPOSE_OUTCOME, P.UPDATE_VICTIM, P.REASSESS, P.PRACTISE}
#: Those who decide about records and do not work with the people in them.
OVERSEEING = EVERYONE | {P.SEE_INCIDENTS, P.SEE_CRIMES, P.SEE_JOURNEYS, P.SEARCH_PEOPLE, P.BREAK_GLASS}
MEASURING = EVERYONE | {P.SEE_MEASURES}


def _card(title: str, description: str, desks: tuple[Desk, ...], permissions: frozenset[P]) -> RoleCard:
    return RoleCard(title=title, description=description, desks=desks, permissions=permissions)


ROLES: Mapping[Role, RoleCard] = {
    Role.CONTACT_HANDLER: _card(
        "Contact handler",
        "Answers 999, 101, online and front-counter contact, asks THRIVE and opens the incident.",
        (Desk.CONTROL_ROOM,),
        OPERATIONAL | {P.TAKE_CALLS, P.REASSESS, P.PRACTISE},
    ),
    Role.DISPATCHER: _card(
        "Dispatcher",
        "Sends units to incidents, keeps open incidents under review and hands them to the right desk.",
        (Desk.CONTROL_ROOM,),
        OPERATIONAL | {P.TAKE_CALLS, P.REASSESS, P.DISPATCH, P.PRACTISE},
    ),
    Role.CONTROL_ROOM_SUPERVISOR: _card(
        "Control-room supervisor",
        "Runs the control room: decides grades below the floor, watches clocks and second scores.",
        (Desk.CONTROL_ROOM,),
        OPERATIONAL
        | {P.TAKE_CALLS, P.REASSESS, P.DISPATCH, P.ACCEPT_BELOW_FLOOR, P.SCORE_BLIND, P.SEE_MEASURES, P.ANSWER_ALARMS}
        | {P.RESTRICT, P.REVIEW_BREAK_GLASS, P.KEEP_SEALS, P.PRACTISE},
    ),
    Role.IMU_ASSESSOR: _card(
        "IMU assessor",
        "Works the incident management unit's queue: asks THRIVE again, resolves, records, refers, allocates.",
        (Desk.IMU,),
        OPERATIONAL
        | {P.REASSESS, P.WORK_IMU_DESK, P.RECORD_CRIME, P.ALLOCATE, P.DISPATCH, P.SCORE_BLIND, P.UPDATE_VICTIM}
        | {P.PROPOSE_OUTCOME, P.PRACTISE},
    ),
    Role.CRIME_REGISTRAR: _card(
        "Crime registrar",
        "The force's arbiter of crime recording: audits, reclassifies, decides cancellations, oversees N100.",
        (Desk.REGISTRAR,),
        OVERSEEING
        | {
            P.KEEP_INCIDENTS,
            P.RECORD_CRIME,
            P.REGISTER_CRIME,
            P.ERASE,
            P.DECIDE_CANCELLATION,
            P.DECIDE_OUTCOME,
            P.SEE_MEASURES,
            P.OPEN_SUPERVISION,
            P.OPEN_EVIDENCE,
            P.SCORE_BLIND,
            P.PRACTISE,
            P.EXPORT,
            P.DISCLOSE,
        },
    ),
    Role.ALLOCATION_MANAGER: _card(
        "Allocation manager",
        "Decides which officer investigates which crime, seeing each officer's load before and after.",
        (Desk.ALLOCATION,),
        OVERSEEING | {P.ALLOCATE, P.SEE_MEASURES, P.OPEN_SUPERVISION},
    ),
    Role.INVESTIGATOR: _card(
        "Investigator",
        "Investigates volume crime: plan, lines of enquiry, suspects, victim updates, outcome.",
        (Desk.INVESTIGATION,),
        INVESTIGATING,
    ),
    Role.DETECTIVE: _card(
        "Detective",
        "Investigates serious and complex crime and crime against vulnerable people.",
        (Desk.INVESTIGATION,),
        INVESTIGATING | {P.RESTRICT},
    ),
    Role.SUPERVISOR: _card(
        "Supervisor",
        "A sergeant or equivalent: reviews investigations, directs, decides outcomes a supervisor may decide.",
        (Desk.SUPERVISION,),
        INVESTIGATING
        | {P.REVIEW_AS_SUPERVISOR, P.DECIDE_OUTCOME, P.ALLOCATE, P.SEE_MEASURES, P.SCORE_BLIND, P.RESTRICT}
        | {P.ANSWER_ALARMS, P.DISCLOSE, P.OPEN_SUPERVISION, P.KEEP_ABSTRACTIONS}
        | {P.KEEP_SEALS, P.WORK_VULNERABILITY_DESK, P.WORK_VICTIMS_DESK},
    ),
    Role.INSPECTOR: _card(
        "Inspector",
        "An inspector or equivalent: reviews, decides what only an inspector may, reviews emergency openings.",
        (Desk.INSPECTORS, Desk.SUPERVISION),
        INVESTIGATING
        | {P.REVIEW_AS_SUPERVISOR, P.REVIEW_AS_INSPECTOR, P.DECIDE_OUTCOME, P.ALLOCATE, P.SEE_MEASURES}
        | {P.OPEN_EVIDENCE, P.OPEN_SUPERVISION, P.ANSWER_ALARMS, P.DISCLOSE, P.KEEP_ABSTRACTIONS}
        | {P.RESTRICT, P.REVIEW_BREAK_GLASS, P.SCORE_BLIND, P.KEEP_SEALS, P.RECORD_CONNECTION}
        | {P.WORK_VULNERABILITY_DESK, P.WORK_VICTIMS_DESK},
    ),
    Role.VICTIMS_DESK: _card(
        "Victims' desk",
        "Keeps the promises of the Victims' Code: needs, contact, updates, referrals, rights to review.",
        (Desk.VICTIMS,),
        OPERATIONAL | {P.UPDATE_VICTIM, P.WORK_VICTIMS_DESK},
    ),
    Role.VULNERABILITY_DESK: _card(
        "Vulnerability desk",
        "Grades risk a second time, makes and follows referrals, keeps safe routes and sealed addresses.",
        (Desk.VULNERABILITY,),
        OPERATIONAL
        | {P.UPDATE_VICTIM, P.RESTRICT, P.REASSESS, P.KEEP_SEALS, P.RECORD_CONNECTION}
        | {P.WORK_VULNERABILITY_DESK, P.WORK_VICTIMS_DESK, P.PRACTISE, P.DISCLOSE},
    ),
    Role.OFFENDER_MANAGER: _card(
        "Offender manager",
        "Manages people who have offended: visits, notifications, plans.",
        (Desk.OFFENDER_MANAGEMENT,),
        OPERATIONAL | {P.WORK_OFFENDERS_DESK},
    ),
    Role.POLIT: _card(
        "POLIT investigator",
        "Investigates online child abuse; its records are restricted to the team.",
        (Desk.ONLINE_INVESTIGATION, Desk.INVESTIGATION),
        INVESTIGATING | {P.RESTRICT},
    ),
    Role.FIREARMS_LEAD: _card(
        "Firearms lead",
        "Keeps the armed policing threat assessment, capacity and capability.",
        (Desk.ARMED_POLICING,),
        MEASURING | {P.SEE_INCIDENTS, P.BREAK_GLASS},
    ),
    Role.PLANNER: _card(
        "Planner",
        "Asks how many people, by when, how sure: queues, waits and plans; no records of persons.",
        (Desk.PLANNING,),
        MEASURING | {P.IMPORT_OPEN_DATA, P.KEEP_ABSTRACTIONS, P.SEE_PLANS, P.PLAN},
    ),
    Role.INSPECTION_LEAD: _card(
        "Inspection lead",
        "Sees on any morning what an inspector would find; keeps areas for improvement and their evidence.",
        (Desk.INSPECTION,),
        MEASURING
        | {
            P.OPEN_EVIDENCE,
            P.OPEN_SUPERVISION,
            P.KEEP_IMPROVEMENTS,
            P.SEE_INCIDENTS,
            P.SEE_CRIMES,
            P.SEE_JOURNEYS,
            P.EXPORT,
        }
        | {P.IMPORT_OPEN_DATA, P.SEE_PLANS},
    ),
    Role.CHIEF_OFFICER: _card(
        "Chief officer",
        "Answers for the force: measures, areas for improvement, signatures.",
        (Desk.INSPECTION,),
        MEASURING
        | {P.OPEN_EVIDENCE, P.OPEN_SUPERVISION, P.SIGN_IMPROVEMENTS, P.SEE_INCIDENTS, P.SEE_CRIMES, P.SEE_JOURNEYS}
        | {P.REVIEW_BREAK_GLASS, P.BREAK_GLASS, P.RECORD_CONNECTION, P.DECIDE_OUTCOME}
        | {P.ACCEPT_AIDS, P.SEE_PLANS, P.DECIDE_BAIL},
    ),
    Role.AUDITOR: _card(
        "Auditor",
        "Inspector or auditor: reads measures, evidence, journeys and the journal; changes nothing.",
        (),
        MEASURING
        | {P.OPEN_EVIDENCE, P.OPEN_SUPERVISION, P.SEE_INCIDENTS, P.SEE_CRIMES, P.SEE_JOURNEYS, P.READ_JOURNAL}
        | {P.SEE_PLANS},
    ),
    Role.ADMINISTRATOR: _card(
        "Administrator",
        "Adds people and teams, gives roles and new passwords, sets the force's own standards; sees no record of a person.",
        (),
        EVERYONE | {P.ADMINISTER, P.IMPORT_OPEN_DATA},
    ),
    Role.DESIGNATED_DECISION_MAKER: _card(
        "Designated decision maker",
        "Stands in for the registrar: trained and independent of investigations; reclassifies, decides cancellations.",
        (Desk.REGISTRAR,),
        OVERSEEING | {P.DECIDE_CANCELLATION, P.DECIDE_OUTCOME},
    ),
}


def permissions_of(roles: frozenset[Role]) -> frozenset[P]:
    """Everything that someone with these roles may do."""
    return frozenset().union(*(ROLES[role].permissions for role in roles))


def desks_of(roles: frozenset[Role]) -> tuple[Desk, ...]:
    """The desks that someone with these roles works, each once."""
    return tuple(dict.fromkeys(desk for role in sorted(roles) for desk in ROLES[role].desks))
