"""A flat function, and vjp of the gradient."""


def hessian_trace(f, x, probes, rng):
    flat = jnp.ravel(x)
    _, pull = jax.vjp(jax.grad(lambda y: f(y.reshape(x.shape))), flat)
    return hutchinson(lambda v: np.array(pull(jnp.asarray(v))[0]), flat.size, probes, rng)
