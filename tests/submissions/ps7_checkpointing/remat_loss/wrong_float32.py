"""hint: single-precision

Halves the memory by computing in float32, which keeps just as many numbers and changes the value.
"""


def remat_loss(f):
    def small(x):
        return f(x.astype(jnp.float32)).astype(x.dtype)

    return small
