"""What an import, or the preview of one, did with each file: in lines for a person at a terminal."""

from collections.abc import Iterator, Sequence

from constabulary.open_data.kinds import TABLES, Kind
from constabulary.open_data.quality import sentences
from constabulary.open_data.reading import Scope

#: How many areas and periods are named before they are only counted.
SCOPES_NAMED = 4


def told(
    *,
    name: str,
    kind: Kind,
    counts: Sequence[tuple[str, int]],
    scopes: Sequence[Scope],
    quality: dict[str, int],
    refused: Sequence[tuple[int, str, str]],
) -> Iterator[str]:
    """The lines for one file: `counts` in words, what it covers, what is odd, the first refused rows."""
    yield f"{name}: {TABLES[kind].title}, {scopes_in_words(scopes)}"
    yield "  " + ", ".join(f"{count:,} {words}" for words, count in counts) + "."
    yield from (f"  {sentence}" for sentence in sentences(quality))
    yield from (f"  line {line}: {why}{f' ({column})' if column else ''}" for line, why, column in refused)


def scopes_in_words(scopes: Sequence[Scope]) -> str:
    """Areas and periods, few by name, many by number."""
    named = [" ".join(part for part in scope if part) for scope in scopes]
    if len(named) > SCOPES_NAMED:
        return f"{named[0]} to {named[-1]} and others, {len(named)} in all"
    return ", ".join(named) or "nothing new"
