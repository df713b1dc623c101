"""hint: loss-of-another

The loss before the step beside the step sizes after it.
"""


def tune(alphas, x0, beta, steps):
    a = jnp.asarray(alphas, float)
    history = [(a, unrolled_loss(a, x0))]
    for _ in range(steps):
        loss, g = jax.value_and_grad(unrolled_loss)(a, x0)
        a = a - beta * g
        history.append((a, loss))
    return history
