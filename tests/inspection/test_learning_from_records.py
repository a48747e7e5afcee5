"""The chain that a crime takes, as the simulator learns from it: what is open counts as open, and nobody is named."""

from datetime import timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from constabulary.inspection.learning_from_records import CHAIN, NO_EVIDENCE, read_history, tell_learned
from constabulary.policing.duties.catalogue import CATALOGUE
from constabulary.project.jobs import _command
from constabulary.records.models import Duty
from tests.factories.crimes import allocated

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now():
    at = timezone.now()
    for days in (9, 6, 3):
        allocated(at - DAY * days)
    return at


def test_the_chain_is_what_the_duties_were(now):
    history, faults = read_history(from_at=now - DAY * 20, at=now)
    duties = Duty.objects.filter(kind__in=[one.value for one in CHAIN])
    assert faults.left_out == 0
    assert history.count == duties.count() > 6
    assert set(history.stage_names) == {CATALOGUE[one].title for one in CHAIN}
    assert int(np.isnan(history.ended).sum()) == duties.filter(state="open").count() > 0
    assert len(set(history.items.tolist())) == 3


def test_what_came_later_is_not_known_yet_and_what_ended_later_is_open(now):
    earlier, _ = read_history(from_at=now - DAY * 20, at=now - DAY * 5)
    assert len(set(earlier.items.tolist())) == 2
    assert (earlier.began <= (now - DAY * 5).timestamp()).all()
    assert read_history(from_at=now - DAY * 2, at=now)[0].count < earlier.count


def test_it_is_told_with_what_it_is_no_evidence_of(now):
    lines = list(tell_learned(from_at=now - DAY * 20, at=now))
    assert lines[0] == NO_EVIDENCE
    assert any(line.startswith("Arrivals:") for line in lines)
    assert any(line.startswith("Back-test of arrivals:") for line in lines)


def said(*given):
    out = StringIO()
    command = _command("learn-from-records")
    command.stdout._out = out
    call_command(command, *given)
    return out.getvalue()


def test_the_command_says_it_and_says_where_there_is_nothing():
    assert said("--weeks", "1") == "Nothing of that chain was opened in that time.\n"
    allocated(timezone.now() - DAY)
    assert NO_EVIDENCE in said()


@pytest.mark.parametrize("weeks", ["0", "521"])
def test_weeks_that_cannot_be_are_refused(weeks):
    with pytest.raises(CommandError, match="from 1 to 520"):
        said("--weeks", weeks)
