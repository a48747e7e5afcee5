"""Where a measure was defined anew: what the newer definition counts, and that a past day keeps the one then in force."""

from datetime import date, datetime, timedelta

from constabulary.access.roles import Role
from constabulary.casework.incidents.closing import close_as_duplicate
from constabulary.casework.incidents.grading import Asking, grade_incident
from constabulary.casework.inspection import measure_as_at
from constabulary.inspection.measures.definition import Window
from constabulary.policing.incidents.triggers import Trigger
from constabulary.records.models import Incident
from tests.conftest import asking
from tests.factories.calls import thrive
from tests.factories.incidents import at_once, finish, opened

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def seen(code: str, at: datetime):
    """A measure over many weeks as at a moment, by the definition of then."""
    weeks = Window(from_on=date(2026, 8, 1), until_on=date(2027, 3, 31), as_at=at)
    return measure_as_at(measure=code, window=weeks, by=asking(Role.INSPECTION_LEAD), at=at)


def split(found) -> tuple[set[int], set[int]]:
    return set(found.counted.met), set(found.counted.not_met)


def opened_at_once(began: datetime) -> tuple[Incident, Incident, Incident]:
    """Three opened before THRIVE: asked first in time and closed, asked first too late, and asked again in time."""
    prompt, late, again, master = (*(at_once(began) for _ in range(3)), opened(began))
    finish(prompt, began + 8 * MINUTE)
    finish(late, began + 25 * MINUTE)
    finish(again, began + 8 * MINUTE)
    for one, minutes in ((prompt, 10), (late, 26)):
        close_as_duplicate(
            incident=one.pk, master=master.reference, useful="", by=asking(Role.DISPATCHER), at=began + minutes * MINUTE
        )
    grade_incident(
        incident=again.pk, answers=thrive(), grade="G1", asking=Asking(trigger=Trigger.CLOCK),
        by=asking(Role.CONTACT_HANDLER), at=began + 15 * MINUTE,
    )  # fmt: skip
    return prompt, late, again


def test_the_first_thrive_of_an_incident_opened_at_once_is_no_asking_again(officer, at):
    prompt, late, again = opened_at_once(at + 40 * DAY)
    found = seen("thrive_reviewed_in_time", at + 40 * DAY + 24 * MINUTE)
    assert not {prompt.pk, late.pk} & {*found.counted.met, *found.counted.not_met}
    # The third was asked a second time, before that was due.
    assert split(found) == ({again.pk}, set())
    assert found.definition.code == "2026.2"


def test_as_at_a_day_of_the_first_definition_a_first_thrive_is_counted_as_it_was(officer, at):
    prompt, late, _ = opened_at_once(at)
    found = seen("thrive_reviewed_in_time", at + DAY)
    met, short = split(found)
    assert found.definition.code == "2026.1"
    assert (prompt.pk in met, late.pk in short) == (True, True)
