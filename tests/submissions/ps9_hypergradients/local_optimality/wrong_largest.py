"""hint: not-the-smallest

The last eigenvalue.
"""


def local_optimality(alphas, x0):
    a = jnp.asarray(alphas, float)
    e = jnp.linalg.eigvalsh(jax.hessian(unrolled_loss)(a, x0))
    return jnp.linalg.norm(hypergradient(a, x0)), e[-1]
