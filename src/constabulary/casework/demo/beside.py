"""Two things at once that touch nothing of each other's: one of them in a process of its own."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from constabulary.records.database_store import number_from, reserve_numbers

Work = Callable[[], object]


def may_fork() -> bool:
    """Whether a second process is of use here, and can be had as a copy of this one."""
    return (os.cpu_count() or 1) > 1 and "fork" in multiprocessing.get_all_start_methods()


@contextmanager
def beside(work: Work, *, begin: Work, alone: bool = False) -> Iterator[None]:
    """Do `work` while the block goes on, or before it where there is one processor; each on a connection of its own.

    `begin` is called on each new connection. What the work writes has numbers reserved for it, so that a force made
    again has the same. Raises RuntimeError with what the work raised.
    """
    first = reserve_numbers()
    # One connection may not be used by two processes.
    connection.close()
    if alone or not may_fork():
        _carry_out(work, begin, first)
        begin()
        yield
        return
    context = multiprocessing.get_context("fork")
    heard: Any = context.SimpleQueue()
    process = context.Process(target=_tell, args=(work, begin, first, heard))
    process.start()
    try:
        begin()
        yield
    except BaseException:
        process.terminate()
        raise
    finally:
        process.join()
    trouble = f"the process ended with {process.exitcode}" if heard.empty() else heard.get()
    if trouble:
        raise RuntimeError(trouble)


def _carry_out(work: Work, begin: Work, first: int) -> None:
    try:
        number_from(first)
        begin()
        work()
    finally:
        connection.close()


def _tell(work: Work, begin: Work, first: int, heard: Any) -> None:
    trouble = "the process came to an end"
    try:
        _carry_out(work, begin, first)
        trouble = ""
    except BaseException as error:
        trouble = f"{type(error).__name__}: {error}"
        raise
    finally:
        heard.put(trouble)
