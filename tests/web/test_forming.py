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


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        pytest.param("Flat 3\u202e, Mill Road\u202c", "Flat 3, Mill Road", id="turned round"),
        pytest.param("\ufeffKnife\x00\x07 in\u200b hand", "Knife in hand", id="what cannot be seen"),
        pytest.param("First\r\n\tthen", "First\r\n\tthen", id="lines are kept"),
        pytest.param(
            "O\u2019Brien, Si\u00e2n, \u0645\u0631\u06cc\u0645\u200c\u0647\u0627",
            "O\u2019Brien, Si\u00e2n, \u0645\u0631\u06cc\u0645\u200c\u0647\u0627",
            id="names are kept",
        ),
        pytest.param("\u202e", "", id="nothing else"),
    ],
)
def test_what_cannot_be_seen_and_turns_words_round_is_not_kept(pasted, kept):
    class Said(PageForm):
        said = words("What was said", rows=2)
        where = words("Where")

    form = Said({"said": pasted, "where": pasted})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"said": kept, "where": kept}


def test_a_number_and_a_moment_are_read_as_they_are_copied_from_a_telephone():
    assert TelephoneField(label="Telephone").clean("\u202a+44 7700 900123\u202c") == "+44 7700 900123"
    assert MomentField(label="When").clean("\u200etoday 14:30") == datetime(2026, 11, 28, 14, 30, tzinfo=UTC)


def test_above_a_page_with_several_days_it_is_said_which_cannot_be_read():
    class Span(PageForm):
        began = MomentField(label="When did it begin?")
        ended = DayField(label="When it ended")

    class One(PageForm):
        day = DayField(label="When it ended")

    form = Span({"began": "this morning", "ended": "31/11/2026"})
    assert [one["text"] for one in form.error_list] == [
        "When did it begin?: Write the time as well, for example 14:30.", "When it ended: There is no such day.",
    ]  # fmt: skip
    assert [one["href"] for one in form.error_list] == ["#id_began", "#id_ended"]
    assert form.errors["ended"] == ["There is no such day."]
    assert [one["text"] for one in One({"day": "31/11/2026"}).error_list] == ["There is no such day."]
    assert Span({"ended": ""}).error_list[0]["text"] == "Answer: When did it begin?", "what is missing names its field"
