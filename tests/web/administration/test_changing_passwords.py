"""Everybody changes their own password; after a first one that is all that opens, whatever is asked for and by whom."""

from datetime import timedelta

import pytest
from django import forms
from django.test import Client

from constabulary.access.ranks import Rank
from constabulary.access.roles import Role
from constabulary.casework.clock import now
from constabulary.casework.demo import PASSWORD
from constabulary.casework.officers import Joining, add_officer, token_hash
from constabulary.records.models import Draft, SignIn
from constabulary.web.forming import PageForm
from constabulary.web.pages import PAGES
from tests.conftest import asking
from tests.factories.browsers import signed_in, words_of
from tests.trust.addresses import address_of, pages
from tests.trust.scene import ABSENT

pytestmark = pytest.mark.django_db
OWN = "harbour kettle violin"


def posted(current: str, new: str = OWN, again: str | None = None, **more: str) -> dict[str, str]:
    again = new if again is None else again
    return {"current_password": current, "new_password": new, "new_password_again": again, **more}


@pytest.fixture(params=[(Role.DETECTIVE, Role.ADMINISTRATOR), ()], ids=["with roles", "without a role"])
def newcomer(request) -> tuple[Client, str]:
    """(a browser in which somebody new has signed in with a first password, that password)."""
    joining = Joining(collar_number="7711", name="Ann Marlow", rank=Rank.CONSTABLE, roles=request.param)
    password = add_officer(joining=joining, by=asking(Role.ADMINISTRATOR), at=now())
    browser = Client()
    assert browser.post("/sign-in", {"collar_number": "7711", "password": password}).status_code == 302
    return browser, password


def test_after_a_first_password_nothing_opens_but_the_page_to_change_it(newcomer):
    browser, _ = newcomer
    wrong = []
    for one in pages():
        if one.permission is None:
            continue
        for method in one.methods:
            answer = browser.generic(method, address_of(one, ABSENT))
            if answer.status_code != 302 or not answer["Location"].startswith("/password?next="):
                wrong.append((one.name, method, answer.status_code))
    assert not wrong
    assert browser.get("/api/v1/queues").status_code in {401, 404}
    assert browser.get("/api/v1/scenarios").status_code == 401


def test_the_page_to_change_it_leads_nowhere_else_and_back_to_where_they_were_going(newcomer):
    browser, password = newcomer
    page = browser.get("/password?next=/connections")
    assert page.status_code == 200
    text = page.content.decode()
    assert "somebody else gave you" in words_of(page)
    assert "con-nav__item" not in text
    assert "find-box" not in text
    assert 'action="/sign-out"' in text
    answer = browser.post("/password", posted(password, next="/connections"))
    assert (answer.status_code, answer["Location"]) == (302, "/connections")
    again = browser.get("/connections")
    assert again.status_code in {200, 403}
    assert again.status_code == 403 or "con-nav__item" in again.content.decode()
    assert Client().post("/sign-in", {"collar_number": "7711", "password": OWN}).status_code == 302


def test_whoever_does_not_change_it_can_leave(newcomer):
    browser, _ = newcomer
    assert browser.post("/sign-out")["Location"].startswith("/sign-in")
    assert browser.get("/password")["Location"].startswith("/sign-in?")
    assert SignIn.objects.filter(holder__collar_number="7711", ended_at=None).count() == 0


def test_nobody_is_sent_away_from_this_site_afterwards(newcomer):
    browser, password = newcomer
    answer = browser.post("/password", posted(password, next="https://elsewhere.example/"))
    assert answer["Location"] == "/?done=password-changed"


def test_everybody_changes_theirs_from_the_header_and_other_sign_ins_end():
    here, there = signed_in(Role.INVESTIGATOR), signed_in(Role.INVESTIGATOR)
    assert '<a class="con-header__link" href="/password">Password</a>' in here.get("/").content.decode()
    assert "that ends when you change it" in words_of(here.get("/password"))
    answer = here.post("/password", posted(PASSWORD))
    assert answer["Location"] == "/?done=password-changed"
    assert "Your password is changed." in words_of(here.get(answer["Location"]))
    assert there.get("/")["Location"].startswith("/sign-in?")


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        pytest.param(posted("wrong"), "current_password", "not the password you sign in with", id="a wrong one"),
        pytest.param(posted(PASSWORD, "short"), "new_password", "too short", id="too short"),
        pytest.param(posted(PASSWORD, PASSWORD), "new_password", "That is the password you have", id="the same"),
        pytest.param(
            posted(PASSWORD, again="harbour kettle"), "new_password_again", "not the same", id="not the same twice"
        ),
        pytest.param(posted(PASSWORD, " " * 30), "new_password", "too short", id="spaces"),
        pytest.param(posted(PASSWORD, "x y" * 80), "new_password", "Keep it to 200 characters.", id="a book"),
        pytest.param(posted("", "", ""), "current_password", "Enter the password you sign in with.", id="nothing"),
    ],
)
def test_what_is_refused_stands_beside_its_field_and_nothing_typed_comes_back(sent, field, said):
    browser = signed_in(Role.INVESTIGATOR)
    answer = browser.post("/password", sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in text
    assert f'href="#id_{field}"' in text
    assert said in words_of(answer)
    for typed in sent.values():
        assert not typed or f'value="{typed}"' not in text
    assert Client().post("/sign-in", {"collar_number": "D07", "password": PASSWORD}).status_code == 302


def test_spaces_at_the_ends_are_part_of_it():
    browser = signed_in(Role.INVESTIGATOR)
    assert browser.post("/password", posted(PASSWORD, f" {OWN} ")).status_code == 302
    assert Client().post("/sign-in", {"collar_number": "D07", "password": OWN}).status_code == 422
    assert Client().post("/sign-in", {"collar_number": "D07", "password": f" {OWN} "}).status_code == 302


def test_a_refused_sign_in_does_not_send_the_password_back():
    answer = Client().post("/sign-in", {"collar_number": "D07", "password": OWN})
    assert answer.status_code == 422
    assert OWN not in answer.content.decode()


def forms_of_ours(of: type[forms.Form] = PageForm) -> list[type[forms.Form]]:
    return [one for kind in of.__subclasses__() for one in (kind, *forms_of_ours(kind))]


def test_no_draft_keeps_a_password_by_whatever_name_its_field_has():
    assert PAGES
    secret = {
        name for one in forms_of_ours() for name, field in one.base_fields.items()
        if getattr(field.widget, "input_type", "") == "password"
    }  # fmt: skip
    assert secret == {"password", "current_password", "new_password", "new_password_again"}
    browser = signed_in(Role.INVESTIGATOR)
    browser.post("/drafts/change_password", {**dict.fromkeys(secret, OWN), "words": "kept"})
    (kept,) = Draft.objects.all()
    assert kept.content == {"words": ["kept"]}


def test_a_change_sent_after_the_sign_in_ran_out_is_kept_nowhere():
    browser = signed_in(Role.INVESTIGATOR)
    token = browser.cookies["constabulary_sign_in"].value
    SignIn.objects.filter(token_hash=token_hash(token)).update(seen_at=now() - timedelta(days=1))
    answer = browser.post("/password", posted(PASSWORD))
    assert answer["Location"] == "/sign-in?next=%2Fpassword"
    assert not Draft.objects.exists()
