"""A visit of a piece of work to a stage, as it is recorded when records are asked for."""

from constabulary.standards.values import value


@value
class Visit:
    """One visit. Moments are hours since the start of the run; `started` is None where nobody ever began.

    `how`: 1 finished, 2 gave up, 3 turned away, 4 still there when the run ended (`left` is then the end). `work` is the
    number of the piece of work, `of` and `stage` are places in the model's lists.
    """

    work: int
    of: int
    stage: int
    how: int
    joined: float
    started: float | None
    left: float
