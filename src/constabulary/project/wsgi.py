"""The application as a web server runs it."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "constabulary.project.settings")

application = get_wsgi_application()
# Every page is read now, once, before the server's processes part: the first to ask does not wait for it.
resolve("/")
