"""hint: no-axes

`np.prod` of an empty shape is the float 1.0, with which no array can be made.
"""


def hessian_trace(f, x, probes, rng):
    n = np.prod(x.shape)
    q = []
    for _ in range(probes):
        v = rng.choice([-1.0, 1.0], size=n).reshape(x.shape)
        Hv = jax.jvp(jax.grad(f), (x,), (v,))[1]
        q.append(float(np.sum(v * Hv)))
    return np.mean(q), np.std(q, ddof=1) / np.sqrt(probes)
