"""The quality of work and the errors of aids read what is counted and no more, and count what a plain reading counts."""

from collections import Counter
from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.policing.inspection.aids import Aid
from constabulary.policing.journal.kinds import EntryKind
from constabulary.policing.supervision.lists import COUNTED_FOR_QUALITY
from constabulary.records.models import Crime, Duty, Place, SecondScore, Team
from constabulary.records.queries.aids import judged_by_group
from constabulary.records.queries.officers import say_who_asks, system_officer
from constabulary.records.queries.shift import quality_counts
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.crimes import planned
from tests.factories.incidents import quarrel
from tests.factories.scoring import drawn_of, scored
from tests.records.reading_plans import rows_read

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
KINDS = tuple(one.value for one in COUNTED_FOR_QUALITY)


def duties(crime: Crime, at, *, days: int, count: int) -> None:
    """So many reviews and updates that fell due so many days ago: each third late, each fourth still open."""
    team, system = Team.objects.earliest("id"), system_officer()
    say_who_asks(system)
    with writing(by=system, at=at, purpose="Making duties") as w:
        w.entry(EntryKind.SAMPLE_DRAWN, subject=w.lock(Crime, crime.pk), journey=crime.journey_id)
        for number in range(count):
            due = at - days * DAY + timedelta(minutes=number)
            is_open = number % 4 == 3
            ended = due + (timedelta(hours=1) if number % 3 == 0 else -timedelta(hours=1))
            w.insert(
                Duty(
                    journey_id=crime.journey_id, crime_id=crime.pk, team_id=team.pk, kind=KINDS[number % len(KINDS)],
                    desk="supervision", rule="x", edition="x", opened_at=due - 5 * DAY, due_at=due,
                    state="open" if is_open else "met", ended_at=None if is_open else ended,
                    ended_by_id=None if is_open else system.id,
                )
            )  # fmt: skip


def test_the_quality_of_work_reads_what_fell_due_in_its_time_and_counts_it_as_a_plain_reading_does(at):
    crime = planned(at - 3 * DAY)
    duties(crime, at, days=200, count=60)
    duties(crime, at, days=4, count=20)
    asking(Role.INSPECTOR)
    since = at - 28 * DAY

    def ask():
        return quality_counts(since=since, until=at, kinds=COUNTED_FOR_QUALITY)

    found: Counter[str] = Counter()
    for one in ask():
        found += Counter(
            reviews=one.reviews, reviews_in_time=one.reviews_in_time, updates=one.updates,
            updates_in_time=one.updates_in_time,
        )  # fmt: skip
    plain: Counter[str] = Counter()
    for one in Duty.objects.filter(kind__in=KINDS, team__isnull=False).exclude(state="superseded"):
        if since <= one.due_at < at:
            what = "reviews" if one.kind == "review_investigation" else "updates"
            plain[what] += 1
            plain[f"{what}_in_time"] += one.ended_at is not None and one.ended_at <= one.due_at
    assert found == plain
    assert plain["updates"] > plain["updates_in_time"] > 0
    fell_due = Duty.objects.filter(kind__in=KINDS, due_at__gte=since, due_at__lt=at).count()
    assert 20 <= rows_read(ask, of="duty") <= fell_due, "nothing of what fell due long ago"


def test_the_errors_of_an_aid_read_the_people_and_places_that_were_judged_and_count_as_a_plain_reading_does(at):
    calls = [quarrel(at + number * timedelta(minutes=1)) for number in range(6)]
    for one in calls[:2]:
        scored(drawn_of(one, at), at + DAY, grade="G1")
    asking(Role.INSPECTOR)

    def ask():
        return judged_by_group(Aid.GRADE, since=at, until=at + 2 * DAY)

    plain: dict[str, Counter[str]] = {}
    for score in SecondScore.objects.select_related("sampled__assessment", "sampled__incident__place__district"):
        proposed = score.sampled.assessment.proposed_grade
        wrong = "less_urgent" if proposed > score.grade else "more_urgent" if proposed < score.grade else ""
        district = score.sampled.incident.place.district
        plain.setdefault(district.name if district else "not_known", Counter())[wrong] += 1
    found = {one.name: Counter(one.errors) for one in ask() if one.by == "district"}
    assert found == plain
    assert sum(sum(one.values()) for one in plain.values()) == 2
    assert Place.objects.count() > 2
    assert rows_read(ask, of="place") == 2, "the places of what was judged"
    assert rows_read(ask, of="person") <= 2
