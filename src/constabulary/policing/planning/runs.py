"""What may be asked of a run of a scenario, and which runs can be compared."""

from enum import StrEnum

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.standards.dated import Confidence
from constabulary.standards.queues import LEAST_TO_JUDGE, RunLimits
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("planning")
OURS = "Our safeguard"
#: Fewer have no interval. How often at most, and what else a run may take, is a standard that a force may set.
LEAST_REPLICATIONS = 2
LEAST_WITHIN, MOST_WITHIN = 0.001, 0.5
MOST_SEED = 10**15 - 1
LONGEST_NAME = 80


#: So many rotas are tried for one answer about staff, at most about.
ROTAS_TRIED = 40


class RunKind(StrEnum):
    """What is asked of a scenario."""

    PLAY = "play"
    STAFFING = "staffing"
    RECOVERY = "recovery"
    ROSTER = "roster"

    @property
    def label(self) -> str:
        """What people call it."""
        return {
            "play": "Played as it is", "staffing": "How many people?", "recovery": "How is the backlog cleared?",
            "roster": "Who works when?",
        }[self.value]  # fmt: skip


def _reason(code: str, sentence: str, field: str = "") -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field=field)


NAME_NEEDED = _reason("name-needed", "Enter a name for the scenario, up to 80 characters.", "name")
NO_SUCH_NUMBER_OF_TIMES = _reason(
    "no-such-number-of-times",
    "A scenario is played twice or more, and no more often than the rule book of the force allows.",
    "replications",
)
NO_SUCH_SEED = _reason("no-such-seed", "The seed is a whole number of up to 15 digits, nought or more.", "seed")
TOO_MUCH = _reason(
    "too-much",
    "That is more work than can be played while anybody waits for it: play fewer days, or fewer times.",
    "replications",
)
TOO_LARGE = _reason(
    "too-large",
    "That needs more memory than a run may take: play it fewer times or fewer days, take fewer snapshots a day, or have "
    "fewer stages or classes of work.",
    "replications",
)
TOO_MANY_WAIT = _reason(
    "too-many-wait", "As many runs wait to be played already as may. Wait for some, or cancel what is no longer needed."
)
NOT_DONE = _reason("not-done", "Only runs that are done can be compared.", "other")
SAME_RUN = _reason("same-run", "Choose another run to compare this one with.", "other")
OTHER_LUCK = _reason(
    "other-luck",
    "These runs were not played with the same seed and the same days by the same edition, so their difference would be of "
    "luck as well.",
    "other",
)
NOTHING_IN_COMMON = _reason("nothing-in-common", "These runs have no figure in common.", "other")
NO_SUCH_FIGURE = _reason("no-such-figure", "Choose one of the figures of this scenario.", "until")
NO_FIGURE_ONCE_CHANGED = _reason(
    "no-figure-once-changed",
    "Once it is changed like this, the scenario does not have that figure: choose another, or play it exactly so many times.",
    "until",
)
NO_SUCH_PRECISION = _reason(
    "no-such-precision", "Enter within how many per cent the figure is to be known, from 0.1 to 50.", "within"
)
TOO_FEW_TO_JUDGE = _reason(
    "too-few-to-judge",
    "Allow 40 times or more: from fewer it cannot be judged how well a figure is known.",
    "replications",
)
NOT_ABOUT_STAFF = _reason(
    "not-about-staff", "A roster is made of an answer to the question how many people are needed."
)
NO_ONLINE_TEAM = _reason(
    "no-online-team",
    "The records have no crime and no investigator of an online investigation team, so there is nothing to start from.",
    "origin",
)


@value
class RunAsked:
    """A run as it is asked for: how often, from which seed, how many pieces of work come in each time, how many bytes of
    memory it needs in all, and how many runs wait already."""

    replications: int
    seed: int
    pieces: float
    needs_bytes: int
    waiting: int


def find_reasons_against_run(asked: RunAsked, limits: RunLimits) -> Reasons:
    """Why a run cannot be asked for."""
    found = []
    if not LEAST_REPLICATIONS <= asked.replications <= limits.most_times:
        found.append(NO_SUCH_NUMBER_OF_TIMES)
    elif asked.pieces * asked.replications > limits.most_pieces:
        found.append(TOO_MUCH)
    elif asked.needs_bytes > limits.most_bytes:
        found.append(TOO_LARGE)
    if not 0 <= asked.seed <= MOST_SEED:
        found.append(NO_SUCH_SEED)
    if asked.waiting >= limits.most_waiting:
        found.append(TOO_MANY_WAIT)
    return tuple(found)


@value
class Until:
    """Play goes on until a figure (`until`, among those `offered`) is known within a share of it, `most` times at most.
    `is_changed`: the scenario that is played is one that comes of changes that were asked for with it."""

    until: str
    within: float | None
    most: int
    offered: frozenset[str]
    is_changed: bool = False


def find_reasons_against_precision(asked: Until) -> Reasons:
    """Why play cannot go on until a figure is known like this."""
    is_lost = asked.is_changed and bool(asked.until)
    is_missing = asked.until not in asked.offered
    against = {
        NO_FIGURE_ONCE_CHANGED: is_missing and is_lost,
        NO_SUCH_FIGURE: is_missing and not is_lost,
        NO_SUCH_PRECISION: asked.within is None or not LEAST_WITHIN <= asked.within <= MOST_WITHIN,
        TOO_FEW_TO_JUDGE: asked.most < LEAST_TO_JUDGE,
    }
    return tuple(one for one, applies in against.items() if applies)


def find_reasons_against_name(name: str) -> Reasons:
    """Why a scenario cannot have this name."""
    return () if 0 < len(name.strip()) <= LONGEST_NAME else (NAME_NEEDED,)


@value
class Played:
    """What two runs must have in common to be compared: whether each is done, and with what luck it was played."""

    run: int
    is_done: bool
    luck: tuple[object, ...]
    figures: frozenset[str]


def find_reasons_against_comparison(one: Played, other: Played) -> Reasons:
    """Why two runs cannot be compared."""
    if one.run == other.run:
        return (SAME_RUN,)
    if not (one.is_done and other.is_done):
        return (NOT_DONE,)
    if one.luck != other.luck:
        return (OTHER_LUCK,)
    return () if one.figures & other.figures else (NOTHING_IN_COMMON,)
