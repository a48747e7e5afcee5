"""The parts of a history, each acted in a process of its own where that is possible, from before the tables are there.

Acts need the database only when what they came to is written, some seconds after they began: meanwhile it is made.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from select import select
from typing import Any

from django.db import connection

from constabulary.casework.demo.beside import Work, may_fork
from constabulary.casework.demo.building import Built, Part, Told, build_part
from constabulary.casework.demo.workforce import Workforce

#: Lets the parts write, and returns what they came to when all is written; something else is done meanwhile.
Finish = Callable[[Told, Work], tuple[Built, ...]]


class Gone(Exception):
    """The process that makes the force has gone: what is acted for it is for nobody."""


class Gate:
    """Shut until whoever holds it opens it; who passes through it, again and again, learns when that one has gone."""

    def __init__(self) -> None:
        self._inside, self._outside = os.pipe()
        self._open = False

    def open(self) -> None:
        """Let pass who waits."""
        os.write(self._outside, b".")

    def leave(self) -> None:
        """Hold it no longer: in a copy of the process that holds it, and there so that nobody waits for good."""
        os.close(self._outside)

    def wait(self) -> None:
        """Return when it is open. Raises Gone when nobody holds it any more."""
        said, _, _ = select([self._inside], [], [], 0 if self._open else None)
        if said and not os.read(self._inside, 1):
            raise Gone("the process that makes the force has gone")
        self._open = True


@contextmanager
def acting(parts: Sequence[Part], workforce: Workforce, *, alone: bool = False) -> Iterator[Finish]:
    """Act the parts from now on, while the block makes the tables; it is given what lets them write, and waits for them.

    Where there is one processor they are acted then, one after the other.
    """
    if alone or not may_fork():
        yield partial(_one_after_the_other, parts)
        return
    # Each process has a connection of its own; one that was open before may not be used by both.
    connection.close()
    context = multiprocessing.get_context("fork")
    heard: Any = context.SimpleQueue()
    gates = [Gate() for _ in parts]
    processes = [
        context.Process(target=_work, args=(one, workforce, gate, gates, heard))
        for one, gate in zip(parts, gates, strict=True)
    ]
    for process in processes:
        process.start()
    try:
        yield partial(_finish, parts, gates, heard)
    except BaseException:
        for process in processes:
            process.terminate()
        raise
    finally:
        for gate in gates:
            gate.leave()
        for process in processes:
            process.join()


def _one_after_the_other(parts: Sequence[Part], told: Told, meanwhile: Work) -> tuple[Built, ...]:
    built = tuple(build_part(one, told) for one in parts)
    meanwhile()
    return built


def _finish(parts: Sequence[Part], gates: Sequence[Gate], heard: Any, told: Told, meanwhile: Work) -> tuple[Built, ...]:
    """`meanwhile` is done as soon as one part is: its processor would wait for the other."""
    for gate in gates:
        gate.open()
    done: dict[int, Built] = {}
    while len(done) < len(parts):
        part, said = heard.get()
        if isinstance(said, Built):
            done[part] = said
            if len(done) == 1:
                meanwhile()
        elif isinstance(said, BaseException):
            raise said
        else:
            told(part, said)
    return tuple(done[one.part] for one in parts)


def _work(part: Part, workforce: Workforce, gate: Gate, gates: Sequence[Gate], heard: Any) -> None:
    for one in gates:
        one.leave()
    try:
        built = build_part(
            part, lambda number, days: heard.put((number, days)), workforce=workforce, may_write=gate.wait
        )
        heard.put((part.part, built))
    except Gone:
        # Quietly: the terminal is somebody else's by now.
        return
    except BaseException as error:
        heard.put((part.part, RuntimeError(f"part {part.part}: {type(error).__name__}: {error}")))
        raise
    finally:
        connection.close()
