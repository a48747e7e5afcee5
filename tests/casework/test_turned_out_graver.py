"""A crime that turns out graver than it was recorded as: how soon it has an officer, and whether it stays filed."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.outcomes.deciding import approve_outcome, refuse_outcome
from constabulary.casework.outcomes.proposing import propose_outcome
from constabulary.casework.recording.classification import reclassify_crime
from constabulary.casework.recording.flagging import set_flags
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import Crime, Duty
from tests.conftest import asking
from tests.factories.crimes import allocated, filed, theft_recorded, told_of
from tests.factories.outcomes import offence

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def flagged(crime: Crime, at, flag: str = "domestic_abuse") -> None:
    set_flags(
        crime=crime.pk, flags=(flag,), faith="", corrosive_evidence="", by=asking(Role.IMU_ASSESSOR), at=at,
    )  # fmt: skip
    crime.refresh_from_db()


def reclassified(crime: Crime, at, *named: str) -> None:
    reclassify_crime(
        crime=crime.pk, offence_key=offence(*named).key, reason="He took it by force.", by=asking(Role.CRIME_REGISTRAR),
        at=at,
    )  # fmt: skip
    crime.refresh_from_db()


def open_now(crime: Crime) -> dict[str, tuple[object, int]]:
    kinds = ("allocate", "file_crime")
    return {one.kind: (one.due_at, one.risk) for one in Duty.objects.filter(crime=crime, state="open", kind__in=kinds)}


@pytest.mark.parametrize(
    ("turns", "risk"),
    [
        pytest.param(lambda crime, at: reclassified(crime, at, "034/01"), 2, id="reclassified as robbery"),
        pytest.param(flagged, 3, id="flagged as domestic abuse"),
    ],
)
def test_what_turns_out_graver_is_allocated_as_soon_as_the_graver_is(at, turns, risk):
    crime = theft_recorded(at)
    assert open_now(crime) == {"allocate": (crime.recorded_at + 72 * HOUR, 0)}
    turns(crime, at + 5 * HOUR)
    assert open_now(crime) == {"allocate": (at + 29 * HOUR, risk)}


def test_it_never_has_longer_than_it_had(at):
    crime = theft_recorded(at)
    flagged(crime, at + 60 * HOUR)
    assert open_now(crime) == {"allocate": (crime.recorded_at + 72 * HOUR, 3)}
    reclassified(crime, at + 61 * HOUR, "105/01")
    assert open_now(crime)["allocate"] == (crime.recorded_at + 72 * HOUR, 3)


def test_what_was_filed_and_may_not_be_filed_any_more_waits_for_an_officer_after_all(at):
    crime = filed(theft_recorded(at), at + 2 * HOUR)
    assert set(open_now(crime)) == {"file_crime"}
    flagged(crime, at + 3 * HOUR, "online")
    assert (set(open_now(crime)), crime.filed_at is not None) == ({"file_crime"}, True)
    flagged(crime, at + 5 * HOUR)
    assert (open_now(crime), crime.filed_at) == ({"allocate": (at + 29 * HOUR, 3)}, None)


def test_whoever_has_it_already_is_not_waited_for(at):
    crime = allocated(at)
    reclassified(crime, at + 5 * HOUR, "034/01")
    assert open_now(crime) == {}


def test_an_outcome_of_the_desk_is_not_approved_once_the_crime_may_not_be_filed(at):
    crime = filed(theft_recorded(at), at + 2 * HOUR)
    stated = {"no_lines_because": "Nobody saw it and nothing films the place."}
    number = propose_outcome(
        crime=crime.pk, outcome_type="18", rationale="No line.", stated=stated, by=asking(Role.IMU_ASSESSOR),
        at=at + 3 * HOUR,
    )  # fmt: skip
    told_of(crime, "18", at + 3 * HOUR, by=Role.IMU_ASSESSOR)
    flagged(crime, at + 4 * HOUR, "hate_race")
    with pytest.raises(NotAllowed) as refused:
        approve_outcome(outcome=number, by=asking(Role.SUPERVISOR), at=at + 5 * HOUR)
    assert "outcome.filed" in {one.code for one in refused.value.reasons}
    refuse_outcome(outcome=number, words="It is hate crime: investigate.", by=asking(Role.SUPERVISOR), at=at + 5 * HOUR)
    assert set(open_now(crime)) == {"allocate"}
