"""What the commands about the installation say, and how they give up."""

from constabulary.jobs.telling import console, counting, result, say, working

__all__ = ["Trouble", "console", "counting", "result", "say", "working"]


class Trouble(Exception):
    """A command cannot go on; the sentence says why and what to do. `code` is the exit code (sysexits.h)."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code
