"""Sets of small numbers as the bits of one whole number."""

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic


@intrinsic
def _lowest(_context: Any, bits: Any) -> Any:
    def generate(_target: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(types.int64), generate


#: The lowest number in a set that is not empty: one instruction, where a loop would branch as nothing could foresee.
lowest = cast("Callable[[Any], Any]", _lowest)
