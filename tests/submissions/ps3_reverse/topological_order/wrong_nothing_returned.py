"""hint: returned-nothing

No `return`.
"""


def topological_order(output):
    pass
