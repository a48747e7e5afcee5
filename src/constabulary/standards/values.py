"""The one decorator with which every fact, decision and standard is declared."""

from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """Declare a small immutable value: frozen, slotted, built by keyword, equal by content."""
    made: Any = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    if all(one.default_factory is MISSING for one in fields(made)):
        made.__init__ = _filling_slots(made)
    built: type[T] = made
    return built


def _filling_slots(made: Any) -> Any:
    """How a value is built, as `dataclass` does it but straight into its slots.

    A frozen dataclass looks up by name, for every field, how to set it; an act builds hundreds of values, and that was
    a tenth of what it cost.
    """
    names = [one.name for one in fields(made)]
    lines = [f"    set_{name}(self, {name})" for name in names] or ["    pass"]
    given = ", ".join(["self", *(["*"] if names else []), *names])
    scope: dict[str, Any] = {f"set_{name}": getattr(made, name).__set__ for name in names}
    exec("\n".join([f"def __init__({given}):", *lines]), scope)
    build = scope["__init__"]
    build.__kwdefaults__ = {one.name: one.default for one in fields(made) if one.default is not MISSING}
    build.__annotations__ = {one.name: one.type for one in fields(made)}
    build.__qualname__ = f"{made.__qualname__}.__init__"
    build.__module__ = made.__module__
    return build
