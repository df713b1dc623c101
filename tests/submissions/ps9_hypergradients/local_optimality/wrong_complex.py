"""hint: complex-eigenvalues

eigvals of JAX gives complex numbers.
"""


def local_optimality(alphas, x0):
    a = jnp.asarray(alphas, float)
    e = jnp.linalg.eigvals(jax.hessian(unrolled_loss)(a, x0))
    return jnp.linalg.norm(hypergradient(a, x0)), e[jnp.argmin(e.real)]
