"""What a staged row says, read by the layout: typed values, or what is wrong with which column."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any

from constabulary.policing.decisions import Reason
from constabulary.policing.investigation.suspects import NEEDS_MOMENT
from constabulary.policing.takeover import reasons as why
from constabulary.policing.takeover.layout import Column, Kind, Table
from constabulary.standards.calendar import LONDON, local_day
from constabulary.standards.values import value

CodeLists = Mapping[str, Collection[str]]
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"", "no", "n", "false", "0"})
#: Lists too long to be written out, whose codes are looked at by whoever stores the row.
OPEN_LISTS = frozenset({"offences"})


@value
class Problem:
    """Why a row is not stored, and the column that says so; empty where it is the row as a whole."""

    reason: Reason
    column: str = ""


@value
class Checked:
    """A row as it was understood. `values` has every column; what was wrong is None there."""

    values: Mapping[str, Any]
    problems: tuple[Problem, ...]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


class _Wrong(Exception):
    def __init__(self, reason: Reason) -> None:
        self.reason = reason


def check_row(table: Table, raw: Mapping[str, str], *, lists: CodeLists, at: datetime) -> Checked:
    """Read a row by its table's columns, then ask what must fit together."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in table.columns:
        try:
            values[column.name] = _read(column, raw.get(column.name, "").strip(), lists, at)
        except _Wrong as wrong:
            values[column.name] = None
            problems.append(Problem(reason=wrong.reason, column=column.name))
    broken = {one.column for one in problems}
    for reason, field in TOGETHER.get(table.name, _nothing)(values):
        if field not in broken:
            problems.append(Problem(reason=reason, column=field))
    return Checked(values=values, problems=tuple(problems))


def _read(column: Column, raw: str, lists: CodeLists, at: datetime) -> Any:
    if not raw:
        if column.required:
            raise _Wrong(why.MISSING)
        return EMPTY.get(column.kind)
    if column.longest and len(raw) > column.longest:
        raise _Wrong(why.TOO_LONG)
    if column.kind in {Kind.TEXT, Kind.REFERENCE}:
        return raw
    if column.kind is Kind.CODE:
        return _code(raw, column.list, lists)
    if column.kind is Kind.CODES:
        return tuple(_code(one.strip(), column.list, lists) for one in raw.split(";") if one.strip())
    return READERS[column.kind](raw, column, at)


def _code(raw: str, name: str, lists: CodeLists) -> str:
    if name not in OPEN_LISTS and raw not in lists[name]:
        raise _Wrong(why.NOT_ON_LIST)
    return raw


def _day(raw: str, column: Column, at: datetime) -> date:
    try:
        day = date.fromisoformat(raw)
    except ValueError as error:
        raise _Wrong(why.NOT_A_DAY) from error
    if column.past and day > local_day(at):
        raise _Wrong(why.AHEAD)
    return day


def _moment(raw: str, column: Column, at: datetime) -> datetime:
    moment = read_moment(raw)
    if moment is None:
        raise _Wrong(why.NOT_A_MOMENT)
    if column.past and moment > at:
        raise _Wrong(why.AHEAD)
    return moment


def read_moment(raw: str) -> datetime | None:
    """A day and time as the layout writes it, in London where no offset is given; None for what is none."""
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return None
    if len(raw) <= len("2026-03-01"):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=LONDON)


def _yes_no(raw: str, column: Column, at: datetime) -> bool:
    del column, at
    said = raw.casefold()
    if said not in YES | NO:
        raise _Wrong(why.NOT_YES_OR_NO)
    return said in YES


def _number(raw: str, column: Column, at: datetime) -> int:
    del column, at
    if not raw.isascii() or not raw.isdigit() or len(raw) > 9:
        raise _Wrong(why.NOT_A_NUMBER)
    return int(raw)


READERS: Mapping[Kind, Callable[[str, Column, datetime], Any]] = {
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.YES_NO: _yes_no,
    Kind.NUMBER: _number,
}
EMPTY: Mapping[Kind, Any] = {
    Kind.TEXT: "", Kind.REFERENCE: "", Kind.CODE: "", Kind.CODES: (), Kind.YES_NO: False,
}  # fmt: skip

Said = Mapping[str, Any]
Against = list[tuple[Reason, str]]


def _nothing(_said: Said) -> Against:
    return []


def _when(*conditions: tuple[Any, Reason, str]) -> Against:
    return [(reason, field) for applies, reason, field in conditions if applies]


def _restriction(said: Said) -> Against:
    return _when(
        (said["restricted_as"] and not said["restricted_to"], why.NOBODY_MAY_SEE, "restricted_to"),
        (said["restricted_to"] and not said["restricted_as"], why.NO_REASON_TO_RESTRICT, "restricted_as"),
    )


def _officer(said: Said) -> Against:
    return _when((said["pip_level"] is not None and said["pip_level"] > 4, why.NOT_ON_LIST, "pip_level"))


def _person(said: Said) -> Against:
    is_sealed = said["sealed_because"] or said["sealed_against"]
    return _restriction(said) + _when(
        (not said["given"] and not said["family"], why.NO_NAME, ""),
        (is_sealed and not said["telephone"] and not said["address_line"], why.NOTHING_TO_SEAL, "sealed_because"),
        (said["sealed_against"] and not said["sealed_because"], why.MISSING, "sealed_because"),
        (said["sealed_against"] and said["sealed_against"] == said["reference"], why.AGAINST_THEMSELVES, "sealed_against"),
    )  # fmt: skip


def _incident(said: Said) -> Against:
    is_closed = said["status"] == "closed"
    return _restriction(said) + _when(
        (is_closed and not said["closed_at"], why.NO_CLOSING, "closed_at"),
        (is_closed and not said["closing_words"], why.NO_CLOSING, "closing_words"),
        (_before(said["closed_at"], said["reported_at"]), why.ENDS_BEFORE, "closed_at"),
    )


def _crime(said: Said) -> Against:
    state = said["status"]
    is_with_officer = state in {"allocated", "investigating"}
    return _restriction(said) + _when(
        (is_with_officer and not said["officer"], why.NO_OFFICER, "officer"),
        (is_with_officer and not said["allocated_at"], why.NO_ALLOCATION, "allocated_at"),
        (state == "investigating" and not said["plan"], why.MISSING, "plan"),
        (state == "finalised" and not said["outcome"], why.NO_OUTCOME, "outcome"),
        (state == "finalised" and not said["finalised_at"], why.NO_OUTCOME, "finalised_at"),
        (state not in {"", None, "finalised", "cancelled"} and said["outcome"], why.NOT_FINALISED, "outcome"),
        (state == "cancelled" and not said["cancellation"], why.NO_CANCELLATION, "cancellation"),
        (state == "cancelled" and not said["cancelled_at"], why.NO_CANCELLATION, "cancelled_at"),
        (_before(said["occurred_to"], said["occurred_from"]), why.ENDS_BEFORE, "occurred_to"),
    )


def _suspect(said: Said) -> Against:
    unnamed = said["status"] in {"unknown", "described", "eliminated", None}
    return _when(
        (not unnamed and not said["person"], why.NO_PERSON, "person"),
        (said["status"] in NEEDS_MOMENT and not said["until"], why.MISSING, "until"),
    )


def _bail(said: Said) -> Against:
    return _when(
        (_before(said["released_at"], said["arrested_at"]), why.ENDS_BEFORE, "released_at"),
        (_before(said["ends_at"], said["released_at"]), why.ENDS_BEFORE, "ends_at"),
    )


def _task(said: Said) -> Against:
    return _when(
        (bool(said["crime"]) == bool(said["incident"]), why.NO_SUBJECT, "crime"),
        (said["suspect"] and not said["crime"], why.NO_SUBJECT, "crime"),
        (said["kind"] == "follow_line" and not said["words"], why.NO_WORDS, "words"),
        (said["kind"] == "follow_line" and not said["crime"], why.NO_SUBJECT, "crime"),
    )


def _before(end: datetime | None, start: datetime | None) -> bool:
    return end is not None and start is not None and end < start


TOGETHER: Mapping[str, Callable[[Said], Against]] = {
    "officers": _officer,
    "people": _person,
    "incidents": _incident,
    "crimes": _crime,
    "suspects": _suspect,
    "bail": _bail,
    "tasks": _task,
}
