"""Documents: generated ones are current, data has a licence, the README's commands exist."""

import re
import subprocess
from pathlib import Path

from tests.repository.generated import stale
from tests.repository.sources import ROOT

DATA = {".csv", ".gz", ".zip", ".ods", ".geojson", ".parquet", ".json", ".js", ".css", ".svg", ".png", ".toml"}
OURS = re.compile(
    r"^(src/constabulary/standards/data/[^/]+\.toml|src/constabulary/standards/data/lists/[^/]+\.toml"
    r"|src/constabulary/simulation/scenarios/[^/]+\.toml|pyproject\.toml|front-end/package(-lock)?\.json|docs/|front-end/src/|tests/.*\.(json|toml|csv|parquet)$|src/constabulary/web/static/icon\.svg)"
)


#: Abbreviations that everybody knows.
EVERYDAY = {"MIT", "BST", "GMT", "CCTV", "TOML", "CSV", "XLSX", "ODS", "PDF", "DNA", "PIN", "CSP"}


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


def test_every_decision_is_numbered_as_its_heading_says():
    numbers = []
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        number = int(path.name.split("-")[0])
        assert path.read_text().startswith(f"# {number}. "), path.name
        numbers.append(number)
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_abbreviation_that_screens_use_is_in_the_glossary():
    glossary = (ROOT / "GLOSSARY.md").read_text()
    defined = set(re.findall(r"\b[A-Z]{2,}\d*\b", " ".join(re.findall(r"^- \*\*(.+?)\*\*", glossary, re.MULTILINE))))
    shown = set()
    for path in (ROOT / "src/constabulary/web/templates").rglob("*.html"):
        text = re.sub(r"\{[{%#].*?[%#}]\}|<[^>]+>", " ", path.read_text(), flags=re.DOTALL)
        shown |= set(re.findall(r"\b[A-Z]{3,}\d*\b", text))
    unexplained = shown - defined - EVERYDAY
    assert not unexplained, f"say in GLOSSARY.md what these are: {sorted(unexplained)}"


def test_the_links_of_the_documents_lead_somewhere():
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text()):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_every_picture_is_taken_by_a_journey_and_shown_in_a_document():
    journeys = "".join(path.read_text() for path in (ROOT / "tests" / "journeys").glob("*.py"))
    shown = "".join(path.read_text() for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    for path in pictures:
        assert f'picture("{path.stem}")' in journeys, f"no journey takes {path.name}"
        assert f"pictures/{path.name}" in shown, f"no document shows {path.name}"
