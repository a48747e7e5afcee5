"""The rule book on screen, and the force's own values set through the form."""

import re

import pytest
from django.test import Client
from django.utils.html import strip_tags

from constabulary.access.roles import Role
from constabulary.jobs.checks import tables
from constabulary.jobs.checks.finding import Level
from constabulary.jobs.checks.tables import check_standards
from constabulary.standards.reading import packaged_standards
from constabulary.standards.topics import TOPICS, lists_by_name
from constabulary.web.standards import views
from constabulary.web.standards.views import MOST_ENTRIES
from tests.casework.test_local_standards import LOCAL
from tests.journeys.test_one_call_two_roles import signed_in

pytestmark = pytest.mark.django_db


def words_of(answer) -> str:
    """The words of a page, white space made single."""
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()).replace("&#x27;", "'").replace("&#39;", "'"))


def test_every_standard_stands_on_the_page_under_its_topic():
    page = signed_in(Role.CONTACT_HANDLER).get("/standards")
    assert page.status_code == 200
    html = page.content.decode()
    for topic in TOPICS:
        assert f'id="{topic.code}"' in html
    for key in packaged_standards():
        assert f'href="/standards/{key}"' in html
    assert "Our own default, not national policy." in words_of(page)
    assert "Set the force" not in words_of(page)


def test_a_standard_shows_every_edition_with_dates_source_and_mark():
    page = words_of(signed_in(Role.CONTACT_HANDLER).get("/standards/bail.regime"))
    assert "picked by the date of the arrest" in page
    assert "28 October 2022 to now" in page
    assert "3 April 2017 to 27 October 2022" in page
    assert "Steps: by an inspector, 28 days; by a superintendent, 3 months; by a magistrates' court" in page
    assert "Settled knowledge, not re-read at source: confirm before relying on it." in page
    assert "This force" not in page


def test_a_value_of_rows_is_shown_as_a_table():
    page = words_of(signed_in(Role.CONTACT_HANDLER).get("/standards/response.grades"))
    assert "Telephone resolution" in page


@pytest.mark.parametrize("name", sorted(lists_by_name()))
def test_every_list_has_a_page(name):
    page = signed_in(Role.CONTACT_HANDLER).get(f"/standards/lists/{name}")
    assert page.status_code == 200
    entries = len(lists_by_name()[name].entries)
    if entries > MOST_ENTRIES:
        assert f"{entries} entries" in words_of(page), "a very long list is searched instead"
    else:
        assert len(re.findall(r"<tr", page.content.decode())) == entries + 1


def test_an_outcome_that_is_no_longer_offered_says_so_and_what_each_needs():
    page = words_of(signed_in(Role.CONTACT_HANDLER).get("/standards/lists/outcomes"))
    assert "1 April 2014 to 31 March 2026 Not today" in page
    assert "Never because the victim cannot be reached or does not reply." in page


@pytest.mark.parametrize("address", ["/standards/no.such", "/standards/lists/no-such"])
def test_what_is_not_in_the_rule_book_is_not_found(address):
    assert signed_in(Role.CONTACT_HANDLER).get(address).status_code == 404


def set_values(client: Client, text: str):
    return client.post("/standards/local", {"overlay": text})


def test_the_force_s_value_stands_beside_ours_and_is_marked():
    administrator = signed_in(Role.ADMINISTRATOR)
    assert "Set the force's own values" in words_of(administrator.get("/standards"))
    answer = set_values(administrator, LOCAL.replace("\n", "\r\n"))
    assert answer.status_code == 302
    page = administrator.get(answer["Location"])
    assert "The force's own values are set." in words_of(page)
    for words in ("12 hours", "Force order 7, 1 January 2026 to now. Force order 7 of 2026", "Set by this force."):
        assert words in words_of(page)
    one = words_of(administrator.get("/standards/recording.deadline"))
    assert "On days that these do not cover, ours apply." in one
    assert "24 hours" in one
    shown = administrator.get("/standards/local").content.decode()
    assert "Force order 7" in shown
    assert "\r" not in shown


def test_what_cannot_be_read_is_refused_beside_the_field_and_kept():
    administrator = signed_in(Role.ADMINISTRATOR)
    answer = set_values(administrator, LOCAL.replace("deadline", "dedline"))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'href="#id_overlay"' in html
    assert words_of(answer).count("there is no standard called recording.dedline.") == 2
    assert "recording.dedline" in administrator.get("/standards/local").content.decode(), "what was typed is kept"
    assert "As ours" in words_of(administrator.get("/standards"))


def test_too_long_a_text_is_refused_before_it_is_read():
    answer = set_values(signed_in(Role.ADMINISTRATOR), "#" * 200_001)
    assert answer.status_code == 422
    assert "At most 200000 characters." in words_of(answer)


def test_an_empty_text_takes_the_force_s_values_back():
    administrator = signed_in(Role.ADMINISTRATOR)
    set_values(administrator, LOCAL)
    answer = set_values(administrator, "")
    assert "The force has no values of its own now" in words_of(administrator.get(answer["Location"]))


def test_values_that_this_version_cannot_read_are_said_on_the_page_by_the_doctor_and_can_be_corrected(monkeypatch):
    """As after an update that no longer knows a key: what is stored was good once."""
    administrator = signed_in(Role.ADMINISTRATOR)
    assert [one.sentence for one in check_standards()] == ["Our standards apply."]
    set_values(administrator, LOCAL)
    assert [one.sentence for one in check_standards()] == [
        "The force has set values of its own for: recording.deadline."
    ]
    old = LOCAL.replace("recording.deadline", "recording.withdrawn")
    monkeypatch.setattr(views, "standards_overlay", lambda: old)
    monkeypatch.setattr(tables, "standards_overlay", lambda: old)
    assert "there is no standard called recording.withdrawn" in words_of(administrator.get("/standards"))
    assert administrator.get("/standards/recording.deadline").status_code == 200
    (found,) = check_standards()
    assert (found.level, found.sentence) == (
        Level.WRONG,
        "The force's own standards: there is no standard called recording.withdrawn.",
    )
    assert set_values(administrator, LOCAL).status_code == 302


def test_only_an_administrator_may():
    supervisor = signed_in(Role.SUPERVISOR)
    assert supervisor.get("/standards/local").status_code == 403
    assert set_values(supervisor, LOCAL).status_code == 403
