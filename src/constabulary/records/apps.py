"""The Django app that holds every table."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Tables, journal, reads."""

    name = "constabulary.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
