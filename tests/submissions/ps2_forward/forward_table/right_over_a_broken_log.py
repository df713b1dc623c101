"""A right table over a log whose derivative is wrong, which is charged there, not here."""


def log(x):
    return Dual(log(x.value), x.tangent * x.value) if isinstance(x, Dual) else np.log(x)


def forward_table(w1, w2, wrt):
    w1, w2 = Dual(w1, float(wrt == "w1")), Dual(w2, float(wrt == "w2"))
    v1 = log(w1)
    v2 = w2 * v1
    v3 = sqrt(v2)
    L = v2 + v3
    names = ["w1", "w2", "v1", "v2", "v3", "L"]
    return [(n, v.value, v.tangent) for n, v in zip(names, [w1, w2, v1, v2, v3, L])]
