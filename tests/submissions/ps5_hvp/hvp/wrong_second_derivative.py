"""hint: quadratic-form

Both directions along v.
"""


def hvp(f, x, v):
    return jax.jvp(lambda x: jax.jvp(f, (x,), (v,))[1], (x,), (v,))[1]
