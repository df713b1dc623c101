"""The given Hessian comes from no compiled program.

changes: right_two_programs
"""

rightly = programs


def programs(loss, x, jit):
    found = rightly(loss, x, jit)
    _, (x, v) = found["hvp"]
    return found | {"product": (found["product"][0], (full_hessian(loss, x), v))}
