"""The six rules written out with NumPy, rows as lists."""


def forward_table(w1, w2, wrt):
    d1, d2 = {"w1": (1, 0), "w2": (0, 1)}[wrt]
    v1, t1 = np.log(w1), d1 / w1
    v2, t2 = w2 * v1, d2 * v1 + w2 * t1
    v3, t3 = np.sqrt(v2), t2 / (2 * np.sqrt(v2))
    L, t = v2 + v3, t2 + t3
    return [
        ["w1", w1, d1],
        ["w2", w2, d2],
        ["v1", v1, t1],
        ["v2", v2, t2],
        ["v3", v3, t3],
        ["L", L, t],
    ]
