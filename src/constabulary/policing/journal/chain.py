"""The arithmetic of the journal's chain.

An entry's digest is SHA-256 of its canonical bytes. A seal's manifest lists (number, digest) of each entry of its
batch in order of number; its hash covers its own number, the previous seal's hash and the manifest. A changed,
missing, moved or added entry breaks a manifest; a changed manifest breaks the next seal; a rewritten tail breaks the
anchor kept outside the database.
"""

import hashlib
import struct
from collections.abc import Iterable, Iterator

from constabulary.standards.values import value

ENTRY = struct.Struct(">q32s")
FIRST_HASH = hashlib.sha256(b"constabulary journal").digest()


@value
class SealRow:
    """A seal as stored."""

    number: int
    previous_hash: bytes
    manifest: bytes
    hash: bytes


@value
class Anchor:
    """The head of the chain as written down outside the database."""

    number: int
    hash: bytes


@value
class Fault:
    """The first thing found wrong: in which seal, at which entry, and what it is."""

    seal: int
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


def seal_hash(number: int, previous_hash: bytes, manifest: bytes) -> bytes:
    """The hash of a seal."""
    return hashlib.sha256(struct.pack(">q", number) + previous_hash + manifest).digest()


def entries_of(manifest: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, digest) of each entry of a manifest."""
    return ENTRY.iter_unpack(manifest)


def find_seal_fault(seal: SealRow, *, number: int, previous_hash: bytes) -> Fault | None:
    """What is wrong with the seal itself, given the one before it."""
    if seal.number != number:
        return Fault(seal=number, entry=None, sentence=f"Seal {number} is missing; the next found is {seal.number}.")
    if seal.previous_hash != previous_hash:
        return Fault(seal=number, entry=None, sentence=f"Seal {number} does not follow from the seal before it.")
    if len(seal.manifest) % ENTRY.size or seal_hash(number, previous_hash, seal.manifest) != seal.hash:
        return Fault(seal=number, entry=None, sentence=f"Seal {number} has been changed.")
    return None


def find_batch_fault(seal: SealRow, entries: list[tuple[int, bytes]]) -> Fault | None:
    """What is wrong with the entries of a batch, given as (number, canonical bytes) in order of number."""
    found = make_manifest(entries)
    if found == seal.manifest:
        return None
    stored = dict(entries_of(seal.manifest))
    given = {number: digest_of(canonical) for number, canonical in entries}
    for number in sorted(stored.keys() | given.keys()):
        if number not in given:
            return Fault(seal=seal.number, entry=number, sentence=f"Entry {number} is missing.")
        if number not in stored:
            return Fault(seal=seal.number, entry=number, sentence=f"Entry {number} was added later.")
        if stored[number] != given[number]:
            return Fault(seal=seal.number, entry=number, sentence=f"Entry {number} has been changed.")
    return Fault(seal=seal.number, entry=None, sentence=f"The entries of seal {seal.number} are in another order.")


def find_anchor_fault(anchors: Iterable[Anchor], hashes: dict[int, bytes]) -> Fault | None:
    """Whether every anchored head is still what the chain has at its place."""
    for anchor in anchors:
        found = hashes.get(anchor.number)
        if found is None:
            sentence = f"The chain has been cut: seal {anchor.number} is anchored outside and no longer there."
            return Fault(seal=anchor.number, entry=None, sentence=sentence)
        if found != anchor.hash:
            sentence = f"The chain has been rewritten: seal {anchor.number} is not the one anchored outside."
            return Fault(seal=anchor.number, entry=None, sentence=sentence)
    return None
