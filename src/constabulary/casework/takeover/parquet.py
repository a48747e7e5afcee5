"""The rows of a Parquet file as texts, read in a process of its own (`parquet_rows`).

The reader is native code, and a damaged file can end the process that reads it. That must not be the one that takes
over: whoever calls `read_parquet` gets a sentence instead.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import orjson

READER = "constabulary.casework.takeover.parquet_rows"
#: The last line of a file that was read to its end.
WHOLE = b"true\n"
OTHERWISE = "Write it anew with data pages of version 1, or as CSV."


class NotReadable(Exception):
    """A Parquet file, or a value in it, cannot be read; the sentence says why."""


def read_parquet(path: Path, *, longest: int) -> Iterator[list[str]]:
    """The names of the columns, then each row as texts: days and moments as ISO 8601, yes or no, empty for nothing.

    A moment that the file tells in UTC keeps that; one without is the time in London, as in every staged file. A row
    group is held at a time. Raises NotReadable; a text of more than `longest` characters is not readable either.
    """
    from_child, to_parent = os.pipe()
    command = [sys.executable, "-m", READER, str(path), str(to_parent), str(longest)]
    # The reader prints what it makes of a damaged file; nobody wants to see that among what a command says.
    child = subprocess.Popen(command, pass_fds=[to_parent], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(to_parent)
    try:
        with os.fdopen(from_child, "rb") as lines:
            for line in lines:
                if line == WHOLE:
                    return
                said = orjson.loads(line)
                if isinstance(said, str):
                    raise NotReadable(said)
                yield said
        raise NotReadable(f"it is damaged, or no Parquet file. {OTHERWISE}")
    finally:
        child.kill()
        child.wait()
