"""The main navigation: what someone's roles let them open."""

from constabulary.access.officers import Officer, may
from constabulary.access.permissions import Permission
from constabulary.standards.values import value

ITEMS: tuple[tuple[str, str, Permission], ...] = (
    ("home", "My work", Permission.SEE_WORKLIST),
    ("take_call", "Take a call", Permission.TAKE_CALLS),
    ("people", "People", Permission.SEARCH_PEOPLE),
    ("control_room", "Control room", Permission.DISPATCH),
    ("imu_desk", "IMU", Permission.WORK_IMU_DESK),
    ("allocation", "Allocation", Permission.ALLOCATE),
    ("my_crimes", "My crimes", Permission.INVESTIGATE),
    ("team", "Team", Permission.REVIEW_AS_SUPERVISOR),
    ("vulnerability", "Vulnerability", Permission.WORK_VULNERABILITY_DESK),
    ("victims", "Victims", Permission.WORK_VICTIMS_DESK),
    ("outcomes_to_decide", "Outcomes", Permission.DECIDE_OUTCOME),
    ("registrar", "Registrar", Permission.DECIDE_CANCELLATION),
    ("queues", "Queues", Permission.SEE_MEASURES),
    ("breaches", "Breaches", Permission.SEE_MEASURES),
    ("inspection", "Inspection", Permission.SEE_MEASURES),
    ("scoring", "Second scoring", Permission.SCORE_BLIND),
    ("practice", "Practice calls", Permission.PRACTISE),
    ("outbox", "Outbox", Permission.SEND_MESSAGES),
    ("emergency_openings", "Emergency openings", Permission.REVIEW_BREAK_GLASS),
    ("exports", "Exports", Permission.EXPORT),
    ("roles", "Roles", Permission.ADMINISTER),
    ("connections", "Connections", Permission.DECLARE_CONNECTION),
    ("public_figures", "Public figures", Permission.SEE_PUBLIC_FIGURES),
)


@value
class NavigationItem:
    """One item: the page it opens, its words, and whether it is the page being shown."""

    page: str
    words: str
    is_here: bool


def navigation_for(officer: Officer, here: str) -> tuple[NavigationItem, ...]:
    """The items that this officer may open."""
    return tuple(
        NavigationItem(page=page, words=words, is_here=page == here)
        for page, words, permission in ITEMS
        if may(officer, permission)
    )
