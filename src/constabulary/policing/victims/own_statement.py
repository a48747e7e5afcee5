"""The victim personal statement: offered with the witness statement and again at a charge, made, declined or for later.

It says what the crime did to the victim. It can be added to until court and never changed; whether it is read aloud, and
by whom, is theirs to say.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum

from constabulary.policing.clocks import end_of
from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.duties.catalogue import CATALOGUE, DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.standards.calendar import local_day
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.values import value
from constabulary.standards.victims import PERSONAL_STATEMENT

REASONS = ReasonsCatalogue("own_statement")
CODE = "Code of Practice for Victims of Crime, November 2020, right 7"


class Wish(StrEnum):
    """What became of the offer."""

    MADE = "made"
    LATER = "later"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """What people call it."""
        return WISH_TITLES[self]


WISH_TITLES = {
    Wish.MADE: "They made one",
    Wish.LATER: "Not now: they want to be asked again",
    Wish.DECLINED: "Offered and declined",
}


class AtCourt(StrEnum):
    """Whether it is read aloud at court, and by whom."""

    NOT_SAID = "not_said"
    THEMSELVES = "themselves"
    PROSECUTOR = "prosecutor"
    SOMEBODY = "somebody"
    NOT_READ = "not_read"

    @property
    def label(self) -> str:
        """What people call it."""
        return AT_COURT_TITLES[self]


AT_COURT_TITLES = {
    AtCourt.NOT_SAID: "Not said yet",
    AtCourt.THEMSELVES: "They want to read it aloud themselves",
    AtCourt.PROSECUTOR: "The prosecutor is to read it aloud",
    AtCourt.SOMEBODY: "Somebody else is to read it aloud",
    AtCourt.NOT_READ: "It is not to be read aloud; the court has it",
}


@value
class OfferDetails:
    """An offer of a personal statement and the answer, in the victim's words where they gave any."""

    wish: Wish
    at_court: AtCourt = AtCourt.NOT_SAID
    reader: str = ""
    reference: str = ""
    words: str = ""
    again_on: date | None = None


def _reason(code: str, sentence: str, field: str) -> Reason:
    return REASONS.add(code, sentence, source=CODE, confidence=Confidence.READ, field=field)


REFERENCE_MISSING = _reason("reference-missing", "Enter the reference of the statement they made.", "reference")
AGAIN_MISSING = _reason("again-missing", "Agree on which day they are asked again.", "again_on")
AGAIN_IN_PAST = _reason("again-in-past", "That day is not to come.", "again_on")
READER_MISSING = _reason("reader-missing", "Say who is to read it.", "reader")
WORDS_MISSING = _reason("words-missing", "Write down how it was offered and what they said.", "words")


def find_reasons_against_offer(details: OfferDetails, *, at: datetime) -> Reasons:
    """What the record of an offer lacks."""
    again = details.again_on
    against: list[tuple[bool, Reason]] = [
        (details.wish is Wish.MADE and not details.reference.strip(), REFERENCE_MISSING),
        (details.wish is Wish.LATER and again is None, AGAIN_MISSING),
        (details.wish is Wish.LATER and again is not None and again <= local_day(at), AGAIN_IN_PAST),
        (details.at_court is AtCourt.SOMEBODY and not details.reader.strip(), READER_MISSING),
        (details.wish is not Wish.MADE and not details.words.strip(), WORDS_MISSING),
    ]
    return tuple(reason for applies, reason in against if applies)


def offer_statement_due(rulebook: Rulebook, *, at: datetime, risk: int, on: date | None = None) -> DutyDue:
    """Offering a personal statement: within our days of the witness statement or charge, or on the day agreed."""
    standard = rulebook[PERSONAL_STATEMENT]
    kind = DutyKind.OFFER_PERSONAL_STATEMENT
    return DutyDue(
        kind=kind, desk=CATALOGUE[kind].desk, due_at=end_of(on or local_day(at) + timedelta(days=standard.value)),
        rule=standard.key, edition=standard.edition, risk=risk,
    )  # fmt: skip
