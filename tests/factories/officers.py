"""Officers of the tests' force: one a role, numbered in the order of the roles, as the demonstration force has them."""

from constabulary.access.roles import Role


def number_of(role: Role) -> str:
    """The collar number of the officer who holds just this role."""
    return f"D{list(Role).index(role) + 1:02d}"
