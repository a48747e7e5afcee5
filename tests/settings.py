"""The product's settings with the tests' cluster and quicker password hashing."""

from jinja2 import FileSystemBytecodeCache

import tests.early
from constabulary.project.installation import DATABASE_NAME
from constabulary.project.settings import *  # noqa: F403
from constabulary.project.settings import CONNECT_AS, DATABASES, TEMPLATES, VAR

CLUSTER = tests.early.CLUSTER
_found = CLUSTER.parameters(CONNECT_AS, DATABASE_NAME)
DATABASES["default"].update(
    NAME=_found["dbname"],
    USER=_found["user"],
    PASSWORD=_found["password"],
    HOST=_found["host"],
    CONN_HEALTH_CHECKS=False,
)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUDITOR_DATABASE = CLUSTER.parameters("auditor", DATABASE_NAME)
# Each worker and each server of the journeys would compile the same two hundred templates for itself.
(VAR / "templates").mkdir(parents=True, exist_ok=True)
TEMPLATES[0]["OPTIONS"]["bytecode_cache"] = FileSystemBytecodeCache(str(VAR / "templates"))
