"""Imported first by whatever looks at models or pages outside the tests: settings are read and applications loaded."""

import os

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
if not apps.ready:
    django.setup()
READY = True
