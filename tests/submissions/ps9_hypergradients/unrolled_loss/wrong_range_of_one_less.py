"""hint: last-step-left-out

The loop ends one too early.
"""


def unrolled_loss(alphas, x0):
    x = jnp.asarray(x0, dtype=float)
    for k in range(len(alphas) - 1):
        x = (1 - alphas[k]) * x
    return 0.5 * x @ x
