"""Records reached by address, as C does it: a base address and a place give the record, at the price of an addition.

Arrays that go from function to function carry their length, strides and a count of their owners, which cost several times
the work itself here. The addresses are those of the arrays of a `Floor`, which lives as long as the run; places come from
the core itself and stay below the room that `loop.lacks` looks after.
"""

from collections.abc import Callable
from typing import Any, cast

import numba
import numpy as np
from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic

from constabulary.simulation.engine import layout
from constabulary.simulation.engine.kernels import inlined


def _reacher(record: np.dtype[Any]) -> Callable[[Any, Any], Any]:
    """A function of (base address, place) that gives the record there."""
    kind = numba.from_dtype(record)
    size = record.itemsize

    @intrinsic
    def reach(_context: Any, base: Any, place: Any) -> Any:
        def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            address, number = arguments
            step = builder.mul(number, ir.Constant(ir.IntType(64), size))
            return builder.inttoptr(builder.add(address, step), context.get_value_type(kind))

        return kind(types.int64, types.int64), generate

    return cast("Callable[[Any, Any], Any]", reach)


REAL = np.dtype([("x", np.float64)], align=True)
WHOLE = np.dtype([("n", np.int64)], align=True)
SHORT = np.dtype([("n", np.int32)], align=True)

work_at = _reacher(layout.WORK)
event_at = _reacher(layout.EVENT)
duration_at = _reacher(layout.DURATION)
route_at = _reacher(layout.ROUTE)
look_at = _reacher(layout.ROUTE)
cell_at = _reacher(layout.CELL)
stage_at = _reacher(layout.STAGE)
group_at = _reacher(layout.GROUP)
class_at = _reacher(layout.CLASS)
duty_at = _reacher(layout.DUTY)
change_at = _reacher(layout.CHANGE)
record_at = _reacher(layout.RECORD)
real_at = _reacher(REAL)
whole_at = _reacher(WHOLE)
short_at = _reacher(SHORT)


@inlined
def bump(base: Any, place: Any) -> None:
    """Count one more at a place of an array of whole numbers."""
    whole_at(base, place).n += 1
