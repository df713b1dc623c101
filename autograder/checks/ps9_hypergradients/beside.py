"""What runs beside the answers of this set: they are called with arrays of NumPy or of JAX.

Beside the checks' own programs NumPy stands for `jnp`. Nothing here knows what is right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

NUMPY, JAX = "NumPy", "JAX"
WRITTEN = "NumPy, and the last array of the history is written into"


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
    """Return ``tune(alphas, x0, beta, steps)`` with arrays of that kind.

    WRITTEN: what becomes of the history where its last array is changed, as a caller may.
    """
    if kind == JAX:
        alphas, x0 = jnp.asarray(alphas), jnp.asarray(x0)
    if kind == WRITTEN:
        return written_into(tune(alphas.copy(), x0, beta, steps))
    return tune(alphas, x0, beta, steps)


def written_into(history: Any) -> Any:
    """Return a history after 1 was added to the array of its last pair, in its place if it can."""
    sequence = list | tuple
    if not isinstance(history, sequence) or not history or not isinstance(history[-1], sequence):
        return history
    alphas, *more = history[-1] or (None,)
    if isinstance(alphas, np.ndarray) and alphas.flags.writeable:
        np.add(alphas, 1.0, out=alphas, casting="unsafe")
        return history
    try:
        return [*history[:-1], (np.asarray(alphas) + 1.0, *more)]
    except (TypeError, ValueError):  # no numbers: judged as they are
        return history
