"""How to sign in to a demonstration force, as its commands say it."""

from collections.abc import Iterator

from constabulary.access.roles import ROLES
from constabulary.casework.demo import PASSWORD
from constabulary.records.queries.force import the_force
from constabulary.records.queries.officers import sign_ins_by_role


def how_to_sign_in() -> Iterator[str]:
    """The lines that tell it; none for a real force, or when there is no force yet."""
    force = the_force()
    if force is None or not force.is_demo:
        return
    yield f"{force.name}, a demonstration force made for {force.made_for:%d %B %Y}."
    yield f"Sign in as any of these; the password is: {PASSWORD}"
    said = set()
    for number, rank, roles in sign_ins_by_role():
        words = ", ".join(ROLES[role].title for role in roles)
        # The same role once more is somebody of a higher rank, for whom other decisions wait.
        yield f"  {number:<8} {words}{f', {rank.label.lower()}' if words in said else ''}"
        said.add(words)
