"""Questions sent to PostgreSQL past the driver's cursors: many small ones at once, or one alone.

A cursor costs the web server's process ten times what a small question costs to send and its answer to read; a record's
page asks thirty. Here the same driver's connection sends each statement by its name, prepared once a connection, and the
same driver's adapters turn values and answers. What is asked at once is asked of one snapshot, so that a page tells of one moment.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from select import POLLIN, POLLOUT, poll
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from psycopg import abc
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import FeatureNotSupported, InvalidSqlStatementName, error_from_result
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

Rows = list[tuple[Any, ...]]
Values = Sequence[Any] | Mapping[str, Any] | None

#: A place for a value in a statement as the driver takes it, and a per cent sign.
PLACES = re.compile(r"%(?:\((\w+)\)s|s|%)")
BEGIN, COMMIT = b"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", b"COMMIT"


@dataclass
class Prepared:
    """The statements that a connection has prepared here, by their words and the types of their values.

    A name is never used again: what was let go, or failed to be prepared, is prepared under another.
    """

    names: dict[tuple[bytes, tuple[int, ...]], bytes] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def sending(self, transformer: abc.Transformer, statement: str, values: Values) -> list[Callable[[PGconn], None]]:
        """What sends a statement with its values; before it, the first time, what prepares it."""
        if values is None:
            # What has its values in it is never asked again; prepared, each would stay until the connection ends.
            return [lambda to: to.send_query_params(statement.encode(), None)]
        query, names = numbered(statement)
        given = _in_order(values, names)
        dumped = transformer.dump_sequence(given, [PyFormat.AUTO] * len(given))
        types, formats = transformer.types or (), transformer.formats
        name = self.names.get((query, types))
        if name is not None:
            return [lambda to: to.send_query_prepared(name, dumped, formats)]
        made = self.names[query, types] = b"asked_%d" % next(self.numbers)
        return [
            lambda to: to.send_prepare(made, query, types),
            lambda to: to.send_query_prepared(made, dumped, formats),
        ]


_prepared: "WeakKeyDictionary[psycopg.Connection[Any], Prepared]" = WeakKeyDictionary()


@lru_cache(maxsize=4096)
def numbered(statement: str) -> tuple[bytes, tuple[str, ...]]:
    """The statement with numbered places, as the server takes it, and the names of the values in that order.

    Places without a name have none. One that is named again has the same number.
    """
    names: list[str] = []
    places = count(1)

    def numbered_place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        if not found[1]:
            return f"${next(places)}"
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    return PLACES.sub(numbered_place, statement).encode(), tuple(names)


def may_ask(raw: "psycopg.Connection[Any]") -> bool:
    """Whether this connection is in no transaction, nor would be with its next statement."""
    return raw.autocommit and raw.info.transaction_status is TransactionStatus.IDLE


def rows_of(raw: "psycopg.Connection[Any]", asked: Sequence[tuple[str, Values]]) -> list[Rows]:
    """The rows of each statement, asked in one turn of one snapshot; none may write. Outside a transaction only.

    Raises psycopg.Error, with the connection as it was before.
    """
    try:
        return _rows_of(raw, asked)
    except (InvalidSqlStatementName, FeatureNotSupported):
        # The driver lets everything go that was prepared when an act is rolled back, and a migration gives the views other
        # columns; what only reads can be asked again.
        return _rows_of(raw, asked)


def rows_alone(raw: "psycopg.Connection[Any]", statement: str, values: Values) -> Rows:
    """The rows of one statement, which may write: a transaction of its own, durable before this returns. Outside a transaction only.

    Raises psycopg.Error, with the connection as it was before and nothing written.
    """
    try:
        return _rows_alone(raw, statement, values)
    except (InvalidSqlStatementName, FeatureNotSupported):
        # As in `rows_of`: what the server no longer holds prepared has not been carried out.
        return _rows_alone(raw, statement, values)


def _rows_of(raw: "psycopg.Connection[Any]", asked: Sequence[tuple[str, Values]]) -> list[Rows]:
    transformer: abc.Transformer = Transformer.from_context(raw)
    prepared = _prepared.setdefault(raw, Prepared())
    held = len(prepared.names)
    send = [one for statement, values in asked for one in prepared.sending(transformer, statement, values)]
    with _closed_when_cut_short(raw):
        results = _results(raw.pgconn, send)
    if failed := next((one for one in results if one.status == ExecStatus.FATAL_ERROR), None):
        raise _failure(raw, prepared, held, failed)
    found = []
    for one in results:
        if one.status == ExecStatus.TUPLES_OK:
            transformer.set_pgresult(one)
            found.append(transformer.load_rows(0, one.ntuples, tuple))
    return found


def _rows_alone(raw: "psycopg.Connection[Any]", statement: str, values: Values) -> Rows:
    transformer: abc.Transformer = Transformer.from_context(raw)
    prepared = _prepared.setdefault(raw, Prepared())
    held = len(prepared.names)
    rows: Rows = []
    for send in prepared.sending(transformer, statement, values):
        with _closed_when_cut_short(raw):
            result = _result(raw.pgconn, send)
        if result is not None and result.status == ExecStatus.FATAL_ERROR:
            raise _failure(raw, prepared, held, result)
        if result is not None and result.status == ExecStatus.TUPLES_OK:
            transformer.set_pgresult(result)
            rows = transformer.load_rows(0, result.ntuples, tuple)
    return rows


@contextmanager
def _closed_when_cut_short(raw: "psycopg.Connection[Any]") -> Iterator[None]:
    try:
        yield
    except BaseException:
        # Cut short, by the network or by whoever ends this process: what would still come belongs to nobody.
        raw.close()
        raise


def _failure(raw: "psycopg.Connection[Any]", prepared: Prepared, held: int, failed: PGresult) -> psycopg.Error:
    """What went wrong, with the connection in no transaction; so many statements were prepared before."""
    error = error_from_result(failed, encoding=raw.info.encoding)
    # What was to be prepared this time may not have been. What was before still is, unless that is what it failed of.
    keeps = 0 if isinstance(error, InvalidSqlStatementName | FeatureNotSupported) else held
    for made in list(prepared.names)[keeps:]:
        del prepared.names[made]
    raw.rollback()
    return error


def _result(connection: PGconn, send: Callable[[PGconn], None]) -> PGresult | None:
    """What came back of one message, which the server carries out by itself."""
    send(connection)
    found: PGresult | None = None
    unsent = connection.flush()
    while True:
        while not connection.is_busy():
            result = connection.get_result()
            if result is None:
                return found
            found = result
        unsent = _wait(connection, unsent)


def _results(connection: PGconn, send: list[Callable[[PGconn], None]]) -> list[PGresult]:
    """Everything sent at once, between BEGIN and COMMIT, and what came back."""
    connection.enter_pipeline_mode()
    connection.send_query_params(BEGIN, None)
    for one in send:
        one(connection)
    connection.send_query_params(COMMIT, None)
    connection.pipeline_sync()
    found: list[PGresult] = []
    unsent = connection.flush()
    while True:
        while not connection.is_busy():
            result = connection.get_result()
            if result is None:
                continue
            if result.status == ExecStatus.PIPELINE_SYNC:
                connection.exit_pipeline_mode()
                return found
            found.append(result)
        unsent = _wait(connection, unsent)


def _wait(connection: PGconn, unsent: int) -> int:
    """Wait for the server, and take what it sent; whether something is still to be sent.

    Both ways at once: a server whose answers nobody takes would take no more questions.
    """
    waiting = poll()
    waiting.register(connection.socket, POLLIN | POLLOUT if unsent else POLLIN)
    if waiting.poll()[0][1] != POLLOUT:
        connection.consume_input()
    return connection.flush() if unsent else 0


def _in_order(values: Values, names: tuple[str, ...]) -> Sequence[Any]:
    if isinstance(values, Mapping):
        return [values[name] for name in names]
    return values or ()
