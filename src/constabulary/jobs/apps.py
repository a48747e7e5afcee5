"""The Django app of the timed and management commands."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Timed and management commands."""

    name = "constabulary.jobs"
    label = "jobs"
