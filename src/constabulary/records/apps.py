"""The Django app that holds every table."""

from django.apps import AppConfig

from constabulary.records.driver import read_moments_fast, read_numbers_plainly


class RecordsConfig(AppConfig):
    """Tables, journal, reads."""

    name = "constabulary.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Before the first connection is made."""
        read_moments_fast()
        read_numbers_plainly(self.get_models())
