"""Verifying the journal in the database: chain, columns, payloads, anchors, what waits; all at one moment."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

import psycopg

from constabulary.policing.journal.anchors import AnchorCheck, Slip, find_slip_fault
from constabulary.policing.journal.chain import ChainCheck, Fault, SealRow
from constabulary.records.queries import verification
from constabulary.standards.values import value

#: An entry is sealed, and a seal anchored, within seconds; after this long something is wrong.
RECENT = timedelta(seconds=60)

Connect = Callable[[], psycopg.Connection]


@value
class Verdict:
    """What verification found: every check's first fault, the earliest entry first, and how much was there."""

    faults: tuple[Fault, ...]
    extent: str
    waiting: int


class ChainFollowed:
    """The chain as it is followed, with the anchors beside it."""

    def __init__(self, anchors: Iterable[bytes] | None, slip: Slip | None) -> None:
        self.check = ChainCheck()
        self.anchors = None if anchors is None else AnchorCheck(anchors)
        self.slip = slip
        self.named: SealRow | None = None
        self.head: SealRow | None = None
        self.anchor_fault: Fault | None = None

    def follow(self, connection: psycopg.Connection, told: Callable[[int], None]) -> Fault | None:
        """Follow every seal with its entries, and read what entries are left."""
        entries = verification.read_entries(connection)
        read_to = -1
        for seal in verification.read_seals(connection):
            highest = _highest(seal)
            while read_to < highest and (batch := next(entries, None)):
                read_to = batch[-1][0]
                fault = self.check.show(batch)
                if fault is not None:
                    return fault
            fault = self.check.follow(seal)
            if fault is not None:
                return fault
            self._beside(seal)
            told(self.check.entries)
        return next((fault for batch in entries if (fault := self.check.show(batch))), None)

    def _beside(self, seal: SealRow) -> None:
        self.head = seal
        if self.slip is not None and seal.number == self.slip.number:
            self.named = seal
        if self.anchors is not None and self.anchor_fault is None:
            self.anchor_fault = self.anchors.follow(seal)

    def outside_faults(self, now: "psycopg.Connection") -> list[Fault]:
        """What the anchors and the slip say against the chain."""
        found: list[Fault | None] = [self.anchor_fault]
        if self.anchors is not None and self.anchor_fault is None:
            found.append(self.anchors.end())
            missing = self.anchors.first_without
            if missing is not None and missing.sealed_at < verification.clock(now) - RECENT:
                sentence = f"Seal {missing.number} is not in the anchor file, nor is any later one."
                found.append(Fault(seal=missing.number, entry=None, sentence=sentence))
        if self.slip is not None:
            found.append(find_slip_fault(self.slip, self.named))
        return [fault for fault in found if fault is not None]


def _highest(seal: SealRow) -> int:
    return int.from_bytes(seal.manifest[-40:-32], "big", signed=True) if seal.manifest else -1


def verify_journal(
    connect: Connect,
    *,
    anchors: Iterable[bytes] | None,
    slip: Slip | None = None,
    told: Callable[[int], None] = lambda _: None,
) -> Verdict:
    """Verify the whole journal, changing nothing."""
    with ExitStack() as opened:
        main = opened.enter_context(verification.one_snapshot(connect))
        moment = verification.share_snapshot(main)
        beside = [opened.enter_context(verification.one_snapshot(connect, moment)) for _ in range(3)]
        chain = ChainFollowed(anchors, slip)
        pool = opened.enter_context(ThreadPoolExecutor(3))
        columns = pool.submit(verification.first_changed_column, beside[0])
        payloads = pool.submit(verification.first_payload_fault, beside[1])
        markings = pool.submit(verification.first_mismarked, beside[2])
        try:
            broken = chain.follow(main, told)
            found = [] if broken is None else [broken]
            changed, payload, mismarked = columns.result(), payloads.result(), markings.result()
        except BaseException:
            for connection in beside:
                connection.cancel()
            raise
        if changed is not None:
            found.append(_fault_of(changed, f"Entry {changed} no longer says what it was sealed as saying."))
        if payload is not None:
            found.append(_fault_of(payload[0], f"The payload of entry {payload[0]} {payload[1]}."))
        if mismarked is not None:
            found.append(_fault_of(mismarked, f"The payload of entry {mismarked} is not restricted as its record is."))
        if broken is None:
            found += chain.outside_faults(main)
            found += _unsealed_faults(main, chain)
    check = chain.check
    return Verdict(
        faults=tuple(sorted(found, key=lambda fault: (fault.entry is None, fault.entry or 0, fault.seal or 0))),
        extent=check.extent,
        waiting=len(check.waiting),
    )


def _fault_of(entry: int, sentence: str) -> Fault:
    return Fault(seal=None, entry=entry, sentence=sentence)


def _unsealed_faults(connection: psycopg.Connection, chain: ChainFollowed) -> list[Fault]:
    """Entries that are neither sealed nor recent."""
    numbers = list(chain.check.waiting)
    if not numbers:
        return []
    added = verification.first_added_later(connection, chain.head, numbers) if chain.head else None
    if added is not None:
        return [_fault_of(added, f"Entry {added} was added later: it is in no seal that it should be in.")]
    waiting = verification.waiting_for_seal(connection, numbers)
    if waiting.since is None or waiting.since > verification.clock(connection) - RECENT:
        return []
    many = "1 entry waits" if waiting.count == 1 else f"{waiting.count:,} entries wait"
    sentence = (
        f"{many} for a seal, the first, {waiting.first}, since {waiting.since:%d %B %Y %H:%M} UTC. "
        "Is the worker running? `constabulary journal seal` seals now."
    )
    return [Fault(seal=None, entry=waiting.first, sentence=sentence)]
