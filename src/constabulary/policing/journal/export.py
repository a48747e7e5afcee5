"""The journal as a file: one line an entry, which is its canonical bytes; one line a seal, after its entries.

    {"journal": "constabulary", "format": 1, ...}       first line
    [6, "contact_recorded", "journey J26-...", ...]     an entry
    {"seal": 1, "entries": 1, ...}                      a seal
    {"end": true, "seals": 1, "entries": 1, "waiting": 0}

No payload is in it, so it can be handed to somebody who may not read records, and be verified without a database.
"""

import base64
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from constabulary.policing.journal.chain import ChainCheck, Fault, SealRow, moment_of, unseen_by

FORMAT = 1


class NotAnExport(ValueError):
    """The file is no export of the journal; the sentence says what is wrong with it."""


def first_line(*, force: str, exported_at: datetime) -> bytes:
    """The line an export begins with."""
    return _line({"journal": "constabulary", "format": FORMAT, "force": force, "exported_at": moment_of(exported_at)})


def seal_line(seal: SealRow) -> bytes:
    """The line of a seal."""
    return _line(
        {
            "seal": seal.number, "sealed_at": moment_of(seal.sealed_at), "previous": seal.previous_hash.hex(),
            "entries": seal.entries, "snapshot": seal.snapshot, "cluster": seal.cluster, "base": seal.base,
            "hash": seal.hash.hex(), "manifest": base64.b64encode(seal.manifest).decode(),
        }
    )  # fmt: skip


def last_line(*, seals: int, entries: int, waiting: int) -> bytes:
    """The line an export ends with: how much is in it, so that a cut file is found."""
    return _line({"end": True, "seals": seals, "entries": entries, "waiting": waiting})


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said).encode() + b"\n"


def seal_of_line(said: dict[str, Any]) -> SealRow:
    """A seal from its line. Raises ValueError when something is missing or no such thing."""
    try:
        return SealRow(
            number=int(said["seal"]), sealed_at=datetime.fromisoformat(said["sealed_at"]),
            previous_hash=bytes.fromhex(said["previous"]), entries=int(said["entries"]),
            manifest=base64.b64decode(said["manifest"], validate=True), snapshot=str(said["snapshot"]),
            cluster=int(said["cluster"]), base=int(said["base"]), hash=bytes.fromhex(said["hash"]),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the line of seal {said.get('seal')} is not whole") from error


def _begin(said: Any) -> datetime:
    if not isinstance(said, dict) or said.get("journal") != "constabulary":
        raise NotAnExport("it is no export of the journal")
    if said.get("format") != FORMAT:
        raise NotAnExport(f"it is of format {said.get('format')}; this version reads format {FORMAT}")
    try:
        return datetime.fromisoformat(said["exported_at"])
    except (KeyError, TypeError, ValueError) as error:
        raise NotAnExport("its first line does not say when it was made") from error


class ExportCheck:
    """Reads an export line by line and follows the chain in it; `each_seal` hears of every seal that fits."""

    def __init__(self, each_seal: Callable[[SealRow], Fault | None] = lambda _: None) -> None:
        self.chain = ChainCheck()
        self.each_seal = each_seal
        self.exported_at: datetime | None = None
        self.head: SealRow | None = None
        self.ended = False
        self._batch: list[tuple[int, bytes]] = []

    def read(self, lines: Iterable[bytes]) -> Fault | None:
        """Read lines until the first fault. Raises NotAnExport."""
        take = self._batch.append
        for line in lines:
            # One comparison for the millions of lines that are entries.
            if line[:1] == b"[":
                canonical = line[:-1]
                try:
                    take((int(canonical[1 : canonical.index(b",")]), canonical))
                except ValueError:
                    return self._damaged()
                continue
            fault = self._other(line)
            if fault is not None:
                return fault
        return None

    def _other(self, line: bytes) -> Fault | None:
        try:
            said = json.loads(line)
        except ValueError:
            said = None
        if self.exported_at is None:
            self.exported_at = _begin(said)
            return None
        if self.ended or not isinstance(said, dict):
            return self._damaged()
        if "seal" in said:
            try:
                return self._seal(seal_of_line(said))
            except ValueError:
                return self._damaged()
        if "end" in said:
            return self._end(said)
        return self._damaged()

    def _damaged(self) -> Fault:
        number = self.chain.seals + 1
        return Fault(seal=number, entry=None, sentence=f"A line before seal {number} is neither entry nor seal.")

    def _seal(self, seal: SealRow) -> Fault | None:
        fault = self.chain.show(self._take()) or self.chain.follow(seal)
        if fault is None and self.chain.waiting:
            entry = min(self.chain.waiting)
            fault = Fault(seal=seal.number, entry=entry, sentence=f"Entry {entry} was added later.")
        self.head = seal
        return fault or self.each_seal(seal)

    def _end(self, said: dict[str, Any]) -> Fault | None:
        self.ended = True
        left = self._take()
        fault = self.chain.show(left) or self._added_later(left)
        found = {"seals": self.chain.seals, "entries": self.chain.entries, "waiting": len(self.chain.waiting)}
        if fault is None and any(said.get(name) != count for name, count in found.items()):
            fault = Fault(seal=None, entry=None, sentence="The file does not hold what its last line says it holds.")
        return fault

    def _added_later(self, left: list[tuple[int, bytes]]) -> Fault | None:
        if self.head is None:
            return None
        following, running = unseen_by(self.head)
        for number, canonical in left:
            try:
                transaction = int(json.loads(canonical)[-1])
            except (ValueError, TypeError, IndexError):
                return self._damaged()
            if transaction < following and transaction not in running:
                sentence = f"Entry {number} was added later: it is in no seal that it should be in."
                return Fault(seal=None, entry=number, sentence=sentence)
        return None

    def _take(self) -> list[tuple[int, bytes]]:
        batch = list(self._batch)
        self._batch.clear()
        return batch

    def end(self) -> Fault | None:
        """Whether the file was whole. Raises NotAnExport for an empty one."""
        if self.exported_at is None:
            raise NotAnExport("it is empty")
        if self.ended:
            return None
        return Fault(seal=None, entry=None, sentence=f"The file has been cut after seal {self.chain.seals}.")
