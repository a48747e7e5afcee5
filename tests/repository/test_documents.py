"""Documents: generated ones are current, data has a licence, the README's commands exist."""

import re
import subprocess
from pathlib import Path

from tests.repository.generated import stale
from tests.repository.sources import ROOT

DATA = {".csv", ".gz", ".zip", ".ods", ".geojson", ".parquet", ".json", ".js", ".css", ".svg", ".png", ".toml"}
OURS = re.compile(
    r"^(src/constabulary/standards/data/[^/]+\.toml|src/constabulary/standards/data/lists/[^/]+\.toml"
    r"|pyproject\.toml|front-end/package(-lock)?\.json|docs/|front-end/src/|tests/.*\.(json|toml|csv)$|src/constabulary/web/static/icon\.svg)"
)


def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.split() if done.returncode == 0 else []


def test_generated_files_are_current():
    assert stale() == []


def test_every_file_of_data_names_its_licence():
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text()
    for name in tracked():
        suffix = "." + name.rsplit(".", 1)[-1]
        if suffix in DATA and not OURS.match(name):
            folders = [folder for folder in Path(name).parents if len(folder.parts) > 2]
            assert any(str(one) in notices for one in (name, *folders)), f"{name} stands in no notice"


def test_the_commands_of_the_readme_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    asked = set(re.findall(r"make ([a-z-]+)", (ROOT / "README.md").read_text()))
    assert {"demo", "test"} <= asked <= targets
    assert len((ROOT / "README.md").read_text().splitlines()) <= 60


def test_the_licence_is_there_and_the_build_machine_calls_make_test():
    assert "MIT License" in (ROOT / "LICENCE").read_text()
    assert "make test" in (ROOT / ".ci" / "run").read_text()
