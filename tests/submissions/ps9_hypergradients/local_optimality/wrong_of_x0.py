"""hint: of-the-start

Derivatives with respect to x0.
"""


def local_optimality(alphas, x0):
    alphas, x0 = jnp.asarray(alphas, float), jnp.asarray(x0, float)
    g = jax.grad(unrolled_loss, 1)(alphas, x0)
    H = jax.hessian(unrolled_loss, 1)(alphas, x0)
    return float(jnp.linalg.norm(g)), float(jnp.linalg.eigvalsh(H)[0])
