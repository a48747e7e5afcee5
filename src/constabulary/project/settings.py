"""Settings: what differs between installations comes from the environment, everything else is here."""

import os
import secrets
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from constabulary.project import installation
from constabulary.project.database import DatabaseTrouble
from constabulary.project.installation import DATABASE_NAME, PACKAGE, VAR, NotConfigured

ANCHOR_FILE = installation.ANCHOR_FILE
OUTBOX_FOLDER = VAR / "outbox"
CLUSTER = installation.CLUSTER

#: `application` for people and jobs; `owner` for migrations and bulk loads; `auditor` for verification.
CONNECT_AS = os.environ.get("CONSTABULARY_CONNECT_AS", "application")


#: How often a statement is sent before the server keeps its plan; those of acts are kept from the first.
PREPARED_AFTER = 5


def connection_parameters(role: str) -> dict[str, Any]:
    """How a role's database is reached; empty while there is no embedded database yet."""
    try:
        return installation.connection_parameters(role, DATABASE_NAME)
    except DatabaseTrouble:
        return {}


def database_settings() -> dict[str, Any]:
    """Connection settings as Django takes them. Raises ImproperlyConfigured."""
    try:
        found = connection_parameters(CONNECT_AS)
    except NotConfigured as error:
        raise ImproperlyConfigured(str(error)) from error
    if CONNECT_AS == "application":
        # It reads through the masked views of `records/masking.py`, which come first on its search path. Planning the
        # functions that mask, time and again for every row, would take ten times as long as running them.
        found["options"] = (
            f"{found.get('options', '')} -c search_path=reading,public -c plan_cache_mode=force_generic_plan".strip()
        )
    # Django would have psycopg prepare nothing; what acts send is the same few statements again and again.
    found.setdefault("prepare_threshold", PREPARED_AFTER)
    found.setdefault("server_side_binding", True)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        # `web.middleware` finds out with the first statement of a page; a statement to ask before it costs each page.
        "CONN_HEALTH_CHECKS": False,
        "NAME": found.pop("dbname", DATABASE_NAME),
        "USER": found.pop("user", ""),
        "PASSWORD": found.pop("password", ""),
        "HOST": found.pop("host", ""),
        "PORT": found.pop("port", ""),
        "OPTIONS": found,
    }


def auditor_database() -> dict[str, Any]:
    """How the account that reads the journal connects, as psycopg takes it; empty when it is not configured."""
    try:
        return connection_parameters("auditor")
    except NotConfigured:
        return {}


def secret_key() -> str:
    """The key that signs cookies: from the environment, else made once and kept in VAR."""
    if "CONSTABULARY_SECRET_KEY" in os.environ:
        return os.environ["CONSTABULARY_SECRET_KEY"]
    path = VAR / "secret-key"
    with suppress(FileNotFoundError):
        # One that was stopped while it was written is empty, and made anew.
        if found := path.read_text().strip():
            return found
    VAR.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(48)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
        handle.write(made)
    return made


DEBUG = False
SECRET_KEY = secret_key()
ALLOWED_HOSTS = os.environ.get("CONSTABULARY_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [one for one in os.environ.get("CONSTABULARY_ORIGINS", "").split(",") if one]
HTTPS_ONLY = os.environ.get("CONSTABULARY_HTTPS", "") == "1"

DATABASES = {"default": database_settings()}
AUDITOR_DATABASE = auditor_database()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "constabulary.records.apps.RecordsConfig",
    "constabulary.web.apps.WebConfig",
    "constabulary.jobs.apps.JobsConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "constabulary.web.middleware.content_security_policy",
    "constabulary.web.middleware.signed_in_officer",
    "constabulary.web.middleware.without_nulls",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "constabulary.project.urls"
WSGI_APPLICATION = "constabulary.project.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "constabulary.web.templating.environment",
            "context_processors": ["constabulary.web.form_tokens.form_token"],
        },
    },
]

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "web" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

SESSION_COOKIE_NAME = "constabulary_sign_in"
SIGN_IN_LASTS = timedelta(hours=12)
SIGN_IN_IDLE = timedelta(minutes=60)
#: Who signed out at a browser last, so that a form left open in another tab of theirs is kept for them.
LEFT_COOKIE_NAME = "constabulary_left"
CSRF_COOKIE_NAME = "constabulary_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "constabulary.project.failures.csrf_refused"
CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_HSTS_SECONDS = 31536000 if HTTPS_ONLY else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS_ONLY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

#: GOV.UK Notify delivers messages when its key is set; without one they are written to the outbox folder.
NOTIFY_KEY = os.environ.get("CONSTABULARY_NOTIFY_KEY", "")
NOTIFY_TEMPLATES = {
    way: os.environ.get(f"CONSTABULARY_NOTIFY_{way.upper()}_TEMPLATE", "") for way in ("text", "email", "letter")
}

#: A demonstration force made for another day lives on that day: the server's clock is shifted by this.
CLOCK_OFFSET = timedelta(seconds=float(os.environ.get("CONSTABULARY_CLOCK_OFFSET", "0")))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
