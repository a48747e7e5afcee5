"""The shape of the tree: names, sizes, purity, imports where they can be seen."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.repository.sources import PURE, ROOT, by_package, modules, name_of, tree_of

BANNED = {"utils", "helpers", "common", "services", "managers", "misc", "util", "helper", "signals"}
MOST_LINES = 400
IMPURE_CALLS = {"now", "today", "utcnow", "random", "urandom", "getenv", "uuid4", "time_ns", "monotonic"}
IMPURE_IMPORTS = {"random", "os", "time", "socket", "secrets", "subprocess", "django", "psycopg"}


def each(packages: dict[str, list[Path]]) -> pytest.MarkDecorator:
    """A test for the modules of each of these packages."""
    return pytest.mark.parametrize("paths", packages.values(), ids=packages)


@each(by_package())
def test_a_module_is_named_for_what_it_holds_and_is_not_too_long(paths):
    assert not [name_of(path) for path in paths if path.stem in BANNED]
    lines = {name_of(path): sum(1 for line in path.read_text().splitlines() if line.strip()) for path in paths}
    long = {name: count for name, count in lines.items() if count > MOST_LINES}
    assert not long, f"so many lines that are not blank: {long}"


@each(by_package())
def test_imports_stand_at_the_top_where_they_can_be_seen(paths):
    hidden = [
        f"{name_of(path)}:{one.lineno}"
        for path in paths
        for one in _inside_functions(tree_of(path))
        if isinstance(one, ast.Import | ast.ImportFrom)
    ]
    assert not hidden, f"imports inside functions: {hidden}"
    assert not [name_of(path) for path in paths if "TYPE_CHECKING" in path.read_text()]


@each(by_package(*PURE))
def test_a_pure_package_asks_no_clock_no_dice_and_no_environment(paths):
    nodes = [(path, node) for path in paths for node in ast.walk(tree_of(path))]
    found = [
        f"{name_of(path)}:{node.lineno} {ast.unparse(node.func)}"
        for path, node in nodes
        if isinstance(node, ast.Call)
        and (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) in IMPURE_CALLS
    ]
    assert not found
    imported = [(path, alias.name) for path, node in nodes if isinstance(node, ast.Import) for alias in node.names]
    imported += [(path, node.module) for path, node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    assert not [f"{name_of(path)}: {name}" for path, name in imported if name.split(".")[0] in IMPURE_IMPORTS]


@each(by_package())
def test_everything_public_says_what_it_is(paths):
    assert not [name_of(path) for path in paths if not ast.get_docstring(tree_of(path))], "no docstring"
    silent = [
        f"{name_of(path)}:{node.name}"
        for path in paths
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and node.name != "Meta"
        and not ast.get_docstring(node)
        and node not in _inside_functions(tree_of(path))
    ]
    assert not silent, f"no docstring: {silent}"


def test_every_module_is_looked_at():
    assert sum(len(paths) for paths in by_package().values()) == len(modules()) > 1000
    assert set(by_package(*PURE)) == set(PURE)


@cache
def _inside_functions(tree: ast.Module) -> frozenset[ast.AST]:
    return frozenset(
        node
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(outer)
        if node is not outer
    )


def test_no_signal_and_no_switched_off_check_is_used():
    for path in modules():
        text = path.read_text()
        assert "django.dispatch" not in text, name_of(path)
        assert "# noqa" not in text, name_of(path)


def test_lock_files_pin_by_hash_and_name_no_registry():
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text()
        assert "http" not in text, lock.name
        assert "--hash=sha256:" in text
        pinned = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
        assert len(pinned) == sum(1 for line in pinned if line.rstrip().endswith("\\")), (
            f"{lock.name}: a pin without hash"
        )


def test_built_styles_carry_neither_typeface_nor_crest_of_the_government():
    styles = (ROOT / "src/constabulary/web/static/constabulary.css").read_text()
    assert "GDS Transport" not in styles
    assert "crest.svg" not in styles
    assert not list((ROOT / "src/constabulary/web/static").rglob("*crest*"))


def test_every_dependency_says_what_it_is_for():
    inside = False
    for line in (ROOT / "pyproject.toml").read_text().splitlines():
        inside = line.startswith(("dependencies = [", "dev = [", "sweeps = [", "build = [")) or (inside and line != "]")
        if inside and "==" in line:
            assert " # " in line, line
