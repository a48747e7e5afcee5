"""When coverage counts: while a test or a fixture of ours runs and while a module of ours is imported, and never else.

Being followed makes each line of Python two to four times as slow, whosever it is, and a line that counts six times. What
pytest and others do between the tests is not followed, nor is what the tests of some files do at all.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.machinery import SourceFileLoader
from types import ModuleType
from typing import Any

import pytest

#: Tests that go over what others hold line by line, as their names begin: what they run is not counted, which would take as
#: long as they do. The gates see fewer lines by it and are never met by them: of the rules not one line is theirs alone, of
#: all the rest hardly one in two hundred. Of the commands those of `tests/project/test_commands.py` are counted; each of the others starts them
#: dozens of times.
NOT_COUNTED = (
    "tests/casework/demo/test_takeover_killed.py",
    "tests/casework/incidents/test_two_dispatchers.py",
    "tests/casework/takeover/test_parquet.py",
    "tests/casework/test_open_data.py",
    "tests/casework/test_register_order.py",
    "tests/inspection/test_public_figures.py",
    "tests/jobs/test_every_timed_job.py",
    "tests/jobs/test_playing.py",
    "tests/journeys/",
    "tests/open_data/test_traps_of_real_files.py",
    "tests/optimisation/test_counts.py",
    "tests/optimisation/test_does_allocation_help.py",
    "tests/optimisation/test_proposing.py",
    "tests/policing/duties/test_feeds.py",
    "tests/policing/duties/test_flow.py",
    "tests/policing/duties/test_forecast.py::test_on_steady_queues_of_chance",
    "tests/policing/duties/test_would_we_have_seen_it.py",
    "tests/policing/inspection/test_agreement.py::test_the_interval_holds_the_truth",
    "tests/policing/inspection/test_agreement.py::test_the_interval_is_that_of_a_seeded_bootstrap[many",
    "tests/policing/inspection/test_agreement.py::test_the_interval_is_that_of_a_seeded_bootstrap[usual",
    "tests/policing/inspection/test_sampling.py::test_over_many_seeds",
    "tests/policing/test_planted_faults.py",
    "tests/project/test_backups.py",
    "tests/project/test_doctor.py",
    "tests/project/test_durability.py",
    "tests/project/test_kills.py",
    "tests/project/test_serving.py",
    "tests/records/test_database_store.py",
    "tests/records/test_marking.py",
    "tests/records/test_masking_kept.py",
    "tests/records/test_story_reads.py",
    "tests/repository/",
    "tests/simulation/test_arrivals.py",
    "tests/simulation/test_back_test.py",
    "tests/simulation/test_explained.py",
    "tests/simulation/test_learning.py",
    "tests/simulation/test_response_learning.py",
    "tests/simulation/test_theory.py",
    "tests/standards/test_editions.py::test_an_entry_is_offered",
    "tests/standards/test_offences.py::test_everyday_words_mean_something",
    "tests/standards/test_working_time.py",
    "tests/trust/test_allocated_once.py",
    "tests/trust/test_connected_searches.py",
    "tests/trust/test_her_safety.py",
    "tests/trust/test_leaks.py",
    "tests/trust/test_matrix.py",
    "tests/trust/test_payloads_together.py",
    "tests/trust/test_queries.py",
    "tests/trust/test_second_looks.py",
)
#: Of whose imports lines are counted.
OURS = "constabulary"


def is_counted(nodeid: str) -> bool:
    """Whether the lines that a test runs are counted."""
    return not nodeid.startswith(NOT_COUNTED)


class Follower:
    """What follows the lines of the thread that runs the tests, once it is there: coverage's own function, put in and out."""

    def __init__(self) -> None:
        self.lines: Any = None
        self.threads: Any = None
        self.is_wanted = True

    @contextmanager
    def resting(self) -> Iterator[None]:
        """No line is followed while the block lasts."""
        if sys.gettrace() is None or threading.current_thread() is not threading.main_thread():
            yield
            return
        self.lines, self.threads = sys.gettrace(), threading.gettrace()
        _follow(None, None)
        try:
            yield
        finally:
            _follow(self.lines, self.threads)

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Each line is followed while the block lasts, if there is anything to follow it."""
        is_ours = threading.current_thread() is threading.main_thread()
        if self.lines is None or sys.gettrace() is not None or not is_ours:
            yield
            return
        _follow(self.lines, self.threads)
        try:
            yield
        finally:
            _follow(None, None)


def _follow(lines: Any, threads: Any) -> None:
    sys.settrace(lines)
    # The first call after it puts coverage's compiled function in place: before that it would miss that this one returns.
    threading.settrace(threads)


FOLLOWER = Follower()
_LOAD: Callable[[SourceFileLoader, ModuleType], None] = SourceFileLoader.exec_module


def _loading(self: SourceFileLoader, module: ModuleType) -> None:
    is_ours = module.__name__.split(".")[0] == OURS
    with FOLLOWER.counting() if is_ours else FOLLOWER.resting():
        _LOAD(self, module)


# A module is imported once: its lines count whichever test is the first to ask for it.
SourceFileLoader.exec_module = _loading


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """A worker counts by itself: told to by its environment as well it would go on while its own counting rests."""
    for name in [name for name in os.environ if name.startswith("COVERAGE_PROCESS")]:
        del os.environ[name]
    _follow(None, None)  # no test runs in this process


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is collected is no test yet; what rules and standards keep once read is read anew by the first that counts."""
    with FOLLOWER.resting():
        found = yield
    if FOLLOWER.lines is not None:
        forget_what_is_kept()
    return found


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop():
    """Between the tests nothing is followed."""
    with FOLLOWER.resting():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item, nextitem):
    """The processes that a test starts are counted as it is."""
    FOLLOWER.is_wanted = is_counted(item.nodeid)
    if FOLLOWER.is_wanted:
        return (yield)
    told = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("COVERAGE_PROCESS")}
    try:
        return (yield)
    finally:
        os.environ.update(told)
        if nextitem is not None and is_counted(nextitem.nodeid):
            forget_what_is_kept()


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_fixture_setup(fixturedef):
    """A fixture of ours is counted as the test is that is the first to ask for it."""
    if not (fixturedef.baseid and FOLLOWER.is_wanted):
        return (yield)
    with FOLLOWER.counting():
        return (yield)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_pyfunc_call():
    """The test itself."""
    if not FOLLOWER.is_wanted:
        return (yield)
    with FOLLOWER.counting():
        return (yield)


def forget_what_is_kept() -> None:
    """What rules and standards keep once read is read anew, by a test whose lines are counted."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("constabulary.standards", "constabulary.policing", "constabulary.access")):
            for one in vars(module).values():
                if hasattr(one, "cache_clear"):
                    one.cache_clear()
