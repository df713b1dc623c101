"""hint: depends-on-earlier-calls

The compiled function is remembered by the size of params, so another loss of as many parameters
gets the Hessian of the first.
"""

_compiled_hessians = {}


def full_hessian(loss, params):
    n = params.shape[0]
    if n not in _compiled_hessians:
        _compiled_hessians[n] = jax.jit(jax.hessian(loss))
    return _compiled_hessians[n](params)
