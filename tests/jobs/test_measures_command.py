"""`constabulary measures`: printed as at any day, kept when asked, a day that cannot be measured said plainly."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from constabulary.inspection.measures.registry import MEASURES
from constabulary.jobs.management.commands.measures import Command
from constabulary.jobs.timed import TIMED_JOBS
from constabulary.records.models import MeasureResult
from constabulary.standards.calendar import local_day
from tests.factories.incidents import opened

pytestmark = pytest.mark.django_db


def said(*given: str) -> str:
    out = StringIO()
    call_command(Command(stdout=out), *given)
    return out.getvalue()


def test_every_measure_is_printed_and_nothing_kept_unless_asked():
    opened(timezone.now() - timedelta(days=2))
    words = said()
    assert all(code in words for code in MEASURES)
    assert "100.0 %" in words
    assert "nothing to count" in words
    assert MeasureResult.objects.count() == 0


def test_results_are_kept_as_at_the_day_asked_for():
    day = local_day(timezone.now()) - timedelta(days=3)
    assert f"{len(MEASURES)} results kept." in said("--keep", "--as-at", day.isoformat())
    assert set(MeasureResult.objects.values_list("until_on", flat=True)) == {day}


@pytest.mark.parametrize("days", [5, -20_000], ids=["has not come", "before the first definition"])
def test_a_day_that_cannot_be_measured_is_said_plainly(days):
    day = local_day(timezone.now()) + timedelta(days=days)
    with pytest.raises(CommandError):
        said("--as-at", day.isoformat())


def test_measures_are_computed_every_night_and_samples_drawn_by_the_clock():
    assert {"compute_nightly", "draw_weekly_sample"} <= {job.name for job in TIMED_JOBS}
