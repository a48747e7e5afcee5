"""The page on which an update of a victim is recorded: each change that waits is named, and told only where it is ticked."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.investigation.changes import owe_that_it_goes_on
from constabulary.casework.investigation.suspects import add_suspect, move_suspect
from constabulary.casework.people import PersonDetails
from constabulary.policing.investigation.suspects import SuspectStatus
from constabulary.policing.journal.kinds import EntryKind
from constabulary.records.models import Crime, Duty, JournalEntry, Suspect, VictimUpdate
from constabulary.records.writing import writing
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.crimes import planned

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
S = SuspectStatus
ASKED = "Which changes that wait were they told of?"


@pytest.fixture
def start():
    """Pages ask the clock, so what they act on has just happened."""
    return timezone.now() - 12 * HOUR


@pytest.fixture
def crime(db, start) -> Crime:
    """A crime of which the victim is to be told that one suspect was arrested and another bailed."""
    made = planned(start)
    other = add_suspect(
        crime=made.pk, words="Drove him.", person=PersonDetails(given="Lee", family="Moss"),
        by=asking(Role.DETECTIVE), at=start + 5 * HOUR,
    )  # fmt: skip
    for suspect, status in (
        (Suspect.objects.filter(crime=made).earliest("id").pk, S.ARRESTED_IN_CUSTODY),
        (other, S.ARRESTED_IN_CUSTODY),
        (other, S.BAILED_PRE_CHARGE),
    ):
        move_suspect(
            suspect=suspect, to_status=status, words="As it was.", moment=start + timedelta(days=20), reference="ZZ/1",
            by=asking(Role.DETECTIVE), at=start + 6 * HOUR,
        )  # fmt: skip
    return made


def at_page(crime) -> str:
    return f"/crimes/{crime.reference}/victim/update"


def labels(page) -> list[str]:
    found = re.findall(r'<label[^>]*for="id_changes[^"]*"[^>]*>(.*?)</label>', page.content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def posted(**changes):
    return {
        "occasion": "change", "method": "telephone", "by_safe_route": "on", "reached": "reached", "spoken_to": "victim",
        "said": "That he is on bail.", "questions": "None.", "next_on": "tomorrow", **changes,
    }  # fmt: skip


def waiting(crime) -> list[int]:
    asking(Role.DETECTIVE)
    found = Duty.objects.filter(crime=crime, kind="tell_victim_of_change", state="open")
    return list(found.order_by("id").values_list("id", flat=True))


def test_each_change_that_waits_is_named_with_whose_it_is_what_and_when(crime):
    page = signed_in(Role.DETECTIVE).get(at_page(crime))
    assert ASKED in words_of(page)
    first, second, other = labels(page)
    assert first.startswith("Suspect 1, Dean Harker: arrested, in custody, ")
    assert second.startswith("Suspect 2, Lee Moss: on pre-charge bail, ")
    assert other == "Another change, not listed here"
    assert all(re.search(r"\d{4} at \d\d:\d\d$", one) for one in (first, second))
    assert "checked" not in "".join(re.findall(r'<input[^>]*id="id_changes[^>]*>', page.content.decode()))
    # Whom the page names is in the journal of what was read.
    entry = JournalEntry.objects.filter(kind="read_victim").latest("id")
    assert set(Suspect.objects.filter(crime=crime).values_list("person_id", flat=True)) <= set(entry.rows)


def test_what_is_ticked_is_told_and_what_is_not_stays_due_and_is_offered_again(crime):
    browser = signed_in(Role.DETECTIVE)
    arrested, bailed = waiting(crime)
    assert browser.post(at_page(crime), posted(changes=[str(bailed)])).status_code == 302
    assert waiting(crime) == [arrested]
    assert [one.partition(":")[0] for one in labels(signed_in(Role.DETECTIVE).get(at_page(crime)))] == [
        "Suspect 1, Dean Harker", "Another change, not listed here",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param([], "Say which of the changes that wait they were told of", id="none is said"),
        pytest.param(["999999999"], "What waits to be told has changed since this page was opened", id="one gone"),
    ],
)
def test_a_telling_that_does_not_say_of_what_is_refused_beside_the_changes(crime, changes, sentence):
    page = signed_in(Role.DETECTIVE).post(at_page(crime), posted(changes=changes))
    assert page.status_code == 422
    assert sentence in words_of(page)
    assert 'href="#id_changes"' in page.content.decode()
    assert len(waiting(crime)) == 2


def test_something_else_is_told_and_nothing_that_waits_is_done_by_it(crime):
    asking(Role.DETECTIVE)
    assert signed_in(Role.DETECTIVE).post(at_page(crime), posted(changes=["another"])).status_code == 302
    assert len(waiting(crime)) == 2
    assert VictimUpdate.objects.filter(crime=crime, occasion="change").count() == 1


def test_that_the_case_goes_on_is_a_change_of_no_suspects(start):
    crime = planned(start)
    by = asking(Role.DETECTIVE)
    with writing(by=by, at=start + 5 * HOUR, purpose="Working the crime") as w:
        row = w.lock(Crime, crime.pk)
        w.entry(EntryKind.SUSPECT_ADDED, subject=row, journey=row.journey_id)
        owe_that_it_goes_on(w, row)
    (goes_on, _) = labels(signed_in(Role.DETECTIVE).get(at_page(crime)))
    assert goes_on.startswith("The investigation goes on, ")


def test_where_no_change_waits_nothing_is_asked_of_one(start):
    crime = planned(start)
    page = signed_in(Role.DETECTIVE).get(at_page(crime))
    assert (page.status_code, ASKED in words_of(page)) == (200, False)
    assert signed_in(Role.DETECTIVE).post(at_page(crime), posted()).status_code == 302


def test_the_list_of_what_is_due_leads_to_where_the_change_is_told(crime):
    page = signed_in(Role.DETECTIVE).get("/")
    assert f'href="{at_page(crime)}?occasion=change"' in page.content.decode()
    chosen = signed_in(Role.DETECTIVE).get(at_page(crime) + "?occasion=change").content.decode()
    assert '<option value="change" selected' in chosen
