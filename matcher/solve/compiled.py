"""The one place where kernels meet the compiler.

Numba compiles a kernel on first use and keeps the machine code beside the module, so a second run
starts at once. Only modules with kernels import this one, and the portfolio imports those lazily.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compile_kernel(kernel: Callable[P, R]) -> Callable[P, R]:
    """Return the compiled twin of `kernel`, cached on disk; its plain Python form stays at `.py_func`."""
    return cast("Callable[P, R]", numba.njit(cache=True, nogil=True)(kernel))


def compile_part(kernel: Callable[P, R]) -> Callable[P, R]:
    """Return the compiled twin of a few lines that kernels repeat, written into each of them where they call it.

    A call between kernels hands every array over on the stack and counts references to it, which
    takes longer than a step in a heap.
    """
    return cast("Callable[P, R]", numba.njit(cache=True, nogil=True, inline="always")(kernel))
