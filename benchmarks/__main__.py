"""Runs the benchmarks, each against a peer in the same run: `python -m benchmarks [--only NAME] [--data FOLDER] [--crimes NUMBER]`.

Each module of this package with a NAME and a `run(data)` is one; `run` gives back its result in lines and says whether
the claim held. The database is a durable one of the benchmarks' own, under var/bench.
"""

import argparse
import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var" / "bench"
DATABASE = "bench"

os.environ["CONSTABULARY_VAR"] = str(VAR)
os.environ["CONSTABULARY_DATABASE"] = DATABASE
os.environ["DJANGO_SETTINGS_MODULE"] = "constabulary.project.settings"
os.environ.pop("DATABASE_URL", None)


def main() -> int:
    """Make the database, run what is asked for; 1 when a claim does not hold."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", metavar="NAME")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="real files in place of the shipped samples")
    parser.add_argument("--crimes", type=int, metavar="NUMBER", help="crimes behind the pages whose time is taken")
    known = parser.parse_args()
    _make_database()
    importlib.import_module("django").setup()
    held = True
    for found in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if found.name.startswith("_"):
            continue
        module = importlib.import_module(f"benchmarks.{found.name}")
        if hasattr(module, "run") and known.only in {None, module.NAME}:
            if known.crimes and hasattr(module, "CRIMES"):
                module.CRIMES = known.crimes
            print(f"== {module.NAME}: {module.__doc__.splitlines()[0]}")
            good, lines = module.run(known.data)
            print("\n".join(f"  {line}" for line in lines))
            held &= good
    return 0 if held else 1


def _make_database() -> None:
    database, databases = (importlib.import_module(f"constabulary.project.{one}") for one in ("database", "databases"))
    cluster = database.Cluster(VAR / "postgresql")
    database.start(cluster)
    with cluster.connect() as connection:
        databases.drop_database(connection, DATABASE)
        databases.make_database(connection, DATABASE)
    with cluster.connect("superuser", DATABASE) as connection:
        databases.make_extensions(connection)
    for command in (["prepare-tables"], ["load-demo", "--size", "empty"]):
        subprocess.run(
            [sys.executable, "-m", "django", *command],
            check=True,
            cwd=ROOT,
            env={**os.environ, "CONSTABULARY_CONNECT_AS": "owner"},
        )


if __name__ == "__main__":
    sys.exit(main())
