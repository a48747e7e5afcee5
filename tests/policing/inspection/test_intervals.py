"""Wilson intervals against published figures, and shares that cannot be."""

import pytest

from constabulary.policing.inspection.intervals import wilson


@pytest.mark.source("03-inspection 5.1")
@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [(43, 62, 0.570, 0.794), (62, 63, 0.915, 0.997), (10, 10, 0.722, 1.0), (9, 10, 0.596, 0.982), (0, 10, 0.0, 0.278)],
    ids=["Kent's files", "Kent's rapes", "ten of ten", "nine of ten", "none"],
)
def test_the_interval_is_the_published_one(numerator, denominator, low, high):
    rate = wilson(numerator, denominator)
    assert rate.low == pytest.approx(low, abs=0.001)
    assert rate.high == pytest.approx(high, abs=0.001)


def test_nothing_to_count_has_no_estimate_and_an_impossible_share_is_refused():
    assert wilson(0, 0).estimate is None
    for numerator, denominator in ((3, 2), (-1, 5)):
        with pytest.raises(ValueError, match="is not a share"):
            wilson(numerator, denominator)
