"""The signs of normal numbers, as an array of JAX."""


def rademacher(rng, n):
    return jnp.sign(jnp.asarray(rng.standard_normal(n)))
