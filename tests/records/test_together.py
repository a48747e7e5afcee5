"""Questions asked together are answered as when each is asked alone, in fewer turns, and fail as the database says."""

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext

from constabulary.records.queries.together import Asked, Question, ask_together

pytestmark = pytest.mark.django_db


@Question
def double(number: int):
    """Twice the number."""
    found = yield Asked("SELECT %s::int * 2", [number])
    return found[0][0]


@Question
def sum_and_product(*, first: int, second: int):
    """Both, asked in one turn."""
    added, multiplied = yield (
        Asked("SELECT %s::int + %s::int", [first, second]),
        Asked("SELECT %(a)s::int * %(b)s::int", {"a": first, "b": second}),
    )
    return added[0][0], multiplied[0][0]


@Question
def double_of_double(number: int):
    """The second turn asks with what the first found."""
    found = yield Asked("SELECT %s::int * 2", [number])
    again = yield Asked("SELECT %s::int * 2", [found[0][0]])
    return again[0][0]


@Question
def broken():
    """What the database refuses."""
    yield Asked("SELECT 1 / 0", [])


def test_a_question_asked_alone_is_answered():
    assert (double(4), sum_and_product(first=2, second=5), double_of_double(3)) == (8, (7, 10), 12)
    assert double.__doc__ == "Twice the number."


def test_questions_asked_together_have_the_same_answers_in_as_few_turns_as_the_longest_needs():
    questions = double.later(4), sum_and_product.later(first=2, second=5), double_of_double.later(3)
    turns = []
    pipeline = connection.connection.pipeline
    connection.connection.pipeline = lambda: turns.append(1) or pipeline()
    try:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            ask_together(*questions)
    finally:
        del connection.connection.pipeline
    assert [one.answer for one in questions] == [8, (7, 10), 12]
    assert len(asked) == 5, "each statement is counted as ever"
    assert len(turns) == 1, "the second turn asks one thing, which needs no pipeline"
    ask_together()


def test_there_is_no_answer_before_it_is_asked():
    with pytest.raises(IndexError):
        _ = double.later(1).answer


def test_what_the_database_refuses_is_raised_as_django_raises_it_and_the_connection_goes_on():
    with pytest.raises(DataError), transaction.atomic():
        ask_together(double.later(1), broken.later(), double.later(2))
    assert double(5) == 10


@Question
def nothing_to_ask():
    """What is known already."""
    if connection.vendor:
        return "known"
    yield Asked("SELECT 1", [])


def test_what_is_known_already_is_answered_without_asking():
    with CaptureQueriesContext(connection) as asked:
        put = nothing_to_ask.later()
        ask_together(put)
    assert (put.answer, nothing_to_ask(), len(asked)) == ("known", "known", 0)
