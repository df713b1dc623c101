"""X and b_bar come out of one larger linear system with the block matrix diag(A, A^T), and the result is a list."""

from typing import Any

import numpy as np
import numpy.typing as npt


def solve_vjp(A: npt.NDArray[Any], b: npt.NDArray[Any], x_bar: npt.NDArray[Any]) -> list:
    n = len(A)
    big = np.block([[A, np.zeros((n, n))], [np.zeros((n, n)), A.T]])
    both = np.linalg.solve(big, np.concatenate([b, x_bar], axis=0))
    x, b_bar = both[:n], both[n:]
    print("solved", both.shape)
    x2, l2 = x.reshape(n, -1), b_bar.reshape(n, -1)
    A_bar = -np.sum(l2[:, None, :] * x2[None, :, :], axis=-1)
    return [A_bar, b_bar]
