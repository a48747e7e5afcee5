"""Long lists a page at a time: which line a page begins with, and the way to the next."""

from typing import Any


def start_from(request: Any) -> int:
    """Which line of a long list the page begins with; the first for anything that is no number."""
    start = request.GET.get("from", "")
    return int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0


def next_page(request: Any, start: int) -> str:
    """The query of the page that begins with that line."""
    asked = request.GET.copy()
    asked["from"] = str(start)
    return str(asked.urlencode())
