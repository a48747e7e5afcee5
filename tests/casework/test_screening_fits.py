"""Screening factors fitted by their verb: a proposal that is never applied until a chief officer accepts it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.officers import NotPermitted
from constabulary.access.roles import Role
from constabulary.casework import screening_fits
from constabulary.casework.aids import accept_aid, open_aids, switch_off_aid
from constabulary.casework.screening_fits import accepted_odds, count_drawn_so_far, fit_screening, open_fit
from constabulary.policing.allocation.screening import FACTORS
from constabulary.policing.decisions import NotAllowed
from constabulary.policing.inspection.aids import Aid
from constabulary.records.models import JournalEntry, ScreeningFit
from constabulary.records.queries.screening import drawn_and_ended
from constabulary.standards.calendar import local_day
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import theft_recorded
from tests.factories.fits import four_hundred

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def many_drawn(monkeypatch):
    """Four hundred filed crimes that were drawn and have ended."""
    crimes = four_hundred()
    monkeypatch.setattr(screening_fits, "drawn_and_ended", lambda **_: crimes)


def accept(at, until) -> None:
    accept_aid(
        aid=Aid.SCREENING, until_on=local_day(until), reason="It is calibrated, and errs alike.",
        by=asking(Role.CHIEF_OFFICER), at=at,
    )  # fmt: skip


def test_a_fit_is_kept_with_its_error_and_applied_by_nobody_until_it_is_accepted(many_drawn, at):
    number = fit_screening(by=asking(Role.INSPECTION_LEAD), at=at, seed=5)
    row = ScreeningFit.objects.get(pk=number)
    assert (row.crimes, row.edition, row.seed) == (400, "Fitting 1", 5)
    assert row.solved == round(400 * row.report["usual"])
    assert set(row.report["odds"]) == set(row.report["weights"])
    assert {"estimate", "low", "high"} == set(row.report["brier"])
    small = next(one for one in row.report["groups"] if one["name"] == "Small")
    assert small == {"by": "district", "name": "Small", "too_few": True}
    assert JournalEntry.objects.filter(kind="screening_fitted", subject_row=number).exists()
    assert accepted_odds(at) == {}
    accept(at + DAY, at + 90 * DAY)
    assert accepted_odds(at + DAY)["named_suspect"]["low"] > 1
    fit_screening(by=asking(Role.INSPECTION_LEAD), at=at + 2 * DAY, seed=6)
    assert accepted_odds(at + 3 * DAY) == row.report["odds"]
    assert open_fit(by=asking(Role.AUDITOR), at=at + 3 * DAY).id != number
    assert accepted_odds(at + 91 * DAY) == {}
    switch_off_aid(aid=Aid.SCREENING, reason="It errs.", by=asking(Role.CHIEF_OFFICER), at=at + 4 * DAY)
    assert accepted_odds(at + 4 * DAY) == {}


def test_nothing_is_accepted_before_it_is_fitted_or_fitted_on_too_little(at):
    with pytest.raises(NotAllowed) as refused:
        accept(at, at + 90 * DAY)
    assert [one.code for one in refused.value.reasons] == ["aids.nothing-fitted"]
    with pytest.raises(NotAllowed) as refused:
        fit_screening(by=asking(Role.INSPECTION_LEAD), at=at)
    assert [one.code for one in refused.value.reasons] == ["screening.too-little-to-fit"]
    assert drawn_and_ended(since=at - DAY, until=at) == []
    assert not ScreeningFit.objects.exists()
    with pytest.raises(NotPermitted):
        fit_screening(by=asking(Role.ALLOCATION_MANAGER), at=at)
    with pytest.raises(NotPermitted):
        open_fit(by=asking(Role.INVESTIGATOR), at=at)


def test_the_register_tells_the_error_of_an_accepted_fit(many_drawn, at):
    fit_screening(by=asking(Role.INSPECTION_LEAD), at=at, seed=5)
    opened = open_aids(by=asking(Role.INSPECTION_LEAD), at=at + DAY)
    assert next(one for one in opened.aids if one.aid is Aid.SCREENING).errors == ()


def test_on_screen_it_is_fitted_shown_with_its_error_and_refused_in_words(many_drawn, monkeypatch):
    lead = signed_in(Role.INSPECTION_LEAD)
    page = words_of(lead.get("/inspection/screening-fit"))
    assert "Nothing has been fitted yet." in page
    assert "There is too little for a fit." not in page
    done = words_of(lead.post("/inspection/screening-fit", follow=True))
    for words in ("The factors are fitted.", "Brier score", "Calibration slope", "Too few to say", "400 crimes"):
        assert words in done
    assert "The fit, and its error" in words_of(lead.get("/inspection/aids"))
    monkeypatch.setattr(screening_fits, "drawn_and_ended", lambda **_: [])
    refused = lead.post("/inspection/screening-fit")
    assert refused.status_code == 422
    assert "Nothing is fitted." in words_of(refused)


@pytest.mark.parametrize(
    ("crimes", "solved", "too_little"),
    [
        pytest.param(0, 0, True, id="nothing drawn has ended"),
        pytest.param(199, 40, True, id="one crime too few"),
        pytest.param(200, 19, True, id="one solved too few"),
        pytest.param(200, 181, True, id="one unsolved too few"),
        pytest.param(200, 20, False, id="just enough"),
    ],
)
def test_how_far_the_force_is_from_a_fit_is_said_and_fitting_agrees(db, monkeypatch, at, crimes, solved, too_little):
    many = [replace(one, outcome="1" if place < solved else "18") for place, one in enumerate(four_hundred()[:crimes])]
    monkeypatch.setattr(screening_fits, "drawn_and_ended", lambda **_: many)
    found = count_drawn_so_far(by=asking(Role.INSPECTION_LEAD), at=at)
    assert (found.crimes, found.solved) == (crimes, solved)
    page = words_of(signed_in(Role.INSPECTION_LEAD).get("/inspection/screening-fit"))
    assert f"{crimes} filed crimes drawn since" in page
    assert f"{solved} of them solved, {crimes - solved} not; 20 of each are needed" in page
    assert ("There is too little for a fit." in page) is too_little
    if too_little:
        with pytest.raises(NotAllowed):
            fit_screening(by=asking(Role.INSPECTION_LEAD), at=at, seed=5)
    else:
        fit_screening(by=asking(Role.INSPECTION_LEAD), at=at, seed=5)


def test_of_a_factor_that_too_few_crimes_had_nothing_is_said(many_drawn, monkeypatch):
    rare = screening_fits.drawn_and_ended()
    for place, one in enumerate(rare):
        one.answers["cctv"] = {"known": "yes" if place < 29 else "no"}
    monkeypatch.setattr(screening_fits, "drawn_and_ended", lambda **_: rare)
    lead = signed_in(Role.INSPECTION_LEAD)
    page = words_of(lead.post("/inspection/screening-fit", follow=True))
    report = ScreeningFit.objects.get().report
    assert set(report["weights"]) - set(report["odds"]) == {"cctv"}
    question = next(one.question for one in FACTORS if one.code == "cctv")
    assert f"{question} Too few to say" in page
    assert "Of a group of fewer than 30, and of a factor that fewer had or did not have, nothing is said." in page


def test_where_somebody_decides_the_odds_are_shown_once_accepted_and_not_before(many_drawn):
    moment = timezone.now()
    crime = theft_recorded(moment - 2 * DAY)
    fit_screening(by=asking(Role.INSPECTION_LEAD), at=moment - DAY, seed=5)
    address, desk = f"/crimes/{crime.reference}/screen", signed_in(Role.IMU_ASSESSOR)
    assert "our own filed crimes" not in words_of(desk.get(address))
    accept(moment - DAY / 2, moment + 90 * DAY)
    page = words_of(signed_in(Role.IMU_ASSESSOR).get(address))
    assert "What went with being solved in our own filed crimes" in page
    assert "says nothing of this one" in page
