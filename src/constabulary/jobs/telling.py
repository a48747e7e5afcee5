"""What commands say: progress while something takes long, plain lines otherwise, nothing but the result when piped."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

console = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)


def say(sentence: str) -> None:
    """A line for people; goes beside the result, not into it."""
    console.print(sentence)


def result(text: str) -> None:
    """A line of the result."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextmanager
def working(sentence: str) -> Iterator[None]:
    """A spinner while something takes long; nothing when nobody watches."""
    if not console.is_terminal:
        yield
        return
    with console.status(sentence):
        yield


@contextmanager
def counting(sentence: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar that is told how many are done; nothing when nobody watches."""
    if not console.is_terminal:
        yield lambda _done: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(sentence, total=total)
        yield lambda done: progress.update(task, completed=done)
