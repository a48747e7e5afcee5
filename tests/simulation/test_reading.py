"""A model's file: what is read, and what is said of what cannot be."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from constabulary.simulation.model.durations import Exponential, Fixed, Gamma, Lognormal, Mark, duration_of
from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.staffing import AtShiftEnd
from constabulary.simulation.model.stages import Order
from constabulary.simulation.model.units import Misread

FILE = """
name = "Desk"
start = 2026-03-28
days = 14
label = "synthetic"

[[classes]]
name = "urgent"
due_within = "1 hour"
arrivals = { per_day = 40, to = "desk", dispersion = 0.1, events = [
  { name = "match", at = 2026-04-01T18:00:00, hours = "2 hours", expected = 12 } ] }
backlog = [{ stage = "desk", count = 5, age = { shape = "exponential", mean = "2 days" } }]

[[classes]]
name = "other"

[[stages]]
name = "desk"
skill = "desk"
order = "deadline"
service = { urgent = { shape = "lognormal", median = "5 min", sigma = 0.6, mark = "measured", source = "log" }, other = "1 week" }
patience = { other = { limit = "30 s" } }
target = { other = "10 s" }

[[staff]]
name = "desk"
skills = "desk"
at_shift_end = "hand over"
shifts = [{ starts = 07:00:00, ends = "19:30", people = 3, first = 2026-03-29, breaks = [{ after = 4, minutes = 30 }] }]

[[duties]]
name = "answered"
stage = "desk"
hours = "10 min"
"""


def test_a_file_is_read_as_it_is_written():
    model = read_model(FILE.encode())
    assert (model.name, model.days, model.label) == ("Desk", 14.0, "synthetic")
    assert model.start.astimezone(UTC) == datetime(2026, 3, 28, tzinfo=UTC)
    urgent, _ = model.classes
    assert urgent.due_within == 1.0
    assert urgent.backlog[0].age == Exponential(mean=48.0)
    # A local moment after the clocks went forward.
    assert urgent.arrivals.events[0].at == datetime(2026, 4, 1, 17, tzinfo=UTC)
    (desk,) = model.stages
    assert desk.order is Order.DEADLINE
    assert duration_of(desk.service, "urgent") == Lognormal(median=5 / 60, sigma=0.6, mark=Mark.MEASURED, source="log")
    assert duration_of(desk.service, "whoever") == Fixed(hours=168.0)
    assert desk.target == {"": pytest.approx(10 / 3600)}
    (group,) = model.staff
    assert group.at_shift_end is AtShiftEnd.HAND_OVER
    assert (group.shifts[0].ends, group.shifts[0].first) == (time(19, 30), date(2026, 3, 29))
    assert timedelta(hours=model.duties[0].hours) == timedelta(minutes=10)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("days = 14", "dais = 14", "'dais' is not known here; did you mean days?"),
        ("days = 14", "xyz = 14", "known are name, start"),
        ("days = 14", "days = true", "days: True is no number"),
        ("days = 14", "days = nan", "no number"),
        ("days = 14", "", "'days' is missing"),
        ("people = 3", "people = 2.5", "no whole number"),
        ("start = 2026-03-28", "start = 'soon'", "no moment"),
        ("start = 2026-03-28", "start = 2026-03-29T01:30:00", "does not exist: the clocks go forward"),
        ("start = 2026-03-28", "start = 2026-10-25T01:30:00", "comes twice: the clocks go back"),
        ("start = 2026-03-28", "start = 2026-03-28\nzone = 'Mars/North'", "no time zone"),
        ('"1 hour"', '"1 fortnight"', "no length of time"),
        ('"1 hour"', '"1.2.3 hours"', "no length of time"),
        ('"lognormal"', '"normal"', "the shape 'normal' is none of exponential"),
        ("sigma = 0.6, ", "", "sigma' is missing"),
        ('order = "deadline"', 'order = "luck"', "'luck' is none of priority"),
        ("07:00:00", "'7 o clock'", "no time of day"),
        ("07:00:00", "7", "no time of day"),
        ("first = 2026-03-29", "first = '29 March'", "no date"),
        ('skills = "desk"', "skills = 3", "no list of texts"),
        ('name = "Desk"', "name = 3", "3 is no text"),
        ("[[duties]]", "[duties]", "no list of tables"),
        ('{ other = { limit = "30 s" } }', "3", "no table"),
        ('name = "Desk"', "name = ", "no TOML"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(old, new, sentence):
    assert old in FILE
    with pytest.raises(Misread) as trouble:
        read_model(FILE.replace(old, new, 1))
    assert sentence in str(trouble.value)


def test_the_place_of_a_fault_is_named_from_the_outside_in():
    with pytest.raises(Misread, match=r"the model: stages: desk: service: urgent: median: .* no length of time"):
        read_model(FILE.replace('"5 min"', '"five"'))


def test_other_fields_say_so_too():
    with pytest.raises(Misread, match="neither true nor false"):
        read_model(FILE.replace('skill = "desk"', 'skill = "desk"\ninterrupts = 1'))
    with pytest.raises(Misread, match="no list of numbers"):
        read_model(FILE.replace("days = 14", "days = 14\nage_bands = 3"))
    with pytest.raises(Misread, match="no text in UTF-8"):
        read_model(b"\xff")


def test_a_gamma_of_a_file_has_its_form_beside_the_word_for_its_shape():
    found = read_model(
        FILE.replace(
            '{ shape = "lognormal", median = "5 min", sigma = 0.6,', '{ shape = "gamma", mean = "5 min", form = 2,'
        )
    )
    assert found.stages[0].service["urgent"] == Gamma(mean=5 / 60, form=2.0, mark=Mark.MEASURED, source="log")


def test_a_zone_and_an_offset_are_heeded():
    model = read_model(FILE.replace("start = 2026-03-28", "start = 2026-10-25T01:00:00+01:00\nzone = 'Europe/Paris'"))
    assert model.start.astimezone(UTC) == datetime(2026, 10, 25, tzinfo=UTC)
    assert model.start.hour == 2
