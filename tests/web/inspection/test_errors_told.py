"""The pages that tell how far something errs or agrees, with rows planted for them and figures worked out by hand."""

from datetime import timedelta
from math import sqrt

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.allocation_screening import screen_crime
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Person, Screening, ScreeningFit, SecondWeight
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.writing import writing
from tests.casework.test_allocation_screening import ALWAYS, FILE
from tests.casework.test_second_reviews import copied, many_decided
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import planned, theft_recorded
from tests.factories.protection import add_officer
from tests.factories.regrading import weight_drawn, weight_graded

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Z = 1.959963984540054
#: Of forty drawn crimes that have ended: whether a suspect was named, whether it was solved, and how many.
ENDED = [(True, True, 13), (True, False, 7), (False, True, 4), (False, False, 16)]


def by_wilson(count: int, of: int) -> str:
    """The share and its interval as the pages print them, from the formula as the textbook has it."""
    p, spread = count / of, Z * sqrt(count / of * (1 - count / of) / of + Z * Z / (4 * of * of))
    low, high = ((p + Z * Z / (2 * of) + way * spread) / (1 + Z * Z / of) for way in (-1, 1))
    return f"{count} of {of} {100 * p:.0f} % ({100 * low:.0f} to {100 * high:.0f})"


def ended_since_a_fit(began) -> None:
    """A fit by which a named suspect makes a crime likely, and forty drawn crimes that have ended since, ten of men."""
    crime = theft_recorded(began)
    screen_crime(crime=crime.pk, given=FILE, by=asking(Role.IMU_ASSESSOR), at=began + 2 * HOUR, chance=ALWAYS)
    row, victim = Screening.objects.get(), Person.objects.get(pk=crime.victim_id)
    system = system_officer()
    say_who_asks(system)
    with writing(by=system, at=began + DAY, purpose="Setting up") as w:
        fit = ScreeningFit(
            id=w.new_id(), since=began - DAY, until=began, crimes=400, solved=200, seed=1, edition="Fitting 1",
            report={"usual": 0.5, "intercept": -1.0, "weights": {"named_suspect": 2.0}, "solved_by": ["1"],
                    "odds": {}, "groups": []},
            made_at=began, made_by_id=system.id,
        )  # fmt: skip
        w.entry(EntryKind.SCREENING_FITTED, subject=fit)
        w.insert(fit)
        women, men = (w.insert(copied(w, victim, reference=f"P90{sex[0]}", sex=sex)) for sex in ("female", "male"))
        number = 0
        for named, solved, many in ENDED:
            for place in range(many):
                number += 1
                ended = w.insert(
                    copied(
                        w, crime, reference=f"99/{number}/26", state="finalised", outcome="1" if solved else "18",
                        finalised_at=began + DAY, finalised_by_id=system.id, victim_id=(men if named and solved and place < 10 else women).id,
                    )
                )  # fmt: skip
                answers = {"named_suspect": {"known": "yes" if named else "no"}}
                w.insert(copied(w, row, crime_id=ended.id, answers=answers, drawn=True))


def test_the_error_of_the_screening_aid_is_told_of_those_who_are_enough_and_of_nobody_else():
    ended_since_a_fit(timezone.now() - 5 * DAY)
    page = words_of(signed_in(Role.INSPECTION_LEAD).get("/inspection/aids"))
    part = page[page.index("Fitted screening factors") :]
    # Likely is a chance of a half or more: 1 / (1 + e^-1) = 0.73 with a suspect named, 0.27 without.
    assert f"Everybody {by_wilson(4, 40)} {by_wilson(7, 40)}" in part
    # The thirty women are all but the ten solved crimes with a suspect named.
    assert f"female {by_wilson(4, 30)} {by_wilson(7, 30)}" in part
    assert "male Too few to say" in part
    assert "Of fewer than 20 nothing is said." in part


def test_what_filing_misses_tells_of_groups_only_where_enough_have_ended():
    ended_since_a_fit(timezone.now() - 5 * DAY)
    page = words_of(signed_in(Role.INSPECTION_LEAD).get("/allocation/screening"))
    # One more was drawn and has not ended; seventeen of forty were solved.
    assert "41 to be filed 41 drawn all the same 40 of them have ended 17 of them solved" in page
    assert "42.5 %" in page
    assert "Sex: male Too few to say" in page
    assert "Sex: female 30 30 30 7 23.3 %" in page


def test_agreement_by_way_and_team_is_told_with_its_interval_and_of_few_it_is_not():
    began = timezone.now() - 10 * DAY
    many_decided(asking, began, alike=16, other=6)
    lead = signed_in(Role.INSPECTION_LEAD)
    page = words_of(lead.get("/inspection/second-decisions"))
    assert page.count(by_wilson(16, 22)) == 2
    assert "16 of 22 alike, kappa 0.00" in page
    assert "Of fewer than 20 decided again, or of fewer than 4 people's decisions, nothing is said." in page


def graded_twice(began, *, alike: int, lower: int) -> None:
    """Copies of one crime that four people had, each drawn and graded again: alike, or as weighing more."""
    crime = planned(began)
    drawn = weight_drawn(crime, began + DAY)
    weight_graded(drawn, began + DAY + HOUR, weight="abuse")
    system, second = system_officer(), SecondWeight.objects.get(sampled=drawn)
    people = [add_officer(f"M{number}", Role.DETECTIVE, began).id for number in range(4)]
    say_who_asks(system)
    with writing(by=system, at=began + 2 * DAY, purpose="Setting up") as w:
        w.entry(EntryKind.SAMPLE_DRAWN, subject=drawn.sample)
        for number in range(alike + lower - 1):
            other = w.insert(copied(w, crime, reference=f"99/{number}/26", officer_id=people[number % 4]))
            again = w.insert(copied(w, drawn, crime_id=other.id))
            same = number + 1 < alike
            w.insert(
                copied(
                    w, second, sampled_id=again.id, weight="abuse" if same else "robbery",
                    points=second.points if same else second.points + 1,
                )
            )  # fmt: skip


def test_agreement_on_weights_is_told_by_team_with_its_interval_and_of_few_it_is_not():
    began = timezone.now() - 10 * DAY
    graded_twice(began, alike=15, lower=5)
    page = words_of(signed_in(Role.ALLOCATION_MANAGER).get("/allocation/weights"))
    same, less = by_wilson(15, 20), by_wilson(5, 20)
    # Every first grading was of one kind, so that chance alone would agree as often: kappa is nought.
    assert f"All together: {same} weigh the same, {less} weighed less at first; kappa of the kinds 0.00" in page
    assert page.count(f"{same} {less}") == 1
    assert "Of fewer than 20 crimes graded again, or of fewer than 4 people's crimes, nothing is said." in page


def test_of_nineteen_gradings_nothing_is_told():
    graded_twice(timezone.now() - 10 * DAY, alike=14, lower=5)
    page = words_of(signed_in(Role.ALLOCATION_MANAGER).get("/allocation/weights"))
    assert "All together: too few to say (19 graded again)." in page
    assert "Too few to say" in page
    assert "14 of 19" not in page
