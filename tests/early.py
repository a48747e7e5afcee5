"""Loaded before anything of Django: the tests' own folder, cluster and database name, one database a worker."""

import gc
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

os.environ["CONSTABULARY_VAR"] = str(ROOT / "var" / "tests")
os.environ["CONSTABULARY_ANCHOR"] = os.environ.get("CONSTABULARY_TEST_ANCHOR") or str(
    ROOT / "var" / "tests" / f"anchor-{WORKER}.txt"
)
# A command that a test runs in another role or database says so itself. Workers inherit what the process that
# started them has set for itself: that is not theirs.
if os.environ.get("CONSTABULARY_DATABASE", "test_main") == "test_main":
    os.environ["CONSTABULARY_DATABASE"] = f"test_{WORKER}"
os.environ.setdefault("CONSTABULARY_CONNECT_AS", "application")
os.environ["CONSTABULARY_SECRET_KEY"] = "for tests only"
os.environ.pop("DATABASE_URL", None)
# The browser of the journeys keeps an event loop in this thread; the tests themselves are not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Eight thousand tests and what they import are many objects that stay: the collector need not go through them again
# and again (`tests.conftest` sets them aside once all are there).
gc.set_threshold(50_000, 20, 100)

from constabulary.project.database import Cluster, start  # noqa: E402 - the environment comes first

CLUSTER = Cluster(ROOT / "var" / "tests" / "postgresql", durable=False)
start(CLUSTER)
