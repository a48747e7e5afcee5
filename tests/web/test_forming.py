"""Moments as people write them."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from constabulary.web import forming
from constabulary.web.components import component_of
from constabulary.web.forming import DayField, MomentField, PageForm, TelephoneField, read_birth, words

NOW = datetime(2026, 11, 28, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(forming, "now", lambda: NOW)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("now", NOW),
        ("today 14:30", datetime(2026, 11, 28, 14, 30, tzinfo=UTC)),
        ("yesterday 22:00", datetime(2026, 11, 27, 22, 0, tzinfo=UTC)),
        ("tomorrow 14:30", datetime(2026, 11, 29, 14, 30, tzinfo=UTC)),
        ("Tomorrow at 9.05", datetime(2026, 11, 29, 9, 5, tzinfo=UTC)),
        ("14:30", datetime(2026, 11, 28, 14, 30, tzinfo=UTC)),
        ("23/11/2026 14:30", datetime(2026, 11, 23, 14, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_as_it_is_written(written, meant):
    assert MomentField(label="When").clean(written) == meant


@pytest.mark.parametrize("word", ["today", "tomorrow", "yesterday"])
def test_a_day_alone_is_asked_for_its_time(word):
    with pytest.raises(ValidationError, match="Write the time as well"):
        MomentField(label="When").clean(word)


def test_what_was_understood_stands_beside_the_field_unless_it_was_typed_so():
    class When(PageForm):
        moment = MomentField(label="When")
        day = DayField(label="Day")

    form = When({"moment": "yesterday 2pm", "day": "23 nov"})
    assert form.is_valid()
    told = {name: component_of(form[name])[1]["hint"]["text"] for name in ("moment", "day")}
    assert told["moment"].endswith("Understood: Friday 27 November 2026, 14:00")
    assert told["day"].endswith("Understood: Monday 23 November 2026")
    plain = When({"moment": "27/11/2026 14:00", "day": "soon"})
    assert not plain.is_valid()
    assert "Understood" not in str([component_of(plain[name])[1]["hint"] for name in ("moment", "day")])
    assert component_of(plain["day"])[1]["value"] == "soon"
    assert "Write the day as day, month, year" in plain.errors["day"][0]


def test_a_date_of_birth_needs_its_whole_year():
    assert read_birth("27 March 1985") == date(1985, 3, 27)
    assert read_birth(" ") is None
    with pytest.raises(ValidationError, match="four digits"):
        read_birth("27/3/12")
    assert DayField(label="Day").clean(date(2026, 1, 2)) == date(2026, 1, 2)
    assert DayField(label="Day").clean(None) is None


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Reference of the record", "Enter the reference of the record."),
        ("Their number", "Enter their number."),
        ("What has changed, or why nothing has", "Enter what has changed, or why nothing has."),
        ("How do you know?", "Answer: How do you know?"),
    ],
)
def test_what_is_said_of_an_empty_field_reads_as_a_sentence(label, sentence):
    with pytest.raises(ValidationError) as refused:
        words(label, required=True).clean("")
    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    ("field", "named"),
    [(words("What it rests on?"), "What it rests on"), (words("50 % of it"), "50 % of it"),
     (TelephoneField(label="Telephone"), "Telephone")],
    ids=["a question", "a sign of its own", "a telephone"],
)  # fmt: skip
def test_words_that_are_too_long_are_told_in_our_own_sentence(field, named):
    with pytest.raises(ValidationError) as refused:
        field.clean("1" * 201)
    assert refused.value.messages == [f"{named}: keep it to 200 characters, these are 201."]
