"""What is the derivative of each function of linear algebra?"""

from typing import Any

import numpy as np

from autograder.reference.core import general


def columns(b: Any) -> bool:
    """Whether np.linalg.solve takes b as one vector (NumPy 2: only when it has one axis)."""
    return b.ndim > 1


def solve_A(g: Any, x: Any, A: Any, b: Any) -> Any:
    """x = A⁻¹b: b̄ = A⁻ᵀx̄, Ā = −b̄xᵀ (Giles 2008, §2.3.1)."""
    b_bar = np.linalg.solve(A.mT, g)
    return -b_bar @ x.mT if columns(b) else -b_bar[..., :, None] * x[..., None, :]


general(
    np.linalg.solve,
    [
        lambda t, x, A, b: -np.linalg.solve(A, t @ x),
        lambda t, x, A, b: np.linalg.solve(A, t),
    ],
    [solve_A, lambda g, x, A, b: np.linalg.solve(A.mT, g)],
    flops=lambda x, A, b: 2 * np.size(A) * A.shape[-1] // 3 + 2 * np.size(x) * A.shape[-1],
)
general(
    np.linalg.inv,
    [lambda t, y, A: -y @ t @ y],  # Giles 2008, §2.2.3
    [lambda g, y, A: -y.mT @ g @ y.mT],
    flops=lambda y, A: 2 * np.size(A) * A.shape[-1],
)
