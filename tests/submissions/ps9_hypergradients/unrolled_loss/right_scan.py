"""A loop that JAX knows as one."""


def unrolled_loss(alphas, x0):
    def step(x, alpha):
        return x - alpha * jax.grad(lambda x: 0.5 * jnp.vdot(x, x))(x), None

    x, _ = jax.lax.scan(step, jnp.asarray(x0, float), jnp.asarray(alphas, float))
    return 0.5 * jnp.vdot(x, x)
