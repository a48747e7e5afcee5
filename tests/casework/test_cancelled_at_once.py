"""Two who decide at the same moment: of two crimes cancelled as duplicates of each other one stays on the books."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.recording.cancellation import CancellationDetails, ask_cancellation, cancel_crime
from constabulary.policing.decisions import NotAllowed
from constabulary.records.models import Crime
from constabulary.records.queries.officers import say_who_asks
from tests.conftest import asking
from tests.factories.crimes import theft_recorded
from tests.factories.together import all_at_once

pytestmark = pytest.mark.usefixtures("committing")
HOUR = timedelta(hours=1)


def test_two_crimes_are_never_both_cancelled_as_duplicates_of_each_other(at):
    by, maker = asking(Role.IMU_ASSESSOR), asking(Role.DESIGNATED_DECISION_MAKER)

    def cancelling(number):
        def cancel():
            say_who_asks(maker)
            return cancel_crime(cancellation=number, words="The same theft.", by=maker, at=at + 3 * HOUR)

        return cancel

    for _ in range(8):
        one, other = theft_recorded(at), theft_recorded(at)
        asked = [
            ask_cancellation(
                crime=crime.pk,
                asked=CancellationDetails(code="C3", survivor=survivor.reference),
                by=by,
                at=at + 2 * HOUR,
            )
            for crime, survivor in ((one, other), (other, one))
        ]
        came = all_at_once([cancelling(number) for number in asked])
        states = sorted(Crime.objects.filter(pk__in=[one.pk, other.pk]).values_list("state", flat=True))
        assert states == ["cancelled", "unallocated"], came
        refused = [found for found in came if isinstance(found, NotAllowed)]
        assert [reason.code for reason in refused[0].reasons] == ["cancellation.survivor-missing"]
