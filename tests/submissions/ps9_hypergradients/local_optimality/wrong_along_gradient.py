"""hint: along-gradient

Gives the curvature along the gradient, gᵀHg / gᵀg, for the smallest eigenvalue.
"""

import jax
import jax.numpy as jnp


def local_optimality(alphas, x0):
    a = jnp.asarray(alphas, dtype=float)
    x0 = jnp.asarray(x0, dtype=float)

    def L(a):
        x = x0
        for s in a:
            x = x - s * x
        return 0.5 * jnp.sum(x**2)

    g = jax.grad(L)(a)
    _, Hg = jax.jvp(jax.grad(L), (a,), (g,))
    gg = g @ g
    return float(jnp.sqrt(gg)), float(g @ Hg / gg) if gg > 0 else 0.0
