"""The heads of the chain as written down outside the database: one line a seal, and the printed slip.

A chain that somebody rewrites as a whole is consistent in itself; only what was written down elsewhere tells.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from constabulary.policing.journal.chain import Fault, SealRow, moment_of
from constabulary.standards.values import value

SHORTEST_SLIP = 16
LINE = re.compile(rb"(\d{1,18}) [0-9a-f]{64} (\S+) \d+\n")


@value
class Slip:
    """What a printed slip says of the chain: that seal `number` has a hash that begins so."""

    number: int
    hash_begins: str


def anchor_line(seal: SealRow) -> bytes:
    """The line of a seal in the anchor file: number, hash, moment, entries."""
    return f"{seal.number} {seal.hash.hex()} {moment_of(seal.sealed_at)} {seal.entries}\n".encode()


def number_of_line(line: bytes) -> int | None:
    """The seal that a line of the anchor file speaks of; None when it is no such line."""
    found = LINE.fullmatch(line)
    return int(found[1]) if found else None


def read_slip(raw: str) -> Slip:
    """A slip as typed in: number, colon, at least sixteen characters of the hash; spaces do not matter."""
    number, _, begins = "".join(raw.lower().split()).partition(":")
    if not number.isdigit() or not re.fullmatch(rf"[0-9a-f]{{{SHORTEST_SLIP},64}}", begins):
        raise ValueError(
            f"a slip reads NUMBER:HASH, with at least {SHORTEST_SLIP} characters of the hash, such as 12:1f0c9a..."
        )
    return Slip(number=int(number), hash_begins=begins)


class AnchorCheck:
    """Follows the anchor file beside the chain: line for line what each seal should have left there."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines: Iterator[bytes] = iter(lines)
        self.followed = 0
        self.first_without: SealRow | None = None
        self.later: int | None = None

    def follow(self, seal: SealRow) -> Fault | None:
        """Check the next seal against the next line; the first seal after the last line is kept."""
        line = None if self.first_without else next(self._lines, None)
        if line is None:
            self.first_without = self.first_without or seal
            return None
        self.followed += 1
        if line == anchor_line(seal):
            return None
        number = number_of_line(line)
        if number is None or (number == seal.number and line.split()[1] == seal.hash.hex().encode()):
            return self._changed(seal.number)
        if number != seal.number:
            sentence = f"Line {self.followed} of the anchor file names seal {number} instead of seal {seal.number}."
        else:
            sentence = f"The chain has been rewritten, or the anchor file changed: they differ on seal {number}."
        return Fault(seal=seal.number, entry=None, sentence=sentence)

    def end(self, *, until: datetime | None = None) -> Fault | None:
        """Whether the file speaks of seals that are no longer there.

        Seals made after `until`, when the chain was exported, need not be: the newest is kept in `later`.
        """
        for line in self._lines:
            self.followed += 1
            found = LINE.fullmatch(line)
            if found is None:
                return self._changed(None)
            number, made = int(found[1]), found[2].decode()
            if until is None or made <= moment_of(until):
                sentence = f"The chain has been cut: seal {number} is anchored outside and no longer there."
                return Fault(seal=number, entry=None, sentence=sentence)
            self.later = number
        return None

    def _changed(self, seal: int | None) -> Fault:
        return Fault(seal=seal, entry=None, sentence=f"Line {self.followed} of the anchor file has been changed.")


def find_slip_fault(slip: Slip, seal: SealRow | None) -> Fault | None:
    """Whether the seal that a slip names is still the one it was printed from."""
    if seal is None:
        sentence = f"The chain has been cut: the slip names seal {slip.number}, which is not there."
    elif not seal.hash.hex().startswith(slip.hash_begins):
        sentence = f"The chain has been rewritten: seal {slip.number} is not the one the slip was printed from."
    else:
        return None
    return Fault(seal=slip.number, entry=None, sentence=sentence)
