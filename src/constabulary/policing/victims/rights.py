"""The rights of the Victims' Code that apply to a victim, each with its day: due, late, met or met late."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.standards.values import value


class Standing(StrEnum):
    """How a right stands."""

    LATE = "late"
    DUE = "due"
    MET_LATE = "met_late"
    MET = "met"
    FELL_AWAY = "fell_away"
    NOT_YET = "not_yet"

    @property
    def label(self) -> str:
        """What people call it."""
        return STANDING_TITLES[self]


STANDING_TITLES: Mapping[Standing, str] = {
    Standing.LATE: "Late",
    Standing.DUE: "Due",
    Standing.MET_LATE: "Done late",
    Standing.MET: "Done",
    Standing.FELL_AWAY: "No longer due",
    Standing.NOT_YET: "Not due yet",
}

#: Each right as it is owed in an investigation: its number in the code, and its words.
RIGHTS: Mapping[DutyKind, tuple[int, str]] = {
    DutyKind.ACKNOWLEDGE_REPORT: (3, "The report acknowledged: in writing, or where that is not safe, told"),
    DutyKind.ASSESS_NEEDS: (4, "Their needs assessed"),
    DutyKind.REFER_TO_SUPPORT: (4, "A referral to a service that supports victims"),
    DutyKind.AGREE_CONTACT: (6, "How and how often they hear, agreed with them"),
    DutyKind.UPDATE_VICTIM: (6, "An update as agreed"),
    DutyKind.TELL_VICTIM_OF_CHANGE: (
        6,
        "To be told of an arrest, an interview, bail or its end, or that the case goes on",
    ),
    DutyKind.TELL_VICTIM_OF_OUTCOME: (6, "To be told of the outcome before it applies, and why"),
    DutyKind.OFFER_REVIEW: (6, "To ask for the decision to be looked at again"),
    DutyKind.OFFER_PERSONAL_STATEMENT: (7, "To make a personal statement"),
    DutyKind.ASK_SPECIAL_MEASURES: (8, "Help to give their best evidence"),
}


#: The same in words for the victim themselves, where those above speak of them.
RIGHTS_TO_THEM: Mapping[DutyKind, str] = {
    DutyKind.ACKNOWLEDGE_REPORT: "That your report is acknowledged: in writing, or where that is not safe, told",
    DutyKind.ASSESS_NEEDS: "Your needs assessed",
    DutyKind.AGREE_CONTACT: "How and how often you hear from us, agreed with you",
    DutyKind.ASK_SPECIAL_MEASURES: "Help to give your best evidence",
}


@value
class Owed:
    """One duty towards a victim, as the list of rights looks at it."""

    kind: DutyKind
    state: str
    due_at: datetime
    ended_at: datetime | None


@value
class Right:
    """One right of a victim: its number in the code, its words, how it stands and its day, where it has one."""

    number: int
    words: str
    standing: Standing
    words_to_them: str
    due_at: datetime | None = None
    done_at: datetime | None = None


def find_rights(owed: Iterable[Owed], *, at: datetime) -> tuple[Right, ...]:
    """Every right in the order of the code, by the duty of its kind that counts: an open one, else the latest."""
    by_kind: dict[DutyKind, list[Owed]] = {}
    for one in owed:
        # A report that is acknowledged without writing is acknowledged.
        kind = DutyKind.ACKNOWLEDGE_REPORT if one.kind is DutyKind.TELL_OF_REPORT else one.kind
        by_kind.setdefault(kind, []).append(one)
    return tuple(_right(kind, by_kind.get(kind, []), at=at) for kind in RIGHTS)


def _right(kind: DutyKind, duties: list[Owed], *, at: datetime) -> Right:
    number, words = RIGHTS[kind]
    to_them = RIGHTS_TO_THEM.get(kind, words)
    if not duties:
        return Right(number=number, words=words, words_to_them=to_them, standing=Standing.NOT_YET)
    still_open = [one for one in duties if one.state == "open"]
    counts = min(still_open, key=lambda one: one.due_at) if still_open else max(duties, key=_weight)
    return Right(
        number=number, words=words, words_to_them=to_them, standing=_standing(counts, at=at),
        due_at=counts.due_at, done_at=counts.ended_at if counts.state == "met" else None,
    )  # fmt: skip


def _weight(duty: Owed) -> tuple[datetime, bool]:
    """The latest counts; of two due at once, where one took the other's place, the one that was done."""
    return (duty.due_at, duty.state == "met")


def _standing(duty: Owed, *, at: datetime) -> Standing:
    if duty.state == "open":
        return Standing.LATE if duty.due_at < at else Standing.DUE
    if duty.state != "met":
        return Standing.FELL_AWAY
    return Standing.MET_LATE if duty.ended_at is not None and duty.ended_at > duty.due_at else Standing.MET
