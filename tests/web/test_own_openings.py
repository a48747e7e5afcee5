"""The page on which whoever opened a record without cause sees so, and the reviewer's choice to tell them later."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.casework.emergencies import open_in_emergency
from constabulary.records.models import BreakGlass, Incident, JournalEntry
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.protection import LINE, protected_victim

pytestmark = pytest.mark.django_db
WHY = "He is at her door with a knife and the crew needs the address."
FINDING = f"No call came from {LINE} that night."
MINE = "/emergency-openings/mine"


@pytest.fixture
def opening(db) -> BreakGlass:
    at = timezone.now()
    held = protected_victim(at)
    open_in_emergency(seals=(held.seal,), reason=WHY, by=asking(Role.CONTACT_HANDLER), at=at)
    return BreakGlass.objects.get()


def test_it_stands_on_their_list_leads_to_their_page_and_names_nothing_of_what_was_sealed(opening):
    inspector = signed_in(Role.INSPECTOR)
    inspector.post(f"/emergency-openings/{opening.pk}", {"justified": "no", "finding": FINDING})
    assert "has been told" in words_of(inspector.get(f"/emergency-openings/{opening.pk}"))
    handler = signed_in(Role.CONTACT_HANDLER)
    assert MINE in handler.get("/").content.decode()
    shown = words_of(handler.get(MINE))
    assert "Not justified" in shown
    assert not {word for word in (LINE, FINDING, WHY, "ealed", "erson") if word in shown}
    found = handler.post(MINE, {"opening": opening.pk})
    assert found["Location"] == MINE + "?done=opening-read"
    assert "You read it" in words_of(handler.get(MINE))
    assert MINE not in handler.get("/").content.decode(), "it is off their list"
    again = handler.post(MINE, {"opening": opening.pk})
    assert again.status_code == 422
    assert "noted already" in words_of(again)


def test_a_reviewer_holds_it_back_and_tells_them_later(opening):
    inspector, address = signed_in(Role.INSPECTOR), f"/emergency-openings/{opening.pk}"
    inspector.post(address, {"justified": "no", "finding": FINDING, "held_back": "on"})
    assert "has not been told" in words_of(inspector.get(address))
    handler = signed_in(Role.CONTACT_HANDLER)
    assert "You have been told of none" in words_of(handler.get(MINE))
    told = inspector.post(address, {"tell_now": "yes"})
    assert told["Location"] == address + "?done=opener-told"
    assert "Not justified" in words_of(handler.get(MINE))
    again = inspector.post(address, {"tell_now": "yes"})
    assert again.status_code == 422
    assert "nothing to tell" in words_of(again)


@pytest.mark.parametrize(
    ("number", "wanted"), [("", 422), ("nobody's", 422), ("0", 404), ("theirs", 404)],
    ids=["none", "no number", "no opening", "somebody else's"],
)  # fmt: skip
def test_what_is_no_opening_of_theirs_is_refused_without_a_word_of_it(opening, number, wanted):
    answer = signed_in(Role.DISPATCHER).post(MINE, {"opening": str(opening.pk) if number == "theirs" else number})
    assert answer.status_code == wanted


def test_one_who_opened_more_than_a_page_holds_sees_how_many_and_reads_the_last(opening, monkeypatch):
    monkeypatch.setattr("constabulary.web.protection.emergency_views.A_PAGE", 2)
    monkeypatch.setattr("constabulary.web.lists.A_PAGE", 2)
    handler, inspector = signed_in(Role.CONTACT_HANDLER), signed_in(Role.INSPECTOR)
    for _ in range(2):
        open_in_emergency(
            seals=(opening.seal_id,), reason=WHY, by=asking(Role.CONTACT_HANDLER), at=timezone.now() + timedelta(days=1)
        )
    listed = inspector.get("/emergency-openings")
    assert "1 to 2 of 3" in words_of(listed)
    assert 'href="?from=2"' in listed.content.decode()
    assert "To be reviewed" in words_of(inspector.get("/emergency-openings?from=2"))
    for one in BreakGlass.objects.all():
        inspector.post(f"/emergency-openings/{one.pk}", {"justified": "no", "finding": FINDING})
    first = handler.get(MINE)
    assert "1 to 2 of 3" in words_of(first)
    last = handler.get(f"{MINE}?from=2").content.decode()
    (number,) = re.findall(r'name="opening" value="(\d+)"', last)
    assert f'value="{number}"' not in first.content.decode()
    assert handler.post(f"{MINE}?from=2", {"opening": number})["Location"] == MINE + "?done=opening-read"


def test_a_reviewer_reads_everything_that_was_done_during_an_opening_a_page_at_a_time(opening, monkeypatch):
    monkeypatch.setattr("constabulary.web.protection.emergency_views.MOST_DONE", 2)
    handler, address = signed_in(Role.CONTACT_HANDLER), f"/emergency-openings/{opening.pk}"
    incident = Incident.objects.get()
    for _ in range(4):
        handler.get(f"/incidents/{incident.reference}")
    asking(Role.INSPECTOR)
    during = JournalEntry.objects.filter(
        by_row=opening.opener_id, happened_at__range=(opening.opened_at, opening.until)
    ).exclude(kind__in=("signed_in", "read_worklist"))
    kinds = [one.kind for one in during.order_by("id")]
    assert len(kinds) > 4
    inspector = signed_in(Role.INSPECTOR)
    for start in range(0, len(kinds), 2):
        page = inspector.get(f"{address}?from={start}")
        assert f"{start + 1} to {min(start + 2, len(kinds))} of {len(kinds)}" in words_of(page)
        assert page.content.decode().count("<li><strong>") == min(2, len(kinds) - start)
    past = inspector.get(f"{address}?from=900")
    assert "Nothing further is in the journal." in words_of(past)
    reviewed = inspector.post(f"{address}?from=2", {"justified": "yes", "finding": FINDING})
    assert reviewed.status_code == 302
