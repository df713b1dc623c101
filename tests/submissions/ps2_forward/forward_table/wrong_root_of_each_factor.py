"""hint: not-finite

√w2·√v1 in the place of √(w2·v1): both factors may be negative.
"""


def forward_table(w1, w2, wrt):
    w1, w2 = Dual(w1, float(wrt == "w1")), Dual(w2, float(wrt == "w2"))
    v1 = log(w1)
    v2 = w2 * v1
    v3 = sqrt(w2) * sqrt(v1)
    rows = {"w1": w1, "w2": w2, "v1": v1, "v2": v2, "v3": v3, "L": v2 + v3}
    return [(name, v.value, v.tangent) for name, v in rows.items()]
