"""Right: the smallest eigenvalue is c minus the spectral norm of cI - H, with c the Frobenius norm
of H; derivatives by jacfwd over jacrev.
"""

import jax
import jax.numpy as jnp
import numpy as np


def local_optimality(alphas, x0):
    def L(a, x):
        for s in a:
            x = x - s * x
        return jnp.vdot(x, x) * 0.5

    at = (jnp.asarray(alphas, dtype=jnp.float64), jnp.asarray(x0, dtype=jnp.float64))
    gradient = jax.jacrev(L)
    H = np.asarray(jax.jacfwd(gradient)(*at))
    H = (H + H.T) / 2
    c = np.linalg.norm(H)
    smallest = c - np.linalg.norm(c * np.eye(len(H)) - H, 2)
    return np.float64(np.linalg.norm(np.asarray(gradient(*at)))), smallest
