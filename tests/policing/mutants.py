"""Small faults planted in a rule, one at a time and in memory, to see whether the truth tables notice.

A comparison turned round, a `not` taken away, a condition dropped, a number one more or one less, yes for no. The code
of the function itself is exchanged, so that whoever has imported it meets the fault, and put back afterwards.
"""

import ast
import copy
import inspect
import itertools
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

#: What a guard returns: whether it holds, why not, or whose authority it takes.
GUARDS = ("bool", "bool | None", "Reasons", "tuple[Authority, ...]", "Authority")
TURNED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
#: What of a function is exchanged: what it does, and what it takes where nothing is given.
PARTS = ("__code__", "__defaults__", "__kwdefaults__")
SHIFTED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}


@dataclass(frozen=True)
class Mutant:
    """One fault in one function: what it is, and the function with it."""

    function: FunctionType
    what: str
    faulty: FunctionType

    @property
    def name(self) -> str:
        """Where it is and what it is."""
        return (
            f"{self.function.__module__.removeprefix('constabulary.policing.')}.{self.function.__name__}: {self.what}"
        )

    @contextmanager
    def planted(self) -> Iterator[None]:
        """The fault in place."""
        whole = {name: getattr(self.function, name) for name in PARTS}
        for name in PARTS:
            setattr(self.function, name, getattr(self.faulty, name))
        try:
            yield
        finally:
            for name, part in whole.items():
                setattr(self.function, name, part)


def guards_of(module: ModuleType) -> list[FunctionType]:
    """The guards that a module defines itself."""
    return [
        one
        for one in vars(module).values()
        if isinstance(one, FunctionType)
        and one.__module__ == module.__name__
        and ast.unparse(_tree(one).returns or ast.Constant("")) in GUARDS
        and not _tree(one).decorator_list
    ]


def _tree(function: FunctionType) -> ast.FunctionDef:
    made = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    if not isinstance(made, ast.FunctionDef):
        return ast.FunctionDef(name="", args=ast.arguments([], [], None, [], [], None, []), body=[], decorator_list=[])
    return made


def mutants_of(function: FunctionType) -> Iterator[Mutant]:
    """Every fault of a function, one at a time."""
    tree = _tree(function)
    for place, node in enumerate(ast.walk(tree)):
        for number, fault in enumerate(_faults(node)):
            mutated = copy.deepcopy(tree)
            there = next(itertools.islice(ast.walk(mutated), place, None))
            list(_faults(there))[number][1](there)
            yield Mutant(function=function, what=f"{fault[0]} in {_short(node)}", faulty=_compiled(function, mutated))


def _short(node: ast.AST) -> str:
    words = " ".join(ast.unparse(node).split())
    return words if len(words) <= 70 else f"{words[:67]}..."


def _compiled(function: FunctionType, tree: ast.FunctionDef) -> Any:
    made: dict[str, Any] = {}
    whole = ast.fix_missing_locations(ast.Module(body=[tree], type_ignores=[]))
    exec(compile(whole, "<mutant>", "exec"), function.__globals__, made)
    return made[function.__name__]


Fault = tuple[str, Callable[[Any], None]]


def _faults(node: ast.AST) -> Iterator[Fault]:
    if isinstance(node, ast.Compare):
        yield from _of_comparison(node)
    elif isinstance(node, ast.BoolOp):
        for place in range(len(node.values)):
            yield f"condition {place + 1} dropped", lambda one, place=place: _drop(one, place)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not taken away", lambda one: setattr(one, "operand", _no(one.operand))
    elif isinstance(node, ast.If | ast.IfExp):
        yield "test turned round", lambda one: setattr(one, "test", _no(one.test))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "yes for no", lambda one: setattr(one, "value", not one.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield "one more", lambda one: setattr(one, "value", one.value + 1)
        yield "one less", lambda one: setattr(one, "value", one.value - 1)


def _drop(node: ast.BoolOp, place: int) -> None:
    """Put in a condition's place what makes no difference."""
    node.values[place] = ast.Constant(isinstance(node.op, ast.And))


def _no(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(op=ast.Not(), operand=node)


def _of_comparison(node: ast.Compare) -> Iterator[Fault]:
    for place, operation in enumerate(node.ops):
        for what, table in (("turned round", TURNED), ("moved by its end", SHIFTED)):
            other = table.get(type(operation))
            if other is not None:
                yield what, lambda one, place=place, other=other: one.ops.__setitem__(place, other())


def cases_of(module: ModuleType, given: dict[str, Any]) -> list[Callable[[], None]]:
    """Every case of every test of a module that needs nothing but what is given."""
    cases: list[Callable[[], None]] = []
    for name, test in vars(module).items():
        if not name.startswith("test_") or not callable(test):
            continue
        tables = [_rows(mark) for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
        wanted = set(inspect.signature(test).parameters)
        for rows in itertools.product(*tables):
            known = {key: one for row in rows for key, one in row.items()}
            rest = wanted - set(known)
            if rest <= set(given):
                cases.append(
                    lambda test=test, known=known, rest=rest: test(**known, **{one: given[one] for one in rest})
                )
    return cases


def _rows(mark: Any) -> list[dict[str, Any]]:
    names, values = mark.args[0], mark.args[1]
    names = [one.strip() for one in names.split(",")] if isinstance(names, str) else list(names)
    rows = []
    for one in values:
        row = getattr(one, "values", one) if not isinstance(one, dict) else one
        rows.append(
            dict(
                zip(
                    names,
                    row if len(names) > 1 or (hasattr(one, "values") and not isinstance(one, dict)) else (row,),
                    strict=True,
                )
            )
        )
    return rows


def is_noticed(cases: list[Callable[[], None]]) -> bool:
    """Whether any case fails; the one that does goes to the front, because it will notice the next fault beside it."""
    for place, case in enumerate(cases):
        try:
            case()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            cases.insert(0, cases.pop(place))
            return True
    return False
