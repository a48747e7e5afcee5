"""Questions asked together: sent to the database at once and answered in order, in place of waiting for each in turn.

A record's page asks a dozen small questions. One by one each waits for a switch to the database's process and back,
which takes longer than the answer. A question is written as a generator that yields what it asks and is given the rows.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from functools import update_wrapper
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar

from django.db import connection
from psycopg import ClientCursor

from constabulary.records.database_store import goes_past_cursors, raw_connection
from constabulary.records.pipeline import Rows, rows_alone, rows_of

T = TypeVar("T")
P = ParamSpec("P")


class Asked(NamedTuple):
    """One statement with its values; whoever yields it is given its rows."""

    statement: str
    values: Sequence[Any] | Mapping[str, Any] | None


def written_out(statement: str, values: Mapping[str, Any]) -> Asked:
    """A statement with its values written into it, planned for just these and kept by nobody.

    A plan kept for any values reckons with a handful of rows: right for one record, and a hundred times too slow for a
    count over a force or a span of days.
    """
    connection.ensure_connection()
    return Asked(ClientCursor(connection.connection).mogrify(statement, values), None)


#: Yields a statement and is given its rows, or several and is given the rows of each; returns the answer.
Asking = Generator[Asked | tuple[Asked, ...], Any, T]


class Later(Generic[T]):
    """A question put, and its answer once it has been asked together with others."""

    def __init__(self, asking: Asking[T]) -> None:
        self._asking = asking
        self._answer: list[T] = []
        self._next: Asked | tuple[Asked, ...] | None = None
        try:
            self._next = next(asking)
        except StopIteration as finished:
            # Answered without asking anything.
            self._answer.append(finished.value)

    @property
    def waiting(self) -> tuple[Asked, ...]:
        """What it asks next; nothing when it is answered."""
        return () if self._next is None else (self._next,) if isinstance(self._next, Asked) else self._next

    def told(self, found: tuple[Rows, ...]) -> None:
        """Go on with the rows of what it asked."""
        try:
            self._next = self._asking.send(found[0] if isinstance(self._next, Asked) else found)
        except StopIteration as finished:
            self._next = None
            self._answer.append(finished.value)

    @property
    def answer(self) -> T:
        """The answer. Raises IndexError before it is there."""
        return self._answer[0]


class Question(Generic[P, T]):
    """A question that can be asked at once, by calling it, or `later` together with others."""

    def __init__(self, ask: Callable[P, Asking[T]]) -> None:
        self._ask = ask
        update_wrapper(self, ask)

    def __call__(self, *arguments: P.args, **named: P.kwargs) -> T:
        """Ask it alone."""
        put = self.later(*arguments, **named)
        ask_together(put)
        return put.answer

    def later(self, *arguments: P.args, **named: P.kwargs) -> Later[T]:
        """Put the question; it is answered by `ask_together`."""
        return Later(self._ask(*arguments, **named))


def ask_together(*questions: Later[Any]) -> None:
    """Ask all of these, in as few turns as the one that asks most often needs."""
    while turn := [one for one in questions if one.waiting]:
        answered = iter(_rows_of([asked for one in turn for asked in one.waiting]))
        for one in turn:
            one.told(tuple(next(answered) for _ in one.waiting))


def ask(statement: str, values: Sequence[Any] | Mapping[str, Any] | None = None) -> Rows:
    """The rows of one statement, which the connection keeps prepared: for the few that pages ask all day long."""
    return _rows_of([Asked(statement, values)])[0]


def _rows_of(asked: list[Asked]) -> list[Rows]:
    raw = raw_connection()
    if goes_past_cursors(raw):
        with connection.wrap_database_errors:
            return rows_of(raw, asked) if len(asked) > 1 else [rows_alone(raw, *asked[0])]
    # In a transaction, or while somebody counts what is asked and is told by Django.
    with ExitStack() as stack:
        cursors = [stack.enter_context(connection.cursor()) for _ in asked]
        # Django knows no pipelines: the cursors go through the driver's connection, which is in one meanwhile.
        with connection.wrap_database_errors, raw.pipeline() if len(asked) > 1 else nullcontext():
            for cursor, one in zip(cursors, asked, strict=True):
                cursor.execute(one.statement, one.values)
        return [list(cursor.fetchall()) for cursor in cursors]
