"""Value and gradient together, a tuple of pairs."""


def tune(alphas, x0, beta, steps):
    both = jax.value_and_grad(unrolled_loss)
    a, history = jnp.array(alphas, dtype=float), ()
    for t in range(steps + 1):
        loss, g = both(a, x0)
        history += ((np.asarray(a), float(loss)),)
        a = a - beta * g
    return history
