"""hint: depends-on-earlier-calls

The linearized gradient is remembered for f, so a second x gets the Hessian at the first.
"""

_linear_maps = {}


def hvp(f, x, v):
    if f not in _linear_maps:
        _, _linear_maps[f] = jax.linearize(jax.grad(f), jnp.asarray(x))
    return _linear_maps[f](v)
