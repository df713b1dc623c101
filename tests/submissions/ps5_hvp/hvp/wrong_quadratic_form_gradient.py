"""hint: half-missing

The gradient of vᵀHv with respect to v.
"""


def hvp(f, x, v):
    along = lambda v: jax.jvp(lambda x: jax.jvp(f, (x,), (v,))[1], (x,), (v,))[1]
    return jax.grad(along)(v)
