"""hint: product-left-out
changes: right_two_programs

The Hessian without the product.
"""

rightly = programs


def programs(loss, x, jit):
    found = rightly(loss, x, jit)
    return found | {"hessian": (jit(lambda x, v: full_hessian(loss, x)), found["hvp"][1])}
