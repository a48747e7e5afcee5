"""Reviews that are near copies of others, selected for a colleague to read: never a figure of whoever wrote them.

Texts are compared by the runs of three words that both have (Jaccard's share). Numbers count as alike, so that a phrase
with another date is the same phrase. A short text is not compared at all: "No direction needed, she is safe with her
sister" is short because there is little to say, and many that are right are alike. Every pair over the threshold is
found: of two sets that share so much, one of the rarest runs of the one is among the rarest of the other, and only
those are looked up.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from math import ceil

from constabulary.policing.decisions import Reason, Reasons, ReasonsCatalogue
from constabulary.policing.desks import Desk, supervisor_desk
from constabulary.policing.duties.catalogue import DutyKind
from constabulary.policing.duties.due import DutyDue
from constabulary.policing.investigation.reviews import ReviewLevel
from constabulary.standards.dated import Confidence
from constabulary.standards.rulebook import Rulebook
from constabulary.standards.self_inspection import FEEDBACK_WITHIN
from constabulary.standards.supervision import READ_COPIES_WITHIN, Likeness
from constabulary.standards.values import value

REASONS = ReasonsCatalogue("likeness")
OURS = "Our safeguard: what is selected is read by a person, and nobody is counted"
RUN = 3
_WORD = re.compile(r"[^\W\d_]+|\d+")


class Finding(StrEnum):
    """What a colleague found of a review that is a near copy of another."""

    THIN = "thin"
    FINE = "fine"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"thin": "Thin: the crime needs another review", "fine": "Fine, because"}[self.value]


@value
class Written:
    """The words of a review, and of which crime; not whose they are, because that does not matter here."""

    id: int
    crime: int
    words: str


@value
class Copied:
    """A review that is a near copy of an earlier one, and how much of all their runs of words both have."""

    id: int
    of: int
    likeness: float


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: small letters, each number the same."""
    return tuple("0" if one[0].isdigit() else one for one in _WORD.findall(text.lower()))


def runs_of(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of three words in a text."""
    words = words_of(text)
    return frozenset(words[place : place + RUN] for place in range(len(words) - RUN + 1))


def likeness(first: frozenset[tuple[str, ...]], second: frozenset[tuple[str, ...]]) -> float:
    """The share of all runs of both that both have; nought where there are none."""
    together = len(first | second)
    return len(first & second) / together if together else 0.0


def find_copies(new: Iterable[Written], earlier: Iterable[Written], rule: Likeness, *, seed: str) -> tuple[Copied, ...]:
    """The new texts that are near copies of an earlier one, or of a new one before them, as many as are read at a time.

    Each with the one it is most like; never of the same crime, where one review may well repeat another. Which are
    taken where there are too many depends on the seed and the text alone.
    """
    known, fresh = list(earlier), sorted(new, key=lambda one: one.id)
    # The same words are found in many reviews: each text is taken apart once, and once compared with another.
    texts = {one.words for one in (*known, *fresh)}
    runs = {text: runs_of(text) for text in texts if len(words_of(text)) >= rule.least_words}
    known, fresh = ([one for one in some if one.words in runs] for some in (known, fresh))
    before = _Before(_rarest_first(Counter(runs[one.words] for one in (*known, *fresh))), rule)
    for one in known:
        before.add(one, runs[one.words])
    found = []
    for one in fresh:
        best = before.most_alike(one, runs[one.words])
        if best is not None:
            found.append(best)
        before.add(one, runs[one.words])
    taken = sorted(found, key=lambda one: sha256(f"{seed}:{one.id}".encode()).digest())[: rule.most]
    return tuple(sorted(taken, key=lambda one: one.id))


Run = tuple[str, ...]
Runs = frozenset[Run]


def _rarest_first(texts: Counter[Runs]) -> dict[Runs, list[Run]]:
    often: Counter[Run] = Counter()
    for runs, times in texts.items():
        often.update(dict.fromkeys(runs, times))
    return {runs: sorted(runs, key=lambda run: (often[run], run)) for runs in texts}


class _Before:
    """The texts that another may be a copy of, by their rarest runs."""

    def __init__(self, ranked: Mapping[Runs, list[Run]], rule: Likeness) -> None:
        self._ranked, self._rule = ranked, rule
        self._index: dict[Run, list[Runs]] = defaultdict(list)
        self._latest: dict[Runs, tuple[Written, ...]] = {}

    def _front(self, runs: Runs) -> list[Run]:
        """The runs of which one must be shared by anything alike enough: all but so many as it may lack."""
        ranked = self._ranked[runs]
        return ranked[: len(ranked) - ceil(self._rule.share * len(ranked) - 1e-9) + 1]

    def add(self, one: Written, runs: Runs) -> None:
        """Another may be a copy of this one from now on."""
        if runs not in self._latest:
            for run in self._front(runs):
                self._index[run].append(runs)
        first, *others = sorted((*self._latest.get(runs, ()), one), key=lambda other: -other.id)
        # Of all with these runs the latest, and the latest of another crime than that: no third is ever wanted.
        self._latest[runs] = (first, *[other for other in others if other.crime != first.crime][:1])

    def most_alike(self, one: Written, runs: Runs) -> Copied | None:
        """What a text is a copy of: the most alike of another crime, of several the latest."""
        beside = {other for run in self._front(runs) for other in self._index.get(run, ())}
        alike = [
            (likeness(runs, other), latest.id)
            for other in beside
            for latest in self._latest[other]
            if latest.crime != one.crime
        ]
        best = max(alike, default=(0.0, 0))
        return Copied(id=one.id, of=best[1], likeness=best[0]) if best[0] >= self._rule.share else None


def _reason(code: str, sentence: str, field: str = "") -> Reason:
    return REASONS.add(code, sentence, source=OURS, confidence=Confidence.ASSUMPTION, field=field)


OWN = _reason("own", "You wrote one of these. A colleague reads them.")
READ = _reason("read", "A colleague has read these already.")
WHY_MISSING = _reason("why-missing", "Say why, in a few words.", "words")


def find_reasons_against_finding(*, is_author: bool, is_read: bool, words: str) -> Reasons:
    """Why a finding cannot stand: one's own, read already, or without words."""
    against = {OWN: is_author, READ: is_read, WHY_MISSING: not words.strip()}
    return tuple(reason for reason, applies in against.items() if applies)


def read_copies_due(level: ReviewLevel, rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """The reading of two reviews that are nearly the same, by a colleague of those who review at that level."""
    within = rulebook[READ_COPIES_WITHIN]
    desk = Desk.INSPECTORS if level is ReviewLevel.INSPECTOR else Desk.SUPERVISION
    return DutyDue(
        kind=DutyKind.READ_COPIES, desk=desk, due_at=at + within.value, rule=within.key, edition=within.edition, risk=1
    )


#: Desks whose own people score THRIVE a second time.
SCORES_THRIVE = frozenset({Desk.CONTROL_ROOM, Desk.IMU})


def read_alike_thrive_due(desk: Desk, rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """The reading of two THRIVE assessments that are nearly the same: at the desk that made the later one, or with the
    supervisors where it is a desk that scores none."""
    within = rulebook[READ_COPIES_WITHIN]
    return DutyDue(
        kind=DutyKind.READ_ALIKE_THRIVE, desk=_desk_that_scores(desk), due_at=at + within.value, rule=within.key, edition=within.edition,
        risk=1,
    )  # fmt: skip


def _desk_that_scores(desk: Desk) -> Desk:
    return desk if desk in SCORES_THRIVE else supervisor_desk(desk)


def feed_back_thin_due(desk: Desk, rulebook: Rulebook, *, at: datetime) -> DutyDue:
    """The feedback that whoever asked a THRIVE that was found thin is owed, where nothing can be asked again."""
    within = rulebook[FEEDBACK_WITHIN]
    return DutyDue(
        kind=DutyKind.FEED_BACK_THIN, desk=_desk_that_scores(desk), due_at=at + within.value, rule=within.key,
        edition=within.edition,
    )  # fmt: skip


OWN_FEEDBACK = _reason("own-feedback", "You asked this one: whoever supervises you talks with you about it.")
FEEDBACK_GIVEN = _reason("feedback-given", "Feedback on this has been given already.")


def find_reasons_against_feedback(*, is_assessor: bool, is_due: bool) -> Reasons:
    """Why feedback on a thin assessment cannot be noted as given: one's own, or not due any more."""
    against = {OWN_FEEDBACK: is_assessor, FEEDBACK_GIVEN: not is_due}
    return tuple(reason for reason, applies in against.items() if applies)
