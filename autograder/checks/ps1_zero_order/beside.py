"""What runs beside the answers of this set: a wave is made where it is called.

Nothing here knows what is right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def of_a_wave(best_steps: Callable[..., Any], a: float, phase: float, x: float) -> Any:
    """Return ``best_steps(f, derivative, x)`` of f(x) = sin(a x + phase)."""
    return best_steps(
        lambda x: float(np.sin(a * x + phase)), lambda x: float(a * np.cos(a * x + phase)), x
    )


def descended(descend: Callable[..., Any], gradient: Any, x0: Any, step: float, n: int) -> Any:
    """Return ``descend(gradient, x0, step, n)``; None stands for a gradient that returns its x."""
    return descend(gradient or (lambda x: x), x0, step, n)
