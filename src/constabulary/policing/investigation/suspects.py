"""Suspects: the vocabulary of where someone stands, what each word asks for, and who counts as named or outstanding."""

from datetime import date
from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.people.names import parts_of
from constabulary.standards.dated import Confidence
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("suspect")
OURS = "Our safeguard"


class SuspectStatus(StrEnum):
    """Where someone who may have done it stands."""

    UNKNOWN = "unknown"
    DESCRIBED = "described"
    NAMED_NOT_LOCATED = "named_not_located"
    NAMED_NOT_ARRESTED = "named_not_arrested"
    VOLUNTARY_ATTENDANCE_ARRANGED = "voluntary_attendance_arranged"
    INTERVIEWED_VOLUNTARILY = "interviewed_voluntarily"
    WANTED_CIRCULATED = "wanted_circulated"
    ARRESTED_IN_CUSTODY = "arrested_in_custody"
    BAILED_PRE_CHARGE = "bailed_pre_charge"
    UNDER_INVESTIGATION = "under_investigation"
    NO_FURTHER_ACTION = "no_further_action"
    OUT_OF_COURT_PENDING = "out_of_court_pending"
    POSTAL_REQUISITION_ISSUED = "postal_requisition_issued"
    CHARGED = "charged"
    CHARGED_REMANDED = "charged_remanded"
    CHARGED_BAIL = "charged_bail"
    DECEASED = "deceased"
    ELIMINATED = "eliminated"

    @property
    def label(self) -> str:
        """What people call it."""
        return SUSPECT_STATUS_TITLES[self]


S = SuspectStatus
SUSPECT_STATUS_TITLES = {
    S.UNKNOWN: "Unknown",
    S.DESCRIBED: "Described, not named",
    S.NAMED_NOT_LOCATED: "Named, not located",
    S.NAMED_NOT_ARRESTED: "Named, not arrested or interviewed",
    S.VOLUNTARY_ATTENDANCE_ARRANGED: "Voluntary attendance arranged",
    S.INTERVIEWED_VOLUNTARILY: "Interviewed as a volunteer",
    S.WANTED_CIRCULATED: "Circulated as wanted",
    S.ARRESTED_IN_CUSTODY: "Arrested, in custody",
    S.BAILED_PRE_CHARGE: "On pre-charge bail",
    S.UNDER_INVESTIGATION: "Released under investigation",
    S.NO_FURTHER_ACTION: "No further action",
    S.OUT_OF_COURT_PENDING: "Out-of-court resolution pending",
    S.POSTAL_REQUISITION_ISSUED: "Postal requisition issued",
    S.CHARGED: "Charged",
    S.CHARGED_REMANDED: "Charged, remanded in custody",
    S.CHARGED_BAIL: "Charged, on bail",
    S.DECEASED: "Has died",
    S.ELIMINATED: "Eliminated from the enquiry",
}

#: Nobody whose name is known: outcome 14 and 18 look at this.
UNNAMED = frozenset({S.UNKNOWN, S.DESCRIBED, S.ELIMINATED})
#: Waiting to be found, arrested or interviewed; voluntary attendance counts once its day has passed.
OUTSTANDING = frozenset({S.NAMED_NOT_LOCATED, S.NAMED_NOT_ARRESTED, S.WANTED_CIRCULATED})
#: Statuses that can only follow an interview under caution or custody.
INTERVIEWED = frozenset(
    {
        S.INTERVIEWED_VOLUNTARILY, S.BAILED_PRE_CHARGE, S.UNDER_INVESTIGATION, S.OUT_OF_COURT_PENDING,
        S.POSTAL_REQUISITION_ISSUED, S.CHARGED, S.CHARGED_REMANDED, S.CHARGED_BAIL,
    }
)  # fmt: skip
CHARGED = frozenset({S.CHARGED, S.CHARGED_REMANDED, S.CHARGED_BAIL, S.POSTAL_REQUISITION_ISSUED})
#: Changes of which a victim must be told (Victims' Code, information on the investigation).
VICTIM_IS_TOLD = frozenset(
    {
        S.INTERVIEWED_VOLUNTARILY, S.ARRESTED_IN_CUSTODY, S.BAILED_PRE_CHARGE, S.UNDER_INVESTIGATION,
        S.NO_FURTHER_ACTION, S.OUT_OF_COURT_PENDING, *CHARGED,
    }
)  # fmt: skip

#: Where one event puts a person in every crime they are held for at once; a charge, or that no action is taken, is decided
#: crime by crime.
OF_EVERY_CRIME = frozenset({S.ARRESTED_IN_CUSTODY, S.BAILED_PRE_CHARGE, S.UNDER_INVESTIGATION})

_TO_FACE = (S.WANTED_CIRCULATED, S.VOLUNTARY_ATTENDANCE_ARRANGED, S.ARRESTED_IN_CUSTODY)
_DECIDED = (
    S.NO_FURTHER_ACTION, S.OUT_OF_COURT_PENDING, S.POSTAL_REQUISITION_ISSUED, S.CHARGED, S.CHARGED_REMANDED,
    S.CHARGED_BAIL,
)  # fmt: skip
_OUT = (S.ELIMINATED, S.DECEASED)

#: From each status, the statuses that may follow.
MAY_FOLLOW: dict[SuspectStatus, tuple[SuspectStatus, ...]] = {
    S.UNKNOWN: (S.DESCRIBED, S.NAMED_NOT_LOCATED, S.NAMED_NOT_ARRESTED, S.ARRESTED_IN_CUSTODY),
    S.DESCRIBED: (S.NAMED_NOT_LOCATED, S.NAMED_NOT_ARRESTED, S.ARRESTED_IN_CUSTODY, S.ELIMINATED),
    S.NAMED_NOT_LOCATED: (S.NAMED_NOT_ARRESTED, *_TO_FACE, *_OUT),
    S.NAMED_NOT_ARRESTED: (S.NAMED_NOT_LOCATED, *_TO_FACE, S.NO_FURTHER_ACTION, *_OUT),
    S.VOLUNTARY_ATTENDANCE_ARRANGED: (
        S.INTERVIEWED_VOLUNTARILY, S.NAMED_NOT_ARRESTED, S.WANTED_CIRCULATED, S.ARRESTED_IN_CUSTODY, *_OUT,
    ),
    S.INTERVIEWED_VOLUNTARILY: (*_DECIDED, S.UNDER_INVESTIGATION, S.ARRESTED_IN_CUSTODY, S.WANTED_CIRCULATED, *_OUT),
    S.WANTED_CIRCULATED: (
        S.ARRESTED_IN_CUSTODY, S.VOLUNTARY_ATTENDANCE_ARRANGED, S.NAMED_NOT_ARRESTED, S.NAMED_NOT_LOCATED, *_OUT,
    ),
    S.ARRESTED_IN_CUSTODY: (S.BAILED_PRE_CHARGE, S.UNDER_INVESTIGATION, *_DECIDED, *_OUT),
    S.BAILED_PRE_CHARGE: (S.ARRESTED_IN_CUSTODY, S.UNDER_INVESTIGATION, S.WANTED_CIRCULATED, *_DECIDED, *_OUT),
    S.UNDER_INVESTIGATION: (S.ARRESTED_IN_CUSTODY, S.BAILED_PRE_CHARGE, S.WANTED_CIRCULATED, *_DECIDED, *_OUT),
    S.NO_FURTHER_ACTION: (S.NAMED_NOT_ARRESTED, S.ARRESTED_IN_CUSTODY, *_DECIDED[1:], S.DECEASED),
    S.OUT_OF_COURT_PENDING: (_DECIDED[0], *_DECIDED[2:], S.NAMED_NOT_ARRESTED, S.ARRESTED_IN_CUSTODY, S.DECEASED),
    S.POSTAL_REQUISITION_ISSUED: (S.CHARGED, S.CHARGED_BAIL, S.WANTED_CIRCULATED, S.NO_FURTHER_ACTION, S.DECEASED),
    S.CHARGED: (S.CHARGED_REMANDED, S.CHARGED_BAIL, S.WANTED_CIRCULATED, S.NO_FURTHER_ACTION, S.DECEASED),
    S.CHARGED_REMANDED: (S.CHARGED_BAIL, S.NO_FURTHER_ACTION, S.DECEASED),
    S.CHARGED_BAIL: (S.CHARGED_REMANDED, S.WANTED_CIRCULATED, S.NO_FURTHER_ACTION, S.DECEASED),
    S.ELIMINATED: (S.NAMED_NOT_ARRESTED,),
    S.DECEASED: (),
}  # fmt: skip
#: Statuses that name a day: when attendance is arranged, bail ends, the court sits, the circulation was made.
NEEDS_MOMENT: dict[SuspectStatus, str] = {
    S.VOLUNTARY_ATTENDANCE_ARRANGED: "When they are to attend",
    S.WANTED_CIRCULATED: "When they were circulated",
    S.BAILED_PRE_CHARGE: "When bail ends",
    S.POSTAL_REQUISITION_ISSUED: "When the court sits",
    S.CHARGED_REMANDED: "When the court sits",
    S.CHARGED_BAIL: "When the court sits",
}


#: Outcomes after which nothing more is done about the suspect they are about; they are no longer waited for.
NO_FURTHER = frozenset({"9", "10", "11", "12", "13", "15", "16", "17", "20", "21"})
#: Outcomes by which something short of a court is done; whether it is kept to is still to be seen.
OUT_OF_COURT = frozenset({"2", "3", "6", "7", "8", "22"})
#: The outcome of somebody who has died.
HAS_DIED = "5"


def status_after_outcome(now: SuspectStatus, outcome: str) -> SuspectStatus:
    """Where the suspect whom an outcome is about stands once it applies; as before where nothing follows from it."""
    then = (
        S.NO_FURTHER_ACTION if outcome in NO_FURTHER
        else S.OUT_OF_COURT_PENDING if outcome in OUT_OF_COURT
        else S.DECEASED if outcome == HAS_DIED
        else now
    )  # fmt: skip
    return then if may_follow(now, then) else now


def _reason(code: str, sentence: str, field: str, *, source: str = OURS) -> Reason:
    confidence = Confidence.ASSUMPTION if source == OURS else Confidence.READ
    return REASONS.add(code, sentence, source=source, confidence=confidence, field=field)


WORDS_MISSING = _reason("words-missing", "Say what happened.", "words")
MOMENT_MISSING = _reason("moment-missing", "Say when: this step has a day of its own.", "moment")
NAME_MISSING = _reason(
    "name-missing",
    "Nobody is named here yet. Add the person first.",
    "to_status",
    source="Crime Recording Rules for Front line Officers and Staff 2026/27, pages 22-23",
)
DESCRIPTION_MISSING = _reason("description-missing", "Describe who it was, or name them.", "description")
THERE_ALREADY = _reason(
    "there-already",
    "Somebody of this name is a suspect of this crime already. If this is somebody else, describe what tells them apart.",
    "description",
    source=OURS,
)
SAME_PERSON = _reason(
    "same-person",
    "They are a suspect of this crime already, by this record or another of theirs. Go on with that entry; eliminate the one "
    "that is too many.",
    "family",
    source=OURS,
)
IS_THE_VICTIM = _reason(
    "is-the-victim",
    "They are the victim of this crime, by this record or another of theirs: nobody is both in one. What is alleged against "
    "them is a crime of its own.",
    "family",
)
IDENTITY_FIRST = _reason(
    "identity-first",
    "Establish who they truly are before they are recorded as the suspect.",
    "",
    source="Crime Recording Rules for Front line Officers and Staff 2026/27, pages 22-23",
)
NOT_NAMED = _reason(
    "not-named",
    "Only somebody who is named can have their identity established.",
    "",
    source="Crime Recording Rules for Front line Officers and Staff 2026/27, pages 22-23",
)
ENQUIRIES_REMAIN = _reason("enquiries-remain", "Say why no enquiry remains that could establish who they are.", "words")
IDENTITY_KNOWN = _reason(
    "identity-known",
    "Who they are is established: nothing can be said to be out of reach.",
    "",
    source="Our safeguard: a ruling on identity is no way round a suspect who is known",
)
STATUS_NOT_NEXT = _reason("status-not-next", "That cannot follow from where this suspect stands.", "to_status")


def may_follow(now: SuspectStatus, then: SuspectStatus) -> bool:
    """Whether a status can come next."""
    return then in MAY_FOLLOW[now]


def is_namesake(one: tuple[str, date | None], other: tuple[str, date | None]) -> bool:
    """Whether two people, each a name and a date of birth where it is known, can be one as far as these say."""
    (name, born_on), (other_name, other_born_on) = one, other
    born_apart = born_on is not None and other_born_on is not None and born_on != other_born_on
    return bool(parts_of(name)) and parts_of(name) == parts_of(other_name) and not born_apart


def find_reasons_against_adding(
    *, is_named: bool, is_same: bool, is_there: bool, is_victim: bool, description: str, words: str
) -> Reasons:
    """Why somebody cannot be added as a suspect like this.

    `is_same` is whether the very person is a suspect already, `is_there` whether one of that name is, `is_victim`
    whether they are who the crime was done to. One person twice among the suspects of a crime is arrested in one row and
    outstanding in the other.
    """
    return (
        *((DESCRIPTION_MISSING,) if not is_named and not description.strip() else ()),
        *_reasons_against_person(is_same=is_same, is_there=is_there, is_victim=is_victim, description=description),
        *((WORDS_MISSING,) if not words.strip() else ()),
    )


def find_reasons_against_putting_name(
    *, is_named: bool, is_same: bool, is_there: bool, is_victim: bool, description: str
) -> Reasons:
    """Why somebody who was only described cannot be named as this person; see `find_reasons_against_adding`."""
    return (
        *(() if is_named else (DESCRIPTION_MISSING,)),
        *_reasons_against_person(is_same=is_same, is_there=is_there, is_victim=is_victim, description=description),
    )


def _reasons_against_person(*, is_same: bool, is_there: bool, is_victim: bool, description: str) -> Reasons:
    if is_victim:
        return (IS_THE_VICTIM,)
    if is_same:
        return (SAME_PERSON,)
    return (THERE_ALREADY,) if is_there and not description.strip() else ()


def find_reasons_against_status(
    now: SuspectStatus, then: SuspectStatus, *, is_named: bool, words: str, has_moment: bool
) -> Reasons:
    """Why a suspect cannot be moved to a status like this."""
    against: list[tuple[bool, Reason]] = [
        (not may_follow(now, then), STATUS_NOT_NEXT),
        (then not in UNNAMED and not is_named, NAME_MISSING),
        (not words.strip(), WORDS_MISSING),
        (then in NEEDS_MOMENT and not has_moment, MOMENT_MISSING),
    ]
    return tuple(reason for applies, reason in against if applies)


@value
class SuspectFacts:
    """Where a suspect stands, as the outcome rules see it. `age` is that on the day of the offence, where known."""

    id: int
    status: SuspectStatus
    identity_established: bool = False
    recorded_as_suspect: bool = False
    identity_cannot_be_established: bool = False
    interviewed: bool = False
    told_responsible: bool = False
    age: int | None = None

    @property
    def is_named(self) -> bool:
        """Whether somebody's name is known whom police could identify and apprehend."""
        return self.status not in UNNAMED

    @property
    def was_heard_or_settled(self) -> bool:
        """Whether they were interviewed, or it was decided with reasons that they need not be, or they have died."""
        return self.interviewed or self.status in INTERVIEWED or self.status in {S.NO_FURTHER_ACTION, S.DECEASED}

    @property
    def bars_no_suspect(self) -> bool:
        """Whether they stand in the way of an outcome that says there is no suspect.

        Whose identity is established does, whatever was ruled before.
        """
        return self.is_named and (self.identity_established or not self.identity_cannot_be_established)
