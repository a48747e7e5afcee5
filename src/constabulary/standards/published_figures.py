"""How published figures of all forces are read: what is refused, who is ranked, what counts as unusual."""

from constabulary.standards.dated import Key
from constabulary.standards.values import value


@value
class FunnelSettings:
    """The share of z-scores drawn in at either end, and how many standard deviations the two limits lie out."""

    winsorise: float
    inner: float
    outer: float


REFUSED_SHARE = Key("published.refused_share", lambda raw: float(raw["share"]))
UNASSIGNED_CEILING = Key("published.unassigned_ceiling", lambda raw: float(raw["share"]))
FUNNEL = Key("published.funnel", lambda raw: FunnelSettings(**raw))
