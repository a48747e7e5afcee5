"""When an investigation comes onto one of the lists that supervision works through."""

from constabulary.standards.dated import Key
from constabulary.standards.values import value


@value
class Backstops:
    """After how long each comes onto its list, and how far back its trend is told.

    Hours until a crime is allocated; days until contact is agreed with the victim, a plan is set, a suspect is arrested or
    interviewed; months that a crime is open; days between the count now and the count before.
    """

    unallocated_hours: int
    contact_agreed_days: int
    plan_days: int
    suspect_days: int
    open_months: int
    trend_days: int


BACKSTOPS = Key("supervision.backstops", lambda raw: Backstops(**raw))
