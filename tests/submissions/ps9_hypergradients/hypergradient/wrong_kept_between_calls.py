"""hint: depends-on-earlier-calls

The result of the first call is kept.
"""

kept = {}


def hypergradient(alphas, x0):
    if len(alphas) not in kept:
        kept[len(alphas)] = jax.grad(unrolled_loss)(jnp.asarray(alphas, float), x0)
    return kept[len(alphas)]
