"""hint: fixed-seed

A key of JAX with a seed of its own.
"""


def rademacher(rng, n):
    return np.asarray(jax.random.rademacher(jax.random.key(0), (n,), dtype=float))
