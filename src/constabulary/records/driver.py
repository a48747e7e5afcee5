"""How what the database answers becomes values of Python, and is read from rows, where the usual way is slow."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import models
from django.db.backends.postgresql.psycopg_any import get_adapters_template
from django.db.models.query_utils import DeferredAttribute
from psycopg.abc import Buffer
from psycopg.types.datetime import TimestamptzLoader


class MomentLoader(TimestamptzLoader):
    """A moment, aware and in UTC, read by Python's own reader: a tenth of the driver's time, and lists hold many.

    What that reader does not know (a moment without end, before year 1) is left to the driver, which refuses it.
    """

    #: Django compares it with its own, and would register another in its place.
    timezone = UTC

    def load(self, data: Buffer) -> datetime:
        """The moment that the database wrote as ISO 8601. Raises psycopg.DataError."""
        try:
            return datetime.fromisoformat(str(data, "ascii")).astimezone(UTC)
        except ValueError:
            return super().load(data).astimezone(UTC)


def read_moments_fast() -> None:
    """From here on every connection that Django makes reads moments so."""
    get_adapters_template(True, UTC).register_loader("timestamptz", MomentLoader)


def read_numbers_plainly(tables: Iterable[type[models.Model]]) -> None:
    """Let the number of a row that a column leads to be read as any other column.

    Django calls a function at each reading, of which an act has dozens, so as to forget the row at hand when the number
    is set to another; `Writing.update`, through which every change goes, does that itself.
    """
    for table in tables:
        for column in table._meta.local_concrete_fields:
            if column.is_relation:
                setattr(table, column.attname, DeferredAttribute(column))
