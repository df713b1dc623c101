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
