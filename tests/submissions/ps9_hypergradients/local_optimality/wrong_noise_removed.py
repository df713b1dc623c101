"""hint: rounded-to-zero

What is below 1e-10 is taken for rounding.
"""


def local_optimality(alphas, x0):
    a = jnp.asarray(alphas, dtype=float)
    norm = jnp.linalg.norm(jax.grad(unrolled_loss)(a, x0))
    smallest = jnp.linalg.eigvalsh(jax.hessian(unrolled_loss)(a, x0))[0]
    return tuple(float(jnp.where(abs(v) < 1e-10, 0.0, v)) for v in (norm, smallest))
