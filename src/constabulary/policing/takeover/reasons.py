"""Why a staged row is not stored, why a row waits, and why the old system cannot be left yet."""

from constabulary.policing.decisions import Reason, ReasonsCatalogue
from constabulary.standards.dated import Confidence

REASONS = ReasonsCatalogue("takeover")
OURS = "Our safeguard"


def _reason(code: str, sentence: str, field: str = "") -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field=field)


MISSING = _reason("missing", "This has to be given and is empty.")
TOO_LONG = _reason("too-long", "This is longer than the product keeps.")
NOT_A_DAY = _reason("not-a-day", "This is no day. Write it as 2026-03-01.")
NOT_A_MOMENT = _reason("not-a-moment", "This is no day and time. Write it as 2026-03-01T14:05:00+00:00.")
AHEAD = _reason("ahead", "This has been in the old system and cannot lie ahead.")
NOT_YES_OR_NO = _reason("not-yes-or-no", "Write yes or no.")
NOT_A_NUMBER = _reason("not-a-number", "This is no whole number.")
NOT_ON_LIST = _reason("not-on-list", "This code is not on the list of the column.")
OFFENCE_AMBIGUOUS = _reason(
    "offence-ambiguous",
    "This code stands for offences with a victim and without one. Give the key of the row that is meant.",
)
SAME_REFERENCE = _reason("same-reference", "Another row of the table has this reference and says otherwise.")
CHANGED_SINCE = _reason(
    "changed-since", "This was taken over before and the old system now says otherwise. Correct it in the product."
)
NOT_THERE = _reason("not-there", "The row that this leads to has not been taken over.")
NO_NAME = _reason("no-name", "Neither a given nor a family name is there.")
OFFICER_OTHERWISE = _reason("officer-otherwise", "This number belongs to an officer of another name.")
NO_OFFICER = _reason("no-officer", "A crime that is allocated has an officer.")
NO_ALLOCATION = _reason("no-allocation", "A crime that has an officer was allocated at some moment.")
NO_OUTCOME = _reason("no-outcome", "A finalised crime has an outcome and the moment of it.")
NOT_FINALISED = _reason("not-finalised", "Only a finalised crime has an outcome.")
NO_CANCELLATION = _reason("no-cancellation", "A cancelled crime has a code and the moment of it.")
ENDS_BEFORE = _reason("ends-before", "This ends before it begins.")
NO_PERSON = _reason("no-person", "Somebody with this status has a name: say which person it is.")
NO_WORDS = _reason("no-words", "A task of this kind says what is to be done.")
NO_SUBJECT = _reason("no-subject", "A task is about one crime or one incident.")
NO_CLOSING = _reason("no-closing", "A closed incident has the moment and the words it was closed with.")
NOBODY_MAY_SEE = _reason(
    "nobody-may-see", "A restricted record names the officers or teams who may see it, or nobody could look after it."
)
NO_REASON_TO_RESTRICT = _reason("no-kind-of-restriction", "A restricted record says which kind of restriction it is.")
NOTHING_TO_SEAL = _reason("nothing-to-seal", "There is no address and no telephone number to be sealed.")
AGAINST_THEMSELVES = _reason("against-themselves", "Nothing is sealed against the person it protects.")
DATABASE_REFUSES = _reason("database-refuses", "The database refuses this row as it stands.")
HAS_NO_PLACE = _reason(
    "has-no-place", "The product has no place for these yet. The row is kept as it came and can be loaded later."
)
COLUMN_UNKNOWN = _reason("column-unknown", "The layout has no such column.")
COLUMN_MISSING = _reason("column-missing", "This column is missing.")
NOT_READABLE = _reason("not-readable", "This line does not have as many fields as the heading.")

NAME_MISSING = _reason("name-missing", "Say which system it is that is left.", "name")
CUT_OVER_ALREADY = _reason("cut-over-already", "The old system has been left: nothing more is taken over from it.")
NOTHING_COMPARED = _reason(
    "nothing-compared", "Nothing has been compared since the last rows came in. Compare both systems first."
)
COMPARED_LONG_AGO = _reason(
    "compared-long-ago", "Both systems were compared too long ago. Work has gone on since: compare them again."
)
DOES_NOT_BALANCE = _reason(
    "does-not-balance", "The two systems differ. Each difference is put right, or accepted with its reason, first."
)
SAMPLE_OPEN = _reason("sample-open", "Rows drawn to be looked at by eye have not all been looked at.")
NOTHING_TOLD = _reason("nothing-told", "The old system told nothing to compare with.")
WORDS_MISSING = _reason("words-missing", "Say why, in words that can be read in years.", "words")
NO_SUCH_DIFFERENCE = _reason("no-such-difference", "This difference is not there any more. Look at the newest list.")
ACCEPTED_ALREADY = _reason("accepted-already", "This difference has been accepted already.")
ANSWERED_ALREADY = _reason("answered-already", "This row has been looked at already.")
ANSWER_MISSING = _reason("answer-missing", "Say whether both systems say the same.", "answer")
SAY_WHAT_DIFFERS = _reason("say-what-differs", "Say what differs.", "words")
NO_SUCH_PAIR = _reason("no-such-pair", "This pair is not there any more. Look at the next.")
