"""The source tree as the repository's tests read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "constabulary"
PURE = ("standards", "policing", "access", "simulation", "optimisation")


@cache
def modules() -> tuple[Path, ...]:
    """Every module of ours but the migrations."""
    return tuple(sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts))


@cache
def tree_of(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(), filename=str(path))


def modules_of(*packages: str) -> Iterator[Path]:
    """The modules of some packages."""
    return (path for path in modules() if _package(path) in packages)


@cache
def _package(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def by_package(*packages: str) -> dict[str, list[Path]]:
    """The modules of each package, of all where none is named: a test for each of a thousand modules takes longer to begin
    and to end than to look."""
    found: dict[str, list[Path]] = {}
    for path in modules():
        if not packages or _package(path) in packages:
            found.setdefault(_package(path), []).append(path)
    return found


def name_of(path: Path) -> str:
    """A module's path as people write it."""
    return str(path.relative_to(SOURCE))


def calls_in(node: ast.AST) -> set[str]:
    """The last names of everything called below a node: `a.b.c()` gives c."""
    found = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            called = one.func
            found.add(called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""))
    return found


def public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    """The functions of a module that others may call."""
    return (node for node in tree_of(path).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"))
