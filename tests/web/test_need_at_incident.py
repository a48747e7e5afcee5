"""Need at an incident on the pages: where it is said to be hidden, asked for, found at the desk and answered."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from constabulary.access.roles import Role
from constabulary.records.queries.officers import names_of
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.factories.protection import TELEPHONE, protected_victim

pytestmark = pytest.mark.django_db
HIDDEN = "address or number is hidden from you"


@pytest.fixture
def held(db):
    return protected_victim(timezone.now() - timedelta(hours=1))


def test_it_is_asked_for_at_the_risk_page_stands_at_the_desk_and_a_colleague_answers(held):
    asker, desk = signed_in(Role.SUPERVISOR), signed_in(Role.VULNERABILITY_DESK)
    risk = f"/incidents/{held.taken.incident}/risk"
    about = f"/incidents/{held.taken.incident}/people/{held.victim.reference}"
    shown = asker.get(risk)
    assert HIDDEN in words_of(shown)
    assert f'href="{about}/ask"' in shown.content.decode()
    assert "says whether you need it" in words_of(asker.get(f"{about}/ask"))
    assert asker.post(f"{about}/ask")["Location"] == f"{risk}?done=need-asked"
    refused = asker.post(f"{about}/ask")
    assert refused.status_code == 422
    assert "asked for already" in words_of(refused)
    assert f'href="{about}/need"' in desk.get("/vulnerability").content.decode()
    page = desk.get(f"{about}/need")
    assert "hidden from Carl Dace" in words_of(page)
    (who,) = names_of({asking(Role.SUPERVISOR).id}).values()
    assert f"{who} asks to see" in words_of(page), "by name, whatever desk they are at"
    assert "address, telephone" in words_of(page).casefold()
    html = page.content.decode()
    said = dict(re.findall(r'name="(until[^"]*)"[^>]*value="([^"]*)"', html))
    said |= dict(re.findall(r'name="(officer)"[^>]*value="([^"]*)"', html))
    refused = desk.post(f"{about}/need", {**said, "is_needed": "yes"})
    assert refused.status_code == 422
    assert 'href="#id_reason"' in refused.content.decode()
    found = desk.post(f"{about}/need", {**said, "is_needed": "yes", "reason": "Visits her."})
    assert found.status_code == 302, words_of(found)
    assert HIDDEN not in words_of(asker.get(risk))
    assert TELEPHONE in words_of(asker.get(f"/people/{held.victim.reference}"))
    assert "Nobody waits to be told" in words_of(desk.get(f"{about}/need"))


def test_nobody_answers_for_themselves_and_whoever_is_complained_of_has_no_such_page(held):
    desk = signed_in(Role.SUPERVISOR)
    about = f"/incidents/{held.taken.incident}/people"
    desk.post(f"{about}/{held.victim.reference}/ask")
    html = desk.get(f"{about}/{held.victim.reference}/need").content.decode()
    said = dict(re.findall(r'name="(officer)"[^>]*value="([^"]*)"', html))
    own = desk.post(f"{about}/{held.victim.reference}/need", {**said, "is_needed": "no", "reason": "Mine."})
    assert own.status_code == 403
    for page in ("ask", "need"):
        assert desk.get(f"{about}/{held.suspect.reference}/{page}").status_code == 404


def test_others_are_told_that_it_is_hidden_and_not_offered_to_ask(held):
    shown = signed_in(Role.DETECTIVE).get(f"/incidents/{held.taken.incident}/risk")
    assert "/ask" not in re.sub(r"/ask-|stalking", "", shown.content.decode())
