"""Screening factors fitted to four hundred filed crimes that were drawn by chance and have ended."""

from datetime import datetime
from unittest.mock import patch

from constabulary.access.roles import Role
from constabulary.casework import screening_fits
from constabulary.casework.screening_fits import fit_screening
from constabulary.records.queries.screening import DrawnCrime
from tests.conftest import asking
from tests.inspection.test_screening_fit import made


def four_hundred() -> list[DrawnCrime]:
    """Crimes whose chance of being solved follows from their factors."""
    return [
        DrawnCrime(
            answers={code: {"known": "yes" if there else "not_yet"} for code, there in one.factors.items()},
            outcome="1" if one.solved else "18", groups=one.groups,
        )
        for one in made(400)
    ]  # fmt: skip


def screening_fitted(at: datetime, *, seed: int = 5) -> int:
    """A fit, made by the inspection lead."""
    with patch.object(screening_fits, "drawn_and_ended", lambda **_: four_hundred()):
        return fit_screening(by=asking(Role.INSPECTION_LEAD), at=at, seed=seed)
