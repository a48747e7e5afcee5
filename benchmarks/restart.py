"""Server and database killed under load: how long until calls are acknowledged again, and nothing acknowledged is lost."""

from pathlib import Path

from tests.project.installation import installed
from tests.project.test_kills import KILLS, sweep

NAME = "restart"
#: Seconds, from the kill until calls are acknowledged again.
LIMIT = 10.0
ROUNDS = 3


def run(_data: Path | None) -> tuple[bool, list[str]]:
    """Each kind of kill some times over, in an installation of its own; the longest wait against the limit."""
    with installed() as made:
        done = made.run("demo", "--no-serve", "--size", "tiny")
        if done.returncode:
            return False, [done.stdout + done.stderr]
        waits = [one for number in range(ROUNDS) for one in sweep(made, len(KILLS), f"bench{number}")]
    longest = {name: max(took for kind, took in waits if kind == name) for name, _ in waits}
    lines = [
        f"{name:18} {took:5.1f} s, {took / LIMIT:.2f} of the limit of {LIMIT:.0f} s" for name, took in longest.items()
    ]
    return max(longest.values()) < LIMIT, [*lines, f"{len(waits)} kills; nothing acknowledged was lost, torn or twice"]
