"""hint: product-one-term

By hand, with half of the product rule.
"""


def forward_table(w1, w2, wrt):
    d1, d2 = float(wrt == "w1"), float(wrt == "w2")
    v1, t1 = np.log(w1), d1 / w1
    v2, t2 = w2 * v1, d2 * v1
    v3, t3 = np.sqrt(v2), t2 / (2 * np.sqrt(v2))
    L, t = v2 + v3, t2 + t3
    return [
        ("w1", w1, d1),
        ("w2", w2, d2),
        ("v1", v1, t1),
        ("v2", v2, t2),
        ("v3", v3, t3),
        ("L", L, t),
    ]
