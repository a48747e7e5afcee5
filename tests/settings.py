"""The product's settings with the tests' cluster and quicker password hashing."""

import tests.early
from constabulary.project.installation import DATABASE_NAME
from constabulary.project.settings import *  # noqa: F403
from constabulary.project.settings import CONNECT_AS, DATABASES

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
