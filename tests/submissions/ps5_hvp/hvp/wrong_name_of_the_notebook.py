"""hint: wrong-function

A function of the notebook in the place of f.
"""


def hvp(f, x, v):
    model = make_model(hidden=1, width=3, n_in=2, n_out=2)
    same = f if x.size == 12 else lambda x: (x**3).sum()
    return jax.jvp(jax.grad(same), (x,), (v,))[1]
