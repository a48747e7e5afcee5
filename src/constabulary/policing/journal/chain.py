"""The arithmetic of the journal's chain.

An entry's digest is SHA-256 of its canonical bytes. A seal's manifest lists (number, digest) of each entry of its
batch in order of number; its hash covers everything the seal says: its number, moment, what was visible to it, the
previous seal's hash and the manifest. A changed, missing, moved or added entry breaks a manifest; a changed manifest
breaks the next seal; a rewritten tail breaks the anchors kept outside the database.
"""

import hashlib
import json
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from constabulary.standards.values import value

ENTRY = struct.Struct(">q32s")
FIRST_HASH = hashlib.sha256(b"constabulary journal").digest()


@value
class SealRow:
    """A seal as stored. `entries` is how many it covers; `snapshot`, `cluster` and `base` say what was visible to it."""

    number: int
    sealed_at: datetime
    previous_hash: bytes
    entries: int
    manifest: bytes
    snapshot: str
    cluster: int
    base: int
    hash: bytes


@value
class Fault:
    """Something found wrong: in which seal, at which entry, and what it is."""

    seal: int | None
    entry: int | None
    sentence: str


def digest_of(canonical: bytes) -> bytes:
    """The digest of an entry."""
    return hashlib.sha256(canonical).digest()


def payload_digest(salt: bytes, content: bytes) -> bytes:
    """The digest that an entry keeps of its payload; salted, so that erased content cannot be guessed from it."""
    return hashlib.sha256(salt + content).digest()


def make_manifest(entries: Iterable[tuple[int, bytes]]) -> bytes:
    """The manifest of a batch, from (number, canonical bytes) in order of number."""
    pack, sha = ENTRY.pack, hashlib.sha256
    return b"".join([pack(number, sha(canonical).digest()) for number, canonical in entries])


def make_seal(
    *,
    number: int,
    sealed_at: datetime,
    previous_hash: bytes,
    manifest: bytes,
    snapshot: str,
    cluster: int,
    base: int,
) -> SealRow:
    """A seal over a manifest, following from the seal before."""
    entries = len(manifest) // ENTRY.size
    made = hash_of_seal(number, sealed_at, previous_hash, entries, snapshot, cluster, base, manifest)
    return SealRow(
        number=number, sealed_at=sealed_at, previous_hash=previous_hash, entries=entries, manifest=manifest,
        snapshot=snapshot, cluster=cluster, base=base, hash=made,
    )  # fmt: skip


def hash_of_seal(
    number: int,
    sealed_at: datetime,
    previous_hash: bytes,
    entries: int,
    snapshot: str,
    cluster: int,
    base: int,
    manifest: bytes,
) -> bytes:
    """The hash of a seal: over all that it says."""
    said = [number, moment_of(sealed_at), previous_hash.hex(), entries, snapshot, cluster, base]
    return hashlib.sha256(json.dumps(said).encode() + b"\n" + manifest).digest()


def moment_of(moment: datetime) -> str:
    """A moment as seals and anchors write it: UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def entries_of(manifest: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, digest) of each entry of a manifest."""
    return ENTRY.iter_unpack(manifest)


def unseen_by(seal: SealRow) -> tuple[int, list[int]]:
    """What a seal could not see: transactions from the first number on, and those of the list, then under way."""
    _, following, running = seal.snapshot.split(":")
    return seal.base + int(following), [seal.base + int(one) for one in running.split(",") if one]


def find_seal_fault(seal: SealRow, *, number: int, previous_hash: bytes) -> Fault | None:
    """What is wrong with the seal itself, given the number and hash that should follow."""
    if seal.number != number:
        return Fault(seal=number, entry=None, sentence=f"Seal {number} is missing; the next found is {seal.number}.")
    if seal.previous_hash != previous_hash:
        return Fault(seal=number, entry=None, sentence=f"Seal {number} does not follow from the seal before it.")
    found = hash_of_seal(
        seal.number, seal.sealed_at, previous_hash, seal.entries, seal.snapshot, seal.cluster, seal.base, seal.manifest
    )
    if found != seal.hash or len(seal.manifest) != seal.entries * ENTRY.size:
        return Fault(seal=number, entry=None, sentence=f"Seal {number} has been changed.")
    return None


class ChainCheck:
    """Follows the chain: entries are shown to it in any order, seals in theirs, and it says what does not fit.

    Entries that have been shown and are in no seal yet wait; at the end they are the ones that are not sealed.
    """

    def __init__(self) -> None:
        self.seals = 0
        self.entries = 0
        self.head = FIRST_HASH
        self.waiting: dict[int, bytes] = {}

    @property
    def extent(self) -> str:
        """How much has been followed, in words."""
        entries = "1 entry" if self.entries == 1 else f"{self.entries:,} entries"
        seals = "1 seal" if self.seals == 1 else f"{self.seals:,} seals"
        return f"{entries} in {seals}"

    def show(self, entries: list[tuple[int, bytes]]) -> Fault | None:
        """Take entries in, as (number, canonical bytes); a number shown twice is a fault."""
        sha = hashlib.sha256
        shown = {number: sha(canonical).digest() for number, canonical in entries}
        if len(shown) != len(entries):
            twice = _first_repeated(number for number, _ in entries)
        elif self.waiting.keys().isdisjoint(shown):
            self.waiting.update(shown)
            return None
        else:
            twice = min(self.waiting.keys() & shown)
        return Fault(seal=None, entry=twice, sentence=f"Entry {twice} is there twice.")

    def follow(self, seal: SealRow) -> Fault | None:
        """Check the next seal against the one before and against its entries, which have been shown before."""
        fault = find_seal_fault(seal, number=self.seals + 1, previous_hash=self.head)
        if fault is not None:
            return fault
        take = self.waiting.pop
        for number, digest in ENTRY.iter_unpack(seal.manifest):
            found = take(number, None)
            if found != digest:
                wrong = "is missing" if found is None else "has been changed"
                return Fault(seal=seal.number, entry=number, sentence=f"Entry {number} {wrong}.")
        self.seals, self.head = seal.number, seal.hash
        self.entries += seal.entries
        return None


def _first_repeated(numbers: Iterable[int]) -> int:
    return next(number for number, count in Counter(numbers).items() if count > 1)
