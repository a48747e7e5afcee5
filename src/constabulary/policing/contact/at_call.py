"""What a call must have before its incident is opened, beside the field it belongs to."""

from datetime import datetime

from constabulary.policing.contact.channels import Lives
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.incident_categories import incident_categories, reports_crime

REASONS = ReasonsCatalogue("call")
NSIR = "National Standard for Incident Recording 2011"

SUMMARY_MISSING = REASONS.add(
    "summary-missing",
    "Say what has happened.",
    source=f"{NSIR}, 1.4",
    confidence=Confidence.READ,
    field="summary",
)
CATEGORY_MISSING = REASONS.add(
    "category-missing",
    "Choose the incident category from the list.",
    source=f"{NSIR}, chapter 2",
    confidence=Confidence.READ,
    field="category",
)
PLACE_MISSING = REASONS.add(
    "place-missing",
    "Say where: an address, or the nearest place you can name; or tick that it is not known yet.",
    source=f"{NSIR}, 1.4",
    confidence=Confidence.READ,
    field="place_line",
)
PLACE_GIVEN = REASONS.add(
    "place-given",
    "You wrote where it is: take the tick away, or empty the place.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="place_is_unknown",
)
HISTORY_NOT_CHECKED = REASONS.add(
    "history-not-checked",
    "Look at what is known of the caller and the place, and record that you did, before you grade.",
    source="HMICFRS victim service assessments; PAF 2023-25",
    confidence=Confidence.READ,
    field="history_checked",
)
ANSWERED_IN_FUTURE = REASONS.add(
    "answered-in-future",
    "The call cannot have been answered in the future.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="answered_at",
)
CRIME_NOT_ASKED = REASONS.add(
    "crime-not-asked",
    "Say whether anyone reports a crime: yes or no.",
    source="Home Office Crime Recording Rules 2026/27, page 10",
    confidence=Confidence.READ,
    field="crime_reported",
)
CATEGORY_SAYS_CRIME = REASONS.add(
    "category-says-crime",
    "The category says that a crime is reported. Choose another category, or answer yes.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="crime_reported",
)


HOME_MISSING = REASONS.add(
    "home-missing",
    "Say where the caller lives: number and street.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="home_line",
)
HOME_OF_NOBODY = REASONS.add(
    "home-of-nobody",
    "A home is kept with a person: name the caller, or write where they live in the account.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="caller_lives",
)
HOME_NOT_KNOWN = REASONS.add(
    "home-not-known",
    "They cannot be said to live there while nobody knows where it is: leave it open, or write the address.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="caller_lives",
)
HOME_NOT_ASKED = REASONS.add(
    "home-not-asked",
    "You wrote a home: say that the caller lives at another address, or empty it.",
    source="Our safeguard",
    confidence=Confidence.ASSUMPTION,
    field="caller_lives",
)


GRADE_NOT_AT_ONCE = REASONS.add(
    "grade-not-at-once",
    "Only where somebody is to be there within the hour is an incident opened before THRIVE.",
    source="Our safeguard: opening before THRIVE puts it off and never leaves it out",
    confidence=Confidence.ASSUMPTION,
)
MOST_URGENT_AT_ONCE = REASONS.add(
    "most-urgent-at-once",
    "What you ticked calls for the most urgent grade: open it at that.",
    source="Our safeguard: nothing is opened below a floor that is known already",
    confidence=Confidence.ASSUMPTION,
)


def find_reasons_against_grade_at_once(grade: str, *, pressing: tuple[str, ...], floor: int | None) -> Reasons:
    """Why an incident cannot be opened at this grade before THRIVE; `floor` is the rank that what is ticked forces."""
    if grade not in pressing:
        return (GRADE_NOT_AT_ONCE,)
    return (MOST_URGENT_AT_ONCE,) if floor == 1 and grade != pressing[0] else ()


def find_reasons_against_home(
    lives: Lives, *, caller_is_named: bool, line: str, place_is_given: bool = True
) -> Reasons:
    """Why what was said of the caller's home cannot be kept as it is: nothing typed of it may go nowhere."""
    against: list[tuple[bool, Reason]] = [
        (lives is Lives.ELSEWHERE and not line.strip(), HOME_MISSING),
        (lives is Lives.HERE and not place_is_given, HOME_NOT_KNOWN),
        (lives in {Lives.HERE, Lives.ELSEWHERE} and not caller_is_named, HOME_OF_NOBODY),
        (lives is not Lives.ELSEWHERE and bool(line.strip()), HOME_NOT_ASKED),
    ]
    return tuple(reason for applies, reason in against if applies)


def is_crime_reported(category: str, said: bool | None) -> bool:
    """Whether a crime is reported: a category of crime says so by itself; else what somebody said."""
    return reports_crime(category) or bool(said)


def find_reasons_against_crime_answer(category: str, said: bool | None) -> Reasons:
    """Why what was said, or not said, of a crime cannot stand beside the category: silence is never a no."""
    if reports_crime(category):
        return (CATEGORY_SAYS_CRIME,) if said is False else ()
    return (CRIME_NOT_ASKED,) if said is None else ()


def is_taken_as_reported(category: str, said: bool | None) -> bool:
    """Whether a crime is taken as reported where nobody had time to ask: unless somebody said no, it will be decided."""
    return reports_crime(category) or said is not False


def find_reasons_against_opening(*, summary: str, category: str, answered_at: datetime, at: datetime) -> Reasons:
    """Why an incident cannot be opened at once, before THRIVE: only what and which category count.

    Not where: a caller who is silent, or does not know where they are, is found after.
    """
    is_known = any(one.code == category and one.is_offered_on(at) for one in incident_categories())
    against: list[tuple[bool, Reason]] = [
        (not summary.strip(), SUMMARY_MISSING),
        (not is_known, CATEGORY_MISSING),
        (answered_at > at, ANSWERED_IN_FUTURE),
    ]
    return tuple(reason for applies, reason in against if applies)


def find_reasons_against_call(
    *,
    summary: str,
    category: str,
    crime_reported: bool | None,
    place_is_given: bool,
    place_is_unknown: bool = False,
    history_checked: bool,
    answered_at: datetime,
    at: datetime,
) -> Reasons:
    """Why an incident cannot be opened from this call yet; nothing when it can."""
    found = find_reasons_against_opening(summary=summary, category=category, answered_at=answered_at, at=at)
    # Which answer is wanted depends on the category: without one it is asked only where nothing was said.
    return (
        *found,
        *(() if place_is_given or place_is_unknown else (PLACE_MISSING,)),
        *((PLACE_GIVEN,) if place_is_given and place_is_unknown else ()),
        *(() if history_checked else (HISTORY_NOT_CHECKED,)),
        *find_reasons_against_crime_answer(category, crime_reported),
    )
