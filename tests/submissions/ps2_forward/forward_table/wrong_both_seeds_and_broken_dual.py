"""hint: both-seeded

Both inputs move, and the product has one term.
"""

Dual.__mul__ = lambda x, y: Dual(x.value * y.value, x.tangent * y.value)


def forward_table(w1, w2, wrt):
    w1, w2 = Dual(w1, 1.0), Dual(w2, 1.0)
    v1 = log(w1)
    v2 = w2 * v1
    v3 = sqrt(v2)
    L = v2 + v3
    names = ["w1", "w2", "v1", "v2", "v3", "L"]
    return [(n, v.value, v.tangent) for n, v in zip(names, [w1, w2, v1, v2, v3, L])]
