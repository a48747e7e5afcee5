"""The one decorator with which every fact, decision and standard is declared."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value(cls: type[T]) -> type[T]:
    """Declare a small immutable value: frozen, slotted, built by keyword, equal by content."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)
