"""What runs beside the answers of this set: they are called with arrays of NumPy or of JAX.

Beside the checks' own programs NumPy stands for `jnp`. Nothing here knows what is right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

NUMPY, JAX = "NumPy", "JAX"


def called(
    answer: Callable[..., Any], jnp: Any, alphas: np.ndarray, x0: np.ndarray, kind: str, *_: Any
) -> Any:
    """Return ``answer(alphas, x0)`` with arrays of that kind; what follows is for the judge."""
    if kind == JAX:
        alphas, x0 = jnp.asarray(alphas), jnp.asarray(x0)
    return answer(alphas, x0)


def tuned(
    tune: Callable[..., Any],
    jnp: Any,
    alphas: np.ndarray,
    x0: np.ndarray,
    beta: float,
    steps: int,
    kind: str,
    *_: Any,
) -> Any:
    """Return ``tune(alphas, x0, beta, steps)`` with arrays of that kind."""
    if kind == JAX:
        alphas, x0 = jnp.asarray(alphas), jnp.asarray(x0)
    return tune(alphas, x0, beta, steps)
