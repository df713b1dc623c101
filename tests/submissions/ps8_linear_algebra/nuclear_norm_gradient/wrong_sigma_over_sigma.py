"""hint: divided-by-zero

Each s_i contributes s_i/|s_i| u_i v_i^T, which is 0/0 = nan where a singular value is exactly 0.
"""

import numpy as np


def nuclear_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    with np.errstate(all="ignore"):
        sign = s / np.abs(s)  # derivative of |s|
    return (U * sign) @ Vt
