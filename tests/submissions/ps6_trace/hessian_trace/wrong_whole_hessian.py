"""hint: forms-hessian

With the whole Hessian.
"""


def hessian_trace(f, x, probes, rng):
    H = np.asarray(jax.hessian(f)(x)).reshape(x.size, x.size)
    return hutchinson(lambda v: H @ v, x.size, probes, rng)
