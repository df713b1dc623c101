"""hint: negative-cut-off

Takes JᵀJ of the end point (Gauss-Newton) for the Hessian: it has no negative eigenvalues and
misses the curvature of the program itself.
"""

import jax
import jax.numpy as jnp
import numpy as np


def local_optimality(alphas, x0):
    a = jnp.asarray(alphas, dtype=float)
    x0 = jnp.asarray(x0, dtype=float)

    def end(a):
        x = x0
        for k in range(len(a)):
            x = x - a[k] * x
        return x

    J = jax.jacfwd(end)(a)
    g = J.T @ end(a)
    H = J.T @ J  # f has the Hessian I
    return float(jnp.linalg.norm(g)), float(np.linalg.eigvalsh(np.asarray(H))[0])
