"""hint: hessian-timed-again
changes: right_two_programs

The Hessian computed in the product's time.
"""

rightly = programs


def programs(loss, x, jit):
    found = rightly(loss, x, jit)
    again = jit(lambda x, v: naive_hvp(full_hessian(loss, x), v))
    return found | {"product": (again, found["hvp"][1])}
