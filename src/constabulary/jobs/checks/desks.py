"""Whether somebody at work can meet what waits at each desk."""

from collections import Counter
from collections.abc import Iterator

from constabulary.access.duties import can_meet, desks_with_nobody
from constabulary.access.roles import Role
from constabulary.jobs.checks.finding import Finding, note, ok
from constabulary.records.queries.officers import officers_of_roles, say_who_asks, system_officer
from constabulary.records.queries.worklists import count_waiting_at_desks


def check_desks() -> Iterator[Finding]:
    """What waits at a desk is found by somebody with the role and the rank to meet it; every desk has somebody."""
    say_who_asks(system_officer())
    try:
        waiting = count_waiting_at_desks()
        people = [one for one in officers_of_roles(Role) if not one.is_system]
    finally:
        say_who_asks(None)
    if not people:
        yield note("Nobody has a role yet: no desk is worked.", "An administrator gives roles, under Administration.")
        return
    unmet: Counter[str] = Counter()
    for (desk, kind), count in waiting.items():
        if not any(can_meet(one, kind, at=desk) for one in people):
            unmet[desk.label] += count
    for label, count in sorted(unmet.items()):
        what = "1 duty waits" if count == 1 else f"{count:,} duties wait"
        yield note(
            f"{what} at the desk {label}, and nobody at work has the role and the rank to meet "
            f"{'it' if count == 1 else 'them'}.",
            "Give somebody the role, or have somebody of the rank signed in: until then no list shows it.",
        )
    empty = [one.label for one in desks_with_nobody(people) if one.label not in unmet]
    if empty:
        yield note(
            f"Nobody works {'this desk' if len(empty) == 1 else 'these desks'}: {', '.join(empty)}.",
            "What comes to wait there is on nobody's list.",
        )
    if not unmet and not empty:
        yield ok("Somebody at work can meet what waits at every desk.")
