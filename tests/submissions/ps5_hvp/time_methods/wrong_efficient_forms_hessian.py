"""hint: hvp-forms-hessian
changes: right_two_programs

The matrix under the efficient product's name.
"""

rightly = programs


def programs(loss, x, jit):
    found = rightly(loss, x, jit)
    return found | {"hvp": (jit(lambda x, v: jax.hessian(loss)(x) @ v), found["hvp"][1])}
