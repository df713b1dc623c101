"""hint: forms-hessian

The matrix where there is room for it.
"""


def hvp(f, x, v):
    if x.size < 100:
        return jax.hessian(f)(x) @ v
    return jax.jvp(jax.grad(f), (x,), (v,))[1]
