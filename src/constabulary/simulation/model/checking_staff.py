"""What is wrong with a model's staff: skills nobody has or needs, shifts that overlap or cover nothing."""

import math
from collections.abc import Iterator
from itertools import chain, combinations, pairwise

from constabulary.simulation.model.demand import DAYS_OF_WEEK
from constabulary.simulation.model.staffing import Break, Rota, Shift, StaffGroup
from constabulary.simulation.model.stages import Kind
from constabulary.simulation.model.timetable import REST, is_idle, posted_of
from constabulary.simulation.model.whole import Model

#: Nearly the police of the whole country: more are taken for a slip of the pen.
MOST_PEOPLE = 100_000
MOST_TURNS = 100


def faults_of_staff(model: Model) -> Iterator[str]:
    """Sentences about staff groups and who can do what."""
    yield from _of_skills(model)
    sound = True
    for group in model.staff:
        for fault in chain(_of_size(group), _of_group(group)):
            sound = False
            yield f"{group.name}: {fault}."
    if sound and model.start.tzinfo is not None and 0 < model.days < math.inf:
        yield from _of_cover(model)


def doubts_of_staff(model: Model) -> Iterator[str]:
    """What can be played, and may not be what was meant."""
    for group in model.staff:
        for shift in group.shifts:
            if shift.starts == shift.ends:
                yield f"The shift of {group.name} from {shift.starts:%H:%M} ends when it begins: it is read as 24 hours long."


def _of_skills(model: Model) -> Iterator[str]:
    had = {skill for group in model.staff for skill in group.skills}
    for stage in model.stages:
        if stage.kind is Kind.DELAY:
            continue
        if not stage.skill:
            yield f"{stage.name} names no skill, so nobody can work there; is it a delay?"
        elif stage.skill not in had:
            yield f"{stage.name} needs the skill {stage.skill}, which nobody has."
    needed = {stage.skill for stage in model.stages if stage.kind is not Kind.DELAY}
    for group in model.staff:
        if not needed & set(group.skills):
            yield f"{group.name} have no skill that any stage needs."
        carried = [one for one in model.stages if one.kind is Kind.CASELOAD and one.skill in group.skills]
        worked = [one for one in model.stages if one.kind is Kind.DESK and one.skill in group.skills]
        if carried and len(carried) + len(worked) > 1:
            yield f"{group.name} carry the caseload {carried[0].name}, and can then work at no other stage."
    yield from _of_orders(model)
    for stage in model.stages:
        sharing = [group.name for group in model.staff if stage.skill in group.skills]
        if stage.kind is Kind.CASELOAD and len(sharing) > 1:
            yield f"The caseload {stage.name} is carried by {' and '.join(sharing)}; it can be carried by one group."


def _of_orders(model: Model) -> Iterator[str]:
    """Where the same people choose between stages, both must say in the same terms what comes first."""
    for group in model.staff:
        worked = [one for one in model.stages if one.kind is not Kind.DELAY and one.skill in group.skills]
        for one, other in combinations(worked, 2):
            if one.rank == other.rank and one.order is not other.order:
                yield (
                    f"{group.name} choose between {one.name}, by {one.order}, and {other.name}, by {other.order}: "
                    "give both the same order, or different ranks."
                )


def _of_group(group: StaffGroup) -> Iterator[str]:
    if group.always < 0:
        yield "fewer than nobody is always there"
    if not 0 <= group.abstraction < 1:
        yield f"the abstraction is {group.abstraction}, and must be a share from 0 to below 1"
    if not (group.always or group.shifts or group.rotas):
        yield "nobody is ever on duty: give always, shifts or rotas"
    if group.always and group.abstraction:
        yield "people who are there at every hour cannot be away part of the time: give shifts"
    for shift in group.shifts:
        yield from _of_shift(shift)
        if shift.people <= 0:
            yield f"the shift from {shift.starts:%H:%M} covers nothing: it has {shift.people} people"
    for one, other in combinations(group.shifts, 2):
        if (one.starts, one.ends, one.first, one.last) == (other.starts, other.ends, other.first, other.last) and set(
            one.weekdays
        ) & set(other.weekdays):
            yield f"two shifts from {one.starts:%H:%M} to {one.ends:%H:%M} overlap on the same days: make them one"
    for rota in group.rotas:
        yield from _of_rota(rota)
    for away in group.leave:
        if away.people < 0 or away.last < away.first:
            yield f"the leave from {away.first:%d %B %Y} ends before it begins, or is of fewer than nobody"


def _of_size(group: StaffGroup) -> Iterator[str]:
    shifts, leave = (one.people for one in group.shifts), (one.people for one in group.leave)
    teams = (people for rota in group.rotas for people in rota.teams)
    if max([group.always, *shifts, *teams, *leave]) > MOST_PEOPLE:
        yield f"a shift, a team or leave can be of up to {MOST_PEOPLE:,} people"


def _of_shift(shift: Shift) -> Iterator[str]:
    told = f"the shift {shift.starts:%H:%M} to {shift.ends:%H:%M}"
    if not shift.weekdays or not set(shift.weekdays) <= set(range(DAYS_OF_WEEK)):
        yield f"{told} is on no day of the week, or one that is not: Monday is 0, Sunday 6"
    if len(set(shift.weekdays)) != len(shift.weekdays):
        yield f"{told} names a day of the week twice, and would overlap itself"
    if shift.first and shift.last and shift.last < shift.first:
        yield f"{told} ends on {shift.last:%d %B %Y}, before it begins: it covers nothing"
    if shift.starts.tzinfo or shift.ends.tzinfo:
        yield f"{told} has a time zone of its own; shifts are local"
    yield from _of_breaks(told, shift, shift.breaks)


def _of_breaks(told: str, shift: Shift, breaks: tuple[Break, ...]) -> Iterator[str]:
    length = (shift.ends.hour - shift.starts.hour + (shift.ends.minute - shift.starts.minute) / 60) % 24 or 24
    for one in breaks:
        if not 1 <= one.turns <= MOST_TURNS or not one.minutes > 0 or one.after < 0:
            yield (
                f"a break of {told} must have a turn and up to {MOST_TURNS}, last above nought minutes and not begin before "
                "the shift"
            )
        elif one.after + one.turns * one.minutes / 60 > length:
            yield f"a break of {told} ends after the shift"
    for early, late in pairwise(breaks):
        if late.after < early.after + early.turns * early.minutes / 60:
            yield f"the breaks of {told} overlap"


def _of_rota(rota: Rota) -> Iterator[str]:
    names = [shift.name for shift in rota.shifts]
    if len(set(names)) != len(names) or any(len(name) != 1 or name == REST for name in names):
        yield "each shift of a rota needs a name of one letter, different from the others"
    missing = sorted(set(rota.pattern) - set(names) - {REST})
    if missing:
        yield f"the pattern {rota.pattern} speaks of {', '.join(missing)}, which is none of its shifts"
    if not set(rota.pattern) - {REST}:
        yield f"the pattern {rota.pattern or 'of no days'} covers nothing"
    if not rota.teams or min(rota.teams) < 0 or not any(rota.teams):
        yield "a rota needs a team of at least one, and none of fewer than nobody"
    for shift in rota.shifts:
        yield from _of_shift(shift)
    if not missing and rota.pattern:
        yield from _of_overlaps(rota)


def _of_overlaps(rota: Rota) -> Iterator[str]:
    """A team whose next shift starts before its last one ends would be in two places."""
    by_name = {shift.name: shift for shift in rota.shifts}
    for today, tomorrow in zip(rota.pattern, rota.pattern[1:] + rota.pattern[:1], strict=True):
        if REST not in {today, tomorrow}:
            ends, starts = by_name[today], by_name[tomorrow].starts
            if ends.ends <= ends.starts and ends.ends > starts:
                yield f"shift {today} overlaps the {tomorrow} of the day after: it ends at {ends.ends:%H:%M}"
                return


def _of_cover(model: Model) -> Iterator[str]:
    for stage in model.stages:
        groups = [group for group in model.staff if stage.skill in group.skills]
        most = max((posted_of(group) for group in groups), default=0)
        if stage.kind is Kind.DESK and groups and stage.people > most:
            yield f"{stage.name} takes {stage.people} people together, and no group has more than {most}."
    for number, group in enumerate(model.staff):
        if is_idle(model, number):
            yield f"The shifts of {group.name} cover nothing of the run."
