"""Long lists a page at a time: which line a page begins with, and the way to the next."""

from typing import Any

from constabulary.standards.values import value

#: Of each part, on a page that shows several; and of a list that has the page to itself.
OF_A_PART, A_PAGE = 15, 50
#: Of a list in which something is decided in every line: as many as are read before they are ticked.
TO_DECIDE = 15


def start_from(request: Any) -> int:
    """Which line of a long list the page begins with; the first for anything that is no number."""
    start = request.GET.get("from", "")
    return int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0


def number_of(given: str) -> int | None:
    """The row number that somebody's page sent back; None for anything that is none."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None


def next_page(request: Any, start: int) -> str:
    """The query of the page that begins with that line."""
    asked = request.GET.copy()
    asked["from"] = str(start)
    return str(asked.urlencode())


@value
class Paging:
    """Where a page lies in a long list: its first and last line of how many, and the queries of those beside it.

    `end` is the query of the last page, where that is not the one shown or the next; of a list with more than was counted
    nobody knows the last one.
    """

    first: int
    last: int
    count: int
    before: str | None
    after: str | None
    end: str | None
    has_more: bool = False


def paging(
    request: Any, start: int, *, shown: int, count: int, a_page: int | None = None, has_more: bool = False
) -> Paging:
    """Where the page that begins with line `start` and shows so many lies in the list, `a_page` or A_PAGE to a page.

    With `has_more` the list has more than the `count`: there is a next page as long as pages are full.
    """
    a_page = a_page or A_PAGE
    goes_on = start + a_page < count or (has_more and shown == a_page)
    return Paging(
        first=min(start + 1, start + shown),
        last=start + shown,
        count=max(count, start + shown),
        before=next_page(request, max(start - a_page, 0)) if start else None,
        after=next_page(request, start + a_page) if goes_on else None,
        end=next_page(request, (count - 1) // a_page * a_page) if start + 2 * a_page < count and not has_more else None,
        has_more=has_more and shown == a_page,
    )


@value
class PartOfDesk:
    """Which part of a desk is asked for, all of it; else a few lines of every part."""

    part: str
    start: int

    @property
    def most(self) -> int:
        """How many lines of a part the page shows."""
        return A_PAGE if self.part else OF_A_PART


def part_from(request: Any, parts: Any) -> PartOfDesk:
    """The part asked for; every part for an address somebody typed wrongly."""
    part = request.GET.get("part", "")
    return PartOfDesk(part=part, start=start_from(request)) if part in parts else PartOfDesk(part="", start=0)


def shown_of(request: Any, asked: PartOfDesk, parts: Any) -> dict[str, Any]:
    """What a desk's template is told of the part asked for; `parts` are the desk's, counted."""
    if not asked.part:
        return {"part": "", "paging": None}
    chosen = parts[asked.part]
    where = paging(request, asked.start, shown=len(chosen.lines), count=chosen.count, has_more=chosen.has_more)
    return {"part": asked.part, "paging": where}
