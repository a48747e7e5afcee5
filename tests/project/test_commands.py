"""The commands as people type them: what they say, where they say it, how they end."""

import re
import shutil
import socket
import subprocess
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from constabulary.project import commands, running
from constabulary.project.installation import connection_parameters
from constabulary.project.telling import Trouble
from tests.project.installation import PATIENCE, UNCOUNTED, command, installed

COMMANDS = ("demo", "serve", "stop", "migrate", "backup", "restore", "doctor", "journal")


def test_the_version_and_the_commands_are_told(demo):
    assert re.fullmatch(r"constabulary \d+\.\d+\.\d+\n", demo.run("--version").stdout)
    alone = demo.run()
    assert alone.returncode == 2
    for name in COMMANDS:
        assert f"    {name} " in alone.stdout
    assert "exit codes: 0 done" in alone.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_without_touching_anything(name, tmp_path):
    # How these read what they are given is counted below, where they go on to do it; that takes as long again.
    uncounted = {} if name in {"stop", "backup", "restore"} else UNCOUNTED
    with installed() as empty:
        done = empty.run(name, "--help", **uncounted)
        assert done.returncode == 0
        assert done.stdout.startswith(f"usage: constabulary {name}")
        assert "--settings" not in done.stdout, "what is Django's stays out of the help"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "invalid choice: 'nonsense'"),
        (["demo", "--port", "99999"], "99999 is not a port"),
        (["demo", "--as-at", "1 March"], "1 March is not a day; write it as 2026-03-01"),
        (["journal", "verify", "--slip", "1"], "a slip reads NUMBER:HASH"),
        (["journal"], "the following arguments are required"),
        (["journal", "verify", "--file"], "expected one argument"),
    ],
)
def test_wrong_arguments_end_with_2_and_say_what_is_wrong(demo, arguments, said):
    done = demo.run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_without_a_database_each_command_says_what_to_do():
    with installed() as empty:
        for arguments in (["journal", "head"], ["serve"]):
            done = empty.run(*arguments)
            assert done.returncode == 69, done.stderr
            assert "Traceback" not in done.stderr
            assert re.search(r"`constabulary (migrate|demo)`", done.stderr), done.stderr


def test_migrating_makes_an_empty_database_with_its_guards():
    with installed() as empty:
        assert empty.run("migrate").returncode == 0
        done = empty.run("doctor")
        assert "The tables are up to date." in done.stdout
        assert "The database holds no force yet." in done.stdout


def test_the_demonstration_force_is_made_once(demo):
    again = demo.run("demo", "--no-serve")
    assert again.returncode == 0
    assert "is there already" in again.stderr


def test_a_force_whose_database_nobody_makes_any_more_is_given_up_with_all_that_act_for_it(demo):
    given = command("load-demo", "--when-told", "--make-tables", "--size", "small")
    done = subprocess.run(
        given, env={**demo.environment, "CONSTABULARY_CONNECT_AS": "owner"}, cwd="/", stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    # Nobody has its output open any more, so that the processes which acted have ended too.
    assert done.returncode == 1
    assert "The database was not made." in done.stderr


def test_a_demonstration_force_that_the_disk_cannot_hold_is_not_begun(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=30e9))
    commands.check_room("year")
    with pytest.raises(Trouble, match="decade needs about 160 GB of disk while it is made; 30 GB are free"):
        commands.check_room("decade")


def test_a_demonstration_force_never_replaces_a_real_one(demo):
    with called_real(demo):
        done = demo.run("demo", "--fresh", "--no-serve", "--size", "tiny")
    assert done.returncode == 69
    assert "is not replaced" in done.stderr
    assert demo.run("demo", "--no-serve").returncode == 0, "it is there still"


@contextmanager
def called_real(installation):
    """While the block lasts the force of an installation says of itself that it is no demonstration."""

    def say(is_demo: bool) -> None:
        with installation.cluster.connect("superuser", "constabulary") as superuser:
            superuser.execute("SET session_replication_role = replica")
            superuser.execute("UPDATE force SET is_demo = %s", [is_demo])

    say(False)
    try:
        yield
    finally:
        say(True)


def test_a_port_in_use_is_said_and_another_is_taken_when_none_was_named(demo, monkeypatch, capsys):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        done = demo.run("serve", "--port", str(port))
        assert done.returncode == 69
        assert f"Port {port} is in use. Choose another with --port" in done.stderr
        monkeypatch.setattr(running, "FIRST_PORT", port)
        monkeypatch.setattr(running, "LAST_PORT", port + 50)
        taken = running.choose_port("127.0.0.1", None)
    assert port < taken <= port + 50
    assert capsys.readouterr().err == f"Port {port} is in use; taking {taken}.\n"


def test_an_address_that_is_not_of_this_machine_is_said(demo):
    done = demo.run("serve", "--host", "no.such.host.invalid")
    assert done.returncode == 2
    assert "no.such.host.invalid is not an address of this machine" in done.stderr


def test_what_is_piped_holds_the_result_and_nothing_else(demo):
    done = demo.run("journal", "head")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr
    assert done.stderr == ""
    assert "head of the journal" in done.stdout


def test_the_embedded_database_of_nobody_has_no_passwords(tmp_path, monkeypatch):
    with installed() as empty, pytest.raises(Exception, match="There is no database in"):
        empty.cluster.passwords()
    assert "password" in connection_parameters("auditor")
