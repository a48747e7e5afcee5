"""The notifiable offence list: every row, its key, and what is recordable when."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from constabulary.standards.dated import Confidence
from constabulary.standards.moments import Moments
from constabulary.standards.offence_search import OFFENCE_WORDS, find_offences
from constabulary.standards.offences import (
    OFFENCES,
    Basis,
    offence_key,
    offences,
    offences_by_key,
    offences_with_code,
)

TODAY = datetime(2026, 11, 2, 14, tzinfo=UTC)


@pytest.mark.source("NOL-26")
def test_every_row_of_the_list_is_there_current_and_retired():
    assert len(offences()) == 1698
    assert Counter(one.current for one in offences()) == {True: 1630, False: 68}


@pytest.mark.source("NOL-26")
def test_the_code_alone_is_no_key_and_ours_is_one():
    by_code = Counter(one.code for one in offences())
    assert sum(count > 1 for count in by_code.values()) == 61
    assert len(offences_by_key()) == len(offences())
    assert all(len(one.key) == 12 for one in offences())


def test_a_key_does_not_change_from_one_release_to_the_next():
    """Stored records hold keys: these two are read back from them."""
    assert [one.key for one in offences_with_code("008/06")] == [one.key for one in offences() if one.code == "008/06"]
    assert offences_by_key()[offences_with_code("149/00")[0].key].code == "149/00"


@pytest.mark.source("NOL-26")
def test_whether_there_is_a_victim_belongs_to_the_row():
    assert {one.basis for one in offences()} == set(Basis)
    mixed = {one.code for one in offences() if len({other.basis for other in offences_with_code(one.code)}) > 1}
    assert len(mixed) == 5


def test_classes_are_written_one_way():
    groups = {one.group for one in offences()}
    assert "Miscellaneous crimes against society" in groups
    assert len({group.casefold() for group in groups}) == len(groups)


@pytest.mark.parametrize(
    ("code", "day", "recordable"),
    [
        ("008/77", date(2022, 6, 6), False),
        ("008/77", date(2022, 6, 7), True),
        ("008/71", date(2020, 1, 1), False),
        ("008/10", date(2026, 11, 2), False),
        ("149/00", date(1995, 1, 1), True),
    ],
    ids=[
        "the day before strangulation was an offence",
        "the day it was",
        "retired",
        "not yet begun",
        "old and current",
    ],
)
def test_what_can_be_recorded_depends_on_the_day_it_happened(code, day, recordable):
    assert any(one.is_recordable_on(day) for one in offences_with_code(code)) is recordable
    moments = Moments(offence=day, decision=TODAY)
    assert any(one.code == code for one in OFFENCES.offered(moments)) is recordable


def test_an_offence_knows_where_it_is_tried_and_its_category():
    murder = next(one for one in offences() if one.code == "001/01")
    assert murder.is_indictable_only
    assert not murder.is_summary_only
    assert murder.category_number == "001"
    assert next(one for one in offences() if one.code == "105/01").is_summary_only
    assert any(one.category == "NFIB9" for one in offences())
    assert murder.confidence is Confidence.READ


def test_offences_are_found_by_words_best_first():
    found = find_offences("shop", on=TODAY)
    assert found
    assert "shop" in found[0].title.casefold()
    assert find_offences("   ", on=TODAY) == ()
    assert find_offences("no such offence anywhere", on=TODAY) == ()
    assert find_offences("008/06", on=TODAY)[0].code == "008/06"
    assert len(find_offences("a", on=TODAY, most=5)) == 5


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("criminal damage dwelling", "149/00"),
        ("damage dwelling", "058/00"),
        ("door", "149/00"),
        ("kicked the door in", "149/00"),
        ("Car window smashed", "149/00"),
        ("shop window smashed", "149/00"),
        ("stabbed", "005/01"),
        ("he was stabbed", "008/01"),
        ("carrying a knife", "008/26"),
        ("shoplifting", "046/00"),
        ("grooming", "071/17"),
        ("revenge porn", "088/15"),
        ("punched in the face", "105/01"),
        ("broken nose", "008/06"),
        ("broken into my house", "028/03"),
        ("stole my car", "048/01"),
        ("theft from car", "045/10"),
        ("bike stolen", "044/00"),
        ("mugged", "034/01"),
        ("strangled by her partner", "008/77"),
        ("death threats", "003/01"),
        ("coercive control", "008/67"),
        ("drink spiked", "008/02"),
        ("abusive messages", "008/72"),
        ("phone stolen", "039/00"),
        ("break in", "028/03"),
        ("garage broken into", "028/03"),
        ("shed", "028/03"),
        ("frightened her", "125/11"),
        ("threatened to come in", "003/01"),
        ("ex partner will not leave me alone", "195/94"),
        ("banging on the window", "149/00"),
    ],
)
def test_what_people_say_finds_the_offence_among_the_first_five(said, code):
    assert code in [one.code for one in find_offences(said, on=TODAY, most=5)]


def test_offences_with_every_word_come_before_those_with_most():
    titles = [one.title for one in find_offences("damage vehicle zebra", on=TODAY)]
    assert "vehicle" in titles[0]
    assert any("vehicle" not in one.casefold() for one in find_offences_titles("damage vehicle"))
    assert find_offences("zebra unicorn vehicle", on=TODAY) == ()


def find_offences_titles(words):
    return [f"{one.title} {one.category_title}" for one in find_offences(words, on=TODAY, most=200)]


def test_a_particular_kind_of_an_offence_comes_first_only_when_it_is_asked_for():
    plain, on_constable = (find_offences(one, on=TODAY, most=1)[0] for one in ("strangled", "strangled a constable"))
    assert plain.category_title == "Assault with Injury"
    assert on_constable.category_title == "Assault with injury on a constable"


def test_everyday_words_mean_something_that_is_on_the_list_and_each_stands_once():
    words = [word for one in OFFENCE_WORDS.entries for word in one.words]
    assert len(words) == len(set(words))
    for entry in OFFENCE_WORDS.entries:
        assert entry.confidence is Confidence.ASSUMPTION
        for meaning in entry.means:
            assert find_offences(meaning, on=TODAY, most=1), meaning
    assert all(OFFENCE_WORDS.title_of(one).startswith(OFFENCE_WORDS.code_of(one)) for one in OFFENCE_WORDS.entries)


def test_everyday_words_hold_from_a_day_on_and_on_a_day_as_at_a_moment():
    assert find_offences("mugged", on=date(2026, 11, 2)) == find_offences("mugged", on=TODAY)
    assert find_offences("mugged", on=date(2010, 1, 1)) == ()


def test_a_misprint_of_the_list_is_not_shown_and_its_key_is_still_made_from_the_words_of_the_list():
    beaten = next(one for one in offences() if one.code == "008/73" and one.category == "105A")
    assert beaten.title == "Assault or assault by beating on an emergency worker (except a constable)"
    assert not [one.title for one in offences() if " a emergency" in one.title]
    raw = "Assault or assault by beating on a emergency worker (except a constable)"
    category = f"{beaten.category} {beaten.category_title}"
    assert beaten.key == offence_key(beaten.code, raw, category, beaten.act, beaten.section)
