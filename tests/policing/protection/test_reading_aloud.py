"""What a message would give away if somebody else read or heard it."""

import pytest

from constabulary.policing.protection.messages import find_reasons_against_words
from constabulary.policing.protection.reading_aloud import (
    GivesAway,
    Unsayable,
    find_reasons_against_reading_aloud,
    find_what_gives_away,
)
from constabulary.policing.protection.safe_route import Way
from constabulary.policing.victims.contact import Occasion
from constabulary.standards.messages import MESSAGE_TEMPLATES, POLICE_WORDS
from constabulary.standards.offences import offences
from constabulary.standards.rulebook import on
from tests.conftest import AT

TEMPLATES = {one.code: one for one in on(AT)[MESSAGE_TEMPLATES].value}
FILLED = {
    "telephone": "01632 960000", "name": "Sam", "day": "Tuesday 3 November", "time": "14:30", "reference": "46/1/26",
    "service": "Tolling Support",
}  # fmt: skip
UNSAYABLE = Unsayable(
    offences=("Criminal damage to a vehicle", "Stalking involving fear of violence"),
    other_side=("Dean Harker", "D. Harker-Bloggs"),
    where=("17 Marigold Wharf", "ZZ9 7QX", "07700 900987", "kingfisher.ruth@example.org"),
)


def said_by(words: str, *, may_name_police: bool = True) -> set[tuple[str, str]]:
    found = find_what_gives_away(
        words, UNSAYABLE, police_words=on(AT)[POLICE_WORDS].value, may_name_police=may_name_police
    )
    return {(kind.value, one) for kind, one in found}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("Please ring 01632 960000 and ask for Sam.", set(), id="nothing"),
        pytest.param(
            "About the DAMAGE to your vehicle.", {("offence", "damage"), ("offence", "vehicle")}, id="offence"
        ),
        pytest.param("Please ring and ask for Dean.", {("other_side", "dean")}, id="his first name"),
        pytest.param("mr harker is out", {("other_side", "harker")}, id="his surname, small"),
        pytest.param("It is about Bloggs.", {("other_side", "bloggs")}, id="half of another name of his"),
        pytest.param("Harkerton is a place.", set(), id="a longer word is another word"),
        pytest.param(
            "At 17, Marigold-Wharf today", {("where", "17 Marigold Wharf")}, id="her address, otherwise spaced"
        ),
        pytest.param("In zz97qx", {("where", "ZZ9 7QX")}, id="her postcode"),
        pytest.param("Ring +44 7700 900 987", {("where", "07700 900987")}, id="her number, from abroad"),
        pytest.param("kingfisher.ruth @ example.org", {("where", "kingfisher.ruth@example.org")}, id="her mailbox"),
    ],
)
def test_what_words_give_away(words, found):
    assert said_by(words) == found


def test_the_police_are_named_only_to_whoever_has_agreed():
    words = "The police have your witness statement."
    assert said_by(words) == set()
    assert said_by(words, may_name_police=False) == {("police", "police"), ("police", "witness")}


def test_each_kind_is_refused_once_with_its_sentence():
    found = find_what_gives_away(
        "Dean Harker, 17 Marigold Wharf, damage, police", UNSAYABLE, police_words=("police",), may_name_police=False
    )
    codes = [one.code for one in find_reasons_against_reading_aloud(found)]
    assert codes == [
        "reading_aloud.names-offence", "reading_aloud.names-other-side", "reading_aloud.names-where",
        "reading_aloud.names-police",
    ]  # fmt: skip
    assert {one.reason.code for one in GivesAway} == set(codes)


@pytest.mark.parametrize("code", TEMPLATES)
def test_no_template_says_what_happened_whatever_the_offence(code):
    words = TEMPLATES[code].filled(FILLED)
    for offence in offences():
        found = find_what_gives_away(words, Unsayable(offences=(offence.title,)), police_words=(), may_name_police=True)
        assert not found, (code, offence.title)


@pytest.mark.parametrize("code", TEMPLATES)
def test_a_template_that_does_not_name_the_police_uses_none_of_their_words(code):
    template = TEMPLATES[code]
    found = find_what_gives_away(
        template.filled(FILLED), Unsayable(), police_words=on(AT)[POLICE_WORDS].value, may_name_police=False
    )
    assert bool(found) is template.names_police


def test_each_occasion_has_words_that_give_nothing_away_by_every_way():
    occasions = {one.occasion for one in TEMPLATES.values()} - {""}
    assert occasions <= set(Occasion)
    for occasion in occasions:
        ways = {
            way for one in TEMPLATES.values() if one.occasion == occasion and not one.names_police for way in one.ways
        }
        assert ways == {"text", "email", "letter"}, occasion


@pytest.mark.parametrize(
    ("template", "facts", "refused"),
    [
        pytest.param("hello", {"about_crime": True}, set(), id="gives nothing away"),
        pytest.param("hello", {}, {"needs-crime"}, id="about no crime"),
        pytest.param("acknowledged", {"about_crime": True}, {"may-not-name-police"}, id="nobody has agreed"),
        pytest.param("acknowledged", {"about_crime": True, "may_name_police": True}, set(), id="agreed"),
        pytest.param("please_ring", {}, set(), id="for anybody"),
    ],
)
def test_which_words_may_go(template, facts, refused):
    chosen = TEMPLATES[template]
    filled = {slot: FILLED[slot] for slot in chosen.slots}
    found = find_reasons_against_words(chosen, filled, Way.TEXT, **facts)
    assert {one.code.removeprefix("message.") for one in found} == refused
