"""What the commands say: progress while something takes long, plain lines otherwise, nothing but the result when piped."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

console = Console(stderr=True, highlight=False, soft_wrap=True)
out = Console(highlight=False, soft_wrap=True)


class Trouble(Exception):
    """A command cannot go on; the sentence says why and what to do. `code` is the exit code (sysexits.h)."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def say(sentence: str) -> None:
    """A line for people; goes beside the result, not into it."""
    console.print(sentence)


def result(text: str) -> None:
    """A line of the result."""
    sys.stdout.write(text + "\n")


@contextmanager
def working(sentence: str) -> Iterator[None]:
    """A spinner while something takes long; one plain line when nobody watches."""
    if console.is_terminal:
        with console.status(sentence):
            yield
    else:
        say(sentence)
        yield
