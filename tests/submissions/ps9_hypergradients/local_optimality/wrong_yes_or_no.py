"""hint: verdict

True where it looks like a minimum.
"""


def local_optimality(alphas, x0):
    a = jnp.asarray(alphas, float)
    H = jax.hessian(unrolled_loss)(a, x0)
    norm = jnp.linalg.norm(hypergradient(a, x0))
    return bool(norm < 1e-6 and jnp.all(jnp.linalg.eigvalsh(H) > 0))
