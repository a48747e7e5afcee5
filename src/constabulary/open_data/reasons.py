"""Why a published file, or a row of one, is not taken: one catalogue, so that a stored code reads back as its sentence."""

from constabulary.policing.decisions import Reason, ReasonsCatalogue
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("open_data")
OURS = "Our own default: what a published file must be for its figures to be trusted"


def _reason(code: str, sentence: str) -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION)


# Rows
COLUMN_COUNT = _reason("column-count", "The row does not have as many columns as the heading.")
QUOTE_NOT_CLOSED = _reason("quote-not-closed", "A quotation mark on this line is never closed.")
NOT_TEXT = _reason("not-text", "The row holds a character that no text has.")
MISSING = _reason("missing", "A column that must be filled is empty.")
NOT_A_CRIME_ID = _reason("not-a-crime-id", "The Crime ID is not 64 hexadecimal digits.")
NOT_A_MONTH = _reason("not-a-month", "The month is not written as year and month, for example 2017-07.")
NOT_A_COORDINATE = _reason("not-a-coordinate", "A coordinate is not a number of degrees.")
OUTSIDE_UK = _reason("outside-uk", "The point lies outside the United Kingdom.")
HALF_A_POINT = _reason("half-a-point", "There is a longitude without a latitude, or the reverse.")
NOT_A_MOMENT = _reason("not-a-moment", "The date and time are not written as, for example, 2023-01-31T13:06:00+00:00.")
NO_TIME_ZONE = _reason(
    "no-time-zone", "The time has no time zone, so it cannot be told whether it is an hour of summer or of winter."
)
NOT_YES_OR_NO = _reason("not-yes-or-no", "The answer is neither True nor False.")
NOT_A_COUNT = _reason("not-a-count", "The count is not a whole number.")
NOT_A_NUMBER = _reason("not-a-number", "The figure is not a number.")
NOT_A_QUARTER = _reason("not-a-quarter", "The quarter is not 1, 2, 3 or 4.")
NOT_A_FINANCIAL_YEAR = _reason("not-a-financial-year", "The financial year is not written as, for example, 2018/19.")
NOT_A_DAY = _reason("not-a-day", "The day is not written as, for example, 2019-03-31.")
NOT_AN_OUTCOME = _reason("not-an-outcome", "The outcome type is not a number of the Home Office's list.")
STANDS_ALREADY = _reason("stands-already", "The file has a row for the same thing on an earlier line.")
NOT_A_TIME = _reason(
    "not-a-time", "The time is written neither as 2026-03-01 14:05:30 nor as 01/03/2026 14:05, with or without seconds."
)
HOUR_LEFT_OUT = _reason("hour-left-out", "There was no such time: the clocks went forward over it.")
ENDS_BEFORE = _reason("ends-before", "It ends before it begins.")
NO_STAGE = _reason("no-stage", "The row names no stage.")

# Files
NOTHING_THERE = _reason("nothing-there", "There is no such file or folder.")
NOT_READABLE = _reason("not-readable", "It could not be read from the disk.")
EMPTY = _reason("empty", "The file is empty.")
NO_ROWS = _reason("no-rows", "The file has a heading and no rows.")
NOT_A_TABLE = _reason("not-a-table", "It is not a table of comma-separated values.")
COLUMNS_UNKNOWN = _reason("columns-unknown", "Its columns are not those of any published table known here.")
COLUMNS_MISSING = _reason("columns-missing", "Columns are missing.")
OTHER_KIND = _reason("other-kind", "Its columns are those of another kind of table than the one asked for.")
CUT_OFF = _reason("cut-off", "The file is cut off or damaged.")
TOO_LARGE = _reason("too-large", "It unpacks to more than a published file can be, so it is not unpacked.")
LINE_TOO_LONG = _reason("line-too-long", "A line is far longer than a line of a table can be.")
UNSAFE_NAME = _reason("unsafe-name", "The archive names a place outside itself, so nothing of it is taken.")
LOCKED = _reason("locked", "The archive asks for a password.")
NOTHING_IN_IT = _reason("nothing-in-it", "There is no table of comma-separated values in it.")
FORCE_UNKNOWN = _reason(
    "force-unknown",
    "The rows of a stop and search file do not say which force and month it is of: keep the name it was published "
    "under, for example 2023-01-city-of-london-stop-and-search.csv.",
)
NO_TIMES = _reason("no-times", "None of its columns could be taken for the times of a piece of work.")
NO_SUCH_COLUMN = _reason("no-such-column", "It has no column of the name given.")
NOTHING_GOOD = _reason("nothing-good", "Not one row of it can be taken.")


class CannotRead(Exception):
    """A file cannot be taken at all; the sentence says which, why, and the particulars."""

    def __init__(self, name: str, reason: Reason, detail: str = "") -> None:
        self.name = name
        self.reason = reason
        self.detail = detail
        super().__init__(" ".join(part for part in (f"{name}:", reason.sentence, detail) if part))


class Unreadable(Exception):
    """Something in a stretch of rows cannot be taken: why, and in which column."""

    def __init__(self, reason: Reason, column: str = "") -> None:
        self.reason = reason
        self.column = column
        super().__init__(reason.sentence)
