"""Moments as people write them."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from constabulary.web import forming
from constabulary.web.forming import MomentField

NOW = datetime(2026, 11, 28, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(forming, "now", lambda: NOW)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("now", NOW),
        ("today 14:30", datetime(2026, 11, 28, 14, 30, tzinfo=UTC)),
        ("yesterday 22:00", datetime(2026, 11, 27, 22, 0, tzinfo=UTC)),
        ("tomorrow 14:30", datetime(2026, 11, 29, 14, 30, tzinfo=UTC)),
        ("Tomorrow at 9.05", datetime(2026, 11, 29, 9, 5, tzinfo=UTC)),
        ("14:30", datetime(2026, 11, 28, 14, 30, tzinfo=UTC)),
        ("23/11/2026 14:30", datetime(2026, 11, 23, 14, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_as_it_is_written(written, meant):
    assert MomentField(label="When").clean(written) == meant


@pytest.mark.parametrize("word", ["today", "tomorrow", "yesterday"])
def test_a_day_alone_is_asked_for_its_time(word):
    with pytest.raises(ValidationError, match="Write the time as well"):
        MomentField(label="When").clean(word)
