"""What was said of danger on a call stands, with when it was last said."""

from datetime import UTC, datetime, timedelta

import pytest

from constabulary.policing.incidents.danger import Sign, SignSaid, find_signs
from constabulary.policing.incidents.thrive import Imminence, Suspect, Violence, VulnerabilityFactor
from tests.factories.calls import thrive

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


@pytest.mark.parametrize(
    ("changes", "signs"),
    [
        ({}, []),
        ({"threat": {"danger_to_life": True}}, [Sign.LIFE]),
        ({"threat": {"weapon": True}}, [Sign.WEAPON]),
        ({"threat": {"violence": Violence.USED}}, [Sign.VIOLENCE]),
        ({"threat": {"violence": Violence.IMMINENT}}, [Sign.VIOLENCE]),
        ({"threat": {"violence": Violence.THREATENED}}, []),
        ({"risk": {"imminence": Imminence.HOURS}}, [Sign.MAY_RETURN]),
        ({"risk": {"imminence": Imminence.NOW}}, [Sign.MAY_RETURN]),
        ({"risk": {"imminence": Imminence.DAYS}}, []),
        ({"risk": {"imminence": Imminence.HOURS}, "threat": {"suspect": Suspect.DETAINED}}, []),
        ({"vulnerability": {"factors": (VulnerabilityFactor.CHILD,)}}, [Sign.CHILDREN]),
        ({"vulnerability": {"alone_at_risk": True}}, [Sign.ALONE]),
    ],
    ids=["calm", "life", "weapon", "violence used", "violence about to be", "only threatened", "within hours", "now",
         "within days", "within hours, but he is detained", "a child", "alone"],
)  # fmt: skip
def test_a_sign_is_what_was_answered(changes, signs):
    assert [one.sign for one in find_signs([(AT, thrive(**changes))])] == signs
    assert all(one.label[0].isupper() for one in Sign)


def test_once_said_it_stands_and_the_latest_saying_counts():
    first = thrive(threat={"weapon": True}, risk={"imminence": Imminence.HOURS, "interim_risk": "He has keys."})
    second = thrive(threat={"weapon": True})
    assert find_signs([(LATER, second), (AT, first)]) == (
        SignSaid(sign=Sign.WEAPON, said_at=LATER),
        SignSaid(sign=Sign.MAY_RETURN, said_at=AT, words="He has keys."),
    )
