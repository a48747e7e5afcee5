"""Trust 13: server and database killed at random points under load; nothing that was acknowledged is lost or torn."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress

import psutil
import pytest

from constabulary.project import database
from tests.early import ROOT
from tests.project.installation import Installation, end, free_port, wait_for_port
from tests.project.test_serving import COMES_BACK, answer_of, children_of, until
from tests.project.under_load import Sent, Stored, handlers_at_work, look

SEED = int(os.environ.get("KILLS_SEED", "20261102"))
IN_FULL = 40


class Ours:
    """The server under test, begun again when it was killed as a whole."""

    def __init__(self, installation: Installation, port: int) -> None:
        self.installation, self.port = installation, port
        self.begin()

    def begin(self) -> None:
        """As somebody would at the keyboard."""
        # Into a file: nobody reads a pipe while calls are taken, and a full one would hold the server up.
        with (self.installation.var / "serving.log").open("a") as log:
            self.process = self.installation.begin("serve", "--port", str(self.port), said_to=log)
        wait_for_port(self.port, self.process)

    def web_processes(self) -> list[psutil.Process]:
        """The processes that serve, without the one over them."""
        found = []
        for one in children_of(self.process):
            with suppress(psutil.Error):
                if "gunicorn" in one.cmdline() and one.ppid() != self.process.pid:
                    found.append(one)
        return found

    def database_processes(self) -> list[psutil.Process]:
        """The server of the database first, then what works for it."""
        pid = int((self.installation.cluster.data / "postmaster.pid").read_text().splitlines()[0])
        master = psutil.Process(pid)
        return [master, *master.children(recursive=True)]

    def backends(self) -> list[psutil.Process]:
        """The processes that carry out acts."""
        return [one for one in self.database_processes() if "constabulary_application" in " ".join(one.cmdline())]


def kill(processes: list[psutil.Process]) -> None:
    """At once, without a chance to put anything in order."""
    for one in processes:
        with suppress(psutil.Error):
            one.send_signal(signal.SIGKILL)


def one_web_process(ours: Ours, dice: random.Random) -> None:
    kill(dice.sample(ours.web_processes(), 1))


def one_backend(ours: Ours, dice: random.Random) -> None:
    kill(dice.sample(ours.backends(), 1))


def the_postmaster(ours: Ours, _dice: random.Random) -> None:
    kill(ours.database_processes()[:1])


def the_whole_database(ours: Ours, _dice: random.Random) -> None:
    kill(ours.database_processes())


def the_whole_server(ours: Ours, _dice: random.Random) -> None:
    kill([psutil.Process(ours.process.pid), *children_of(ours.process)])
    ours.process.wait()
    ours.begin()


def everything(ours: Ours, _dice: random.Random) -> None:
    kill([psutil.Process(ours.process.pid), *children_of(ours.process), *ours.database_processes()])
    ours.process.wait()
    ours.begin()


KILLS: tuple[Callable[[Ours, random.Random], None], ...] = (
    the_whole_database, everything, one_web_process, one_backend, the_postmaster, the_whole_server,
)  # fmt: skip


def until_more(sent: Sent, count: int, seconds: float) -> None:
    """Until so many more calls have been acknowledged."""
    enough = len(sent.acknowledged) + count
    until(lambda: len(sent.acknowledged) >= enough, seconds)


def stored(installation: Installation, begins: str) -> Stored:
    """What the database holds."""
    database.start(installation.cluster)
    with installation.cluster.connect("superuser", "constabulary") as superuser:
        return look(superuser, begins=begins)


def sweep(installation: Installation, count: int, begins: str) -> list[tuple[str, float]]:
    """So many kills, one after the other, each under load; then everything is looked at.

    After how many seconds calls were acknowledged again, for each kill: a benchmark asks, a test does not. The calls stay.
    """
    dice = random.Random(SEED)
    ours = Ours(installation, free_port())
    waits = []
    try:
        with handlers_at_work(ours.port, begins=begins) as sent:
            for number in range(count):
                act = KILLS[number] if number < len(KILLS) else dice.choice(KILLS)
                until_more(sent, dice.randrange(2, 12), 30)
                time.sleep(dice.random() * 0.2)
                began = time.monotonic()
                act(ours, dice)
                until_more(sent, 4, COMES_BACK)  # the answers to what was on its way may have come already
                waits.append((act.__name__.replace("_", " "), time.monotonic() - began))
        found = stored(installation, begins)
    finally:
        end(ours.process)
    assert len(sent.acknowledged) > 5 * count
    assert found.lost(sent) == [], f"acknowledged and lost (KILLS_SEED={SEED})"
    assert found.twice(sent) == []
    assert found.torn == []
    assert sent.odd == [], "while the database is away a page says so, and nothing fails"
    assert installation.run("journal", "seal").returncode == 0
    verified = installation.run("journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    return waits


def test_what_was_acknowledged_is_there_after_each_kind_of_kill_under_load(demo):
    sweep(demo, len(KILLS), "s")


@pytest.mark.slow
def test_what_was_acknowledged_is_there_after_forty_kills_under_load(demo):
    sweep(demo, IN_FULL, "f")


def test_a_writer_that_acknowledges_before_it_writes_is_caught(demo):
    """The control: the same handlers, the same kill, the same look."""
    database.start(demo.cluster)
    port = free_port()
    environment = {"CONSTABULARY_CONNECT_AS": "application", "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
    environment["DJANGO_SETTINGS_MODULE"] = "constabulary.project.settings"
    server = psutil.Popen(
        [sys.executable, "-m", "gunicorn", "tests.project.acknowledges_first:application", "--bind"]
        + [f"127.0.0.1:{port}", "--workers", "1", "--no-control-socket", "--log-level", "error"],
        env={**demo.environment, **environment}, cwd="/", start_new_session=True,
    )  # fmt: skip
    try:
        until(lambda: answer_of(port) == 200)
        with handlers_at_work(port, begins="c") as sent:
            until(lambda: len(sent.acknowledged) > 30 and stored(demo, "c").calls)
            kill([server, *server.children()])
    finally:
        kill([server])
        server.wait()
    found = stored(demo, "c")
    assert found.calls, "it writes some"
    assert found.lost(sent)


def test_a_call_that_is_not_whole_is_caught(demo):
    """The control for what is torn: one row of one call is taken away, and put back."""
    begins = "s"  # as the kills have left them, where they came before
    if not stored(demo, begins).calls:
        begins = "t"
        with demo.serving("serve") as (port, _process), handlers_at_work(port, begins=begins, count=1) as sent:
            until(lambda: len(sent.acknowledged) > 3)
    with demo.cluster.connect("superuser", "constabulary") as superuser:
        assert len(look(superuser, begins=begins).calls) > 3
        assert look(superuser, begins=begins).torn == []
        for table in ("duty", "journal_entry", "incident_milestone", "contact"):
            superuser.execute("BEGIN")
            superuser.execute("SET LOCAL session_replication_role = replica")
            column = (
                "journey_row"
                if table == "journal_entry"
                else "incident_id"
                if table == "incident_milestone"
                else "journey_id"
            )
            of = "id" if column == "incident_id" else "journey_id"
            superuser.execute(
                f"DELETE FROM {table} WHERE id = (SELECT min(t.id) FROM {table} t JOIN incident i ON i.{of} = t.{column} "
                f"WHERE i.summary LIKE '%, call {begins}%')".encode()
            )
            assert look(superuser, begins=begins).torn != [], table
            superuser.execute("ROLLBACK")
