"""The sizes a demonstration force comes in."""

from collections.abc import Mapping
from datetime import timedelta

from constabulary.standards.values import value

#: Kent recorded crimes of the year 2018/19 by outcome: Home Office crime outcomes open data table.
KENT_IN_A_YEAR = 199_963
YEAR = timedelta(days=365)


@value
class Size:
    """How large: the share of Kent, how much history, and how many officers an investigation team has."""

    share: float
    history: timedelta
    investigators: int
    detectives: int
    districts: int = 13
    #: What Kent recorded less often than this in its year does not come.
    rarest: int = 1

    @property
    def crimes(self) -> int:
        """How many crimes that makes over the whole history."""
        return round(KENT_IN_A_YEAR * self.share * (self.history / YEAR))


#: Of what Kent recorded twenty times, a twentieth of it over thirteen months would hold one.
RAREST = 20

#: `tiny` and `sample` are for tests: a few dozen crimes, and enough for the measures to be certain of something.
SIZES: Mapping[str, Size] = {
    "tiny": Size(share=0.0004, history=timedelta(days=396), investigators=1, detectives=1, districts=4, rarest=RAREST),
    "sample": Size(share=0.003, history=timedelta(days=396), investigators=1, detectives=1, districts=4, rarest=RAREST),
    "small": Size(share=1 / 20, history=timedelta(days=396), investigators=4, detectives=2, rarest=RAREST),
    "year": Size(share=1.0, history=YEAR, investigators=48, detectives=24),
    "decade": Size(share=0.75, history=timedelta(days=3652), investigators=36, detectives=18),
}
