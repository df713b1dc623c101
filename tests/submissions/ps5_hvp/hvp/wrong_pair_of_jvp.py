"""hint: whole-result

Value and tangent together.
"""


def hvp(f, x, v):
    return jax.jvp(jax.grad(f), (x,), (v,))
