"""The beginning of a supervisor's shift: what to do first and why, what may wait and until when.

What one act clears stands together as one action. Nothing here compares officers: actions are about crimes.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from constabulary.policing.duties.catalogue import DutyKind
from constabulary.standards.supervision import Shift
from constabulary.standards.values import value


class Act(StrEnum):
    """What a supervisor does about it."""

    CUSTODY = "custody"
    COVER = "cover"
    REVIEW = "review"
    OUTCOME = "outcome"
    VICTIM = "victim"
    CHASE = "chase"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What it is called."""
        return ACT_TITLES[self]


ACT_TITLES = {
    Act.CUSTODY: "See to whoever is in custody",
    Act.COVER: "Find cover for an officer who is away",
    Act.REVIEW: "Review the investigation",
    Act.OUTCOME: "Decide the outcome",
    Act.VICTIM: "See that the victim hears from us",
    Act.CHASE: "See what holds the investigation up",
    Act.OTHER: "See to it",
}
K = DutyKind
#: What one act of each kind clears, all at once: a review that looks at the suspects and directs, an update that reached
#: the victim. A test carries each out and sees that it does.
CLEARS: dict[Act, frozenset[DutyKind]] = {
    Act.REVIEW: frozenset({K.REVIEW_INVESTIGATION, K.APPROVE_PLAN, K.REVIEW_SUSPECT}),
    Act.OUTCOME: frozenset({K.DECIDE_OUTCOME}),
    Act.VICTIM: frozenset({K.CONTACT_VICTIM_FIRST, K.UPDATE_VICTIM, K.TELL_VICTIM_OF_CHANGE}),
}
#: What a supervisor asks the officer about in one go; each is the officer's to clear.
ASKED_ABOUT = frozenset({K.SET_PLAN, K.FOLLOW_LINE, K.FOLLOW_DIRECTION, K.ESTABLISH_IDENTITY, K.AGREE_CONTACT})
ACT_OF = {kind: act for act, kinds in CLEARS.items() for kind in kinds} | dict.fromkeys(ASKED_ABOUT, Act.CHASE)
#: What is lost with the evidence if it waits.
NEEDS_EVIDENCE = frozenset({K.SET_PLAN, K.FOLLOW_LINE, K.FOLLOW_DIRECTION})
IN_DANGER = 3


class Why(StrEnum):
    """Why an action stands where it does, what weighs most first."""

    CUSTODY = "custody"
    DANGER_OVERDUE = "danger-overdue"
    EVIDENCE = "evidence"
    AWAY = "away"
    DANGER = "danger"
    OVERDUE = "overdue"
    THIS_SHIFT = "this-shift"
    LATER = "later"

    @property
    def sentence(self) -> str:
        """Why, in words."""
        return WHY[self]


WHY = {
    Why.CUSTODY: "Somebody is detained, and the time for it runs.",
    Why.DANGER_OVERDUE: "Somebody may be in danger, and it is overdue.",
    Why.EVIDENCE: "Evidence was about to be lost when it was reported.",
    Why.AWAY: "Whoever has it is away.",
    Why.DANGER: "Somebody may be in danger, and it is due this shift.",
    Why.OVERDUE: "It is overdue.",
    Why.THIS_SHIFT: "It is due this shift.",
    Why.LATER: "It is due after this shift.",
}
ORDER = {why: place for place, why in enumerate(Why)}


@value
class AtHand:
    """One open duty of a team: what, about which crime, whose, and what else decides how soon it is looked at."""

    id: int
    kind: DutyKind
    risk: int
    due_at: datetime
    crime: int | None = None
    officer: int | None = None
    is_away: bool = False
    is_perishable: bool = False


@value
class Detained:
    """Somebody in custody for a crime of the team.

    Where a custody record tells: when their detention is reviewed next, and `until` when it ends.
    """

    crime: int
    since: datetime
    until: datetime | None = None
    review_at: datetime | None = None


@value
class Action:
    """One thing to do: about a crime, or for an officer who is away; since or until when, why, and what it clears."""

    act: Act
    crime: int | None
    officer: int | None
    due_at: datetime
    why: tuple[Why, ...]
    duties: tuple[AtHand, ...]
    crimes: int
    detained: Detained | None = None

    @property
    def clears(self) -> bool:
        """Whether the one act meets every duty behind it; else each is for its officer to meet."""
        return self.act in CLEARS

    @property
    def place(self) -> tuple[int, bool, datetime, int]:
        """Where it stands: what weighs most; where nobody is there to do it; what is due first."""
        return (ORDER[self.why[0]], self.act is not Act.COVER, self.due_at, self.crime or self.officer or 0)


@value
class Plan:
    """What is done first, and what may wait: what is due this shift all the same, and what is not."""

    first: tuple[Action, ...]
    this_shift: tuple[Action, ...]
    later: tuple[Action, ...]
    ends_at: datetime


def plan_shift(duties: Iterable[AtHand], detained: Iterable[Detained], shift: Shift, *, at: datetime) -> Plan:
    """What a supervisor does first when a shift begins at `at`, and what may wait."""
    ends_at = at + timedelta(hours=shift.hours)
    groups: dict[tuple[Act, int], list[AtHand]] = {}
    for one in duties:
        groups.setdefault(_group_of(one, ends_at), []).append(one)
    made = [_action(act, together, at=at, ends_at=ends_at) for (act, _), together in groups.items()]
    made += [_custody_action(one) for one in detained]
    made.sort(key=lambda one: one.place)
    pressing = [one for one in made if one.why[0] is not Why.LATER]
    return Plan(
        first=tuple(pressing[: shift.first_actions]),
        this_shift=tuple(pressing[shift.first_actions :]),
        later=tuple(one for one in made if one.why[0] is Why.LATER),
        ends_at=ends_at,
    )


def _group_of(one: AtHand, ends_at: datetime) -> tuple[Act, int]:
    """What is cleared together: all that cannot wait for somebody who is away, else what one act about a crime clears."""
    if one.is_away and one.officer is not None and one.due_at <= ends_at:
        return Act.COVER, one.officer
    if one.crime is None or one.kind not in ACT_OF:
        return Act.OTHER, one.id
    return ACT_OF[one.kind], one.crime


def _action(act: Act, duties: list[AtHand], *, at: datetime, ends_at: datetime) -> Action:
    ordered = sorted(duties, key=lambda one: (one.due_at, one.id))
    why = sorted({_why(act, one, at=at, ends_at=ends_at) for one in ordered}, key=ORDER.__getitem__)
    if act is Act.COVER and Why.AWAY not in why:
        why = sorted({*why, Why.AWAY}, key=ORDER.__getitem__)
    first, crimes = ordered[0], {one.crime for one in ordered if one.crime is not None}
    return Action(
        act=act,
        crime=first.crime if len(crimes) == 1 else None,
        officer=first.officer,
        due_at=first.due_at,
        why=tuple(one for one in why if one is not Why.LATER) or (Why.LATER,),
        duties=tuple(ordered),
        crimes=len(crimes),
    )


def _why(act: Act, one: AtHand, *, at: datetime, ends_at: datetime) -> Why:
    if one.due_at > ends_at:
        return Why.LATER
    overdue = one.due_at <= at
    if one.risk >= IN_DANGER and overdue:
        return Why.DANGER_OVERDUE
    if one.is_perishable and one.kind in NEEDS_EVIDENCE:
        return Why.EVIDENCE
    if act is Act.COVER:
        return Why.AWAY
    if one.risk >= IN_DANGER:
        return Why.DANGER
    return Why.OVERDUE if overdue else Why.THIS_SHIFT


def _custody_action(one: Detained) -> Action:
    clocks = [clock for clock in (one.review_at, one.until) if clock is not None]
    return Action(
        act=Act.CUSTODY,
        crime=one.crime,
        officer=None,
        due_at=min(clocks, default=one.since),
        why=(Why.CUSTODY,),
        duties=(),
        crimes=1,
        detained=one,
    )
