"""The chain that a crime takes, as the simulator learns from it: what is open counts as open, and nobody is named."""

from datetime import timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from constabulary.inspection.learning_from_records import (
    CHAIN,
    DAYS,
    NO_EVIDENCE,
    NOTHING,
    chain_model,
    read_history,
    tell_learned,
)
from constabulary.policing.duties.catalogue import CATALOGUE
from constabulary.project.jobs import _command
from constabulary.records.models import Duty
from constabulary.simulation.learning.modelling import CannotModel
from constabulary.simulation.model.checking import find_problems
from constabulary.simulation.model.reading import read_model
from tests.factories.crimes import allocated, planned

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
    assert said("--weeks", "1") == f"{NOTHING}\n"
    allocated(timezone.now() - DAY)
    assert NO_EVIDENCE in said()


@pytest.mark.parametrize("weeks", ["0", "521"])
def test_weeks_that_cannot_be_are_refused(weeks):
    with pytest.raises(CommandError, match="from 1 to 520"):
        said("--weeks", weeks)


def test_what_has_changed_since_a_day_is_told_and_a_scenario_is_written_that_can_be_played(now, tmp_path):
    planned(now - DAY * 4)
    day = (now - DAY * 5).date().isoformat()
    file = tmp_path / "learned.toml"
    words = said("--drift-since", day, "--scenario", str(file))
    assert "hange" in words.split("Back-test")[-1]
    assert f"Written as {file}." in words
    model = read_model(file.read_bytes())
    assert model.label.startswith("learned from the records")
    assert find_problems(model) == ()
    assert (
        sum(lot.count for work in model.classes for lot in work.backlog)
        == Duty.objects.filter(kind__in=[one.value for one in CHAIN], state="open").count()
    )
    assert model.days == DAYS


def test_a_scenario_that_cannot_be_made_or_written_is_said_to_be(tmp_path, now):
    planned(now - DAY * 4)
    with pytest.raises(CommandError, match="within those weeks"):
        said("--drift-since", "2020-01-01")
    with pytest.raises(CommandError, match="cannot be written"):
        said("--scenario", str(tmp_path))
    long_ago = now - DAY * 400
    with pytest.raises(CannotModel, match="Nothing was to be recorded"):
        chain_model(from_at=long_ago - DAY, at=long_ago)


def test_without_records_no_scenario_is_written(tmp_path):
    with pytest.raises(CommandError, match="No scenario is written"):
        said("--scenario", str(tmp_path / "learned.toml"))
    assert not (tmp_path / "learned.toml").exists()
