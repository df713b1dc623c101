"""hint: not-watched
changes: right_two_programs

The product without a compiler.
"""

rightly = programs


def programs(loss, x, jit):
    found = rightly(loss, x, jit)
    return found | {"product": (lambda H, v: naive_hvp(H, v), found["product"][1])}
