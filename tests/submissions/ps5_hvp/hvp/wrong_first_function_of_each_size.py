"""hint: depends-on-earlier-calls

The program of the first f is kept for each length of x.
"""


programs = {}


def hvp(f, x, v):
    n = x.shape[0]
    if n not in programs:
        g = jax.grad(f)
        programs[n] = lambda x, v: jax.vjp(g, x)[1](v)[0]
    return programs[n](x, v)
