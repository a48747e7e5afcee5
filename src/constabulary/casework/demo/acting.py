"""The parts of a history, each acted in a process of its own where that is possible, from before the tables are there.

Acts need the database only when what they came to is written, some seconds after they began: meanwhile it is made.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection, wait
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
    gates = [Gate() for _ in parts]
    # One each: where its only voice is closed, the process has gone.
    pipes = [context.Pipe(duplex=False) for _ in parts]
    voices = [voice for _, voice in pipes]
    processes = [
        context.Process(target=_work, args=(one, workforce, gate, gates, voice, voices))
        for one, gate, voice in zip(parts, gates, voices, strict=True)
    ]
    for process in processes:
        process.start()
    for voice in voices:
        voice.close()
    try:
        yield partial(_finish, {one.part: ear for one, (ear, _) in zip(parts, pipes, strict=True)}, gates)
    except BaseException:
        for process in processes:
            process.terminate()
        raise
    finally:
        for gate in gates:
            gate.leave()
        for process in processes:
            process.join()
        for ear, _ in pipes:
            ear.close()


def _one_after_the_other(parts: Sequence[Part], told: Told, meanwhile: Work) -> tuple[Built, ...]:
    built = tuple(build_part(one, told) for one in parts)
    meanwhile()
    return built


def _finish(ears: Mapping[int, Connection], gates: Sequence[Gate], told: Told, meanwhile: Work) -> tuple[Built, ...]:
    """`meanwhile` is done as soon as one part is: its processor would wait for the other.

    Raises RuntimeError when a part goes wrong, or the process that acts it is killed.
    """
    for gate in gates:
        gate.open()
    done: dict[int, Built] = {}
    while len(done) < len(ears):
        for ear in wait([ear for part, ear in ears.items() if part not in done]):
            part = next(part for part, one in ears.items() if one is ear)
            said = _hear(ears[part], part)
            if not isinstance(said, Built):
                told(part, said)
                continue
            done[part] = said
            if len(done) == 1:
                meanwhile()
    return tuple(done[part] for part in sorted(done))


def _hear(ear: Connection, part: int) -> Any:
    try:
        said = ear.recv()
    except EOFError:
        raise RuntimeError(f"part {part}: the process that told it has gone") from None
    if isinstance(said, BaseException):
        raise said
    return said


def _work(
    part: Part, workforce: Workforce, gate: Gate, gates: Sequence[Gate], voice: Connection, voices: Sequence[Connection]
) -> None:
    for one in gates:
        one.leave()
    for other in voices:
        if other is not voice:
            other.close()
    try:
        voice.send(build_part(part, lambda _, days: voice.send(days), workforce=workforce, may_write=gate.wait))
    except Gone:
        # Quietly: the terminal is somebody else's by now.
        return
    except BaseException as error:
        voice.send(RuntimeError(f"part {part.part}: {type(error).__name__}: {error}"))
        raise
    finally:
        connection.close()
