"""A loop that JAX knows as one, and lists in the place of tuples."""


def tune(alphas, x0, beta, steps):
    x0 = jnp.asarray(x0, float)
    L = lambda a: 0.5 * jnp.prod(1 - a) ** 2 * jnp.vdot(x0, x0)

    def step(a, _):
        a = a - beta * jax.grad(L)(a)
        return a, (a, L(a))

    a = jnp.asarray(alphas, float)
    _, (path, losses) = jax.lax.scan(step, a, None, length=steps)
    return [[a, L(a)]] + [[path[t], losses[t]] for t in range(steps)]
