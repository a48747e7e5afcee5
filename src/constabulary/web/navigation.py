"""The main navigation: what someone's roles let them open."""

from constabulary.access.officers import Officer, may
from constabulary.access.permissions import Permission
from constabulary.standards.values import value

ITEMS: tuple[tuple[str, str, Permission, str], ...] = (
    (
        "home",
        "My work",
        Permission.SEE_WORKLIST,
        "What is due from you and from the desks you work at, riskiest first.",
    ),
    (
        "take_call",
        "Take a call",
        Permission.TAKE_CALLS,
        "The page for a call, a report at the counter or one that came in writing.",
    ),
    (
        "people",
        "People",
        Permission.SEARCH_PEOPLE,
        "Find a person, an address, a vehicle, a telephone or an organisation, however the name is spelt.",
    ),
    (
        "control_room",
        "Control room",
        Permission.DISPATCH,
        "Incidents that are open: who is on the way, and what has to be looked at again.",
    ),
    (
        "imu_desk",
        "IMU",
        Permission.WORK_IMU_DESK,
        "Incidents handed over for a decision: record a crime, resolve, refer.",
    ),
    ("allocation", "Allocation", Permission.ALLOCATE, "Crimes that wait for an officer."),
    (
        "regrading",
        "Weights",
        Permission.ALLOCATE,
        "Crimes of officers near their limit, to grade what they weigh a second time without seeing the first.",
    ),
    (
        "shift",
        "Shift",
        Permission.REVIEW_AS_SUPERVISOR,
        "Who of your team is at work, what to do first and why, what may wait, and the hand-over.",
    ),
    ("my_crimes", "My crimes", Permission.INVESTIGATE, "The crimes you investigate."),
    (
        "team",
        "Team",
        Permission.REVIEW_AS_SUPERVISOR,
        "Your officers' crimes and loads, and what waits for your review.",
    ),
    (
        "vulnerability",
        "Vulnerability",
        Permission.WORK_VULNERABILITY_DESK,
        "Risk assessments, referrals, safety plans and safe contact that are due.",
    ),
    (
        "victims",
        "Victims",
        Permission.WORK_VICTIMS_DESK,
        "Victims who wait to hear from us, and what they were promised.",
    ),
    (
        "offenders",
        "Offenders",
        Permission.WORK_OFFENDERS_DESK,
        "Who is at the offender management desk, and what is due about them.",
    ),
    (
        "outcomes_to_decide",
        "Outcomes",
        Permission.DECIDE_OUTCOME,
        "Outcomes that wait for somebody with the authority to decide them.",
    ),
    (
        "registrar",
        "Registrar",
        Permission.DECIDE_CANCELLATION,
        "Cancellations and decisions that wait for the registrar.",
    ),
    (
        "queues",
        "Queues",
        Permission.SEE_MEASURES,
        "What came into each queue and went out of it, and which have stopped.",
    ),
    (
        "supervision",
        "Supervision",
        Permission.SEE_MEASURES,
        "Nine lists of what supervision has to look at, for each district, team and officer.",
    ),
    (
        "absences",
        "Who is away",
        Permission.KEEP_ABSTRACTIONS,
        "Leave, sickness, training and hours of your people, and the crimes that need cover because of it.",
    ),
    (
        "suspect_register",
        "Suspects",
        Permission.OPEN_SUPERVISION,
        "Who is named, wanted, due to attend, on bail or released, worst harm first, with the clocks that run.",
    ),
    ("breaches", "Breaches", Permission.SEE_MEASURES, "What was not done in time, by which rule."),
    (
        "planning",
        "Planning",
        Permission.SEE_PLANS,
        "How many people, by when, how sure: scenarios of demand and capacity, played and compared.",
    ),
    (
        "inspection",
        "Inspection",
        Permission.SEE_MEASURES,
        "The inspectors' questions, the figures that answer them and the records behind each.",
    ),
    (
        "aids",
        "Decision aids",
        Permission.SEE_MEASURES,
        "What proposes, how far it errs and for whom, and who accepted it.",
    ),
    ("scoring", "Second scoring", Permission.SCORE_BLIND, "Assessments to score again without seeing the first score."),
    (
        "second_reviews",
        "Second decisions",
        Permission.DECIDE_OUTCOME,
        "Closed crimes to decide again without being told how they were decided.",
    ),
    (
        "practice",
        "Practice calls",
        Permission.PRACTISE,
        "Calls to practise on; nobody's but your own answers are shown to you.",
    ),
    ("outbox", "Outbox", Permission.SEND_MESSAGES, "Messages to victims that wait to be sent, and those that were."),
    (
        "emergency_openings",
        "Emergency openings",
        Permission.REVIEW_BREAK_GLASS,
        "Who opened what was closed to them, and why: to be looked at afterwards.",
    ),
    (
        "who_looked",
        "Who looked",
        Permission.READ_JOURNAL,
        "Everyone who was shown a person, an incident, a crime or a journey.",
    ),
    ("exports", "Exports", Permission.EXPORT, "Lists to take away, with what was left out of them."),
    ("roles", "Roles", Permission.ADMINISTER, "Who works here, in which team and under whom, and what they may do."),
    (
        "standards",
        "Standards",
        Permission.ADMINISTER,
        "Every number and interval the work follows, where each comes from, and the force's own values, set here.",
    ),
    (
        "takeover_ledgers",
        "Taking over",
        Permission.ADMINISTER,
        "What came from another system, what was refused and why.",
    ),
    (
        "takeovers",
        "Old system",
        Permission.OPEN_EVIDENCE,
        "Both systems side by side, and whether the old one can be left.",
    ),
    (
        "connections",
        "Connections",
        Permission.DECLARE_CONNECTION,
        "People you know, so that their records are kept from you.",
    ),
    (
        "public_figures",
        "Public figures",
        Permission.SEE_PUBLIC_FIGURES,
        "What every force has published, side by side.",
    ),
)


@value
class NavigationItem:
    """One item: the page it opens, its words, what is found there, and whether it is the page being shown."""

    page: str
    words: str
    about: str
    is_here: bool


def navigation_for(officer: Officer, here: str) -> tuple[NavigationItem, ...]:
    """The items that this officer may open."""
    return tuple(
        NavigationItem(page=page, words=words, about=about, is_here=page == here)
        for page, words, permission, about in ITEMS
        if may(officer, permission)
    )
