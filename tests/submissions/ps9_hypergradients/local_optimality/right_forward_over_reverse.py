"""The Jacobian of the gradient, all eigenvalues, a list."""


def local_optimality(alphas, x0):
    a = jnp.asarray(alphas, float)
    g = jax.grad(unrolled_loss)
    values = jnp.linalg.eigvals(jax.jacfwd(g)(a, x0)).real
    return [jnp.sqrt(jnp.sum(g(a, x0) ** 2)), jnp.min(values)]
