"""hint: not-watched
changes: right_two_programs

The efficient product without a compiler.
"""

rightly = programs


def programs(loss, x, jit):
    found = rightly(loss, x, jit)
    return found | {"hvp": (lambda x, v: hvp(loss, x, v), found["hvp"][1])}
