"""The application as a web server runs it."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

#: A page makes some ten thousand objects and leaves almost none; so many may be new before they are gone through.
NEW_OBJECTS = 50_000

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "constabulary.project.settings")

application = get_wsgi_application()
# Every page is read now, once, before the server's processes part: the first to ask does not wait for it.
resolve("/")
# What was read stays until the end: the collector need not go through all of it again and again, page by page.
gc.collect()
gc.freeze()
gc.set_threshold(NEW_OBJECTS, 20, 100)
