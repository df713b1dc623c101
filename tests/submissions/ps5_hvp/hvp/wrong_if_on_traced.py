"""hint: not-traceable

A Python `if` asks for the value of v, which does not exist while jax.jit compiles.
"""


def hvp(f, x, v):
    if not v.any():
        return jnp.zeros_like(x)
    return jax.jvp(jax.grad(f), (x,), (v,))[1]
