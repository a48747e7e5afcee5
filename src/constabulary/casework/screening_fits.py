"""Fitting the screening factors to the force's own crimes: a proposal with its error, that a named person accepts or not."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from constabulary.access.officers import Officer, check_may
from constabulary.access.permissions import Permission
from constabulary.casework.aids import aid_is_on
from constabulary.casework.rulebooks import read_rulebook
from constabulary.inspection.screening_fit import CODES, Fit, SolvedCrime, fit_factors
from constabulary.policing.allocation.screening import TOO_LITTLE, Known
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.inspection.aids import Aid
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import ScreeningFit
from constabulary.records.queries.aids import accepted_at
from constabulary.records.queries.screening import DrawnCrime, FitView, drawn_and_ended, newest_fit
from constabulary.records.writing import writing
from constabulary.standards.outcomes import OUTCOMES
from constabulary.standards.rulebook import Moments
from constabulary.standards.values import value
from constabulary.standards.workload import FITTING

#: As many bits as a column for a whole number holds, its sign left out.
SEED_BITS = 62


@value
class DrawnSoFar:
    """Of how many crimes a fit could be made today: filed, drawn, ended; and how many of those were solved."""

    since: datetime
    crimes: int
    solved: int


def count_drawn_so_far(*, by: Officer, at: datetime) -> DrawnSoFar:
    """How far the force is from a fit. Numbers only. Raises NotPermitted."""
    check_may(by, Permission.SEE_MEASURES)
    settings = read_rulebook(Moments(report=at, decision=at))[FITTING].value
    since, solved_by = at - timedelta(days=settings.looked_back_days), _solved_by(at)
    found = drawn_and_ended(since=since, until=at)
    return DrawnSoFar(since=since, crimes=len(found), solved=sum(one.outcome in solved_by for one in found))


def _solved_by(at: datetime) -> list[str]:
    return sorted(one.code for one in OUTCOMES.offered(Moments(decision=at)) if one.positive)


def fit_screening(*, by: Officer, at: datetime, seed: int | None = None) -> int:
    """Fit the factors to the filed crimes of some years that were drawn and have ended. Returns the number of the fit.

    Nothing goes by it: a chief officer may accept it in the register of aids. Raises NotPermitted, or NotAllowed where
    there is too little to fit.
    """
    check_may(by, Permission.KEEP_IMPROVEMENTS)
    moments = Moments(report=at, decision=at)
    settings = read_rulebook(moments)[FITTING]
    solved_by = _solved_by(at)
    seed = secrets.randbits(SEED_BITS) if seed is None else seed
    since = at - timedelta(days=settings.value.looked_back_days)
    crimes = [_crime(one, solved_by) for one in drawn_and_ended(since=since, until=at)]
    try:
        found = fit_factors(crimes, settings.value, seed=seed)
    except ValueError as too_little:
        raise NotAllowed([TOO_LITTLE]) from too_little
    report = {**_plain(found), "solved_by": solved_by}
    with writing(by=by, at=at, purpose="Fitting screening factors") as w:
        made = ScreeningFit(
            id=w.new_id(), since=since, until=at, crimes=found.crimes, solved=found.solved, seed=seed,
            edition=settings.edition, report=report, made_at=at, made_by_id=by.id,
        )  # fmt: skip
        w.entry(EntryKind.SCREENING_FITTED, subject=made, editions=[settings.edition], facts={"crimes": found.crimes})
        w.insert(made)
    return made.id


def _crime(one: DrawnCrime, solved_by: list[str]) -> SolvedCrime:
    """Only whether each factor was there: not known yet counts as not, as it did where the decision was made."""
    return SolvedCrime(
        factors={code: one.answers.get(code, {}).get("known") == Known.YES.value for code in CODES},
        solved=one.outcome in solved_by,
        groups=one.groups,
    )


def _plain(found: Fit) -> dict[str, Any]:
    return {
        "usual": found.usual, "intercept": found.intercept, "weights": dict(found.weights),
        "odds": {code: asdict(one) for code, one in found.odds.items() if code not in found.rare}, "brier": asdict(found.brier),
        "brier_of_usual": found.brier_of_usual, "slope": asdict(found.slope), "auc": asdict(found.auc),
        "groups": [
            {"by": one.by, "name": one.name, "too_few": one.too_few} if one.too_few else asdict(one)
            for one in found.groups
        ],
    }  # fmt: skip


def open_fit(*, by: Officer, at: datetime) -> FitView | None:
    """The newest fit with its error; numbers only, of no person. Raises NotPermitted."""
    check_may(by, Permission.SEE_MEASURES)
    return newest_fit(before=at)


def accepted_odds(at: datetime) -> Mapping[str, Mapping[str, float]]:
    """The odds of the accepted fit, by factor, for whoever decides; none while the aid is off."""
    since = accepted_at(Aid.SCREENING) if aid_is_on(Aid.SCREENING, at) else None
    found = newest_fit(before=since) if since is not None else None
    return found.report["odds"] if found is not None else {}
