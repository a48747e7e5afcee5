"""What someone typed is kept until its form is sent, and never comes back after that."""

from datetime import timedelta

import pytest

from constabulary.access.roles import Role
from constabulary.casework.drafts import drop_draft, find_draft, find_drafts, keep_draft

pytestmark = pytest.mark.django_db


def draft(words: str, page: str = "") -> dict[str, list[str]]:
    return {"summary": [words], **({"typed_as": [page]} if page else {})}


@pytest.fixture
def handler(officer):
    return officer(Role.CONTACT_HANDLER)


def keep(handler, at, content) -> bool:
    return keep_draft(form="take_call", subject="", content=content, by=handler, at=at)


def drop(handler, at) -> None:
    drop_draft(form="take_call", subject="", by=handler, at=at)


def kept(handler):
    return find_draft(form="take_call", subject="", by=handler)


def test_the_latest_of_what_was_typed_is_kept(handler, at):
    assert kept(handler) is None
    assert keep(handler, at, draft("Shouting", "a"))
    assert keep(handler, at + timedelta(seconds=2), draft("Shouting next door", "a"))
    assert kept(handler) == draft("Shouting next door", "a")


def test_a_draft_that_arrives_after_its_form_was_sent_brings_nothing_back(handler, at):
    keep(handler, at, draft("She is afraid", "a"))
    drop(handler, at)
    assert kept(handler) is None
    assert not keep(handler, at, draft("She is afraid of him", "a"))
    assert kept(handler) is None
    assert keep(handler, at, draft("The next caller", "b"))
    assert kept(handler) == draft("The next caller", "b")


@pytest.mark.parametrize(
    ("first", "then", "is_kept"), [("2", "3", True), ("3", "2", False), ("2", "x", False), ("", "1", True)]
)
def test_of_one_page_an_earlier_draft_that_arrives_later_changes_nothing(first, then, is_kept, handler, at):
    keep(handler, at, draft("He has a key", "a") | {"typed_times": [first]})
    assert keep(handler, at, draft("He has", "a") | {"typed_times": [then]}) is is_kept
    assert kept(handler)["summary"] == ["He has" if is_kept else "He has a key"]
    assert keep(handler, at, draft("Another page", "b") | {"typed_times": ["0"]})


def test_without_a_script_a_page_has_no_name_and_what_is_posted_is_kept(handler, at):
    keep(handler, at, draft("First"))
    drop(handler, at)
    assert keep(handler, at, draft("Second"))
    assert kept(handler) == draft("Second")


def test_sending_without_a_draft_leaves_nothing(handler, at):
    drop(handler, at)
    assert kept(handler) is None


def test_each_subject_is_a_draft_of_its_own_and_the_unsent_are_listed_the_latest_first(handler, officer, at):
    for minute, subject in enumerate(("a1", "b2", "c3")):
        keep_draft(
            form="take_call", subject=subject, content=draft(subject), by=handler, at=at + timedelta(minutes=minute)
        )
    drop_draft(form="take_call", subject="b2", by=handler, at=at + timedelta(minutes=5))
    keep_draft(form="incident_log", subject="a1", content=draft("Another form"), by=handler, at=at)
    assert find_drafts(form="take_call", by=handler) == [("c3", draft("c3")), ("a1", draft("a1"))]
    assert find_drafts(form="take_call", by=officer(Role.DISPATCHER)) == []
