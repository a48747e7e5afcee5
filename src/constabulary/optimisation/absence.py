"""Giving away what an absent officer, or a team that is dissolved, holds: the same engine, with a cost for each move."""

from collections.abc import Collection, Mapping

from constabulary.optimisation.pool import Crime, NotAPool, Officer, Pool
from constabulary.standards.values import value


@value
class Held:
    """A crime and the officer who holds it."""

    crime: Crime
    officer: str


def pool_for_cover(
    pool: Pool, held: Collection[Held], *, absent: Collection[str], may_move: Collection[str] = ()
) -> Pool:
    """A pool in which the crimes of absent officers wait, and those that may move can.

    `pool` has every officer with all they carry, and whatever waits already. Crimes of absent officers, and crimes whose
    keys are in `may_move`, are taken out of what their officers carry and added to what is proposed; whoever has a crime
    that may move keeps it at no cost, and anyone else costs `move` more. All other crimes stay where they are. Crimes
    that are to stay together are: name all of them in `may_move`, or none. Raises NotAPool.
    """
    taken: dict[str, float] = {}
    given: list[Crime] = []
    for one in held:
        away = one.officer in absent
        if away or one.crime.key in may_move:
            taken[one.officer] = taken.get(one.officer, 0.0) + one.crime.points
            given.append(_with_holder(one.crime, "" if away else one.officer))
    officers = tuple(_without(one, taken) for one in pool.officers if one.key not in absent)
    if any(one.carried < 0 for one in officers):
        raise NotAPool("an officer holds more than they carry")
    return Pool(
        crimes=(*pool.crimes, *given),
        officers=officers,
        fits=pool.fits,
        costs=pool.costs,
        refused=pool.refused,
        knows=pool.knows,
        kilometres=pool.kilometres,
        counts=pool.counts,
    )


def _with_holder(crime: Crime, holder: str) -> Crime:
    return Crime(
        key=crime.key,
        points=crime.points,
        urgency=crime.urgency,
        kind=crime.kind,
        place=crime.place,
        together=crime.together,
        held_by=holder,
    )


def _without(officer: Officer, taken: Mapping[str, float]) -> Officer:
    left = round(officer.carried - taken.get(officer.key, 0.0), 9)
    return Officer(
        key=officer.key,
        carried=left,
        limit=officer.limit,
        base=officer.base,
        hours_share=officer.hours_share,
        starts_in=officer.starts_in,
        given_lately=officer.given_lately,
    )
