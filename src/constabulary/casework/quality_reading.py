"""How well work is done, by type of team: counted for whoever measures, of nobody by name."""

from datetime import datetime, timedelta

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.supervision.lists import COUNTED_FOR_QUALITY
from constabulary.policing.supervision.quality import Quality, Share, TeamType, type_of
from constabulary.records.queries.shift import QualityCounts, quality_counts
from constabulary.standards.dated import Standard
from constabulary.standards.rulebook import Moments
from constabulary.standards.supervision import SHIFT, Shift
from constabulary.standards.values import value


@value
class OpenedQuality:
    """How each type of team did, since when, and by which edition few are too few."""

    types: tuple[Quality, ...]
    since: datetime
    standard: Standard[Shift]


def open_quality(*, by: Officer, at: datetime) -> OpenedQuality:
    """Reviews in time and challenged, victims updated as agreed, by type of team. Raises NotPermitted."""
    check_may(by, Permission.SEE_MEASURES)
    standard = read_rulebook(Moments(report=at, decision=at))[SHIFT]
    since = at - timedelta(days=standard.value.quality_days)
    found = quality_counts(since=since, until=at, kinds=COUNTED_FOR_QUALITY)
    by_type: dict[TeamType, list[QualityCounts]] = {}
    for one in found:
        by_type.setdefault(type_of(one.kind), []).append(one)
    least = standard.value.least_to_tell
    return OpenedQuality(
        types=tuple(_together(one, by_type[one], least) for one in TeamType if one in by_type),
        since=since,
        standard=standard,
    )


def _together(kind: TeamType, counts: list[QualityCounts], least: int) -> Quality:
    over: dict[str, int] = {}
    for one in counts:
        for each in one.challenged_over:
            what, _, many = each.partition("=")
            over[what] = over.get(what, 0) + int(many)
    return Quality(
        type=kind,
        reviews_in_time=Share(
            made=sum(one.reviews_in_time for one in counts), of=sum(one.reviews for one in counts), least=least
        ),
        reviews_challenged=Share(
            made=sum(one.challenged for one in counts), of=sum(one.reviewed for one in counts), least=least
        ),
        updates_as_agreed=Share(
            made=sum(one.updates_in_time for one in counts), of=sum(one.updates for one in counts), least=least
        ),
        challenged_over=tuple(sorted(over.items(), key=lambda one: (-one[1], one[0]))),
    )
