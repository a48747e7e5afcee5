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


@intrinsic
def _comes_before(_context: Any, one: Any, one_seq: Any, other: Any, other_seq: Any) -> Any:
    def generate(_target: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        wide = ir.IntType(128)
        high, low, its_high, its_low = (builder.zext(one, wide) for one in arguments)
        by = ir.Constant(wide, 64)
        mine, its = builder.or_(builder.shl(high, by), low), builder.or_(builder.shl(its_high, by), its_low)
        return builder.icmp_unsigned("<", mine, its)

    return types.boolean(types.int64, types.int64, types.int64, types.int64), generate


#: Whether one pair of whole numbers, none negative, stands before another: compared as one number twice as wide, without a branch.
comes_before = cast("Callable[[Any, Any, Any, Any], Any]", _comes_before)
