"""Says whether the database can be served from, and for a demonstration force how to sign in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from constabulary.access.roles import ROLES
from constabulary.casework.demo import PASSWORD
from constabulary.records.queries.force import the_force
from constabulary.records.queries.officers import sign_ins_by_role


class Command(BaseCommand):
    """Check, and print the demonstration sign-ins."""

    help = "Say whether the database can be served from."
    requires_system_checks = ()

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Raise CommandError with a plain sentence when it cannot."""
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            raise CommandError("The tables are not up to date: run `constabulary migrate`.", returncode=69)
        force = the_force()
        if force is None:
            raise CommandError("The database holds no force yet: run `constabulary demo`.", returncode=69)
        if force.is_demo:
            self.stdout.write(f"{force.name}, a demonstration force made for {force.made_for:%d %B %Y}.")
            self.stdout.write(f"Sign in as any of these; the password is: {PASSWORD}")
            for number, roles in sign_ins_by_role():
                self.stdout.write(f"  {number:<8} {', '.join(ROLES[role].title for role in roles)}")
