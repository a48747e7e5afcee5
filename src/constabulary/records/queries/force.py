"""The force."""

from datetime import date, timedelta

from django.db import connection

from constabulary.records.queries.together import Asked, Asking, Question
from constabulary.standards.values import value


@value
class ForceView:
    """The force of this database."""

    code: str
    name: str
    is_demo: bool
    clock_offset: timedelta | None
    made_for: date | None
    seed: int | None
    size: str


def the_force() -> ForceView | None:
    """The force, once one is set up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, name, is_demo, clock_offset, made_for, seed, size FROM force")
        row = cursor.fetchone()
    if row is None:
        return None
    return ForceView(
        code=row[0],
        name=row[1],
        is_demo=row[2],
        clock_offset=row[3],
        made_for=row[4],
        seed=row[5],
        size=row[6],
    )


@Question
def standards_overlay() -> Asking[str]:
    """The force's own standards as TOML; empty when it has none."""
    found = yield Asked("SELECT standards_overlay FROM force", ())
    return str(found[0][0]) if found else ""
