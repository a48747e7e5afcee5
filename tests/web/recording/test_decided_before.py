"""What was decided of an incident before, and what the registrar found of it, is before whoever decides it again."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.recording.decision import decide_recording
from constabulary.casework.recording.oversight import oversee_decision
from constabulary.policing.incidents.closing import Finishing
from constabulary.policing.recording.decision import RecordingFacts, Step, StepAnswer
from constabulary.policing.recording.oversight import Finding
from constabulary.records.models import Incident, RecordingDecision
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import reported
from tests.factories.incidents import reach

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FOUND = "The registrar found it wrong, to be put right: She said it at the call."


@pytest.fixture
def started():
    return timezone.now() - DAY


def found_wrong(started, *, closed: bool) -> Incident:
    """An incident decided as no crime, under the code of a rape, that the registrar found wrong."""
    incident = reported(started)
    reach(incident, started, clear=True)
    decide_recording(
        incident=incident.pk, by=asking(Role.IMU_ASSESSOR), at=started + HOUR,
        answers=(StepAnswer(step=Step.CONCERNS_CRIME, answer=False, evidence="Not said."),),
        facts=RecordingFacts(state_based=False, rape_reported=True, professional_or_carer=False),
        rationale="Nobody can be found yet.",
        finishing=Finishing(is_finished=closed, because="She was seen to, and was told." if closed else ""),
    )  # fmt: skip
    oversee_decision(
        decision=RecordingDecision.objects.get(incident=incident).pk, finding=Finding.WRONG,
        words="She said it at the call.", by=asking(Role.CRIME_REGISTRAR), at=started + 2 * HOUR,
    )  # fmt: skip
    incident.refresh_from_db()
    assert (incident.state == "closed") is closed
    return incident


@pytest.mark.parametrize("closed", [False, True])
def test_an_incident_that_is_to_be_decided_again_says_why_and_leads_there_open_or_closed(started, closed):
    incident = found_wrong(started, closed=closed)
    record = f"/incidents/{incident.reference}/record"
    assessor = signed_in(Role.IMU_ASSESSOR)
    page = assessor.get(f"/incidents/{incident.reference}")
    for words in ("No crime is recorded (N100 100/01)", "Nobody can be found yet.", FOUND):
        assert words in words_of(page)
    assert f'href="{record}"' in page.content.decode()
    # Whoever answers her call is not to tell her that it was right; they decide nothing.
    handler = signed_in(Role.CONTACT_HANDLER).get(f"/incidents/{incident.reference}")
    assert FOUND in words_of(handler)
    assert f'href="{record}"' not in handler.content.decode()


def test_whoever_decides_again_has_it_before_them_and_a_rape_stays_put_down_as_reported(started):
    incident = found_wrong(started, closed=False)
    page = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{incident.reference}/record")
    assert "Decided before" in words_of(page)
    assert FOUND in words_of(page)
    assert re.search(r'name="rape_reported"[^>]*checked', page.content.decode())
    first = signed_in(Role.IMU_ASSESSOR).get(f"/incidents/{reported(started).reference}/record")
    assert "Decided before" not in words_of(first)
