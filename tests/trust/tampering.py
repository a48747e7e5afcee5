"""Tamperings of the journal, by somebody who may do everything in the database and with the anchor file."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

TABLES = ("journal_entry", "journal_payload", "journal_seal")
KEYS = {"journal_entry": "id", "journal_payload": "entry", "journal_seal": "number"}


class Tamperer:
    """Does one random thing to the journal, says what, and can put everything back."""

    def __init__(self, connection: psycopg.Connection, anchors: Path, dice: random.Random) -> None:
        self.connection = connection
        self.anchors = anchors
        self.dice = dice
        self.anchors_as_they_were = anchors.read_bytes()
        # No trigger, no constraint: what a superuser can do.
        connection.execute("SET session_replication_role = replica")
        for table in TABLES:
            connection.execute(f"CREATE UNLOGGED TABLE kept_{table} AS TABLE {table}".encode())

    def put_back(self) -> None:
        """Everything as it was."""
        for table in TABLES:
            self.connection.execute(
                f"TRUNCATE {table}; INSERT INTO {table} SELECT * FROM kept_{table}".encode(), prepare=False
            )
        self.anchors.write_bytes(self.anchors_as_they_were)

    def tamper(self) -> str:
        """Do one thing; what it was. `named` is the entry that must be named for it, if it is one."""
        self.named: int | None = None
        ways: list[tuple[int, Callable[[], str]]] = [
            (8, self._flip_column),
            (3, self._delete_row),
            (3, self._insert_row),
            (3, self._exchange),
            (2, self._cut_tail),
            (1, self._truncate),
            (5, self._tamper_anchors),
        ]
        while True:
            way = self.dice.choices([way for _, way in ways], [weight for weight, _ in ways])[0]
            try:
                return way()
            except psycopg.errors.UniqueViolation:
                continue  # that number is taken: no tampering has happened

    def _table(self) -> str:
        return self.dice.choice(TABLES)

    def _row(self, table: str) -> dict[str, Any]:
        query = sql.SQL("SELECT * FROM {} ORDER BY {} OFFSET floor(%s * (SELECT count(*) FROM {})) LIMIT 1").format(
            sql.Identifier(table), sql.Identifier(KEYS[table]), sql.Identifier(table)
        )
        with self.connection.cursor(row_factory=psycopg.rows.dict_row) as cursor:
            found = cursor.execute(query, [self.dice.random()]).fetchone()
        assert found is not None
        return found

    def _flip_column(self) -> str:
        table = self._table()
        row = self._row(table)
        column = self.dice.choice(list(row))
        changed = self._other(row[column])
        if column != KEYS[table] and table != "journal_seal":
            self.named = row[KEYS[table]]
        query = sql.SQL("UPDATE {} SET {} = %s WHERE {} = %s").format(
            sql.Identifier(table), sql.Identifier(column), sql.Identifier(KEYS[table])
        )
        self.connection.execute(query, [changed, row[KEYS[table]]])
        return f"{table} {row[KEYS[table]]}: {column} from {row[column]!r:.60} to {changed!r:.60}"

    def _other(self, held: Any) -> Any:
        """Another value of the same kind, as little different as can be."""
        dice = self.dice
        if held is None:
            return dice.randrange(1, 1000)
        if isinstance(held, bytes):
            if not held:
                return b"\0"
            place = dice.randrange(len(held))
            return held[:place] + bytes([held[place] ^ 1 << dice.randrange(8)]) + held[place + 1 :]
        if isinstance(held, str):
            if not held:
                return "x"
            place = dice.randrange(len(held))
            return held[:place] + chr(ord(held[place]) ^ 1) + held[place + 1 :]
        if isinstance(held, datetime):
            return held + timedelta(microseconds=dice.choice([1, -1]))
        if isinstance(held, list):
            return held[1:] if held else (["x"] if dice.random() < 0.5 else ["0"])
        return held + dice.choice([1, -1])

    def _delete_row(self) -> str:
        table = self._table()
        key = self._row(table)[KEYS[table]]
        self.named = key if table != "journal_seal" else None
        self.connection.execute(
            sql.SQL("DELETE FROM {} WHERE {} = %s").format(sql.Identifier(table), sql.Identifier(KEYS[table])), [key]
        )
        return f"{table} {key} deleted"

    def _insert_row(self) -> str:
        """A copy of a row under another number, as consistent as one row can be."""
        table = self._table()
        row = self._row(table)
        row[KEYS[table]] += self.dice.choice([-3, -2, -1, 1, 2, 3, 1000])
        columns = sql.SQL(", ").join(map(sql.Identifier, row))
        values = sql.SQL(", ").join([sql.Placeholder()] * len(row))
        self.connection.execute(
            sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), columns, values),
            list(row.values()),
        )
        if table == "journal_entry":
            self.connection.execute(
                "UPDATE journal_entry e SET canonical = journal_canonical(e), payload_digest = '' WHERE id = %s",
                [row["id"]],
            )
            self.connection.execute(
                "UPDATE journal_entry e SET canonical = journal_canonical(e) WHERE id = %s", [row["id"]]
            )
        return f"{table} {row[KEYS[table]]} inserted"

    def _exchange(self) -> str:
        """Two rows take each other's place."""
        table = self._table()
        key = KEYS[table]
        one, other = self._row(table)[key], self._row(table)[key]
        while one == other:
            other = self._row(table)[key]
        for old, new in ((one, -1), (other, one), (-1, other)):
            self.connection.execute(
                sql.SQL("UPDATE {} SET {} = %s WHERE {} = %s").format(
                    sql.Identifier(table), sql.Identifier(key), sql.Identifier(key)
                ),
                [new, old],
            )
        return f"{table} {one} and {other} exchanged"

    def _cut_tail(self) -> str:
        table = self._table()
        key = self._row(table)[KEYS[table]]
        self.connection.execute(
            sql.SQL("DELETE FROM {} WHERE {} >= %s").format(sql.Identifier(table), sql.Identifier(KEYS[table])), [key]
        )
        return f"{table} from {key} on deleted"

    def _truncate(self) -> str:
        table = self._table()
        self.connection.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier(table)))
        return f"{table} emptied"

    def _tamper_anchors(self) -> str:
        whole, dice = self.anchors_as_they_were, self.dice
        lines = whole.splitlines(keepends=True)
        place, line = dice.randrange(len(whole)), dice.randrange(len(lines))
        other = (line + dice.randrange(1, len(lines))) % len(lines)
        exchanged = list(lines)
        exchanged[line], exchanged[other] = lines[other], lines[line]
        ways = {
            f"bit of byte {place}": whole[:place] + bytes([whole[place] ^ 1 << dice.randrange(8)]) + whole[place + 1 :],
            f"byte {place} taken out": whole[:place] + whole[place + 1 :],
            f"cut at byte {place}": whole[:place],
            f"line {line} taken out": b"".join(lines[:line] + lines[line + 1 :]),
            f"line {line} twice": b"".join([*lines[:line], lines[line], *lines[line:]]),
            f"lines {line} and {other} exchanged": b"".join(exchanged),
            "a line added": whole + lines[line].replace(lines[line].split()[0], b"%d" % (len(lines) + 1), 1),
        }
        how = dice.choice(list(ways))
        self.anchors.write_bytes(ways[how])
        return f"anchor file: {how}"
