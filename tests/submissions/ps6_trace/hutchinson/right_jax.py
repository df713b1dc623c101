"""Arrays of JAX."""


def hutchinson(matvec, n, probes, rng):
    V = jnp.asarray(rng.choice([-1.0, 1.0], size=(probes, n)))
    q = jnp.array([jnp.vdot(v, jnp.asarray(matvec(v))) for v in V])
    return jnp.mean(q), jnp.std(q, ddof=1) / jnp.sqrt(probes)
