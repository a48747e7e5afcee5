"""How the core's functions are compiled, and where the result is kept.

The first run on a machine compiles for some tens of seconds; later runs read the result from disk. The folder is named
after the content of the core's own files, so that a change in any of them is never met by an older kernel of another.
"""

import platform
from collections.abc import Callable
from typing import Any, TypeVar, cast

import llvmlite.binding
import numba

from constabulary.simulation.engine.kept import kernels_folder

F = TypeVar("F", bound=Callable[..., Any])
settings: Any = numba.config
if not settings.CACHE_DIR:
    # Where this folder cannot be written to, numba goes on to the user's own cache folder by itself.
    settings.CACHE_DIR = str(kernels_folder())
if platform.machine().lower() in {"x86_64", "amd64"}:
    # LLVM would turn the choices of `agenda.write` into branches, and where these go nothing can foresee.
    llvmlite.binding.set_option("constabulary", "-x86-cmov-converter=false")

_inlined = numba.njit(nogil=True, error_model="numpy", forceinline=True)
_plain = numba.njit(nogil=True, error_model="numpy")
_kept = numba.njit(nogil=True, error_model="numpy", cache=True)


def part(function: F) -> F:
    """Compile a function that others of the core call."""
    return cast("F", _plain(function))


def inlined(function: F) -> F:
    """Compile a small function into each place that calls it."""
    return cast("F", _inlined(function))


def kernel(function: F) -> F:
    """Compile a function that is called from outside the core, and keep it on disk."""
    return cast("F", _kept(function))
