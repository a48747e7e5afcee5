"""What is not counted by coverage is not followed either: that costs as much as the tests themselves."""

import sys
import threading

import pytest

from tests.counting import NOT_COUNTED
from tests.early import ROOT


def test_nothing_follows_the_lines_of_a_test_that_is_not_counted():
    assert sys.gettrace() is None
    assert threading.gettrace() is None


@pytest.mark.parametrize("named", NOT_COUNTED)
def test_every_test_that_is_not_counted_is_there(named):
    path, _, function = named.partition("::")
    assert (ROOT / path).exists()
    assert not function or f"def {function.split('[')[0]}" in (ROOT / path).read_text()
