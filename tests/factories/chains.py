"""Journals without a database: entries as canonical bytes, and the seals over them."""

import json
from datetime import UTC, datetime, timedelta

from constabulary.policing.journal.anchors import anchor_line
from constabulary.policing.journal.chain import FIRST_HASH, SealRow, make_manifest, make_seal
from constabulary.policing.journal.export import first_line, last_line, seal_line

SEALED_AT = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
Entries = list[tuple[int, bytes]]


def an_entry(number: int, transaction: int | None = None) -> tuple[int, bytes]:
    """An entry; by default of a transaction of its own number."""
    said = [number, "incident_opened", f"incident I{number}", transaction if transaction is not None else number]
    return number, json.dumps(said).encode()


def a_chain(*sizes: int) -> list[tuple[SealRow, Entries]]:
    """Seals over so many entries each, in order of number, each seal a second after the one before."""
    made: list[tuple[SealRow, Entries]] = []
    number, previous = 0, FIRST_HASH
    for count in sizes:
        entries = [an_entry(number + one) for one in range(1, count + 1)]
        number += count
        seal = make_seal(
            number=len(made) + 1, sealed_at=SEALED_AT + timedelta(seconds=len(made)), previous_hash=previous,
            manifest=make_manifest(entries), snapshot=f"1:{number + 1}:", cluster=7, base=0,
        )  # fmt: skip
        made.append((seal, entries))
        previous = seal.hash
    return made


def anchors_of(chain: list[tuple[SealRow, Entries]]) -> list[bytes]:
    """The lines of the anchor file."""
    return [anchor_line(seal) for seal, _ in chain]


def export_of(chain: list[tuple[SealRow, Entries]], waiting: Entries = ()) -> list[bytes]:
    """The lines of an export, made a minute after the last seal."""
    lines = [first_line(force="99 Kentshire", exported_at=SEALED_AT + timedelta(minutes=1))]
    for seal, entries in chain:
        lines += [canonical + b"\n" for _, canonical in entries]
        lines.append(seal_line(seal))
    lines += [canonical + b"\n" for _, canonical in waiting]
    count = sum(len(entries) for _, entries in chain)
    return [*lines, last_line(seals=len(chain), entries=count, waiting=len(waiting))]
