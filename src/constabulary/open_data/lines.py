"""The text of a published file in stretches of whole lines: decoded, numbered, bounded.

A byte order mark is taken off, UTF-16 is known by its own. A stretch that is not UTF-8 is read as Windows-1252, which
is what spreadsheets write, and counted, so that the quality report can say so.
"""

import codecs
from collections.abc import Iterator

from constabulary.open_data import reasons
from constabulary.open_data.archives import Handle
from constabulary.open_data.reasons import CannotRead

BLOCK_BYTES = 1 << 20
#: No line of a published table is a hundredth of this.
LONGEST_LINE = 1 << 20
#: What is no text at all: spreadsheets, documents, pictures, archives.
NOT_TABLES = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"SQLite format 3")


class Lines:
    """A file as stretches of lines. `odd` counts the lines that were not UTF-8, `bytes_read` how far it has come."""

    def __init__(self, handle: Handle, name: str) -> None:
        self._handle = handle
        self._name = name
        self.odd = 0
        self.bytes_read = 0

    def stretches(self) -> Iterator[list[str]]:
        """Lists of whole lines without their endings. Raises CannotRead."""
        first = self._read()
        if not first.strip(b"\0 \r\n\t\xef\xbb\xbf"):
            raise CannotRead(self._name, reasons.EMPTY)
        if first.startswith(NOT_TABLES):
            raise CannotRead(self._name, reasons.NOT_A_TABLE)
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield from self._utf16(first)
        else:
            yield from self._bytes(first.removeprefix(codecs.BOM_UTF8))

    def _read(self) -> bytes:
        got = self._handle.read(BLOCK_BYTES)
        self.bytes_read += len(got)
        return got

    def _bytes(self, block: bytes) -> Iterator[list[str]]:
        rest = b""
        # Old Macintosh files end their lines with a carriage return alone.
        old = b"\n" not in block and b"\r" in block
        while block:
            block = rest + block
            if old:
                block = block.replace(b"\r", b"\n")
            whole, newline, rest = block.rpartition(b"\n")
            if not newline:
                rest = block
                if len(rest) > LONGEST_LINE:
                    raise CannotRead(self._name, reasons.LINE_TOO_LONG)
            else:
                yield self._lines(whole)
            block = self._read()
        if rest:
            yield self._lines(rest)

    def _lines(self, whole: bytes) -> list[str]:
        try:
            text = whole.decode("utf-8")
        except UnicodeDecodeError:
            return [line.removesuffix("\r") for line in map(self._odd_line, whole.split(b"\n"))]
        lines = text.split("\r\n")
        lines[-1] = lines[-1].removesuffix("\r")
        # Where every ending is of the one kind, or of the other, one look is enough.
        if len(lines) - 1 == text.count("\n"):
            return lines
        return [line.removesuffix("\r") for line in text.split("\n")] if "\r" in text else text.split("\n")

    def _odd_line(self, line: bytes) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            self.odd += 1
            return line.decode("cp1252", errors="replace")

    def _utf16(self, block: bytes) -> Iterator[list[str]]:
        decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
        rest = ""
        while block:
            rest += decoder.decode(block)
            whole, newline, rest = rest.rpartition("\n")
            if newline:
                yield [line.removesuffix("\r") for line in whole.split("\n")]
            elif len(rest) > LONGEST_LINE:
                raise CannotRead(self._name, reasons.LINE_TOO_LONG)
            block = self._read()
        if rest:
            yield [rest.removesuffix("\r")]
