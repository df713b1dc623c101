"""hint: exact-trace

The trace of the whole Hessian.
"""


def hessian_trace(f, x, probes, rng):
    H = jax.hessian(lambda y: f(y.reshape(x.shape)))(x.ravel())
    return float(jnp.trace(H)), 0.0
