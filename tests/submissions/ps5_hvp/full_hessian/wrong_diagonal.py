"""hint: diagonal-only

Each parameter twice, no two different ones.
"""


def full_hessian(loss, params):
    e = jnp.eye(params.size)
    second = lambda d: jax.jvp(lambda p: jax.jvp(loss, (p,), (d,))[1], (params,), (d,))[1]
    return jnp.diag(jax.vmap(second)(e))
