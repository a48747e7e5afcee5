"""A force's own values win and are marked; what cannot be read is refused with a sentence."""

from datetime import date, timedelta

import pytest

from constabulary.standards import reading
from constabulary.standards.dated import Confidence
from constabulary.standards.investigation import PLAN_WITHIN, SUPERVISOR_REVIEWS
from constabulary.standards.overlay import read_overlay
from constabulary.standards.reading import StandardsError, parse_standards
from constabulary.standards.recording import RECORD_WITHIN
from constabulary.standards.response import REVIEW_CEILING, VULNERABLE_SHARE
from constabulary.standards.rulebook import on


def overlay_text(
    key: str = "recording.deadline",
    value: str = "{ hours = 12 }",
    *,
    entry: str = "",
    edition: str = "",
    valid: str = "valid_from = 2026-01-01",
) -> str:
    """An overlay of one edition, good unless something is changed."""
    return f"""
[[standard]]
key = "{key}"
{entry}
[[standard.edition]]
{valid}
edition = "Force order 7"
source = "Force order 7 of 2026"
{edition}
value = {value}
"""


def test_a_local_value_wins_on_its_days_and_is_marked_local():
    overlay = read_overlay(overlay_text(valid="valid_from = 2026-01-01\nvalid_to = 2026-06-30"))
    during, after = on(date(2026, 6, 30), overlay)[RECORD_WITHIN], on(date(2026, 7, 1), overlay)[RECORD_WITHIN]
    assert (during.value, during.edition, during.confidence) == (
        timedelta(hours=12),
        "Force order 7",
        Confidence.LOCAL,
    )
    assert (after.value, after.confidence) == (timedelta(hours=24), Confidence.READ)


def test_a_local_value_is_local_whatever_it_claims():
    overlay = read_overlay(overlay_text(edition='confidence = "read"'))
    assert on(date(2026, 6, 30), overlay)[RECORD_WITHIN].confidence is Confidence.LOCAL


def test_a_local_value_may_have_gaps_and_ours_holds_in_them():
    text = """
    [[standard]]
    key = "thrive.review_ceiling"
    [[standard.edition]]
    valid_from = 2026-05-01
    edition = "Two"
    source = "Order"
    value = { hours = 1.5 }
    [[standard.edition]]
    valid_from = 2026-01-01
    valid_to = 2026-01-31
    edition = "One"
    source = "Order"
    value = { minutes = 60 }
    """
    overlay = read_overlay(text)
    found = [on(day, overlay)[REVIEW_CEILING] for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 5, 1))]
    assert [one.value for one in found] == [timedelta(hours=1), timedelta(minutes=210), timedelta(minutes=90)]


def test_several_kinds_of_value_can_be_set():
    text = (
        overlay_text("investigation.plan_within", "{ high_harm_hours = 12, other_hours = 48 }")
        + overlay_text("investigation.supervisor_reviews", "{ days = [5, 10], then_every_days = 20 }")
        + overlay_text("thrive.vulnerable_share", "{ share = 1 }")
    )
    rules = on(date(2026, 6, 1), read_overlay(text))
    assert rules[PLAN_WITHIN].value.high_harm == timedelta(hours=12)
    assert rules[SUPERVISOR_REVIEWS].value.day_of(3) == 30
    assert rules[VULNERABLE_SHARE].value == 1.0


REFUSED = {
    "not toml": ("[[standard", "not readable as TOML"),
    "nothing of ours": ("[standards]\nkey = 1", "begins with [[standard]]"),
    "a single table": ("[standard]\nkey = 'recording.deadline'", "begins with [[standard]]"),
    "a list of words": ("standard = ['recording.deadline']", "begins with [[standard]]"),
    "no key": ("[[standard]]\n", "a standard has no key"),
    "a key that is no word": ("[[standard]]\nkey = 3", "a standard has no key"),
    "unknown key": (overlay_text("recording.dedline"), "there is no standard called recording.dedline"),
    "twice": (overlay_text() + overlay_text(), "recording.deadline stands there twice"),
    "no edition": ("[[standard]]\nkey = 'recording.deadline'", "recording.deadline: edition is missing"),
    "edition as words": (
        "[[standard]]\nkey = 'recording.deadline'\nedition = 'x'",
        "each edition begins with [[standard.edition]]",
    ),
    "empty editions": ("[[standard]]\nkey = 'recording.deadline'\nedition = []", "each edition begins with"),
    "editions of words": ("[[standard]]\nkey = 'recording.deadline'\nedition = ['x']", "each edition begins with"),
    "no first day": (overlay_text(valid=""), "valid_from is missing"),
    "first day in quotes": (overlay_text(valid="valid_from = '2026-01-01'"), "2026-01-01 is not a day such as"),
    "first day with a time": (
        overlay_text(valid="valid_from = 2026-01-01T00:00:00"),
        "2026-01-01 00:00:00 is not a day such as",
    ),
    "ends before it begins": (
        overlay_text(valid="valid_from = 2026-01-01\nvalid_to = 2025-01-01"),
        "it ends on 2025-01-01, before it begins on 2026-01-01",
    ),
    "misspelt field": (overlay_text(edition="valid_til = 2026-02-01"), "there is no field called valid_til"),
    "misspelt entry": (overlay_text(entry="pickedby = 'report'"), "there is no field called pickedby"),
    "another date": (
        overlay_text(entry="selected_by = 'offence'"),
        "it is picked by the date of report, and a force cannot change that",
    ),
    "no value": ("[[standard]]\nkey='recording.deadline'\n[[standard.edition]]\nvalid_from = 2026-01-01\n"
                 "edition = 'a'\nsource = 'b'", "value is missing"),
    "empty source": (
        "[[standard]]\nkey='recording.deadline'\n[[standard.edition]]\nvalid_from = 2026-01-01\n"
        "edition = 'a'\nsource = ' '\nvalue = { hours = 1 }",
        "source needs words",
    ),
    "unknown unit": (overlay_text(value="{ weeks = 1 }"), "the value has no field called weeks"),
    "empty interval": (overlay_text(value="{}"), "an interval needs minutes, hours or days"),
    "words for a number": (overlay_text(value="{ hours = 'twelve' }"), "hours takes a number"),
    "true for a number": (overlay_text(value="{ hours = true }"), "hours takes a number"),
    "a day for a number": (overlay_text(value="{ hours = 2026-01-01 }"), "hours takes a number"),
    "a number for a table": (overlay_text(value="12"), "the value takes a table"),
    "negative": (overlay_text(value="{ hours = -1 }"), "hours may not be negative"),
    "negative in a list": (
        overlay_text("investigation.supervisor_reviews", "{ days = [7, -14], then_every_days = 28 }"),
        "days may not be negative",
    ),
    "beyond all sense": (overlay_text(value="{ hours = 24000000000 }"), "hours may be 100000 at most"),
    "months beyond all sense": (
        overlay_text("investigation.inspector_review", "{ months = 2000 }"),
        "months may be 1200 at most",
    ),
    "no number at all": (overlay_text(value="{ hours = nan }"), "the value cannot be read"),
    "a field left out": (
        overlay_text("investigation.plan_within", "{ high_harm_hours = 12 }"),
        "the value cannot be read: other_hours is missing",
    ),
    "half a month": (overlay_text("investigation.inspector_review", "{ months = 2.5 }"), "months takes a whole number"),
    "share above one": (overlay_text("thrive.vulnerable_share", "{ share = 1.5 }"), "a share lies between 0 and 1"),
    "overlap": (
        overlay_text() + "[[standard.edition]]\nvalid_from = 2026-02-01\nedition = 'b'\nsource = 'b'\n"
        "value = { hours = 1 }",
        "Force order 7 and b overlap",
    ),
    "four grades": (
        overlay_text("response.grades", "[{ code = 'G1', label = 'Now', rank = 1, urban_minutes = 15, "
                     "rural_minutes = 20, clock_start = 'graded', rethrive_minutes = 15, alert_minutes = 5, "
                     "deployed = true }]"),
        "there are five grades",
    ),
    "nobody's authority": (
        overlay_text("custody.reviews", "{ first_hours = 6, then_hours = 9, authority = 'sergant' }"),
        "nobody holds the authority 'sergant'",
    ),
    "a bail step without end": (
        overlay_text("bail.regime", "{ presumption = 'neutral', steps = [{ authority = 'inspector' }] }"),
        "a step without days or months",
    ),
    "reviews without authorities": (
        overlay_text("investigation.released_reviews", "{ days = 28, months = [3], authorities = ['inspector'] }"),
        "an authority for each review",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(StandardsError) as refused:
        read_overlay(text)
    assert sentence in str(refused.value)
    assert str(refused.value).startswith("The force's own standards: ")
    assert str(refused.value).endswith(".")


OURS = """
[[standard]]
key = "a.b"
selected_by = "report"
[[standard.edition]]
valid_from = 2026-01-01
valid_to = 2026-01-31
edition = "One"
confidence = "read"
source = "A text"
value = 1
"""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (OURS + OURS, "a.b stands there twice"),
        (OURS.replace('selected_by = "report"', ""), "selected_by is missing"),
        (OURS.replace('"report"', '"birthday"'), "birthday"),
        (OURS.replace('"read"', '"certain"'), "certain"),
        (
            OURS + "[[standard.edition]]\nvalid_from = 2026-02-02\nedition = 'Two'\nconfidence = 'read'\n"
            "source = 'A text'\nvalue = 2",
            "a gap between One and Two",
        ),
    ],
    ids=["twice", "no date", "no such date", "no such mark", "gap"],
)
def test_our_own_data_is_held_to_the_same(text, sentence):
    with pytest.raises(StandardsError, match=sentence):
        parse_standards(text, origin="our data")


def test_one_standard_stands_in_one_file(monkeypatch):
    monkeypatch.setattr(reading, "_packaged_texts", lambda: [("a.toml", OURS), ("b.toml", OURS)])
    with pytest.raises(StandardsError, match=r"b\.toml: a\.b is declared in another file already"):
        reading.packaged_standards.__wrapped__()


def test_no_text_is_no_overlay():
    assert read_overlay("") == {}
