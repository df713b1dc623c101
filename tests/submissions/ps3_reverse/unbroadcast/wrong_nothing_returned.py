"""hint: returned-nothing

No `return`.
"""


def unbroadcast(g, shape):
    pass
