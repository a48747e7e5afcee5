"""The shape of the tree: names, sizes, purity, imports where they can be seen."""

import ast
from functools import cache

import pytest

from tests.repository.sources import PURE, ROOT, modules, modules_of, name_of, tree_of

BANNED = {"utils", "helpers", "common", "services", "managers", "misc", "util", "helper", "signals"}
MOST_LINES = 400
IMPURE_CALLS = {"now", "today", "utcnow", "random", "urandom", "getenv", "uuid4", "time_ns", "monotonic"}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_is_named_for_what_it_holds_and_is_not_too_long(path):
    assert path.stem not in BANNED
    lines = sum(1 for line in path.read_text().splitlines() if line.strip())
    assert lines <= MOST_LINES, f"{lines} lines that are not blank"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_stand_at_the_top_where_they_can_be_seen(path):
    hidden = [one.lineno for one in _inside_functions(tree_of(path)) if isinstance(one, ast.Import | ast.ImportFrom)]
    assert not hidden, f"imports inside functions on lines {hidden}"
    assert "TYPE_CHECKING" not in path.read_text()


@pytest.mark.parametrize("path", list(modules_of(*PURE)), ids=name_of)
def test_a_pure_package_asks_no_clock_no_dice_and_no_environment(path):
    found = [
        (node.lineno, ast.unparse(node.func))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) in IMPURE_CALLS
    ]
    assert not found
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        node.module.split(".")[0]
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert not imported & {"random", "os", "time", "socket", "secrets", "subprocess", "django", "psycopg"}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_everything_public_says_what_it_is(path):
    tree = tree_of(path)
    assert ast.get_docstring(tree), "the module has no docstring"
    silent = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and node.name != "Meta"
        and not ast.get_docstring(node)
        and node not in _inside_functions(tree)
    ]
    assert not silent, f"no docstring: {silent}"


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
