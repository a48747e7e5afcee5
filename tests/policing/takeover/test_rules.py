"""Rows read by the layout, the ledger, the same person, the comparison, the sample, the decision to leave."""

from datetime import UTC, date, datetime, timedelta

import pytest

from constabulary.casework.takeover.lists import code_lists
from constabulary.policing.takeover import reasons as why
from constabulary.policing.takeover.checking import check_row, read_moment
from constabulary.policing.takeover.comparing import (
    CutOverFacts,
    Difference,
    Nature,
    canonical_moment,
    compare_figures,
    compare_rows,
    find_reasons_against_cut_over,
)
from constabulary.policing.takeover.identity import Identity, are_the_same
from constabulary.policing.takeover.layout import BY_NAME, CONTROL_FIGURES, CONTROL_REFERENCES, TABLES, Kind
from constabulary.policing.takeover.ledger import Fate, Tally, all_together, tally_of
from constabulary.policing.takeover.sampling import draw, most_that_may_differ, share_out
from constabulary.standards.calendar import LONDON
from constabulary.standards.rulebook import Moments
from constabulary.standards.rulebook import at as rules_at
from tests.factories.staging import small_folder

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
LISTS = code_lists(rules_at(Moments(report=AT, decision=AT)))
ROWS = small_folder(AT)
DAY = timedelta(days=1)


def problems(table: str, place: int = 0, **changes) -> set[tuple[str, str]]:
    raw = {name: str(said) for name, said in {**ROWS[table][place], **changes}.items()}
    found = check_row(BY_NAME[table], raw, lists=LISTS, at=AT)
    return {(one.column, one.reason.code.removeprefix("takeover.")) for one in found.problems}


@pytest.mark.parametrize(
    ("table", "place"), [(table, place) for table, rows in ROWS.items() for place in range(len(rows))]
)
def test_a_row_in_order_has_no_problem(table, place):
    assert problems(table, place) == set()


LATER, AGO = (AT + DAY).isoformat(), (AT - 40 * DAY).isoformat()


@pytest.mark.parametrize(
    ("table", "place", "changes", "expected"),
    [
        pytest.param("officers", 0, {"name": " "}, {("name", "missing")}, id="nothing where something is needed"),
        pytest.param("officers", 0, {"name": "x" * 81}, {("name", "too-long")}, id="too long"),
        pytest.param("officers", 0, {"rank": "general"}, {("rank", "not-on-list")}, id="a code of no list"),
        pytest.param("officers", 0, {"roles": "investigator; king"}, {("roles", "not-on-list")}, id="one code of several"),
        pytest.param("officers", 0, {"pip_level": "two"}, {("pip_level", "not-a-number")}, id="no number"),
        pytest.param("officers", 0, {"pip_level": "²"}, {("pip_level", "not-a-number")}, id="a digit of another sort"),
        pytest.param("officers", 0, {"pip_level": "5"}, {("pip_level", "not-on-list")}, id="a level that is not there"),
        pytest.param("people", 0, {"born_on": "3/2/1980"}, {("born_on", "not-a-day")}, id="no day"),
        pytest.param("people", 0, {"born_on": "2026-11-03"}, {("born_on", "ahead")}, id="born tomorrow"),
        pytest.param("people", 0, {"given": "", "family": ""}, {("", "no-name")}, id="nobody's name"),
        pytest.param(
            "people", 1, {"sealed_because": "Fled."}, {("sealed_because", "nothing-to-seal")}, id="nothing to seal"
        ),
        pytest.param("people", 0, {"sealed_against": "P2"}, {("sealed_because", "missing")}, id="sealed for no reason"),
        pytest.param(
            "people", 0, {"sealed_against": "P1", "sealed_because": "x"}, {("sealed_against", "against-themselves")},
            id="sealed against themselves",
        ),
        pytest.param("people", 0, {"restricted_as": "covert"}, {("restricted_to", "nobody-may-see")}, id="for nobody"),
        pytest.param(
            "people", 0, {"restricted_to": "O1"}, {("restricted_as", "no-kind-of-restriction")}, id="of no kind"
        ),
        pytest.param("incidents", 0, {"reported_at": "2026-11-01"}, {("reported_at", "not-a-moment")}, id="no time"),
        pytest.param("incidents", 0, {"reported_at": "soon"}, {("reported_at", "not-a-moment")}, id="no moment"),
        pytest.param("incidents", 0, {"reported_at": LATER}, {("reported_at", "ahead")}, id="reported tomorrow"),
        pytest.param("incidents", 0, {"hate": "perhaps"}, {("hate", "not-yes-or-no")}, id="neither yes nor no"),
        pytest.param(
            "incidents", 1, {"closed_at": "", "closing_words": ""},
            {("closed_at", "no-closing"), ("closing_words", "no-closing")}, id="closed by nothing",
        ),
        pytest.param("incidents", 1, {"closed_at": "soon"}, {("closed_at", "not-a-moment")}, id="closed at no moment"),
        pytest.param("incidents", 1, {"closed_at": AGO}, {("closed_at", "ends-before")}, id="closed before reported"),
        pytest.param(
            "crimes", 0, {"officer": "", "allocated_at": ""},
            {("officer", "no-officer"), ("allocated_at", "no-allocation")}, id="allocated to nobody",
        ),
        pytest.param("crimes", 4, {"plan": ""}, {("plan", "missing")}, id="to a plan without one"),
        pytest.param(
            "crimes", 1, {"outcome": "", "finalised_at": ""},
            {("outcome", "no-outcome"), ("finalised_at", "no-outcome")}, id="finalised with nothing",
        ),
        pytest.param("crimes", 0, {"outcome": "18"}, {("outcome", "not-finalised")}, id="an outcome of an open crime"),
        pytest.param(
            "crimes", 3, {"cancellation": "", "cancelled_at": ""},
            {("cancellation", "no-cancellation"), ("cancelled_at", "no-cancellation")}, id="cancelled under nothing",
        ),
        pytest.param("crimes", 0, {"occurred_to": AGO}, {("occurred_to", "ends-before")}, id="ended before it began"),
        pytest.param("crimes", 0, {"status": "lost"}, {("status", "not-on-list")}, id="a state that is not there"),
        pytest.param("suspects", 0, {"person": ""}, {("person", "no-person")}, id="wanted and nameless"),
        pytest.param("suspects", 0, {"until": ""}, {("until", "missing")}, id="circulated at no moment"),
        pytest.param("suspects", 0, {"status": "guilty"}, {("status", "not-on-list")}, id="a status that is not there"),
        pytest.param("bail", 0, {"released_at": AGO}, {("released_at", "ends-before")}, id="released before arrest"),
        pytest.param("bail", 0, {"ends_at": AGO}, {("ends_at", "ends-before")}, id="bail that ends before it begins"),
        pytest.param("tasks", 0, {"crime": ""}, {("crime", "no-subject")}, id="about nothing"),
        pytest.param("tasks", 0, {"incident": "I1"}, {("crime", "no-subject")}, id="about two things"),
        pytest.param(
            "tasks", 0, {"crime": "", "incident": "I1", "suspect": "S1"}, {("crime", "no-subject")},
            id="about a suspect of no crime",
        ),
        pytest.param("tasks", 1, {"words": ""}, {("words", "no-words")}, id="a line of enquiry that says nothing"),
        pytest.param(
            "tasks", 1, {"crime": "", "incident": "I1"}, {("crime", "no-subject")}, id="a line of enquiry of an incident"
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_column(table, place, changes, expected):
    assert problems(table, place, **changes) == expected


def test_what_is_read_has_its_type_and_what_is_empty_means_nothing():
    found = check_row(BY_NAME["officers"], {"reference": "O1", "roles": "investigator; supervisor"}, lists=LISTS, at=AT)
    assert (found["roles"], found["pip_level"], found["team"]) == (("investigator", "supervisor"), None, "")
    person = check_row(BY_NAME["people"], {"born_on": "1980-02-03", "given": "A"}, lists=LISTS, at=AT)
    assert person["born_on"] == date(1980, 2, 3)
    incident = check_row(BY_NAME["incidents"], {"hate": "Yes", "stalking": ""}, lists=LISTS, at=AT)
    assert (incident["hate"], incident["stalking"]) == (True, False)


def test_a_time_without_an_offset_is_the_time_in_london():
    assert read_moment("2026-07-01T12:00:00") == datetime(2026, 7, 1, 12, tzinfo=LONDON)
    assert read_moment("2026-07-01T12:00:00+02:00") == datetime(2026, 7, 1, 10, tzinfo=UTC)


def test_every_list_that_the_layout_names_is_there_and_every_link_leads_to_a_table_before_or_itself():
    names = [one.name for one in TABLES]
    for place, table in enumerate(TABLES):
        assert table.columns[0].name == "reference"
        for column in table.columns:
            assert column.becomes
            assert column.kind not in {Kind.CODE, Kind.CODES} or column.list in LISTS
            assert column.kind is not Kind.REFERENCE or column.of in names[: place + 1]
        assert set(table.compared) <= {one.name for one in CONTROL_REFERENCES}
    assert {one.kind for one in CONTROL_FIGURES} == {Kind.TEXT, Kind.NUMBER}
    assert all(kind.words for kind in Kind)


def test_the_ledger_balances_when_every_row_is_accounted_for():
    tally = tally_of([Fate.STORED, Fate.STORED, Fate.MERGED, Fate.HELD, Fate.KNOWN, Fate.REJECTED], read=6)
    assert tally == Tally(read=6, stored=2, merged=1, held=1, known=1, rejected=1)
    assert tally.balances
    assert tally.is_new
    assert not tally_of([Fate.STORED], read=2).balances
    assert not tally_of([Fate.KNOWN], read=1).is_new
    assert all_together([tally, tally]).read == 12
    assert all(one.words for one in Fate)


RUTH = Identity(
    given="Ruth Ann", family="Marlow", born_on=date(1980, 2, 3), telephones=("7700900111",),
    homes=(("1 Low Street", "ZZ1 1AA"),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        pytest.param({}, True, id="everything"),
        pytest.param({"given": "RUTH-ANN", "homes": ()}, True, id="name written otherwise, same telephone"),
        pytest.param({"telephones": (), "homes": (("1 low street", "ZZ11AA"),)}, True, id="same home"),
        pytest.param({"telephones": (), "homes": ()}, False, id="name and birth alone"),
        pytest.param({"telephones": (), "homes": (("1 Low Street", ""),)}, False, id="a street without its postcode"),
        pytest.param({"born_on": date(1980, 3, 2)}, False, id="another day of birth"),
        pytest.param({"born_on": None}, False, id="no day of birth"),
        pytest.param({"given": "Rute Ann"}, False, id="spelt otherwise"),
        pytest.param({"given": ""}, False, id="half a name"),
        pytest.param({"family": " "}, False, id="the other half"),
        pytest.param({"is_estimated": True}, False, id="an estimated birth"),
        pytest.param({"is_protected": True}, False, id="somebody protected"),
    ],
)
def test_only_the_very_same_are_one_to_the_machine(changes, same):
    fields = {name: getattr(RUTH, name) for name in Identity.__dataclass_fields__}
    other = Identity(**{**fields, **changes})
    assert are_the_same(RUTH, other) is same
    assert are_the_same(other, RUTH) is same
    if not changes.get("given", "x") or not changes.get("family", "x").strip():
        assert not are_the_same(other, other)


def test_rows_of_both_sides_are_laid_side_by_side():
    told = {"1": {"status": "open"}, "2": {"status": "open"}, "3": {"status": "open", "protection": "restricted"}}
    found = {"1": {"status": "open"}, "2": {"status": "closed"}, "4": {"status": "open"}}
    differences = list(compare_rows("crimes", told, found, ["status", "moment"]))
    assert [(one.nature, one.reference, one.is_protected) for one in differences] == [
        (Nature.DIFFERS, "2", False), (Nature.MISSING, "3", True), (Nature.EXTRA, "4", False),
    ]  # fmt: skip
    assert (differences[0].told, differences[0].found) == ("open", "closed")
    assert len({one.fingerprint for one in differences}) == 3
    assert all(one.words for one in Nature)


def test_figures_are_compared_for_the_measures_that_are_told():
    told = {("tasks", "a", "O1", ""): 2, ("tasks", "b", "", ""): 1, ("tasks", "d", "", ""): 3}
    found = {
        ("tasks", "d", "", ""): 3,
        ("tasks", "a", "O1", ""): 1,
        ("tasks", "c", "", ""): 4,
        ("warnings", "x", "", ""): 9,
    }
    assert [(one.reference, one.told, one.found) for one in compare_figures(told, found)] == [
        ("a / O1", "2", "1"), ("b", "1", "0"), ("c", "0", "4"),
    ]  # fmt: skip
    assert list(compare_figures({}, found)) == []


def test_a_fingerprint_holds_for_these_values_only():
    one = Difference(nature=Nature.COUNT, table="tasks", told="1", found="2")
    assert one.fingerprint == Difference(nature=Nature.COUNT, table="tasks", told="1", found="2").fingerprint
    assert one.fingerprint != Difference(nature=Nature.COUNT, table="tasks", told="1", found="3").fingerprint


def test_moments_are_compared_to_the_second_in_one_offset():
    assert canonical_moment(AT) == canonical_moment(AT.astimezone(LONDON).replace(microsecond=9))
    assert canonical_moment(None) == ""


READY = {
    "is_over": False, "compared_at": AT, "newest_batch_at": AT - DAY, "told": 5, "open_differences": 0, "open_samples": 0,
    "fresh_for": timedelta(hours=4), "at": AT + timedelta(hours=1), "words": "Ready.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        pytest.param({}, (), id="all is well"),
        pytest.param({"newest_batch_at": None}, (), id="nothing came in since"),
        pytest.param({"is_over": True, "words": ""}, (why.CUT_OVER_ALREADY,), id="left already"),
        pytest.param({"compared_at": None}, (why.NOTHING_COMPARED,), id="never compared"),
        pytest.param({"newest_batch_at": AT + DAY}, (why.NOTHING_COMPARED,), id="rows came in since"),
        pytest.param({"at": AT + DAY}, (why.COMPARED_LONG_AGO,), id="compared yesterday"),
        pytest.param({"told": 0}, (why.NOTHING_TOLD,), id="nothing was told"),
        pytest.param({"open_differences": 1}, (why.DOES_NOT_BALANCE,), id="a difference is open"),
        pytest.param({"open_samples": 1, "words": " "}, (why.SAMPLE_OPEN, why.WORDS_MISSING), id="a row is open"),
    ],
)
def test_the_old_system_is_left_when_nothing_stands_against_it(changes, reasons):
    assert find_reasons_against_cut_over(CutOverFacts(**{**READY, **changes})) == reasons


def test_a_draw_is_the_same_for_the_same_seed_in_any_order():
    references = [str(one) for one in range(200)]
    first = draw(references, seed="a", count=20)
    assert first == draw(reversed(references), seed="a", count=20)
    assert first != draw(references, seed="b", count=20)
    assert len(set(first)) == 20


def test_each_table_has_a_share_of_the_sample_and_the_smallest_at_least_one_row():
    shares = share_out({"crimes": 900, "bail": 3, "orders": 0, "people": 97}, count=100)
    assert shares == {"crimes": 90, "bail": 1, "people": 10}
    assert share_out({"bail": 2}, count=100) == {"bail": 2}


@pytest.mark.parametrize(
    ("looked_at", "differing", "most"),
    [
        pytest.param(0, 0, None, id="nothing was looked at"),
        pytest.param(300, 0, 0.00994, id="the rule of three"),
        pytest.param(60, 0, 0.0487, id="fewer rows"),
        pytest.param(100, 2, 0.0616, id="two of a hundred differ"),
        pytest.param(3, 3, 1.0, id="everything differs"),
    ],
)
def test_what_a_sample_leaves_open(looked_at, differing, most):
    found = most_that_may_differ(looked_at, differing)
    assert found == (pytest.approx(most, abs=0.0002) if most is not None else None)
