"""hint: smallest-size

Singular values.
"""


def local_optimality(alphas, x0):
    a = jnp.asarray(alphas, float)
    H = jax.hessian(unrolled_loss)(a, x0)
    return jnp.linalg.norm(hypergradient(a, x0)), jnp.linalg.svd(H, compute_uv=False).min()
