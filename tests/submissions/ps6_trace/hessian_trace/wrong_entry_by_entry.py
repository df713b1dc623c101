"""hint: exact-trace

One second derivative for each entry.
"""


def hessian_trace(f, x, probes, rng):
    total = 0.0
    for i in range(x.size):
        e = jnp.zeros(x.size).at[i].set(1.0).reshape(x.shape)
        total += float(jnp.vdot(e, jax.jvp(jax.grad(f), (x,), (e,))[1]))
    return total, 0.0
