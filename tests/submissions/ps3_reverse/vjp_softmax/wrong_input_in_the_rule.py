"""hint: input-for-output

x in place of softmax(x).
"""


def vjp_softmax(g, x):
    return x * (g - (g * x).sum(axis=-1, keepdims=True))
