"""The gradient is linearised once, and the signs come from jax.random with a key that is drawn
from rng.
"""

import jax
import jax.numpy as jnp
import numpy as np


def hessian_trace(f, x, probes, rng):
    point = jnp.asarray(x, dtype=jnp.float64)
    _, hessian_times = jax.linearize(jax.grad(f), point)
    keys = jax.random.split(jax.random.PRNGKey(int(rng.integers(2**31))), probes)
    q = []
    for key in keys:
        v = jax.random.rademacher(key, point.shape, dtype=jnp.float64)
        q.append(jnp.vdot(v, hessian_times(v)))
    q = np.array(q)
    m = len(q)
    mean = sum(q) / m
    return float(mean), float(np.sqrt(sum((q - mean) ** 2) / (m - 1) / m))
