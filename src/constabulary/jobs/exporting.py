"""Writing the journal to a file, seal by seal."""

from collections.abc import Callable
from datetime import datetime
from typing import IO

import psycopg

from constabulary.policing.journal.chain import entries_of
from constabulary.policing.journal.export import first_line, last_line, seal_line
from constabulary.records.queries import verification


def export_journal(
    connection: psycopg.Connection,
    handle: IO[bytes],
    *,
    force: str,
    at: datetime,
    told: Callable[[int], None] = lambda _: None,
) -> int:
    """Write every entry and seal that the connection sees, each seal after its entries; how many entries.

    What is missing is left out: the file then does not verify, as the journal does not.
    """
    handle.write(first_line(force=force, exported_at=at))
    entries = verification.read_entries(connection)
    read: dict[int, bytes] = {}
    read_to, seals, written = -1, 0, 0
    for seal in verification.read_seals(connection):
        numbers = [number for number, _ in entries_of(seal.manifest)]
        while numbers and read_to < numbers[-1] and (batch := next(entries, None)):
            read_to = batch[-1][0]
            read.update(batch)
        found = [read.pop(number) for number in numbers if number in read]
        handle.writelines(canonical + b"\n" for canonical in found)
        handle.write(seal_line(seal))
        seals += 1
        written += len(found)
        told(written)
    for batch in entries:
        read.update(batch)
    handle.writelines(canonical + b"\n" for _, canonical in sorted(read.items()))
    handle.write(last_line(seals=seals, entries=written, waiting=len(read)))
    return written + len(read)
