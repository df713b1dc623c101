"""hint: order-swapped

The eigenvalue first.
"""


def local_optimality(alphas, x0):
    a = jnp.asarray(alphas, float)
    e = jnp.linalg.eigvalsh(jax.hessian(unrolled_loss)(a, x0))
    return e.min(), jnp.linalg.norm(hypergradient(a, x0))
