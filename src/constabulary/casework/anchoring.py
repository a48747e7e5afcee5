"""Writing the heads of the chain down outside the database, so that a cut tail or a rewritten chain is found.

The file is only ever added to. A gap is closed by itself when it can be no more than the seals of one run whose
sealer was stopped before it could write them down; a larger one is for a person to look at, not to be healed.
"""

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.policing.journal.anchors import anchor_line, number_of_line
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Force
from constabulary.records.queries.seals import head_seal, seals_after
from constabulary.records.writing import writing

LONGEST_LINE = 200
ADVICE = (
    "Find out why: `constabulary journal verify`. Then `constabulary journal anchor-again REASON` writes the file "
    "anew and keeps the old one."
)


class AnchorsBroken(Exception):
    """What is written down outside the database does not end where it should; the sentence says what to do."""


def anchor_seals() -> None:
    """Write every seal that is not anchored yet to the anchor file, for good. Raises AnchorsBroken."""
    path: Path = settings.ANCHOR_FILE
    last, begun = last_anchored(path)
    head = head_seal()
    if head is None or head.number < last:
        if last:
            raise AnchorsBroken(f"{path} speaks of seal {last}, which the database does not have. {ADVICE}")
        return
    lines: list[bytes] = []
    snapshots: list[str] = []
    for seal in seals_after(last):
        lines.append(anchor_line(seal))
        if not snapshots or snapshots[-1] != seal.snapshot:
            snapshots.append(seal.snapshot)
    # This run's, and one more that was killed between its seals and their lines.
    if len(snapshots) > 2:
        raise AnchorsBroken(f"{path} ends at seal {last}, and {len(lines)} more are in the database. {ADVICE}")
    missing = b"".join(lines)
    if not missing.startswith(begun):
        raise AnchorsBroken(f"The last line of {path} is not what it should be. {ADVICE}")
    if missing[len(begun) :]:
        _append(path, missing[len(begun) :])


def anchor_again(*, reason: str, by: Officer, at: datetime) -> Path | None:
    """Write the anchor file anew from the chain as it is, keeping the old one beside it; returns where that is.

    For a person who has found out why the file and the chain differ: the journal keeps that they did and why.
    """
    check_may(by, Permission.ADMINISTER)
    path: Path = settings.ANCHOR_FILE
    with writing(by=by, at=at, purpose=reason) as w:
        force = w.find(Force)[0]
        w.entry(EntryKind.ANCHORS_WRITTEN_ANEW, subject=force)
    kept = path.with_name(f"{path.name}.kept-{at:%Y%m%dT%H%M%S}")
    if path.exists():
        path.rename(kept)
    for seal in seals_after(0):
        _append(path, anchor_line(seal))
    return kept if kept.exists() else None


def last_anchored(path: Path) -> tuple[int, bytes]:
    """The seal of the last whole line of the anchor file (0 when there is none), and what of a line comes after it.

    Raises AnchorsBroken when the last whole line is not one of ours.
    """
    try:
        with path.open("rb") as handle:
            length = handle.seek(0, os.SEEK_END)
            handle.seek(max(0, length - 2 * LONGEST_LINE))
            end = handle.read()
    except FileNotFoundError:
        return 0, b""
    whole, newline, begun = end.rpartition(b"\n")
    if not newline:
        return 0, begun
    number = number_of_line(whole.rpartition(b"\n")[2] + newline)
    if number is None:
        raise AnchorsBroken(f"The last line of {path} is not one of ours. {ADVICE}")
    return number, begun


def _append(path: Path, lines: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, lines)
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """Make a new name in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
