"""The pages of published data: Kent's figures, never a crude share alone, the licence everywhere, what was imported."""

import csv
import re
from io import StringIO

import pytest
from django.test import Client
from django.utils.html import strip_tags

from constabulary.access.roles import Role
from constabulary.casework.demo import PASSWORD
from constabulary.casework.open_data import import_published
from constabulary.drawing.marks import Drawing, Scale
from constabulary.open_data.kinds import OGL
from constabulary.web.open_data.export import safe
from tests.conftest import AT, asking
from tests.factories.officers import number_of
from tests.factories.published import LONDON_OUTCOMES, LONDON_STREET, street_file, street_row, write


def signed_in(role: Role = Role.PLANNER) -> Client:
    client = Client()
    answer = client.post("/sign-in", {"collar_number": number_of(role), "password": PASSWORD})
    assert answer.status_code == 302
    return client


@pytest.fixture(scope="module")
def client(published) -> Client:
    return signed_in()


def words_of(page: str) -> str:
    text = strip_tags(re.sub(r"<svg.*?</svg>", " ", page, flags=re.DOTALL))
    return re.sub(r"\s+", " ", text.replace("&#x27;", "'"))


def test_two_sentences_on_kent_say_crude_and_adjusted_and_who_the_44_are(client):
    text = words_of(client.get("/public-figures?force=Kent").content.decode())
    assert (
        "In 2018/19, 30.61 % of Kent’s crimes ended in outcome 14 or 16, because the victim did not support action: "
        "7th of 44 crude, but 1.089 of what its mix of offences would lead one to expect, and 21st of 44 once that mix "
        "is removed. The share charged or summonsed was 4.84 %: 0.583 of what its mix of offences would lead one to "
        "expect, and lowest of 44 either way. The 44 are every force compared, North Yorkshire among them without a "
        "place of its own: too few of its crimes had an outcome yet."
    ) in text


def test_the_page_opens_with_the_force_that_this_one_is_named_after(client):
    assert "<h1" in client.get("/public-figures").content.decode()
    assert "Kent among all forces" in words_of(client.get("/public-figures").content.decode())


def test_the_page_shows_bases_quarters_and_the_band_of_the_undecided(client):
    text = words_of(client.get("/public-figures?force=Kent").content.decode())
    for figure in ("199,963", "23.48 %", "1.107", "1.099", "between 30.61 % and 35.84 %", "1.3 %", "0.4 %", "19.0 %"):
        assert figure in text
    assert "given no place of its own" in text
    assert "North Yorkshire" in text


def test_of_decided_crimes_north_yorkshire_is_left_out(client):
    text = words_of(client.get("/public-figures?force=North+Yorkshire&basis=decided").content.decode())
    assert "North Yorkshire is not ranked here: 54.1 %" in text
    assert "Left out, because more than 15 % of its crimes had no outcome yet" in text
    assert "(not ranked)" in text


@pytest.mark.parametrize("outcome", ["14-16", "2-3-6", "4"])
@pytest.mark.parametrize("basis", ["recorded-in", "decided", "decided-in"])
def test_no_crude_share_stands_without_the_adjusted_ratio_beside_it(client, outcome, basis):
    page = client.get(
        "/public-figures", {"outcome": outcome, "basis": basis, "force": "London, City of"}
    ).content.decode()
    rows = re.findall(r"<tr.*?</tr>", page, flags=re.DOTALL)
    with_share = [row for row in rows if 'data-label="Crude share"' in row]
    assert len(with_share) > 40
    assert all('data-label="Of expected"' in row for row in with_share)
    for drawing in re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL):
        assert ("Crude share" in drawing) <= ("expected" in drawing or "Of expected" in drawing)
    lead = words_of(page.split('id="lead"')[1].split("</div>")[0])
    assert lead.count(" %") == lead.count("of what its mix of offences would lead one to expect")
    pair = words_of(page.split('class="con-pair"')[1].split("<h2")[0])
    assert ("crude share" in pair) <= ("its mix of offences would lead one to expect" in pair)


def test_no_share_of_outcomes_is_a_target_and_the_page_says_so(client):
    text = words_of(client.get("/public-figures").content.decode())
    assert "No share of outcomes is a target" in text
    assert text.count("target") == 1


def test_charts_have_a_role_a_name_and_a_description_and_need_no_style_or_script(client):
    page = client.get("/public-figures").content.decode()
    drawings = re.findall(r"<svg.*?</svg>", page, flags=re.DOTALL)
    assert len(drawings) == 4
    for drawing in drawings:
        assert 'role="img"' in drawing
        assert re.search(r'aria-label="[^"]+"', drawing)
        assert "<title>" in drawing
        assert "style=" not in drawing
        assert "<script" not in drawing
    assert page.count("<caption") >= 4


@pytest.mark.parametrize(
    "asked",
    ["force=Nowhere", "outcome=99", "outcome=14%2716", "quarter=9", "basis=x", "year=1999/00", "offences=%3Cscript%3E"],
)
def test_what_is_not_there_is_refused_beside_its_field_and_the_usual_is_shown(client, asked):
    answer = client.get(f"/public-figures?{asked}")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is a problem" in page
    assert "<script>" not in page


def test_the_file_says_the_same_with_the_attribution_in_every_row(client):
    answer = client.get("/public-figures.csv?outcome=1")
    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(rows) == 44
    assert {row["attribution"] for row in rows} == {OGL}
    kent = next(row for row in rows if row["force"] == "Kent")
    assert (round(float(kent["crude_share"]), 4), round(float(kent["ratio_to_expected"]), 3)) == (0.0484, 0.583)
    assert (kent["crude_place"], kent["ratio_place"], kent["compared"]) == ("44", "44", "44")
    assert all(bool(row["crude_share"]) <= bool(row["ratio_to_expected"]) for row in rows)
    quarter = client.get("/public-figures.csv?quarter=4").content.decode()
    assert "not ranked: too many undecided" in quarter


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_word_of_a_file_is_a_formula(sign):
    assert safe(f"{sign}cmd") == f"'{sign}cmd"
    assert safe("Kent") == "Kent"


def test_severity_stands_next_to_the_published_score_with_why_they_differ(client):
    text = words_of(client.get("/public-figures/severity").content.decode())
    for words in ("Kent", "17.89", "The weights here are those of 2020", "straight line between the census",
                  "No score is published for London, City of"):  # fmt: skip
        assert words in text
    other = client.get("/public-figures/severity?year=2021/22")
    assert "16.58" in words_of(other.content.decode())
    assert client.get("/public-figures/severity?year=1850").status_code == 422


@pytest.mark.parametrize(
    "address", ["/public-figures", "/public-figures/severity", "/public-figures/imports", "/public-figures.csv"]
)
def test_the_licence_stands_on_every_page_and_file(client, address):
    page = client.get(address).content.decode()
    assert "Contains public sector information licensed under the" in page
    assert "Open Government Licence v3.0" in page


def test_every_role_may_see_published_figures_and_nobody_else_may(published):
    assert signed_in(Role.CONTACT_HANDLER).get("/public-figures").status_code == 200
    assert Client().get("/public-figures").status_code == 302


@pytest.mark.django_db
class TestWithoutTheShippedTables:
    """On a database of its own."""

    def test_before_anything_is_imported_the_pages_say_so(self):
        client = signed_in()
        assert "No published table has been imported yet" in client.get("/public-figures").content.decode()
        assert "No published table has been imported yet" in client.get("/public-figures/severity").content.decode()
        assert "Nothing has been imported yet" in client.get("/public-figures/imports").content.decode()
        assert client.get("/public-figures.csv").status_code == 404
        assert client.get("/public-figures/imports/12345").status_code == 404

    def test_an_imported_file_shows_what_it_covers_what_is_odd_and_what_was_refused(self, tmp_path):
        by = asking(Role.PLANNER)
        rows = [street_row(1), street_row(2, month="July"), "<script>alert(1)</script>", street_row(3, crime_id="")]
        path = write(tmp_path, "2017-07-kent-street.csv", street_file(*rows))
        list(import_published(path=path, by=by, at=AT))
        client = signed_in()
        listed = client.get("/public-figures/imports").content.decode()
        assert "2017-07-kent-street.csv" in listed
        address = re.search(r'href="(/public-figures/imports/\d+)"', listed)[1]
        page = client.get(address).content.decode()
        text = words_of(page)
        for words in ("4 rows", "2 rows", "1: The month is not written as year and month", "Column: Month.",
                      "1 rows have no Crime ID", "2017-07", "Current"):  # fmt: skip
            assert words in text, words
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page

    def test_outcomes_tell_how_many_have_their_crime_in_the_same_months_street_file(self):
        by = asking(Role.PLANNER)
        for path in (LONDON_STREET, LONDON_OUTCOMES):
            list(import_published(path=path, by=by, at=AT))
        client = signed_in()
        listed = client.get("/public-figures/imports").content.decode()
        address = re.search(r'href="(/public-figures/imports/\d+)">2023-01-city-of-london-outcomes', listed)[1]
        text = words_of(client.get(address).content.decode())
        assert "Of 575 outcomes, 170 have their crime in the street file of the same month" in text

    def test_an_edition_that_was_replaced_says_so(self, tmp_path):
        by = asking(Role.PLANNER)
        for name, number in (("older.csv", 1), ("newer.csv", 2)):
            list(import_published(path=write(tmp_path, name, street_file(street_row(number))), by=by, at=AT))
        client = signed_in()
        listed = client.get("/public-figures/imports").content.decode()
        address = re.search(r'href="(/public-figures/imports/\d+)">older', listed)[1]
        assert "Replaced by a newer edition" in client.get(address).content.decode()


def test_a_scale_has_round_ticks_and_a_drawing_escapes_its_words():
    assert Scale(0, 0.63, 0, 100).ticks(4) == [0, 0.2, 0.4, 0.6]
    assert Scale(700, 240000, 0, 100, logarithmic=True).ticks(5) == [1000, 10000, 100000]
    drawing = Drawing(10, 10, name='<b>"', describes="a & b")
    drawing.words(1, 1, "<script>")
    made = str(drawing.made())
    assert "<script>" not in made
    assert "&lt;b&gt;&#34;" in made
