"""Says whether the database can be served from, and for a demonstration force how to sign in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from constabulary.jobs.signing_in import how_to_sign_in
from constabulary.records.queries.force import the_force


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
        if the_force() is None:
            raise CommandError("The database holds no force yet: run `constabulary begin`.", returncode=69)
        for line in how_to_sign_in():
            self.stdout.write(line)
