"""Which edition applies: a minute either side of every change, by the date that the standard declares."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest

from constabulary.standards.calendar import LONDON
from constabulary.standards.custody import BAIL_REGIME
from constabulary.standards.dated import Confidence, Key, SelectedBy
from constabulary.standards.moments import MomentMissing, Moments
from constabulary.standards.overlay import read_overlay
from constabulary.standards.reading import packaged_standards
from constabulary.standards.recording import RECORD_WITHIN
from constabulary.standards.rulebook import NoEdition, Rulebook, at, on, typed
from constabulary.standards.topics import TOPICS, keys_by_name, lists_by_name, topic_of

MINUTE = timedelta(minutes=1)
FAR = {True: date(1990, 1, 1), False: date(2060, 1, 1)}


def midnight(day: date) -> datetime:
    """The first moment of a London day."""
    return datetime.combine(day, time(), tzinfo=LONDON)


def moments_with(selected_by: SelectedBy, moment: datetime, *, others: date) -> Moments:
    """A matter whose declared date is `moment` and whose other dates are all far on one side."""
    return Moments(**{one.value: moment if one is selected_by else others for one in SelectedBy})


CHANGES = [
    pytest.param(key, earlier, later, id=f"{key} on {later.valid_from}")
    for key, editions in packaged_standards().items()
    for earlier, later in pairwise(editions)
]


@pytest.mark.parametrize("others", FAR.values(), ids=["other dates long before", "other dates long after"])
@pytest.mark.parametrize(("key", "earlier", "later"), CHANGES)
def test_an_edition_changes_at_midnight_by_its_own_date_and_by_no_other(key, earlier, later, others):
    change = midnight(later.valid_from)
    for moment, expected in ((change - MINUTE, earlier), (change, later), (change + MINUTE, later)):
        rulebook = at(moments_with(later.selected_by, moment, others=others))
        assert rulebook[keys_by_name()[key]].edition == expected.edition


LIST_CHANGES = {
    name: [
        (entry, day, begins)
        for entry in one.entries
        for day, begins in ((entry.valid_from, True), (entry.valid_to, False))
        if day is not None and day > date(1900, 1, 1) and day.year < 9999
    ]
    for name, one in lists_by_name().items()
}


def test_there_are_changes_to_test():
    assert len(CHANGES) >= 7
    assert sum(map(len, LIST_CHANGES.values())) >= 200


@pytest.mark.parametrize("name", [name for name, changes in LIST_CHANGES.items() if changes])
def test_an_entry_is_offered_from_its_first_day_to_its_last_by_the_date_of_its_list(name):
    one = lists_by_name()[name]
    for entry, day, begins in LIST_CHANGES[name]:
        change = midnight(day if begins else day + timedelta(days=1))
        for others in FAR.values():
            before = one.offered(moments_with(one.selected_by, change - MINUTE, others=others))
            after = one.offered(moments_with(one.selected_by, change + MINUTE, others=others))
            assert (entry in before, entry in after) == (not begins, begins), (one.code_of(entry), day)


@pytest.mark.source("GOV-BAIL, LEG-PCSC s45")
def test_the_bail_law_of_28_october_2022_is_picked_by_the_arrest():
    change = midnight(date(2022, 10, 28))
    for others in (*FAR.values(), date(2022, 10, 27), date(2022, 10, 29)):
        before = at(moments_with(SelectedBy.ARREST, change - MINUTE, others=others))[BAIL_REGIME]
        after = at(moments_with(SelectedBy.ARREST, change + MINUTE, others=others))[BAIL_REGIME]
        assert [(step.authority, step.days, step.months) for step in before.value.steps] == [
            ("inspector", 28, None),
            ("superintendent", None, 3),
            ("court", None, None),
        ]
        assert [(step.authority, step.days, step.months) for step in after.value.steps] == [
            ("custody_officer", None, 3),
            ("inspector", None, 6),
            ("superintendent", None, 9),
            ("court", None, None),
        ]
        assert (before.value.presumption, after.value.presumption) == ("against", "neutral")
        assert after.confidence is Confidence.UNCONFIRMED


def test_a_force_may_settle_the_open_day_the_other_way():
    """Whether 'after the coming into force' takes in the day itself is open: an overlay can say that it does not."""
    ours = packaged_standards()["bail.regime"][0]
    text = """
    [[standard]]
    key = "bail.regime"
    [[standard.edition]]
    valid_from = 2022-10-28
    valid_to = 2022-10-28
    edition = "Legal services, 2026"
    source = "Advice of our legal services"
    value = { presumption = "against", steps = [{ authority = "inspector", days = 28 }] }
    """
    overlay = read_overlay(text)
    for hour in (0, 23):
        arrest = midnight(date(2022, 10, 28)) + timedelta(hours=hour)
        assert at(Moments(arrest=arrest), overlay)[BAIL_REGIME].value.steps[0].days == 28
        assert at(Moments(arrest=arrest))[BAIL_REGIME].value.steps[0].months == 3
    assert at(Moments(arrest=midnight(date(2022, 10, 29))), overlay)[BAIL_REGIME].value.steps[0].months == 3
    assert ours.value["steps"][0]["days"] == 28


@pytest.mark.source("HOCR-26 p10; open wording: recording before 1 April 2026")
def test_recording_before_april_2026_is_ruled_as_24_hours():
    before, after = on(date(2026, 3, 31))[RECORD_WITHIN], on(date(2026, 4, 1))[RECORD_WITHIN]
    assert before.value == after.value == timedelta(hours=24)
    assert (before.confidence, after.confidence) == (Confidence.UNCONFIRMED, Confidence.READ)


def test_every_key_of_the_data_is_read_by_one_key_of_one_topic():
    in_topics = [key.name for topic in TOPICS for key in topic.keys]
    assert sorted(in_topics) == sorted(packaged_standards())
    assert topic_of("bail.regime").code == "custody-and-bail"
    with pytest.raises(LookupError):
        topic_of("no.such")


@pytest.mark.parametrize("key", sorted(packaged_standards()))
def test_every_edition_can_be_read_and_says_which_date_picks_it(key):
    for edition in packaged_standards()[key]:
        assert typed(keys_by_name()[key], edition).value is not None
        assert isinstance(edition.selected_by, SelectedBy)
        assert edition.confidence is not Confidence.LOCAL, "only a force's overlay is local"
        assert edition.citation == f"{edition.edition}: {edition.source.title} ({edition.confidence.value})"
        assert edition.confidence.sentence.endswith(".")


def test_lists_declare_the_date_that_picks_their_entries():
    assert {one.name: one.selected_by for one in lists_by_name().values()} == {
        "incident-categories": SelectedBy.DECISION,
        "qualifiers": SelectedBy.DECISION,
        "risk-tools": SelectedBy.DECISION,
        "offences": SelectedBy.OFFENCE,
        "reported-incidents": SelectedBy.DECISION,
        "flags": SelectedBy.DECISION,
        "outcomes": SelectedBy.DECISION,
        "cancellations": SelectedBy.DECISION,
        "references": SelectedBy.DECISION,
        "offence-words": SelectedBy.DECISION,
        "warnings": SelectedBy.DECISION,
        "name-forms": SelectedBy.DECISION,
    }
    for one in lists_by_name().values():
        assert one.source
        assert all(one.title_of(entry) for entry in one.entries)


def test_a_date_that_the_matter_does_not_have_yet_is_named():
    with pytest.raises(MomentMissing, match="arrest date"):
        at(Moments(report=date(2026, 11, 2)))[BAIL_REGIME]


def test_before_the_first_edition_there_is_none():
    with pytest.raises(NoEdition, match=r"bail\.regime on 02 April 2017"):
        on(date(2017, 4, 2))[BAIL_REGIME]


def test_a_key_that_cannot_be_read_says_which():
    assert repr(RECORD_WITHIN) == "Key('recording.deadline')"
    assert isinstance(on(date(2026, 11, 2)), Rulebook)
    assert Key("some", str).parse(3) == "3"
