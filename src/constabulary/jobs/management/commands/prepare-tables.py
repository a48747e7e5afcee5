"""Brings tables and guards up to date, as the owner, in one go."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from constabulary.records.guards import apply_guards
from constabulary.records.masking import SCHEMA


class Command(BaseCommand):
    """Migrate, then put every table under guard."""

    help = "Bring tables and guards up to date. Run by `constabulary migrate`."
    requires_system_checks = ()

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Migrate and guard."""
        # The views over the tables would stand in the way of changing a column; the guards make them anew.
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        call_command("migrate", verbosity=0)
        with transaction.atomic(), connection.cursor() as cursor:
            apply_guards(cursor)
