"""hint: returned-nothing

No `return`.
"""


def vjp_softmax(g, x):
    pass
