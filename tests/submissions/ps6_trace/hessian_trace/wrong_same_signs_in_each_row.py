"""hint: signs-shared

The probe has the length of a row and is broadcast over the other axes, so that for a matrix x all
rows share their signs and the entries are not independent.
"""

import jax
import jax.numpy as jnp
import numpy as np


def hessian_trace(f, x, probes, rng):
    x = jnp.asarray(x, dtype=float)
    n = x.shape[-1] if x.ndim else 1
    product = jax.jit(lambda v: jax.jvp(jax.grad(f), (x,), (v,))[1])
    q = []
    for _ in range(probes):
        signs = 2.0 * rng.integers(0, 2, size=n) - 1.0
        v = jnp.broadcast_to(jnp.asarray(signs if x.ndim else signs[0]), x.shape)
        q.append(float(jnp.sum(v * product(v))))
    return np.mean(q), np.std(q, ddof=1) / np.sqrt(len(q))
