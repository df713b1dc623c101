"""hint: not-a-pair

The estimate alone.
"""


def hessian_trace(f, x, probes, rng):
    product = jax.jit(lambda v: jax.jvp(jax.grad(f), (x,), (v.reshape(x.shape),))[1].ravel())
    return hutchinson(lambda v: np.asarray(product(v)), x.size, probes, rng)[0]
