"""The pages of coming from another system: the ledger, the comparison, rows by eye, the decision; each refusal said."""

import re

import pytest
from django.utils.html import strip_tags

from constabulary.access.roles import Role
from constabulary.casework.clock import now
from constabulary.casework.takeover.comparing import compare_systems
from constabulary.casework.takeover.loading import take_over
from constabulary.records.models import Takeover, TakeoverAcceptance, TakeoverLikeness, TakeoverSample
from constabulary.records.queries.officers import say_who_asks, system_officer
from tests.factories.browsers import signed_in
from tests.factories.staging import small_folder, write_folder

pytestmark = pytest.mark.django_db
REFERENCES = [{"table": "orders", "reference": "X1"}, {"table": "orders", "reference": "X2"}]


@pytest.fixture
def takeover(db, tmp_path) -> int:
    """A small folder taken over with one row refused, and compared."""
    at = now()
    tables = small_folder(at)
    tables["people"].append({**tables["people"][0], "reference": "P4", "telephone": "", "address_line": "9 Far Road"})
    tables["crimes"][0]["officer"] = ""
    folder = write_folder(tmp_path, {**tables, "control_references": REFERENCES})
    system = system_officer()
    say_who_asks(system)
    list(take_over(folder=folder, name="Oldsys", by=system, at=at))
    compare_systems(folder=folder, name="Oldsys", by=system, at=at)
    return Takeover.objects.get().id


def words_of(answer) -> str:
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode())).replace("&#x27;", "'")


def test_nothing_has_been_taken_over_yet(db):
    assert "Nothing has been taken over yet." in words_of(signed_in(Role.ADMINISTRATOR).get("/ledgers"))
    chief = signed_in(Role.CHIEF_OFFICER)
    assert "Nothing has been taken over from another system." in words_of(chief.get("/taking-over"))
    assert "No pair waits" in words_of(signed_in(Role.INVESTIGATOR).get("/taking-over/people"))
    for page in ("", "/differences", "/sample", "/cut-over", "/sample/5"):
        assert chief.get(f"/taking-over/1{page}").status_code == 404
        assert chief.post(f"/taking-over/1{page}", {"words": "x", "difference": "y"}).status_code in {404, 405}


def test_whoever_administers_sees_counts_and_reasons_and_nothing_of_any_record(takeover):
    said = words_of(signed_in(Role.ADMINISTRATOR).get("/ledgers"))
    assert "Oldsys" in said
    assert "A crime that is allocated has an officer." in said
    assert "Ruth" not in said
    assert "window" not in said


def test_a_chief_officer_sees_what_stands_against_leaving(takeover):
    client = signed_in(Role.CHIEF_OFFICER)
    assert "Oldsys" in words_of(client.get("/taking-over"))
    said = words_of(client.get(f"/taking-over/{takeover}"))
    assert "The old system cannot be left yet." in said
    assert "The two systems differ." in said
    answer = client.post(f"/taking-over/{takeover}/cut-over", {"words": "Ready."})
    assert answer.status_code == 422
    assert "The two systems differ." in words_of(answer)


def test_differences_are_accepted_with_a_reason_and_the_old_system_is_left(takeover):
    client = signed_in(Role.CHIEF_OFFICER)
    page = client.get(f"/taking-over/{takeover}/differences").content.decode()
    prints = re.findall(r'name="difference" value="([0-9a-f]{64})"', page)
    assert "In the old system only" in page
    answer = client.post(f"/taking-over/{takeover}/differences", {"difference": prints[:1], "words": ""})
    assert answer.status_code == 422
    assert f'value="{prints[0]}" id="d1" checked' in answer.content.decode()
    answer = client.post(f"/taking-over/{takeover}/differences", {"difference": ["0" * 64], "words": "x"})
    assert "This difference is not there any more." in words_of(answer)
    answer = client.post(f"/taking-over/{takeover}/differences", {"difference": prints, "words": "Orders follow."})
    assert answer.status_code == 302
    assert TakeoverAcceptance.objects.count() == len(prints)
    said = words_of(client.get(f"/taking-over/{takeover}/differences"))
    assert "Orders follow." in said
    assert "Nothing stands against leaving the old system." in words_of(client.get(f"/taking-over/{takeover}"))
    assert client.get(f"/taking-over/{takeover}/cut-over").status_code == 200
    assert client.post(f"/taking-over/{takeover}/cut-over", {"words": ""}).status_code == 422
    answer = client.post(f"/taking-over/{takeover}/cut-over", {"words": "Both balance."})
    assert answer.status_code == 302
    assert "Both balance." in words_of(client.get(answer["Location"]))
    assert "It was left" in words_of(client.get(f"/taking-over/{takeover}/cut-over"))


def test_whoever_is_no_chief_officer_reads_and_decides_nothing(takeover):
    client = signed_in(Role.INSPECTION_LEAD)
    assert 'name="difference"' not in client.get(f"/taking-over/{takeover}/differences").content.decode()
    answer = client.post(f"/taking-over/{takeover}/differences", {"difference": "0" * 64, "words": "x"})
    assert answer.status_code == 403
    assert "A chief officer decides this." in words_of(client.get(f"/taking-over/{takeover}/cut-over"))
    assert client.post(f"/taking-over/{takeover}/cut-over", {"words": "x"}).status_code == 403


def test_rows_are_drawn_and_looked_at(takeover):
    client = signed_in(Role.CHIEF_OFFICER)
    assert client.post(f"/taking-over/{takeover}/sample").status_code == 302
    said = words_of(client.get(f"/taking-over/{takeover}/sample"))
    assert "0 of" in said
    crime = TakeoverSample.objects.get(row__staged_table="crimes", row__old_reference="C2")
    address = f"/taking-over/{takeover}/sample/{crime.id}"
    page = client.get(address).content.decode()
    assert re.search(r'href="/crimes/[^"]+" target', page)
    answer = client.post(address, {"answer": "no", "words": ""})
    assert answer.status_code == 422
    assert "Say what differs." in words_of(answer)
    assert client.post(address, {"answer": "no", "words": "The date."}).status_code == 302
    said = words_of(client.get(f"/taking-over/{takeover}/sample"))
    assert "1 differ. So at most 100.0 % of all rows differ" in said
    assert "The date." in said


def test_a_pair_is_decided(takeover):
    client = signed_in(Role.INVESTIGATOR)
    page = client.get("/taking-over/people")
    assert "9 Far Road" in words_of(page)
    pair = TakeoverLikeness.objects.get()
    answer = client.post("/taking-over/people", {"pair": pair.id, "answer": "no", "words": ""})
    assert answer.status_code == 422
    assert client.post("/taking-over/people", {"pair": "x", "answer": "no", "words": "A twin."}).status_code == 422
    answer = client.post("/taking-over/people", {"pair": pair.id, "answer": "no", "words": "A twin."})
    assert answer.status_code == 302
    assert "No pair waits" in words_of(client.get("/taking-over/people"))


def test_a_record_taken_over_opens_and_says_where_it_came_from(takeover):
    client = signed_in(Role.INVESTIGATOR)
    found = client.get("/find?q=C2", follow=True)
    assert found.status_code == 200
    said = words_of(found)
    assert "From Oldsys, where it was C2." in said
    assert "A window forced at night." in said
    journey = re.search(r"/journeys/(J[0-9-]+)", found.content.decode()).group(1)
    assert "The record was taken over from another system." in words_of(client.get(f"/journeys/{journey}"))


def test_an_old_reference_of_several_records_lists_those_that_may_be_opened(db, tmp_path):
    at = now()
    tables = small_folder(at)
    for table in ("crimes", "incidents"):
        tables[table][-1]["reference"] = "2019/77"
    system = system_officer()
    say_who_asks(system)
    list(take_over(folder=write_folder(tmp_path, tables), name="Oldsys", by=system, at=at))
    said = words_of(signed_in(Role.INVESTIGATOR).get("/find?q=2019/77"))
    assert "Records taken over from another system under this reference" in said
    assert said.count("from Oldsys") == 2
