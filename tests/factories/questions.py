"""How many questions a page asks of the database."""

from django.test.utils import CaptureQueriesContext


def questions(captured: CaptureQueriesContext) -> int:
    """Every statement but one: each sixty-fourth number a connection reserves a new block, whatever the page."""
    return sum("nextval" not in one["sql"] for one in captured.captured_queries)
