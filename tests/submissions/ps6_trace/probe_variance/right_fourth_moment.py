"""One formula for both, from the fourth moment of an entry."""


def probe_variance(A, kind):
    moments = {"gaussian": 3.0, "rademacher": 1.0}
    if kind not in moments:
        raise ValueError("unknown kind")
    A = jnp.asarray(A, dtype=float)
    S = 0.5 * (A + A.T)
    return 2.0 * jnp.sum(S * S) + (moments[kind] - 3.0) * jnp.sum(jnp.diagonal(S) ** 2)
