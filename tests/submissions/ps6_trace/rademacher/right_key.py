"""A key for JAX, from the generator."""


def rademacher(rng, n):
    key = jax.random.key(int(rng.integers(2**32)))
    return np.asarray(jax.random.rademacher(key, (n,), dtype=float))
