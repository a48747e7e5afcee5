"""A real force begins: migrate, begin, serve, sign in, as people type it."""

import subprocess
import threading

from constabulary.project import database
from tests.project.installation import UNCOUNTED, Installation, command, installed
from tests.project.under_load import Handler, Sent

GIVEN = ("begin", "46", "Kentshire Police", "--number", "9001", "--name", "Ann Marlow")
PASSWORD = "harbour kettle violin"


def begun(made: Installation, piped: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(*GIVEN), env={**made.environment, **UNCOUNTED}, input=piped, capture_output=True, text=True,
        check=False, timeout=120, cwd="/",
    )  # fmt: skip


def test_from_an_empty_database_to_the_first_page_of_the_administrator():
    with installed() as made:
        database.start(made.cluster)
        nowhere = begun(made, PASSWORD)
        assert nowhere.returncode == 69
        assert "`constabulary migrate`" in nowhere.stderr
        with made.cluster.connect() as superuser:
            superuser.execute("CREATE DATABASE constabulary OWNER constabulary_owner")
            superuser.execute("GRANT CONNECT ON DATABASE constabulary TO constabulary_application")
        bare = begun(made, PASSWORD)
        assert (bare.returncode, "run `constabulary migrate`" in bare.stderr) == (69, True), bare.stderr
        assert made.run("migrate", **UNCOUNTED).returncode == 0
        unready = made.run("serve", **UNCOUNTED)
        assert (unready.returncode, "run `constabulary begin`" in unready.stderr) == (69, True), unready.stderr

        weak = begun(made, "short\n")
        assert (weak.returncode, "The password is too short." in weak.stderr) == (1, True), weak.stderr
        done = begun(made, f"{PASSWORD}\n")
        assert done.returncode == 0, done.stderr
        again = begun(made, f"{PASSWORD}\n")
        assert (again.returncode, "has a force already" in again.stderr) == (1, True), again.stderr
        assert not [one for one in (weak, done, again) if PASSWORD in one.stdout + one.stderr]
        assert not [one for one in (nowhere, bare, weak, again) if "Traceback" in one.stderr]

        with made.serving("serve", **UNCOUNTED) as (port, _):
            browser = Handler("administrator", port, Sent(), threading.Event())
            _, _, page = browser.ask("GET", "/sign-in")
            token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
            form = {"csrfmiddlewaretoken": token, "collar_number": "9001", "password": PASSWORD}
            assert browser.ask("POST", "/sign-in", form)[:2] == (302, "/")
            status, _, page = browser.ask("GET", "/")
            assert (status, "My work" in page, "Ann Marlow" in page) == (200, True, True)
            assert browser.ask("GET", "/roles")[0] == 200
        assert "Kentshire Police (force 46)" in made.run("doctor", **UNCOUNTED).stdout
