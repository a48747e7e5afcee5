"""Moments from the database: aware, in UTC, to the microsecond, whatever the session's zone writes."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import DataError, connection

from constabulary.records.driver import MomentLoader
from constabulary.records.models import Officer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Asia/Kolkata", "America/St_Johns"])
@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 6, 1, 12, 30, tzinfo=UTC),
        datetime(2026, 11, 29, 2, 41, 25, 100000, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 0, 0, 1, tzinfo=UTC),
        datetime(1, 1, 2, tzinfo=UTC),
        datetime(9999, 12, 30, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
def test_a_moment_comes_back_as_it_went(zone, moment):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [zone])
        cursor.execute("SELECT %s::timestamptz, NULL::timestamptz", [moment])
        found, nothing = cursor.fetchone()
    assert (found, found.tzinfo, nothing) == (moment, UTC, None)


def test_a_moment_without_end_is_refused_as_before():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'infinity'::timestamptz")
        with pytest.raises((DataError, psycopg.DataError)):
            cursor.fetchone()


def test_the_connection_reads_so():
    connection.ensure_connection()
    oid = psycopg.adapters.types["timestamptz"].oid
    assert connection.connection.adapters.get_loader(oid, psycopg.pq.Format.TEXT) is MomentLoader


def test_the_number_of_another_row_is_read_from_the_row_itself_and_fetched_where_it_was_left_out():
    officer = Officer.objects.exclude(team=None).earliest("id")
    assert officer.team_id == officer.team.id == Officer.objects.only("name").get(id=officer.id).team_id
    assert not hasattr(Officer.__dict__["team_id"], "__set__")
