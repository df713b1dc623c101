"""hint: methods-swapped
changes: right_two_programs

The two products under each other's name.
"""

rightly = programs


def programs(loss, x, jit):
    found = rightly(loss, x, jit)
    return found | {"product": found["hvp"], "hvp": found["product"]}
